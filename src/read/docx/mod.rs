//! Word documents (Office Open XML).

mod body;
mod numbering;
mod styles;

use super::document::Document;
use super::package::Package;
use super::{Input, ReadError, xml};
use body::{Body, Notes};
use numbering::numbering;
use styles::Styles;

const FORMAT: &str = "docx";

/// Reads a Word document.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let mut package = Package::open(input, FORMAT)?;
    let main = main_part(&mut package)?;
    let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let text = package.needed_xml(&main)?;
    let tree = package.tree(&text, &main)?;
    let mut side = |name: &str| package.xml(&format!("{folder}{name}")).ok().flatten();
    let (styles, lists) = (side("styles.xml"), side("numbering.xml"));
    let (footnotes, endnotes) = (side("footnotes.xml"), side("endnotes.xml"));
    let core = package.xml("docProps/core.xml").ok().flatten();
    let styles =
        package.optional_tree(&styles, "styles.xml").map(|tree| Styles::of(tree.root_element())).unwrap_or_default();
    let lists = package.optional_tree(&lists, "numbering.xml");
    let lists = lists.map(|tree| numbering(tree.root_element(), &styles)).unwrap_or_default();
    let footnotes = package.optional_tree(&footnotes, "footnotes.xml");
    let endnotes = package.optional_tree(&endnotes, "endnotes.xml");
    let notes = Notes::of([footnotes.as_ref(), endnotes.as_ref()]);

    let mut body = Body::new(&styles, lists, notes);
    if tree.descendants().any(|node| node.tag_name().name() == "lastRenderedPageBreak") {
        body.begin_pages();
    }
    margins(&mut package, &mut body, &format!("{folder}header"));
    body.blocks(tree.root_element());
    body.notes();
    margins(&mut package, &mut body, &format!("{folder}footer"));
    let mut document = body.finish();
    if let Some(core) = package.optional_tree(&core, "core.xml") {
        let properties = core.root_element().children().filter(|node| node.is_element());
        let pair =
            |node: roxmltree::Node| Some((node.tag_name().name().to_lowercase(), node.text()?.trim().to_owned()));
        document.properties = properties.filter_map(pair).filter(|(_, value)| !value.is_empty()).collect();
    }
    Ok(document)
}

/// The part that holds the text: `word/document.xml` as a rule.
fn main_part(package: &mut Package) -> Result<String, ReadError> {
    const RELATIONS: &str = "_rels/.rels";
    let relations = package.xml(RELATIONS).ok().flatten();
    let tree = package.optional_tree(&relations, RELATIONS);
    let is_main =
        |node: &roxmltree::Node| xml::attribute(*node, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let target = tree.as_ref().and_then(|tree| tree.descendants().find(is_main));
    let target = target.and_then(|node| xml::attribute(node, "Target"));
    Ok(target.unwrap_or("word/document.xml").trim_start_matches('/').to_owned())
}

/// Adds the headers or footers, each wording once.
fn margins(package: &mut Package, body: &mut Body, prefix: &str) {
    for name in package.names().iter().filter(|name| name.starts_with(prefix) && name.ends_with(".xml")) {
        let text = package.xml(name).ok().flatten();
        if let Some(tree) = package.optional_tree(&text, name) {
            body.margin(tree.root_element());
        }
    }
}
