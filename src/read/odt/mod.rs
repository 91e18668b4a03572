//! OpenDocument texts.

mod body;
mod lists;
mod styles;

use super::document::Document;
use super::package::Package;
use super::{Input, ReadError, xml};
use body::Body;
use lists::Lists;
use roxmltree::{Document as Xml, Node};
use styles::Styles;

const FORMAT: &str = "odt";

/// Reads an OpenDocument text.
pub(super) fn read(input: &Input) -> Result<Document, ReadError> {
    let mut package = Package::open(input, FORMAT)?;
    let content = package.needed_xml("content.xml")?;
    let manifest = package.xml("META-INF/manifest.xml").ok().flatten();
    if manifest.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(input.encrypted(FORMAT));
    }
    let tree = package.tree(&content, "content.xml")?;
    let (styles, meta) = (package.xml("styles.xml").ok().flatten(), package.xml("meta.xml").ok().flatten());
    let (styles, meta) = (package.optional_tree(&styles, "styles.xml"), package.optional_tree(&meta, "meta.xml"));
    let roots = || [Some(&tree), styles.as_ref()].into_iter().flatten().map(Xml::root_element);
    let (looks, lists) = (Styles::of(roots()), Lists::of(roots()));
    let mut body = Body::new(&looks, lists);
    if counts_pages(&tree, meta.as_ref()) {
        body.begin_pages();
    }
    let margins = styles.iter().flat_map(Xml::descendants).filter(|node| node.tag_name().name() == "master-page");
    let margins: Vec<Node> = margins.flat_map(|page| page.children()).collect();
    margins.iter().filter(|node| node.tag_name().name().starts_with("header")).for_each(|node| body.margin(*node));
    if let Some(text) = xml::at(tree.root_element(), &["body", "text"]) {
        body.blocks(text);
    }
    body.notes();
    margins.iter().filter(|node| node.tag_name().name().starts_with("footer")).for_each(|node| body.margin(*node));
    let mut document = body.finish();
    let properties = meta.iter().filter_map(|meta| xml::child(meta.root_element(), "meta"));
    let pair = |node: Node| Some((node.tag_name().name().to_lowercase(), node.text()?.trim().to_owned()));
    document.properties =
        properties.flat_map(|meta| meta.children()).filter_map(pair).filter(|(_, value)| !value.is_empty()).collect();
    Ok(document)
}

/// Whether every page break is marked; breaks inside long table rows as a rule are not.
fn counts_pages(tree: &Xml, meta: Option<&Xml>) -> bool {
    let breaks = tree.descendants().filter(|node| node.tag_name().name() == "soft-page-break").count() as i64;
    let pages = meta.and_then(|meta| meta.descendants().find_map(|node| xml::number(node, "page-count")));
    breaks > 0 && pages == Some(breaks + 1)
}
