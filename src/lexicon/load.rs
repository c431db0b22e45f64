//! From the TOML of `language/` and `lexicon/` to a `Lexicon`, with all faults of all files in one run.

use super::notation::{Step, expand};
use super::tables::{
    CareFile, ClassFile, ConceptTable, CueFile, DegreeFile, FrameFile, LexiconFile, RelationFile, WordFile, Wordings,
};
use super::token::tokens;
use super::trie::{Inflection, TrieBuilder};
use super::units;
use super::variants::{morphology, name_variants};
use super::{
    Detail, Entry, Form, Frame, Known, Lexicon, Near, Nears, Term, TermId, TermKind, Terms, WordClass, Written, nearest,
};
use crate::diagnostic::Diagnostic;
use crate::form;
use crate::span::{Raw, Span};
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, HashMap};
use toml::Spanned;

/// A file of the database: its path below `claims/`, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// For example `language/cues.toml`.
    pub path: String,
    /// The whole file.
    pub text: String,
}

/// Reads a TOML file into its table; faults become diagnostics with their carets.
pub fn parse<T: DeserializeOwned + form::Form>(file: &SourceFile, faults: &mut Vec<Diagnostic>) -> Option<T> {
    form::parse(&file.path, &file.text, faults)
}

/// The numbers of terms in the order of their ids.
fn sorted_by_id(terms: &[Term]) -> crate::stored::Column {
    let mut sorted: Vec<(&str, TermId)> =
        terms.iter().zip(0..).map(|(term, number)| (term.id.as_str(), number)).collect();
    sorted.sort_unstable();
    sorted.into_iter().map(|(_, number)| number).collect()
}

/// Where the concepts are.
const FOLDER: &str = "lexicon";

/// Loads the language and the concepts; every fault found is pushed, and what is sound is kept.
///
/// `guards` are literal wordings of claims; each becomes a term `w:WORDING`.
pub fn load(files: &[SourceFile], guards: &[String], faults: &mut Vec<Diagnostic>) -> Lexicon {
    let find = |path: &str| files.iter().find(|f| f.path == path);
    let Some(words_file) = find("language/words.toml") else {
        faults.push(
            Diagnostic::error(
                "claims/no-language",
                "language/words.toml",
                "the claims folder has no language/words.toml",
            )
            .note("help: point --claims at a whole database; --extra-claims adds claims to the built-in one"),
        );
        return Lexicon::default();
    };
    let Some(words) = parse::<WordFile>(words_file, faults) else { return Lexicon::default() };
    let morphology = morphology(&words);
    let spelling = morphology.spelling.clone();
    let mut loader = Loader {
        builder: TrieBuilder::new(morphology.irregular, morphology.groups, morphology.spelling, morphology.uninflected),
        lexicon: Lexicon::default(),
        terms: Vec::new(),
        entries: Vec::new(),
        nears: Vec::new(),
        ids: HashMap::new(),
        parents: Vec::new(),
        direct: Vec::new(),
        owners: HashMap::new(),
        faults,
    };
    loader.words(words_file, &words);
    for file in files {
        match file.path.as_str() {
            "language/relations.toml" => loader.relations(file),
            "language/degrees.toml" => loader.degrees(file),
            "language/cues.toml" => loader.cues(file),
            "language/care.toml" => loader.care(file),
            "language/frames.toml" => loader.frames(file),
            "language/words.toml" => {}
            "language/units.toml" => loader.lexicon.units = units::load(file, loader.faults).into(),
            path if path.starts_with("language/") => loader.classes(file),
            path if path.starts_with("lexicon/") && !path.starts_with(super::open::FOLDER) => loader.concepts(file),
            _ => {}
        }
    }
    loader.guards(guards);
    let first = loader.open(files, &spelling);
    loader.finish(&words, first, &uses(files))
}

/// How often the claims use each word: as good a guess as any at what articles on health do.
fn uses(files: &[SourceFile]) -> HashMap<String, u32> {
    let mut uses: HashMap<String, u32> = HashMap::new();
    let is_text = |file: &&SourceFile| !["language/", "lexicon/"].iter().any(|folder| file.path.starts_with(folder));
    for file in files.iter().filter(is_text) {
        tokens(&file.text, &mut |_, word| match uses.get_mut(word) {
            Some(count) => *count += 1,
            None => drop(uses.insert(word.to_owned(), 1)),
        });
    }
    uses
}

pub(super) struct Loader<'a> {
    pub(super) builder: TrieBuilder,
    pub(super) lexicon: Lexicon,
    pub(super) terms: Vec<Term>,
    pub(super) entries: Vec<Entry>,
    nears: Vec<Near>,
    pub(super) ids: HashMap<String, TermId>,
    /// Written parents of each term, with the file and place for faults.
    parents: Vec<(TermId, String, Spanned<String>)>,
    /// What rows of the open vocabularies are kinds of.
    pub(super) direct: Vec<(TermId, TermId)>,
    /// Folded concept names, who owns them, and whether they count only in company.
    pub(super) owners: HashMap<Vec<Step>, (TermId, bool)>,
    pub(super) faults: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn term(&mut self, file: &SourceFile, id: &Spanned<String>, name: &str, kind: TermKind, detail: Detail) -> TermId {
        let number = self.terms.len() as TermId;
        if let Some(&known) = self.ids.get(id.as_ref()) {
            let span = id.span();
            self.faults.push(
                Diagnostic::error("claims/twice", &file.path, format!("the id `{}` is already taken", id.as_ref()))
                    .at(Span::new(span.start, span.end), "second use"),
            );
            return known;
        }
        self.ids.insert(id.as_ref().clone(), number);
        self.terms.push(Term { id: id.as_ref().clone(), name: name.to_owned(), kind, ancestors: vec![number], detail });
        number
    }

    fn id_of(&self, term: TermId) -> String {
        self.terms.get(term as usize).map_or_else(String::new, |term| term.id.clone())
    }

    /// A term of our own making, without a file.
    pub(super) fn own_term(&mut self, id: &str, kind: TermKind, detail: Detail) -> TermId {
        if let Some(&known) = self.ids.get(id) {
            return known;
        }
        let number = self.terms.len() as TermId;
        self.ids.insert(id.to_owned(), number);
        self.terms.push(Term { id: id.to_owned(), name: id.to_owned(), kind, ancestors: vec![number], detail });
        number
    }

    fn wordings(
        &mut self,
        file: &SourceFile,
        term: TermId,
        list: &Wordings,
        form: Form,
        weak: bool,
        inflection: Inflection,
    ) {
        for wording in list {
            let sequences = match expand(wording.as_ref()) {
                Ok(sequences) => sequences,
                Err(message) => {
                    let span = wording.span();
                    self.faults.push(
                        Diagnostic::error("claims/wording", &file.path, message)
                            .at(Span::new(span.start, span.end), "this wording"),
                    );
                    continue;
                }
            };
            let letters = wording.as_ref().chars().filter(|c| c.is_alphabetic());
            let capitals = inflection == Inflection::Name
                && letters.clone().count() <= 4
                && letters.clone().all(char::is_uppercase)
                && letters.count() > 0;
            let entry = self.entries.len() as u32;
            self.entries.push(Entry { term, form, weak, capitals, open: false });
            if inflection != Inflection::Name {
                let written = Written { file: file.path.clone(), text: wording.as_ref().clone() };
                self.lexicon.written.insert(entry, written);
            }
            for steps in sequences {
                if inflection == Inflection::Name {
                    self.own(file, wording, &steps, term, weak);
                    for variant in name_variants(&steps) {
                        self.builder.add(&variant, inflection, entry);
                    }
                }
                self.builder.add(&steps, inflection, entry);
            }
        }
    }

    /// One name, one concept: a second owner is a fault.
    fn own(&mut self, file: &SourceFile, wording: &Spanned<String>, steps: &[Step], term: TermId, weak: bool) {
        if let Some((owner, known_weak)) = self.owners.get_mut(steps) {
            *known_weak |= weak;
            let owner = *owner;
            if owner != term {
                let span = wording.span();
                let other = self.id_of(owner);
                self.faults.push(
                    Diagnostic::error(
                        "claims/word-clash",
                        &file.path,
                        format!("this name already belongs to `{other}`"),
                    )
                    .at(Span::new(span.start, span.end), "second owner")
                    .note("help: leave it to one concept, or make it a concept of its own above both"),
                );
            }
            return;
        }
        self.owners.insert(steps.to_vec(), (term, weak));
    }

    fn words(&mut self, file: &SourceFile, words: &WordFile) {
        for table in &words.words {
            let class = *table.class.as_ref();
            let id = format!("w:{class:?}");
            let term = self.own_term(&id, TermKind::Word, Detail::Word(class));
            self.wordings(file, term, &table.words, Form::None, false, Inflection::None);
        }
    }

    fn relations(&mut self, file: &SourceFile) {
        let Some(table) = parse::<RelationFile>(file, self.faults) else { return };
        for relation in &table.relation {
            let term = self.term(file, &relation.id, &relation.meaning, TermKind::Relation, Detail::Plain);
            for (list, form) in [
                (&relation.verbs, Form::Verb),
                (&relation.verbs_inverse, Form::VerbInverse),
                (&relation.nouns, Form::Noun),
                (&relation.nouns_inverse, Form::NounInverse),
                (&relation.adjectives, Form::Adjective),
                (&relation.adjectives_inverse, Form::AdjectiveInverse),
                (&relation.prepositions, Form::Preposition),
            ] {
                let noun = matches!(form, Form::Noun | Form::NounInverse);
                let inflection = if noun { Inflection::Noun } else { Inflection::Class };
                self.wordings(file, term, list, form, false, inflection);
            }
            self.friends(file, term, &relation.false_friends);
            self.inherit(file, term, &relation.is_a);
        }
    }

    fn degrees(&mut self, file: &SourceFile) {
        let Some(table) = parse::<DegreeFile>(file, self.faults) else { return };
        for degree in &table.degree {
            let detail = Detail::Level(degree.level);
            let term = self.term(file, &degree.id, degree.id.as_ref(), TermKind::Degree, detail);
            self.wordings(file, term, &degree.words, Form::None, false, Inflection::None);
            self.friends(file, term, &degree.traps);
        }
    }

    fn cues(&mut self, file: &SourceFile) {
        let Some(table) = parse::<CueFile>(file, self.faults) else { return };
        for cue in &table.cue {
            let detail = Detail::Cue(cue.effect, cue.reach);
            let term = self.term(file, &cue.id, cue.id.as_ref(), TermKind::Cue, detail);
            self.wordings(file, term, &cue.words, Form::None, false, Inflection::Class);
            self.friends(file, term, &cue.traps);
        }
    }

    fn care(&mut self, file: &SourceFile) {
        let Some(table) = parse::<CareFile>(file, self.faults) else { return };
        for tier in &table.tier {
            let id = &tier.id;
            let term = self.term(file, id, &tier.meaning, TermKind::Care, Detail::Plain);
            self.wordings(file, term, &tier.words, Form::None, false, Inflection::Class);
            self.friends(file, term, &tier.traps);
        }
    }

    fn classes(&mut self, file: &SourceFile) {
        let Some(table) = parse::<ClassFile>(file, self.faults) else { return };
        for class in &table.class {
            let kind = match class.id.as_ref().split(':').next() {
                Some("act") => TermKind::Act,
                Some("adv") => TermKind::Advice,
                Some("top" | "who") => TermKind::Theme,
                _ => TermKind::Judgement,
            };
            let term = self.term(file, &class.id, class.id.as_ref(), kind, Detail::Plain);
            self.wordings(file, term, &class.names, Form::None, false, Inflection::Class);
            self.wordings(file, term, &class.weak, Form::None, true, Inflection::Class);
            self.nears(file, term, &class.near);
            self.friends(file, term, &class.false_friends);
            self.inherit(file, term, &class.is_a);
            if let Some(opposite) = &class.opposite {
                self.parents.push((TermId::MAX, file.path.clone(), opposite.clone()));
            }
        }
    }

    /// Wordings in parts, joined by " + ", which count where they stand near each other.
    fn nears(&mut self, file: &SourceFile, term: TermId, list: &Wordings) {
        for wording in list {
            let parts: Vec<&str> = wording.as_ref().split(" + ").map(str::trim).collect();
            if !(2..=3).contains(&parts.len()) {
                let span = wording.span();
                self.faults.push(
                    Diagnostic::error("claims/wording", &file.path, "a wording in parts has two or three of them")
                        .at(Span::new(span.start, span.end), "this wording")
                        .note("help: join the parts with \" + \", for example \"(numb|numbness) + (groin|bottom)\""),
                );
                continue;
            }
            let mut terms = Vec::new();
            for part in parts {
                let known = self.ids.contains_key(&format!("part:{part}"));
                let number = self.own_term(&format!("part:{part}"), TermKind::Part, Detail::Plain);
                terms.push(number);
                if !known {
                    let one = vec![Spanned::new(wording.span(), part.to_owned())];
                    self.wordings(file, number, &one, Form::None, false, Inflection::Class);
                }
            }
            self.nears.push(Near { term, parts: terms });
        }
    }

    /// Wordings that look like a term's and are none: they hide that term's own wordings and nothing else.
    fn friends(&mut self, file: &SourceFile, term: TermId, list: &Wordings) {
        if list.is_empty() {
            return;
        }
        let id = format!("friend:{}", self.id_of(term));
        let friend = self.own_term(&id, TermKind::Friend, Detail::Friend(term));
        self.wordings(file, friend, list, Form::None, false, Inflection::Class);
    }

    fn concepts(&mut self, file: &SourceFile) {
        let Some(table) = parse::<LexiconFile>(file, self.faults) else { return };
        for concept in &table.concept {
            self.concept(file, concept);
        }
    }

    fn concept(&mut self, file: &SourceFile, concept: &ConceptTable) {
        let term = self.term(file, &concept.id, concept.name.as_ref(), TermKind::Concept, Detail::Plain);
        let is_weak = concept.weak.iter().any(|w| w.as_ref().eq_ignore_ascii_case(concept.name.as_ref()));
        if !is_weak {
            self.wordings(file, term, &vec![concept.name.clone()], Form::None, false, Inflection::Name);
        }
        self.wordings(file, term, &concept.names, Form::None, false, Inflection::Name);
        self.wordings(file, term, &concept.weak, Form::None, true, Inflection::Name);
        self.nears(file, term, &concept.near);
        self.inherit(file, term, &concept.is_a);
        if let Some(kind) = &concept.kind {
            let root = self.own_term(&format!("kind:{}", kind.as_ref()), TermKind::Concept, Detail::Plain);
            if let Some(term) = self.terms.get_mut(term as usize) {
                term.ancestors.push(root);
            }
        }
        for part in &concept.part_of {
            self.parents.push((TermId::MAX, file.path.clone(), part.clone()));
        }
    }

    fn inherit(&mut self, file: &SourceFile, term: TermId, is_a: &[Spanned<String>]) {
        for parent in is_a {
            self.parents.push((term, file.path.clone(), parent.clone()));
        }
    }

    /// Literal guards of claims; one that cannot be read is reported where the claim is compiled.
    fn guards(&mut self, guards: &[String]) {
        for guard in guards {
            let wording = guard.trim_start_matches("w:");
            let Ok(sequences) = expand(wording) else { continue };
            let term = self.own_term(guard, TermKind::Guard, Detail::Plain);
            let entry = self.entries.len() as u32;
            self.entries.push(Entry { term, form: Form::None, weak: false, capitals: false, open: false });
            for steps in sequences {
                self.builder.add(&steps, Inflection::Class, entry);
            }
        }
    }

    fn frames(&mut self, file: &SourceFile) {
        let Some(table) = parse::<FrameFile>(file, self.faults) else { return };
        self.lexicon.frames = table
            .frame
            .iter()
            .map(|f| Frame {
                id: f.id.as_ref().clone(),
                pattern: f.pattern.as_ref().clone(),
                relation: f.relation.clone(),
                presupposed: f.presupposed,
            })
            .collect();
    }

    fn finish(mut self, words: &WordFile, first_row: usize, uses: &HashMap<String, u32>) -> Lexicon {
        let mut direct: BTreeMap<TermId, Vec<TermId>> = BTreeMap::new();
        let parents = std::mem::take(&mut self.parents);
        let mut places: BTreeMap<TermId, (String, Span<Raw>)> = BTreeMap::new();
        for (term, path, parent) in parents {
            let span = parent.span();
            places.entry(term).or_insert_with(|| (path.clone(), Span::new(span.start, span.end)));
            let Some(&number) = self.ids.get(parent.as_ref()) else {
                let span = parent.span();
                let near = nearest(parent.as_ref(), self.ids.keys().map(String::as_str));
                let fault = Diagnostic::error(
                    "claims/unknown-concept",
                    &path,
                    format!("there is no concept `{}`", parent.as_ref()),
                )
                .at(Span::new(span.start, span.end), "unknown");
                self.faults.push(match near.first() {
                    Some(near) => fault.note(format!("help: did you mean `{near}`?")),
                    None => fault,
                });
                continue;
            };
            if term != TermId::MAX {
                direct.entry(term).or_default().push(number);
            }
        }
        for (term, parent) in std::mem::take(&mut self.direct) {
            direct.entry(term).or_default().push(parent);
        }
        self.close(&direct, &places);
        let Self { mut builder, mut lexicon, terms, entries, nears, .. } = self;
        lexicon.measuring = lexicon.units.measuring().map(|(word, held)| (builder.exact(word), held)).collect();
        lexicon.common = builder.common(uses);
        let sequences = builder.sequences(&lexicon.common);
        lexicon.trie = builder.build(uses);
        lexicon.negators = words
            .words
            .iter()
            .filter(|t| *t.class.as_ref() == WordClass::Not)
            .flat_map(|t| &t.words)
            .map(|w| lexicon.trie.word(w.as_ref()))
            .filter(|w| *w != 0)
            .collect();
        lexicon.negators.sort_unstable();
        lexicon.nears = Nears::new(&nears);
        lexicon.entries = entries.into_iter().collect();
        lexicon.by_id = sorted_by_id(&terms);
        lexicon.terms = Terms::new(&terms, first_row);
        lexicon.known = Known::new(&lexicon);
        lexicon.sequences = sequences;
        lexicon
    }

    /// Ancestors of every term, nearest first; a cycle is a fault and is cut.
    fn close(&mut self, direct: &BTreeMap<TermId, Vec<TermId>>, places: &BTreeMap<TermId, (String, Span<Raw>)>) {
        let roots: Vec<Vec<TermId>> = self.terms.iter().map(|t| t.ancestors.clone()).collect();
        for term in 0..self.terms.len() as TermId {
            let mut all = vec![term];
            let mut at = 0;
            let mut circular = false;
            while let Some(&here) = all.get(at) {
                for &parent in direct.get(&here).into_iter().flatten() {
                    if parent == term {
                        circular = true;
                    } else if !all.contains(&parent) {
                        all.push(parent);
                    }
                }
                at += 1;
            }
            if circular {
                let id = self.id_of(term);
                let (path, span) = places.get(&term).cloned().unwrap_or_else(|| (FOLDER.to_owned(), Span::new(0, 0)));
                let message = format!("`{id}` is a kind of itself, by way of its is_a");
                self.faults.push(
                    Diagnostic::error("claims/is-a-cycle", &path, message)
                        .at(span, "leads back")
                        .note("help: take out one of the is_a of this circle"),
                );
            }
            let kinds: Vec<TermId> = all.iter().filter_map(|t| roots.get(*t as usize)).flatten().copied().collect();
            for kind in kinds {
                if !all.contains(&kind) {
                    all.push(kind);
                }
            }
            if let Some(term) = self.terms.get_mut(term as usize) {
                term.ancestors = all;
            }
        }
    }
}
