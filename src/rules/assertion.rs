//! The article asserts a relation between two things.

use super::degree::Degrees;
use super::fields::{DEGREE, GUARDS, PLACE};
use super::{Group, Join, Match, Names, Place, RuleFault, Scope, Sort, stances_in};
use crate::analyze::frame::PLAIN;
use crate::analyze::scan::Scan;
use crate::analyze::stance::Stance;
use crate::analyze::{Analysis, Assertion};
use crate::form::{Field, Shape, free, needed};
use crate::lexicon::{Detail, Lexicon, TermId, WordClass};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// One id or several.
#[derive(Debug, Clone)]
pub struct OneOrMany(pub Vec<Spanned<String>>);

impl<'de> Deserialize<'de> for OneOrMany {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // A list with spans cannot be an untagged alternative (spans would be lost), so a lone word is a list of one.
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = OneOrMany;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an id or a list of ids")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(OneOrMany(vec![Spanned::new(0..0, text.to_owned())]))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let mut all = Vec::new();
                while let Some(one) = seq.next_element::<Spanned<String>>()? {
                    all.push(one);
                }
                Ok(OneOrMany(all))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

/// `[rule.assertion]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Ids of relations; "~" behind one swaps its roles.
    relation: OneOrMany,
    /// Whom it is said of.
    subject: Vec<Spanned<String>>,
    /// What it reaches.
    object: Vec<Spanned<String>>,
    /// Which degrees are wrong.
    degree: Option<Spanned<String>>,
    /// Met by the denial of the relation.
    #[serde(default)]
    denies: bool,
    /// "anywhere" or "heading".
    place: Option<Spanned<String>>,
    /// Groups of people or cases to which the statement may be restricted and is still this one.
    #[serde(default)]
    within: Vec<Spanned<String>>,
    /// What makes it another statement.
    #[serde(default)]
    guards: Vec<Spanned<String>>,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    needed(
        "relation",
        Shape::OneOrMany,
        "\"rel:cause\"",
        "what the sentence says: an id of language/relations.toml, or a list of ids; ~ behind one swaps its roles",
    ),
    needed(
        "subject",
        Shape::Texts,
        "[\"cancer\", \"osteomyelitis\"]",
        "whom it is said of: concepts or their kinds, any of them, with everything below; \"=x\" means x itself and nothing below it",
    ),
    needed("object", Shape::Texts, "[\"back-pain\"]", "what it reaches, written like the subject"),
    DEGREE,
    free(
        "denies",
        Shape::Flag,
        "true",
        "the claim is met by the denial of the relation: \"HIV does not cause AIDS\", not by \"it is a myth that HIV causes AIDS\"; false unless said otherwise",
    ),
    PLACE,
    free("within", Shape::Texts, "[\"child\", \"pregnancy\"]", "restrictions that change nothing: \"… in children\""),
    GUARDS,
];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Relation, and whether its roles are swapped.
    pub relations: Vec<(TermId, bool)>,
    /// Whom it is said of.
    pub subject: Group,
    /// What it reaches.
    pub object: Group,
    /// Which degrees fit.
    pub degrees: Degrees,
    /// Met by a denial.
    pub denies: bool,
    /// Only in titles and headings.
    pub heading: bool,
    /// Restrictions that change nothing.
    pub within: Group,
    /// What makes it another statement.
    pub guards: Group,
}

pub(super) fn guards(table: &Table) -> Vec<String> {
    let mut all = literal(&table.guards);
    all.extend(literal(&table.within));
    all
}

/// The guards that are literal words.
pub(super) fn literal(guards: &[Spanned<String>]) -> Vec<String> {
    guards.iter().map(AsRef::as_ref).filter(|g: &&String| g.starts_with("w:")).cloned().collect()
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    Rule {
        relations: relations(&table.relation, names, faults),
        subject: names.group(&table.subject, Sort::Thing, faults),
        object: names.group(&table.object, Sort::Thing, faults),
        degrees: degrees(table.degree.as_ref(), Degrees::ANY, faults),
        denies: table.denies,
        heading: heading(table.place.as_ref()),
        within: names.group(&table.within, Sort::Case, faults),
        guards: names.group(&table.guards, Sort::Any, faults),
    }
}

/// Relations by id, with their direction.
pub(super) fn relations(list: &OneOrMany, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Vec<(TermId, bool)> {
    list.0
        .iter()
        .filter_map(|w| names.term(w, Sort::Relation, faults).map(|t| (t, w.as_ref().ends_with('~'))))
        .collect()
}

/// A degree condition, or a fault that lists the scale.
pub(super) fn degrees(word: Option<&Spanned<String>>, default: Degrees, faults: &mut Vec<RuleFault>) -> Degrees {
    let Some(word) = word else { return default };
    Degrees::read(word.as_ref()).unwrap_or_else(|| {
        let names: Vec<&str> = Degrees::names().collect();
        faults.push(RuleFault {
            word: word.clone(),
            message: format!("no such degree; write for example \">= common\" with one of {}", names.join(", ")),
            code: "claims/unknown-degree",
            near: None,
        });
        default
    })
}

/// Whether a place condition says "heading".
pub(super) fn heading(word: Option<&Spanned<String>>) -> bool {
    word.is_some_and(|word| word.as_ref() == "heading")
}

pub(super) fn join(rule: &Rule) -> Join {
    Join { groups: vec![rule.subject.clone(), rule.object.clone()], ..Join::default() }
}

/// What a sentence or what leads to it must name for a relation of such a degree to be asserted at all.
pub(super) fn hints(relations: &[(TermId, bool)], degrees: Degrees, lexicon: &Lexicon) -> Vec<Group> {
    let mut hints = Vec::new();
    let tacit = |relation: TermId| {
        let own = lexicon.frames.iter().filter_map(|frame| lexicon.term(&frame.relation));
        own.into_iter().any(|own| lexicon.is_a(own, relation))
    };
    if !relations.iter().any(|(relation, _)| tacit(*relation)) {
        hints.push(Group { members: relations.iter().map(|(relation, _)| (*relation, false)).collect() });
    }
    if degrees.low > PLAIN {
        // "Nothing causes it more often than …" needs no degree.
        let strong = |term: &TermId| match lexicon.detail_of(*term) {
            Detail::Level(level) => level >= degrees.low,
            Detail::Word(class) => class == WordClass::Nothing,
            _ => false,
        };
        hints.push(Group { members: (0..lexicon.len() as TermId).filter(strong).map(|term| (term, true)).collect() });
    }
    hints
}

/// Subject and object of an assertion in every direction that a rule's relations ask for: a relation may be listed
/// both ways round. Empty if it is none of them.
pub(super) fn directed(
    relations: &[(TermId, bool)],
    assertion: &Assertion,
    lexicon: &Lexicon,
) -> Vec<(TermId, TermId)> {
    let (subject, object) = (assertion.subject.term, assertion.object.term);
    relations
        .iter()
        .filter(|(relation, _)| lexicon.is_a(assertion.relation, *relation))
        .map(|(_, swapped)| if *swapped { (object, subject) } else { (subject, object) })
        .collect()
}

/// The part of a rule that an assertion does not fit; `None` if it fits all.
fn misfit(rule: &Rule, assertion: &Assertion, analysis: &Analysis<'_>) -> Option<&'static str> {
    let lexicon = analysis.lexicon;
    let pairs = directed(&rule.relations, assertion, lexicon);
    if pairs.is_empty() {
        return Some("relation");
    }
    let object_fits = pairs.iter().any(|(_, object)| rule.object.has(*object, lexicon));
    let both_fit =
        pairs.iter().any(|(subject, object)| rule.object.has(*object, lexicon) && rule.subject.has(*subject, lexicon));
    if !object_fits {
        return Some("object");
    }
    if !both_fit {
        return Some("subject");
    }
    if !rule.degrees.fits(assertion.degree) {
        return Some("degree");
    }
    if rule.heading && !assertion.heading {
        return Some("place");
    }
    if guarded(&rule.guards, analysis, assertion.sentence) {
        return Some("guard");
    }
    if assertion.narrowed {
        return Some("restricted");
    }
    None
}

/// Whether a guard stands in the sentence.
pub(super) fn guarded(guards: &Group, analysis: &Analysis<'_>, sentence: u32) -> bool {
    !guards.is_empty() && analysis.terms(sentence).iter().any(|term| guards.has(*term, analysis.lexicon))
}

/// Whether the stance lets the claim speak.
fn speaks(rule: &Rule, assertion: &Assertion, analysis: &Analysis<'_>) -> bool {
    // "Vaccines cause autism in children": the claim is about children anyway.
    let within = || analysis.terms(assertion.sentence).iter().any(|term| rule.within.has(*term, analysis.lexicon));
    if rule.denies {
        assertion.denied
    } else {
        assertion.stance.is_said() || assertion.stance == Stance::Restricted && within()
    }
}

/// Looks at one relation at a time.
pub(super) const SCOPE: Scope = Scope::Assertion;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    let Place::Assertion(assertion) = place else { return };
    if speaks(rule, assertion, analysis) && misfit(rule, assertion, analysis).is_none() {
        found.push(told(assertion, rule.denies));
    }
}

/// An assertion as a match.
pub(super) fn told(assertion: &Assertion, denied: bool) -> Match {
    let labels = match assertion.lead {
        Some(lead) if lead.start < assertion.span.start => {
            vec![(
                crate::span::Span::new(lead.start as usize, lead.end.min(assertion.span.start) as usize),
                "the statement starts here".to_owned(),
            )]
        }
        _ => Vec::new(),
    };
    Match {
        span: assertion.span,
        message: if assertion.listed { "listed here".to_owned() } else { String::new() },
        labels,
        sentence: Some(assertion.sentence),
        stance: if denied || assertion.stance == Stance::Restricted { Stance::Asserted } else { assertion.stance },
        cue: assertion.cue,
        milder: u8::from(assertion.carried),
        notes: Vec::new(),
    }
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    for assertion in &analysis.assertions {
        match misfit(rule, assertion, analysis) {
            Some(part) => reasons.push(part.to_owned()),
            None => reasons.push(assertion.stance.name().to_owned()),
        }
    }
    let has =
        |group: &Group| analysis.scans.iter().flat_map(Scan::concepts).any(|h| group.has(h.term, analysis.lexicon));
    if !has(&rule.subject) {
        reasons.push("subject".to_owned());
    }
    if !has(&rule.object) {
        reasons.push("object".to_owned());
    }
    if analysis.assertions.is_empty() {
        reasons.push("relation".to_owned());
    }
    stances_in(analysis, &mut reasons);
    if guarded_anywhere(&rule.guards, analysis) {
        reasons.push("guard".to_owned());
    }
    if rule.heading && !analysis.scans.iter().enumerate().any(|(i, _)| analysis.in_heading(i as u32)) {
        reasons.push("place".to_owned());
    }
    reasons
}

/// Whether a guard stands anywhere in the article.
pub(super) fn guarded_anywhere(guards: &Group, analysis: &Analysis<'_>) -> bool {
    (0..analysis.scans.len() as u32).any(|s| guarded(guards, analysis, s))
}
