//! The facts of interviews and rounds: names and values such as "Minutes" and "45".

use super::builder::PageBuilder;
use crate::kinds::{Interview, Outcome, Round, ToldBy};
use crate::render::Strings;
use crate::render::model::{Fact, Link};

impl PageBuilder<'_> {
    /// Returns the facts of an interview, in a language.
    pub fn interview_facts(&self, strings: &Strings, entity: &Interview) -> Vec<Fact> {
        let terms = &self.catalog.terms;
        let company = entity.company.as_ref();
        let company = company.and_then(|name| terms.companies.get(&name.id));
        let role = entity.role.as_ref();
        let role = role.and_then(|name| terms.roles.get(&name.id));
        let linked = |name, link: Option<Link>| {
            link.map(|link| Fact {
                name: strings.text(name),
                value: link.text().to_string(),
                href: Some(link.href().clone()),
            })
        };
        let plain = |name, value| plain(strings, name, value);
        let word = |word: Option<&'static str>| word.map(|word| strings.value(word).to_string());
        let facts = [
            linked("company", company.map(|term| self.term_link(term))),
            linked("role", role.map(|term| self.term_link(term))),
            plain("fact-level", entity.level.clone()),
            plain("fact-location", entity.location.clone()),
            plain("fact-experience", entity.experience.clone()),
            plain("fact-applied-via", entity.applied_via.clone()),
            plain("fact-first-contact", entity.first_contact.clone()),
            plain("fact-duration", entity.duration.clone()),
            plain("fact-result", word(entity.result.map(Outcome::as_str))),
            plain("fact-date", entity.date.as_ref().map(ToString::to_string)),
            plain("fact-told-by", word(entity.told_by.map(ToldBy::as_str))),
        ];
        facts.into_iter().flatten().collect()
    }
}

/// Returns the facts of a round, in a language.
pub fn round_facts(strings: &Strings, entity: &Round) -> Vec<Fact> {
    let plain = |name, value| plain(strings, name, value);
    let word = |word: &'static str| strings.value(word).to_string();
    let minutes = entity.minutes.map(|minutes| minutes.0.to_string());
    let pressure = entity.pressure.map(|pressure| word(pressure.as_str()));
    let result = entity.result.map(|result| word(result.as_str()));
    let facts = [
        plain("fact-minutes", minutes),
        plain("fact-interviewer", entity.interviewer.clone()),
        plain("fact-pressure", pressure),
        plain("fact-heard-back", entity.heard_back.clone()),
        plain("fact-result", result),
    ];
    facts.into_iter().flatten().collect()
}

fn plain(strings: &Strings, name: &str, value: Option<String>) -> Option<Fact> {
    Some(Fact {
        name: strings.text(name),
        value: value?,
        href: None,
    })
}
