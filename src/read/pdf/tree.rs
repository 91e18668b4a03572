//! The structure tree of a tagged PDF: what its producer says is a heading, a list, a table.

use hayro_syntax::Pdf;
use hayro_syntax::object::Dict;
use hayro_syntax::object::{Array, Name, Object, ObjectIdentifier};
use std::collections::HashMap;

/// What an element of the tree is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Holds others and is nothing to a reader.
    Group,
    /// Part of the line it stands in.
    Inline,
    Paragraph,
    Heading(u8),
    List,
    Entry,
    Table,
    Row,
    Cell,
    HeadCell,
}

/// An element with what it holds, in reading order.
#[derive(Debug)]
pub(super) struct Node {
    pub role: Role,
    /// Columns it covers, for a cell.
    pub span: u16,
    pub kids: Vec<Kid>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Kid {
    Node(Node),
    /// Marked content `number` of the page with this 1-based number.
    Mark {
        page: u32,
        number: i32,
    },
}

const DEEPEST: usize = 120;
const MOST_NODES: usize = 300_000;

struct Reader<'a> {
    pages: HashMap<ObjectIdentifier, u32>,
    roles: Option<Dict<'a>>,
    left: usize,
}

/// The structure tree of `pdf`, if it is tagged.
pub(super) fn tree(pdf: &Pdf) -> Option<Node> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let root = catalog.get::<Dict<'_>>("StructTreeRoot")?;
    let numbered = (1..).zip(pdf.pages().iter());
    let pages = numbered.filter_map(|(number, page)| Some((page.raw().obj_id()?, number))).collect();
    let mut reader = Reader { pages, roles: root.get("RoleMap"), left: MOST_NODES };
    let kids = reader.kids(&root, None, 0);
    (!kids.is_empty()).then_some(Node { role: Role::Group, span: 1, kids })
}

impl<'a> Reader<'a> {
    fn kids(&mut self, dict: &Dict<'a>, page: Option<u32>, depth: usize) -> Vec<Kid> {
        if depth > DEEPEST {
            return Vec::new();
        }
        let page = page_of(dict, &self.pages).or(page);
        match dict.get::<Object<'a>>("K") {
            Some(Object::Array(kids)) => {
                kids.iter::<Object<'a>>().filter_map(|kid| self.kid(kid, page, depth)).collect()
            }
            Some(kid) => self.kid(kid, page, depth).into_iter().collect(),
            None => Vec::new(),
        }
    }

    fn kid(&mut self, object: Object<'a>, page: Option<u32>, depth: usize) -> Option<Kid> {
        self.left = self.left.checked_sub(1)?;
        let dict = match object {
            Object::Dict(dict) => dict,
            object => return Some(Kid::Mark { page: page?, number: object.into_i32()? }),
        };
        if let Some(number) = dict.get::<i32>("MCID") {
            return Some(Kid::Mark { page: page_of(&dict, &self.pages).or(page)?, number });
        }
        let role = self.role(&dict)?;
        let kids = self.kids(&dict, page, depth + 1);
        Some(Kid::Node(Node { role, span: span(&dict), kids }))
    }

    /// None for what is no element or no content.
    fn role(&self, dict: &Dict<'a>) -> Option<Role> {
        let mut name = dict.get::<Name<'_>>("S")?.as_str().to_owned();
        for _ in 0..8 {
            match self.roles.as_ref().and_then(|roles| roles.get::<Name<'_>>(name.as_str())) {
                Some(standard) if standard.as_str() != name => name = standard.as_str().to_owned(),
                _ => break,
            }
        }
        Some(match name.as_str() {
            "P" | "Caption" | "TOCI" | "Note" | "BibEntry" | "Code" => Role::Paragraph,
            "H" | "H1" | "Title" => Role::Heading(1),
            "H2" => Role::Heading(2),
            "H3" => Role::Heading(3),
            "H4" => Role::Heading(4),
            "H5" => Role::Heading(5),
            "H6" => Role::Heading(6),
            "L" => Role::List,
            "LI" => Role::Entry,
            "Table" => Role::Table,
            "TR" => Role::Row,
            "TD" => Role::Cell,
            "TH" => Role::HeadCell,
            "Span" | "Link" | "Lbl" | "LBody" | "Quote" | "Em" | "Strong" | "Reference" | "Annot" | "Form" => {
                Role::Inline
            }
            "Artifact" => return None,
            _ => Role::Group,
        })
    }
}

fn page_of(dict: &Dict<'_>, pages: &HashMap<ObjectIdentifier, u32>) -> Option<u32> {
    pages.get(&dict.get_ref("Pg")?.into()).copied()
}

/// The columns a cell covers, as its attributes tell.
fn span(dict: &Dict<'_>) -> u16 {
    let own = |attributes: &Dict<'_>| attributes.get::<u16>("ColSpan");
    let from_list = || dict.get::<Array<'_>>("A").and_then(|list| list.iter::<Dict<'_>>().find_map(|item| own(&item)));
    let from_dict = dict.get::<Dict<'_>>("A").and_then(|attributes| own(&attributes));
    from_dict.or_else(from_list).unwrap_or(1).clamp(1, 200)
}
