//! The lists and quotes around a piece of text, kept as a stack so that no depth of nesting recurses.

use super::article::BlockKind;
use super::builder::{Builder, Links, Mark};

/// A list that is open.
struct List {
    start: Mark,
    lead_in: Option<usize>,
    /// The first block of the present item.
    item: Option<usize>,
    /// Whether an item is open.
    inside: bool,
}

/// Open lists and the number of open quotes.
#[derive(Default)]
pub(super) struct Nesting {
    lists: Vec<List>,
    quotes: u32,
}

impl Nesting {
    /// The kind and links of a paragraph that begins here.
    fn paragraph(&self) -> (BlockKind, Links) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        match self.lists.last() {
            Some(list) if list.inside => {
                let lead_in = list.item.or(list.lead_in);
                (BlockKind::ListItem(depth), Links { lead_in, ..Links::default() })
            }
            _ if self.quotes > 0 => (BlockKind::Quote, Links::default()),
            _ => (BlockKind::Paragraph, Links::default()),
        }
    }

    /// Blocks from number `from` on are gone.
    pub(super) fn forget(&mut self, from: usize) {
        if let Some(list) = self.lists.last_mut() {
            list.item = list.item.filter(|&item| item < from);
        }
    }
}

impl Builder<'_> {
    /// Begins a paragraph, list item or quote, whatever the place asks for.
    pub(super) fn open_text(&mut self) {
        self.close_text();
        let (kind, links) = self.nesting.paragraph();
        self.open(kind, links);
    }

    /// Ends the open block; the first one of a list item stands for the item.
    pub(super) fn close_text(&mut self) {
        let closed = self.close();
        if let Some(list) = self.nesting.lists.last_mut()
            && list.inside
            && list.item.is_none()
        {
            list.item = closed;
        }
    }

    /// Begins a list; inside another one its lead-in is the item it stands in.
    pub(super) fn open_list(&mut self) {
        self.close_text();
        let lead_in = match self.nesting.lists.last() {
            Some(outer) => outer.item.or(outer.lead_in),
            None => self.lead_in(),
        };
        let start = self.mark();
        self.nesting.lists.push(List { start, lead_in, item: None, inside: false });
    }

    /// Ends the innermost list; one of links only gives no prose.
    pub(super) fn close_list(&mut self) {
        self.close_text();
        if let Some(list) = self.nesting.lists.pop()
            && self.only_links_since(list.start)
        {
            self.rewind(list.start);
        }
    }

    /// Begins an item of the innermost list.
    pub(super) fn open_item(&mut self) {
        self.close_text();
        if let Some(list) = self.nesting.lists.last_mut() {
            list.item = None;
            list.inside = true;
        }
    }

    /// Ends an item.
    pub(super) fn close_item(&mut self) {
        self.close_text();
        if let Some(list) = self.nesting.lists.last_mut() {
            list.inside = false;
        }
    }

    /// Makes the last block the lead-in of the items that follow, as a term leads its description.
    pub(super) fn lead_with(&mut self, lead_in: Option<usize>) {
        if let Some(list) = self.nesting.lists.last_mut() {
            list.lead_in = lead_in;
        }
    }

    /// The number of open lists.
    pub(super) fn lists(&self) -> usize {
        self.nesting.lists.len()
    }

    /// Begins a quote.
    pub(super) fn open_quote(&mut self) {
        self.close_text();
        self.nesting.quotes += 1;
    }

    /// Ends a quote.
    pub(super) fn close_quote(&mut self) {
        self.close_text();
        self.nesting.quotes = self.nesting.quotes.saturating_sub(1);
    }
}
