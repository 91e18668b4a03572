//! Reading: bytes to blocks, in bytes a second, on all fixtures, one document of 10 MB and one line of 5 MB.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use minutebook::read::{self, Options};
use std::hint::black_box;

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    group.sample_size(10);
    for (name, files) in corpus::groups() {
        group.throughput(Throughput::Bytes(corpus::size(&files)));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for (name, bytes) in &files {
                    black_box(read::read(bytes, name, &Options::default()).expect("the text can be read"));
                }
            });
        });
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
