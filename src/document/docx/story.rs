//! One part of a Word file as a flow of paragraphs and tables, each letter with its bytes in the XML.
//!
//! Text that was deleted under tracking is left out, text that was inserted is kept; text boxes follow the paragraph they
//! are anchored in and come once, although Word writes them twice.

use std::collections::BTreeMap;
use std::ops::Range;

use super::styles::Styles;
use super::xml::{Event, FALLBACK, Tag, Trouble, WORD, Xml};

/// Elements left out with all they hold: deleted and moved text, former properties, pronunciation.
const LEFT_OUT: &[&str] = &[
    "del",
    "moveFrom",
    "delText",
    "delInstrText",
    "instrText",
    "rPrChange",
    "pPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "rt",
    FALLBACK,
];

/// Letters of the Symbol font that articles need, by their code.
const SYMBOLS: &[(&str, &str)] = &[
    ("F0B0", "°"),
    ("F0B1", "±"),
    ("F0B3", "≥"),
    ("F0A3", "≤"),
    ("F06D", "µ"),
    ("F061", "α"),
    ("F062", "β"),
    ("F067", "γ"),
    ("F044", "Δ"),
    ("F0B4", "×"),
    ("F02D", "-"),
];

/// What a stretch of text is to its reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Part {
    #[default]
    Prose,
    /// Set as superscript: a power, or the number of a footnote.
    Raised,
    /// Struck out, or of a style that is no prose.
    Silent,
    /// A break of the line.
    Break,
}

/// What a stretch of text looks like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) bold: bool,
    pub(super) link: bool,
    pub(super) part: Part,
}

/// A stretch of a paragraph's text and the XML it comes from.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// Bytes of the paragraph's text.
    pub(super) text: Range<usize>,
    /// Bytes of the XML; as many as of text if letter stands for letter.
    pub(super) xml: Range<usize>,
    /// The element of text it stands in; `None` for a break and the like.
    pub(super) element: Option<usize>,
    pub(super) look: Look,
}

/// A run: a stretch of equal looks.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// Its start tag.
    pub(super) open: Range<usize>,
    /// Its properties.
    pub(super) properties: Option<Range<usize>>,
    /// One past its end tag.
    pub(super) end: usize,
    /// Whether it has what no program writes, elements inside its text or properties behind it: such a run is never cut.
    pub(super) whole: bool,
}

/// An element of text in a run.
#[derive(Debug, Clone)]
pub(super) struct TextElement {
    /// Its start and end tag.
    pub(super) open: Range<usize>,
    pub(super) close: Range<usize>,
    /// The run it stands in.
    pub(super) run: usize,
    /// Whether it is the first and the last thing in its run.
    pub(super) first: bool,
    pub(super) last: bool,
}

/// A paragraph.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) pieces: Vec<Piece>,
    pub(super) style: String,
    pub(super) outline: Option<u8>,
    /// The list it stands in and the level; list "0" is none.
    pub(super) list: Option<(String, u8)>,
    /// Footnotes and endnotes it refers to, with the run that does.
    pub(super) notes: Vec<(Kind, String, usize)>,
    /// Comments that begin in it.
    pub(super) comments: Vec<String>,
    /// Whether it stands in a text box, and the run that holds the box.
    pub(super) host: Option<usize>,
    /// Whether it stands in a table of contents.
    pub(super) silent: bool,
    /// Whether its end was deleted, so that the next one goes on with it.
    merged: bool,
}

/// A kind of note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Footnote,
    Endnote,
}

/// What comes next in a part.
#[derive(Debug, Clone)]
pub(super) enum Flow {
    Paragraph(Paragraph),
    /// A table, and whether its style sets off the first row.
    Table(bool),
    /// A row, and whether it is marked as a header.
    Row(bool),
    /// A cell and the columns it fills.
    Cell(u16),
    CellEnd,
    RowEnd,
    TableEnd,
}

/// A part, read.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub(super) flow: Vec<Flow>,
    pub(super) runs: Vec<Run>,
    pub(super) elements: Vec<TextElement>,
    /// Notes and comments by their numbers, if this is a part of such.
    pub(super) asides: BTreeMap<String, Vec<Flow>>,
}

/// A run that is open.
struct OpenRun {
    number: usize,
    look: Look,
    hidden: bool,
    /// The last text element, as long as nothing came after it.
    last: Option<usize>,
    /// Whether anything but properties came.
    filled: bool,
}

/// Reads a part.
pub(super) fn read(part: &str, styles: &Styles) -> Result<Story, Trouble> {
    let mut reading = Reading {
        xml: Xml::new(part, WORD),
        styles,
        story: Story::default(),
        flows: vec![Vec::new()],
        paragraphs: Vec::new(),
        runs: Vec::new(),
        boxes: Vec::new(),
        text: None,
        links: 0,
        contents: Vec::new(),
        aside: String::new(),
    };
    while let Some((event, range)) = reading.xml.next()? {
        match event {
            Event::Open(name, tag) => reading.open(name, &tag, range)?,
            Event::Close(name) => reading.close(name, range),
            Event::Text(text) => reading.characters(&text, range),
        }
    }
    reading.story.flow = reading.flows.into_iter().flatten().collect();
    Ok(reading.story)
}

struct Reading<'a> {
    xml: Xml<'a>,
    styles: &'a Styles,
    story: Story,
    /// The flow of the part, and of what is anchored in each open paragraph.
    flows: Vec<Vec<Flow>>,
    paragraphs: Vec<Paragraph>,
    runs: Vec<OpenRun>,
    /// The runs that hold the open text boxes.
    boxes: Vec<Option<usize>>,
    /// The text element that is open.
    text: Option<usize>,
    /// Open links.
    links: u32,
    /// Open content controls, and whether each holds a table of contents.
    contents: Vec<bool>,
    /// The note or comment that is open.
    aside: String,
}

impl Reading<'_> {
    /// The name of the `n`th element around the one that was opened last.
    fn around(&self, n: usize) -> &str {
        self.xml.open().iter().rev().nth(n).copied().unwrap_or("")
    }

    fn open(&mut self, name: &str, tag: &Tag<'_>, range: Range<usize>) -> Result<(), Trouble> {
        let parent = self.around(1).to_owned();
        if name == "del" && parent == "rPr" && self.around(2) == "pPr" {
            if let Some(paragraph) = self.paragraphs.last_mut() {
                paragraph.merged = true;
            }
            return Ok(());
        }
        if let Some(element) = self.text.and_then(|text| self.story.elements.get(text)) {
            self.keep_whole(element.run);
        }
        let mut first = true;
        if name != "rPr"
            && parent == "r"
            && let Some(run) = self.runs.last_mut()
        {
            first = !std::mem::replace(&mut run.filled, true);
            if let Some(last) = run.last.take().and_then(|last| self.story.elements.get_mut(last)) {
                last.last = false;
            }
        }
        if LEFT_OUT.contains(&name) {
            return self.leave_out();
        }
        match (parent.as_str(), name) {
            (_, "p") => self.open_paragraph(),
            (_, "r") => {
                let number = self.story.runs.len();
                self.story.runs.push(Run { open: range.clone(), properties: None, end: range.end, whole: false });
                let look = Look { link: self.links > 0, ..Look::default() };
                self.runs.push(OpenRun { number, look, hidden: false, last: None, filled: false });
            }
            ("r", "rPr") => {
                let filled = self.runs.last().is_some_and(|run| run.filled);
                if let Some(run) = self.runs.last().and_then(|run| self.story.runs.get_mut(run.number)) {
                    run.whole |= filled || run.properties.is_some();
                    run.properties = Some(range);
                }
            }
            ("r", "t") => {
                let Some(run) = self.runs.last_mut() else { return Ok(()) };
                let number = self.story.elements.len();
                self.story.elements.push(TextElement {
                    open: range.clone(),
                    close: range,
                    run: run.number,
                    first,
                    last: true,
                });
                run.last = Some(number);
                self.text = Some(number);
            }
            ("r", "br" | "cr" | "tab" | "ptab") => {
                // A break of the page is none of the words.
                let broken = matches!(name, "br" | "cr") && tag.value("type").is_none_or(|kind| kind == "textWrapping");
                self.put(" ", range, None, broken);
            }
            ("r", "noBreakHyphen") => self.put("-", range, None, false),
            ("r", "sym") => {
                let code = tag.value("char").unwrap_or_default().to_uppercase();
                if let Some((_, sign)) = SYMBOLS.iter().find(|(known, _)| *known == code)
                    && tag.value("font").is_some_and(|font| font == "Symbol")
                {
                    self.put(sign, range, None, false);
                }
            }
            ("r", "footnoteReference") => self.note(Kind::Footnote, tag),
            ("r", "endnoteReference") => self.note(Kind::Endnote, tag),
            ("rPr", _) if self.around(2) == "r" => self.run_property(name, tag),
            ("pPr" | "numPr", _) => self.paragraph_property(name, tag),
            (_, "hyperlink") => self.links += 1,
            (_, "txbxContent") => self.boxes.push(self.runs.last().map(|run| run.number)),
            (_, "sdt") => self.contents.push(false),
            (_, "docPartGallery") if tag.value("val").is_some_and(|gallery| gallery.contains("Table of Contents")) => {
                if let Some(control) = self.contents.last_mut() {
                    *control = true;
                }
            }
            (_, "commentRangeStart" | "commentReference") => {
                if let (Some(paragraph), Some(id)) = (self.paragraphs.last_mut(), tag.value("id"))
                    && !paragraph.comments.contains(&id)
                {
                    paragraph.comments.push(id);
                }
            }
            (_, "tbl") => self.push(Flow::Table(false)),
            ("tblPr", "tblStyle") => {
                let heads = self.styles.heads_tables(&tag.value("val").unwrap_or_default());
                self.amend(|flow| matches!(flow, Flow::Table(_)), Flow::Table(heads));
            }
            ("tblPr", "tblLook") if !first_row(tag) => {
                self.amend(|flow| matches!(flow, Flow::Table(_)), Flow::Table(false));
            }
            (_, "tr") => self.push(Flow::Row(false)),
            ("trPr", "tblHeader") if tag.is_on() => self.amend(|flow| matches!(flow, Flow::Row(_)), Flow::Row(true)),
            (_, "tc") => self.push(Flow::Cell(1)),
            ("tcPr", "gridSpan") => {
                let columns = tag.number().unwrap_or(1);
                self.amend(|flow| matches!(flow, Flow::Cell(_)), Flow::Cell(columns));
            }
            (_, "footnote" | "endnote" | "comment") => {
                // Separators are notes to Word and to nobody else.
                let kind = tag.value("type").unwrap_or_default();
                let id = tag.value("id").filter(|_| matches!(kind.as_str(), "" | "normal"));
                self.aside = id.unwrap_or_default();
                self.flows.push(Vec::new());
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str, range: Range<usize>) {
        match name {
            "p" => self.close_paragraph(),
            "r" => {
                if let Some(run) = self.runs.pop().and_then(|run| self.story.runs.get_mut(run.number)) {
                    run.end = range.end;
                }
            }
            "rPr" if self.around(0) == "r" => {
                let run = self.runs.last().and_then(|run| self.story.runs.get_mut(run.number));
                if let Some(properties) = run.and_then(|run| run.properties.as_mut()) {
                    properties.end = range.end;
                }
            }
            "t" => {
                if let Some(element) = self.text.take().and_then(|text| self.story.elements.get_mut(text)) {
                    element.close = range;
                }
            }
            "hyperlink" => self.links = self.links.saturating_sub(1),
            "txbxContent" => {
                self.boxes.pop();
            }
            "sdt" => {
                self.contents.pop();
            }
            "tc" => self.push(Flow::CellEnd),
            "tr" => self.push(Flow::RowEnd),
            "tbl" => self.push(Flow::TableEnd),
            "footnote" | "endnote" | "comment" => {
                let flow = if self.flows.len() > 1 { self.flows.pop().unwrap_or_default() } else { Vec::new() };
                let id = std::mem::take(&mut self.aside);
                if !id.is_empty() {
                    self.story.asides.insert(id, flow);
                }
            }
            _ => {}
        }
    }

    fn keep_whole(&mut self, run: usize) {
        if let Some(run) = self.story.runs.get_mut(run) {
            run.whole = true;
        }
    }

    /// Passes over the element that was just opened.
    fn leave_out(&mut self) -> Result<(), Trouble> {
        let depth = self.xml.open().len();
        while self.xml.open().len() >= depth && self.xml.next()?.is_some() {}
        Ok(())
    }

    fn characters(&mut self, text: &str, range: Range<usize>) {
        if let Some(element) = self.text {
            // Ends of lines inside a text are spaces; a paragraph stays one line.
            let line = text.replace(['\n', '\r', '\t'], " ");
            self.put(&line, range, Some(element), false);
        }
    }

    /// Adds text to the open paragraph.
    fn put(&mut self, text: &str, xml: Range<usize>, element: Option<usize>, broken: bool) {
        let (Some(paragraph), Some(run)) = (self.paragraphs.last_mut(), self.runs.last()) else { return };
        if run.hidden || text.is_empty() {
            return;
        }
        let from = paragraph.text.len();
        paragraph.text.push_str(text);
        let part = if broken && run.look.part != Part::Silent { Part::Break } else { run.look.part };
        let look = Look { part, ..run.look };
        paragraph.pieces.push(Piece { text: from..paragraph.text.len(), xml, element, look });
    }

    fn note(&mut self, kind: Kind, tag: &Tag<'_>) {
        if let (Some(paragraph), Some(run), Some(id)) = (self.paragraphs.last_mut(), self.runs.last(), tag.value("id"))
        {
            paragraph.notes.push((kind, id, run.number));
        }
    }

    fn run_property(&mut self, name: &str, tag: &Tag<'_>) {
        let Some(run) = self.runs.last_mut() else { return };
        match name {
            "rStyle" => {
                let style = tag.value("val").unwrap_or_default();
                run.look.bold |= self.styles.is_bold(&style);
                if self.styles.is_silent(&style) {
                    run.look.part = Part::Silent;
                }
            }
            "b" => run.look.bold = tag.is_on(),
            "vanish" => run.hidden = tag.is_on(),
            "strike" | "dstrike" if tag.is_on() => run.look.part = Part::Silent,
            "vertAlign" if run.look.part == Part::Prose && tag.value("val").is_some_and(|v| v == "superscript") => {
                run.look.part = Part::Raised;
            }
            _ => {}
        }
    }

    fn paragraph_property(&mut self, name: &str, tag: &Tag<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => paragraph.style = tag.value("val").unwrap_or_default(),
            "outlineLvl" => paragraph.outline = tag.number(),
            "numId" => paragraph.list.get_or_insert_default().0 = tag.value("val").unwrap_or_default(),
            "ilvl" => paragraph.list.get_or_insert_default().1 = tag.number().unwrap_or(0),
            _ => {}
        }
    }

    fn open_paragraph(&mut self) {
        let host = self.boxes.last().copied().flatten();
        self.paragraphs.push(Paragraph { host, silent: self.contents.contains(&true), ..Paragraph::default() });
        self.flows.push(Vec::new());
    }

    /// Ends a paragraph; what is anchored in it comes after it.
    fn close_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let anchored = if self.flows.len() > 1 { self.flows.pop().unwrap_or_default() } else { Vec::new() };
        let Some(flow) = self.flows.last_mut() else { return };
        match flow.last_mut() {
            Some(Flow::Paragraph(before)) if before.merged => before.go_on(paragraph),
            _ => flow.push(Flow::Paragraph(paragraph)),
        }
        flow.extend(anchored);
    }

    fn push(&mut self, flow: Flow) {
        if let Some(last) = self.flows.last_mut() {
            last.push(flow);
        }
    }

    /// Replaces what came last, if it is of the kind that is meant.
    fn amend(&mut self, is: impl Fn(&Flow) -> bool, flow: Flow) {
        if let Some(last) = self.flows.last_mut().and_then(|flows| flows.last_mut()).filter(|last| is(last)) {
            *last = flow;
        }
    }
}

impl Paragraph {
    /// Goes on with the next paragraph, whose looks win.
    fn go_on(&mut self, mut next: Self) {
        let shift = self.text.len();
        for piece in &mut next.pieces {
            piece.text = piece.text.start + shift..piece.text.end + shift;
        }
        self.pieces.append(&mut next.pieces);
        self.notes.append(&mut next.notes);
        self.comments.append(&mut next.comments);
        let text = std::mem::take(&mut self.text) + &next.text;
        let (pieces, notes) = (std::mem::take(&mut self.pieces), std::mem::take(&mut self.notes));
        let comments = std::mem::take(&mut self.comments);
        *self = Self { text, pieces, notes, comments, ..next };
    }
}

/// Whether a table's look sets off its first row.
fn first_row(tag: &Tag<'_>) -> bool {
    if let Some(value) = tag.value("firstRow") {
        return matches!(value.as_str(), "1" | "true" | "on");
    }
    let bits = tag.value("val").and_then(|bits| u32::from_str_radix(&bits, 16).ok());
    bits.is_some_and(|bits| bits & 0x20 != 0)
}
