//! Indexing: a folder to an index on disk, in bytes of the sources a second; and a run that finds nothing to do.

mod corpus;

use corpus::{archive, size, update, write};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use tempfile::TempDir;

fn index(criterion: &mut Criterion) {
    let folder = TempDir::new().expect("there is room for files");
    let files = archive(500);
    write(folder.path(), &files);
    let new = || TempDir::new().expect("there is room for files");
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10).throughput(Throughput::Bytes(size(&files)));
    group.bench_function("500 files anew", |bencher| {
        bencher.iter_batched_ref(new, |index| update(folder.path(), index.path()), BatchSize::PerIteration);
    });
    let index = new();
    update(folder.path(), index.path());
    group.bench_function("nothing to do", |bencher| bencher.iter(|| update(folder.path(), index.path())));
}

criterion_group!(benches, index);
criterion_main!(benches);
