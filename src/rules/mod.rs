//! Kinds of rules: how a claim's rule table becomes a check of an analysed article. Layer 3: knows no claims.
//!
//! A kind is one file and one line in `kinds!`. A rule proposes its candidates by term; the database joins.

pub mod assertion;
pub mod bits;
pub mod degree;
pub mod dose;
mod fields;
mod names;
pub mod proposition;
pub mod quantity;
mod reason;
pub mod required;
pub mod superlative;

use crate::analyze::stance::Stance;
use crate::analyze::{Analysis, Assertion};
use crate::form::Kind;
use crate::lexicon::{Detail, Lexicon, TermId, TermKind, WordClass};
use crate::span::{Span, Text};
use bits::ones;
pub use names::{Names, Sort};
pub use reason::REASONS;
use serde::{Deserialize, Serialize};

/// What a rule found; it knows no claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The wrong words, or the title for missing content.
    pub span: Span<Text>,
    /// What to say under them; may be empty.
    pub message: String,
    /// Further places with what to say there.
    pub labels: Vec<(Span<Text>, String)>,
    /// The sentence it stands in; `None` for the whole article.
    pub sentence: Option<u32>,
    /// What the article does with it.
    pub stance: Stance,
    /// The words that set the stance.
    pub cue: Option<Span<Text>>,
    /// Steps of severity to take off beyond the stance's own: carried subjects, articles that only describe.
    pub milder: u8,
    /// Further lines for the reader.
    pub notes: Vec<String>,
}

/// A fault of a rule table: the words it is about (to find the place) and what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFault {
    /// The word as written, to put the caret under.
    pub word: toml::Spanned<String>,
    /// What is wrong.
    pub message: String,
    /// A stable code.
    pub code: &'static str,
    /// The nearest right word, if one is near.
    pub near: Option<String>,
}

/// What a kind of rule looks at: it decides by which terms its rules are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scope {
    /// One asserted relation at a time.
    Assertion,
    /// One sentence at a time.
    Sentence,
    /// One sentence at a time, for what it measures.
    Figure,
    /// The whole article.
    Article,
}

/// What a place must name before a rule is asked about it: a term of every group, with a few to spare.
#[derive(Debug, Clone, Default)]
pub struct Join {
    /// At most 16 groups.
    pub groups: Vec<Group>,
    /// So many of the last groups may all be looked for elsewhere.
    pub elsewhere: usize,
    /// How many of those may be missing.
    pub spare: u8,
    /// What a sentence must hold besides, as bits of `may`.
    pub holds: u32,
}

impl Join {
    /// One group only.
    pub fn one(group: &Group) -> Self {
        Self { groups: vec![group.clone()], ..Self::default() }
    }
}

/// The place that a rule is asked about.
#[derive(Debug, Clone, Copy)]
pub enum Place<'a> {
    /// An asserted relation.
    Assertion(&'a Assertion),
    /// A sentence, by number, and what it names of the rule's groups, where that is known.
    Sentence(u32, Option<Named<'a>>),
    /// Everything.
    Article(&'a Whereabouts),
}

/// The sentences that could name what a rule on whole articles asks for, each list in order; some with the most mentions
/// that there can be.
#[derive(Debug, Clone, Default)]
pub struct Whereabouts {
    /// What an article is about.
    pub subjects: Vec<(u32, u32)>,
    /// What must be mentioned besides.
    pub companions: Vec<(u32, u32)>,
    /// What it warns of.
    pub signs: Vec<u32>,
}

impl Whereabouts {
    /// Whether a sentence could name what an article is about, or what must be mentioned besides.
    pub fn could_name(&self, sentence: u32) -> bool {
        let has = |all: &[(u32, u32)]| all.binary_search_by_key(&sentence, |(own, _)| *own).is_ok();
        has(&self.subjects) || has(&self.companions)
    }

    /// Where nothing is known of it.
    pub fn everywhere(analysis: &Analysis<'_>) -> Self {
        let all: Vec<(u32, u32)> = (0..).zip(analysis.scans.iter().map(|scan| scan.hits.len() as u32)).collect();
        let signs = all.iter().map(|(sentence, _)| *sentence).collect();
        Self { subjects: all.clone(), companions: all, signs }
    }
}

/// The most groups of a rule.
pub const GROUPS: usize = 16;

/// What a sentence names of the groups of one rule, worked out for all rules at once. Sets of hits are bits by place.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// For each group the hits that belong to it.
    pub hits: &'a [u64],
    /// For each clause the hits that may fill a group.
    pub clauses: &'a [u64],
    /// How many numbers a set takes.
    pub width: usize,
    /// The groups that are named in the question before, in the sentence that is referred to, and in what a sentence
    /// stands below, as bits.
    pub before: [u16; 3],
}

impl Named<'_> {
    /// The hits in a clause, or where none is given in any, that belong to a group and may fill it, by place.
    pub fn within(&self, group: usize, clause: Option<u16>) -> impl Iterator<Item = usize> {
        let own = self.hits.get(group * self.width..(group + 1) * self.width).unwrap_or_default();
        let clauses = match clause {
            Some(clause) => usize::from(clause)..usize::from(clause) + 1,
            None => 0..self.clauses.len() / self.width.max(1),
        };
        let inside = self.clauses.get(clauses.start * self.width..clauses.end * self.width).unwrap_or_default();
        let all = move |at: usize| inside.iter().skip(at).step_by(self.width.max(1)).fold(0, |all, bits| all | bits);
        ones(own.iter().enumerate().map(move |(at, bits)| bits & all(at))).map(|place| place as usize)
    }

    /// Whether there is one.
    pub fn stands_in(&self, group: usize, clause: Option<u16>) -> bool {
        self.within(group, clause).next().is_some()
    }

    /// Whether a group is named in the question before.
    pub fn asked(&self, group: usize) -> bool {
        self.before[0] >> group & 1 == 1
    }

    /// Whether a group is named in the sentence that is referred to.
    pub fn referred(&self, group: usize) -> bool {
        self.before[1] >> group & 1 == 1
    }

    /// Whether a group is named in the sentence, lead-in or heading before.
    pub fn lent(&self, group: usize) -> bool {
        self.before[2] >> group & 1 == 1
    }
}

/// Terms of which any one is wanted, with everything below it unless exact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Group {
    /// Term, and whether it is meant exactly.
    pub members: Vec<(TermId, bool)>,
}

impl Group {
    /// Whether a term belongs to the group.
    pub fn has(&self, term: TermId, lexicon: &Lexicon) -> bool {
        let above = lexicon.ancestors(term);
        self.members.iter().any(|(member, exact)| if *exact { *member == term } else { above.contains(*member) })
    }

    /// Whether the group could have one of the terms below these, which ascend: where it could not, no term has to be tried.
    pub fn could_have(&self, kinds: &[TermId]) -> bool {
        self.members.iter().any(|(member, _)| kinds.binary_search(member).is_ok())
    }

    /// Whether a term is what the group asks for by name. A thing of an open vocabulary is so only by its own id, one
    /// above it in the vocabulary, or its kind: what a claim says of encephalitis in words that stand together nobody has
    /// weighed for every disease that a vocabulary puts below it.
    pub fn names(&self, term: TermId, lexicon: &Lexicon) -> bool {
        if lexicon.detail_of(term) != Detail::Open {
            return self.has(term, lexicon);
        }
        let above = lexicon.ancestors(term);
        self.members.iter().any(|(member, exact)| {
            let wide = || lexicon.detail_of(*member) == Detail::Open || lexicon.id_of(*member).starts_with("kind:");
            *member == term || !exact && above.contains(*member) && wide()
        })
    }

    /// Whether the group names nothing.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }
}

/// Makes the enum of rule tables and of compiled rules, and their common calls.
macro_rules! kinds {
    ($($kind:ident => $module:ident, $name:literal;)*) => {
        /// A rule as written: the name of its table is its kind.
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum RuleTable { $(#[doc = $name] $kind($module::Table),)* }

        /// A rule, compiled.
        #[derive(Debug, Clone, Serialize, Deserialize)]
        pub enum Rule { $(#[doc = $name] $kind($module::Rule),)* }

        impl RuleTable {
            /// Compiles the table; what is wrong in it is pushed.
            pub fn compile(&self, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
                match self { $(Self::$kind(table) => Rule::$kind($module::compile(table, names, faults)),)* }
            }

            /// The literal guards that the lexicon must know.
            pub fn guards(&self) -> Vec<String> {
                match self { $(Self::$kind(table) => $module::guards(table),)* }
            }
        }

        impl Rule {
            /// The kind's name.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$kind(_) => $name,)* }
            }

            /// What a place must name for the rule to say anything.
            pub fn join(&self) -> Join {
                match self { $(Self::$kind(rule) => $module::join(rule),)* }
            }

            /// Groups of which besides one each must be named where a relation is read, or nothing could fit.
            pub fn hints(&self, lexicon: &Lexicon) -> Vec<Group> {
                match self {
                    Self::Assertion(rule) => assertion::hints(&rule.relations, rule.degrees, lexicon),
                    Self::Superlative(rule) => superlative::hints(rule, lexicon),
                    _ => Vec::new(),
                }
            }

            /// Whether both rules fill one slot and neither's right answer is one of the other's.
            pub fn contradicts(&self, other: &Self, lexicon: &Lexicon) -> bool {
                match (self, other) {
                    (Self::Superlative(one), Self::Superlative(other)) => superlative::contradict(one, other, lexicon),
                    _ => false,
                }
            }

            /// What the rule must be shown to speak.
            pub fn scope(&self) -> Scope {
                match self { $(Self::$kind(_) => $module::SCOPE,)* }
            }

            /// Pushes what was found at one place of the article.
            pub fn check(&self, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
                match self { $(Self::$kind(rule) => $module::check(rule, analysis, place, found),)* }
            }

            /// Whether a rule on whole articles is about this one.
            pub fn concerns(&self, analysis: &Analysis<'_>, places: &Whereabouts) -> bool {
                match self {
                    Self::Required(rule) => required::concerns(rule, analysis, places),
                    _ => true,
                }
            }

            /// Why the rule is silent on an article: stances and the parts that do not fit.
            pub fn declines(&self, analysis: &Analysis<'_>) -> Vec<String> {
                match self { $(Self::$kind(rule) => $module::declines(rule, analysis),)* }
            }
        }

        /// The kinds by name, for documentation and for `claims new`.
        pub const KINDS: &[&str] = &[$($name),*];

        /// What the table of each kind may hold, for the schema and for `claims new`.
        pub const FIELDS: &[Kind] = &[$(($name, $module::FIELDS)),*];
    };
}

kinds! {
    Assertion => assertion, "assertion";
    Superlative => superlative, "superlative";
    Proposition => proposition, "proposition";
    Required => required, "required";
    Quantity => quantity, "quantity";
    Dose => dose, "dose";
}

/// Which kind of group an article does not name; if it names them all, they do not stand together.
pub(crate) fn unmet(about: &[Group], elements: &[Group], named: impl Fn(&Group) -> bool, reasons: &mut Vec<String>) {
    let (about, elements) = (about.iter().all(&named), elements.iter().all(&named));
    let missing = [(!about, "about"), (!elements, "element"), (about && elements, "scope")];
    reasons.extend(missing.into_iter().filter(|(holds, _)| *holds).map(|(_, reason)| reason.to_owned()));
}

/// Stances that the cues of an article set anywhere, for telling why a rule is silent.
pub(crate) fn stances_in(analysis: &Analysis<'_>, reasons: &mut Vec<String>) {
    for (i, scan) in analysis.scans.iter().enumerate() {
        let mut stances = Vec::new();
        let mut degree = false;
        for hit in &scan.hits {
            if let Some((effect, _)) = hit.cue() {
                stances.push(Stance::of(effect));
            }
            if let Some(WordClass::If | WordClass::When) = hit.word() {
                stances.extend([Stance::Hypothetical, Stance::Restricted]);
            }
            if hit.kind == TermKind::Advice && analysis.lexicon.id_of(hit.term) == "adv:against" {
                stances.push(Stance::Negated);
            }
            degree |= hit.level().is_some_and(|l| l <= 41);
        }
        if scan.negator.iter().any(|n| *n) {
            stances.push(Stance::Negated);
        }
        if scan.is_question() {
            stances.push(Stance::Questioned);
        }
        stances.push(analysis.frame_above(i as u32));
        if degree {
            reasons.push("degree".to_owned());
        }
        reasons.extend(stances.into_iter().filter(|s| *s != Stance::Asserted).map(|s| s.name().to_owned()));
    }
}
