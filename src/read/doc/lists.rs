//! The lists of an old Word document.

use super::bytes::{byte, long, offset, short, slice, wide};
use crate::read::numbering::{Kind, LEVELS, Level, List, Numbering};
use crate::read::ordinal::Ordinal;

/// The lists in the table stream: `shapes` and `lists` are where they begin.
pub(super) fn numbering(table: &[u8], shapes: usize, lists: usize) -> Numbering {
    let mut numbering = Numbering::default();
    let _ = read_shapes(&mut numbering, table, shapes);
    let _ = read_lists(&mut numbering, table, lists);
    numbering
}

fn read_shapes(numbering: &mut Numbering, table: &[u8], start: usize) -> Option<()> {
    let count = usize::from(short(table, start)?);
    let mut at = start + 2 + count * 28;
    for index in 0..count {
        let head = start + 2 + index * 28;
        let is_simple = byte(table, head + 26)? & 1 == 1;
        let mut levels = Vec::new();
        for _ in 0..if is_simple { 1 } else { LEVELS } {
            levels.push(level(table, &mut at)?);
        }
        numbering.shapes.insert(long(table, head)?.to_string(), levels);
    }
    Some(())
}

fn read_lists(numbering: &mut Numbering, table: &[u8], start: usize) -> Option<()> {
    let count = offset(table, start)?.min(table.len() / 16);
    let mut at = start + 4 + count * 16;
    for index in 0..count {
        let head = start + 4 + index * 16;
        let mut list = List { shape: long(table, head)?.to_string(), ..List::default() };
        at += 4;
        for _ in 0..byte(table, head + 12)? {
            let (first, flags) = (long(table, at)? as i32, long(table, at + 4)?);
            let number = (flags as usize & 0xf).min(LEVELS - 1);
            at += 8;
            if flags & 0x20 != 0 {
                list.levels.insert(number, level(table, &mut at)?);
            }
            if flags & 0x10 != 0 {
                list.starts.insert(number, i64::from(first));
            }
        }
        numbering.lists.insert((index + 1).to_string(), list);
    }
    Some(())
}

fn level(table: &[u8], at: &mut usize) -> Option<Level> {
    let head = slice(table, *at, 28)?;
    let (characters, paragraph) = (usize::from(head[24]), usize::from(head[25]));
    let text = *at + 28 + characters + paragraph;
    let length = usize::from(short(table, text)?);
    let mut pattern = String::new();
    for unit in wide(slice(table, text + 2, length * 2)?) {
        match unit {
            0..9 => pattern.push_str(&format!("%{}", unit + 1)),
            _ => pattern.push(char::from_u32(u32::from(unit)).unwrap_or(' ')),
        }
    }
    *at = text + 2 + length * 2;
    let kind = match head[4] {
        0 => Kind::Counted(Ordinal::Figures),
        1 => Kind::Counted(Ordinal::RomanCapitals),
        2 => Kind::Counted(Ordinal::Roman),
        3 => Kind::Counted(Ordinal::Capitals),
        4 => Kind::Counted(Ordinal::Letters),
        22 => Kind::Counted(Ordinal::PaddedFigures),
        23 => Kind::Bullet,
        255 => Kind::None,
        _ => Kind::Counted(Ordinal::Figures),
    };
    Some(Level { start: i64::from(long(head, 0)? as i32), kind, pattern, is_legal: head[5] & 4 != 0 })
}
