//! From scans to assertions: frames over every sentence that may assert, list items closing their lead-in, answers
//! closing their question, pronouns carrying the thing before.

use super::assertion::{Assertion, Mention};
use super::chunk::{Chunk, Sym, Thing, chunks};
use super::context::{self, Judged, Stretch};
use super::frame::{self, Open, Tuple};
use super::scan::{Hit, Scan};
use super::stance::Stance;
use super::{Analysis, Grammar, lent, table};
use crate::document::{Block, BlockKind};
use crate::lexicon::{Effect, TermKind, WordClass};
use std::collections::HashMap;

/// Everything the document's wanted sentences assert, in reading order.
pub(super) fn assertions(
    analysis: &Analysis<'_>,
    grammar: &Grammar,
    wanted: impl Iterator<Item = u32>,
) -> Vec<Assertion> {
    let mut out = Vec::new();
    let mut subjects = Subjects::new(analysis);
    for sentence in wanted {
        let Some(scan) = analysis.scans.get(sentence as usize) else { continue };
        let may = Analysis::may_assert(scan);
        if !may && !may_close(analysis, sentence) {
            continue;
        }
        let row = chunks(scan);
        if may {
            let (row, carried) = subjects.carried(sentence, row.clone());
            for tuple in frame::tuples(&row, &grammar.patterns) {
                tell(analysis, sentence, &tuple, carried, &mut out);
            }
        }
        close_list(analysis, sentence, &row, &mut out);
        close_question(analysis, sentence, &row, &mut out);
        table::close_cell(analysis, sentence, &row, &mut out);
    }
    out.sort_by_key(|a| (a.sentence, a.span, a.relation));
    out.dedup_by(|b, a| {
        a.sentence == b.sentence
            && a.relation == b.relation
            && a.subject == b.subject
            && a.object == b.object
            && a.degree == b.degree
    });
    out
}

/// Whether a sentence may close a relation that another one leaves open.
pub(super) fn may_close(analysis: &Analysis<'_>, sentence: u32) -> bool {
    let below = |b: &Block| b.lead_in.is_some() || b.header.is_some() || sentence > b.sentences.0;
    analysis.block_of(sentence).is_some_and(|(_, b)| below(b)) || answers(analysis, sentence).is_some()
}

/// What sentences speak of, for the pronouns of those behind them; each is worked out when one first asks.
struct Subjects<'a> {
    analysis: &'a Analysis<'a>,
    /// For each sentence that was asked its things.
    known: HashMap<u32, Vec<Thing>>,
}

impl<'a> Subjects<'a> {
    fn new(analysis: &'a Analysis<'a>) -> Self {
        Self { analysis, known: HashMap::new() }
    }

    /// A sentence's chunks with the things that its pronouns stand for, and whether there are such.
    fn carried(&mut self, sentence: u32, mut row: Vec<Chunk>) -> (Vec<Chunk>, bool) {
        let mut carried = false;
        if row.iter().any(|c| c.refers_back && !c.skipped)
            && let Some(before) = self.analysis.named_before(sentence)
        {
            self.work_out(before);
            let things = self.known.get(&before).map_or(&[][..], Vec::as_slice);
            carried = carry(self.analysis, sentence, (before, things), &mut row);
        }
        if let Some(scan) = self.analysis.scans.get(sentence as usize) {
            if scan.is_question() {
                straighten(&mut row);
            }
            share_subject(scan, &mut row);
        }
        (row, carried)
    }

    /// Works out the things of a sentence that names some, those of the sentences it refers to first.
    fn work_out(&mut self, sentence: u32) {
        let mut open = vec![sentence];
        while let Some(&here) = open.last() {
            let Some(scan) = self.analysis.scans.get(here as usize).filter(|_| !self.known.contains_key(&here)) else {
                open.pop();
                continue;
            };
            let may = Analysis::may_assert(scan);
            let before = self.analysis.named_before(here).filter(|_| may && context::refers_back(scan));
            if let Some(before) = before.filter(|before| !self.known.contains_key(before)) {
                open.push(before);
                continue;
            }
            let own = may.then(|| self.carried(here, chunks(scan)).0);
            let first =
                own.and_then(|row| row.into_iter().find(|c| c.is(Sym::Noun) && !c.skipped && !c.things.is_empty()));
            let all = || scan.concepts().map(|h| Thing { term: h.term, start: h.start, end: h.end }).collect();
            self.known.insert(here, first.map_or_else(all, |chunk| chunk.things));
            open.pop();
        }
    }
}

/// "Is stress the cause of ulcers?" is read as "stress is the cause of ulcers": its stance is the answer's business.
fn straighten(row: &mut [Chunk]) {
    let verb = row.first().is_some_and(|c| c.is(Sym::Be));
    let noun = row.get(1).is_some_and(|c| c.is(Sym::Noun));
    if verb && noun {
        row.swap(0, 1);
    }
}

/// Gives a pronoun or "these drugs" the things of the sentence before; true if one was given.
fn carry(analysis: &Analysis<'_>, sentence: u32, (from, things): (u32, &[Thing]), row: &mut [Chunk]) -> bool {
    let block = |s: u32| analysis.block_of(s).map_or(u32::MAX, |(b, _)| b);
    let near = block(from) == block(sentence) && from + 1 == sentence;
    let above = || analysis.headings_above(sentence).any(|head| lent(head).contains(&from));
    if !near && !above() {
        return false;
    }
    let mut carried = false;
    for chunk in row.iter_mut().filter(|c| c.refers_back && !c.skipped) {
        // The tokens lie in another sentence: the pronoun's own place stands for them.
        chunk.things =
            things.iter().map(|t| Thing { term: t.term, start: chunk.start as u32, end: chunk.end as u32 }).collect();
        carried = true;
    }
    carried
}

/// "Herpes is contagious and causes back pain": the verb after "and" takes the sentence's first noun as its subject.
fn share_subject(scan: &Scan, row: &mut Vec<Chunk>) {
    let Some(first) = row.iter().find(|c| !c.skipped).filter(|c| c.is(Sym::Noun) && !c.things.is_empty()).cloned()
    else {
        return;
    };
    let mut at = 1;
    while at < row.len() {
        let and = row.get(at - 1).is_some_and(|c| c.is(Sym::And));
        let verb = row.get(at).is_some_and(|c| c.is(Sym::Active));
        // ", causing back pain" tells what the sentence's subject does as well.
        let comma = row.get(at - 1).is_some_and(|c| c.is(Sym::Comma));
        let participle = row.get(at).is_some_and(|c| c.is(Sym::Ing));
        if and && verb || comma && participle {
            // "has not been shown to prevent or treat": what denies the first verb denies the second.
            let from = first.end;
            let to = row.get(at).map_or(from, |c| c.start);
            let free = |t: &usize| !row.iter().any(|c| c.is(Sym::Active) && (c.start..c.end).contains(t));
            let denied = (from..to).filter(free).any(|t| scan.negator.get(t).copied().unwrap_or(false));
            row.insert(at, Chunk { negated: first.negated || denied, ..first.clone() });
            at += 1;
        }
        at += 1;
    }
}

/// Turns a tuple into one assertion for each pair of its members, with its stance.
fn tell(analysis: &Analysis<'_>, sentence: u32, tuple: &Tuple, carried: bool, out: &mut Vec<Assertion>) {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return };
    let heading = analysis.in_heading(sentence);
    let used = |t: usize| {
        t >= tuple.start && t < tuple.end && scan.owners(t).any(|h| h.kind != TermKind::Word && h.kind != TermKind::Cue)
    };
    let stretch = Stretch {
        start: tuple.start,
        end: tuple.end,
        core: tuple.start,
        parts: &[],
        used: &used,
        strict: true,
        open_prefix: tuple.relative,
        heading,
    };
    let mut judged = context::judge(scan, analysis.next_scan(sentence), &stretch);
    if tuple.hedged {
        judged = judged.or(Stance::Hedged, hedge(scan, tuple));
    }
    if tuple.past {
        judged = judged.or(Stance::Historical, (0, 0));
    }
    if tuple.hypothetical {
        judged = judged.or(Stance::Hypothetical, (0, 0));
    }
    if tuple.negated {
        judged = judged.or(Stance::Negated, negator(scan, tuple));
    }
    judged = above(analysis, sentence, judged);
    let (subjects, objects) = (&tuple.subjects, &tuple.objects);
    let whole = scan.span(tuple.start, tuple.end);
    let type_of = analysis.lexicon.known.type_of == Some(tuple.relation);
    for subject in subjects {
        for object in objects {
            // "The commonest herpesviruses are EBV and CMV": of kind and thing, the kind is the object wherever it stands.
            let turned = type_of && subject.term != object.term && analysis.lexicon.is_a(object.term, subject.term);
            let (subject, object) = if turned { (object, subject) } else { (subject, object) };
            let listed = subjects.len() > 1 || objects.len() > 1;
            let several = if subjects.len() > 1 { !turned } else { turned };
            let member = if several { subject } else { object };
            let place = scan.span(member.start as usize, member.end as usize);
            out.push(Assertion {
                sentence,
                relation: tuple.relation,
                subject: mention(scan, subject),
                object: mention(scan, object),
                degree: tuple.degree,
                stance: judged.stance,
                denied: judged.is_denied(),
                cue: (judged.cue.1 > judged.cue.0).then(|| scan.span(judged.cue.0, judged.cue.1)),
                narrowed: tuple.narrowed,
                carried: carried && tuple.carried,
                heading,
                span: if listed { place } else { whole },
                lead: listed.then_some(whole),
                listed,
                frame: tuple.frame,
            });
        }
    }
}

fn mention(scan: &Scan, thing: &Thing) -> Mention {
    Mention { term: thing.term, span: scan.span(thing.start as usize, thing.end as usize) }
}

fn above(analysis: &Analysis<'_>, sentence: u32, judged: Judged) -> Judged {
    let stance = analysis.frame_above(sentence);
    judged.or(stance, (0, 0))
}

fn hedge(scan: &Scan, tuple: &Tuple) -> (usize, usize) {
    cue_inside(scan, tuple, |h| h.level() == Some(41) || h.cue().is_some_and(|(e, _)| e == Effect::Hedged))
}

fn negator(scan: &Scan, tuple: &Tuple) -> (usize, usize) {
    cue_inside(scan, tuple, |h| h.word() == Some(WordClass::Not) || h.cue().is_some_and(|(e, _)| e == Effect::Negated))
}

fn cue_inside(scan: &Scan, tuple: &Tuple, fits: impl Fn(&Hit) -> bool) -> (usize, usize) {
    scan.hits
        .iter()
        .find(|h| (h.start as usize) >= tuple.start && (h.end as usize) <= tuple.end && fits(h))
        .map_or((0, 0), |h| (h.start as usize, h.end as usize))
}

/// A list item closes the relation that its lead-in leaves open; the item's first thing is the missing side.
fn close_list(analysis: &Analysis<'_>, sentence: u32, row: &[Chunk], out: &mut Vec<Assertion>) {
    let Some((_, block)) = analysis.block_of(sentence) else { return };
    if block.sentences.0 != sentence || !matches!(block.kind, BlockKind::ListItem(_)) {
        return;
    }
    let lead = block.lead_in.and_then(|l| analysis.document.blocks.get(l as usize));
    let Some(lead) = lead.or_else(|| analysis.document.heading_of(block.section)) else { return };
    let Some(last) = lead.sentences.1.checked_sub(1) else { return };
    let Some(lead_scan) = analysis.scans.get(last as usize) else { return };
    // "What causes back pain?" is answered by its list; "Does stress cause ulcers?" is not.
    if lead_scan.is_question() && context::open_question(lead_scan) {
        return;
    }
    let Some(open) = frame::open(&chunks(lead_scan)) else { return };
    let Some(first) =
        row.iter().find(|c| !c.skipped && c.is(Sym::Noun) && !c.things.is_empty()).filter(|c| c.start < 6)
    else {
        return;
    };
    // The item must be the thing itself, not a sentence that happens to begin with it.
    let after = row.iter().find(|c| c.start >= first.end && !c.skipped);
    if after.is_some_and(|c| c.is(Sym::Active) || c.is(Sym::Passive)) {
        return;
    }
    close(analysis, sentence, last, &open, first, out);
}

/// "What is the most common cause of back pain?" with an answer that begins with a thing.
fn close_question(analysis: &Analysis<'_>, sentence: u32, row: &[Chunk], out: &mut Vec<Assertion>) {
    let Some(question) = answers(analysis, sentence) else { return };
    let Some(scan) = analysis.scans.get(question as usize) else { return };
    let Some(open) = frame::open(&chunks(scan)) else { return };
    let live: Vec<&Chunk> = row.iter().filter(|c| !c.skipped).collect();
    let skip = usize::from(live.first().is_some_and(|c| c.is(Sym::It) && c.things.is_empty()))
        + usize::from(live.get(1).is_some_and(|c| c.is(Sym::Be)) && live.first().is_some_and(|c| c.is(Sym::It)));
    let Some(first) = live.get(skip).filter(|c| c.is(Sym::Noun) && !c.things.is_empty()) else { return };
    // A short answer: nothing but marks behind the thing.
    let rest = live.get(skip + 1..).unwrap_or_default();
    if rest.first().is_some_and(|c| {
        !c.readings.is_empty() && !c.is(Sym::Comma) && !c.is(Sym::Dash) && !c.is(Sym::Stop) && !c.is(Sym::Plain)
    }) {
        return;
    }
    close(analysis, sentence, question, &open, first, out);
}

/// The question that a sentence answers: the sentence before it, or the heading above it.
fn answers(analysis: &Analysis<'_>, sentence: u32) -> Option<u32> {
    let (_, block) = analysis.block_of(sentence)?;
    let before = if sentence > block.sentences.0 {
        sentence - 1
    } else {
        let heading = analysis.document.heading_of(block.section)?;
        let section = analysis.document.sections.get(block.section as usize)?;
        let first_below = section.heading.map(|h| h + 1);
        let own = analysis.document.sentences.get(sentence as usize)?.block;
        if first_below != Some(own) {
            return None;
        }
        heading.sentences.1.checked_sub(1)?
    };
    analysis.glances.is_question(before).then_some(before)
}

pub(super) fn close(
    analysis: &Analysis<'_>,
    sentence: u32,
    lead: u32,
    open: &Open,
    filler: &Chunk,
    out: &mut Vec<Assertion>,
) {
    let (Some(scan), Some(lead_scan)) = (analysis.scans.get(sentence as usize), analysis.scans.get(lead as usize))
    else {
        return;
    };
    let none = |_: usize| false;
    let stretch = Stretch {
        start: open.start,
        end: open.end,
        core: open.start,
        parts: &[],
        used: &none,
        strict: true,
        open_prefix: false,
        heading: false,
    };
    let mut judged = context::judge(lead_scan, None, &stretch);
    if judged.stance == Stance::Questioned {
        judged = Judged::ASSERTED;
    }
    let own = Stretch {
        start: filler.start,
        end: filler.end,
        core: filler.start,
        parts: &[],
        used: &none,
        strict: false,
        open_prefix: true,
        heading: false,
    };
    let item = context::judge(scan, analysis.next_scan(sentence), &own);
    judged = judged.or(item.stance, item.cue);
    if open.negated || filler.negated {
        judged = judged.or(Stance::Negated, (0, 0));
    }
    if open.hedged {
        judged = judged.or(Stance::Hedged, (0, 0));
    }
    judged = above(analysis, sentence, judged);
    judged = above(analysis, lead, judged);
    let degree = filler.degree.map_or(open.degree, |d| frame::degree_of_item(open.degree, d));
    for known in &open.known {
        for thing in &filler.things {
            let known_mention = mention(lead_scan, known);
            let item = mention(scan, thing);
            let (subject, object) = if open.known_is_object { (item, known_mention) } else { (known_mention, item) };
            out.push(Assertion {
                sentence,
                relation: open.relation,
                subject,
                object,
                degree,
                stance: judged.stance,
                denied: judged.is_denied(),
                cue: (judged.cue.1 > judged.cue.0).then(|| scan.span(judged.cue.0, judged.cue.1)),
                narrowed: open.narrowed || filler.narrowed,
                carried: false,
                heading: false,
                span: item.span,
                lead: Some(lead_scan.span(open.start, open.end)),
                listed: true,
                frame: usize::MAX,
            });
        }
    }
}
