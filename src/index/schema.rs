//! The fields of the index and what each is for.

use super::analyzer::{EXACT, FACET, LABEL, NAME, STEMMED};
use tantivy::schema::{
    Field, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// Changes with every change of the schema, the analyzers or the stored records; see `docs/index-format.md`.
pub const FORMAT_VERSION: u32 = 14;

/// Speaker of whatever is no statement, and topic of whatever stands under none.
pub(super) const NOTHING: &str = "";

/// Value of `kind` for a passage, the unit of search.
pub const PASSAGE: &str = "passage";
/// Value of `kind` for a whole meeting.
pub const MEETING: &str = "meeting";
/// Value of `kind` for a statement, the unit of `who`.
pub const STATEMENT: &str = "statement";
/// Value of `kind` for an action of the ledger, the unit of `actions`.
pub const ACTION: &str = "action";
/// Value of `kind` for a file of the archive, a row of the manifest.
pub const FILE: &str = "file";

/// Value of `kind` for somebody, across all meetings.
pub const PERSON: &str = "person";
/// Value of `kind` for a topic under all its spellings.
pub const TOPIC: &str = "topic";
/// Value of `kind` for something missing or doubtful.
pub const GAP: &str = "gap";
/// Value of `kind` for an acronym with one of its meanings.
pub const ACRONYM: &str = "acronym";

/// Value of `kind` for a family of bodies, with what its meetings tell together.
pub(super) const FAMILY: &str = "family";
/// Value of `kind` for what is kept of that which spans families.
pub(super) const TOGETHER: &str = "together";

/// The fields by name.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// What the document is: passage, statement, action, meeting or file.
    pub kind: Field,
    /// Of a meeting, the file it comes from, by which it is replaced and removed with all that stands in it.
    pub file: Field,
    /// Its own id; passages are found by that of their meeting.
    pub id: Field,
    /// Id of the meeting; of an action, that of the meeting it was set at.
    pub meeting: Field,
    /// Text by stems.
    pub text: Field,
    /// Text by words as written, with their places: quotes, phrases, prefixes, misspellings.
    pub exact: Field,
    /// Text of a statement or an action by stems, with their places.
    pub fact: Field,
    /// Nearest heading above; nothing for what stands under none, so that the column has no gaps.
    pub topic: Field,
    /// Number and heading of the agenda item.
    pub item: Field,
    /// Who speaks or owns an action.
    pub person: Field,
    /// Who speaks, once for each statement.
    pub said_by: Field,
    /// The one who makes a statement, nobody for whatever is none: a column, beside the terms of `said_by`.
    pub speaker: Field,
    /// Who raises something, once for each such statement.
    pub raised_by: Field,
    /// Who owns an action.
    pub owner: Field,
    /// Codes of actions set or reported on.
    pub action: Field,
    /// States of those actions.
    pub status: Field,
    /// Series of meetings; like `format`, `path` and `date`, of meetings and actions: it holds for all that stands in one.
    pub body: Field,
    /// Organisations of the persons.
    pub org: Field,
    /// Name of the file format.
    pub format: Field,
    /// Path of the file.
    pub path: Field,
    /// Year, month and day, each as a term of its own, so that a range is a few terms.
    pub date: Field,
    /// Year of meetings and actions, for counting.
    pub year: Field,
    /// Days since 1970-01-01, for sorting and for first and last dates.
    pub day: Field,
    /// Number of words of a passage; 0 for every other kind.
    pub words: Field,
    /// At the first document of an agenda item, how many stand in it: an item is a run of documents.
    pub item_run: Field,
    /// The same of a meeting.
    pub meeting_run: Field,
    /// How many documents of its item stand before each.
    pub in_item: Field,
    /// 1 for a statement that raises something.
    pub raises: Field,
    /// 1 for a passage that every meeting has: attendance, furniture, apologies, the next date.
    pub standing: Field,
    /// Stored record as JSON, of the type that belongs to the kind.
    pub record: Field,
    /// What a fact that spans meetings is looked up by.
    pub alias: Field,
    /// Facts of a meeting for linking, or notes of a family, stored as JSON.
    pub facts: Field,
    /// What a meeting is besides its facts and passages, stored as JSON.
    pub whole: Field,
}

/// The schema and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let fields = Fields {
        kind: builder.add_text_field("kind", term()),
        file: builder.add_text_field("file", term()),
        id: builder.add_text_field("id", term()),
        meeting: builder.add_text_field("meeting", term().set_fast("raw")),
        text: builder.add_text_field("text", text(STEMMED, IndexRecordOption::WithFreqs).set_stored()),
        exact: builder.add_text_field("exact", text(EXACT, IndexRecordOption::WithFreqsAndPositions)),
        fact: builder.add_text_field("fact", text(STEMMED, IndexRecordOption::WithFreqsAndPositions)),
        topic: facet(&mut builder, "topic", LABEL),
        item: builder.add_text_field("item", value(LABEL)),
        person: facet(&mut builder, "person", NAME),
        said_by: facet(&mut builder, "said_by", NAME),
        speaker: builder.add_text_field("speaker", TextOptions::default().set_fast(FACET)),
        raised_by: facet(&mut builder, "raised_by", NAME),
        owner: facet(&mut builder, "owner", NAME),
        action: facet(&mut builder, "action", NAME),
        status: facet(&mut builder, "status", NAME),
        body: facet(&mut builder, "body", LABEL),
        org: facet(&mut builder, "org", LABEL),
        format: facet(&mut builder, "format", NAME),
        path: builder.add_text_field("path", term().set_fast("raw")),
        date: builder.add_text_field("date", term()),
        year: builder.add_u64_field("year", NumericOptions::default().set_fast()),
        day: builder.add_i64_field("day", NumericOptions::default().set_fast()),
        words: column(&mut builder, "words"),
        item_run: column(&mut builder, "item_run"),
        meeting_run: column(&mut builder, "meeting_run"),
        in_item: column(&mut builder, "in_item"),
        raises: column(&mut builder, "raises"),
        standing: column(&mut builder, "standing"),
        record: builder.add_text_field("record", STORED),
        alias: builder.add_text_field("alias", term()),
        facts: builder.add_text_field("facts", STORED),
        whole: builder.add_text_field("whole", STORED),
    };
    (builder.build(), fields)
}

fn facet(builder: &mut SchemaBuilder, name: &str, analyzer: &str) -> Field {
    builder.add_text_field(name, value(analyzer).set_fast(FACET))
}

fn column(builder: &mut SchemaBuilder, name: &str) -> Field {
    builder.add_u64_field(name, NumericOptions::default().set_fast())
}

fn term() -> TextOptions {
    indexed("raw", IndexRecordOption::Basic)
}

fn value(analyzer: &str) -> TextOptions {
    indexed(analyzer, IndexRecordOption::WithFreqsAndPositions)
}

fn text(analyzer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

fn indexed(analyzer: &str, record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyzer).set_index_option(record).set_fieldnorms(false);
    TextOptions::default().set_indexing_options(indexing)
}
