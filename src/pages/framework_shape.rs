//! The drawing of a framework: its shape and its parts.

use std::sync::Arc;

use crate::kinds::{Framework, FrameworkShape};
use crate::render::model::ShapePart;

/// The fewest parts that make a drawing.
const FEWEST: usize = 2;

/// Signs that the name of a part may begin with, and their names.
const SIGNS: &[(&[char], &str)] = &[
    (&['+'], "plus"),
    (&['−', '–', '-'], "minus"),
    (&['×', '*', '·'], "times"),
    (&['÷', '/'], "over"),
];

/// Returns the shape of a framework: steps by default.
pub fn shape(framework: &Framework) -> FrameworkShape {
    framework.shape.unwrap_or(FrameworkShape::Steps)
}

/// Returns the parts of a framework. In a formula they add up, unless a name begins with another sign: `× Depth`.
pub(super) fn drawn_parts(framework: &Framework) -> Vec<ShapePart> {
    if framework.steps.len() < FEWEST {
        return Vec::new();
    }
    let formula = shape(framework) == FrameworkShape::Formula;
    let part = |step: &crate::kinds::Step| {
        let (sign, name) = if formula {
            signed(&step.name)
        } else {
            ("plus", step.name.clone())
        };
        ShapePart {
            name,
            anchor: step.anchor.clone(),
            sign,
        }
    };
    framework.steps.iter().map(part).collect()
}

/// Splits a name into its sign and the rest.
fn signed(name: &Arc<str>) -> (&'static str, Arc<str>) {
    let found = SIGNS.iter().find_map(|(signs, sign)| {
        let rest = name.strip_prefix(*signs)?.trim_start();
        (!rest.is_empty()).then(|| (*sign, Arc::from(rest)))
    });
    found.unwrap_or(("plus", name.clone()))
}
