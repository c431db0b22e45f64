//! One sentence, scanned: its tokens, the wordings found in it, its clauses.
//!
//! The longest wording wins over shorter ones inside it, over all classes; what is left is all that later steps see.

use super::open;
use crate::lexicon::token::{Mark, Token, TokenKind, tokens};
use crate::lexicon::trie::{Cell, Found};
use crate::lexicon::{Detail, Effect, Form, Lexicon, Reach, TermId, TermKind, WordClass};
use crate::span::{Span, Text};
use crate::stored::Numbers;
use std::cmp::Reverse;

/// A wording found: tokens `start..end` of its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The term it names.
    pub term: TermId,
    /// Kind of that term.
    pub kind: TermKind,
    /// Its level, cue or word class.
    pub detail: Detail,
    /// Part of speech for relations.
    pub form: Form,
    /// Inflection of its first word.
    pub bits: u8,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Which tokens from `start` on are its own words.
    pub own: u64,
    /// Tokens of its slot; empty where it has none.
    pub slot: (u32, u32),
    /// Counts only in company.
    pub weak: bool,
    /// Its name comes from an open vocabulary.
    pub open: bool,
    /// Lies inside a longer act or judgement: frames still see it, propositions and cues do not.
    pub shadowed: bool,
}

impl Hit {
    /// Whether token `at` is one of its own words.
    pub fn owns(&self, at: u32) -> bool {
        at >= self.start && self.own.checked_shr(at - self.start).is_some_and(|bits| bits & 1 == 1)
    }

    /// Whether two hits claim the same words.
    pub fn overlaps(&self, other: &Self) -> bool {
        // "kiss the baby" names the act and the baby: a thing and an act share words unless they are the same words.
        let acts = |hit: &Self| matches!(hit.kind, TermKind::Act | TermKind::Judgement);
        let things = |hit: &Self| hit.kind == TermKind::Concept;
        let mixed = acts(self) && things(other) || acts(other) && things(self);
        if mixed && (self.start, self.end) != (other.start, other.end) {
            return false;
        }
        let apart = self.end <= other.start || other.end <= self.start;
        !apart && (self.start..self.end).any(|t| self.owns(t) && other.owns(t))
    }

    /// Whether all of `other`'s own words are its own too, and it has more.
    pub(super) fn covers(&self, other: &Self) -> bool {
        if other.start < self.start || other.end > self.end {
            return false;
        }
        let shifted = other.own.checked_shl(other.start - self.start).unwrap_or(0);
        shifted != 0 && shifted & self.own == shifted && self.own != shifted
    }

    /// Whether it names a thing in one piece.
    pub fn is_name(&self) -> bool {
        self.kind == TermKind::Concept && self.form != Form::Near
    }

    /// The word class, if it is a word.
    pub fn word(&self) -> Option<WordClass> {
        match self.detail {
            Detail::Word(class) => Some(class),
            _ => None,
        }
    }

    /// Whether it may set the stance of what stands around it: a cue, a low degree, "may", "not", "if", "when".
    fn may_govern(&self) -> bool {
        let limits = self.level().is_some_and(|l| l <= 30 || l == 41);
        self.cue().is_some() || limits || matches!(self.word(), Some(WordClass::If | WordClass::When | WordClass::Not))
    }

    /// The degree's level, if it is a degree.
    pub fn level(&self) -> Option<u8> {
        match self.detail {
            Detail::Level(level) => Some(level),
            _ => None,
        }
    }

    /// The cue's effect and reach, if it is a cue.
    pub fn cue(&self) -> Option<(Effect, Reach)> {
        match self.detail {
            Detail::Cue(effect, reach) => Some((effect, reach)),
            _ => None,
        }
    }
}

/// A scanned sentence. Token spans are offsets into the document's text.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// The wordings that count, by place, longer before shorter.
    pub hits: Vec<Hit>,
    /// For each token and one past the last the first of the hits that begin there or later.
    begins: Vec<u32>,
    /// The hits that may govern others, by place among all hits.
    governors: Vec<u32>,
    /// For each token the clause it is in.
    pub clause: Vec<u16>,
    /// For each token: an adverb in -ly (no wording of its own needed).
    pub adverb: Vec<bool>,
    /// For each token: an article or another word that only a noun phrase begins with.
    pub article: Vec<bool>,
    /// For each token: a bare "'s".
    pub possessive: Vec<bool>,
    /// For each token: a negator, whether or not a longer wording has used it up.
    pub negator: Vec<bool>,
    /// For each token: "no", "without" and their like, whether or not a longer wording has used it up.
    pub no: Vec<bool>,
    /// For each token: "because", "or you", and "so", "therefore" and their like behind a comma: what was denied before is denied no more.
    pub so: Vec<bool>,
    /// For each token: "of" or "for", whether or not a longer wording has used it up.
    pub of: Vec<bool>,
}

impl Scan {
    /// A sentence without words.
    pub(super) const NOTHING: Self = Self {
        tokens: Vec::new(),
        hits: Vec::new(),
        begins: Vec::new(),
        governors: Vec::new(),
        clause: Vec::new(),
        adverb: Vec::new(),
        article: Vec::new(),
        possessive: Vec::new(),
        negator: Vec::new(),
        no: Vec::new(),
        so: Vec::new(),
        of: Vec::new(),
    };

    /// Scans `text`, which begins at byte `base` of the document's text.
    pub fn new(text: &str, base: u32, lexicon: &Lexicon) -> Self {
        Self::with_finds(text, base, lexicon).0
    }

    /// Whether the thing right behind drops out: "rather than X", "not X but Y".
    pub fn contrasts(&self, cue: &Hit) -> bool {
        let contrast = || !cue.shadowed && cue.cue().is_some_and(|(e, _)| e == Effect::Excluded);
        let after_comma = || cue.start > 0 && self.mark(cue.start as usize - 1) == Some(Mark::Comma);
        contrast() || cue.word() == Some(WordClass::Not) && after_comma()
    }

    /// Whether the thing drops out because such a cue stands right before it.
    pub fn excludes(&self, hit: &Hit) -> bool {
        let before = |cue: &&Hit| cue.end <= hit.start && hit.start <= cue.end + 1;
        self.hits.iter().filter(before).any(|cue| self.contrasts(cue))
    }

    /// The entries of the wordings that count in `text`: what an example exercises.
    pub fn wordings(text: &str, lexicon: &Lexicon) -> Vec<u32> {
        let (scan, found) = Self::with_finds(text, 0, lexicon);
        let counts = |f: &&Found| {
            let term = lexicon.entries.get(f.entry as usize).map(|e| e.term);
            scan.hits.iter().any(|h| Some(h.term) == term && (h.start, h.end) == (f.start, f.end))
        };
        found.iter().filter(counts).map(|f| f.entry).collect()
    }

    /// An empty scan with room for so many tokens.
    fn with_room(tokens: usize) -> Self {
        let marks = || Vec::with_capacity(tokens);
        Self {
            tokens: Vec::with_capacity(tokens),
            adverb: marks(),
            article: marks(),
            possessive: marks(),
            no: marks(),
            so: marks(),
            of: marks(),
            ..Self::default()
        }
    }

    fn with_finds(text: &str, base: u32, lexicon: &Lexicon) -> (Self, Vec<Found>) {
        let mut scan = Self::with_room(text.len() / 5 + 4);
        let mut cells: Vec<Cell> = Vec::with_capacity(text.len() / 5 + 4);
        let mut or = false;
        tokens(text, &mut |token, folded| {
            let word = if folded.is_empty() { 0 } else { lexicon.trie.word(folded) };
            let word_like = matches!(token.kind, TokenKind::Word | TokenKind::Number);
            let negator = word != 0 && lexicon.negators.binary_search(&word).is_ok();
            cells.push(lexicon.trie.cell(word, word_like && !negator, word_like));
            scan.article.push(matches!(
                folded,
                "the" | "a" | "an" | "one" | "its" | "their" | "among" | "every" | "each" | "another"
            ));
            scan.no.push(matches!(folded, "no" | "none" | "without" | "neither" | "nobody" | "nothing"));
            scan.of.push(matches!(folded, "of" | "for"));
            let comma = scan.tokens.last().is_some_and(|t: &Token| t.kind == TokenKind::Mark(Mark::Comma));
            // "Do not hug him or you will catch it": what is threatened is said.
            let threat = or && matches!(folded, "you" | "they" | "he" | "she" | "it" | "else");
            scan.so.push(
                folded == "because"
                    || threat
                    || comma && matches!(folded, "so" | "therefore" | "hence" | "thus" | "since"),
            );
            or = folded == "or";
            scan.possessive.push(folded == "'s");
            scan.adverb.push(folded.len() > 4 && folded.ends_with("ly"));
            scan.tokens.push(Token { start: token.start + base, end: token.end + base, ..token });
        });
        let mut found: Vec<Found> = Vec::with_capacity(cells.len() * FINDS);
        for start in 0..cells.len() {
            lexicon.trie.find_at(&cells, start, &mut found);
        }
        scan.negator = cells.iter().map(|c| c.word_like && !c.plain).collect();
        scan.keep(&found, lexicon);
        scan.cut_clauses();
        scan.join_parts(lexicon);
        scan.begins = begins(&scan.hits, scan.tokens.len());
        scan.governors = (0..).zip(&scan.hits).filter(|(_, hit)| hit.may_govern()).map(|(at, _)| at).collect();
        (scan, found)
    }

    /// Turns raw finds into hits: case rules, longest wins, weak names need company.
    fn keep(&mut self, found: &[Found], lexicon: &Lexicon) {
        let mut hits: Vec<Hit> = Vec::with_capacity(found.len());
        let mut opens: Vec<Hit> = Vec::new();
        for f in found {
            let Some(entry) = lexicon.entries.get(f.entry as usize) else { continue };
            if entry.capitals {
                let inside = self.tokens.get(f.start as usize..f.end as usize).unwrap_or_default();
                if !inside.iter().all(|t| t.capitals || t.kind == TokenKind::Number) {
                    continue;
                }
            }
            let Some((kind, detail)) = lexicon.terms.shape(entry.term) else { continue };
            // "…, but they do not." takes back; "…, but they do not loosen the skin" goes on.
            let set = |t: u32| self.negator.get(t as usize).copied().unwrap_or(false);
            let open = matches!(detail, Detail::Cue(_, Reach::Backward)) && f.end > 0 && set(f.end - 1);
            let goes_on = self.tokens.get(f.end as usize).is_some_and(|t| t.kind == TokenKind::Word);
            if open && goes_on {
                continue;
            }
            let side = if entry.open { &mut opens } else { &mut hits };
            side.push(Hit {
                term: entry.term,
                kind,
                detail,
                form: entry.form,
                bits: f.form,
                start: f.start,
                end: f.end,
                own: f.own,
                slot: f.slot,
                weak: entry.weak,
                open: entry.open,
                shadowed: false,
            });
        }
        let shadows = |other: &Hit| matches!(other.kind, TermKind::Judgement | TermKind::Act);
        // "not improving" is a sign; its "not" may still deny what else the sentence says.
        let negates =
            |hit: &Hit| hit.word() == Some(WordClass::Not) || hit.cue().is_some_and(|(e, _)| e == Effect::Negated);
        let keeps = |other: &Hit, hit: &Hit| shadows(other) || other.kind == TermKind::Concept && negates(hit);
        let silent = |h: &&Hit| matches!(h.kind, TermKind::Guard | TermKind::Theme | TermKind::Part);
        let able: Vec<Hit> = hits.iter().filter(|h| !silent(h) && h.end - h.start > 1).copied().collect();
        opens.retain(|open| !hits.iter().any(|o| o.detail == Detail::Friend(open.term) && open::shares(o, open)));
        let friends: Vec<Hit> = hits.iter().filter(|h| h.kind == TermKind::Friend).copied().collect();
        let mut able = able.iter().peekable();
        // The longer hits that reach beyond the tokens passed so far; finds come by their first tokens.
        let (mut reaching, mut reached): (Vec<&Hit>, u32) = (Vec::new(), 0);
        let verdicts: Vec<(bool, bool)> = hits
            .iter()
            .map(|hit| {
                while let Some(other) = able.next_if(|other| other.start <= hit.start) {
                    reaching.push(other);
                }
                if hit.start > reached {
                    reaching.retain(|other| other.end > hit.start);
                    reached = hit.start;
                }
                let friend = friends
                    .iter()
                    .any(|o| o.detail == Detail::Friend(hit.term) && (o.start, o.end) == (hit.start, hit.end));
                // "is a myth" takes back, whatever judgement it is part of.
                let refutes = hit.cue().is_some_and(|(e, r)| e == Effect::Refuted && r != Reach::Backward);
                let turned = |o: &Hit| match hit.kind {
                    _ if refutes => false,
                    TermKind::Judgement | TermKind::Act | TermKind::Degree => {
                        hit.weak || o.term == hit.term || self.turns(o, hit)
                    }
                    // "do not get {x}" is the relation and its denial; "get rid of" is another verb.
                    TermKind::Relation => !self.turns(o, hit),
                    _ => true,
                };
                let (mut hidden, mut shadowed) = (friend, false);
                for other in &reaching {
                    if !other.covers(hit) || !may_hide(other, hit) {
                        continue;
                    }
                    if keeps(other, hit) {
                        shadowed = shadowed || !other.weak && turned(other);
                    } else {
                        hidden = true;
                    }
                }
                (hidden, shadowed)
            })
            .collect();
        let mut at = 0;
        hits.retain_mut(|hit| {
            let (hidden, shadowed) = verdicts.get(at).copied().unwrap_or((false, false));
            at += 1;
            hit.shadowed = shadowed;
            // Inside its own layer the longest act or judgement wins outright.
            let beaten = shadowed && shadows(hit);
            !hidden && !beaten && hit.kind != TermKind::Friend
        });
        let company: Vec<bool> = hits
            .iter()
            .map(|h| {
                h.kind != TermKind::Concept
                    || !h.weak
                    || hits.iter().any(|o| {
                        o.kind == TermKind::Concept && (o.end <= h.start || o.start >= h.end) && o.term != h.term
                    })
            })
            .collect();
        let mut at = 0;
        hits.retain(|_| {
            at += 1;
            company.get(at - 1).copied().unwrap_or(true)
        });
        open::admit(&mut hits, opens, lexicon);
        self.hits = in_order(hits);
    }

    /// Whether the longer judgement has a negator that the shorter one lacks: "not completely safe" over "completely safe".
    fn turns(&self, longer: &Hit, shorter: &Hit) -> bool {
        let negators = |hit: &Hit| {
            let own = |t: &u32| hit.owns(*t) && self.negator.get(*t as usize).copied().unwrap_or(false);
            (hit.start..hit.end).filter(own).count()
        };
        negators(longer) > negators(shorter)
    }

    /// Clauses end at semicolons, colons, dashes and at words such as "but".
    fn cut_clauses(&mut self) {
        let mut clause = 0u16;
        let mut all = Vec::with_capacity(self.tokens.len());
        let mut hits = self.hits.iter().peekable();
        for (i, token) in self.tokens.iter().enumerate() {
            let ending = matches!(
                token.kind,
                TokenKind::Mark(Mark::Semicolon | Mark::Colon | Mark::Dash | Mark::Question | Mark::Stop)
            );
            let (mut but, mut against) = (false, false);
            while let Some(hit) = hits.next_if(|h| h.start as usize <= i) {
                but |= hit.word() == Some(WordClass::But);
                against |= hit.word() == Some(WordClass::While);
            }
            // ", while X" sets against; "while you have pain" only tells when.
            let comma = i > 0 && self.mark(i - 1) == Some(Mark::Comma);
            let cuts = ending || but || comma && against;
            if cuts && i > 0 {
                clause += 1;
            }
            all.push(clause);
        }
        self.clause = all;
    }

    /// Finds the things that are told in parts ("your foot has gone cold and white"), and drops the parts.
    fn join_parts(&mut self, lexicon: &Lexicon) {
        let parts: Vec<Hit> = self.hits.iter().filter(|h| h.kind == TermKind::Part).copied().collect();
        if parts.is_empty() {
            return;
        }
        let mut wordings: Vec<u32> = Vec::new();
        for part in &parts {
            wordings.extend(lexicon.nears_with(part.term));
        }
        wordings.sort_unstable();
        wordings.dedup();
        let joined: Vec<Hit> = wordings
            .iter()
            .filter_map(|wording| lexicon.near(*wording))
            .filter_map(|(term, wanted)| self.nearest_parts(term, wanted, &parts, lexicon))
            .collect();
        self.hits.retain(|h| h.kind != TermKind::Part);
        if !joined.is_empty() {
            self.hits.extend(joined);
            self.hits = in_order(std::mem::take(&mut self.hits));
        }
    }

    /// The tightest set of one wording's parts in one clause, if they stand near enough and nothing is denied in between.
    fn nearest_parts(&self, term: TermId, wanted: Numbers<'_>, parts: &[Hit], lexicon: &Lexicon) -> Option<Hit> {
        let mut best: Option<Hit> = None;
        let of = |n: usize| {
            let term = wanted.get(n);
            parts.iter().filter(move |h| Some(h.term) == term)
        };
        let clause = |h: &Hit| self.clause.get(h.start as usize).copied();
        for first in of(0) {
            let mut chosen = vec![*first];
            for n in 1..wanted.len() {
                let free = |h: &&Hit| {
                    clause(h) == clause(first) && chosen.iter().all(|c| c.end <= h.start || h.end <= c.start)
                };
                let Some(next) = of(n).filter(free).min_by_key(|h| h.start.abs_diff(first.start)) else { break };
                chosen.push(*next);
            }
            if chosen.len() < wanted.len() {
                continue;
            }
            let start = chosen.iter().map(|h| h.start).min()?;
            let end = chosen.iter().map(|h| h.end).max()?;
            let own = chosen.iter().fold(0u64, |own, h| own | h.own.checked_shl(h.start - start).unwrap_or(0));
            let owns = |t: u32| own.checked_shr(t - start).is_some_and(|bits| bits & 1 == 1);
            let denied = (start..end).any(|t| self.negator.get(t as usize).copied().unwrap_or(false) && !owns(t));
            let without = self.hits.iter().any(|h| {
                let against = matches!(h.cue(), Some((Effect::Excluded | Effect::Negated, _)));
                against && h.start + 2 >= start && h.end <= end && !owns(h.start.max(start))
            });
            let denied = denied || without;
            let apart = (end - start).saturating_sub(own.count_ones());
            if apart > NEAR || denied || best.is_some_and(|b| b.end - b.start <= end - start) {
                continue;
            }
            let (kind, detail) = lexicon.terms.shape(term)?;
            let form = Form::Near;
            best = Some(Hit { term, kind, detail, form, start, end, own, ..*first });
        }
        best.map(|b| Hit { slot: (0, 0), weak: false, shadowed: false, bits: 0, ..b })
    }

    /// The hits that begin at token `at`.
    pub fn at(&self, at: usize) -> impl Iterator<Item = &Hit> {
        self.begun(at, at.saturating_add(1)).iter()
    }

    /// The hits that begin at tokens `from..to`.
    fn begun(&self, from: usize, to: usize) -> &[Hit] {
        let first = |token: usize| self.begins.get(token).map_or(self.hits.len(), |first| *first as usize);
        self.hits.get(first(from)..first(to)).unwrap_or_default()
    }

    /// The hits that may set the stance of others, by place.
    pub fn governors(&self) -> impl Iterator<Item = &Hit> {
        self.governors.iter().filter_map(|at| self.hits.get(*at as usize))
    }

    /// The hits that begin before a hit ends and near enough to share words with it; none is longer than its bits.
    pub fn around(&self, hit: &Hit) -> &[Hit] {
        self.begun((hit.start as usize).saturating_sub(63), hit.end as usize)
    }

    /// The hits that own token `at`; none is longer than its bits.
    pub fn owners(&self, at: usize) -> impl Iterator<Item = &Hit> {
        self.begun(at.saturating_sub(63), at + 1).iter().filter(move |h| h.owns(at as u32))
    }

    /// Whether a word of this class begins at token `at`; its end if so.
    pub fn class_at(&self, at: usize, class: WordClass) -> Option<usize> {
        self.at(at).find(|h| h.word() == Some(class)).map(|h| h.end as usize)
    }

    /// The mark at a token, if it is one.
    pub fn mark(&self, at: usize) -> Option<Mark> {
        match self.tokens.get(at)?.kind {
            TokenKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    /// The text under tokens `start..end`.
    pub fn span(&self, start: usize, end: usize) -> Span<Text> {
        let from = self.tokens.get(start).map_or(0, |t| t.start);
        let to = end.checked_sub(1).and_then(|e| self.tokens.get(e)).map_or(from, |t| t.end);
        Span::new(from as usize, to as usize)
    }

    /// Concepts named, in order.
    pub fn concepts(&self) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(|h| h.kind == TermKind::Concept)
    }

    /// Whether the sentence ends in a question mark.
    pub fn is_question(&self) -> bool {
        let last = self.tokens.iter().rev().find(|t| !matches!(t.kind, TokenKind::Mark(Mark::Quote | Mark::Close)));
        last.is_some_and(|t| t.kind == TokenKind::Mark(Mark::Question))
    }
}

/// Hits by place, longer before shorter, each once.
fn in_order(mut hits: Vec<Hit>) -> Vec<Hit> {
    // Nearly all come by their first tokens, a few to each.
    hits.sort_by_key(|hit| hit.start);
    for together in hits.chunk_by_mut(|one, next| one.start == next.start) {
        together.sort_by_key(|hit| (Reverse(hit.end), hit.kind, hit.term));
    }
    hits.dedup_by_key(|hit| (hit.start, hit.end, hit.kind, hit.term, hit.form as u8));
    hits
}

/// For each of so many tokens and one past them the first of the hits, which come by place, that begin there or later.
fn begins(hits: &[Hit], tokens: usize) -> Vec<u32> {
    let mut begins = Vec::with_capacity(tokens + 1);
    for (number, hit) in (0..).zip(hits) {
        begins.resize((hit.start as usize + 1).max(begins.len()), number);
    }
    begins.resize(tokens + 1, hits.len() as u32);
    begins
}

/// So many wordings begin at a word, about.
const FINDS: usize = 5;

/// So many other words may stand among the parts of a thing.
const NEAR: u32 = 6;

/// Degrees, plain words and places of care are only frames of other wordings: they never hide what they contain.
/// A look-alike hides only the term it is taken for.
fn may_hide(hider: &Hit, hit: &Hit) -> bool {
    let hidden = hit.kind;
    let small = matches!(hidden, TermKind::Word | TermKind::Degree | TermKind::Cue);
    match hider.kind {
        // An answer is one only where it stands alone.
        TermKind::Word if matches!(hider.word(), Some(WordClass::Yes | WordClass::NoAnswer)) => false,
        TermKind::Degree | TermKind::Word => small,
        TermKind::Care => hidden == TermKind::Care,
        TermKind::Advice => hidden == TermKind::Advice,
        TermKind::Guard | TermKind::Theme | TermKind::Part => false,
        // "is a myth" behind a statement says nothing of "a myth that" before one.
        TermKind::Cue if hidden == TermKind::Cue => {
            let same = hider.cue().map(|c| c.1) == hit.cue().map(|c| c.1);
            same || hider.cue().is_some_and(|(effect, _)| effect == Effect::Asserted)
        }
        TermKind::Cue => !matches!(
            hidden,
            TermKind::Concept | TermKind::Care | TermKind::Advice | TermKind::Guard | TermKind::Theme | TermKind::Part
        ),
        TermKind::Friend => hider.detail == Detail::Friend(hit.term),
        _ => !matches!(hidden, TermKind::Care | TermKind::Guard | TermKind::Theme | TermKind::Part),
    }
}
