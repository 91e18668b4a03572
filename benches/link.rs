//! Linking: facts of meetings to people, histories of actions, topics and gaps, in meetings a second.

mod corpus;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use minutebook::link::{self, Corrections, MeetingFacts};
use minutebook::parse;
use minutebook::read::{self, Options};
use std::hint::black_box;

fn facts(files: usize) -> Vec<MeetingFacts> {
    let mut all = Vec::new();
    for (name, bytes) in corpus::archive(files) {
        for part in read::read(&bytes, &name, &Options::default()).expect("the text can be read") {
            for meeting in parse::parse(&part.document, &name) {
                all.push(link::facts(&all.len().to_string(), &meeting));
            }
        }
    }
    all
}

fn link(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("link");
    group.sample_size(10);
    for files in [100, 1000] {
        let facts = facts(files);
        group.throughput(Throughput::Elements(facts.len() as u64));
        group.bench_function(format!("{files} files"), |bencher| {
            let set_up = || facts.clone();
            let link = |facts| black_box(link::link(facts, &Corrections::default()));
            bencher.iter_batched(set_up, link, BatchSize::LargeInput);
        });
    }
}

criterion_group!(benches, link);
criterion_main!(benches);
