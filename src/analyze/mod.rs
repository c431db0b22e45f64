//! What a document asserts: mentions, clauses, frames, stance. Layer 2: knows the article and the language, no claims.

pub mod advice;
mod again;
pub mod assertion;
pub mod chunk;
pub mod context;
pub mod frame;
pub mod glance;
mod open;
pub mod quantity;
mod reading;
pub mod scan;
pub mod scans;
pub mod stance;
mod table;

use crate::document::{Block, BlockKind, Document};
use crate::lexicon::keys::may;
use crate::lexicon::{Lexicon, TermId, TermKind, WordClass};
pub use assertion::{Assertion, Mention};
use frame::Pattern;
use glance::Glances;
use quantity::Quantity;
use scan::Scan;
use scans::Scans;
use stance::Stance;
use std::cell::OnceCell;
use std::ops::Range;

/// A title, heading or header of more sentences than this is markup that was left open: only so many of them speak for
/// what stands below, or each sentence of a long article would ask all others.
const HEAD: u32 = 8;

/// The sentences of a title, heading or header that speak for what stands below it.
pub(crate) fn lent(head: &Block) -> Range<u32> {
    let (from, to) = head.sentences;
    from..to.min(from.saturating_add(HEAD))
}

/// Everything known of one document, worked out once.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The article.
    pub document: &'a Document,
    /// The language.
    pub lexicon: &'a Lexicon,
    /// What the sentences could name.
    pub glances: Glances,
    /// One scan per sentence of the document.
    pub scans: Scans<'a>,
    /// For each sentence what its label, heading, column or quotation says of it; worked out when first asked for.
    frames_above: OnceCell<Vec<Stance>>,
    /// For each sentence that was asked the last one before it that names a thing.
    named: Vec<OnceCell<Option<u32>>>,
    /// What the sentences assert, in reading order.
    pub assertions: Vec<Assertion>,
    /// The title or the heading that stands for it.
    title: Option<&'a Block>,
    /// The quantities of each sentence, read when a rule first asks: most sentences are never asked.
    quantities: Vec<OnceCell<Vec<Quantity>>>,
    /// What each sentence names, collected when a rule first asks.
    terms: Vec<OnceCell<Vec<TermId>>>,
    /// The same with all above it.
    kinds: Vec<OnceCell<Vec<TermId>>>,
    /// For each hit of each sentence whether the sentence denies it, worked out when a rule first asks.
    denied: Vec<OnceCell<Box<[OnceCell<bool>]>>>,
}

/// The frames of a lexicon, compiled once per run.
#[derive(Debug, Clone, Default)]
pub struct Grammar {
    /// Ready patterns.
    pub patterns: Vec<Pattern>,
}

impl Grammar {
    /// Compiles the lexicon's frames; one that cannot be read is left out (the loader reports it).
    pub fn new(lexicon: &Lexicon) -> Self {
        Self { patterns: frame::compile(lexicon).unwrap_or_default() }
    }
}

impl<'a> Analysis<'a> {
    /// Scans and reads a whole document.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon, grammar: &Grammar) -> Self {
        let mut analysis = Self::glanced(document, lexicon);
        analysis.read(grammar, 0..document.sentences.len() as u32);
        analysis
    }

    /// Reads what these sentences assert, which come in reading order.
    pub fn read(&mut self, grammar: &Grammar, sentences: impl Iterator<Item = u32>) {
        self.assertions = reading::assertions(self, grammar, sentences);
    }

    /// Glances at a whole document; what it asserts is not read yet.
    pub fn glanced(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let is_head = |b: &&Block| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_));
        let title = document.title().filter(is_head);
        let count = document.sentences.len();
        Self {
            document,
            lexicon,
            glances: Glances::new(document, lexicon),
            scans: Scans::new(document, lexicon),
            frames_above: OnceCell::new(),
            named: vec![OnceCell::new(); count],
            assertions: Vec::new(),
            title,
            quantities: vec![OnceCell::new(); count],
            terms: vec![OnceCell::new(); count],
            kinds: vec![OnceCell::new(); count],
            denied: vec![OnceCell::new(); count],
        }
    }

    /// What its label, heading, column or quotation says of a sentence.
    pub fn frame_above(&self, sentence: u32) -> Stance {
        let all = self.frames_above.get_or_init(|| self.frames_above());
        all.get(sentence as usize).copied().unwrap_or(Stance::Asserted)
    }

    /// The last sentence before this one that names a thing.
    pub fn named_before(&self, sentence: u32) -> Option<u32> {
        let known = |s: u32| self.named.get(s as usize).and_then(OnceCell::get);
        let (mut here, mut passed) = (sentence, Vec::new());
        let found = loop {
            if let Some(found) = known(here) {
                break *found;
            }
            passed.push(here);
            let Some(before) = here.checked_sub(1) else { break None };
            if self.scans.get(before as usize).is_some_and(|scan| scan.concepts().next().is_some()) {
                break Some(before);
            }
            here = before;
        };
        for cell in passed.into_iter().filter_map(|s| self.named.get(s as usize)) {
            cell.get_or_init(|| found);
        }
        found
    }

    /// What a sentence names, each term once.
    pub fn terms(&self, sentence: u32) -> &[TermId] {
        let (Some(cell), Some(scan)) = (self.terms.get(sentence as usize), self.scans.get(sentence as usize)) else {
            return &[];
        };
        cell.get_or_init(|| {
            let mut terms: Vec<TermId> = scan.hits.iter().map(|hit| hit.term).collect();
            terms.sort_unstable();
            terms.dedup();
            terms
        })
    }

    /// What a sentence names and all above it, each term once, ascending.
    pub fn kinds(&self, sentence: u32) -> &[TermId] {
        let Some(cell) = self.kinds.get(sentence as usize) else { return &[] };
        cell.get_or_init(|| {
            let above = |term: &TermId| self.lexicon.ancestors(*term).iter();
            let mut kinds: Vec<TermId> = self.terms(sentence).iter().flat_map(above).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        })
    }

    /// Whether a sentence denies what its hit at this place names, in its own words.
    pub fn denies(&self, sentence: u32, place: usize) -> bool {
        let (Some(cell), Some(scan)) = (self.denied.get(sentence as usize), self.scans.get(sentence as usize)) else {
            return false;
        };
        let all = cell.get_or_init(|| vec![OnceCell::new(); scan.hits.len()].into_boxed_slice());
        let (Some(cell), Some(hit)) = (all.get(place), scan.hits.get(place)) else { return false };
        *cell.get_or_init(|| context::denies(scan, None, hit.start as usize, hit.end as usize))
    }

    /// The quantities of a sentence, by place.
    pub fn quantities(&self, sentence: u32) -> &[Quantity] {
        let at = sentence as usize;
        let (Some(cell), Some(scan), Some(cut)) =
            (self.quantities.get(at), self.scans.get(at), self.document.sentences.get(at))
        else {
            return &[];
        };
        cell.get_or_init(|| quantity::read(cut.text.of(&self.document.text), scan, &self.lexicon.units))
    }

    /// The headings under which a sentence stands, nearest first, and the title.
    pub fn headings_above(&self, sentence: u32) -> impl Iterator<Item = &'a Block> {
        let document = self.document;
        let section = |number: u32| document.sections.get(number as usize);
        let own = self.block_of(sentence).map(|(_, block)| block.section);
        let sections = std::iter::successors(own, move |number| section(*number)?.parent);
        let headings = sections.filter_map(move |number| document.blocks.get(section(number)?.heading? as usize));
        headings.chain(self.title.filter(|block| block.kind == BlockKind::Title))
    }

    /// The block of a sentence.
    pub fn block_of(&self, sentence: u32) -> Option<(u32, &'a Block)> {
        let block = self.document.sentences.get(sentence as usize)?.block;
        self.document.blocks.get(block as usize).map(|b| (block, b))
    }

    /// Whether a sentence stands in a title or heading.
    pub fn in_heading(&self, sentence: u32) -> bool {
        self.block_of(sentence).is_some_and(|(_, b)| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_)))
    }

    /// The sentence after this one that may take it back: in the same block, or the first below a heading.
    pub fn next_scan(&self, sentence: u32) -> Option<&Scan> {
        let (number, block) = self.block_of(sentence)?;
        // What stands behind a quotation judges all of it.
        if sentence + 1 < block.sentences.1 && block.kind != BlockKind::Quote {
            return self.scans.get(sentence as usize + 1);
        }
        let next = self.document.blocks.get(number as usize + 1)?;
        let follows = match (block.kind, next.kind) {
            (BlockKind::Heading(_) | BlockKind::Title, kind) => !matches!(kind, BlockKind::Heading(_)),
            (BlockKind::Quote, BlockKind::Paragraph) => true,
            // A numbered statement with its paragraph below: only a blunt rejection counts, which the caller asks for.
            (BlockKind::Paragraph, BlockKind::Paragraph) => block.sentences.1 - block.sentences.0 == 1,
            _ => false,
        };
        follows.then(|| self.scans.get(next.sentences.0 as usize)).flatten()
    }

    /// The sentence before in the same block, or the block that leads in, or the heading above: nearest first.
    fn sentences_before(&self, sentence: u32, refers: &dyn Fn(u32) -> bool) -> Vec<u32> {
        let mut out = Vec::new();
        let Some((_, block)) = self.block_of(sentence) else { return out };
        if sentence > block.sentences.0 {
            out.push(sentence - 1);
            // "These illnesses …" in between: what they are stands one sentence further up.
            if refers(sentence - 1) && sentence - 1 > block.sentences.0 {
                out.push(sentence - 2);
            }
        }
        let mut lead = block.lead_in.or(block.row_head);
        let mut steps = 0;
        while let Some(number) = lead
            && steps < 3
        {
            let Some(above) = self.document.blocks.get(number as usize) else { break };
            out.extend((above.sentences.0..above.sentences.1).rev().take(1));
            lead = above.lead_in;
            steps += 1;
        }
        if let Some(header) = block.header.and_then(|h| self.document.blocks.get(h as usize)) {
            out.extend(lent(header));
        }
        if let Some(heading) = self.document.heading_of(block.section)
            && heading.text != block.text
        {
            out.extend(lent(heading));
        }
        out
    }

    /// The sentences that may lend this one what it is about: those before it and the article's title. Only a real title
    /// lends its topic: the first paragraph of a bare text is no title.
    pub fn context_of(&self, sentence: u32) -> Vec<u32> {
        let names_back = |h: &scan::Hit| h.word() == Some(WordClass::BackReference);
        let could = |s: u32| self.glances.could(s, may::REFER);
        let refers =
            |s: u32| could(s) && self.scans.get(s as usize).is_some_and(|scan| scan.hits.iter().any(names_back));
        let mut out = self.sentences_before(sentence, &refers);
        out.extend(self.title.into_iter().flat_map(lent));
        out
    }

    /// All sentences that `context_of` could tell, without a scan.
    pub fn could_lend(&self, sentence: u32) -> Vec<u32> {
        let mut out = self.sentences_before(sentence, &|s| self.glances.could(s, may::REFER));
        out.extend(self.title.into_iter().flat_map(lent));
        out
    }

    /// The question that a sentence answers or acts upon: the nearest one of the two sentences before it in its block,
    /// or the question heading right above its block.
    pub fn question_before(&self, sentence: u32) -> Option<u32> {
        let (number, block) = self.block_of(sentence)?;
        let asks = |s: &u32| self.glances.is_question(*s);
        let from = block.sentences.0.max(sentence.saturating_sub(2));
        if let Some(question) = (from..sentence).rev().find(asks) {
            return Some(question);
        }
        if sentence > block.sentences.0 + 1 {
            return None;
        }
        let above = number.checked_sub(1).and_then(|n| self.document.blocks.get(n as usize))?;
        let single = above.sentences.1 - above.sentences.0 == 1;
        let head = matches!(above.kind, BlockKind::Heading(_) | BlockKind::Title)
            || single && above.kind == BlockKind::Paragraph;
        let question = above.sentences.1.checked_sub(1)?;
        (head && asks(&question)).then_some(question)
    }

    /// The sentence that "it", "they" or "this virus" in this one refers back to: the one before in the same block, or
    /// the heading right above.
    pub fn referred(&self, sentence: u32) -> Option<u32> {
        let before = self.could_refer(sentence)?;
        let scan = self.scans.get(sentence as usize)?;
        let refers = |h: &scan::Hit| matches!(h.word(), Some(WordClass::Pronoun | WordClass::BackReference));
        // "## Paracetamol", then "It is …": the heading lends its thing to a pronoun that opens its section.
        let opening = if self.opens(sentence) { 1 } else { 8 };
        scan.hits.iter().any(|h| refers(h) && h.start < opening).then_some(before)
    }

    /// The sentence that `referred` could tell, without a scan.
    pub fn could_refer(&self, sentence: u32) -> Option<u32> {
        if !self.glances.could(sentence, may::REFER) {
            return None;
        }
        if !self.opens(sentence) {
            return Some(sentence - 1);
        }
        let (number, _) = self.block_of(sentence)?;
        let above = number.checked_sub(1).and_then(|n| self.document.blocks.get(n as usize))?;
        let heading = matches!(above.kind, BlockKind::Heading(_) | BlockKind::Title);
        heading.then(|| above.sentences.1.checked_sub(1)).flatten()
    }

    /// Whether a sentence is the first of its block.
    fn opens(&self, sentence: u32) -> bool {
        self.block_of(sentence).is_none_or(|(_, block)| sentence <= block.sentences.0)
    }

    /// Colours every sentence by the label, heading, column or quotation that governs it.
    fn frames_above(&self) -> Vec<Stance> {
        let document = self.document;
        // Labels are rare: only sentences that could hold one are scanned.
        let labelled = |sentence: u32| {
            let could = self.glances.could(sentence, may::LABEL);
            could.then(|| self.scans.get(sentence as usize)).flatten()
        };
        let mut out = vec![Stance::Asserted; self.scans.len()];
        let mut sections: Vec<Stance> = vec![Stance::Asserted; document.sections.len()];
        let title_block = document.title().map(|b| b.text);
        let mut myth_title = false;
        let mut carried = Stance::Asserted;
        for (i, section) in document.sections.iter().enumerate() {
            let above = section.parent.and_then(|p| sections.get(p as usize)).copied().unwrap_or(Stance::Asserted);
            let own = section.heading.and_then(|h| document.blocks.get(h as usize)).and_then(|block| {
                let scan = labelled(block.sentences.0);
                let said = scan.and_then(context::heading);
                let label_alone = scan.is_some_and(|s| context::label(s).is_some_and(|(end, _)| end >= s.tokens.len()));
                if Some(block.text) == title_block && !label_alone {
                    myth_title |= said == Some(Stance::Refuted);
                    return None; // an article called "Ten myths" also states facts
                }
                said
            });
            if let Some(place) = sections.get_mut(i) {
                *place = own.unwrap_or(above);
            }
        }
        let mut last_section = u32::MAX;
        for block in &document.blocks {
            if block.section != last_section {
                carried = Stance::Asserted;
                last_section = block.section;
            }
            let mut here = sections.get(block.section as usize).copied().unwrap_or(Stance::Asserted);
            let is_heading = matches!(block.kind, BlockKind::Heading(_) | BlockKind::Title);
            let is_title = Some(block.text) == title_block;
            if is_heading {
                here = document
                    .sections
                    .get(block.section as usize)
                    .and_then(|s| s.parent)
                    .and_then(|p| sections.get(p as usize))
                    .copied()
                    .unwrap_or(Stance::Asserted);
            }
            if myth_title
                && !is_title
                && (is_heading || matches!(block.kind, BlockKind::ListItem(_) | BlockKind::Quote))
            {
                here = here.max(Stance::Refuted);
            }
            if let Some(header) = block.header.and_then(|h| document.blocks.get(h as usize))
                && let Some(said) = labelled(header.sentences.0).and_then(context::heading)
            {
                here = said;
            }
            let lead = block.lead_in.and_then(|l| document.blocks.get(l as usize));
            if let Some(lead) = lead.and_then(|lead| lead.sentences.1.checked_sub(1)) {
                here = here.max(labelled(lead).and_then(context::heading).unwrap_or(here));
                let conditional = self.glances.could(lead, may::CONDITION);
                if conditional && self.scans.get(lead as usize).is_some_and(context::ends_in_condition) {
                    here = here.max(Stance::Hypothetical);
                }
            }
            if block.kind == BlockKind::Quote {
                here = here.max(Stance::Attributed);
            }
            here = here.max(carried);
            for sentence in block.sentences.0..block.sentences.1 {
                if let Some(scan) = labelled(sentence)
                    && let Some((end, stance)) = context::label(scan)
                {
                    here = stance;
                    // "Myth" alone on its line colours what follows until "Fact".
                    let alone = end >= scan.tokens.len();
                    carried = if alone && !is_heading { stance } else { Stance::Asserted };
                }
                if let Some(place) = out.get_mut(sentence as usize) {
                    *place = here;
                }
            }
        }
        out
    }

    /// Whether a sentence can tell a relation: one of its own, or one that others leave open.
    pub fn may_tell(&self, sentence: u32) -> bool {
        self.scans.get(sentence as usize).is_some_and(Self::may_assert) || reading::may_close(self, sentence)
    }

    /// The sentences that may leave a relation open for this one: its lead-in, heading, header, row and the question
    /// before it.
    pub fn leads(&self, sentence: u32) -> impl Iterator<Item = u32> {
        let block = self.block_of(sentence).map(|(_, block)| block);
        let block_at = |number: Option<u32>| number.and_then(|n| self.document.blocks.get(n as usize));
        let first = block.into_iter().flat_map(move |block| [block_at(block.header), block_at(block.row_head)]);
        let last =
            block.into_iter().flat_map(move |block| [block_at(block.lead_in), self.document.heading_of(block.section)]);
        let first = first.flatten().map(|b| b.sentences.0);
        let last = last.flatten().filter_map(|b| b.sentences.1.checked_sub(1));
        first.chain(last).chain(block.and_then(|_| sentence.checked_sub(1)))
    }

    /// Whether a sentence can hold a relation at all: a relation word and a known thing.
    pub fn may_assert(scan: &Scan) -> bool {
        let mut relation = false;
        let mut thing = false;
        for hit in &scan.hits {
            // "X is one of the most common Y" has no relation word, only a degree.
            relation |= matches!(hit.kind, TermKind::Relation | TermKind::Degree) || hit.word() == Some(WordClass::Of);
            thing |= hit.kind == TermKind::Concept;
        }
        relation && thing
    }
}
