//! What is drawn of a framework.

use std::sync::Arc;

use crate::kinds::{Framework, FrameworkShape};
use crate::render::model::ShapePart;

/// Fewer parts make no drawing.
const FEWEST: usize = 2;

/// Signs that a part's name may begin with, and what they are called.
const SIGNS: &[(&[char], &str)] = &[
    (&['+'], "plus"),
    (&['−', '–', '-'], "minus"),
    (&['×', '*', '·'], "times"),
    (&['÷', '/'], "over"),
];

/// The shape of a framework: steps, unless it says otherwise.
pub(super) fn shape(framework: &Framework) -> FrameworkShape {
    framework.shape.unwrap_or(FrameworkShape::Steps)
}

/// Its parts. In a formula they add up, unless a name begins with another sign: `× Depth`.
pub(super) fn drawn(framework: &Framework) -> Vec<ShapePart> {
    if framework.steps.len() < FEWEST {
        return Vec::new();
    }
    let formula = shape(framework) == FrameworkShape::Formula;
    let part = |step: &crate::kinds::Step| {
        let (sign, name) = match formula {
            true => signed(&step.name),
            false => ("plus", step.name.clone()),
        };
        ShapePart {
            name,
            anchor: step.anchor.clone(),
            sign,
        }
    };
    framework.steps.iter().map(part).collect()
}

/// The sign that a name begins with, and the rest of it.
fn signed(name: &Arc<str>) -> (&'static str, Arc<str>) {
    let found = SIGNS.iter().find_map(|(signs, sign)| {
        let rest = name.strip_prefix(*signs)?.trim_start();
        (!rest.is_empty()).then(|| (*sign, Arc::from(rest)))
    });
    found.unwrap_or(("plus", name.clone()))
}
