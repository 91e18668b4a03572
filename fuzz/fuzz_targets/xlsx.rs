//! The workbook reader, whose container is put around the bytes of a sheet, or of the table of texts.

#![no_main]

const PARTS: [(&str, &str); 3] = [
    ("[Content_Types].xml", "<Types/>"),
    ("xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets><sheet name=\"Actions\" r:id=\"r1\"/></sheets></workbook>"),
    ("xl/_rels/workbook.xml.rels", "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
];
const SHEET: (&str, &str) = (
    "xl/worksheets/sheet1.xml",
    "<worksheet><sheetData><row><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [types, book, relations] = PARTS;
    let file = match bytes.split_first() {
        Some((b's', texts)) => minutebook_fuzz::package(texts, "xl/sharedStrings.xml", &[types, book, relations, SHEET]),
        _ => minutebook_fuzz::package(bytes, SHEET.0, &PARTS),
    };
    minutebook_fuzz::document(&file, "fuzz.xlsx");
});
