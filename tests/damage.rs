//! A thousand damaged documents of all formats, made from a seed: the run ends, and each is read or named with a reason.

use crate::archive::Archive;
use minutebook::crawl::sha256;
use std::fmt::Write as _;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// Documents in all.
const DOCUMENTS: usize = 1000;
/// Processor time a document may take, in seconds of a build that is not optimised.
const SECONDS: usize = 12;
/// Documents that may run into it.
const OVERTIME: usize = 10;

/// Numbers that look random and are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The container with one of its parts changed.
fn rezipped(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut files: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|index| {
            let mut file = archive.by_index(index).unwrap();
            let mut content = Vec::new();
            file.read_to_end(&mut content).unwrap();
            (file.name().unwrap().into_owned(), content)
        })
        .collect();
    let part = chance.below(files.len());
    files[part].1 = damaged(&files[part].1, chance);
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    zipped(&files)
}

/// `bytes` cut, changed in places, with a stretch repeated, taken out or overwritten.
fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let (at, length) = (chance.below(bytes.len()), 1 + chance.below(2000));
    let end = (at + length).min(bytes.len());
    match chance.below(6) {
        0 => bytes.truncate(at),
        1 => bytes[at..end].fill([0, 0xFF, b'<', b'(', b'{', b'9'][chance.below(6)]),
        2 => {
            let stretch = bytes[at..end].to_vec();
            let to = chance.below(bytes.len());
            for _ in 0..1 + chance.below(50) {
                bytes.splice(to..to, stretch.iter().copied());
            }
        }
        3 => drop(bytes.drain(at..end)),
        _ => {
            for _ in 0..1 + chance.below(60) {
                let at = chance.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
    bytes
}

/// Sound documents of all formats.
fn sound() -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for folder in ["fixtures/formats", "fixtures/archive"] {
        for entry in ignore::Walk::new(folder).flatten().filter(|entry| entry.path().is_file()) {
            let ending = entry.path().extension().unwrap_or_default().to_string_lossy().into_owned();
            if ending != "py" && !entry.path().ends_with("scan.pdf") {
                found.push((ending, std::fs::read(entry.path()).unwrap()));
            }
        }
    }
    found.sort_by_cached_key(|(ending, bytes)| (ending.clone(), sha256(bytes)));
    let docx = found.iter().find(|(ending, _)| ending == "docx").unwrap().1.clone();
    let mail = "From: Ada Finch <ada@example.org>\nSubject: Minutes\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n\
                --x\nContent-Type: text/html\n\n<p>The minutes are attached.</p>\n--x\nContent-Type: text/plain\n\
                Content-Disposition: attachment; filename=a.txt\n\nHarbour Board\n4 May 2021\n--x--\n";
    let sheet = "<worksheet><sheetData><row><c r=\"A1\"><v>7</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>Owner</t></is></c></row></sheetData></worksheet>";
    let book = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Actions\" r:id=\"r1\"/></sheets></workbook>";
    let relations = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    for _ in 0..3 {
        found.push(("zip".to_owned(), zipped(&[("2021/a.docx", &docx), ("b.txt", b"Harbour Board\n4 May 2021")])));
        found.push(("eml".to_owned(), mail.replace('\n', "\r\n").into_bytes()));
        found.push(("csv".to_owned(), b"Code,Action,Owner\n14/21,\"Count the \"\"heron\"\"\",AB\n".to_vec()));
        let parts: [(&str, &str); 4] = [
            ("[Content_Types].xml", "<Types/>"),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", relations),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        found.push(("xlsx".to_owned(), zipped(&parts.map(|(name, text)| (name, text.as_bytes())))));
    }
    found
}

/// A PDF of these objects, the first being the catalog.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut file = "%PDF-1.5\n".to_owned();
    for (number, object) in (1..).zip(objects) {
        write!(file, "{number} 0 obj\n{object}\nendobj\n").unwrap();
    }
    write!(file, "trailer<</Size {}/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF", objects.len() + 1).unwrap();
    file.into_bytes()
}

/// Documents made to harm: bombs, nesting without end, loops.
fn hostile() -> Vec<(&'static str, Vec<u8>)> {
    let types: (&str, &[u8]) = ("[Content_Types].xml", b"");
    let word = |xml: String| zipped(&[types, ("word/document.xml", xml.as_bytes())]);
    let open = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    let laughs: String =
        (1..20).map(|step| format!("<!ENTITY a{step} \"{}\">", format!("&a{};", step - 1).repeat(10))).collect();
    let mut nested = b"Harbour Board".to_vec();
    for _ in 0..30 {
        nested = zipped(&[("inner.zip", &nested)]);
    }
    let boundary: String =
        (0..5000).map(|depth| format!("Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n")).collect();
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</F 4 0 R>>>>/Contents 5 0 R>>";
    let form = "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 4 0 R>>>>/Length 12>>stream\n/F Do /F Do  \nendstream";
    let draws = "<</Length 5>>stream\n/F Do\nendstream";
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    vec![
        ("docx", zipped(&[types, ("word/document.xml", &vec![b' '; 80_000_000])])),
        ("docx", word(format!("{open}{}", "<w:p/>".repeat(3_500_000)))),
        ("docx", word(format!("{open}{}", "<w:tbl><w:tr><w:tc>".repeat(50_000)))),
        (
            "docx",
            word(format!("{open}{}{}</w:body></w:document>", "<w:sdt>".repeat(20_000), "</w:sdt>".repeat(20_000))),
        ),
        (
            "docx",
            word(format!(
                "<!DOCTYPE w [<!ENTITY a0 \"lol\">{laughs}]>{open}<w:p><w:r><w:t>&a19;</w:t></w:r></w:p></w:body></w:document>"
            )),
        ),
        ("zip", nested),
        ("zip", zipped(&[("a.txt", &vec![b'a'; 60_000_000]), ("b.txt", &vec![b'b'; 60_000_000])])),
        ("rtf", format!("{{\\rtf1 {}", "{".repeat(2_000_000)).into_bytes()),
        ("rtf", format!("{{\\rtf1 {}", "\\trowd\\cellx1\\intbl a\\cell".repeat(100_000)).into_bytes()),
        ("rtf", b"{\\rtf1 \\bin2000000000 x}".to_vec()),
        ("html", format!("<html><p {}>Roof", "a=1 ".repeat(300_000)).into_bytes()),
        ("html", "<html><table><tr><td colspan=1000 rowspan=1000>a".repeat(5_000).into_bytes()),
        ("html", format!("<html>{}", "<div>".repeat(300_000)).into_bytes()),
        ("html", format!("<html>{}", "<a b='".repeat(200_000)).into_bytes()),
        ("md", format!("{} a", "> ".repeat(50_000)).into_bytes()),
        ("md", "[".repeat(100_000).into_bytes()),
        ("md", "*a **b ".repeat(50_000).into_bytes()),
        ("txt", "AB asked ".repeat(100_000).into_bytes()),
        ("txt", "1.\t".repeat(200_000).into_bytes()),
        ("csv", format!("{}\n", ",".repeat(500_000)).into_bytes()),
        ("csv", format!("\"{}", "a\n".repeat(300_000)).into_bytes()),
        ("eml", format!("From: a@example.org\nMIME-Version: 1.0\n{boundary}").into_bytes()),
        ("pdf", pdf(&[catalog, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"])),
        ("pdf", pdf(&[catalog, "<</Type/Pages/Kids[3 0 R]/Count 1>>", page, form, draws])),
        ("pdf", pdf(&[catalog, &format!("<</Type/Pages/Kids{}", "[".repeat(300_000))])),
        (
            "pdf",
            pdf(&[
                "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 3 0 R>>",
                "<</Type/Pages/Kids[4 0 R]/Count 1>>",
                "<</K[3 0 R 3 0 R]>>",
                page,
            ]),
        ),
    ]
}

/// Writes `count` documents made from `seed` out of those of the fixtures and those of `folder`.
fn write_all(archive: &Archive, (seed, count): (u64, usize), folder: Option<&Path>) {
    let hostile = hostile();
    let mut sound = sound();
    for entry in folder.into_iter().flat_map(ignore::Walk::new).flatten().filter(|entry| entry.path().is_file()) {
        let ending = entry.path().extension().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let is_whole = !matches!(ending.as_str(), "docx" | "odt" | "xlsx" | "zip")
            || zip::ZipArchive::new(Cursor::new(&bytes)).is_ok_and(|archive| !archive.is_empty());
        if (1..2_000_000).contains(&bytes.len()) && is_whole {
            sound.push((ending, bytes));
        }
    }
    for number in 0..count {
        let mut chance = Chance(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
        let (ending, bytes) = match hostile.get(number) {
            Some((ending, bytes)) => ((*ending).to_owned(), bytes.clone()),
            None => {
                let (ending, whole) = &sound[number % sound.len()];
                let is_zipped = matches!(ending.as_str(), "docx" | "odt" | "xlsx" | "zip");
                let inside = is_zipped && chance.below(2) == 0;
                (ending.clone(), if inside { rezipped(whole, &mut chance) } else { damaged(whole, &mut chance) })
            }
        };
        std::fs::write(archive.minutes().join(format!("{number:04}.{ending}")), bytes).unwrap();
    }
}

/// Indexes `count` damaged documents made from `seed`; gives what was wrong, each in a sentence.
pub(crate) fn index(seed: u64, count: usize, folder: Option<&Path>) -> Vec<String> {
    let archive = Archive::of(&[("good.txt", "Harbour Board\n4 May 2021\nThe cormorant was counted.")]);
    write_all(&archive, (seed, count), folder);
    let config = format!("[reading]\nlimits = {{ seconds = {SECONDS}, memory_mib = 2048 }}\n");
    std::fs::write(archive.root().join("minutebook.toml"), config).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    let mut lost = Vec::new();
    if !matches!(code, 0 | 2) || remarks.contains("panicked") {
        lost.push(format!("the run ended with {code}: {remarks}"));
    }
    let (_, rows, _) = archive.outcome(&["search", "path:good.txt", "cormorant"]);
    if !rows.contains("good.txt") {
        lost.push("another document".to_owned());
    }
    let (_, found, _) =
        archive.outcome(&["search", "cormorant", "--facets", "format", "--format", "json", "--limit", "1"]);
    if !found.contains("summary") {
        lost.push("no answer afterwards".to_owned());
    }
    let told = remarks.lines().filter(|line| line.contains("the process reading it ended"));
    lost.extend(told.map(str::to_owned));
    let status = archive.outcome(&["status", "--format", "json"]).1;
    let status: serde_json::Value = serde_json::from_str(&status).unwrap_or_default();
    // Every file has a row in the manifest, read or not.
    if status["files"] != count + 1 {
        lost.push(format!("{} of {} files are known", status["files"], count + 1));
    }
    lost
}

#[test]
fn a_thousand_damaged_documents_are_read_or_named() {
    let archive = Archive::of(&[("good.txt", "Harbour Board\n4 May 2021\nThe cormorant was counted.")]);
    write_all(&archive, (0, DOCUMENTS), None);
    let config = format!("[reading]\nlimits = {{ seconds = {SECONDS}, memory_mib = 2048 }}\n");
    std::fs::write(archive.root().join("minutebook.toml"), config).unwrap();
    let (code, _, remarks) = archive.outcome(&["index", "minutes"]);
    assert_eq!(code, 2, "{remarks}");
    let count = |name: &str| {
        let found = remarks
            .split_once(&format!(" {name}"))
            .and_then(|(before, _)| before.rsplit([' ', ',']).next()?.parse().ok());
        found.unwrap_or(0usize)
    };
    let is_named = |number: usize, word: &str| remarks.contains(&format!("{word} minutes/{number:04}."));
    let named = (0..DOCUMENTS).filter(|number| is_named(*number, "failed") || is_named(*number, "skipped")).count();
    let (_, found, _) = archive.outcome(&["search", "cormorant", "--format", "json"]);
    assert!(found.contains("good.txt"), "{found}");
    // An archive can be read and one of its documents not: it counts on both sides.
    assert!(
        count("read") + named > DOCUMENTS && count("read") <= DOCUMENTS + 1,
        "{} read, {named} named\n{remarks}",
        count("read")
    );
    assert_eq!(remarks.matches("the process reading it ended").count(), 0, "{remarks}");
    let overtime: Vec<&str> = remarks.lines().filter(|line| line.contains("took more than")).collect();
    assert!(overtime.len() <= OVERTIME, "{overtime:#?}");
}

#[test]
fn damaged_samples_do_not_harm_their_reader() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples");
    for entry in folder.read_dir().into_iter().flatten().flatten().filter(|entry| entry.path().is_file()) {
        let whole = std::fs::read(entry.path()).unwrap();
        if entry.file_name().to_string_lossy().contains("scan") || whole.len() > 300_000 {
            continue;
        }
        for seed in 0..6 {
            let bytes = damaged(&whole, &mut Chance(seed));
            if let Err(error) = minutebook::read::read(&bytes, "damaged", &minutebook::read::Options::default()) {
                assert!(!error.to_string().contains("reader failed"), "{:?} with seed {seed}: {error}", entry.path());
            }
        }
    }
}
