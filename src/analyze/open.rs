//! Names of the open vocabularies in a sentence: they hide nothing, and everything written by hand goes before them.
//!
//! Twenty thousand names that nobody chose for this purpose must not change what the chosen ones mean. Such a name
//! counts where nothing else was understood, or where it narrows a hand-written thing that it is a kind of ("kidney
//! cancer" over "cancer").

use super::scan::Hit;
use crate::lexicon::{Lexicon, TermKind, WordClass};

/// Adds to the hits what of the open names they leave room for.
pub(super) fn admit(hits: &mut Vec<Hit>, mut opens: Vec<Hit>, lexicon: &Lexicon) {
    if opens.is_empty() {
        return;
    }
    opens.retain(|open| fits(open, hits, lexicon) && in_company(open, hits));
    let longest: Vec<bool> = opens.iter().map(|open| !opens.iter().any(|o| o.covers(open))).collect();
    for (mut open, keep) in opens.into_iter().zip(longest) {
        if keep {
            let longer = |h: &Hit| matches!(h.kind, TermKind::Judgement | TermKind::Act) && !h.weak && h.covers(&open);
            open.shadowed = hits.iter().any(longer);
            hits.push(open);
        }
    }
}

/// Whether two hits share a word of their own.
pub(super) fn shares(a: &Hit, b: &Hit) -> bool {
    a.start < b.end && b.start < a.end && (a.start.max(b.start)..a.end.min(b.end)).any(|t| a.owns(t) && b.owns(t))
}

/// A name that also means something else counts beside a thing that is named without doubt.
fn in_company(open: &Hit, hits: &[Hit]) -> bool {
    !open.weak || hits.iter().any(|h| h.kind == TermKind::Concept && (h.end <= open.start || h.start >= open.end))
}

/// Whether what was written by hand leaves room for the name.
fn fits(open: &Hit, hits: &[Hit], lexicon: &Lexicon) -> bool {
    let mut narrows = false;
    let mut takes = false;
    for hit in hits.iter().filter(|h| shares(h, open)) {
        let same_words = (hit.start, hit.end) == (open.start, open.end);
        match hit.kind {
            TermKind::Concept if !within(hit, open) => return false,
            TermKind::Concept => {
                let kind = lexicon.is_a(open.term, hit.term);
                narrows |= kind;
                // The last word says what a thing is; before a mere tail ("eye infection") the first one does.
                takes |= !kind && (hit.end == open.end || tailed(hit, open, hits));
            }
            TermKind::Relation | TermKind::Degree | TermKind::Cue | TermKind::Advice | TermKind::Care => return false,
            TermKind::Act | TermKind::Judgement if same_words => return false,
            TermKind::Word if same_words || !joins(hit) => return false,
            _ => {}
        }
    }
    narrows || !takes
}

fn within(hit: &Hit, open: &Hit) -> bool {
    open.start <= hit.start && hit.end <= open.end
}

/// Whether the name is the hand-written thing with nothing but a tail behind it.
fn tailed(hit: &Hit, open: &Hit, hits: &[Hit]) -> bool {
    let tail = |t: u32| hits.iter().any(|h| h.word() == Some(WordClass::Tail) && h.start <= t && t < h.end);
    hit.start == open.start && (hit.end..open.end).all(tail)
}

/// Words that stand inside names.
fn joins(hit: &Hit) -> bool {
    matches!(
        hit.word(),
        Some(
            WordClass::Mild
                | WordClass::Tail
                | WordClass::Head
                | WordClass::Of
                | WordClass::And
                | WordClass::With
                | WordClass::Preposition
                | WordClass::Determiner
                | WordClass::Adverb
        )
    )
}
