//! How well the parser reads minutes, and that it reads them no worse than `docs/quality.md` says.

mod agreement;
mod annotation;
mod formats;
mod likeness;
mod linked;
mod lists;
mod page;
mod score;
mod sets;
mod tally;

use crate::generated;
use page::Table;
use score::Score;
use sets::SETS;
use std::collections::BTreeSet;
use std::fs;

const PAGE: &str = "docs/quality.md";
/// What a figure may fall by before the test fails.
const TOLERANCE: f64 = 0.002;

#[test]
fn no_figure_of_quality_falls() {
    let scores: Vec<(&'static str, Score)> = SETS.iter().filter_map(|set| Some((set.name, set.score()?))).collect();
    let agreement = agreement::rows();
    let lists = lists::table();
    let tables = [components(&scores), fields(&scores), linked::figures(), lists, agreements(&agreement)];
    if generated::is_wanted() {
        let is_whole = scores.len() == SETS.len() && agreement.len() == 5 && tables[3].rows.len() == 3;
        assert!(is_whole, "{PAGE} can only be written where ../shared holds the annotated documents and the archives");
        fs::write(PAGE, write(&tables)).unwrap();
    }
    let page = page::figures(&fs::read_to_string(PAGE).unwrap());
    let fallen: Vec<String> = tables.iter().flat_map(|table| table.fallen(&page, TOLERANCE)).collect();
    assert!(fallen.is_empty(), "lower than {PAGE} says:\n{}", fallen.join("\n"));
}

fn components(scores: &[(&'static str, Score)]) -> Table {
    let mut columns = vec!["set", "documents"];
    columns.extend(Score::default().components().iter().map(|(name, _)| *name));
    let row = |score: &Score| {
        let figures = score.components().into_iter().map(|(_, figure)| Some(figure));
        [Some(score.documents as f64)].into_iter().chain(figures).collect()
    };
    Table { columns, rows: scores.iter().map(|(name, score)| (*name, row(score))).collect() }
}

fn fields(scores: &[(&'static str, Score)]) -> Table {
    let names: BTreeSet<&'static str> =
        scores.iter().flat_map(|(_, score)| score.fields().map(|field| field.0)).collect();
    let figure = |score: &Score, name| score.fields().find(|field| field.0 == name).map(|field| field.1.value());
    let mut columns = vec!["field"];
    columns.extend(scores.iter().map(|(name, _)| *name));
    let row = |name| (name, scores.iter().map(|(_, score)| figure(score, name)).collect());
    Table { columns, rows: names.into_iter().map(row).collect() }
}

fn agreements(rows: &[agreement::Row]) -> Table {
    let row = |(name, ratio): &agreement::Row| (*name, vec![Some(ratio.value()), Some(ratio.all as f64)]);
    Table { columns: vec!["archive", "agreement", "of"], rows: rows.iter().map(row).collect() }
}

fn write(tables: &[Table; 5]) -> String {
    let [components, fields, linked, lists, agreements] = tables.each_ref().map(Table::markdown);
    format!(
        "# Quality\n\n\
         Written by `just quality`, which is `WRITE_DOCS=1 cargo test -- quality`; a test fails where a figure falls below\n\
         this page by more than {TOLERANCE}. `fixtures` are the invented minutes of this project. `gold` and `devgold` are\n\
         minutes of real bodies, annotated by reading and kept outside; the figures are of all their documents together.\n\n\
         ## Facts\n\n\
         F1 of the lists: of two readings the likeliest pairs count, a row too many or too few counts against. `header` is\n\
         the share of right fields among title, date, start, venue and next meeting; `overall` is the mean of the seven.\n\n\
         {components}\n\
         ## Fields\n\n\
         The share of right fields in the rows that were matched.\n\n\
         {fields}\n\
         ## Facts that span meetings\n\n\
         The fixtures together, against `fixtures/gold/linked.json`.\n\n\
         {linked}\n\
         ## The state of actions on a day\n\n\
         Some minutes print what is still to be done. The ledger as of each of their days is compared with what a plain\n\
         reading of the printed list gives, without the parser; `of` counts the printed actions of all days.\n\n\
         {lists}\n\
         ## Archives that tell the truth about themselves\n\n\
         Transcripts mark their speakers, and some minutes were published in two formats.\n\n\
         {agreements}"
    )
}
