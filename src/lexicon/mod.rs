//! The language and the concepts: what words mean to the linter, before any article or claim.
//!
//! Concepts, acts, judgements, relations, degrees and cues are all *terms* with *wordings* in one trie. Layer 1: this
//! folder knows neither documents nor claims.

mod entries;
pub mod inflect;
pub mod keys;
mod known;
pub mod load;
mod merge;
pub mod notation;
pub mod open;
pub mod tables;
mod terms;
pub mod token;
pub mod trie;
pub mod units;
mod variants;

pub use crate::form::nearest;
use crate::stored::{Column, Later, Numbers};
pub use entries::{Entries, Entry};
use keys::Keys;
pub use known::Known;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
pub use terms::Terms;
use trie::Trie;
use units::Units;

/// Number of a term.
pub type TermId = u32;

/// What kind of thing a term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TermKind {
    /// A thing of medicine: disease, drug, sign, food …
    Concept,
    /// Something people do or advise.
    Act,
    /// Something said about a thing.
    Judgement,
    /// A way two things hang together.
    Relation,
    /// How often, how much, how sure.
    Degree,
    /// Words that set the stance.
    Cue,
    /// Words that turn an act into advice for or against it.
    Advice,
    /// Words that make a claim's clause another statement.
    Guard,
    /// A theme: phrases that circle one matter, without naming one thing; it hides nothing and nothing hides it.
    Theme,
    /// Where to go for help, by urgency.
    Care,
    /// A closed class of function words.
    Word,
    /// One of the words that make a thing when they stand near each other.
    Part,
    /// Looks like another wording and means something else.
    Friend,
}

/// The closed word classes that the analysis itself knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// am, is, are, was, remain …
    Be,
    /// was, were, had been.
    BePast,
    /// have, has, had.
    Have,
    /// do, does, did.
    Do,
    /// will, shall.
    Modal,
    /// "be known to", "tend to", "help to": verbs that carry the next verb and change nothing.
    Carrier,
    /// not, never.
    Not,
    /// the, a, your, this …
    Determiner,
    /// it, this, they, these, which refer back.
    Pronoun,
    /// "this condition", "the virus", "these drugs": refer back with a noun.
    BackReference,
    /// which, that, who.
    Which,
    /// what.
    What,
    /// of, for, behind, in (after a relation noun).
    Of,
    /// by.
    By,
    /// with.
    With,
    /// Other prepositions.
    Preposition,
    /// and, or, "as well as".
    And,
    /// but, however, although …: ends a clause.
    But,
    /// while: sets against behind a comma, tells when elsewhere.
    While,
    /// because, since, so …: begins a clause that is asserted as well.
    Because,
    /// if, unless, whether …
    If,
    /// when, whenever, as soon as …
    When,
    /// Words that begin a question: how, why, does …
    Ask,
    /// yes, absolutely: an answer that asserts its question.
    Yes,
    /// no, not at all: an answer that denies its question.
    NoAnswer,
    /// that, after a verb or noun.
    That,
    /// as.
    As,
    /// among.
    Among,
    /// than.
    Than,
    /// more, less (before than).
    More,
    /// nothing, no other, few.
    Nothing,
    /// "such as", including, like.
    SuchAs,
    /// include, includes.
    Include,
    /// Adverbs that change nothing.
    Adverb,
    /// Adjectives before a noun that do not narrow it (severe, chronic, your).
    Mild,
    /// Nouns that stand for what follows "of" or "with" (cases of, people with).
    Head,
    /// Nouns after a name that leave it what it is (infection, symptoms).
    Tail,
    /// to, before an infinitive.
    To,
    /// you, people, doctors, patients: persons as subjects.
    Person,
    /// may, should, must, can, could: operators of advice and hedging have their own terms; here as plain words.
    Should,
    /// take, use, give: verbs that carry an act ("take double the dose").
    LightVerb,
    /// Words that the author puts before an assertion (in fact, remember that).
    Opener,
}

/// What a cue does to the content it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// No change; also switches off cues inside it.
    Asserted,
    /// One step lower.
    Hedged,
    /// One step lower; somebody else says so.
    Attributed,
    /// Only for a named group or case.
    Restricted,
    /// No longer held.
    Historical,
    /// Animals, cells, single cases.
    OtherExperiencer,
    /// If, unless, would.
    Hypothetical,
    /// Asked, not said.
    Questioned,
    /// Denied.
    Negated,
    /// Named as wrong.
    Refuted,
    /// The next thing drops out.
    Excluded,
    /// Nothing may be concluded.
    Silent,
}

/// Where a cue stands relative to the content it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// Acts on what follows in its clause.
    Forward,
    /// Acts on what precedes in its sentence.
    Backward,
    /// Acts on its whole sentence.
    Sentence,
    /// A sentence of its own that acts on the one before.
    NextSentence,
    /// As heading, label or column header it governs what stands below.
    Block,
    /// Acts on the concept or list right after it.
    Next,
}

/// What part of speech a relation's wording is, and which way round its things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Form {
    /// No relation.
    None,
    /// Subject VERB object.
    Verb,
    /// Object VERB subject ("result from").
    VerbInverse,
    /// Subject is NOUN of object.
    Noun,
    /// Object is NOUN of subject ("result of").
    NounInverse,
    /// Subject is ADJECTIVE object ("responsible for").
    Adjective,
    /// Object is ADJECTIVE subject ("attributable to").
    AdjectiveInverse,
    /// Object PREPOSITION subject ("due to").
    Preposition,
    /// Words that stand near each other in any order ("numb" + "groin"): no phrase, and so no part of a frame.
    Near,
}

/// A term: anything the database gives a name and wordings to.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its id: `low-back-pain`, `jud:harmless`, `act:wait`, `cause`, `deg:most` …
    pub id: String,
    /// How readers call it.
    pub name: String,
    /// What kind of thing it is.
    pub kind: TermKind,
    /// Terms it is a kind of, itself first, nearest first.
    pub ancestors: Vec<TermId>,
    /// For a degree its level; for a cue its reach and effect; for a word its class.
    pub detail: Detail,
}

/// What a term of a closed kind means to the analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Detail {
    /// Nothing beyond its id.
    Plain,
    /// A thing that nobody chose by hand: a row of an open vocabulary.
    Open,
    /// A degree's level, 0 to 110.
    Level(u8),
    /// A cue's effect and reach.
    Cue(Effect, Reach),
    /// A word's class.
    Word(WordClass),
    /// For a look-alike: the term it is not.
    Friend(TermId),
}

/// All terms and wordings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Lexicon {
    /// Tells it from all others, for what is remembered of sentences that were looked at with it.
    #[serde(skip)]
    pub identity: Arc<()>,
    /// The trie over all wordings; its entries index `entries`.
    pub trie: Trie,
    /// What each wording belongs to.
    pub entries: Entries,
    /// All terms, by number.
    pub terms: Terms,
    /// Term numbers sorted by id, for look-ups by name.
    by_id: Column,
    /// The frames of relations, in file order.
    pub frames: Vec<Frame>,
    /// Negator words, by word number, ascending.
    pub negators: Vec<u32>,
    /// The wordings of the language as they were written, by entry; only known where the files were read.
    #[serde(skip)]
    pub written: BTreeMap<u32, Written>,
    /// Wordings whose parts stand near each other in any order.
    nears: Nears,
    /// What a sentence could name, by its words.
    pub keys: Keys,
    /// The entry and the labels of each sequence of words, the rarest first; only known where the files were read.
    #[serde(skip)]
    sequences: Vec<trie::Sequence>,
    /// For each label how often texts use its words.
    #[serde(skip)]
    common: Vec<u32>,
    /// The labels of words that measure.
    #[serde(skip)]
    measuring: Vec<(u32, u32)>,
    /// Numbers and units.
    pub units: Later<Units>,
    /// Terms that the program itself speaks of.
    pub known: Known,
}

/// A wording as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file it is in.
    pub file: String,
    /// The wording.
    pub text: String,
}

/// A wording in parts: "numb + groin" is numbness of the groin wherever the two stand near each other in a clause.
#[derive(Debug, Clone)]
pub struct Near {
    /// What the parts together name.
    pub term: TermId,
    /// The parts, two or three.
    pub parts: Vec<TermId>,
}

/// All wordings in parts.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Nears {
    terms: Column,
    parts: Column,
    parts_to: Column,
    /// The parts in ascending order, one for each wording it belongs to, and the numbers of these wordings.
    by_part: Column,
    wording: Column,
}

impl Nears {
    fn new(nears: &[Near]) -> Self {
        let mut by_part: Vec<(TermId, u32)> =
            nears.iter().enumerate().flat_map(|(i, near)| near.parts.iter().map(move |p| (*p, i as u32))).collect();
        by_part.sort_unstable();
        let mut end = 0;
        let parts_to = nears.iter().map(|near| {
            end += near.parts.len() as u32;
            end
        });
        Self {
            parts_to: parts_to.collect(),
            terms: nears.iter().map(|near| near.term).collect(),
            parts: nears.iter().flat_map(|near| &near.parts).copied().collect(),
            by_part: by_part.iter().map(|(part, _)| *part).collect(),
            wording: by_part.iter().map(|(_, wording)| *wording).collect(),
        }
    }
}

/// A claim-independent shape in which English states a relation; compiled by the analysis.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Frame {
    /// Its id, shown in traces.
    pub id: String,
    /// The pattern over symbols.
    pub pattern: String,
    /// The relation of a frame that has no relation word; empty otherwise.
    pub relation: String,
    /// The relation is taken for granted, not said.
    pub presupposed: bool,
}

impl Lexicon {
    /// The term with this id.
    pub fn term(&self, id: &str) -> Option<TermId> {
        let at = self.by_id.all().partition_point(|term| self.id_of(term) < id);
        self.by_id.get(at).filter(|term| self.id_of(*term) == id)
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The id of a term; empty for a number that is none.
    pub fn id_of(&self, term: TermId) -> &str {
        self.terms.id(term)
    }

    /// The readers' name of a term.
    pub fn name_of(&self, term: TermId) -> &str {
        self.terms.name(term)
    }

    /// The term and everything it is a kind of.
    pub fn ancestors(&self, term: TermId) -> Numbers<'_> {
        self.terms.ancestors(term)
    }

    /// Whether `term` is `kind` or a kind of it.
    pub fn is_a(&self, term: TermId, kind: TermId) -> bool {
        self.ancestors(term).contains(kind)
    }

    /// What kind of term it is.
    pub fn kind_of(&self, term: TermId) -> Option<TermKind> {
        self.terms.shape(term).map(|(kind, _)| kind)
    }

    /// What a term of a closed kind means.
    pub fn detail_of(&self, term: TermId) -> Detail {
        self.terms.shape(term).map_or(Detail::Plain, |(_, detail)| detail)
    }

    /// The wordings in parts that a part belongs to.
    pub fn nears_with(&self, part: TermId) -> impl Iterator<Item = u32> {
        let parts = self.nears.by_part.all();
        let from = parts.partition_point(|p| p < part);
        let to = from + parts.iter().skip(from).take_while(|p| *p == part).count();
        self.nears.wording.slice(from, to).iter()
    }

    /// A wording in parts: what it names, and its parts.
    pub fn near(&self, wording: u32) -> Option<(TermId, Numbers<'_>)> {
        let term = self.nears.terms.get(wording as usize)?;
        Some((term, self.nears.parts.piece(&self.nears.parts_to, wording as usize)))
    }

    /// Makes the keys to all terms that somebody asks for, by the lists that they are on, of so many; where the files were not read, the
    /// keys stay as they are.
    pub fn keep_keys(&mut self, list: impl Fn(TermId) -> Option<u32>, lists: u32) {
        if !self.sequences.is_empty() {
            self.identity = Arc::default();
            self.keys = Keys::new(self, (&self.sequences, &self.measuring), (list, lists));
        }
    }

    /// For each term how often texts name it or something below it, at most: by the rarest word of each wording. Zeros where
    /// the files were not read.
    pub fn uses(&self) -> Vec<u64> {
        let mut uses = vec![0; self.len()];
        for sequence in &self.sequences {
            let common = sequence.labels.first().and_then(|standing| self.common.get(standing.label as usize));
            let (Some(entry), Some(common)) = (self.entries.get(sequence.entry as usize), common) else { continue };
            for term in self.ancestors(entry.term).iter() {
                if let Some(uses) = uses.get_mut(term as usize) {
                    *uses += u64::from(*common);
                }
            }
        }
        uses
    }

    /// Whether a term says that something helps: a relation such as "treats".
    pub fn helps(&self, term: TermId) -> bool {
        let Known { treats, relieves, prevents, cures, .. } = self.known;
        [treats, relieves, prevents, cures].iter().flatten().any(|help| self.is_a(term, *help))
    }

    /// Whether a term is a cue that denies the evidence for something: "has not been shown to".
    pub fn denies_evidence(&self, term: TermId) -> bool {
        [self.known.no_evidence, self.known.lacks_evidence].contains(&Some(term))
    }

    /// The ids nearest to a misspelt one, best first, at most three.
    pub fn nearest(&self, id: &str) -> Vec<&str> {
        nearest(id, self.terms.by_hand().map(|term| self.id_of(term)))
    }
}

/// Irregular verbs, word groups and spelling pairs that the trie is built with.
#[derive(Debug, Clone, Default)]
pub struct Morphology {
    /// Base form → all forms with their bits.
    pub irregular: HashMap<String, Vec<(String, u8)>>,
    /// "be", "not", "one's", "oneself" → their words.
    pub groups: HashMap<String, Vec<String>>,
    /// British and American spelling of word parts; `^` marks a word's beginning.
    pub spelling: Vec<(String, String)>,
    /// Words that never inflect.
    pub uninflected: Vec<String>,
}
