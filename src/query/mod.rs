//! Words to results: the query language, its search, counts and highlights; results are plain data.

mod compile;
mod days;
mod facet;
mod field;
mod highlight;
mod meetings;
mod paths;
mod period;
mod request;
mod results;
mod run;
mod syntax;
mod tally;

pub use field::Field;
pub use highlight::Highlighter;
pub use meetings::{Extent, MeetingRow, extent, meetings};
pub use period::Period;
pub use request::{Filters, Matching, Reading, Request, Sort};
pub use results::{Answer, Expansion, FacetCount, Hit, Summary};
pub use run::{QueryError, search};
pub use syntax::{Complaint, Node, Pattern, distance, nearest, parse, plain};
