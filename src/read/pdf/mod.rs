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
mod scan;
mod sheet;
mod string;
mod tagged;
#[cfg(test)]
mod tests;
mod tree;

pub use scan::recognition;

use super::{Document, Input, ReadError};
use crate::diagnostic::Diagnostic;
use crate::meeting::Shortfall;
use block::Transcript;
use device::Board;
use hayro_interpret::kurbo::{Affine, Rect};
use hayro_interpret::{Context, Device, InterpreterCache, InterpreterSettings, interpret_page};
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use line::Word;
use page::Page;
use piece::Piece;
use sheet::Sheet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Pages beyond this are not read.
const MOST_PAGES: usize = 10_000;
/// A page whose text scores less is named.
const READABLE: f32 = 0.6;

/// Reads a PDF.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let pdf = open(input)?;
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
    let (recognised, remarks) = scan::recognise(&pdf, &mut sheets, input.options);
    document.diagnostics.extend(remarks);
    let (pictures, blank): (Vec<&Sheet>, _) =
        sheets.iter().filter(|sheet| sheet.is_empty()).partition(|sheet| sheet.has_picture);
    let (mut pictures, blank) = (numbers(&pictures), numbers(&blank));
    pictures.retain(|page| !recognised.contains(page));
    let tree = tree::tree(&pdf).filter(|tree| tagged::is_trusted(tree, &sheets));
    let pieces = match tree {
        Some(tree) => tagged::pieces(&tree, sheets),
        None => untagged(sheets),
    };
    let garbled = garbled(&pieces);
    document.diagnostics.extend(remarks_on(&pictures, &blank, &garbled));
    let garbled = garbled.into_iter().map(|(page, _)| page).collect();
    document.shortfall = Shortfall { pictures, blank, garbled, recognised, ..Shortfall::default() };
    let mut transcript = Transcript::new();
    document.blocks = finished(pieces).into_iter().map(|piece| transcript.block(piece)).collect();
    Ok(document)
}

/// Opens the PDF, by the first password that fits where it needs one.
fn open(input: &Input) -> Result<Pdf, ReadError> {
    let bytes = Arc::new(input.bytes.to_vec());
    let passwords = std::iter::once("").chain(input.options.passwords.iter().map(String::as_str));
    for password in passwords {
        match Pdf::new_with_password(bytes.clone(), password) {
            Ok(pdf) => return Ok(pdf),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => {}
            Err(LoadPdfError::Decryption(_)) => return Err(input.damaged("pdf", "encrypted in an unknown way")),
            Err(LoadPdfError::Invalid) => return Err(input.damaged("pdf", "no pages found")),
        }
    }
    Err(input.encrypted("pdf"))
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

fn numbers(sheets: &[&Sheet]) -> Vec<u32> {
    sheets.iter().map(|sheet| sheet.page).collect()
}

/// The pages whose text is no language, as broken encodings make it, with the share of it that makes words.
fn garbled(pieces: &[Piece]) -> Vec<(u32, f32)> {
    let mut pages: BTreeMap<u32, Vec<&Word>> = BTreeMap::new();
    for line in pieces.iter().flat_map(Piece::lines) {
        pages.entry(line.page).or_default().extend(&line.words);
    }
    let scores = pages.into_iter().map(|(page, words)| (page, quality::score(words.into_iter())));
    scores.filter(|(_, score)| *score < READABLE).collect()
}

fn remarks_on(pictures: &[u32], blank: &[u32], garbled: &[(u32, f32)]) -> Vec<Diagnostic> {
    let mut remarks = Vec::new();
    for page in pictures {
        remarks.push(Diagnostic::warning(None, format!("page {page} has no text, only a picture")));
    }
    for page in blank {
        remarks.push(Diagnostic::info(None, format!("page {page} has no text")));
    }
    for (page, score) in garbled {
        let share = (score * 100.0).round();
        remarks
            .push(Diagnostic::warning(None, format!("page {page} is hard to read: {share} % of its text makes words")));
    }
    remarks
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
