//! Short ways through an XML tree; names are told without their namespace.

use roxmltree::Node;

/// The first child element called `name`.
pub(super) fn child<'a, 'x>(node: Node<'a, 'x>, name: &str) -> Option<Node<'a, 'x>> {
    node.children().find(|child| child.is_element() && child.tag_name().name() == name)
}

/// The child elements called `name`.
pub(super) fn children<'a, 'x>(node: Node<'a, 'x>, name: &'static str) -> impl Iterator<Item = Node<'a, 'x>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The element reached from `node` by the names in `path`.
pub(super) fn at<'a, 'x>(node: Node<'a, 'x>, path: &[&str]) -> Option<Node<'a, 'x>> {
    path.iter().try_fold(node, |node, name| child(node, name))
}

/// The attribute called `name`.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value())
}

/// The number in the attribute called `name`.
pub(super) fn number(node: Node, name: &str) -> Option<i64> {
    attribute(node, name)?.trim().parse().ok()
}
