//! Bare text as content systems export it: headings, lists and tables are known by their looks alone.
//!
//! A short line without end mark is a heading, a line is a paragraph unless the text was wrapped by hand, bullets and
//! numbers make lists, pipes make tables, "+" and "A:" answer the question before.

mod line;

use std::ops::Range;

use super::article::{BlockKind, Format};
use super::boilerplate::{has_end_mark, is_title_case};
use super::builder::{Builder, Links};
use super::{Read, Reader, footnote};
use line::{Line, Shape, is_bare, is_question, is_unfinished, is_unmarked_item};

/// The reader of bare text.
pub(super) const READER: Reader =
    Reader { name: "txt", format: Format::Plain, extensions: &["txt", "text"], read: Read::Text { read, hide: None } };

/// Level of a heading without number; the title is above it.
const LEVEL: u8 = 2;

fn read(builder: &mut Builder<'_>) {
    let lines = line::lines(builder);
    let width = wrap_width(builder.source, &lines);
    PlainText { source: builder.source, builder, lines, width, items: Vec::new(), lead_in: None }.blocks();
}

/// The column at which lines were broken by hand, if they were.
fn wrap_width(source: &str, lines: &[Line]) -> Option<usize> {
    let (mut long, mut inner, mut full, mut width) = (0, 0, 0, 0);
    for (number, line) in lines.iter().enumerate() {
        let range = line.range();
        let len = if range.len() > 400 { range.len() } else { source.get(range).map_or(0, |t| t.chars().count()) };
        if len > 100 {
            long += 1;
            continue;
        }
        width = width.max(len);
        if lines.get(number + 1).is_some_and(|next| !next.gap && next.shape == Shape::Text) {
            inner += 1;
            full += usize::from(len >= 45);
        }
    }
    (inner > 0 && full * 10 >= inner * 6 && long * 50 <= lines.len()).then_some(width)
}

/// An open list item: the column of its mark and its block.
struct Item {
    indent: u16,
    block: Option<usize>,
}

/// The text while it is read.
struct PlainText<'b, 'a> {
    source: &'a str,
    builder: &'b mut Builder<'a>,
    lines: Vec<Line>,
    width: Option<usize>,
    /// The open items, outermost first.
    items: Vec<Item>,
    /// What introduces the open list.
    lead_in: Option<usize>,
}

impl<'a> PlainText<'_, 'a> {
    fn blocks(mut self) {
        let mut at = 0;
        while let Some(&line) = self.lines.get(at) {
            at = self.block(at, line).max(at + 1);
        }
    }

    /// Reads the block that begins at a line; gives the line behind it.
    fn block(&mut self, at: usize, line: Line) -> usize {
        if self.builder.muted() && !self.ends_references(at, line) {
            return at + 1;
        }
        match line.shape {
            Shape::Hash { level, .. } => {
                let title = level == 1 && self.builder.count() == 0;
                self.simple(if title { BlockKind::Title } else { BlockKind::Heading(level) }, line.content());
                at + 1
            }
            Shape::Question { .. } => {
                self.simple(BlockKind::Heading(LEVEL + 1), line.content());
                at + 1
            }
            Shape::Answer { .. } => self.paragraph(BlockKind::Paragraph, at, line.content().start),
            Shape::Quote { .. } => {
                let (mut end, mut stop) = (at, None);
                self.items.clear();
                self.builder.open(BlockKind::Quote, Links::default());
                while let Some(next) = self.lines.get(end).filter(|l| end == at || is_quote(**l) && !l.gap) {
                    let from = next.content().start;
                    self.builder.replaced(" ", stop.unwrap_or(from)..from);
                    self.builder.verbatim(next.content());
                    stop = Some(next.range().end);
                    end += 1;
                }
                self.builder.close();
                end
            }
            Shape::Number { levels, .. } if self.is_numbered_heading(at, line) => {
                self.simple(BlockKind::Heading(LEVEL - 1 + levels), line.content());
                at + 1
            }
            Shape::Bullet { .. } | Shape::Number { .. } => self.item(at, line),
            Shape::Row => self.table(at),
            Shape::Divider => at + 1,
            Shape::Text => self.text(at, line),
        }
    }

    /// Whether a line goes on with the article after its references.
    fn ends_references(&self, at: usize, line: Line) -> bool {
        let text = self.words(line.range());
        let prose = self.lines.get(at + 1).is_some_and(|next| {
            let next = self.words(next.content());
            next.len() > 60 && has_end_mark(next) && !footnote::is_reference(next) && !is_bare(next)
        });
        matches!(line.shape, Shape::Hash { .. }) || line.shape == Shape::Text && is_bare(text) && prose
    }

    fn words(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or("")
    }

    /// A block of one line.
    fn simple(&mut self, kind: BlockKind, range: Range<usize>) -> Option<usize> {
        self.items.clear();
        self.builder.open(kind, Links::default());
        self.builder.verbatim(range);
        self.builder.close()
    }

    /// A paragraph from `start`, as many lines as belong together.
    fn paragraph(&mut self, kind: BlockKind, at: usize, start: usize) -> usize {
        let mut end = at;
        while self.goes_on(end, end == at) {
            end += 1;
        }
        let stop = self.lines.get(end).map_or(start, |l| l.range().end);
        self.simple(kind, start..stop);
        end + 1
    }

    /// Whether the next line belongs to the same paragraph.
    fn goes_on(&self, at: usize, first: bool) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else { return false };
        if next.gap || next.shape != Shape::Text {
            return false;
        }
        let (text, ahead) = (self.words(line.range()), self.words(next.range()));
        if text.ends_with(':') {
            return false;
        }
        let word = ahead.split_whitespace().next().map_or(0, |w| w.chars().count());
        let full = self.width.is_some_and(|width| text.chars().take(200).count() + 1 + word + 12 > width);
        if ahead.starts_with(char::is_lowercase) && !has_end_mark(text) {
            return full || text.len() >= 40;
        }
        let heading = first && text.len() <= 110 && !has_end_mark(text) && is_title_case(text);
        full && !heading
    }

    /// A line of text: part of an item, a heading, an item without mark, a caption or a paragraph.
    fn text(&mut self, at: usize, line: Line) -> usize {
        let text = self.words(line.range());
        if let Some(item) = self.items.last()
            && line.indent > item.indent + 1
        {
            return self.item_goes_on(at, line);
        }
        if self.goes_on(at, true) {
            return self.paragraph(BlockKind::Paragraph, at, line.range().start);
        }
        let next = self.lines.get(at + 1).copied();
        if self.builder.count() == 0 && next.is_some() && (is_bare(text) || is_small_title(text, next.as_ref())) {
            self.simple(BlockKind::Title, line.range());
            return at + 1;
        }
        if let Some(end) = self.unmarked_items(at) {
            return end;
        }
        let listed = next.is_some_and(|n| matches!(n.shape, Shape::Bullet { .. } | Shape::Number { .. }));
        if next.is_some() && is_bare(text) && !(listed && is_unfinished(text)) {
            self.simple(BlockKind::Heading(LEVEL), line.range());
            return at + 1;
        }
        let alone = line.gap && next.is_none_or(|n| n.gap);
        if alone && next.is_some() && text.starts_with(char::is_lowercase) && is_unmarked_item(text) && text.len() <= 80
        {
            // Pictures leave their alternative text behind.
            self.simple(BlockKind::Caption, line.range());
            return at + 1;
        }
        self.paragraph(BlockKind::Paragraph, at, line.range().start)
    }

    /// Items whose marks were lost: short lines behind a colon, or a long run of lines that cannot all be headings.
    fn unmarked_items(&mut self, at: usize) -> Option<usize> {
        let colon =
            self.builder.last().is_some_and(|(_, kind, text)| kind == BlockKind::Paragraph && text.ends_with(':'));
        let tight = self.lines.get(at).is_some_and(|l| !l.gap);
        let fits = |line: &Line| {
            let text = self.words(line.range());
            line.shape == Shape::Text
                && if colon { is_unmarked_item(text) } else { is_bare(text) && !is_question(text) }
        };
        let mut run = self.lines.iter().skip(at).take(500).take_while(|l| fits(l)).count();
        let prose = |line: &Line| matches!(line.shape, Shape::Text | Shape::Answer { .. } | Shape::Bullet { .. });
        if self.lines.get(at + run).is_some_and(prose) {
            // The last line before a paragraph is its heading.
            let last = self.lines.get(at + run.saturating_sub(1)).map_or("", |l| self.words(l.range()));
            run -= usize::from(is_bare(last) && run > 0);
        }
        if colon && (run >= 2 || run == 1 && tight) {
            self.items.clear();
            self.lead_in = self.builder.lead_in();
            for line in self.lines.iter().skip(at).take(run).copied().collect::<Vec<_>>() {
                self.list_block(line.range());
            }
            self.items.clear();
            return Some(at + run);
        }
        if !colon && run >= 4 {
            let lines: Vec<Line> = self.lines.iter().skip(at).take(run).copied().collect();
            let (first, rest) = lines.split_first()?;
            self.lead_in = self.simple(BlockKind::Heading(LEVEL), first.range());
            for line in rest {
                self.list_block(line.range());
            }
            return Some(at + run);
        }
        None
    }

    /// An item of depth 0 without mark.
    fn list_block(&mut self, range: Range<usize>) {
        self.builder.open(BlockKind::ListItem(0), Links { lead_in: self.lead_in, ..Links::default() });
        self.builder.verbatim(range);
        self.builder.close();
    }

    /// Whether a numbered line is a heading: no brother beside it, short, no end mark.
    fn is_numbered_heading(&self, at: usize, line: Line) -> bool {
        let Shape::Number { levels, value, .. } = line.shape else { return false };
        let text = self.words(line.content());
        let brother = |number: Option<usize>, wanted: u16| {
            number.and_then(|n| self.lines.get(n)).is_some_and(
                |l| matches!(l.shape, Shape::Number { levels: l, value: v, .. } if l == levels && v == wanted),
            )
        };
        let next = self.lines.get(at + 1);
        let holds = next.is_some_and(|n| n.indent > line.indent && matches!(n.shape, Shape::Bullet { .. }));
        let counted = brother(Some(at + 1), value + 1) || brother(at.checked_sub(1), value.wrapping_sub(1));
        next.is_some() && !counted && !(holds && line.indent > 0) && is_bare(text)
    }

    /// A list item at its mark.
    fn item(&mut self, at: usize, line: Line) -> usize {
        if self.items.is_empty() {
            self.lead_in = self.builder.lead_in();
        }
        while self.items.last().is_some_and(|item| item.indent >= line.indent) {
            self.items.pop();
        }
        let lead_in = match self.items.last() {
            Some(parent) => parent.block.or(self.lead_in),
            None => self.lead_in,
        };
        let mut end = at;
        while self.item_line_goes_on(end, line) {
            end += 1;
        }
        let stop = self.lines.get(end).map_or(line.range().end, |l| l.range().end);
        let depth = u8::try_from(self.items.len()).unwrap_or(u8::MAX);
        self.builder.open(BlockKind::ListItem(depth), Links { lead_in, ..Links::default() });
        self.builder.verbatim(line.content().start..stop);
        let block = self.builder.close();
        self.items.push(Item { indent: line.indent, block });
        end + 1
    }

    /// Whether the next line still belongs to the text of the item.
    fn item_line_goes_on(&self, at: usize, item: Line) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else { return false };
        if next.gap || next.shape != Shape::Text {
            return false;
        }
        let (text, ahead) = (self.words(line.content()), self.words(next.range()));
        // A short term and its explanation are two blocks.
        let term = text.len() < 50 && !has_end_mark(text) && !ahead.starts_with(char::is_lowercase);
        if next.indent > item.indent { !term } else { self.goes_on(at, false) }
    }

    /// A further paragraph of the open item.
    fn item_goes_on(&mut self, at: usize, line: Line) -> usize {
        while self.items.len() > 1 && self.items.last().is_some_and(|item| line.indent <= item.indent + 1) {
            self.items.pop();
        }
        let mut end = at;
        while self.lines.get(end + 1).is_some_and(|n| !n.gap && n.indent >= line.indent) && self.goes_on(end, false) {
            end += 1;
        }
        let stop = self.lines.get(end).map_or(line.range().end, |l| l.range().end);
        let depth = u8::try_from(self.items.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let lead_in = self.items.last().and_then(|item| item.block).or(self.lead_in);
        self.builder.open(BlockKind::ListItem(depth), Links { lead_in, ..Links::default() });
        self.builder.verbatim(line.range().start..stop);
        self.builder.close();
        end + 1
    }

    /// Lines with pipes: a table if there are two or more, else a menu or a paragraph.
    fn table(&mut self, at: usize) -> usize {
        let cells = self.lines.get(at).map(|first| cells(self.source, first.range())).unwrap_or_default();
        if cells.len() < 2 {
            // The lines behind it are not looked at: each of them may be such a line again.
            return self.paragraph(BlockKind::Paragraph, at, self.lines.get(at).map_or(0, |line| line.range().start));
        }
        let mut end = at + 1;
        while self.lines.get(end).is_some_and(|l| !l.gap && matches!(l.shape, Shape::Row | Shape::Divider)) {
            end += 1;
        }
        let rows: Vec<Line> = self.lines.iter().take(end).skip(at).copied().filter(|l| l.shape == Shape::Row).collect();
        let drawn = rows.len() < end - at;
        let Some((first, body)) = rows.split_first() else { return end };
        if !drawn && body.is_empty() {
            let menu = cells.len() >= 3 && !has_end_mark(self.words(first.range()));
            return if menu { at + 1 } else { self.paragraph(BlockKind::Paragraph, at, first.range().start) };
        }
        self.items.clear();
        let mut headers = Vec::with_capacity(cells.len());
        for (column, cell) in (0..=u16::MAX).zip(cells) {
            headers.push(self.simple(BlockKind::TableHeader(column), cell));
        }
        for (row, line) in (0..=u16::MAX).zip(body) {
            self.row(row, *line, &headers);
        }
        end
    }

    fn row(&mut self, row: u16, line: Line, headers: &[Option<usize>]) {
        let mut row_head = None;
        for (column, cell) in (0..=u16::MAX).zip(self::cells(self.source, line.range())) {
            let header = headers.get(usize::from(column)).copied().flatten();
            self.builder.open(BlockKind::TableCell(row, column), Links { lead_in: None, header, row_head });
            self.builder.verbatim(cell);
            let block = self.builder.close();
            if column == 0 {
                row_head = block;
            }
        }
    }
}

/// Length of the bullet that a line begins with and of the space behind it.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let lead = text.len() - text.trim_start().len();
    match line::shape(text.trim()) {
        Shape::Bullet { skip } => Some(lead + usize::from(skip)),
        _ => None,
    }
}

fn is_quote(line: Line) -> bool {
    matches!(line.shape, Shape::Quote { .. })
}

/// A first line in small letters with a gap below it.
fn is_small_title(text: &str, next: Option<&Line>) -> bool {
    next.is_some_and(|n| n.gap) && text.starts_with(char::is_lowercase) && is_unmarked_item(text)
}

/// The cells of a row, without the outer pipes.
fn cells(source: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let text = source.get(range.clone()).unwrap_or("");
    let inner = text.strip_prefix('|').unwrap_or(text);
    let mut at = range.end - inner.len();
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner
        .split('|')
        .map(|cell| {
            let from = at;
            at += cell.len() + 1;
            from..from + cell.len()
        })
        .collect()
}
