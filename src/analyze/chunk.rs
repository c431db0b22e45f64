//! Shallow syntax: a scanned sentence collapsed into noun phrases, verb groups, relation nouns and marks.
//!
//! A noun phrase is determiners, mild adjectives, a known thing and its coordination; a verb group is auxiliaries,
//! adverbs, negators and a relation's verb. What is neither stays a plain chunk, and a plain chunk between two symbols
//! of a frame keeps the frame from matching: unknown words mean silence.

use super::scan::{Hit, Scan};
use crate::lexicon::inflect::form;
use crate::lexicon::token::{Mark, TokenKind};
use crate::lexicon::{Effect, Form, TermId, TermKind, WordClass};

/// What a chunk is to a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sym {
    /// A noun phrase with known things.
    Noun,
    /// A relation's verb, active and finite.
    Active,
    /// A relation's verb, passive.
    Passive,
    /// A relation's past participle without "be".
    Participle,
    /// A relation's -ing form.
    Ing,
    /// A relation's infinitive.
    Infinitive,
    /// A relation's noun with article and degree.
    RelationNoun,
    /// A relation's adjective.
    Adjective,
    /// A relation's preposition.
    Preposition,
    /// be, remain, become.
    Be,
    /// include, includes.
    Include,
    /// of, for, behind.
    Of,
    /// by.
    By,
    /// with.
    With,
    /// and, or.
    And,
    /// which, that, who.
    Which,
    /// what.
    What,
    /// it, this as a dummy subject.
    It,
    /// to.
    To,
    /// as.
    As,
    /// among.
    Among,
    /// nothing, no other.
    Nothing,
    /// more.
    More,
    /// than.
    Than,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// A dash.
    Dash,
    /// `?`
    Question,
    /// `.`, `!`, `;`: the end of what is said.
    Stop,
    /// Anything else.
    Plain,
}

/// One way to read a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// As what.
    pub sym: Sym,
    /// The relation and the part of speech of its wording.
    pub relation: Option<(TermId, Form)>,
}

/// A known thing in a noun phrase: a hit's term with its tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Thing {
    /// Which.
    pub term: TermId,
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

/// Tokens `start..end`, collapsed.
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chunk {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// How it may be read; empty for plain words.
    pub readings: Vec<Reading>,
    /// Known things of a noun phrase, list members in order.
    pub things: Vec<Thing>,
    /// Degree said inside: "the most common", "often", "most cases of".
    pub degree: Option<u8>,
    /// A negator stands inside.
    pub negated: bool,
    /// A hedge stands inside.
    pub hedged: bool,
    /// Past belief stands inside, or a past tense of "be".
    pub past: bool,
    /// "would" and the like stand inside.
    pub hypothetical: bool,
    /// An unknown adjective narrows it.
    pub narrowed: bool,
    /// A pronoun that refers back.
    pub refers_back: bool,
    /// Drops out of every frame: "not X", "rather than X", brackets, adverbs.
    pub skipped: bool,
}

impl Chunk {
    fn new(start: usize, end: usize, sym: Sym) -> Self {
        Self { start, end, readings: vec![Reading { sym, relation: None }], ..Self::default() }
    }

    /// Whether it may be read as `sym`.
    pub fn is(&self, sym: Sym) -> bool {
        self.readings.iter().any(|r| r.sym == sym)
    }
}

/// Collapses a sentence.
pub fn chunks(scan: &Scan) -> Vec<Chunk> {
    let chunker = Chunker { scan };
    let mut out: Vec<Chunk> = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        let chunk = chunker.next(at, out.iter().rev().find(|c| !c.skipped));
        at = chunk.end.max(at + 1);
        out.push(chunk);
    }
    pass_over_asides(&mut out);
    out
}

/// ", without question," breaks no frame: the commas around what is passed over are passed over with it.
fn pass_over_asides(chunks: &mut [Chunk]) {
    let commas: Vec<usize> = (0..chunks.len()).filter(|i| chunks.get(*i).is_some_and(|c| c.is(Sym::Comma))).collect();
    for pair in commas.windows(2) {
        let [open, close] = pair else { continue };
        let inside = chunks.get(open + 1..*close).unwrap_or_default();
        if !inside.is_empty() && inside.iter().all(|c| c.skipped) {
            for i in [*open, *close] {
                if let Some(comma) = chunks.get_mut(i) {
                    comma.skipped = true;
                }
            }
        }
    }
}

struct Chunker<'a> {
    scan: &'a Scan,
}

impl Chunker<'_> {
    fn next(&self, at: usize, before: Option<&Chunk>) -> Chunk {
        if let Some(mark) = self.scan.mark(at) {
            return self.mark(at, mark);
        }
        if let Some(end) = self.exclusion(at)
            && let Some(noun) = self.noun_list(end)
        {
            let mut end = noun.end;
            if self.scan.mark(end) == Some(Mark::Comma) {
                end += 1;
            }
            return Chunk { skipped: true, ..Chunk::new(at, end, Sym::Plain) };
        }
        if let Some(mut chunk) = self.verb_group(at, before) {
            // "back pain causes": verb or noun, both stay open.
            for hit in self.scan.at(at).filter(|h| h.end as usize == chunk.end && chunk.start == at) {
                if matches!(hit.form, Form::Noun | Form::NounInverse) {
                    chunk.readings.push(Reading { sym: Sym::RelationNoun, relation: Some((hit.term, hit.form)) });
                }
            }
            return chunk;
        }
        if let Some(chunk) = self.relation_noun(at, before) {
            return chunk;
        }
        if let Some(chunk) = self.relation_other(at) {
            return chunk;
        }
        if let Some(noun) = self.noun_list(at) {
            return noun;
        }
        self.word(at)
    }

    fn mark(&self, at: usize, mark: Mark) -> Chunk {
        match mark {
            Mark::Comma => Chunk::new(at, at + 1, Sym::Comma),
            Mark::Colon => Chunk::new(at, at + 1, Sym::Colon),
            Mark::Dash => Chunk::new(at, at + 1, Sym::Dash),
            Mark::Question => Chunk::new(at, at + 1, Sym::Question),
            Mark::Stop | Mark::Exclamation | Mark::Semicolon => Chunk::new(at, at + 1, Sym::Stop),
            Mark::Open => {
                let close = (at..self.scan.tokens.len()).find(|i| self.scan.mark(*i) == Some(Mark::Close));
                let end = close.map_or(at + 1, |c| c + 1);
                Chunk { skipped: true, ..Chunk::new(at, end, Sym::Plain) }
            }
            _ => Chunk::new(at, at + 1, Sym::Plain),
        }
    }

    /// "not X", "rather than X": where the thing that drops out begins.
    fn exclusion(&self, at: usize) -> Option<usize> {
        let cue = self.scan.at(at).find(|h| h.cue().is_some_and(|(e, _)| e == Effect::Excluded));
        if let Some(hit) = cue {
            return Some(hit.end as usize);
        }
        let after_comma = at > 0 && self.scan.mark(at - 1) == Some(Mark::Comma);
        let not = self.scan.class_at(at, WordClass::Not)?;
        after_comma.then_some(not)
    }

    /// What may stand before a noun: articles, degrees, mild adjectives, "cases of". Gives the place behind them.
    fn leaders(&self, from: usize, chunk: &mut Chunk) -> usize {
        let mut at = from;
        loop {
            let mut next = at;
            for hit in self.scan.at(at) {
                let end = hit.end as usize;
                if let Some(level) = hit.level() {
                    chunk.degree = Some(combine(chunk.degree, level));
                    next = next.max(end);
                } else if let Some(class) = hit.word()
                    && matches!(class, WordClass::Determiner | WordClass::Mild | WordClass::Head | WordClass::Adverb)
                {
                    next = next.max(end);
                } else if hit.cue().is_some_and(|(e, r)| e == Effect::Negated && r == crate::lexicon::Reach::Forward) {
                    chunk.negated = true;
                    next = next.max(end);
                }
            }
            // A thing is never eaten as a leader ("cold" the adjective, "cold" the illness): the longer reading wins.
            let thing = self.scan.at(at).filter(|h| h.is_name()).map(|h| h.end as usize).max();
            if next == at || thing.is_some_and(|end| end >= next) {
                return at;
            }
            at = next;
        }
    }

    fn thing(&self, at: usize) -> Option<&Hit> {
        // "Aciclovir clears …": a weak name that is also a relation's word is the relation.
        let relation = self.scan.at(at).filter(|h| h.kind == TermKind::Relation).map(|h| h.end).max();
        self.scan
            .at(at)
            .filter(|h| h.is_name() && (!h.weak || relation.is_none_or(|end| h.end > end)))
            .max_by_key(|h| h.end)
    }

    /// A cue of several words that runs over a token: its words belong to no phrase.
    fn cue_over(&self, at: usize) -> Option<Effect> {
        let at = at as u32;
        let over = |h: &&Hit| h.start <= at && at < h.end && h.end - h.start > 1;
        self.scan.governors().filter(over).find_map(Hit::cue).map(|(effect, _)| effect)
    }

    fn is_plain(&self, at: usize) -> bool {
        let is_word = self.scan.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Word);
        let free = |h: &Hit| {
            matches!(
                h.kind,
                TermKind::Judgement
                    | TermKind::Act
                    | TermKind::Care
                    | TermKind::Guard
                    | TermKind::Theme
                    | TermKind::Advice
            )
        };
        is_word
            && self.cue_over(at).is_none()
            // A name of an open vocabulary takes nothing from a phrase that was read without it.
            && self.scan.at(at).all(|h| h.open || free(h))
            && !self.scan.adverb.get(at).copied().unwrap_or(false)
    }

    /// One noun phrase around a known thing.
    fn noun(&self, from: usize) -> Option<Chunk> {
        let mut chunk = Chunk::new(from, from, Sym::Noun);
        let mut at = self.leaders(from, &mut chunk);
        let mut unknown = 0;
        let thing = loop {
            if let Some(hit) = self.thing(at) {
                break hit;
            }
            if unknown < 2 && self.is_plain(at) {
                unknown += 1;
                at += 1;
                continue;
            }
            return None;
        };
        chunk.narrowed = unknown > 0;
        for hit in self.scan.at(thing.start as usize).filter(|h| h.is_name() && h.end == thing.end) {
            chunk.things.push(Thing { term: hit.term, start: hit.start, end: hit.end });
        }
        at = thing.end as usize;
        loop {
            if let Some(end) = self.scan.class_at(at, WordClass::Tail) {
                at = end;
            } else if self.scan.possessive.get(at) == Some(&true) && self.begins_verb(at + 1) {
                at += 1; // "Alzheimer's is": the name itself, not "Alzheimer is"
            } else if self.scan.mark(at) == Some(Mark::Open) {
                let end = self.mark(at, Mark::Open).end;
                // "human herpesvirus 8 (HHV-8)": the abbreviation belongs to its name.
                let same = self
                    .scan
                    .concepts()
                    .any(|h| (at..end).contains(&(h.start as usize)) && chunk.things.iter().any(|t| t.term == h.term));
                if same && let Some(thing) = chunk.things.last_mut() {
                    thing.end = end as u32;
                }
                at = end;
            } else if let Some(hit) = self.thing(at).filter(|h| unknown == 0 && !h.weak) {
                // "herpes back pain": the last name is the head, the first one narrows it.
                chunk.things.clear();
                chunk.narrowed = true;
                for hit in self.scan.at(at).filter(|h| h.is_name() && h.end == hit.end) {
                    chunk.things.push(Thing { term: hit.term, start: hit.start, end: hit.end });
                }
                at = hit.end as usize;
            } else {
                break;
            }
        }
        chunk.end = at;
        Some(chunk)
    }

    fn begins_base_verb(&self, at: usize) -> bool {
        let at = self.scan.class_at(at, WordClass::To).unwrap_or(at);
        self.scan.at(at).any(|h| h.form == Form::Verb && h.bits & form::BASE != 0)
    }

    fn begins_verb(&self, at: usize) -> bool {
        self.scan.at(at).any(|h| {
            matches!(
                h.word(),
                Some(WordClass::Be | WordClass::Have | WordClass::Do | WordClass::Should | WordClass::Modal)
            ) || h.kind == TermKind::Relation && matches!(h.form, Form::Verb | Form::VerbInverse)
        })
    }

    /// A pronoun or "these drugs": a noun phrase whose thing stands before.
    fn reference(&self, at: usize) -> Option<Chunk> {
        let end = [WordClass::BackReference, WordClass::Pronoun].into_iter().find_map(|c| self.scan.class_at(at, c))?;
        if self.thing(at).is_some() || self.noun(at).is_some() {
            return None;
        }
        let mut chunk = Chunk::new(at, end, Sym::Noun);
        chunk.refers_back = true;
        chunk.readings.push(Reading { sym: Sym::It, relation: None });
        Some(chunk)
    }

    /// A coordination of noun phrases; unknown members may stand between known ones.
    fn noun_list(&self, from: usize) -> Option<Chunk> {
        if let Some(reference) = self.reference(from) {
            return Some(reference);
        }
        let first = self.noun(from).or_else(|| self.unknown_member(from, true))?;
        let mut list = first.clone();
        let mut at = first.end;
        let mut best = first;
        let mut members = 1;
        loop {
            let comma = self.scan.mark(at) == Some(Mark::Comma);
            let mut next = if comma { at + 1 } else { at };
            let joint = self
                .scan
                .class_at(next, WordClass::And)
                .or_else(|| self.scan.class_at(next, WordClass::SuchAs).filter(|_| members == 1))
                .or_else(|| (self.scan.mark(next) == Some(Mark::Slash)).then_some(next + 1));
            let closing = joint.is_some();
            if let Some(end) = joint {
                next = end;
            }
            if !comma && !closing {
                break;
            }
            let Some(member) = self.noun(next).or_else(|| self.unknown_member(next, false)) else { break };
            members += 1;
            list.things.extend(member.things.iter().copied());
            list.end = member.end;
            list.narrowed = list.narrowed && member.narrowed;
            at = member.end;
            let ends = self.ends_at(at);
            if closing || ends {
                best = list.clone();
            }
        }
        (!best.things.is_empty()).then_some(best)
    }

    /// A list member without a known thing: up to four plain words before the next joint.
    fn unknown_member(&self, from: usize, first: bool) -> Option<Chunk> {
        let mut chunk = Chunk::new(from, from, Sym::Noun);
        let mut at = self.leaders(from, &mut chunk);
        let begin = at;
        while at < begin + 4 && (self.is_plain(at) || self.scan.class_at(at, WordClass::Tail).is_some()) {
            at += 1;
        }
        let joint = self.scan.mark(at) == Some(Mark::Comma) || self.scan.class_at(at, WordClass::And).is_some();
        let closes = self.ends_at(at);
        chunk.end = at;
        let fits = at > begin && if first { self.scan.mark(at) == Some(Mark::Comma) } else { joint || closes };
        fits.then_some(chunk)
    }

    fn ends_at(&self, at: usize) -> bool {
        match self.scan.tokens.get(at).map(|t| t.kind) {
            None => true,
            Some(TokenKind::Mark(mark)) => mark != Mark::Comma && mark != Mark::Slash && mark != Mark::Open,
            _ => false,
        }
    }

    /// "the most common cause", "a sign", "treatment".
    fn relation_noun(&self, from: usize, before: Option<&Chunk>) -> Option<Chunk> {
        let mut chunk = Chunk { start: from, ..Chunk::default() };
        let mut at = self.leaders(from, &mut chunk);
        let led = at > from;
        let mut unknown = 0;
        loop {
            let nouns: Vec<&Hit> = self
                .scan
                .at(at)
                .filter(|h| h.kind == TermKind::Relation && matches!(h.form, Form::Noun | Form::NounInverse))
                .collect();
            if let Some(end) = nouns.iter().map(|h| h.end).max() {
                // "treatment options": the last noun of a row is its head.
                let more = self.scan.at(end as usize).any(|h| matches!(h.form, Form::Noun | Form::NounInverse));
                if more {
                    at = end as usize;
                    continue;
                }
                for hit in nouns.into_iter().filter(|h| h.end == end) {
                    chunk.readings.push(Reading { sym: Sym::RelationNoun, relation: Some((hit.term, hit.form)) });
                }
                chunk.end = end as usize;
                break;
            }
            if unknown < 2 && led && self.is_plain(at) {
                unknown += 1;
                at += 1;
                continue;
            }
            return None;
        }
        chunk.narrowed = unknown > 0;
        // "back pain causes": noun or verb, both stay open. A bare verb at the beginning is no noun.
        if !led && let Some(verb) = self.verb_group(at, before) {
            chunk.readings.extend(verb.readings);
            chunk.end = chunk.end.max(verb.end);
        }
        Some(chunk)
    }

    fn relation_other(&self, at: usize) -> Option<Chunk> {
        let mut chunk = Chunk { start: at, ..Chunk::default() };
        for hit in self.scan.at(at).filter(|h| h.kind == TermKind::Relation) {
            let sym = match hit.form {
                Form::Adjective | Form::AdjectiveInverse => Sym::Adjective,
                Form::Preposition => Sym::Preposition,
                _ => continue,
            };
            if chunk.end == 0 || hit.end as usize == chunk.end {
                chunk.end = hit.end as usize;
                chunk.readings.push(Reading { sym, relation: Some((hit.term, hit.form)) });
            }
        }
        if self.scan.class_at(at, WordClass::Of) == Some(chunk.end) {
            chunk.readings.push(Reading { sym: Sym::Of, relation: None }); // "behind"
        }
        (chunk.readings.iter().any(|r| r.relation.is_some())).then_some(chunk)
    }

    /// Auxiliaries, adverbs and negators around a relation's verb or around "be".
    fn verb_group(&self, from: usize, before: Option<&Chunk>) -> Option<Chunk> {
        let mut chunk = Chunk { start: from, ..Chunk::default() };
        let mut at = from;
        let (mut be, mut have, mut to, mut aux) = (None, false, false, false);
        let mut verb: Vec<&Hit> = Vec::new();
        loop {
            verb.extend(self.scan.at(at).filter(|h| {
                let is_verb = h.kind == TermKind::Relation && matches!(h.form, Form::Verb | Form::VerbInverse);
                // Behind "be" only a participle or -ing form is a verb: "are common causes" is a noun.
                let after_be = h.bits & (form::PARTICIPLE | form::ING) != 0;
                is_verb && (be.is_none() || after_be)
            }));
            // "can help reduce": the first verb only carries the second.
            let end = verb.iter().map(|h| h.end as usize).max().unwrap_or(at);
            let carries = self.scan.class_at(at, WordClass::Carrier).is_some() && self.begins_base_verb(end);
            if carries {
                verb.clear();
            }
            if !verb.is_empty() {
                break;
            }
            let mut next = at;
            for hit in self.scan.at(at) {
                let end = hit.end as usize;
                let longer = end > next;
                if let Some(level) = hit.level() {
                    // Articles belong to nouns: "a common" is no adverb.
                    if longer && !self.scan.article.get(at).copied().unwrap_or(false) {
                        chunk.degree = Some(combine(chunk.degree, level));
                        chunk.hedged |= level == 41;
                        aux |= level == 40 || level == 41;
                        next = end;
                    }
                } else if let Some((effect, reach)) = hit.cue() {
                    if reach != crate::lexicon::Reach::Forward || Self::is_determiner_cue(hit) && be.is_none() && !aux {
                        continue;
                    }
                    match effect {
                        Effect::Negated => chunk.negated = true,
                        Effect::Hedged | Effect::Attributed => chunk.hedged = true,
                        Effect::Historical => chunk.past = true,
                        Effect::Hypothetical => chunk.hypothetical = true,
                        Effect::Asserted => {}
                        _ => continue,
                    }
                    if at == from && effect != Effect::Negated && effect != Effect::Hedged && before.is_none() {
                        continue; // an opener of the sentence, not part of its verb
                    }
                    next = next.max(end);
                } else if let Some(class) = hit.word() {
                    match class {
                        WordClass::Be => {
                            be = Some(at);
                            aux = true;
                        }
                        WordClass::BePast => {
                            be = Some(at);
                            chunk.past = true;
                        }
                        WordClass::Have => have = true,
                        WordClass::Do | WordClass::Modal | WordClass::Should | WordClass::Carrier => aux = true,
                        WordClass::Not => chunk.negated = true,
                        WordClass::To if aux || have || be.is_some() => {}
                        WordClass::To if at == from => to = true,
                        WordClass::Adverb => {}
                        _ => continue,
                    }
                    next = next.max(end);
                }
            }
            if next == at && at > from && self.is_adverb(at) {
                next = at + 1;
            }
            if next == at {
                break;
            }
            at = next;
        }
        if verb.is_empty() {
            return self.be_group(chunk, from, be, at);
        }
        let end = verb.iter().map(|h| h.end).max().unwrap_or(0);
        // "Common causes of …" at the beginning: without a subject before it, what may be a noun is one.
        let may_be_noun = self.scan.at(at).any(|h| matches!(h.form, Form::Noun | Form::NounInverse));
        let subject = before.is_some_and(|b| {
            [Sym::Noun, Sym::Which, Sym::What, Sym::It, Sym::Nothing, Sym::And].iter().any(|s| b.is(*s))
        });
        if may_be_noun && !subject && be.is_none() && !aux && !have && !to {
            return None;
        }
        chunk.end = end as usize;
        let followed_by_by = self.scan.class_at(chunk.end, WordClass::By).is_some();
        for hit in verb.into_iter().filter(|h| h.end == end) {
            let own_be = self.scan.class_at(hit.start as usize, WordClass::Be).is_some() || hit.bits == 0;
            let past = hit.bits & form::PAST != 0;
            let participle = hit.bits & form::PARTICIPLE != 0;
            let sym = if own_be {
                Sym::Active
            } else if be.is_some() && participle {
                Sym::Passive
            } else if hit.bits & form::ING != 0 && hit.bits & form::BASE == 0 {
                if be.is_some() { Sym::Active } else { Sym::Ing }
            } else if participle && !have && !aux && followed_by_by {
                Sym::Participle
            } else if to {
                Sym::Infinitive
            } else {
                if past && !have && hit.bits & form::BASE == 0 {
                    chunk.past = true;
                }
                Sym::Active
            };
            chunk.readings.push(Reading { sym, relation: Some((hit.term, hit.form)) });
        }
        Some(chunk)
    }

    /// The group that ends in "be" (or include) without a relation's verb.
    fn be_group(&self, mut chunk: Chunk, from: usize, be: Option<usize>, at: usize) -> Option<Chunk> {
        if let Some(end) = self.scan.class_at(at, WordClass::Include) {
            chunk.end = end;
            chunk.readings.push(Reading { sym: Sym::Include, relation: None });
            return Some(chunk);
        }
        be?;
        // Give back what belongs to the noun after it.
        chunk.end = at;
        chunk.start = from;
        chunk.readings.push(Reading { sym: Sym::Be, relation: None });
        Some(chunk)
    }

    fn is_determiner_cue(hit: &Hit) -> bool {
        hit.end == hit.start + 1 && hit.cue().is_some_and(|(e, _)| e == Effect::Negated)
    }

    fn is_adverb(&self, at: usize) -> bool {
        self.scan.adverb.get(at).copied().unwrap_or(false)
    }

    fn word(&self, at: usize) -> Chunk {
        if self.cue_over(at) == Some(Effect::Asserted) {
            return Chunk { skipped: true, ..Chunk::new(at, at + 1, Sym::Plain) }; // "without question"
        }
        let mut chunk = Chunk::new(at, at + 1, Sym::Plain);
        let mut end = at + 1;
        chunk.readings.clear();
        for hit in self.scan.at(at) {
            let Some(class) = hit.word() else {
                if hit.level().is_some() && hit.end as usize > chunk.end - 1 {
                    chunk.degree = hit.level();
                    chunk.skipped = true;
                    chunk.end = chunk.end.max(hit.end as usize);
                }
                continue;
            };
            let sym = match class {
                WordClass::Of => Sym::Of,
                WordClass::By => Sym::By,
                WordClass::With => Sym::With,
                WordClass::And => Sym::And,
                WordClass::Which => Sym::Which,
                WordClass::What => Sym::What,
                WordClass::To => Sym::To,
                WordClass::Nothing => Sym::Nothing,
                WordClass::More => Sym::More,
                WordClass::Than => Sym::Than,
                WordClass::Include => Sym::Include,
                WordClass::Adverb | WordClass::Opener => {
                    chunk.skipped = true;
                    chunk.end = chunk.end.max(hit.end as usize);
                    continue;
                }
                WordClass::As => Sym::As,
                WordClass::Among => Sym::Among,
                _ => continue,
            };
            chunk.readings.push(Reading { sym, relation: None });
            end = end.max(hit.end as usize);
        }
        if !chunk.readings.is_empty() {
            chunk.skipped = false;
            chunk.end = end;
        }
        chunk
    }
}

/// Several degrees in one phrase: a rare one wins, otherwise the strongest.
pub fn combine(known: Option<u8>, level: u8) -> u8 {
    match known {
        Some(known) if known <= 30 || level <= 30 => known.min(level),
        Some(known) => known.max(level),
        None => level,
    }
}
