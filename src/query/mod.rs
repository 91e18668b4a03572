//! Words to results: the query language, its search, counts and highlights; results are plain data.

mod field;
mod period;
mod syntax;

pub use field::Field;
pub use period::Period;
pub use syntax::{Complaint, Node, Pattern, distance, nearest, parse, plain};
