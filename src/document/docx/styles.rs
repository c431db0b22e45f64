//! What Word's styles say of a paragraph: a heading, a quote, an item, or no prose at all.
//!
//! Identifiers are translated with the program ("berschrift1"), names are not ("heading 1"); a style of the writer's own
//! is what the style it is based on is.

use std::collections::BTreeMap;

use super::xml::{Event, Trouble, WORD, Xml};

/// Names of styles whose text is no prose.
const SILENT: &[&str] = &[
    "bibliography",
    "code",
    "html code",
    "html preformatted",
    "html sample",
    "macro text",
    "placeholder text",
    "preformatted text",
    "source code",
    "table of figures",
    "table of authorities",
    "toc heading",
    "verbatim char",
];
/// How the names of styles begin whose text is no prose.
const SILENT_STARTS: &[&str] = &["toc ", "index ", "contents "];
/// Names of styles of quoted text.
const QUOTES: &[&str] = &["block text", "block quotation", "intense quote", "quotations", "quote"];
/// No chain of styles is longer; one that bites its tail must end.
const LONGEST_CHAIN: usize = 16;

/// What a paragraph is to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(u8),
    Quote,
    Caption,
    Body,
    /// No prose: code, a table of contents, a bibliography.
    Silent,
}

/// One style.
#[derive(Default)]
struct Style {
    name: String,
    based_on: String,
    outline: Option<u8>,
    bold: Option<bool>,
    hidden: Option<bool>,
    /// The list it belongs to and the level in it.
    list: Option<(String, u8)>,
}

/// The styles of a file by their identifiers.
#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

impl Styles {
    /// Reads the part that holds the styles.
    pub(super) fn read(part: &str) -> Result<Self, Trouble> {
        let mut styles = Self::default();
        let mut xml = Xml::new(part, WORD);
        let mut id = String::new();
        while let Some((event, _)) = xml.next()? {
            let Event::Open(name, tag) = event else { continue };
            let path = xml.open();
            let parent = path.len().checked_sub(2).and_then(|at| path.get(at)).copied().unwrap_or("");
            if name == "style" {
                id = tag.value("styleId").unwrap_or_default();
                styles.0.entry(id.clone()).or_default();
                continue;
            }
            // A table style's conditions hold properties of their own.
            let own = path.iter().rev().nth(2) == Some(&"style") || path.iter().rev().nth(3) == Some(&"style");
            let Some(style) = styles.0.get_mut(&id) else { continue };
            let value = || tag.value("val").unwrap_or_default();
            match (parent, name) {
                ("style", "name") => style.name = value().to_lowercase(),
                ("style", "basedOn") => style.based_on = value(),
                ("pPr", "outlineLvl") => style.outline = tag.number(),
                ("rPr", "b") if own => style.bold = Some(tag.is_on()),
                ("rPr", "vanish") if own => style.hidden = Some(tag.is_on()),
                ("numPr", "numId") => style.list.get_or_insert_default().0 = value(),
                ("numPr", "ilvl") => style.list.get_or_insert_default().1 = tag.number().unwrap_or(0),
                _ => {}
            }
        }
        Ok(styles)
    }

    /// A style and those it is based on.
    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(&style.based_on)).take(LONGEST_CHAIN)
    }

    /// What paragraphs of this style are.
    pub(super) fn role(&self, id: &str) -> Role {
        self.chain(id).find_map(role_of).unwrap_or(Role::Body)
    }

    /// Whether text of this style is bold.
    pub(super) fn is_bold(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.bold).unwrap_or(false)
    }

    /// Whether text of this style is not seen or no prose.
    pub(super) fn is_silent(&self, id: &str) -> bool {
        self.chain(id).find_map(|style| style.hidden).unwrap_or(false) || self.role(id) == Role::Silent
    }

    /// The list paragraphs of this style stand in, and their level.
    pub(super) fn list<'a>(&'a self, id: &'a str) -> Option<(&'a str, u8)> {
        self.chain(id).find_map(|style| style.list.as_ref()).map(|(list, level)| (list.as_str(), *level))
    }

    /// Whether tables of this style set off their first row; plain grids do not.
    pub(super) fn heads_tables(&self, id: &str) -> bool {
        !matches!(
            self.0.get(id).map_or("", |style| style.name.as_str()),
            "" | "normal table" | "table grid" | "table grid light"
        )
    }
}

/// What the style says itself.
fn role_of(style: &Style) -> Option<Role> {
    let name = style.name.as_str();
    if SILENT.contains(&name) || SILENT_STARTS.iter().any(|start| name.starts_with(start)) {
        return Some(Role::Silent);
    }
    if QUOTES.contains(&name) {
        return Some(Role::Quote);
    }
    match name {
        "title" => return Some(Role::Title),
        "caption" => return Some(Role::Caption),
        _ => {}
    }
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()) {
        return Some(Role::Heading(level.clamp(1, 6)));
    }
    style.outline.map(outline_role)
}

/// What an outline level makes of a paragraph: 0 is the topmost heading, 9 is body text.
pub(super) fn outline_role(level: u8) -> Role {
    if level < 9 { Role::Heading((level + 1).min(6)) } else { Role::Body }
}
