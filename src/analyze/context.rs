//! Stance by white list: what governs a stretch of a sentence.
//!
//! A match counts as asserted only if nothing that governs it says otherwise: cues before it in its clause, closers behind
//! it, the next sentence, the label or heading above. Words before a frame that no list knows make it unknown, not asserted.

use super::scan::{Hit, Scan};
use super::stance::Stance;
use crate::lexicon::token::{Mark, TokenKind};
use crate::lexicon::{Effect, Reach, TermKind, WordClass};
use std::cell::OnceCell;

/// A stance and the tokens that set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judged {
    /// The stance.
    pub stance: Stance,
    /// The stance without its negators: a denial that was once believed is no denial of today.
    pub besides: Stance,
    /// The cue's tokens; empty where no words of this sentence set it.
    pub cue: (usize, usize),
}

impl Judged {
    /// The author's own word.
    pub const ASSERTED: Self = Self { stance: Stance::Asserted, besides: Stance::Asserted, cue: (0, 0) };

    /// The stronger of two.
    #[must_use]
    pub fn or(self, stance: Stance, cue: (usize, usize)) -> Self {
        let besides = if stance == Stance::Negated { self.besides } else { self.besides.max(stance) };
        if stance > self.stance { Self { stance, besides, cue } } else { Self { besides, ..self } }
    }

    /// Whether the author denies it, here and now.
    pub fn is_denied(self) -> bool {
        self.stance == Stance::Negated && self.besides.is_said()
    }
}

/// What is asked about.
#[derive(Clone, Copy)]
pub struct Stretch<'a> {
    /// First token of the match.
    pub start: usize,
    /// One past its last token.
    pub end: usize,
    /// First token of what is said (for propositions the elements without the things they are about).
    pub core: usize,
    /// First tokens of further parts that are said; each may stand in a clause of its own.
    pub parts: &'a [usize],
    /// Tokens that the match has used up: a negator inside a wording does not count again.
    pub used: &'a dyn Fn(usize) -> bool,
    /// Whether unknown words before the match make it unknown.
    pub strict: bool,
    /// Whether what stands before a strict match may be anything (it is another statement).
    pub open_prefix: bool,
    /// Whether the block is a heading or title.
    pub heading: bool,
}

/// Whether a sentence holds a pronoun or "these drugs": words that may stand for a thing of another sentence.
pub fn refers_back(scan: &Scan) -> bool {
    scan.hits.iter().any(|h| matches!(h.word(), Some(WordClass::Pronoun | WordClass::BackReference)))
}

/// What governs `stretch` inside its own sentence and from the sentence after it.
pub fn judge(scan: &Scan, next: Option<&Scan>, stretch: &Stretch<'_>) -> Judged {
    let mut judged = Judged::ASSERTED;
    if asks(scan, stretch) {
        let answered = next.filter(|_| open_question(scan)).and_then(answer);
        judged = judged.or(answered.unwrap_or(Stance::Questioned), (0, 0));
    }
    let bars = Bars::default();
    for hit in scan.governors() {
        if let Some(stance) = governs(scan, hit, stretch, &bars) {
            judged = judged.or(stance, (hit.start as usize, hit.end as usize));
        }
    }
    if let Some(stance) = quoted(scan, stretch) {
        judged = judged.or(stance, (0, 0));
    }
    if judged.stance < Stance::Unknown && embedded(scan, stretch) {
        judged = judged.or(Stance::Unknown, (0, 0));
    }
    if stretch.strict && !stretch.open_prefix && judged.stance <= Stance::Restricted {
        judged = prefix(scan, stretch, judged);
    }
    let reported = matches!(judged.stance, Stance::Attributed | Stance::Hedged | Stance::Historical);
    if next.is_some_and(|next| takes_back(next) || reported && denies_it(next)) {
        judged = judged.or(Stance::Refuted, (0, 0));
    }
    judged
}

/// Whether a sentence begins by denying what "it" or "they" were said to do: "It does not help".
/// Of the author's own statement this says nothing: "Ginger cures colds. It does not make you sleepy."
fn denies_it(next: &Scan) -> bool {
    let skip = |t: &usize| {
        next.adverb.get(*t).copied().unwrap_or(false)
            || next.mark(*t).is_some()
            || next
                .at(*t)
                .any(|h| matches!(h.word(), Some(WordClass::But | WordClass::Opener)) && h.end == *t as u32 + 1)
    };
    let Some(first) = (0..next.tokens.len()).find(|t| !skip(t)) else { return false };
    let no = |t: usize| next.class_at(t, WordClass::Not).is_some() || next.no.get(t).copied().unwrap_or(false);
    let refers = next.class_at(first, WordClass::Pronoun).is_some()
        || next.at(first).any(|h| h.word() == Some(WordClass::BackReference));
    refers && (first + 1..first + 4).any(no)
}

/// Whether the sentence is a question: by its mark, or in a heading by its inverted order.
fn asks(scan: &Scan, stretch: &Stretch<'_>) -> bool {
    let inverted =
        scan.at(0).any(|h| matches!(h.word(), Some(WordClass::Do | WordClass::Be | WordClass::Should)) && h.end == 1)
            || scan.at(0).any(|h| h.level() == Some(40) && h.end == 1);
    if stretch.heading && inverted && scan.tokens.len() > 2 {
        return true;
    }
    if !scan.is_question() {
        return false;
    }
    // "Did you know that …?" says so; a tag ("…, right?") asks for assent to what was said.
    let told = scan.at(0).any(|h| h.word() == Some(WordClass::Opener));
    let commas = scan.tokens.iter().rposition(|t| t.kind == TokenKind::Mark(Mark::Comma));
    let tag = commas.is_some_and(|c| c >= stretch.end && scan.tokens.len() - c <= 5);
    // The match may stand before a question mark inside the sentence: "The main cause? Herpes."
    !told && !tag
}

/// Whether a question asks for yes or no, by its first word.
pub fn open_question(scan: &Scan) -> bool {
    let first = scan.tokens.iter().position(|t| t.kind == TokenKind::Word).unwrap_or(0);
    let begins = |class| scan.class_at(first, class).is_some();
    let modal = scan.at(first).any(|h| h.level().is_some_and(|l| (40..=41).contains(&l)) || h.kind == TermKind::Advice);
    begins(WordClass::Do) || begins(WordClass::Be) || begins(WordClass::Should) || begins(WordClass::Modal) || modal
}

/// What a sentence that begins with "Yes," or "No." makes of the question before it.
pub fn answer(next: &Scan) -> Option<Stance> {
    let first = next.tokens.iter().position(|t| matches!(t.kind, TokenKind::Word))?;
    let closed = |end: usize| {
        matches!(
            next.tokens.get(end).map(|t| t.kind),
            None | Some(TokenKind::Mark(
                Mark::Comma | Mark::Stop | Mark::Exclamation | Mark::Dash | Mark::Colon | Mark::Semicolon
            ))
        )
    };
    let said = |class| next.at(first).any(|h| h.word() == Some(class) && closed(h.end as usize));
    if said(WordClass::NoAnswer) {
        Some(Stance::Negated)
    } else if said(WordClass::Yes) {
        Some(Stance::Asserted)
    } else {
        None
    }
}

/// The stance that a cue or function word (one of the sentence's governors) forces on the stretch, if it reaches it.
fn governs(scan: &Scan, hit: &Hit, stretch: &Stretch<'_>, bars: &Bars) -> Option<Stance> {
    let (start, end) = (hit.start as usize, hit.end as usize);
    if hit.shadowed && !(start < stretch.end && shares_words(scan, hit, stretch)) {
        return None; // "no risk", "not harmless": the negator is used up by its wording
    }
    if answers_only(scan, start, end) {
        return None;
    }
    let own: Vec<usize> = (start..end).filter(|t| hit.owns(*t as u32)).collect();
    let used = own.iter().filter(|t| (stretch.used)(**t)).count();
    // "being unable to pee": most of the cue is the sign's own name.
    let last = own.last().is_some_and(|t| (stretch.used)(*t));
    if used == own.len() || hit.kind == TermKind::Cue && (last || hit.shadowed) && used * 2 > own.len() {
        return None;
    }
    if let Some((effect, reach)) = hit.cue() {
        let stance = Stance::of(effect);
        return match reach {
            Reach::Sentence => Some(stance),
            Reach::Backward => (start >= stretch.end).then_some(stance),
            Reach::Forward if effect == Effect::Asserted => None,
            // "CMV in pregnancy", when the claim is about pregnancy: the restriction is part of the match.
            Reach::Forward
                if effect == Effect::Restricted && (start..end + 3).any(|t| (stretch.used)(t)) && !stretch.strict =>
            {
                None
            }
            Reach::Forward if start >= stretch.end => restricts_behind(scan, hit, stretch).then_some(stance),
            Reach::Forward => reaches(scan, hit, stretch, bars).then_some(stance),
            Reach::NextSentence | Reach::Block | Reach::Next => None,
        };
    }
    // "rarely", "a minority of": no plain statement, and no denial either. Frames keep the degree.
    if hit.level().is_some_and(|l| l <= 30) {
        return (!stretch.strict && same_clause(scan, start, stretch)).then_some(Stance::Restricted);
    }
    // "may", "might", "could": frames count them in their own verb groups.
    if hit.level() == Some(41) {
        let before = start < stretch.end && same_clause(scan, start, stretch);
        return (!stretch.strict && before).then_some(Stance::Hedged);
    }
    match hit.word()? {
        // "If you have no symptoms, you cannot pass it on": a condition that is part of what is said conditions nothing.
        WordClass::If if stretch.parts.iter().any(|part| *part > end && comma_between(scan, end, *part)) => None,
        WordClass::If if start < stretch.core && !main_clause_between(scan, end, stretch) => Some(Stance::Hypothetical),
        WordClass::When if start < stretch.start && !comma_between(scan, end, stretch.core) && stretch.strict => {
            Some(Stance::Hypothetical)
        }
        WordClass::If if start >= stretch.end && stretch.strict => Some(Stance::Restricted),
        WordClass::Not if stretch.strict => None, // frames count negators in their own chunks
        // "Warm socks are fine; hot-water bottles are not."
        WordClass::Not
            if start >= stretch.end && ends_here(scan, stretch.end, start) && same_clause(scan, start, stretch) =>
        {
            Some(Stance::Negated)
        }
        WordClass::Not
            if start < stretch.end && same_clause(scan, start, stretch) && !so_between(scan, end, stretch) =>
        {
            Some(Stance::Negated)
        }
        _ => None,
    }
}

/// Whether the longer wording that hides a cue shares words with the match without being part of it: in "you will not
/// get it from a towel" the negator belongs to "will not get", and so to what is said of the towel.
fn shares_words(scan: &Scan, cue: &Hit, stretch: &Stretch<'_>) -> bool {
    let negates = cue.word() == Some(WordClass::Not) || cue.cue().is_some_and(|(e, _)| e == Effect::Negated);
    scan.hits.iter().any(|h| {
        matches!(h.kind, TermKind::Judgement | TermKind::Act | TermKind::Concept)
            && h.start <= cue.start
            && cue.end <= h.end
            && ((h.start..h.end).any(|t| h.owns(t) && (stretch.used)(t as usize))
                || negates
                    && (leads_to(scan, h, stretch.start)
                        || h.end as usize == stretch.core
                        || stretch.parts.contains(&(h.end as usize))))
    })
}

/// So many words may stand between a wording that holds a negator and what it leads to.
const LEADS: usize = 4;

/// Whether a wording stands right before the match and so speaks of it: "no evidence of", "does not mean that".
fn leads_to(scan: &Scan, hit: &Hit, start: usize) -> bool {
    let end = hit.end as usize;
    let open = |t: usize| {
        scan.mark(t).is_none()
            && scan.class_at(t, WordClass::And).is_none()
            && !scan.so.get(t).copied().unwrap_or(false)
    };
    end <= start && start - end <= LEADS && (end..start).all(open)
}

/// Whether the sentence denies the thing named at tokens `start..end`: "no fever", "without signs of infection".
pub fn denies(scan: &Scan, next: Option<&Scan>, start: usize, end: usize) -> bool {
    let inside = |t: usize| (start..end).contains(&t);
    let stretch = Stretch {
        start,
        end,
        core: start,
        parts: &[],
        used: &inside,
        strict: false,
        open_prefix: true,
        heading: false,
    };
    let denied = |s: Option<Stance>| matches!(s, Some(Stance::Negated | Stance::Refuted));
    let bars = Bars::default();
    if scan.governors().any(|h| denied(governs(scan, h, &stretch, &bars))) || next.is_some_and(takes_back) {
        return true;
    }
    scan.hits.iter().any(|h| {
        let from = h.start as usize;
        let negative = (from..h.end as usize).any(|t| {
            let set = |marks: &[bool]| marks.get(t).copied().unwrap_or(false);
            t < start && (set(&scan.no) || set(&scan.negator))
        });
        let cue = h.cue().is_some_and(|(e, _)| matches!(e, Effect::Excluded | Effect::Negated));
        if !negative && !cue {
            return false;
        }
        let before = (h.end as usize) <= start && same_clause(scan, from, &stretch);
        // "no fever" may be a name of its own that holds the negator; "no signs of" leads to what is denied.
        let covers = from < start && h.end as usize >= end && h.kind != TermKind::Care;
        let finite = [WordClass::Be, WordClass::Have, WordClass::Do, WordClass::But, WordClass::Which];
        let verb = |t: usize| finite.iter().any(|class| scan.class_at(t, *class).is_some());
        let linked = || scan.of.get(h.end as usize).copied().unwrap_or(false) || leads_to(scan, h, start);
        let leads = || before && linked() && !(h.end as usize..start).any(verb);
        let listed = || (h.end as usize..start).all(|t| scan.class_at(t, WordClass::Be).is_none());
        negative && (covers || leads()) || cue && before && listed()
    })
}

/// What ends the scope of the cues before a stretch, looked for once and when a cue asks: a long sentence has many.
#[derive(Default)]
struct Bars {
    last: OnceCell<Option<usize>>,
    which: OnceCell<Option<usize>>,
}

impl Bars {
    /// The last mark or "but".
    fn last(&self, scan: &Scan, stretch: &Stretch<'_>) -> Option<usize> {
        let bars = |t: &usize| {
            matches!(scan.mark(*t), Some(Mark::Semicolon | Mark::Stop | Mark::Question | Mark::Exclamation))
                || scan.class_at(*t, WordClass::But).is_some()
        };
        *self.last.get_or_init(|| (0..stretch.core).rev().find(bars))
    }

    /// The last "which" of a thing: "no cure for herpes, which causes …" tells something else of it.
    fn which(&self, scan: &Scan, stretch: &Stretch<'_>) -> Option<usize> {
        let named = |t: usize| t > 0 && scan.mark(t - 1) == Some(Mark::Comma) || relative(scan, t);
        let which = |t: &usize| scan.class_at(*t, WordClass::Which).is_some() && named(*t);
        *self.which.get_or_init(|| (0..stretch.core).rev().find(which))
    }
}

/// A cue before or inside the stretch acts on it unless its scope ends in between.
fn reaches(scan: &Scan, hit: &Hit, stretch: &Stretch<'_>, bars: &Bars) -> bool {
    let (start, end) = (hit.start as usize, hit.end as usize);
    let effect = hit.cue().map(|(effect, _)| effect);
    if start >= stretch.start {
        // Inside a frame negators and hedges are counted by their chunks.
        return !(stretch.strict && matches!(effect, Some(Effect::Negated | Effect::Hedged)));
    }
    let blocked = bars.last(scan, stretch).is_some_and(|bar| bar >= end);
    let turned = || bars.which(scan, stretch).is_some_and(|which| which > end);
    if blocked || effect == Some(Effect::Negated) && turned() {
        return false;
    }
    match effect {
        Some(Effect::Negated) if stretch.strict => !comma_between(scan, end, stretch.core) && end >= stretch.start,
        Some(Effect::Negated) => same_clause(scan, start, stretch) && !so_between(scan, end, stretch),
        Some(Effect::Hedged) => same_clause(scan, start, stretch),
        Some(Effect::Hypothetical) => !comma_between(scan, end, stretch.core),
        _ => true,
    }
}

/// Behind the match only a restriction acts forward: "… in people with HIV", and only right behind it.
fn restricts_behind(scan: &Scan, hit: &Hit, stretch: &Stretch<'_>) -> bool {
    let near = (hit.start as usize) <= stretch.end + 2;
    hit.cue().is_some_and(|(e, _)| e == Effect::Restricted) && near && same_clause(scan, hit.start as usize, stretch)
}

fn same_clause(scan: &Scan, at: usize, stretch: &Stretch<'_>) -> bool {
    let clause = |t: usize| scan.clause.get(t).copied();
    clause(at) == clause(stretch.core) || stretch.parts.iter().any(|part| clause(*part) == clause(at) && at < *part)
}

/// Whether a negator behind "are", "do" or "can" ends its clause: "… are not."
fn ends_here(scan: &Scan, from: usize, not: usize) -> bool {
    let opens = [WordClass::Which, WordClass::That, WordClass::And];
    if (from..not).any(|t| opens.iter().any(|class| scan.class_at(t, *class).is_some())) {
        return false; // "it cures what antibiotics cannot" denies nothing of it
    }
    let verb = [WordClass::Be, WordClass::Do, WordClass::Have, WordClass::Modal, WordClass::Should];
    let before = not > 0 && verb.iter().any(|class| scan.class_at(not - 1, *class).is_some());
    let stop = matches!(scan.mark(not + 1), Some(Mark::Stop | Mark::Semicolon | Mark::Exclamation | Mark::Dash));
    before && (stop || not + 1 == scan.tokens.len())
}

/// "No, …" answers the question before it and denies nothing of its own sentence; "no fever, no sepsis" says that one
/// cannot be without the other.
fn answers_only(scan: &Scan, start: usize, end: usize) -> bool {
    let set = |t: usize| scan.no.get(t).copied().unwrap_or(false);
    let answer = start == 0 && end == 1 && matches!(scan.mark(1), Some(Mark::Comma | Mark::Dash | Mark::Colon));
    let second = || (2..scan.tokens.len()).any(|t| set(t) && scan.mark(t - 1) == Some(Mark::Comma));
    let maxim = || scan.tokens.len() <= MAXIM && set(0) && second() && (start..end).any(set);
    set(start) && answer || maxim()
}

/// Longest sentence of the kind "no X, no Y", in tokens.
const MAXIM: usize = 10;

/// Whether a consequence begins between a negator and what is said: "it has no label, so it is safe".
fn so_between(scan: &Scan, from: usize, stretch: &Stretch<'_>) -> bool {
    (from..stretch.core).any(|t| scan.so.get(t).copied().unwrap_or(false))
}

fn comma_between(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|t| matches!(scan.mark(t), Some(Mark::Comma | Mark::Semicolon | Mark::Dash | Mark::Colon)))
}

/// Whether the if-clause has ended before what is said: at a comma, or where a pronoun takes up the thing it named.
fn main_clause_between(scan: &Scan, end: usize, stretch: &Stretch<'_>) -> bool {
    if comma_between(scan, end, stretch.core) {
        return true;
    }
    let subjects = [WordClass::Pronoun, WordClass::Opener, WordClass::Person];
    let taken_up = |t: usize| {
        subjects.iter().any(|class| scan.class_at(t, *class).is_some()) && (end..t).any(|k| (stretch.used)(k))
    };
    !stretch.strict && (end + 1..=stretch.core).any(taken_up)
}

/// Whether a "that" behind an unknown verb embeds the stretch.
fn embedded(scan: &Scan, stretch: &Stretch<'_>) -> bool {
    (1..stretch.start).any(|t| {
        if scan.class_at(t, WordClass::That).is_none() {
            return false;
        }
        let known = scan.hits.iter().any(|h| {
            h.start as usize <= t
                && (t as u32) < h.end
                && h.end > h.start + 1
                && (h.word() == Some(WordClass::Opener) || h.word() == Some(WordClass::But) || h.cue().is_some())
        });
        // "Congratulations, that's …": a pronoun, no conjunction.
        let pronoun =
            scan.class_at(t + 1, WordClass::Be).is_some() || scan.possessive.get(t + 1).copied().unwrap_or(false);
        let blocked = pronoun
            || (t..stretch.start).any(|k| {
                scan.class_at(k, WordClass::But).is_some()
                    || matches!(scan.mark(k), Some(Mark::Semicolon | Mark::Stop | Mark::Comma))
            });
        !known && !blocked && !relative(scan, t)
    })
}

/// A stretch inside quotation marks within a longer sentence: somebody's words, or words that are talked about.
fn quoted(scan: &Scan, stretch: &Stretch<'_>) -> Option<Stance> {
    let marks: Vec<usize> = (0..scan.tokens.len()).filter(|t| scan.mark(*t) == Some(Mark::Quote)).collect();
    let pair =
        marks.chunks(2).find(|p| matches!(p, [open, close] if *open < stretch.start && *close >= stretch.end))?;
    let [open, close] = pair else { return None };
    let outside =
        scan.tokens.iter().enumerate().filter(|(t, token)| (t < open || t > close) && token.kind == TokenKind::Word);
    if outside.count() < 2 {
        return None; // the whole sentence stands in quotation marks; its block or context judges it
    }
    let said = scan.hits.iter().any(|h| h.cue().is_some_and(|(e, _)| e == Effect::Attributed));
    Some(if said { Stance::Attributed } else { Stance::Unknown })
}

/// A "that" right behind a known thing begins a relative clause.
fn relative(scan: &Scan, that: usize) -> bool {
    that.checked_sub(1).is_some_and(|last| scan.owners(last).any(|h| h.is_name() && h.end as usize == that))
}

/// Judges what stands between the last clause boundary and a frame.
fn prefix(scan: &Scan, stretch: &Stretch<'_>, judged: Judged) -> Judged {
    let mut from = 0;
    for t in 0..stretch.start {
        let mark = matches!(
            scan.mark(t),
            Some(Mark::Semicolon | Mark::Stop | Mark::Question | Mark::Exclamation | Mark::Colon | Mark::Dash)
        );
        let word = scan.class_at(t, WordClass::But).or_else(|| scan.class_at(t, WordClass::Because));
        let and = scan.class_at(t, WordClass::And).filter(|_| t > 0 && scan.mark(t - 1) == Some(Mark::Comma));
        if mark {
            from = t + 1;
        } else if let Some(end) = word.or(and) {
            from = end.min(stretch.start);
        }
    }
    let comma = (from..stretch.start).rev().find(|t| scan.mark(*t) == Some(Mark::Comma));
    let mut judged = judged;
    if let Some(comma) = comma {
        // "Besides herpes, …" adds; "in children, …" restricts.
        let adds = scan
            .at(from)
            .any(|h| h.word() == Some(WordClass::Opener) || h.cue().is_some_and(|(e, _)| e == Effect::Excluded));
        let opening = !adds && scan.class_at(from, WordClass::Preposition).is_some();
        let concept = scan.hits.iter().any(|h| {
            (h.start as usize) >= from
                && (h.end as usize) <= comma
                && (h.kind == TermKind::Concept || h.word() == Some(WordClass::Person))
        });
        if opening && concept {
            judged = judged.or(Stance::Restricted, (from, comma));
        }
        from = comma + 1;
    }
    let mut t = from;
    while t < stretch.start {
        match listed(scan, t) {
            Some(end) => t = end,
            None => return judged.or(Stance::Unknown, (t, t + 1)),
        }
    }
    judged
}

/// Where a known harmless opener that begins at `t` ends.
fn listed(scan: &Scan, t: usize) -> Option<usize> {
    if scan.adverb.get(t).copied().unwrap_or(false) {
        return Some(t + 1);
    }
    // "Does stress cause ulcers? Yes.": what asks is no unknown word.
    if t == 0 && scan.is_question() && open_question(scan) {
        return Some(1);
    }
    if matches!(scan.tokens.get(t)?.kind, TokenKind::Mark(Mark::Quote | Mark::Comma | Mark::Other) | TokenKind::Number)
    {
        return Some(t + 1);
    }
    scan.at(t)
        .filter(|h| {
            h.kind == TermKind::Degree
                || h.cue().is_some_and(|(e, _)| e <= Effect::Restricted)
                || matches!(
                    h.word(),
                    Some(
                        WordClass::Adverb
                            | WordClass::Opener
                            | WordClass::And
                            | WordClass::But
                            | WordClass::Because
                            | WordClass::Determiner
                            | WordClass::That
                            | WordClass::Ask
                            | WordClass::Head
                            | WordClass::Nothing
                    )
                )
        })
        .map(|h| h.end as usize)
        .max()
}

/// Whether a sentence begins by taking back the one before it: "Not true.", "Fact: …", "Verdict: false".
fn takes_back(next: &Scan) -> bool {
    let quiet = |t: &crate::lexicon::token::Token| matches!(t.kind, TokenKind::Mark(Mark::Quote | Mark::Open));
    let Some(first) = next.tokens.iter().position(|t| !quiet(t)) else { return false };
    let begins = |first: usize| {
        next.at(first).any(|h| {
            let single = h.end == h.start + 1;
            let alone = h.end as usize == next.tokens.len()
                || matches!(
                    next.mark(h.end as usize),
                    Some(Mark::Stop | Mark::Exclamation | Mark::Colon | Mark::Comma | Mark::Dash)
                );
            h.cue().is_some_and(|(_, r)| r == Reach::NextSentence) && (!single || alone)
        })
    };
    // "Verdict: false": the label only announces the judgement.
    let announced = label(next).filter(|(end, stance)| *stance == Stance::Asserted && *end < next.tokens.len());
    begins(first) || announced.is_some_and(|(end, _)| begins(end))
}

/// A label that opens a sentence ("Myth:", "Fact 2 –"), with where it ends and what it says of the rest.
pub fn label(scan: &Scan) -> Option<(usize, Stance)> {
    let start = scan.tokens.iter().position(|t| t.kind == TokenKind::Word)?;
    let (effect, end) = scan
        .at(start)
        .filter_map(|h| match h.cue() {
            Some((effect, Reach::Block)) => Some((effect, h.end as usize)),
            _ => None,
        })
        .max_by_key(|(_, end)| *end)?;
    let mut at = end;
    while scan.tokens.get(at).is_some_and(|t| matches!(t.kind, TokenKind::Number | TokenKind::Mark(Mark::Other))) {
        at += 1;
    }
    let closed = matches!(
        scan.tokens.get(at).map(|t| t.kind),
        None | Some(TokenKind::Mark(Mark::Colon | Mark::Dash | Mark::Stop))
    );
    closed.then_some((at + 1, Stance::of(effect)))
}

/// Whether a lead-in ends in a condition that its list goes on with: "Go to an emergency department if you".
pub fn ends_in_condition(lead: &Scan) -> bool {
    lead.hits.iter().any(|h| {
        let comma = |t: u32| matches!(lead.mark(t as usize), Some(Mark::Comma | Mark::Dash | Mark::Semicolon));
        matches!(h.word(), Some(WordClass::If | WordClass::When)) && !(h.end..lead.tokens.len() as u32).any(comma)
    })
}

/// What a heading or column header says of everything below it.
pub fn heading(scan: &Scan) -> Option<Stance> {
    let mut found = None;
    for hit in &scan.hits {
        if let Some((effect, Reach::Block)) = hit.cue() {
            let stance = Stance::of(effect);
            // "Myths and facts" is no fact section.
            found = Some(found.map_or(stance, |known: Stance| known.max(stance)));
        }
    }
    // "The facts" opens a fact section; "The fact that …" or a long sentence with "true" in it does not.
    match found {
        Some(Stance::Asserted) if scan.tokens.len() > 4 => None,
        Some(Stance::Refuted) if scan.tokens.len() > 12 => None,
        other => other,
    }
}
