//! PDF to blocks: by the structure tree where it names all text, by position where it does not.

mod band;
mod block;
mod column;
mod device;
mod furniture;
mod grid;
mod join;
mod line;
mod marker;
mod ocr;
mod outline;
mod page;
mod paragraph;
mod picture;
mod piece;
mod quality;
mod sheet;
mod string;
mod tagged;
#[cfg(test)]
mod tests;
mod tree;

use super::{Document, Input, Ocr, Options, ReadError};
use crate::diagnostic::Diagnostic;
use block::Transcript;
use device::Board;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, Device, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use line::Word;
use page::Page;
use picture::Camera;
use piece::Piece;
use sheet::Sheet;
use std::collections::BTreeMap;

/// Pages beyond this are not read.
const MOST_PAGES: usize = 10_000;
/// A page whose text scores less is named.
const READABLE: f32 = 0.6;

/// Reads a PDF.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let pdf = Pdf::new(input.bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => input.encrypted("pdf"),
        LoadPdfError::Decryption(_) => input.damaged("pdf", "encrypted in an unknown way"),
        LoadPdfError::Invalid => input.damaged("pdf", "no pages found"),
    })?;
    let count = pdf.pages().len();
    if count == 0 {
        return Err(input.damaged("pdf", "no pages found"));
    }
    let mut document = Document { pages: u32::try_from(count).ok(), ..Document::default() };
    if count > MOST_PAGES {
        let message = format!("{count} pages found, the first {MOST_PAGES} are read");
        document.diagnostics.push(Diagnostic::warning(None, message));
    }
    let mut sheets = sheets(&pdf);
    document.diagnostics.extend(recognise(&pdf, &mut sheets, input.options));
    document.diagnostics.extend(sheets.iter().filter_map(emptiness));
    let tree = tree::tree(&pdf).filter(|tree| tagged::is_trusted(tree, &sheets));
    let pieces = match tree {
        Some(tree) => tagged::pieces(&tree, sheets),
        None => untagged(sheets),
    };
    document.diagnostics.extend(unreadable(&pieces));
    let mut transcript = Transcript::new();
    document.blocks = finished(pieces).into_iter().map(|piece| transcript.block(piece)).collect();
    Ok(document)
}

/// What is drawn on each page.
fn sheets(pdf: &Pdf) -> Vec<Sheet> {
    let cache = InterpreterCache::new();
    let numbered = (1..).zip(pdf.pages().iter().take(MOST_PAGES));
    numbered
        .map(|(number, page)| {
            let mut board = Board::new(number, page.render_dimensions().1);
            draw(page, &cache, &mut board);
            board.sheet
        })
        .collect()
}

fn draw<'a>(page: &hayro_syntax::page::Page<'a>, cache: &InterpreterCache<'a>, device: &mut impl Device<'a>) {
    let (width, height) = page.render_dimensions();
    let transform = Affine::new(page.initial_transform(true).as_coeffs());
    let bounds = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, bounds, cache, page.xref(), InterpreterSettings::default());
    interpret_page(page, &mut context, device);
}

/// Has the words of pictures recognised, and says for which pages.
fn recognise(pdf: &Pdf, sheets: &mut [Sheet], options: &Options) -> Vec<Diagnostic> {
    let is_wanted = |sheet: &Sheet| match options.ocr {
        Ocr::Auto => sheet.is_empty() && sheet.has_picture,
        Ocr::Force => sheet.has_picture,
        Ocr::Off => false,
    };
    let mut remarks = Vec::new();
    for (sheet, page) in sheets.iter_mut().zip(pdf.pages().iter()).filter(|(sheet, _)| is_wanted(sheet)) {
        if !ocr::is_available() {
            break;
        }
        let mut camera = Camera::default();
        draw(page, &InterpreterCache::new(), &mut camera);
        if let Some(glyphs) = camera.picture.and_then(|picture| ocr::glyphs(&picture, &options.ocr_languages)) {
            sheet.glyphs = glyphs;
            let message = format!("page {} is a picture, its words were recognised by tesseract", sheet.page);
            remarks.push(Diagnostic::info(None, message));
        }
    }
    remarks
}

fn emptiness(sheet: &Sheet) -> Option<Diagnostic> {
    let what = if sheet.has_picture { "no text, only a picture" } else { "no text" };
    sheet.is_empty().then(|| Diagnostic::warning(None, format!("page {} has {what}", sheet.page)))
}

/// Names the pages whose text is no language, as broken encodings make it.
fn unreadable(pieces: &[Piece]) -> Vec<Diagnostic> {
    let mut pages: BTreeMap<u32, Vec<&Word>> = BTreeMap::new();
    for line in pieces.iter().flat_map(Piece::lines) {
        pages.entry(line.page).or_default().extend(&line.words);
    }
    let scores = pages.into_iter().map(|(page, words)| (page, quality::score(words.into_iter())));
    scores
        .filter(|(_, score)| *score < READABLE)
        .map(|(page, score)| {
            let share = (score * 100.0).round();
            Diagnostic::warning(None, format!("page {page} is hard to read: {share} % of its text makes words"))
        })
        .collect()
}

/// The pieces of pages without tags.
fn untagged(sheets: Vec<Sheet>) -> Vec<Piece> {
    let heights: Vec<f32> = sheets.iter().map(|sheet| sheet.height).collect();
    let mut asides: Vec<Vec<Piece>> = Vec::new();
    let mut pages: Vec<Page> = Vec::new();
    for sheet in sheets {
        let mut directions = sheet.by_direction().into_iter();
        pages.push(Page::new(directions.next().unwrap_or_default()));
        asides.push(directions.flat_map(page::aside).collect());
    }
    let mut flows: Vec<_> = pages.iter_mut().map(|page| std::mem::take(&mut page.flow)).collect();
    let running = furniture::take(&mut flows, &heights);
    for (page, flow) in pages.iter_mut().zip(flows) {
        page.flow = flow;
    }
    let frame = page::frame(&pages);
    let mut table = 0;
    let mut pieces = Vec::new();
    for (((page, running), aside), height) in pages.into_iter().zip(running).zip(asides).zip(heights) {
        let (heads, feet): (Vec<_>, Vec<_>) = running.into_iter().partition(|line| line.base < height / 2.0);
        pieces.extend(heads.into_iter().map(Piece::Furniture));
        pieces.extend(page.pieces(&frame, &mut table));
        pieces.extend(aside);
        pieces.extend(feet.into_iter().map(Piece::Furniture));
    }
    join::pages(pieces)
}

fn finished(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.retain(|piece| !piece.is_lone_bullet());
    let mut pieces = furniture::take_specks(pieces);
    let is_marked = pieces
        .iter()
        .any(|piece| matches!(piece, Piece::Para(para) if matches!(para.kind, paragraph::Kind::Heading(_))));
    if is_marked {
        outline::promote_titles(&mut pieces);
    } else {
        outline::rank_headings(&mut pieces);
    }
    outline::follow_numbers(&mut pieces);
    outline::rank_entries(&mut pieces);
    pieces
}
