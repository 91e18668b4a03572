//! Whom the documents of one meeting name, as far as other meetings tell it.

use crate::meeting::Origin;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Persons by what a meeting calls them; only what the meeting itself does not tell so.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Names(pub BTreeMap<String, Named>);

/// The person that a name or initials stand for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name the archive knows the person by.
    pub person: String,
    /// Inferred where the meeting itself does not tell who is meant.
    pub origin: Origin,
}

impl Names {
    /// The person called so, where other meetings tell more than this one.
    pub fn of(&self, written: &str) -> Option<&Named> {
        self.0.get(written)
    }
}
