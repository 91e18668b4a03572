//! What every meeting has, whatever it is about: attendance, apologies, the next date.

use crate::link::{Standing, standing};
use crate::meeting::{Passage, PassageKind};

/// Whether the passage is part of how meetings are held, not of what this one is about.
pub(super) fn is_standing(passage: &Passage) -> bool {
    let is_furniture = matches!(passage.kind, PassageKind::Attendance | PassageKind::Furniture);
    is_furniture || passage.topic.as_deref().is_some_and(|topic| standing(topic) == Some(Standing::Form))
}
