//! Queries over an archive of 500 files, as `search` and `who` ask them.

mod corpus;

use criterion::{Criterion, criterion_group, criterion_main};
use minutebook::index::Collection;
use minutebook::query::{self, Request, Speech};
use std::hint::black_box;
use tempfile::TempDir;

fn query(criterion: &mut Criterion) {
    let (folder, index) = (TempDir::new().expect("there is room"), TempDir::new().expect("there is room"));
    corpus::write(folder.path(), &corpus::archive(500));
    corpus::update(folder.path(), index.path());
    let collection = Collection::open(index.path()).expect("the index was written");

    let mut group = criterion.benchmark_group("query");
    for (name, typed) in [
        ("word", "footpath"),
        ("two words", "footpath repairs"),
        ("either", "footpath OR lighting"),
        ("phrase", "\"road safety\""),
        ("beginning", "polic*"),
        ("any spelling", "footpaht~1"),
        ("dates", "footpath date:2000..2010"),
        ("question", "who asked about the lighting of footpaths?"),
        ("nothing", "zeppelin"),
    ] {
        let request = Request::new(typed);
        group.bench_function(name, |bencher| bencher.iter(|| black_box(query::search(&collection, &request))));
    }
    let request = Request::new("police OR footpath");
    group
        .bench_function("who", |bencher| bencher.iter(|| black_box(query::who(&collection, &request, Speech::All, 2))));
}

criterion_group!(benches, query);
criterion_main!(benches);
