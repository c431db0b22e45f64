//! Comments written into a Word file at marked words.
//!
//! Nothing is written anew that need not be: the XML of the text gets insertions and keeps all its bytes, runs are split
//! where a mark begins or ends inside them, and entries that are not concerned are copied as they are packed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use super::manuscript::{self, Line, Manuscript};
use super::package::{COMMENTS, Package, TYPES, bare, knows_type, refused, rels_of, spoilt};
use super::story::{Paragraph, Piece, TextElement};
use super::xml::{Event, WORD, Xml};
use crate::diagnostic::Diagnostic;
use crate::span::{Raw, Span};

/// Who comments.
const AUTHOR: &str = "healthlint";
const INITIALS: &str = "hl";
/// The type of the part that holds comments, and of the relationship that leads to it, in both standards.
const PART_TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const RELATIONSHIP_TYPES: &[&str] = &[
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
];
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// A comment to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The words it is about, in the source of the document that was read from the file.
    pub place: Span<Raw>,
    /// What it says; the first paragraph is set in bold.
    pub paragraphs: Vec<String>,
}

/// A file with its comments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotated {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Comments that were written.
    pub written: usize,
    /// Comments that were left out since the same one stands there already.
    pub known: usize,
}

/// Writes comments into a Word file; or tells why the file cannot be read.
pub fn annotate(name: &str, bytes: &[u8], comments: &[Comment]) -> Result<Annotated, Box<Diagnostic>> {
    let mut package = Package::open(name, bytes)?;
    let manuscript = manuscript::compose(&package);
    let known: BTreeSet<Note> = manuscript.remarks.iter().map(|(words, at)| note(&manuscript, words, *at)).collect();
    let is_known =
        |one: &Comment| known.contains(&note(&manuscript, &one.paragraphs.join(" "), one.place.range().start));
    let fresh: Vec<&Comment> = comments.iter().filter(|comment| !is_known(comment)).collect();
    let known = comments.len() - fresh.len();
    let first = package.comments.asides.keys().filter_map(|id| id.parse::<u32>().ok()).max().map_or(0, |id| id + 1);
    let mut editor =
        Editor { package: &package, manuscript: &manuscript, cuts: BTreeMap::new(), spaced: BTreeSet::new() };
    let mut written: Vec<(u32, &Comment)> = Vec::new();
    for comment in fresh {
        let id = first + written.len() as u32;
        if editor.mark(comment.place, id).is_some() {
            written.push((id, comment));
        }
    }
    if written.is_empty() {
        return Ok(Annotated { bytes: bytes.to_vec(), written: 0, known });
    }
    let mut changed = BTreeMap::from([(package.main.clone(), editor.text())]);
    let count = written.len();
    drop(manuscript);
    store(name, &mut package, &written, &mut changed)?;
    let bytes = package.archive.with(&changed).map_err(|trouble| refused(name, trouble))?;
    Ok(Annotated { bytes, written: count, known })
}

/// By what a comment is known again: where its paragraph begins, and its words.
type Note = (Option<usize>, String);

fn note(manuscript: &Manuscript<'_>, words: &str, at: usize) -> Note {
    let start = line_at(manuscript, at).map(|line| line.start);
    (start, words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The line a byte of the source is in.
fn line_at<'m, 'p>(manuscript: &'m Manuscript<'p>, at: usize) -> Option<&'m Line<'p>> {
    let after = manuscript.lines.partition_point(|line| line.start <= at);
    manuscript.lines.get(after.saturating_sub(1))
}

/// What is inserted at one byte of the XML.
#[derive(Default)]
struct Cut {
    /// What ends the run that is cut, and what begins it again.
    close: String,
    reopen: String,
    /// Marks of comments that end here, then of those that begin.
    ends: String,
    starts: String,
}

/// Where a run is cut.
struct Point {
    at: usize,
    close: String,
    reopen: String,
}

struct Editor<'e, 'a> {
    package: &'e Package<'a>,
    manuscript: &'e Manuscript<'e>,
    cuts: BTreeMap<usize, Cut>,
    /// Elements of text that are cut inside and must keep their spaces.
    spaced: BTreeSet<usize>,
}

impl Editor<'_, '_> {
    /// Marks a place of the source with a comment; `None` if there is nothing to mark.
    fn mark(&mut self, place: Span<Raw>, id: u32) -> Option<()> {
        let first = line_at(self.manuscript, place.range().start)?;
        let last = line_at(self.manuscript, place.range().end.max(first.start))?;
        let (from, to) = match (first.reference.or(first.paragraph.host), place.is_empty()) {
            // Word takes no comments in text boxes; those on notes are best seen at their sign.
            (Some(run), _) => self.around(run)?,
            (None, true) => {
                let end = first.paragraph.text.len();
                (self.start(first.paragraph, 0)?, self.end(first.paragraph, end)?)
            }
            (None, false) => {
                let end = place.range().end - last.start;
                (self.start(first.paragraph, place.range().start - first.start)?, self.end(last.paragraph, end)?)
            }
        };
        let (prefix, space) = self.prefix(from.at);
        let mark = |name: &str| format!("<{prefix}{name}{space} {prefix}id=\"{id}\"/>");
        let reference = format!("<{prefix}r{space}><{prefix}commentReference {prefix}id=\"{id}\"/></{prefix}r>");
        self.cut(from).starts.push_str(&mark("commentRangeStart"));
        self.cut(to).ends.push_str(&(mark("commentRangeEnd") + &reference));
        Some(())
    }

    fn cut(&mut self, point: Point) -> &mut Cut {
        let cut = self.cuts.entry(point.at).or_default();
        (cut.close, cut.reopen) = (point.close, point.reopen);
        cut
    }

    /// The prefix of Word's names, and the declaration it needs where names have none.
    fn prefix(&self, near: usize) -> (String, String) {
        let runs = &self.package.body.runs;
        let begun = runs.partition_point(|run| run.open.start <= near);
        let tag = runs.get(begun.saturating_sub(1)).and_then(|run| self.package.document.get(run.open.clone()));
        let name = tag.map_or("", |tag| tag.trim_start_matches('<'));
        match name.split_once(':') {
            // A prefix that the run declares for itself is not known beside it.
            Some((prefix, _)) if !name.contains("xmlns") => (format!("{prefix}:"), String::new()),
            _ => ("w:".to_owned(), format!(" xmlns:w=\"{}\"", self.package.space())),
        }
    }

    /// The points before and after a whole run.
    fn around(&self, run: usize) -> Option<(Point, Point)> {
        let run = self.package.body.runs.get(run)?;
        let whole = |at| Point { at, close: String::new(), reopen: String::new() };
        Some((whole(run.open.start), whole(run.end)))
    }

    /// Whether the run of an element is never cut.
    fn is_whole(&self, element: &TextElement) -> bool {
        self.package.body.runs.get(element.run).is_some_and(|run| run.whole)
    }

    /// Where a mark begins that begins at a byte of the paragraph's text.
    fn start(&mut self, paragraph: &Paragraph, at: usize) -> Option<Point> {
        let words = |piece: &&Piece| piece.element.is_some();
        let (before, behind) = halves(paragraph, |piece| piece.text.end <= at)?;
        let piece = behind.iter().find(words).or_else(|| before.iter().rfind(words))?;
        let number = piece.element?;
        let element = self.package.body.elements.get(number)?;
        let (whole, _) = self.around(element.run)?;
        if self.is_whole(element) {
            return Some(whole);
        }
        if at <= piece.text.start && piece.xml.start == element.open.end {
            return if element.first { Some(whole) } else { self.between(element.open.start, element) };
        }
        let inside = if at > piece.text.start && is_literal(piece) { at - piece.text.start } else { 0 };
        self.inside(piece.xml.start + inside, number)
    }

    /// Where a mark ends that ends at a byte of the paragraph's text.
    fn end(&mut self, paragraph: &Paragraph, at: usize) -> Option<Point> {
        let words = |piece: &&Piece| piece.element.is_some();
        let (before, behind) = halves(paragraph, |piece| piece.text.start < at)?;
        let piece = before.iter().rfind(words).or_else(|| behind.iter().find(words))?;
        let number = piece.element?;
        let element = self.package.body.elements.get(number)?;
        let (_, whole) = self.around(element.run)?;
        if self.is_whole(element) {
            return Some(whole);
        }
        if at >= piece.text.end && piece.xml.end == element.close.start {
            return if element.last { Some(whole) } else { self.between(element.close.end, element) };
        }
        let inside = if at < piece.text.end && is_literal(piece) { at - piece.text.start } else { piece.xml.len() };
        self.inside(piece.xml.start + inside, number)
    }

    /// A cut between two things of a run.
    fn between(&self, at: usize, element: &TextElement) -> Option<Point> {
        let (tag, again) = self.run(element)?;
        Some(Point { at, close: format!("</{tag}>"), reopen: again })
    }

    /// A cut inside an element of text.
    fn inside(&mut self, at: usize, number: usize) -> Option<Point> {
        let element = self.package.body.elements.get(number)?;
        let (run, again) = self.run(element)?;
        let tag = name_of(self.package.document.get(element.open.clone())?);
        let reopen = format!("{again}<{tag} xml:space=\"preserve\">");
        let point = Point { at, close: format!("</{tag}></{run}>"), reopen };
        self.spaced.insert(number);
        Some(point)
    }

    /// The name of an element's run, and what begins the same run again.
    fn run(&self, element: &TextElement) -> Option<(&str, String)> {
        let run = self.package.body.runs.get(element.run)?;
        let open = self.package.document.get(run.open.clone())?;
        let properties = run.properties.clone().and_then(|range| self.package.document.get(range));
        Some((name_of(open), format!("{open}{}", properties.unwrap_or(""))))
    }

    /// The text's XML with all marks.
    fn text(mut self) -> String {
        for number in std::mem::take(&mut self.spaced) {
            let Some(element) = self.package.body.elements.get(number) else { continue };
            let tag = self.package.document.get(element.open.clone()).unwrap_or("");
            if !tag.contains("xml:space") {
                // The tag is not empty: there are words between it and its end.
                self.cuts.entry(element.open.end - 1).or_default().starts.push_str(" xml:space=\"preserve\"");
            }
        }
        let source = &self.package.document;
        let mut out = String::with_capacity(source.len() + self.cuts.len() * 200);
        let mut done = 0;
        for (at, cut) in &self.cuts {
            out.push_str(source.get(done..*at).unwrap_or(""));
            for part in [&cut.close, &cut.ends, &cut.starts, &cut.reopen] {
                out.push_str(part);
            }
            done = *at;
        }
        out.push_str(source.get(done..).unwrap_or(""));
        out
    }
}

/// The pieces of a paragraph, which stand in the order of its text, before and behind a place.
fn halves(paragraph: &Paragraph, before: impl Fn(&Piece) -> bool) -> Option<(&[Piece], &[Piece])> {
    paragraph.pieces.split_at_checked(paragraph.pieces.partition_point(before))
}

/// Whether letter stands for letter in a piece.
fn is_literal(piece: &Piece) -> bool {
    piece.text.len() == piece.xml.len()
}

/// The name in a start tag.
fn name_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    name.split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').next().unwrap_or(name)
}

/// Adds the comments to their part; a file that has none gets one.
fn store(
    name: &str,
    package: &mut Package<'_>,
    comments: &[(u32, &Comment)],
    changed: &mut BTreeMap<String, String>,
) -> Result<(), Box<Diagnostic>> {
    let all = |prefix: &str| comments.iter().map(|(id, comment)| markup(*id, comment, prefix)).collect::<String>();
    let read = |package: &mut Package<'_>, path: &str| {
        package.archive.text(path).map_err(|trouble| refused(name, trouble)).map(Option::unwrap_or_default)
    };
    if let Some(path) = package.path_of(COMMENTS) {
        let part = read(package, &path)?;
        if let Some(part) = inside_root(&part, all) {
            changed.insert(path, part);
            return Ok(());
        }
    }
    let folder = package.main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let file = package.archive.free_name(&folder, "comments", "xml");
    let path = format!("{folder}{file}");
    let part = format!("<w:comments xmlns:w=\"{}\">{}</w:comments>", package.space(), all("w:"));
    changed.insert(path.clone(), format!("{DECLARATION}{part}"));

    let types = read(package, TYPES)?;
    if !knows_type(&types, &path).map_err(|trouble| spoilt(name, TYPES, trouble))? {
        let entry = |prefix: &str| format!("<{prefix}Override PartName=\"/{path}\" ContentType=\"{PART_TYPE}\"/>");
        if let Some(types) = inside_root(&types, entry) {
            changed.insert(TYPES.to_owned(), types);
        }
    }

    let rels = rels_of(&package.main);
    let standard = WORD.iter().position(|space| *space == package.space()).unwrap_or(0);
    let kind = RELATIONSHIP_TYPES.get(standard).copied().unwrap_or("");
    let is_taken = |id: &String| package.relationships.iter().any(|r| r.id == *id);
    let names = (0..=package.relationships.len()).map(|n| format!("rIdHealthlint{n}"));
    let id = names.into_iter().find(|id| !is_taken(id)).unwrap_or_default();
    let entry = |prefix: &str| format!("<{prefix}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>");
    let list = read(package, &rels)?;
    let list = inside_root(&list, entry).unwrap_or_else(|| {
        let space = "http://schemas.openxmlformats.org/package/2006/relationships";
        format!("{DECLARATION}<Relationships xmlns=\"{space}\">{}</Relationships>", entry(""))
    });
    changed.insert(rels, list);
    Ok(())
}

/// A part with further elements at the end of its root; they get the root's prefix. `None` if it has no root.
fn inside_root(part: &str, make: impl Fn(&str) -> String) -> Option<String> {
    let part = bare(part);
    let prefix = |name: &str| name.split_once(':').map_or(String::new(), |(prefix, _)| format!("{prefix}:"));
    let (root, end) = root(part)?;
    let tag = part.get(root.clone())?;
    let (name, behind) = (name_of(tag), part.get(end.end..)?);
    let added = make(&prefix(name));
    if !end.is_empty() {
        return Some(format!("{}{added}{}{behind}", part.get(..end.start)?, part.get(end)?));
    }
    // An empty root: "<w:comments …/>".
    Some(format!("{}{}>{added}</{name}>{behind}", part.get(..root.start)?, tag.strip_suffix("/>")?))
}

/// The start tag and the end tag of the root; that of an empty one is empty.
fn root(part: &str) -> Option<(Range<usize>, Range<usize>)> {
    let mut xml = Xml::new(part, WORD);
    let mut root = None;
    loop {
        match xml.next().ok()?? {
            (Event::Open(..), range) => drop(root.get_or_insert(range)),
            (Event::Close(_), range) if xml.open().is_empty() => return Some((root?, range)),
            _ => {}
        }
    }
}

/// A comment as Word stores it. No date: the same findings give the same bytes.
fn markup(id: u32, comment: &Comment, prefix: &str) -> String {
    let w = prefix;
    let mut out = format!("<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}initials=\"{INITIALS}\">");
    for (number, paragraph) in comment.paragraphs.iter().enumerate() {
        let bold = if number == 0 { format!("<{w}rPr><{w}b/></{w}rPr>") } else { String::new() };
        let text = escaped(paragraph);
        let _ = write!(out, "<{w}p><{w}r>{bold}<{w}t xml:space=\"preserve\">{text}</{w}t></{w}r></{w}p>");
    }
    let _ = write!(out, "</{w}comment>");
    out
}

/// Text as XML takes it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
