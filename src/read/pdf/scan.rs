//! Pages that are pictures: their words as tesseract recognises them now or did before.

use super::draw;
use super::ocr;
use super::picture::{Camera, Picture};
use super::sheet::Sheet;
use crate::diagnostic::Diagnostic;
use crate::read::{Ocr, Options};
use hayro_interpret::InterpreterCache;
use hayro_syntax::Pdf;
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// How pages that are pictures would be read by `options` today; another answer may mean another text.
pub fn recognition(options: &Options) -> String {
    let name = match options.ocr {
        Ocr::Off => return "off".to_owned(),
        Ocr::Auto => "auto",
        Ocr::Force => "force",
    };
    match ocr::version() {
        Some(version) => format!("{name} {} {version}", options.ocr_languages),
        None => "off".to_owned(),
    }
}

/// Has the words of pictures recognised, and says for which pages.
pub(super) fn recognise(pdf: &Pdf, sheets: &mut [Sheet], options: &Options) -> (Vec<u32>, Vec<Diagnostic>) {
    let is_wanted = |sheet: &Sheet| match options.ocr {
        Ocr::Auto => sheet.is_empty() && sheet.has_picture,
        Ocr::Force => sheet.has_picture,
        Ocr::Off => false,
    };
    let (mut recognised, mut remarks) = (Vec::new(), Vec::new());
    for (sheet, page) in sheets.iter_mut().zip(pdf.pages().iter()).filter(|(sheet, _)| is_wanted(sheet)) {
        let Some(version) = ocr::version() else { break };
        let mut camera = Camera::default();
        draw(page, &InterpreterCache::new(), &mut camera);
        let Some(picture) = camera.picture else { continue };
        match table(&picture, options, version) {
            Ok(table) => {
                sheet.glyphs = ocr::place(&table, &picture);
                recognised.push(sheet.page);
                let message = format!("page {} is a picture, its words were recognised by {version}", sheet.page);
                remarks.push(Diagnostic::info(None, message));
            }
            Err(cause) => {
                let message = format!("page {} is a picture and could not be recognised: {cause}", sheet.page);
                remarks.push(Diagnostic::warning(None, message));
            }
        }
    }
    (recognised, remarks)
}

/// The words of `picture` with their places, as tesseract tabulates them.
fn table(picture: &Picture, options: &Options, version: &str) -> Result<String, String> {
    let kept = options.ocr_cache.as_deref().map(|folder| kept(folder, picture, &options.ocr_languages, version));
    if let Some(table) = kept.as_ref().and_then(|path| fs::read_to_string(path).ok()) {
        return Ok(table);
    }
    let table = ocr::table(picture, &options.ocr_languages)?;
    if let Some(path) = kept {
        // What cannot be kept is recognised again next time.
        let _ = keep(&path, &table);
    }
    Ok(table)
}

/// Where the words of `picture` are kept.
fn kept(folder: &Path, picture: &Picture, languages: &str, version: &str) -> PathBuf {
    let mut hash = Sha256::new();
    for part in [languages, version] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(picture.width.to_le_bytes());
    hash.update(picture.height.to_le_bytes());
    hash.update(&picture.shades);
    let name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    folder.join(name).with_extension("tsv")
}

/// Writes a file that is there as a whole or not at all, whoever else writes it.
fn keep(path: &Path, table: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let unfinished = path.with_extension(std::process::id().to_string());
    fs::write(&unfinished, table)?;
    fs::rename(unfinished, path)
}
