//! Tables as frames: a column headed "Cause" or "Treats" says of every row's head what its cells name.

use super::Analysis;
use super::assertion::Assertion;
use super::chunk::{Chunk, Sym, Thing, chunks};
use super::frame::{self, Open, PLAIN};
use super::reading::close;
use super::scan::Scan;
use crate::document::BlockKind;
use crate::lexicon::{Form, TermId, TermKind};

/// A header of more words than this says something of its own.
const HEADER: usize = 4;

/// A cell closes the relation that its column's header leaves open.
pub(super) fn close_cell(analysis: &Analysis<'_>, sentence: u32, row: &[Chunk], out: &mut Vec<Assertion>) {
    let Some((_, block)) = analysis.block_of(sentence) else { return };
    if !matches!(block.kind, BlockKind::TableCell(..)) || block.sentences.0 != sentence {
        return;
    }
    let block_at = |number: Option<u32>| number.and_then(|n| analysis.document.blocks.get(n as usize));
    let Some(header) = block_at(block.header) else { return };
    let Some(scan) = analysis.scans.get(header.sentences.0 as usize) else { return };
    let fillers: Vec<&Chunk> =
        row.iter().filter(|c| !c.skipped && c.is(Sym::Noun) && !c.things.is_empty() && !c.negated).collect();
    // "Causes of back pain": the header names the other side itself.
    if let Some(open) = frame::open(&chunks(scan)) {
        for filler in fillers {
            close(analysis, sentence, header.sentences.0, &open, filler, out);
        }
        return;
    }
    let Some(head) = block_at(block.row_head).filter(|head| head.text != block.text) else { return };
    let Some(head_scan) = analysis.scans.get(head.sentences.0 as usize) else { return };
    for (relation, form, degree) in heads(scan) {
        let Some(open) = open(head_scan, relation, form, degree) else { continue };
        for filler in &fillers {
            close(analysis, sentence, head.sentences.0, &open, filler, out);
        }
    }
}

/// The relations that a short header may name, with their part of speech and the header's degree.
fn heads(scan: &Scan) -> Vec<(TermId, Form, u8)> {
    if scan.tokens.len() > HEADER {
        return Vec::new();
    }
    let degree = scan.hits.iter().filter_map(super::scan::Hit::level).max().unwrap_or(PLAIN);
    let relation = |h: &&super::scan::Hit| h.kind == TermKind::Relation && h.end as usize == scan.tokens.len();
    scan.hits.iter().filter(relation).map(|h| (h.term, h.form, degree)).collect()
}

/// The row's head with the header's relation, the cell's side open.
fn open(scan: &Scan, relation: TermId, form: Form, degree: u8) -> Option<Open> {
    let known: Vec<Thing> = scan
        .hits
        .iter()
        .filter(|h| h.is_name() && !h.weak)
        .map(|h| Thing { term: h.term, start: h.start, end: h.end })
        .collect();
    let known_is_object = match form {
        Form::Noun | Form::VerbInverse | Form::AdjectiveInverse => true,
        Form::Verb | Form::NounInverse | Form::Adjective => false,
        Form::None | Form::Preposition | Form::Near => return None,
    };
    let (start, end) = (known.first()?.start as usize, known.last()?.end as usize);
    Some(Open { relation, known, known_is_object, degree, negated: false, hedged: false, narrowed: false, start, end })
}
