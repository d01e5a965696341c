//! The kinds of things that references can lead to.

/// The kinds of targets, each with the prefix that names it in `[[kind:id]]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TargetKind {
    Interview,
    Round,
    Question,
    Framework,
    Topic,
    Company,
    Role,
    Faq,
    Takeaway,
    Page,
}

impl TargetKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::Interview,
        Self::Round,
        Self::Question,
        Self::Framework,
        Self::Topic,
        Self::Company,
        Self::Role,
        Self::Faq,
        Self::Takeaway,
        Self::Page,
    ];

    /// Returns the prefix in `[[kind:id]]`, which is also the name in messages.
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::Interview => "interview",
            Self::Round => "round",
            Self::Question => "question",
            Self::Framework => "framework",
            Self::Topic => "topic",
            Self::Company => "company",
            Self::Role => "role",
            Self::Faq => "faq",
            Self::Takeaway => "takeaway",
            Self::Page => "page",
        }
    }

    /// Returns the name with its article.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Interview => "an interview",
            Self::Round => "a round",
            Self::Question => "a question",
            Self::Framework => "a framework",
            Self::Topic => "a topic",
            Self::Company => "a company",
            Self::Role => "a role",
            Self::Faq => "an FAQ entry",
            Self::Takeaway => "a takeaway",
            Self::Page => "a page",
        }
    }

    /// Returns whether targets of the kind are named by their spelling, as topics, companies and
    /// roles are, and not by their id.
    pub const fn is_term(self) -> bool {
        matches!(self, Self::Topic | Self::Company | Self::Role)
    }

    /// Splits `kind:id` into the kind and the id.
    pub fn split_prefix(name: &str) -> Option<(Self, &str)> {
        let (prefix, id) = name.split_once(':')?;
        let kind = Self::ALL.into_iter().find(|kind| kind.prefix() == prefix)?;
        Some((kind, id))
    }
}
