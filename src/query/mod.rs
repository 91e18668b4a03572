//! Words to results: the query language, its search, counts and highlights; results are plain data.

mod actions;
mod browse;
mod compile;
mod days;
mod facet;
mod field;
mod highlight;
mod hits;
mod meetings;
mod paths;
mod people;
mod period;
mod ranking;
mod request;
mod results;
mod run;
mod scope;
mod show;
mod stored;
mod syntax;
mod tally;

pub use actions::{ActionRow, Event, actions};
pub use browse::{PeriodRow, Step, TopicRow, timeline, topics};
pub use field::Field;
pub use highlight::Highlighter;
pub use meetings::{Extent, MeetingRow, extent, meetings};
pub use people::{PersonRow, Speech, people, who};
pub use period::Period;
pub use ranking::Part;
pub use request::{Filters, Matching, Reading, Request, Scope, Sort};
pub use results::{Answer, Expansion, FacetCount, Hit, Summary};
pub use run::{QueryError, search};
pub use show::{Shown, show};
pub use syntax::{Complaint, Node, Pattern, STATES, distance, nearest, parse, plain};
