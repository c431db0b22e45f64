//! XML as a stream of events with their bytes. The only home of quick-xml.
//!
//! Names are told apart by their namespace, not by their prefix; a document type, which could define entities, is
//! refused, and so is nesting that no program writes.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event as Raw};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

/// Namespaces of Word's own elements, as Word writes them and as the strict standard does.
pub(super) const WORD: &[&str] = &[
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
];
/// The namespace of the lists of relationships.
pub(super) const RELATIONSHIPS: &[&str] = &["http://schemas.openxmlformats.org/package/2006/relationships"];
/// The namespace of the list of content types.
pub(super) const CONTENT_TYPES: &[&str] = &["http://schemas.openxmlformats.org/package/2006/content-types"];
/// The namespace of alternative contents.
const COMPATIBILITY: &str = "http://schemas.openxmlformats.org/markup-compatibility/2006";

/// Elements deeper than this are not written by any program.
const DEEPEST: usize = 1000;

/// The name that alternative contents for old programs go by here.
pub(super) const FALLBACK: &str = "mc:Fallback";

/// What is wrong with a part.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is not well-formed: what, and at which byte.
    Malformed(String, usize),
    /// It has a document type or entities of its own.
    Entities,
    /// It is nested too deeply.
    Deep,
}

/// A start tag.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The value of the attribute with this local name.
    pub(super) fn value(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found = attributes.flatten().find(|a| a.key.local_name().into_inner() == name)?;
        found.normalized_value(XmlVersion::Implicit1_0).ok().map(Cow::into_owned)
    }

    /// Whether a switch such as `<w:b/>` is on.
    pub(super) fn is_on(&self) -> bool {
        !self.value("val").is_some_and(|v| matches!(v.as_str(), "0" | "false" | "off" | "none"))
    }

    /// The value of `val` as a number.
    pub(super) fn number<T: std::str::FromStr>(&self) -> Option<T> {
        self.value("val")?.trim().parse().ok()
    }
}

/// What stands at a place; names of other namespaces are empty.
pub(super) enum Event<'a> {
    /// A start tag; an empty element gives one and an end.
    Open(&'a str, Tag<'a>),
    /// An end tag.
    Close(&'a str),
    /// Characters, references resolved.
    Text(Cow<'a, str>),
}

/// A part being read.
pub(super) struct Xml<'a> {
    source: &'a str,
    spaces: &'static [&'static str],
    reader: NsReader<&'a [u8]>,
    /// The names of the open elements.
    open: Vec<&'a str>,
}

impl<'a> Xml<'a> {
    /// Reads a part whose elements are in one of these namespaces.
    pub(super) fn new(source: &'a str, spaces: &'static [&'static str]) -> Self {
        let mut reader = NsReader::from_str(source);
        reader.config_mut().expand_empty_elements = true;
        Self { source, spaces, reader, open: Vec::new() }
    }

    /// The next event and its bytes; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Trouble> {
        loop {
            let start = self.at();
            let event = self.reader.read_event();
            let event = event.map_err(|error| Trouble::Malformed(error.to_string(), self.error_at()))?;
            let range = start..self.at();
            let event = match event {
                Raw::Start(tag) => {
                    // The reader takes any sign for a letter of the name; not all could be written again.
                    let is_letter = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || ".-_:".contains(c);
                    if !tag.name().into_inner().chars().all(is_letter) {
                        return Err(Trouble::Malformed("a name with signs that no name has".to_owned(), start));
                    }
                    let name = self.name(&range);
                    self.open.push(name);
                    if self.open.len() > DEEPEST {
                        return Err(Trouble::Deep);
                    }
                    Event::Open(name, Tag(tag))
                }
                Raw::End(_) => Event::Close(self.open.pop().unwrap_or("")),
                Raw::Text(text) => Event::Text(text.into_inner()),
                Raw::CData(data) => Event::Text(data.into_inner()),
                Raw::GeneralRef(reference) => {
                    let malformed = |why: String| Trouble::Malformed(why, start);
                    match reference.resolve_char_ref().map_err(|error| malformed(error.to_string()))? {
                        Some(character) => Event::Text(character.to_string().into()),
                        None => {
                            Event::Text(resolve_xml_entity(&reference.into_inner()).ok_or(Trouble::Entities)?.into())
                        }
                    }
                }
                Raw::DocType(_) => return Err(Trouble::Entities),
                Raw::Empty(_) | Raw::Comment(_) | Raw::Decl(_) | Raw::PI(_) => continue,
                Raw::Eof if !self.open.is_empty() => {
                    return Err(Trouble::Malformed("it ends in the middle".to_owned(), start));
                }
                Raw::Eof => return Ok(None),
            };
            return Ok(Some((event, range)));
        }
    }

    /// The names of the open elements, outermost first.
    pub(super) fn open(&self) -> &[&'a str] {
        &self.open
    }

    /// Our name of the element whose start tag has these bytes.
    fn name(&self, range: &Range<usize>) -> &'a str {
        let tag = self.source.get(range.clone()).and_then(|tag| tag.strip_prefix('<')).unwrap_or("");
        let end = tag.find(|c: char| c.is_ascii_whitespace() || c == '/' || c == '>').unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or("");
        let (space, local) = self.reader.resolver().resolve_element(quick_xml::name::QName(name));
        match space {
            ResolveResult::Bound(Namespace(space)) if self.spaces.contains(&space) => local.into_inner(),
            ResolveResult::Bound(Namespace(COMPATIBILITY)) if local.into_inner() == "Fallback" => FALLBACK,
            _ => "",
        }
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn error_at(&self) -> usize {
        usize::try_from(self.reader.error_position()).unwrap_or(usize::MAX)
    }
}
