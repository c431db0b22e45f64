//! Frames: claim-independent shapes over chunks, and the tuples they give.
//!
//! A frame is a short row of symbols from `language/frames.toml`. It is tried at every chunk; chunks that are passed
//! over (adverbs, brackets, ruled-out things) do not break it, any unknown word does.

use super::chunk::{Chunk, Sym, Thing, combine};
use crate::lexicon::{Form, Lexicon, TermId};

/// A symbol of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    sym: Sym,
    role: Role,
    optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Subject,
    Object,
    Relation,
    Mark,
}

/// A frame ready to be tried.
#[derive(Debug, Clone)]
pub struct Pattern {
    places: Vec<Place>,
    /// Index of the frame in the lexicon.
    pub frame: usize,
    /// The relation of a frame that has no relation word.
    relation: Option<TermId>,
    presupposed: bool,
}

/// What a frame read: one relation between two lists of things.
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuple {
    /// Which relation.
    pub relation: TermId,
    /// The relation's subjects; never empty.
    pub subjects: Vec<Thing>,
    /// The relation's objects; never empty.
    pub objects: Vec<Thing>,
    /// 0 to 110; 45 where nothing is said.
    pub degree: u8,
    /// A negator stands inside.
    pub negated: bool,
    /// A hedge stands inside.
    pub hedged: bool,
    /// Past tense or past belief.
    pub past: bool,
    /// "would".
    pub hypothetical: bool,
    /// An unknown word narrows a thing or the relation.
    pub narrowed: bool,
    /// The subject or object is a pronoun's.
    pub carried: bool,
    /// Said in a relative clause of its own (", which …"): what stands before its noun is another statement.
    pub relative: bool,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Which frame read it.
    pub frame: usize,
}

/// Level of a plain statement: "X causes Y".
pub const PLAIN: u8 = 45;
/// Level of what is only taken for granted.
const CAN: u8 = 40;

/// Reads the frames; a symbol that is none gives the frame's number and the word.
pub fn compile(lexicon: &Lexicon) -> Result<Vec<Pattern>, (usize, String)> {
    lexicon
        .frames
        .iter()
        .enumerate()
        .map(|(i, frame)| {
            let places: Result<Vec<Place>, String> = frame.pattern.split_whitespace().map(place).collect();
            places
                .map(|places| Pattern {
                    places,
                    frame: i,
                    relation: lexicon.term(&frame.relation),
                    presupposed: frame.presupposed,
                })
                .map_err(|word| (i, word))
        })
        .collect()
}

fn place(word: &str) -> Result<Place, String> {
    let (name, optional) = match word.strip_suffix('?') {
        Some(name) if !name.is_empty() => (name, true),
        _ => (word, false),
    };
    let (sym, role) = match name {
        "S" => (Sym::Noun, Role::Subject),
        "O" => (Sym::Noun, Role::Object),
        "V:act" => (Sym::Active, Role::Relation),
        "V:pass" => (Sym::Passive, Role::Relation),
        "V:part" => (Sym::Participle, Role::Relation),
        "V:ing" => (Sym::Ing, Role::Relation),
        "V:inf" => (Sym::Infinitive, Role::Relation),
        "R" => (Sym::RelationNoun, Role::Relation),
        "A" => (Sym::Adjective, Role::Relation),
        "P" => (Sym::Preposition, Role::Relation),
        "BE" => (Sym::Be, Role::Mark),
        "INC" => (Sym::Include, Role::Mark),
        "OF" => (Sym::Of, Role::Mark),
        "BY" => (Sym::By, Role::Mark),
        "WITH" => (Sym::With, Role::Mark),
        "AND" => (Sym::And, Role::Mark),
        "WHICH" => (Sym::Which, Role::Mark),
        "WHAT" => (Sym::What, Role::Mark),
        "IT" => (Sym::It, Role::Mark),
        "TO" => (Sym::To, Role::Mark),
        "AS" => (Sym::As, Role::Mark),
        "AMONG" => (Sym::Among, Role::Mark),
        "NOTHING" => (Sym::Nothing, Role::Mark),
        "MORE" => (Sym::More, Role::Mark),
        "THAN" => (Sym::Than, Role::Mark),
        "," => (Sym::Comma, Role::Mark),
        ":" => (Sym::Colon, Role::Mark),
        "-" => (Sym::Dash, Role::Mark),
        "?" => (Sym::Question, Role::Mark),
        "$" => (Sym::Stop, Role::Mark),
        other => return Err(other.to_owned()),
    };
    Ok(Place { sym, role, optional })
}

/// Every tuple that any frame reads, earlier and longer first.
pub fn tuples(chunks: &[Chunk], patterns: &[Pattern]) -> Vec<Tuple> {
    let live: Vec<&Chunk> = chunks.iter().filter(|c| !c.skipped).collect();
    let mut out = Vec::new();
    for start in 0..live.len() {
        for pattern in patterns {
            let mut taken = Vec::new();
            if step(&live, start, &pattern.places, &mut taken) {
                read(&live, &taken, pattern, chunks, &mut out);
            }
        }
    }
    out.sort_by_key(|t| (t.start, std::cmp::Reverse(t.end), t.frame));
    out
}

/// Tries the rest of a pattern at `at`; `taken` holds chunk and place of every match.
fn step(live: &[&Chunk], at: usize, places: &[Place], taken: &mut Vec<(usize, Place)>) -> bool {
    let Some((place, rest)) = places.split_first() else { return true };
    if let Some(chunk) = live.get(at)
        && chunk.is(place.sym)
    {
        taken.push((at, *place));
        if step(live, at + 1, rest, taken) {
            return true;
        }
        taken.pop();
    }
    // The end of the sentence stands for its full stop.
    let ended = place.sym == Sym::Stop && at >= live.len();
    (place.optional || ended) && step(live, at, rest, taken)
}

fn read(live: &[&Chunk], taken: &[(usize, Place)], pattern: &Pattern, chunks: &[Chunk], out: &mut Vec<Tuple>) {
    let chunk_of = |role: Role| taken.iter().find(|(_, p)| p.role == role).and_then(|(i, _)| live.get(*i).copied());
    let (Some(subject), Some(object)) = (chunk_of(Role::Subject), chunk_of(Role::Object)) else { return };
    let all: Vec<&Chunk> = taken.iter().filter_map(|(i, _)| live.get(*i).copied()).collect();
    let relation = taken.iter().find(|(_, p)| p.role == Role::Relation).and_then(|(i, p)| Some((live.get(*i)?, p.sym)));
    let mut relations: Vec<(TermId, Form)> = match relation {
        Some((chunk, sym)) => chunk.readings.iter().filter(|r| r.sym == sym).filter_map(|r| r.relation).collect(),
        None => pattern.relation.map(|term| (term, Form::Noun)).into_iter().collect(),
    };
    relations.dedup();
    let (from, to) = (all.iter().map(|c| c.start).min().unwrap_or(0), all.iter().map(|c| c.end).max().unwrap_or(0));
    let degrees = all.iter().copied().chain(passed_over(chunks, from, to)).filter_map(|c| c.degree);
    let degree = degrees.fold(None, |known, level| Some(combine(known, level)));
    let any = |ask: fn(&Chunk) -> bool| all.iter().any(|c| ask(c));
    let degree = if pattern.presupposed { degree.unwrap_or(CAN).min(CAN) } else { degree.unwrap_or(PLAIN) };
    let superlative_frame = taken.iter().any(|(_, p)| p.sym == Sym::Nothing);
    for (term, form) in relations {
        let inverse = matches!(form, Form::VerbInverse | Form::NounInverse | Form::AdjectiveInverse);
        // Closing marks belong to the shape, not to the words underlined.
        let said = all
            .iter()
            .filter(|c| !c.is(Sym::Stop) && (!c.is(Sym::Comma) || Some(c.start) != all.last().map(|l| l.start)));
        let (from, to) = if inverse { (object, subject) } else { (subject, object) };
        out.push(Tuple {
            relation: term,
            subjects: from.things.clone(),
            objects: to.things.clone(),
            degree: if superlative_frame { 90 } else { degree },
            negated: any(|c| c.negated) && !superlative_frame,
            hedged: any(|c| c.hedged),
            past: any(|c| c.past),
            hypothetical: any(|c| c.hypothetical),
            narrowed: any(|c| c.narrowed),
            carried: subject.refers_back || object.refers_back,
            relative: taken.iter().any(|(_, p)| p.sym == Sym::Which) && taken.iter().any(|(_, p)| p.sym == Sym::Comma),
            start: said.clone().map(|c| c.start).min().unwrap_or(0),
            end: said.map(|c| c.end).max().unwrap_or(0),
            frame: pattern.frame,
        });
    }
}

/// Chunks that a frame passed over and that set its degree all the same: "the only (thing that)", "In rare cases, …".
fn passed_over(chunks: &[Chunk], from: usize, to: usize) -> impl Iterator<Item = &Chunk> {
    let before = chunks.partition_point(|c| c.start < from);
    let fronted = chunks.iter().take(before).rev().take_while(|c| c.skipped || c.is(Sym::Comma));
    let inside = chunks.iter().filter(move |c| c.skipped && c.start >= from && c.end <= to);
    inside.chain(fronted)
}

/// A relation with one side missing, to be closed by list items or by an answer.
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Which relation.
    pub relation: TermId,
    /// The side that stands here.
    pub known: Vec<Thing>,
    /// Whether the known side is the relation's object.
    pub known_is_object: bool,
    /// As in a tuple.
    pub degree: u8,
    /// As in a tuple.
    pub negated: bool,
    /// As in a tuple.
    pub hedged: bool,
    /// As in a tuple.
    pub narrowed: bool,
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
}

/// The open relation at a sentence's end: "Common causes of back pain include:", "Herpes can cause:", or a question
/// "What is the most common cause of back pain?".
pub fn open(chunks: &[Chunk]) -> Option<Open> {
    let live: Vec<&Chunk> = chunks.iter().filter(|c| !c.skipped).collect();
    let mut end = live.len();
    let closing = |c: &&Chunk| {
        c.is(Sym::Colon) || c.is(Sym::Stop) || c.is(Sym::Question) || c.readings.is_empty() || c.is(Sym::Plain)
    };
    while end > 0 && live.get(end - 1).is_some_and(closing) {
        end -= 1;
    }
    while end > 0 && live.get(end - 1).is_some_and(|c| c.is(Sym::Include) || c.is(Sym::Be) && !c.is(Sym::Noun)) {
        end -= 1;
    }
    let body = live.get(..end)?;
    let (noun, relation, things, inverse_side) = match body {
        [.., r, of, noun] if r.is(Sym::RelationNoun) && of.is(Sym::Of) && noun.is(Sym::Noun) => {
            (Sym::RelationNoun, *r, *noun, true)
        }
        [.., noun, r] if r.is(Sym::RelationNoun) && noun.is(Sym::Noun) => (Sym::RelationNoun, *r, *noun, true),
        [.., noun, v] if v.is(Sym::Active) && noun.is(Sym::Noun) => (Sym::Active, *v, *noun, false),
        [.., what, v, noun] if what.is(Sym::What) && v.is(Sym::Active) && noun.is(Sym::Noun) => {
            (Sym::Active, *v, *noun, true)
        }
        _ => return None,
    };
    if things.things.is_empty() {
        return None;
    }
    let (term, form) = relation.readings.iter().find(|r| r.sym == noun)?.relation?;
    let inverse = matches!(form, Form::VerbInverse | Form::NounInverse | Form::AdjectiveInverse);
    let mut degree = None;
    for chunk in &live {
        if let Some(level) = chunk.degree {
            degree = Some(combine(degree, level));
        }
    }
    Some(Open {
        relation: term,
        known: things.things.clone(),
        known_is_object: inverse_side != inverse,
        degree: degree.unwrap_or(PLAIN),
        negated: live.iter().any(|c| c.negated),
        hedged: live.iter().any(|c| c.hedged),
        narrowed: relation.narrowed || things.narrowed,
        start: relation.start.min(things.start),
        end: relation.end.max(things.end),
    })
}

/// The degree of a list item that carries one of its own: "Rarely, a tumour" under "Common causes include:".
pub fn degree_of_item(lead: u8, item: u8) -> u8 {
    combine(Some(lead), item)
}
