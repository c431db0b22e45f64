//! From the ids that an editor wrote to terms, with what was meant by those that are none.

use super::{Group, RuleFault};
use crate::analyze::scan::{Hit, Scan};
use crate::form::nearest;
use crate::lexicon::notation::expand;
use crate::lexicon::{Lexicon, TermId, TermKind};
use toml::Spanned;

/// What sort of ids a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// What a sentence says of two things: `rel:…`.
    Relation,
    /// Things: concepts, kinds, themes.
    Thing,
    /// Things or literal words.
    Case,
    /// Where to go for help: `care:…`.
    Care,
    /// Whatever a clause may hold.
    Any,
}

impl Sort {
    fn takes(self, kind: TermKind) -> bool {
        let thing = matches!(kind, TermKind::Concept | TermKind::Theme);
        match self {
            Self::Relation => kind == TermKind::Relation,
            Self::Thing => thing,
            Self::Case => thing || kind == TermKind::Guard,
            Self::Care => kind == TermKind::Care,
            Self::Any => true,
        }
    }

    /// Whether a term may be offered for a misspelt id: nobody means another claim's literal words.
    fn offers(self, kind: TermKind) -> bool {
        self.takes(kind)
            && !matches!(kind, TermKind::Guard | TermKind::Word | TermKind::Friend | TermKind::Part | TermKind::Cue)
    }

    /// What it takes, in words.
    fn words(self) -> &'static str {
        match self {
            Self::Relation => "relations (rel:…)",
            Self::Thing => "concepts",
            Self::Case => "concepts or literal words (w:…)",
            Self::Care => "tiers of care (care:…)",
            Self::Any => "concepts, classes or literal words (w:…)",
        }
    }

    /// One of it.
    fn one(self) -> &'static str {
        match self {
            Self::Relation => "relation",
            Self::Thing | Self::Case => "concept",
            Self::Care => "tier of care",
            Self::Any => "concept or class",
        }
    }
}

/// What compiling asks of its surroundings: terms and topics by id.
pub struct Names<'a> {
    /// The lexicon.
    pub lexicon: &'a Lexicon,
    /// Topic ids in order.
    pub topics: &'a [String],
}

impl Names<'_> {
    /// The term of a written id, or a fault at the word.
    pub fn term(&self, word: &Spanned<String>, sort: Sort, faults: &mut Vec<RuleFault>) -> Option<TermId> {
        let id = word.as_ref().trim_start_matches('=').trim_end_matches('~');
        let found = self.lexicon.term(id).or_else(|| self.lexicon.term(&format!("kind:{id}")));
        let fits = found.and_then(|term| self.lexicon.kind_of(term)).is_some_and(|kind| sort.takes(kind));
        if !fits {
            let kind = found.and_then(|term| self.lexicon.kind_of(term));
            let wording = id.strip_prefix("w:").map(expand);
            let (message, code) = match (kind, wording) {
                (None, Some(Err(trouble))) if sort.takes(TermKind::Guard) => (trouble, "claims/wording"),
                (_, Some(_)) => {
                    (format!("literal words cannot stand here; wanted are {}", sort.words()), "claims/wrong-concept")
                }
                (Some(kind), None) => {
                    (format!("`{id}` is {}; wanted are {}", named(kind), sort.words()), "claims/wrong-concept")
                }
                (None, None) => (format!("there is no {} `{id}`", sort.one()), "claims/unknown-concept"),
            };
            faults.push(RuleFault { word: word.clone(), message, code, near: self.meant(id, sort) });
        }
        found.filter(|_| fits)
    }

    /// The id that was probably meant: the thing of this id or name, the same word with its prefix, the class with this
    /// wording, or the nearest id.
    fn meant(&self, typed: &str, sort: Sort) -> Option<String> {
        let lexicon = self.lexicon;
        let bare = |id: &str| id.split_once(':').map_or(id, |(_, bare)| bare).to_owned();
        let key = bare(&typed.trim().to_lowercase().replace([' ', '_'], "-"));
        let ids: Vec<&str> = lexicon
            .terms
            .by_hand()
            .filter(|term| lexicon.kind_of(*term).is_some_and(|kind| sort.offers(kind)))
            .map(|term| lexicon.id_of(term))
            .collect();
        let words = bare(typed).replace(['-', '_'], " ");
        let scan = Scan::new(&words, 0, lexicon);
        let whole = |kinds: &dyn Fn(TermKind) -> bool| {
            let covers = |hit: &&Hit| scan.span(hit.start as usize, hit.end as usize).of(&words) == words.trim();
            let mut hits = scan.hits.iter().filter(covers).filter(|hit| sort.offers(hit.kind) && kinds(hit.kind));
            hits.next().map(|hit| lexicon.id_of(hit.term).to_owned())
        };
        let thing = || ids.iter().find(|id| **id == key).map(|id| (*id).to_owned());
        let named = || whole(&|kind| kind == TermKind::Concept);
        let prefixed = || ids.iter().find(|id| bare(id) == key).map(|id| (*id).to_owned());
        let worded = || whole(&|_| true);
        let near = || {
            let whole = nearest(typed, ids.iter().copied()).first().map(|id| (*id).to_owned());
            let bares: Vec<String> = ids.iter().map(|id| bare(id)).collect();
            let near = nearest(&key, bares.iter().map(String::as_str)).first().map(|near| (*near).to_owned());
            whole
                .or_else(|| ids.iter().find(|id| near.as_deref() == Some(bare(id).as_str())).map(|id| (*id).to_owned()))
        };
        let found = thing().or_else(named).or_else(prefixed).or_else(worded).or_else(near);
        found.map(|id| id.trim_start_matches("kind:").to_owned())
    }

    /// Members of a group; "=x" is exact.
    pub fn group(&self, words: &[Spanned<String>], sort: Sort, faults: &mut Vec<RuleFault>) -> Group {
        let members =
            words.iter().filter_map(|w| self.term(w, sort, faults).map(|t| (t, w.as_ref().starts_with('=')))).collect();
        Group { members }
    }

    /// The same where a word that is both a concept and a kind means the kind: "disease" is every disease.
    pub fn kinds(&self, words: &[Spanned<String>], faults: &mut Vec<RuleFault>) -> Group {
        let mut group = self.group(words, Sort::Thing, faults);
        let kinds = words.iter().filter_map(|w| self.lexicon.term(&format!("kind:{}", w.as_ref())));
        group.members.extend(kinds.map(|kind| (kind, false)));
        group
    }
}

/// What a term is, in a reviewer's words.
fn named(kind: TermKind) -> &'static str {
    match kind {
        TermKind::Concept => "a concept",
        TermKind::Act => "an act",
        TermKind::Judgement => "a judgement",
        TermKind::Relation => "a relation",
        TermKind::Degree => "a degree",
        TermKind::Advice => "a word of advice",
        TermKind::Guard => "literal words",
        TermKind::Theme => "a theme",
        TermKind::Care => "a tier of care",
        TermKind::Cue | TermKind::Word | TermKind::Part | TermKind::Friend => "a word of the language",
    }
}
