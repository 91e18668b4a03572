//! Parsing: blocks to meetings, in bytes of the source a second, on all fixtures, one document of 10 MB and one line of 5 MB.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use minutebook::parse;
use minutebook::read::{self, Document, Options};
use std::hint::black_box;

fn parse(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("parse");
    group.sample_size(10);
    for (name, files) in corpus::groups() {
        let documents: Vec<(&str, Document)> = files
            .iter()
            .flat_map(|(name, bytes)| {
                let parts = read::read(bytes, name, &Options::default()).expect("the text can be read");
                parts.into_iter().map(|part| (name.as_str(), part.document))
            })
            .collect();
        group.throughput(Throughput::Bytes(corpus::size(&files)));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for (name, document) in &documents {
                    black_box(parse::parse(document, name));
                }
            });
        });
    }
}

criterion_group!(benches, parse);
criterion_main!(benches);
