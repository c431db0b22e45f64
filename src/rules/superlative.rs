//! A functional slot: the most common cause of a thing is one of these, and every other known filler is wrong.

use super::assertion::{self, OneOrMany, degrees, directed, guarded, guarded_anywhere, literal, relations, told};
use super::degree::Degrees;
use super::fields::GUARDS;
use super::{Group, Join, Match, Names, Place, RuleFault, Scope, Sort, stances_in};
use crate::analyze::{Analysis, Assertion};
use crate::form::{Field, Shape, free, needed};
use crate::lexicon::{Lexicon, TermId};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// `[rule.superlative]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    relation: OneOrMany,
    /// The thing whose slot it is.
    object: Vec<Spanned<String>>,
    degree: Option<Spanned<String>>,
    /// Right fillers.
    answers: Vec<Spanned<String>>,
    /// What a wrong filler must be to count.
    fillers: Vec<Spanned<String>>,
    #[serde(default)]
    guards: Vec<Spanned<String>>,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    needed("relation", Shape::OneOrMany, "\"rel:cause\"", "an id of language/relations.toml, or a list of ids"),
    needed("object", Shape::Texts, "[\"low-back-pain\"]", "the thing whose slot it is"),
    needed(
        "answers",
        Shape::Texts,
        "[\"nonspecific-low-back-pain\", \"muscle-strain\"]",
        "right fillers, with everything below them",
    ),
    needed(
        "fillers",
        Shape::Texts,
        "[\"disease\", \"pathogen\"]",
        "kinds or concepts that a wrong filler must belong to",
    ),
    free("degree", Shape::Text, "\">= most\"", "how strong the statement must be; >= most unless said otherwise"),
    GUARDS,
];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    relations: Vec<(TermId, bool)>,
    object: Group,
    degrees: Degrees,
    answers: Group,
    fillers: Group,
    guards: Group,
}

pub(super) fn guards(table: &Table) -> Vec<String> {
    literal(&table.guards)
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    Rule {
        relations: relations(&table.relation, names, faults),
        object: names.group(&table.object, Sort::Thing, faults),
        degrees: degrees(table.degree.as_ref(), Degrees { low: 90, high: u8::MAX }, faults),
        answers: names.group(&table.answers, Sort::Thing, faults),
        fillers: names.kinds(&table.fillers, faults),
        guards: names.group(&table.guards, Sort::Any, faults),
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    Join::one(&rule.object)
}

pub(super) fn hints(rule: &Rule, lexicon: &Lexicon) -> Vec<Group> {
    assertion::hints(&rule.relations, rule.degrees, lexicon)
}

fn misfit(rule: &Rule, assertion: &Assertion, analysis: &Analysis<'_>) -> Option<&'static str> {
    let lexicon = analysis.lexicon;
    let pairs = directed(&rule.relations, assertion, lexicon);
    if pairs.is_empty() {
        return Some("relation");
    }
    let about: Vec<TermId> =
        pairs.into_iter().filter(|(_, object)| rule.object.has(*object, lexicon)).map(|(filler, _)| filler).collect();
    if about.is_empty() {
        return Some("object");
    }
    if !about.into_iter().any(|filler| is_wrong(rule, filler, lexicon)) {
        return Some("subject");
    }
    if !rule.degrees.fits(assertion.degree) {
        return Some("degree");
    }
    if guarded(&rule.guards, analysis, assertion.sentence) {
        return Some("guard");
    }
    if assertion.narrowed {
        return Some("restricted");
    }
    None
}

/// Whether a filler is known to be none of the answers; one above an answer ("injury" over "strain") may mean it.
fn is_wrong(rule: &Rule, filler: TermId, lexicon: &Lexicon) -> bool {
    let above = rule.answers.members.iter().any(|(answer, _)| lexicon.is_a(*answer, filler));
    rule.fillers.has(filler, lexicon) && !rule.answers.has(filler, lexicon) && !above
}

/// Whether two rules give different answers to one question: the same relation of the same thing.
pub(super) fn contradict(one: &Rule, other: &Rule, lexicon: &Lexicon) -> bool {
    let shared = |a: &Group, b: &Group| a.members.iter().any(|m| b.members.iter().any(|n| m.0 == n.0));
    let relation = one.relations.iter().any(|r| other.relations.contains(r));
    let degree = one.degrees.low <= other.degrees.high && other.degrees.low <= one.degrees.high;
    let near = |a: TermId, b: TermId| lexicon.is_a(a, b) || lexicon.is_a(b, a);
    let agree = one.answers.members.iter().any(|a| other.answers.members.iter().any(|b| near(a.0, b.0)));
    relation && degree && shared(&one.object, &other.object) && !agree
}

/// Looks at one relation at a time.
pub(super) const SCOPE: Scope = Scope::Assertion;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    let Place::Assertion(assertion) = place else { return };
    if assertion.stance.is_said() && misfit(rule, assertion, analysis).is_none() {
        found.push(told(assertion, false));
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
    if analysis.assertions.is_empty() {
        reasons.push("relation".to_owned());
    }
    stances_in(analysis, &mut reasons);
    if guarded_anywhere(&rule.guards, analysis) {
        reasons.push("guard".to_owned());
    }
    reasons
}
