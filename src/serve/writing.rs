//! Rounds that go to the output folder.

use super::doorbell::Doorbell;
use super::rounds::{Notice, Outlet, Round};
use super::{Done, Said, Say};
use crate::build::template_error;
use crate::emit::{self, EmitError, RealDisk, Target};

/// Writes every good round.
pub struct Writing {
    target: Target,
    say: Say,
}

impl Writing {
    /// An outlet that writes to `target`.
    pub fn new(target: Target, say: Say) -> Self {
        Self { target, say }
    }

    fn write(&self, round: &mut Round) -> Done {
        if round.built.diagnostics.errors() > 0 {
            return Done::Kept;
        }
        match emit::site(&round.built.artifacts, &self.target, &RealDisk) {
            Ok(report) => Done::Written(report),
            Err(EmitError::Render(fault)) => {
                let found = template_error(&fault, &round.sources.config.theme);
                round.built.diagnostics.push(found);
                Done::Kept
            }
            Err(error) => Done::Failed(error.to_string()),
        }
    }
}

impl Outlet for Writing {
    fn round(&mut self, mut round: Round) {
        let done = self.write(&mut round);
        (self.say)(&Said::Round(&round, done));
    }

    fn notice(&mut self, notice: Notice) {
        (self.say)(&Said::Notice(&notice));
    }

    fn pause(&mut self, _: &Doorbell) {}
}
