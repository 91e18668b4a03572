//! Reading: bytes to blocks, in bytes a second on all fixtures, one document of 10 MB and one line of 5 MB; Word documents
//! in files a second; PDFs of a real archive, where it is at hand, in pages a second beside poppler's `pdftotext -layout`.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use minutebook::read::{self, Options};
use std::hint::black_box;
use std::process::Command;

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

fn word(criterion: &mut Criterion) {
    let files = files("fixtures/formats/docx", "docx");
    let mut group = criterion.benchmark_group("read docx");
    group.sample_size(10).throughput(Throughput::Elements(files.len() as u64));
    group.bench_function("files", |bencher| bencher.iter(|| read_all(&files).count()));
}

fn pages(criterion: &mut Criterion) {
    let files = files("../shared/archives/cssuob", "pdf");
    if files.is_empty() {
        return;
    }
    let pages: u64 = read_all(&files).map(u64::from).sum();
    let mut group = criterion.benchmark_group("read pdf");
    group.sample_size(10).throughput(Throughput::Elements(pages));
    group.bench_function("pages", |bencher| bencher.iter(|| read_all(&files).count()));
    group.bench_function("pdftotext -layout", |bencher| {
        bencher.iter(|| {
            for (path, _) in &files {
                // Where poppler is not at hand the figure says so by being next to nothing.
                let _ = Command::new("pdftotext").args(["-layout", path, "/dev/null"]).output();
            }
        });
    });
}

/// Pages of each file after it was read.
fn read_all(files: &[(String, Vec<u8>)]) -> impl Iterator<Item = u32> {
    files
        .iter()
        .flat_map(|(name, bytes)| read::read(bytes, name, &Options::default()).expect("the file can be read"))
        .filter_map(|part| black_box(part).document.pages)
}

fn files(folder: &str, ending: &str) -> Vec<(String, Vec<u8>)> {
    let found = ignore::Walk::new(folder).flatten().map(ignore::DirEntry::into_path);
    let wanted = found.filter(|path| path.extension().is_some_and(|extension| extension == ending));
    wanted.map(|path| (path.display().to_string(), std::fs::read(&path).expect("the file can be opened"))).collect()
}

criterion_group!(benches, read, word, pages);
criterion_main!(benches);
