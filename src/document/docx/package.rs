//! A Word file as its parts: which entry is the text, which hold styles, notes and comments, and why a file is refused.

use super::super::archive::{self, Archive};
use super::story::{self, Kind, Story};
use super::styles::Styles;
use super::xml::{CONTENT_TYPES, Event, RELATIONSHIPS, Trouble, WORD, Xml};
use crate::diagnostic::Diagnostic;

/// The first bytes of the container of old Word files and of encrypted ones.
pub(super) const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The end of the type of the relationship that leads to a part.
const MAIN: &str = "/officeDocument";
const STYLES: &str = "/styles";
const FOOTNOTES: &str = "/footnotes";
const ENDNOTES: &str = "/endnotes";
/// What stands at the edge of every page: often the date, the author and the publisher.
const MARGINS: [&str; 2] = ["/header", "/footer"];
pub(super) const COMMENTS: &str = "/comments";

/// Where the list of content types lies.
pub(super) const TYPES: &str = "[Content_Types].xml";

/// A relationship of a part.
pub(super) struct Relationship {
    pub(super) id: String,
    kind: String,
    target: String,
}

/// The parts of a file.
pub(super) struct Package<'a> {
    pub(super) archive: Archive<'a>,
    /// The name of the entry that holds the text, and the text itself.
    pub(super) main: String,
    pub(super) document: String,
    pub(super) relationships: Vec<Relationship>,
    pub(super) styles: Styles,
    pub(super) body: Story,
    pub(super) footnotes: Story,
    pub(super) endnotes: Story,
    pub(super) comments: Story,
    /// Headers, then footers, each with its word.
    pub(super) margins: Vec<(&'static str, Story)>,
}

impl<'a> Package<'a> {
    /// Reads the parts of a file, or tells why it is refused.
    pub(super) fn open(name: &str, bytes: &'a [u8]) -> Result<Self, Box<Diagnostic>> {
        if bytes.starts_with(OLE) {
            return Err(old_container(name, bytes));
        }
        let refuse = |trouble| refused(name, trouble);
        let mut archive = Archive::open(bytes).map_err(refuse)?;
        if let Some(macros) = archive.ending("vbaProject.bin") {
            let fault = Diagnostic::error("article/macros", name, "the file carries macros and is not read")
                .note(format!("note: it holds {macros}"))
                .note("help: save it as a Word document without macros (.docx)");
            return Err(Box::new(fault));
        }
        let roots = archive.text("_rels/.rels").map_err(refuse)?.unwrap_or_default();
        let roots = read_relationships(&roots).map_err(|trouble| spoilt(name, "_rels/.rels", trouble))?;
        let main = roots.iter().find(|r| r.kind.ends_with(MAIN)).map(|r| resolved("", &r.target));
        let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
        let Some(document) = archive.text(&main).map_err(refuse)? else {
            let fault = Diagnostic::error("article/not-docx", name, "the file is a zip archive but no Word document")
                .note(format!("note: it has no {main}"))
                .note("help: save the article as a Word document (.docx), or export it as Markdown, HTML or text");
            return Err(Box::new(fault));
        };
        let rels = archive.text(&rels_of(&main)).map_err(refuse)?.unwrap_or_default();
        let relationships = read_relationships(&rels).map_err(|trouble| spoilt(name, &rels_of(&main), trouble))?;
        let mut part = |kind: &str| -> Result<(String, String), Box<Diagnostic>> {
            let Some(found) = relationships.iter().find(|r| r.kind.ends_with(kind)) else {
                return Ok(Default::default());
            };
            let path = resolved(&main, &found.target);
            let text = archive.text(&path).map_err(refuse)?.unwrap_or_default();
            Ok((path, text))
        };
        let (path, text) = part(STYLES)?;
        let styles = Styles::read(bare(&text)).map_err(|trouble| spoilt(name, &path, trouble))?;
        let mut story = |kind: &str| -> Result<Story, Box<Diagnostic>> {
            let (path, text) = part(kind)?;
            story::read(bare(&text), &styles).map_err(|trouble| spoilt(name, &path, trouble))
        };
        let (footnotes, endnotes, comments) = (story(FOOTNOTES)?, story(ENDNOTES)?, story(COMMENTS)?);
        let mut margins = Vec::new();
        for kind in MARGINS {
            for found in relationships.iter().filter(|r| r.kind.ends_with(kind)) {
                let path = resolved(&main, &found.target);
                let text = archive.text(&path).map_err(refuse)?.unwrap_or_default();
                let story = story::read(bare(&text), &styles).map_err(|trouble| spoilt(name, &path, trouble))?;
                margins.push((kind.trim_start_matches('/'), story));
            }
        }
        let document = bare(&document).to_owned();
        let body = story::read(&document, &styles).map_err(|trouble| spoilt(name, &main, trouble))?;
        Ok(Self { archive, main, document, relationships, styles, body, footnotes, endnotes, comments, margins })
    }

    /// The notes of a kind.
    pub(super) fn story(&self, kind: Kind) -> &Story {
        match kind {
            Kind::Footnote => &self.footnotes,
            Kind::Endnote => &self.endnotes,
        }
    }

    /// The namespace of this file's elements.
    pub(super) fn space(&self) -> &'static str {
        let strict = WORD.get(1).filter(|strict| self.document.contains(**strict));
        strict.or(WORD.first()).copied().unwrap_or("")
    }

    /// The entry that holds a part of this kind.
    pub(super) fn path_of(&self, kind: &str) -> Option<String> {
        self.relationships.iter().find(|r| r.kind.ends_with(kind)).map(|r| resolved(&self.main, &r.target))
    }
}

/// The part without its byte-order mark.
pub(super) fn bare(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The entry that lists the relationships of a part.
pub(super) fn rels_of(part: &str) -> String {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") }
}

/// The entry that a target means, seen from a part.
fn resolved(part: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut folders: Vec<&str> = part.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => {
                folders.pop();
            }
            step => folders.push(step),
        }
    }
    folders.join("/")
}

fn read_relationships(text: &str) -> Result<Vec<Relationship>, Trouble> {
    let mut xml = Xml::new(bare(text), RELATIONSHIPS);
    let mut relationships = Vec::new();
    while let Some((event, _)) = xml.next()? {
        if let Event::Open("Relationship", tag) = event {
            let value = |name: &str| tag.value(name).unwrap_or_default();
            relationships.push(Relationship { id: value("Id"), kind: value("Type"), target: value("Target") });
        }
    }
    Ok(relationships)
}

/// Whether the list of content types knows a part.
pub(super) fn knows_type(types: &str, part: &str) -> Result<bool, Trouble> {
    let mut xml = Xml::new(bare(types), CONTENT_TYPES);
    while let Some((event, _)) = xml.next()? {
        if let Event::Open("Override", tag) = event
            && tag.value("PartName").is_some_and(|name| name.trim_start_matches('/').eq_ignore_ascii_case(part))
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What an OLE container holds: an encrypted file or one of the time before .docx.
fn old_container(name: &str, bytes: &[u8]) -> Box<Diagnostic> {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(wide.len()).any(|window| window == wide) {
        return encrypted(name);
    }
    let fault = Diagnostic::error("article/old-word", name, "the file is in Word's old format (.doc)")
        .note("help: save it as a Word document (.docx)");
    Box::new(fault)
}

fn encrypted(name: &str) -> Box<Diagnostic> {
    let fault = Diagnostic::error("article/encrypted", name, "the file is protected by a password")
        .note("help: save a copy without the password and check that");
    Box::new(fault)
}

/// Why the container cannot be read.
pub(super) fn refused(name: &str, trouble: archive::Trouble) -> Box<Diagnostic> {
    use archive::Trouble as T;
    let save = "help: open it in Word and save it again as a Word document (.docx)";
    Box::new(match trouble {
        T::NotZip => Diagnostic::error("article/not-docx", name, "the file is no Word document")
            .note("note: a .docx file is a zip archive; this one does not begin like one")
            .note("help: give the file the ending that fits its format, or save the article as .docx"),
        T::Damaged(why) => Diagnostic::error("article/damaged", name, "the file is damaged or cut short")
            .note(format!("note: {why}"))
            .note("help: fetch or save it anew"),
        T::Encrypted => return encrypted(name),
        T::Bomb(part) => Diagnostic::error("article/too-large", name, "the file unfolds to more than an article holds")
            .note(format!("note: {part} is larger than 64 MB, or packed denser than Word ever packs"))
            .note("help: if it is a real article, split it"),
        T::NotUtf8(part) => {
            Diagnostic::error("article/not-utf8", name, format!("{part} in the file is not UTF-8")).note(save)
        }
    })
}

/// Why a part cannot be read.
pub(super) fn spoilt(name: &str, part: &str, trouble: Trouble) -> Box<Diagnostic> {
    let save = "help: open it in Word and save it again as a Word document (.docx)";
    Box::new(match trouble {
        Trouble::Malformed(why, at) => {
            Diagnostic::error("article/damaged", name, "the file is damaged: its XML cannot be read")
                .note(format!("note: {part}, byte {at}: {why}"))
                .note(save)
        }
        Trouble::Entities => Diagnostic::error("article/unsafe-xml", name, "the file defines XML entities of its own")
            .note(format!("note: in {part}; no Word document has them, and they may unfold without end"))
            .note(save),
        Trouble::Deep => Diagnostic::error("article/too-deep", name, "the file is nested deeper than Word ever nests")
            .note(format!("note: in {part}, more than 1,000 elements inside one another"))
            .note(save),
    })
}
