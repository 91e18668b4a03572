//! The bare index: the passages of an index by their words and little else, in as many segments, in a temporary folder.

use super::bare::{Bare, COLUMNS};
use super::{BenchError, fault};
use crate::index::{Collection, PASSAGE, facet_entry};
use std::path::Path;
use tantivy::columnar::{Column, StrColumn};
use tantivy::indexer::NoMergePolicy;
use tantivy::schema::{Field, IndexRecordOption, Schema, SchemaBuilder};
use tantivy::{
    DocAddress, DocSet, Index, IndexWriter, ReloadPolicy, Result, Searcher, SegmentReader, TERMINATED, TantivyDocument,
    TantivyError, Term,
};
use tempfile::TempDir;

/// Memory of the writer, in bytes.
const MEMORY: usize = 128 << 20;

/// A bare index on disk; the folder is gone with it.
pub(super) struct Floor {
    folder: TempDir,
}

impl Floor {
    /// Builds a bare index of the passages of `collection`.
    pub(super) fn build(collection: &Collection) -> std::result::Result<Floor, BenchError> {
        let folder = TempDir::new().map_err(super::file(&std::env::temp_dir()))?;
        write(collection, folder.path()).map_err(fault(collection))?;
        Ok(Floor { folder })
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Opens the bare index in `folder`, with the analyzers of `like`.
pub(super) fn open(folder: &Path, like: &Index) -> Result<Bare> {
    let mut index = Index::open_in_dir(folder)?;
    index.set_tokenizers(like.tokenizers().clone());
    index.set_fast_field_tokenizers(like.fast_field_tokenizer().clone());
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Bare::over(reader.searcher())
}

fn write(collection: &Collection, folder: &Path) -> Result<()> {
    let searcher = collection.searcher();
    let builder = Index::builder().schema(schema(searcher.schema())?);
    let builder = builder.tokenizers(searcher.index().tokenizers().clone());
    let builder = builder.fast_field_tokenizers(searcher.index().fast_field_tokenizer().clone());
    let index = builder.create_in_dir(folder)?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, MEMORY)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for number in 0..searcher.segment_readers().len() {
        let before = index.searchable_segment_ids()?;
        Copy { collection, searcher: &searcher, schema: &index.schema() }.segment(number, &mut writer)?;
        writer.commit()?;
        let mut written = index.searchable_segment_ids()?;
        written.retain(|id| !before.contains(id));
        if written.len() > 1 {
            writer.merge(&written).wait()?;
        }
    }
    writer.wait_merging_threads()
}

/// The fields of the product that hold a passage's words, and those that filters and counts need.
fn schema(of: &Schema) -> Result<Schema> {
    let mut builder = SchemaBuilder::new();
    for name in COLUMNS {
        builder.add_field(of.get_field_entry(of.get_field(name)?).clone());
    }
    Ok(builder.build())
}

struct Copy<'a> {
    collection: &'a Collection,
    searcher: &'a Searcher,
    schema: &'a Schema,
}

impl Copy<'_> {
    /// Copies the passages of one segment.
    fn segment(&self, number: usize, writer: &mut IndexWriter) -> Result<()> {
        let segment: &SegmentReader = &self.searcher.segment_readers()[number];
        let fields = self.collection.fields();
        let (text, exact) = (self.schema.get_field("text")?, self.schema.get_field("exact")?);
        let names = Names::open(self.schema, segment)?;
        let meetings = self.collection.layouts().meetings(segment)?;
        let kind = Term::from_field_text(fields.kind, PASSAGE);
        let Some(mut passages) = segment.inverted_index(fields.kind)?.read_postings(&kind, IndexRecordOption::Basic)?
        else {
            return Ok(());
        };
        while passages.doc() != TERMINATED {
            let doc = passages.doc();
            passages.advance();
            if segment.is_deleted(doc) {
                continue;
            }
            let stored: TantivyDocument = self.searcher.doc(DocAddress::new(number as u32, doc))?;
            let mut document = TantivyDocument::default();
            for value in stored.get_all(fields.text) {
                document.add_field_value(text, value);
                document.add_field_value(exact, value);
            }
            names.copy(doc, meetings.of(doc).start, &mut document)?;
            writer.add_document(document)?;
        }
        Ok(())
    }
}

/// The columns of a segment beside the fields they go to.
struct Names {
    names: Vec<(Field, StrColumn)>,
    year: Option<(Field, Column<u64>)>,
    day: Option<(Field, Column<i64>)>,
}

impl Names {
    fn open(schema: &Schema, segment: &SegmentReader) -> Result<Names> {
        let columns = segment.fast_fields();
        let mut names = Vec::new();
        for name in ["topic", "person", "body"] {
            if let Some(column) = columns.str(name)? {
                names.push((schema.get_field(name)?, column));
            }
        }
        let (year, day) = (schema.get_field("year")?, schema.get_field("day")?);
        let years = columns.column_opt("year")?.map(|column| (year, column));
        let days = columns.column_opt("day")?.map(|column| (day, column));
        Ok(Names { names, year: years, day: days })
    }

    /// Copies what the passage has, and what its meeting has.
    fn copy(&self, doc: u32, meeting: u32, document: &mut TantivyDocument) -> Result<()> {
        let mut entry = String::new();
        for (field, column) in &self.names {
            for ordinal in column.ords().values_for_doc(doc).chain(column.ords().values_for_doc(meeting)) {
                entry.clear();
                column.ord_to_str(ordinal, &mut entry).map_err(TantivyError::from)?;
                let value = facet_entry(&entry).1;
                if !value.is_empty() {
                    document.add_text(*field, value);
                }
            }
        }
        if let Some((field, year)) =
            self.year.as_ref().and_then(|(field, column)| Some((field, column.first(meeting)?)))
        {
            document.add_u64(*field, year);
        }
        if let Some((field, day)) = self.day.as_ref().and_then(|(field, column)| Some((field, column.first(doc)?))) {
            document.add_i64(*field, day);
        }
        Ok(())
    }
}
