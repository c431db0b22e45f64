//! A table while its cells come in: which column a cell stands in, and which header is its own.

use super::article::BlockKind;
use super::builder::{Builder, Links};

/// Columns beyond this are counted as the last one; no table for readers is wider.
const WIDEST: u16 = 1000;

/// One table.
#[derive(Default)]
pub(super) struct Table {
    /// Body rows so far.
    row: u16,
    column: u16,
    headers: Vec<Option<usize>>,
    row_head: Option<usize>,
    /// The cells of the present row: block and column, headers only.
    heads: Vec<(usize, u16)>,
    /// Whether a header row is open.
    pub(super) in_head: bool,
    /// Whether the present row holds a body cell.
    body: bool,
    /// Whether all cells of the present row are set in bold.
    bold: bool,
    /// Rows that a cell from above still fills, by column.
    spans: Vec<u16>,
    /// The cell that is open: its column and whether it is a header.
    cell: Option<(u16, bool)>,
    first: Option<usize>,
    width: u16,
}

impl Table {
    /// Begins a row.
    pub(super) fn open_row(&mut self, head: bool) {
        self.in_head = head;
        self.column = 0;
        self.row_head = None;
        self.heads.clear();
        self.body = false;
        self.bold = true;
    }

    /// Begins a cell; `head` if it is marked as one.
    pub(super) fn open_cell(&mut self, builder: &mut Builder<'_>, head: bool, columns: u16, rows: u16) {
        self.close_cell(builder);
        while let Some(left) = self.spans.get_mut(usize::from(self.column)).filter(|left| **left > 0) {
            *left -= 1;
            self.column += 1;
        }
        let column = self.column.min(WIDEST);
        self.width = columns.clamp(1, WIDEST);
        self.column = (column + self.width).min(WIDEST);
        if rows > 1 {
            self.spans.resize(usize::from(self.column).max(self.spans.len()), 0);
            for left in self.spans.iter_mut().take(usize::from(self.column)).skip(usize::from(column)) {
                *left = rows - 1;
            }
        }
        let header = self.in_head || (head && self.row == 0 && !self.body);
        if !header && !self.body {
            self.body = true;
            self.demote(builder);
        }
        self.cell = Some((column, header));
        self.first = None;
        self.open_text(builder);
    }

    /// Begins a block of text in the open cell, if there is one.
    pub(super) fn open_text(&self, builder: &mut Builder<'_>) -> bool {
        let Some((column, header)) = self.cell else { return false };
        if header {
            builder.open(BlockKind::TableHeader(column), Links::default());
        } else {
            let header = self.headers.get(usize::from(column)).copied().flatten();
            let links = Links { lead_in: None, header, row_head: self.row_head };
            builder.open(BlockKind::TableCell(self.row, column), links);
        }
        true
    }

    /// Takes note of a block closed in the open cell.
    pub(super) fn note(&mut self, block: Option<usize>) {
        if self.first.is_none() {
            self.first = block;
        }
    }

    /// Ends the open cell.
    pub(super) fn close_cell(&mut self, builder: &mut Builder<'_>) {
        let Some((column, header)) = self.cell else { return };
        let closed = builder.close();
        self.note(closed);
        self.cell = None;
        let Some(block) = self.first else { return };
        if header {
            self.heads.push((block, column));
            for column in column..column.saturating_add(self.width).min(WIDEST) {
                self.set_header(column, block);
            }
        } else {
            self.bold &= builder.is_bold(block);
            if self.row == 0 {
                self.heads.push((block, column));
            }
            if self.row_head.is_none() {
                self.row_head = Some(block);
            }
        }
    }

    /// Whether a cell is open.
    pub(super) fn has_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Ends a row, and with `head` the header rows.
    pub(super) fn close_row(&mut self, builder: &mut Builder<'_>, head: bool) {
        self.close_cell(builder);
        if self.row == 0 && self.body && self.bold && self.heads.len() > 1 && self.headers.is_empty() {
            // A first row all in bold is a header row set by hand.
            for (block, column) in std::mem::take(&mut self.heads) {
                builder.recast(block, BlockKind::TableHeader(column), Links::default());
                self.set_header(column, block);
            }
        } else if self.body {
            self.row = self.row.saturating_add(1);
        }
        self.body = false;
        self.heads.clear();
        self.in_head &= !head;
    }

    fn set_header(&mut self, column: u16, block: usize) {
        let column = usize::from(column);
        if self.headers.len() <= column {
            self.headers.resize(column + 1, None);
        }
        if let Some(slot) = self.headers.get_mut(column) {
            *slot = Some(block);
        }
    }

    /// The header cells of this row turn out to head the row itself.
    fn demote(&mut self, builder: &mut Builder<'_>) {
        for (block, column) in std::mem::take(&mut self.heads) {
            builder.recast(block, BlockKind::TableCell(self.row, column), Links::default());
            if let Some(slot) = self.headers.get_mut(usize::from(column)) {
                *slot = None;
            }
            self.row_head.get_or_insert(block);
        }
        if self.headers.iter().all(Option::is_none) {
            self.headers.clear();
        }
    }
}
