//! Word files (.docx): paragraphs, headings, lists, tables, quotes, captions, notes, text boxes.
//!
//! Bytes of the container mean nothing to people, so the source of the document is its text, one paragraph a line. What
//! Word's styles, lists and tables mean is told to the builder as the other formats tell it.

pub(super) mod annotate;
mod manuscript;
mod package;
mod story;
mod styles;
mod xml;

use super::article::{BlockKind, Format};
use super::builder::{Builder, Links};
use super::page::is_footnote_mark;
use super::plain::bullet;
use super::table::Table;
use super::{Read, Reader, Reading};
use crate::diagnostic::Diagnostic;
use manuscript::{Line, Manuscript, Step};
use package::Package;
use story::Part;
use styles::{Role, Styles, outline_role};

/// The reader of Word files.
pub(super) const READER: Reader =
    Reader { name: "docx", format: Format::Docx, extensions: &["docx"], read: Read::File(read) };

/// Whether bytes begin as the containers of Word files do, old and new, whatever the file's name says.
pub(super) fn is_container(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(package::OLE)
}

fn read(name: &str, bytes: &[u8]) -> Result<Reading, Box<Diagnostic>> {
    let package = Package::open(name, bytes)?;
    let manuscript = manuscript::compose(&package);
    let mut builder = Builder::new(&manuscript.source, 0);
    for (words, at) in &manuscript.remarks {
        builder.comment(words, *at..*at);
    }
    let mut page = Page {
        builder,
        styles: &package.styles,
        manuscript: &manuscript,
        tables: Vec::new(),
        list: None,
        title: None,
        notes: Vec::new(),
    };
    for step in &manuscript.steps {
        page.step(step);
    }
    page.close_lists(0);
    page.show_notes();
    let outcome = page.builder.finish();
    Ok(Reading { outcome, loci: manuscript.loci, source: manuscript.source })
}

/// The blocks while they are written.
struct Page<'m, 'p> {
    builder: Builder<'m>,
    styles: &'p Styles,
    manuscript: &'m Manuscript<'p>,
    /// Open tables, whether the first row is set off, and how many lists are around the table.
    tables: Vec<(Table, bool, usize)>,
    /// The list that the last paragraph stood in.
    list: Option<&'p str>,
    /// The title, once there is one.
    title: Option<usize>,
    /// Notes that wait for the end of their section.
    notes: Vec<(usize, usize)>,
}

impl<'p> Page<'_, 'p> {
    fn step(&mut self, step: &Step) {
        match *step {
            Step::Line(number) => {
                if let Some(line) = self.manuscript.lines.get(number) {
                    self.line(line);
                }
            }
            Step::Notes(from, to) => self.notes.push((from, to)),
            Step::Table(head) => {
                self.close_lists(self.lists_outside());
                self.tables.push((Table::default(), head, self.builder.lists()));
            }
            Step::Row(head) => {
                if let Some((table, first, _)) = self.tables.last_mut() {
                    table.close_row(&mut self.builder, false);
                    let first = std::mem::take(first);
                    table.open_row(head || first);
                }
            }
            Step::Cell(columns) => {
                if let Some((table, ..)) = self.tables.last_mut() {
                    table.open_cell(&mut self.builder, false, columns, 1);
                }
            }
            Step::CellEnd => {
                self.close_lists(self.lists_outside());
                if let Some((table, ..)) = self.tables.last_mut() {
                    table.close_cell(&mut self.builder);
                }
            }
            Step::RowEnd => {
                if let Some((table, ..)) = self.tables.last_mut() {
                    table.close_row(&mut self.builder, true);
                }
            }
            Step::TableEnd => {
                self.close_lists(self.lists_outside());
                if let Some((mut table, ..)) = self.tables.pop() {
                    table.close_row(&mut self.builder, true);
                }
                self.builder.close_text();
            }
        }
    }

    fn line(&mut self, line: &Line<'p>) {
        let paragraph = line.paragraph;
        let role = match paragraph.outline {
            _ if paragraph.silent => Role::Silent,
            Some(level) if self.styles.role(&paragraph.style) == Role::Body => outline_role(level),
            _ => self.styles.role(&paragraph.style),
        };
        if role == Role::Silent {
            return;
        }
        let list = match &paragraph.list {
            Some((list, level)) if !list.is_empty() => Some((list.as_str(), *level)),
            Some((_, level)) => self.styles.list(&paragraph.style).map(|(list, _)| (list, *level)),
            None => self.styles.list(&paragraph.style),
        };
        match (role, list.filter(|(list, _)| *list != "0")) {
            (Role::Title | Role::Heading(_), _) if self.tables.is_empty() => self.heading(line, role),
            (_, Some((list, level))) => self.item(line, list, level),
            _ => {
                let typed = bullet(&paragraph.text).filter(|_| role == Role::Body);
                if let Some(skip) = typed {
                    self.open_item("typed", 0);
                    self.write(line, skip);
                    self.builder.close_text();
                    return;
                }
                self.close_lists(self.lists_outside());
                self.text(line, role);
            }
        }
    }

    fn heading(&mut self, line: &Line<'p>, role: Role) {
        self.close_lists(0);
        self.show_notes();
        let kind = match role {
            Role::Heading(level) if level > 1 || self.title.is_some() => BlockKind::Heading(level),
            _ if self.title.is_some() => BlockKind::Heading(1),
            _ => BlockKind::Title,
        };
        self.builder.open(kind, Links::default());
        self.write(line, 0);
        let closed = self.builder.close();
        match (self.title, closed) {
            (None, _) if kind == BlockKind::Title => self.title = closed,
            // A heading that says what the title says adds nothing.
            (Some(title), Some(heading)) if self.builder.text_of(title) == self.builder.text_of(heading) => {
                self.builder.drop_block(heading);
            }
            _ => {}
        }
    }

    fn item(&mut self, line: &Line<'p>, list: &'p str, level: u8) {
        self.open_item(list, level);
        self.write(line, 0);
        self.builder.close_text();
    }

    /// Begins an item of a list at a level; lists between the levels open and close as needed.
    fn open_item(&mut self, list: &'p str, level: u8) {
        let outside = self.lists_outside();
        let wanted = outside + usize::from(level.min(8)) + 1;
        let other = self.builder.lists() >= wanted && self.list.is_some_and(|last| last != list);
        self.close_lists(if other { wanted - 1 } else { wanted });
        while self.builder.lists() < wanted {
            self.builder.open_list();
        }
        self.builder.open_item();
        self.builder.open_text();
        self.list = Some(list);
    }

    /// Running text, a quote, a caption or part of a cell.
    fn text(&mut self, line: &Line<'p>, role: Role) {
        if let Some((table, ..)) = self.tables.last_mut()
            && table.has_cell()
        {
            table.open_text(&mut self.builder);
            self.write(line, 0);
            let closed = self.builder.close();
            if let Some((table, ..)) = self.tables.last_mut() {
                table.note(closed);
            }
            return;
        }
        match role {
            Role::Quote => {
                self.builder.open_quote();
                self.builder.open_text();
                self.write(line, 0);
                self.builder.close_quote();
            }
            Role::Caption => {
                self.builder.open(BlockKind::Caption, Links::default());
                self.write(line, 0);
                self.builder.close();
            }
            _ => {
                self.builder.open_text();
                self.write(line, 0);
                self.builder.close_text();
            }
        }
    }

    /// Adds the words of a line to the open block, without the first `skip` bytes.
    fn write(&mut self, line: &Line<'p>, skip: usize) {
        let mut broken = false;
        for piece in &line.paragraph.pieces {
            let again = std::mem::replace(&mut broken, piece.look.part == Part::Break);
            if piece.look.part == Part::Silent || piece.text.end <= skip {
                continue;
            }
            if again && broken && self.tables.is_empty() && self.builder.lists() == 0 {
                // Two breaks of the line are how a new paragraph looks.
                self.builder.close_text();
                self.builder.open_text();
                continue;
            }
            let range = line.start + piece.text.start.max(skip)..line.start + piece.text.end;
            let words = self.builder.source.get(range.clone()).unwrap_or("");
            if piece.look.part == Part::Raised && is_footnote_mark(&self.builder, words.trim().as_bytes()) {
                continue;
            }
            self.builder.in_link = u32::from(piece.look.link);
            self.builder.in_strong = u32::from(piece.look.bold);
            self.builder.verbatim(range);
        }
        self.builder.in_link = 0;
        self.builder.in_strong = 0;
    }

    /// Shows the notes of the section that ends here.
    fn show_notes(&mut self) {
        for (from, to) in std::mem::take(&mut self.notes) {
            for line in self.manuscript.lines.get(from..to).unwrap_or_default() {
                self.builder.open(BlockKind::Paragraph, Links::default());
                self.write(line, 0);
                self.builder.close();
            }
        }
    }

    /// How many lists are open around the innermost table.
    fn lists_outside(&self) -> usize {
        self.tables.last().map_or(0, |(.., lists)| *lists)
    }

    fn close_lists(&mut self, down_to: usize) {
        while self.builder.lists() > down_to {
            self.builder.close_list();
        }
        if down_to == 0 {
            self.list = None;
        }
    }
}
