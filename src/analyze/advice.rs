//! Advice: who is told to do what. The operator that governs an act, lists of things to do, and what takes an act back.

use super::Analysis;
use super::scan::{Hit, Scan};
use crate::document::BlockKind;
use crate::lexicon::inflect::form;
use crate::lexicon::token::{Mark, TokenKind};
use crate::lexicon::{TermId, TermKind, WordClass};

/// What governs an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// Told to do it, with the tokens that say so (none for an imperative).
    For((u32, u32)),
    /// Told not to.
    Against((u32, u32)),
    /// Told that it is not needed.
    Unneeded,
    /// Only mentioned.
    None,
}

/// Finds the operator of an act: the nearest advice before it in its clause, else an imperative.
pub fn operator(scan: &Scan, act: &Hit, analysis: &Analysis<'_>) -> Operator {
    let known = &analysis.lexicon.known;
    let (for_it, against, unneeded) = (known.recommend, known.against, known.unneeded);
    let nearest = scan
        .hits
        .iter()
        .filter(|h| {
            h.kind == TermKind::Advice
                && h.end <= act.start
                && scan.clause.get(h.start as usize) == scan.clause.get(act.start as usize)
        })
        .filter(|h| [for_it, against, unneeded].contains(&Some(h.term)))
        .filter(|h| !blocked(scan, h.end, act.start))
        .max_by_key(|h| (h.end, h.end - h.start));
    if let Some(hit) = nearest {
        let words = (hit.start, hit.end);
        if Some(hit.term) == unneeded {
            return Operator::Unneeded;
        }
        return if Some(hit.term) == against { Operator::Against(words) } else { Operator::For(words) };
    }
    if is_imperative(scan, act) { Operator::For((act.start, act.start)) } else { Operator::None }
}

/// Advice does not reach over a comma and a new subject, nor over another finite verb with its own comma.
fn blocked(scan: &Scan, from: u32, to: u32) -> bool {
    (from..to).any(|t| {
        matches!(scan.mark(t as usize), Some(Mark::Semicolon | Mark::Colon | Mark::Dash))
            || scan.mark(t as usize) == Some(Mark::Comma)
                && (scan.class_at(t as usize + 1, WordClass::Pronoun).is_some()
                    || scan.class_at(t as usize + 1, WordClass::Person).is_some())
    }) || to - from > 12
}

/// An act in its base form at the beginning of a clause, after adverbs, "and" or "then".
fn is_imperative(scan: &Scan, act: &Hit) -> bool {
    // "Take double the dose": a light verb before the act carries the imperative.
    let light = (act.start.saturating_sub(4)..act.start)
        .find(|t| scan.class_at(*t as usize, WordClass::LightVerb).is_some_and(|end| end <= act.start as usize));
    if act.bits & form::BASE == 0 && light.is_none() {
        return false;
    }
    // "Bed rest has no advantage": an act before a finite verb is its subject.
    let finite = [WordClass::Be, WordClass::Have, WordClass::Do, WordClass::Modal, WordClass::Should];
    let and = (act.end as usize).checked_sub(1).is_some_and(|t| scan.class_at(t, WordClass::And).is_some());
    if !and && finite.iter().any(|class| scan.class_at(act.end as usize, *class).is_some()) {
        return false;
    }
    let mut t = light.unwrap_or(act.start) as usize;
    while t > 0 {
        let before = t - 1;
        match scan.tokens.get(before).map(|k| k.kind) {
            Some(TokenKind::Mark(
                Mark::Comma
                | Mark::Colon
                | Mark::Semicolon
                | Mark::Dash
                | Mark::Stop
                | Mark::Other
                | Mark::Quote
                | Mark::Close,
            )) => return true,
            Some(TokenKind::Number) if before == 0 => return true,
            _ => {}
        }
        let skip = scan.adverb.get(before).copied().unwrap_or(false)
            || scan.hits.iter().any(|h| {
                h.end as usize == t && matches!(h.word(), Some(WordClass::And | WordClass::Adverb | WordClass::Opener))
            });
        if !skip {
            return fronted(scan, t);
        }
        t = before;
    }
    true
}

/// Whether only a fronted phrase stands before token `end` in its clause: "For extra safety wear …", "At the first sign take …".
fn fronted(scan: &Scan, end: usize) -> bool {
    let clause = scan.clause.get(end).copied();
    let from = (0..end).rev().take_while(|t| scan.clause.get(*t).copied() == clause).last().unwrap_or(end);
    let opens = [WordClass::Preposition, WordClass::Of, WordClass::With, WordClass::To];
    let subject = [
        WordClass::Person,
        WordClass::Pronoun,
        WordClass::Be,
        WordClass::Have,
        WordClass::Do,
        WordClass::Modal,
        WordClass::Should,
        WordClass::And,
        WordClass::Which,
        WordClass::That,
        WordClass::Not,
    ];
    let any = |t: usize, classes: &[WordClass]| classes.iter().any(|class| scan.class_at(t, *class).is_some());
    end - from <= 6 && any(from, &opens) && !(from..end).any(|t| any(t, &subject) || scan.mark(t).is_some())
}

/// An act as a sentence tells it.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// First token of what is done or said.
    pub core: usize,
    /// One past its last token.
    pub core_end: usize,
    /// All hits that belong to it.
    pub own: &'a [Hit],
}

impl Told<'_> {
    /// Hits of a class of advice behind the act, in its clause.
    fn behind<'s>(&self, scan: &'s Scan, class: TermId, analysis: &Analysis<'_>) -> impl Iterator<Item = &'s Hit> {
        let (core, core_end) = (self.core, self.core_end);
        let lexicon = analysis.lexicon;
        scan.hits.iter().filter(move |h| {
            h.kind == TermKind::Advice
                && lexicon.is_a(h.term, class)
                && h.start as usize >= core_end
                && scan.clause.get(h.start as usize) == scan.clause.get(core)
        })
    }

    /// Whether what is said of the act takes it back: "pricking the fingertips does nothing and eats up minutes".
    pub fn condemned(&self, scan: &Scan, analysis: &Analysis<'_>) -> bool {
        let Some(class) = analysis.lexicon.known.condemned else { return false };
        self.behind(scan, class, analysis).any(|h| !h.weak && !self.own.iter().any(|own| own.overlaps(h)))
    }

    /// Whether the act is said to be bad behind it: "staying in bed should be avoided", "is a mistake".
    pub fn rejected(&self, scan: &Scan, analysis: &Analysis<'_>) -> bool {
        let Some(class) = analysis.lexicon.known.rejected else { return false };
        self.behind(scan, class, analysis)
            .any(|h| h.end - h.start > 1 && !(h.start..h.end).any(|t| self.own.iter().any(|own| own.owns(t))))
    }

    /// Whether the act is said to be good: "staying in bed is the best remedy".
    pub fn praised(&self, scan: &Scan, analysis: &Analysis<'_>) -> bool {
        let Some(class) = analysis.lexicon.known.praise else { return false };
        Told { core_end: self.core, ..*self }.behind(scan, class, analysis).next().is_some()
    }

    /// Whether a story of the act ends badly, later in its sentence or in the next two: "… and ended up in hospital".
    pub fn lesson(&self, scan: &Scan, analysis: &Analysis<'_>, sentence: u32) -> bool {
        let Some(class) = analysis.lexicon.known.lesson else { return false };
        let told = |scan: &Scan, from: usize| scan.hits.iter().any(|h| h.term == class && h.start as usize >= from);
        let block = |n: u32| analysis.document.sentences.get(n as usize).map(|s| s.block);
        let mut next = (sentence + 1..=sentence + 2).filter(|s| block(*s) == block(sentence));
        told(scan, self.core_end) || next.any(|s| analysis.scans.get(s as usize).is_some_and(|scan| told(scan, 0)))
    }
}

/// Whether a list stands under words that tell readers not to do what follows: "What not to do:", "Avoid:".
pub fn warned_above(analysis: &Analysis<'_>, sentence: u32) -> bool {
    advice_above(analysis, sentence, &[analysis.lexicon.known.against])
}

/// Whether a list stands under words that recommend what follows: "What helps:", "Home remedies".
pub fn offered_above(analysis: &Analysis<'_>, sentence: u32) -> bool {
    let known = &analysis.lexicon.known;
    advice_above(analysis, sentence, &[known.offers, known.recommend]) && !warned_above(analysis, sentence)
}

fn advice_above(analysis: &Analysis<'_>, sentence: u32, classes: &[Option<TermId>]) -> bool {
    let Some((_, block)) = analysis.block_of(sentence) else { return false };
    let lead = block.lead_in.and_then(|l| analysis.document.blocks.get(l as usize));
    let listed = matches!(block.kind, BlockKind::ListItem(_) | BlockKind::TableCell(..));
    let header = block.header.and_then(|h| analysis.document.blocks.get(h as usize));
    let above = lead.or(header).or_else(|| analysis.document.heading_of(block.section)).filter(|_| listed);
    above.is_some_and(|above| {
        let last = above.sentences.1.saturating_sub(1) as usize;
        let scan = analysis.scans.get(last);
        scan.is_some_and(|scan| scan.hits.iter().any(|h| h.kind == TermKind::Advice && classes.contains(&Some(h.term))))
    })
}
