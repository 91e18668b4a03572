use std::time::Instant;
fn main() {
    for file in std::env::args().skip(1) {
        let bytes = std::fs::read(&file).unwrap();
        let t = Instant::now();
        let parts = minutebook::read::read(&bytes, &file, &Default::default()).unwrap();
        let r = t.elapsed();
        let t = Instant::now();
        let m = minutebook::parse::parse(&parts[0].document, &file);
        let p = t.elapsed();
        println!(
            "{file}: {:.1} MB read {:.1} MB/s parse {:.1} MB/s statements {}",
            bytes.len() as f64 / 1e6,
            bytes.len() as f64 / 1e6 / r.as_secs_f64(),
            bytes.len() as f64 / 1e6 / p.as_secs_f64(),
            m[0].statements.len()
        );
    }
}
