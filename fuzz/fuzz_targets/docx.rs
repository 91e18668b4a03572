//! The Word reader, whose containers are put around the bytes: the text, or the part the first byte chooses.

#![no_main]

const TYPES: (&str, &str) = ("[Content_Types].xml", "<Types/>");
const TEXT: (&str, &str) = (
    "word/document.xml",
    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:pPr><w:pStyle w:val=\"H\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>Roof</w:t></w:r></w:p></w:body></w:document>",
);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let file = match bytes.split_first() {
        Some((b's', styles)) => minutebook_fuzz::package(styles, "word/styles.xml", &[TYPES, TEXT]),
        Some((b'n', numbers)) => minutebook_fuzz::package(numbers, "word/numbering.xml", &[TYPES, TEXT]),
        _ => minutebook_fuzz::package(bytes, "word/document.xml", &[TYPES]),
    };
    minutebook_fuzz::document(&file, "fuzz.docx");
});
