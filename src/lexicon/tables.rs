//! What may be written in `claims/language` and `claims/lexicon`: the TOML tables, with spans where faults point.

use super::{Effect, Reach, WordClass};
use crate::form::{Field, Form, Shape, Word, free, needed};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// A list of wordings with their places.
pub type Wordings = Vec<Spanned<String>>;

impl Form for RelationFile {}
impl Form for DegreeFile {}
impl Form for CueFile {}
impl Form for CareFile {}
impl Form for WordFile {}
impl Form for FrameFile {}

impl Form for LexiconFile {
    const FIELDS: &'static [Field] =
        &[free("concept", Shape::Tables(CONCEPT, 0), "", "a thing of medicine with its names")];
}

/// The sorts of things.
const SORTS: &[Word] = &[
    ("disease", ""),
    ("symptom", ""),
    ("pathogen", ""),
    ("drug", ""),
    ("procedure", ""),
    ("body-part", ""),
    ("food", ""),
    ("person", ""),
    ("act", ""),
    ("measure", ""),
    ("thing", ""),
];

/// What a concept may hold, for editors.
pub const CONCEPT: &[Field] = &[
    needed("id", Shape::Text, "\"low-back-pain\"", "small letters, digits and hyphens"),
    needed("name", Shape::Text, "\"low back pain\"", "the preferred name, shown to readers"),
    free(
        "names",
        Shape::Texts,
        "[\"lower back pain\", \"lumbago\"]",
        "same meaning only; kinds and parts are concepts of their own",
    ),
    free(
        "weak",
        Shape::Texts,
        "[\"back trouble\"]",
        "names that count only beside another concept in the same sentence",
    ),
    free(
        "near",
        Shape::Texts,
        "[\"(numb|no feeling) + (groin|bottom)\"]",
        "two or three parts near each other in a clause, in any order",
    ),
    free("is_a", Shape::Texts, "[\"back-pain\"]", "what it is a kind of, never a part of"),
    free("kind", Shape::Choice(SORTS), "\"symptom\"", "only on a concept without is_a"),
    free("part_of", Shape::Texts, "[\"body-part\"]", "what it is a part of; no claim follows it"),
    free("was", Shape::Texts, "[]", "ids it had before"),
    free("note", Shape::Text, "\"why a name was left out\"", "for reviewers; not shown"),
];

impl Form for ClassFile {
    const FIELDS: &'static [Field] =
        &[free("class", Shape::Tables(CLASS, 0), "", "an act, a judgement or a theme with its wordings")];
}

/// What a class may hold, for editors.
const CLASS: &[Field] = &[
    needed(
        "id",
        Shape::Text,
        "\"act:stay-in-bed\"",
        "act:… what people do, jud:… what is said of a thing, top:… or who:… a theme",
    ),
    free("meaning", Shape::Text, "\"staying in bed\"", "what it says, for reviewers"),
    needed("names", Shape::Texts, "[\"stay in bed\", \"bed rest\"]", "its wordings"),
    free("weak", Shape::Texts, "[\"lie down\"]", "wordings that count only where a claim asks for this very class"),
    free("near", Shape::Texts, "[\"stay + bed\"]", "wordings in parts near each other in a clause, in any order"),
    free("false_friends", Shape::Texts, "[\"bed rest unit\"]", "wordings that look like it and mean something else"),
    free("opposite", Shape::Text, "\"act:keep-active\"", "the class that says the contrary"),
    free("is_a", Shape::Texts, "[\"act:rest\"]", "classes it is a kind of"),
];

/// A file of `claims/lexicon/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LexiconFile {
    /// The concepts.
    #[serde(default)]
    pub concept: Vec<ConceptTable>,
}

/// A concept as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConceptTable {
    /// Its id.
    pub id: Spanned<String>,
    /// The preferred name.
    pub name: Spanned<String>,
    /// Further names of the same meaning.
    #[serde(default)]
    pub names: Wordings,
    /// Names that count only in company.
    #[serde(default)]
    pub weak: Wordings,
    /// Wordings in parts that stand near each other in any order: "(numb|numbness) + (groin|bottom)".
    #[serde(default)]
    pub near: Wordings,
    /// Strictly kind-of.
    #[serde(default)]
    pub is_a: Vec<Spanned<String>>,
    /// Sort of a root.
    pub kind: Option<Spanned<String>>,
    /// Parts; not followed by any claim.
    #[serde(default)]
    pub part_of: Vec<Spanned<String>>,
    /// Ids it had in older files.
    #[serde(default)]
    pub was: Vec<String>,
    /// For reviewers.
    #[serde(default)]
    pub note: String,
}

/// A file of acts or judgements.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassFile {
    /// The classes.
    #[serde(default)]
    pub class: Vec<ClassTable>,
}

/// An act or a judgement as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassTable {
    /// `act:…` or `jud:…`.
    pub id: Spanned<String>,
    /// What it says, for reviewers.
    #[serde(default)]
    pub meaning: String,
    /// Its wordings.
    pub names: Wordings,
    /// Wordings that count only where a claim asks for this very class.
    #[serde(default)]
    pub weak: Wordings,
    /// Wordings in parts that stand near each other in any order.
    #[serde(default)]
    pub near: Wordings,
    /// Wordings that look like it and mean something else.
    #[serde(default)]
    pub false_friends: Wordings,
    /// The class that says the contrary.
    pub opposite: Option<Spanned<String>>,
    /// Classes it is a kind of.
    #[serde(default)]
    pub is_a: Vec<Spanned<String>>,
}

/// `language/relations.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationFile {
    /// The relations.
    pub relation: Vec<RelationTable>,
}

/// A relation as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RelationTable {
    /// Its id.
    pub id: Spanned<String>,
    /// What it says of {subject} and {object}.
    pub meaning: String,
    /// Subject VERB object.
    #[serde(default)]
    pub verbs: Wordings,
    /// Object VERB subject.
    #[serde(default)]
    pub verbs_inverse: Wordings,
    /// Subject is NOUN of object.
    #[serde(default)]
    pub nouns: Wordings,
    /// Object is NOUN of subject.
    #[serde(default)]
    pub nouns_inverse: Wordings,
    /// Subject is ADJECTIVE object.
    #[serde(default)]
    pub adjectives: Wordings,
    /// Object is ADJECTIVE subject.
    #[serde(default)]
    pub adjectives_inverse: Wordings,
    /// Object PREPOSITION subject.
    #[serde(default)]
    pub prepositions: Wordings,
    /// Wordings that look like it and mean something else.
    #[serde(default)]
    pub false_friends: Wordings,
    /// Relations it implies.
    #[serde(default)]
    pub is_a: Vec<Spanned<String>>,
}

/// `language/degrees.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DegreeFile {
    /// The degrees.
    pub degree: Vec<DegreeTable>,
}

/// A degree as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DegreeTable {
    /// `deg:…`.
    pub id: Spanned<String>,
    /// From 0 (none) to 110 (only).
    pub level: u8,
    /// Its words.
    pub words: Wordings,
    /// Wordings that contain one of them and mean something else.
    #[serde(default)]
    pub traps: Wordings,
}

/// `language/cues.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueFile {
    /// The cues.
    pub cue: Vec<CueTable>,
}

/// A group of cues that behave alike.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CueTable {
    /// Its id, shown in traces.
    pub id: Spanned<String>,
    /// What it does.
    pub effect: Effect,
    /// To what.
    pub reach: Reach,
    /// Its words.
    pub words: Wordings,
    /// Wordings that contain one of them and are no cue.
    #[serde(default)]
    pub traps: Wordings,
}

/// `language/care.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareFile {
    /// The tiers, most urgent first.
    pub tier: Vec<CareTable>,
}

/// One tier of urgency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareTable {
    /// Its id.
    pub id: Spanned<String>,
    /// What it stands for, as told to writers.
    pub meaning: String,
    /// Wordings that send the reader there.
    pub words: Wordings,
    /// Wordings that contain one of them and send nobody anywhere.
    #[serde(default)]
    pub traps: Wordings,
}

/// `language/words.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordFile {
    /// Base form → past, participle and other irregular forms.
    pub irregular: BTreeMap<String, Vec<String>>,
    /// Words that stand for a group in wordings.
    pub group: BTreeMap<String, Vec<String>>,
    /// British → American parts of words.
    pub spelling: BTreeMap<String, String>,
    /// Words that never inflect.
    pub uninflected: Vec<String>,
    /// The closed classes.
    pub words: Vec<WordTable>,
}

/// One closed word class.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordTable {
    /// Which.
    pub class: Spanned<WordClass>,
    /// Its words, uninflected.
    pub words: Wordings,
}

/// `language/frames.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameFile {
    /// The frames, in the order they are tried.
    pub frame: Vec<FrameTable>,
}

/// A frame as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrameTable {
    /// Its id.
    pub id: Spanned<String>,
    /// Symbols; see `analyze/frame.rs`.
    pub pattern: Spanned<String>,
    /// The relation of a frame that has no relation word.
    #[serde(default)]
    pub relation: String,
    /// The relation is taken for granted, not said: degree "can".
    #[serde(default)]
    pub presupposed: bool,
    /// Sentences that it reads, for reviewers and for the frame test.
    #[serde(default)]
    pub examples: Vec<String>,
}
