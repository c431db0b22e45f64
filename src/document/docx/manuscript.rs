//! The text of a Word file as a source that carets can stand under: one paragraph a line, notes, headers and footers
//! behind the body.
//!
//! Paragraphs without words have no line, so that the number of a line is the number of a paragraph as people count them.

use super::package::Package;
use super::story::{Flow, Kind, Paragraph};

/// A paragraph and where it stands.
pub(super) struct Line<'p> {
    pub(super) paragraph: &'p Paragraph,
    /// Where its line begins.
    pub(super) start: usize,
    /// The run of the body that refers to the note it is part of.
    pub(super) reference: Option<usize>,
}

/// What the reader of blocks and the writer of comments both need.
pub(super) struct Manuscript<'p> {
    pub(super) source: String,
    /// In the order of the source.
    pub(super) lines: Vec<Line<'p>>,
    /// Where each line stands, in words.
    pub(super) loci: Vec<String>,
    /// How the body goes on: lines by number, tables between them.
    pub(super) steps: Vec<Step>,
    /// All comments: the words, and where the words begin that they are about.
    pub(super) remarks: Vec<(String, usize)>,
}

/// What comes next for the reader.
pub(super) enum Step {
    /// A line of the source.
    Line(usize),
    /// A note's paragraphs, first and last but one.
    Notes(usize, usize),
    Table(bool),
    Row(bool),
    Cell(u16),
    CellEnd,
    RowEnd,
    TableEnd,
}

/// A table that is open: its number, row and column.
#[derive(Clone, Copy)]
struct Grid {
    number: usize,
    row: usize,
    column: usize,
}

/// Writes the text of a file.
pub(super) fn compose<'p>(package: &'p Package<'_>) -> Manuscript<'p> {
    let mut writer = Writer {
        package,
        out: Manuscript {
            source: String::new(),
            lines: Vec::new(),
            loci: Vec::new(),
            steps: Vec::new(),
            remarks: Vec::new(),
        },
        grids: Vec::new(),
        tables: 0,
        waiting: Vec::new(),
        comments: Vec::new(),
    };
    for flow in &package.body.flow {
        writer.flow(flow);
    }
    writer.notes();
    writer.margins();
    let end = writer.out.source.len();
    writer.remarks(end);
    writer.out
}

struct Writer<'p, 'a> {
    package: &'p Package<'a>,
    out: Manuscript<'p>,
    grids: Vec<Grid>,
    tables: usize,
    /// Notes that were referred to: kind, number in the part, run, and the step that shall show them.
    waiting: Vec<(Kind, &'p str, usize, usize)>,
    /// Comments whose paragraph has no words.
    comments: Vec<&'p str>,
}

impl<'p> Writer<'p, '_> {
    fn flow(&mut self, flow: &'p Flow) {
        match flow {
            Flow::Paragraph(paragraph) => self.paragraph(paragraph),
            Flow::Table(head) => {
                if self.grids.is_empty() {
                    self.tables += 1;
                }
                self.grids.push(Grid { number: self.tables, row: 0, column: 0 });
                self.out.steps.push(Step::Table(*head));
            }
            Flow::Row(head) => {
                if let Some(grid) = self.grids.last_mut() {
                    *grid = Grid { row: grid.row + 1, column: 0, ..*grid };
                }
                self.out.steps.push(Step::Row(*head));
            }
            Flow::Cell(columns) => {
                if let Some(grid) = self.grids.last_mut() {
                    grid.column += 1;
                }
                self.out.steps.push(Step::Cell(*columns));
            }
            Flow::CellEnd => self.out.steps.push(Step::CellEnd),
            Flow::RowEnd => self.out.steps.push(Step::RowEnd),
            Flow::TableEnd => {
                self.grids.pop();
                self.out.steps.push(Step::TableEnd);
            }
        }
    }

    fn paragraph(&mut self, paragraph: &'p Paragraph) {
        self.comments.extend(paragraph.comments.iter().map(String::as_str));
        if !paragraph.text.trim().is_empty() {
            let number = self.out.lines.len() + 1;
            let locus = match (paragraph.host, self.grids.first()) {
                (Some(_), _) => format!("paragraph {number} (text box)"),
                (None, Some(grid)) => {
                    format!("paragraph {number} (table {}, row {}, column {})", grid.number, grid.row, grid.column)
                }
                (None, None) => format!("paragraph {number}"),
            };
            let start = self.line(paragraph, locus, None);
            let lead = paragraph.text.len() - paragraph.text.trim_start().len();
            self.remarks(start + lead);
            self.out.steps.push(Step::Line(number - 1));
        }
        for (kind, id, run) in &paragraph.notes {
            // The reader shows a note where its section ends; its line comes when the body is complete.
            self.waiting.push((*kind, id, *run, self.out.steps.len()));
            self.out.steps.push(Step::Notes(0, 0));
        }
    }

    /// Adds a line to the source; gives its start.
    fn line(&mut self, paragraph: &'p Paragraph, locus: String, reference: Option<usize>) -> usize {
        if !self.out.lines.is_empty() {
            self.out.source.push('\n');
        }
        let start = self.out.source.len();
        self.out.source.push_str(&paragraph.text);
        self.out.lines.push(Line { paragraph, start, reference });
        self.out.loci.push(locus);
        start
    }

    /// Adds the notes behind the body, footnotes first, in the order in which they are referred to.
    fn notes(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.sort_by_key(|(kind, ..)| *kind);
        let (mut footnotes, mut endnotes) = (0, 0);
        for (kind, id, run, step) in waiting {
            let (word, count) = match kind {
                Kind::Footnote => ("footnote", &mut footnotes),
                Kind::Endnote => ("endnote", &mut endnotes),
            };
            *count += 1;
            let locus = format!("{word} {count}");
            let from = self.out.lines.len();
            for flow in self.package.story(kind).asides.get(id).into_iter().flatten() {
                if let Flow::Paragraph(paragraph) = flow
                    && !paragraph.text.trim().is_empty()
                {
                    self.line(paragraph, locus.clone(), Some(run));
                }
            }
            if let Some(step) = self.out.steps.get_mut(step) {
                *step = Step::Notes(from, self.out.lines.len());
            }
        }
    }

    /// Adds headers and footers as lines only: they are no part of the text, but tell whose it is and of which day.
    fn margins(&mut self) {
        for (word, story) in &self.package.margins {
            for flow in &story.flow {
                if let Flow::Paragraph(paragraph) = flow
                    && !paragraph.text.trim().is_empty()
                    && !self.out.lines.iter().any(|line| line.paragraph.text == paragraph.text)
                {
                    self.line(paragraph, (*word).to_owned(), None);
                }
            }
        }
    }

    /// Hands over the comments that wait for a line.
    fn remarks(&mut self, start: usize) {
        for id in std::mem::take(&mut self.comments) {
            let flow = self.package.comments.asides.get(id).map_or(&[][..], Vec::as_slice);
            let paragraphs = flow.iter().filter_map(|flow| match flow {
                Flow::Paragraph(paragraph) => Some(paragraph.text.trim()),
                _ => None,
            });
            let words = paragraphs.collect::<Vec<_>>().join(" ");
            self.out.remarks.push((words, start));
        }
    }
}
