//! Damaged documents: whatever is cut or changed, reading ends soon with a document or an error; needs `../shared/samples`.

use minutebook::read::{Options, read};
use std::path::Path;
use std::time::{Duration, Instant};

/// Damaged copies of each sample.
const COPIES: u64 = 24;

/// Longest time a damaged copy may take in a build that is not optimised.
const LIMIT: Duration = Duration::from_secs(20);

/// Numbers that look random and are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

#[test]
fn damaged_documents_are_read_or_refused_in_time() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    if !folder.is_dir() {
        return;
    }
    let options = Options::default();
    for extension in ["docx", "odt", "rtf", "doc", "html", "txt"] {
        for stem in ["s1_4col", "s2_5col", "s3_frames", "s4_headings"] {
            let whole = std::fs::read(folder.join(format!("{stem}.{extension}"))).expect("the sample can be read");
            for seed in 0..COPIES {
                let (mut chance, mut bytes) = (Chance(seed), whole.clone());
                if seed % 3 == 0 {
                    bytes.truncate(chance.below(whole.len()));
                } else {
                    for _ in 0..1 + chance.below(40) {
                        let at = chance.below(bytes.len());
                        bytes[at] ^= 1 << chance.below(8);
                    }
                }
                let start = Instant::now();
                if let Err(error) = read(&bytes, "damaged", &options) {
                    assert!(
                        !error.to_string().contains("reader failed"),
                        "{stem}.{extension} with seed {seed}: {error}"
                    );
                }
                assert!(start.elapsed() < LIMIT, "{stem}.{extension} with seed {seed} took {:?}", start.elapsed());
            }
        }
    }
}
