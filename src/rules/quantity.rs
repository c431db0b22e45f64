//! A figure is wrong: the stated interval and the right one do not meet.
//!
//! Speaks only where one sure quantity of the right dimension stands with what the claim is about, and nothing narrows the
//! statement to a group, a place or a time that the claim does not list.

use super::assertion::{OneOrMany, guarded_anywhere, literal};
use super::fields::{CONTEXT, GUARDS};
use super::proposition::{SCOPES, Scope as Reach, from_before};
use super::{Group, Join, Match, Names, Place, RuleFault, Scope, Sort, stances_in, unmet};
use crate::analyze::Analysis;
use crate::analyze::context::{Judged, Stretch, judge};
use crate::analyze::quantity::{Quantity, amount};
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::form::{Field, Shape, free, needed};
use crate::lexicon::keys::may;
use crate::lexicon::token::Mark;
use crate::lexicon::units::{Atom, Dimension, atoms, key};
use crate::lexicon::{Effect, Reach as Reaches, TermId, TermKind};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// `[rule.quantity]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Groups of things, every one needed.
    about: Vec<Vec<Spanned<String>>>,
    /// Groups of words that tell what is measured, every one needed.
    #[serde(default)]
    elements: Vec<Vec<Spanned<String>>>,
    /// The right value, "2 to 4 weeks", or several: one of them must fit.
    right: OneOrMany,
    /// How far beside the right value is still right, relative to it; degrees Celsius for temperatures.
    tolerance: Option<Spanned<f64>>,
    /// The figure is a limit: "more than 5 minutes" says 5 minutes.
    #[serde(default)]
    threshold: bool,
    /// Groups, places, times that the right value holds for.
    #[serde(default)]
    among: Vec<Spanned<String>>,
    /// One missing `about` group may come from before.
    #[serde(default)]
    context: bool,
    scope: Option<Spanned<Reach>>,
    #[serde(default)]
    guards: Vec<Spanned<String>>,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    needed(
        "about",
        Shape::Groups,
        "[[\"shingles\"]]",
        "what is measured: every group is needed, any member of a group",
    ),
    free("elements", Shape::Groups, "[[\"w:last\", \"w:lasts\"]]", "words that tell what of it is measured"),
    needed(
        "right",
        Shape::OneOrMany,
        "\"2 to 6 weeks\"",
        "the right value with its unit, as articles write it, or a list of them: one must fit",
    ),
    free(
        "tolerance",
        Shape::Number,
        "0.25",
        "still right: so far beside the ends, relative to them (0.25 is a quarter); for temperatures degrees Celsius",
    ),
    free(
        "threshold",
        Shape::Flag,
        "true",
        "the figure is a limit: \"more than 5 minutes\" says 5 minutes, not 5 to endless; false unless said otherwise",
    ),
    free(
        "among",
        Shape::Texts,
        "[\"who:in-us\", \"pregnancy\"]",
        "groups, places, times (language/populations.toml, kinds of person) that the value holds for as well",
    ),
    CONTEXT,
    free(
        "scope",
        Shape::Choice(SCOPES),
        "\"sentence\"",
        "how near they stand together; in one clause unless said otherwise",
    ),
    GUARDS,
];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    about: Vec<Group>,
    elements: Vec<Group>,
    right: Vec<Right>,
    tolerance: Option<f64>,
    threshold: bool,
    among: Group,
    context: bool,
    scope: Reach,
    guards: Group,
    /// Words that narrow a figure.
    narrowing: Vec<TermId>,
}

/// A right value, as written and as an interval.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Right {
    text: String,
    dimension: Dimension,
    low: f64,
    high: f64,
}

pub(super) fn guards(table: &Table) -> Vec<String> {
    let mut all = literal(&table.guards);
    all.extend(table.elements.iter().chain(&table.about).chain([&table.among]).flat_map(|g| literal(g)));
    all
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    let lexicon = names.lexicon;
    let right: Vec<Right> = table.right.0.iter().filter_map(|text| right(text, names, faults)).collect();
    if let Some(far) = &table.tolerance
        && !(0.0..=1.0).contains(far.as_ref())
        && right.iter().all(|r| r.dimension != Dimension::Temperature)
    {
        faults.push(RuleFault {
            word: Spanned::new(far.span(), far.as_ref().to_string()),
            message: format!("a tolerance of {} means {} times the value", far.as_ref(), far.as_ref()),
            code: "claims/tolerance",
            near: Some(format!("{}", far.as_ref().abs() / 100.0)),
        });
    }
    let person = lexicon.term("kind:person");
    let narrowing = lexicon
        .terms
        .by_hand()
        .filter(|t| lexicon.id_of(*t).starts_with("who:in-") || person.is_some_and(|p| lexicon.is_a(*t, p)))
        .collect();
    Rule {
        about: table.about.iter().map(|g| names.group(g, Sort::Any, faults)).collect(),
        elements: table.elements.iter().map(|g| names.group(g, Sort::Any, faults)).collect(),
        right,
        tolerance: table.tolerance.as_ref().map(|t| *t.as_ref()),
        threshold: table.threshold,
        among: names.group(&table.among, Sort::Case, faults),
        context: table.context,
        scope: table.scope.as_ref().map(|s| *s.as_ref()).unwrap_or_default(),
        guards: names.group(&table.guards, Sort::Any, faults),
        narrowing,
    }
}

/// A right value as written, or a fault.
fn right(text: &Spanned<String>, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Option<Right> {
    let Some(read) = amount(text.as_ref(), &names.lexicon.units) else {
        faults.push(no_quantity(text));
        return None;
    };
    let units = &names.lexicon.units;
    let known = |atom: Atom| atom.number || !atom.wordy || !units.begun_by(&key(atom)).is_empty();
    if read.dimension == Dimension::Number && !atoms(text.as_ref()).into_iter().all(known) {
        faults.push(no_unit(text));
        return None;
    }
    let (low, high) = read.meant();
    Some(Right { text: text.as_ref().clone(), dimension: read.dimension, low, high })
}

/// The fault of a figure without a unit that is known.
pub(super) fn no_unit(text: &Spanned<String>) -> RuleFault {
    RuleFault {
        word: text.clone(),
        message:
            "no unit of this figure is known; write one of language/units.toml, for example \"2 weeks\" or \"400 mg\""
                .to_owned(),
        code: "claims/no-unit",
        near: None,
    }
}

/// The fault of a value that is none.
pub(super) fn no_quantity(text: &Spanned<String>) -> RuleFault {
    RuleFault {
        word: text.clone(),
        message: "this is no single quantity; write a number with its unit, for example \"2 to 4 weeks\"".to_owned(),
        code: "claims/no-quantity",
        near: None,
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    let groups = rule.elements.iter().chain(&rule.about).cloned().collect();
    let spare = if lends(rule) { rule.about.len() as u8 } else { 0 };
    Join { groups, elsewhere: rule.about.len(), spare, holds: may::FIGURE }
}

/// Whether what a figure is about may stand before it: not where nothing else would tie the figure to it.
fn lends(rule: &Rule) -> bool {
    rule.context && rule.elements.len() + rule.about.len() > 1
}

/// Looks at one sentence at a time; what its figure is about may stand in a heading.
pub(super) const SCOPE: Scope = Scope::Figure;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    if let Place::Sentence(sentence, _) = place {
        each_clause(rule, analysis, sentence, &mut |clause, parts| {
            let Ok((quantity, judged)) = verdict(rule, analysis, sentence, clause, parts) else { return };
            let Some(scan) = analysis.scans.get(sentence as usize) else { return };
            let texts: Vec<&str> =
                rule.right.iter().filter(|r| r.dimension == quantity.dimension).map(|r| r.text.as_str()).collect();
            found.push(Match {
                span: scan.span(quantity.start as usize, quantity.end as usize),
                message: format!("sources give {}", texts.join(" or ")),
                labels: Vec::new(),
                sentence: Some(sentence),
                stance: judged.stance,
                cue: (judged.cue.1 > judged.cue.0).then(|| scan.span(judged.cue.0, judged.cue.1)),
                milder: 0,
                notes: Vec::new(),
            });
        });
    }
}

/// Calls `then` with each clause that names every part, and the parts.
fn each_clause(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, then: &mut dyn FnMut(Option<u16>, &[Hit])) {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return };
    let last = scan.clause.last().copied().unwrap_or(0);
    let clauses: Vec<Option<u16>> =
        if rule.scope == Reach::Sentence { vec![None] } else { (0..=last).map(Some).collect() };
    for clause in clauses {
        if let Some(parts) = meet(rule, analysis, sentence, scan, clause) {
            then(clause, &parts);
        }
    }
}

/// A hit for every group, elements first; one thing it is about may come from before.
fn meet(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, scan: &Scan, clause: Option<u16>) -> Option<Vec<Hit>> {
    let mut chosen: Vec<Hit> = Vec::new();
    let mut missing = 0;
    // Of several wordings the one nearest to the figure is meant: "is a" of "it is a myth that" measures nothing.
    let figures =
        analysis.quantities(sentence).iter().filter(|q| rule.right.iter().any(|r| r.dimension == q.dimension));
    let figure = figures.map(|q| q.number).next().unwrap_or(0);
    for (i, group) in rule.elements.iter().chain(&rule.about).enumerate() {
        let fits = scan.hits.iter().filter(|h| {
            (!h.shadowed || matches!(h.kind, TermKind::Concept | TermKind::Relation))
                && (!h.weak || h.kind == TermKind::Concept)
                && group.has(h.term, analysis.lexicon)
                && clause.is_none_or(|c| scan.clause.get(h.start as usize) == Some(&c))
                && !scan.excludes(h)
                // "has a fever when" measures, and names the fever.
                && !chosen.iter().any(|c| c.overlaps(h) && (c.kind == TermKind::Guard) == (h.kind == TermKind::Guard))
        });
        if let Some(best) = fits.max_by_key(|h| (std::cmp::Reverse(h.start.abs_diff(figure)), h.end - h.start)) {
            chosen.push(*best);
        } else if i >= rule.elements.len() && lends(rule) && missing == 0 && from_before(group, analysis, sentence) {
            missing += 1;
        } else {
            return None;
        }
    }
    Some(chosen)
}

/// The wrong figure of a clause and what the sentence does with it, or the reason for silence.
fn verdict(
    rule: &Rule,
    analysis: &Analysis<'_>,
    sentence: u32,
    clause: Option<u16>,
    parts: &[Hit],
) -> Result<(Quantity, Judged), String> {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return Err("about".to_owned()) };
    let here = |token: u32| clause.is_none_or(|c| scan.clause.get(token as usize) == Some(&c));
    let all = analysis.quantities(sentence);
    let mut alike = all.iter().filter(|q| {
        rule.right.iter().any(|r| r.dimension == q.dimension) && here(q.number)
            // A figure inside a name is no statement: "the 20-minute rule".
            && !parts.iter().any(|h| h.owns(q.number))
    });
    let (Some(quantity), None) = (alike.next(), alike.next()) else { return Err("quantity".to_owned()) };
    if quantity.doubtful || quantity.number.abs_diff(parts.first().map_or(quantity.number, |h| h.start)) > FAR {
        return Err("quantity".to_owned());
    }
    if rule.right.iter().any(|r| r.dimension == quantity.dimension && meets(rule, r, quantity)) {
        return Err("quantity".to_owned());
    }
    let guard = scan.hits.iter().any(|h| {
        rule.guards.has(h.term, analysis.lexicon) && here(h.start) && !parts.iter().any(|own| own.term == h.term)
    });
    if guard {
        return Err("guard".to_owned());
    }
    if let Some(reason) = narrowed(rule, analysis, scan, parts, all, quantity) {
        return Err(reason.to_owned());
    }
    let judged = stance(rule, analysis, sentence, scan, parts, quantity);
    // "If a seizure lasts more than 30 minutes, call": the if belongs to the limit.
    let limit = rule.threshold && judged.stance == Stance::Hypothetical;
    let judged = if limit { Judged::ASSERTED } else { judged };
    let judged = framed(scan, quantity.start).map_or(judged, |stance| judged.or(stance, (0, 0)));
    if judged.stance.is_said() { Ok((*quantity, judged)) } else { Err(judged.stance.name().to_owned()) }
}

/// What a myth frame or a past belief before a figure makes of it: it reaches over commas and ifs to the whole sentence.
pub(super) fn framed(scan: &Scan, before: u32) -> Option<Stance> {
    let frames = scan.hits.iter().filter(|h| h.end <= before).filter_map(|h| match h.cue() {
        Some((effect @ (Effect::Refuted | Effect::Historical), Reaches::Forward)) => Some((h.end, Stance::of(effect))),
        _ => None,
    });
    let reaches =
        |end: u32| !(end..before).any(|t| matches!(scan.mark(t as usize), Some(Mark::Semicolon | Mark::Stop)));
    frames.filter(|(end, _)| reaches(*end)).map(|(_, stance)| stance).max()
}

/// So many tokens behind a restricting cue its group stands.
const NEAR: u32 = 4;
/// A figure farther from what it measures, in tokens, belongs to something else.
const FAR: u32 = 24;

/// Whether a stated value may be the right one.
fn meets(rule: &Rule, right: &Right, stated: &Quantity) -> bool {
    let spread = |value: f64| match right.dimension {
        Dimension::Temperature => rule.tolerance.unwrap_or(DEGREES),
        _ => value.abs() * rule.tolerance.unwrap_or(TOLERANCE),
    };
    let (low, high) = (right.low - spread(right.low), right.high + spread(right.high));
    let (from, to) = if rule.threshold { stated.value() } else { stated.meant() };
    let within = |from: f64, to: f64| from <= high && low <= to;
    within(from, to) || stated.other.is_some_and(|(from, to)| within(from, to))
}

/// So far beside the right interval, relative to its ends, a figure is not yet wrong.
const TOLERANCE: f64 = 0.25;
/// The same for temperatures, in degrees Celsius.
const DEGREES: f64 = 0.3;

/// Whether a group, place or time that the claim does not list narrows the statement.
fn narrowed(
    rule: &Rule,
    analysis: &Analysis<'_>,
    scan: &Scan,
    parts: &[Hit],
    all: &[Quantity],
    quantity: &Quantity,
) -> Option<&'static str> {
    let lexicon = analysis.lexicon;
    let listed = |id: &str| lexicon.term(id).is_some_and(|t| rule.among.has(t, lexicon));
    let free = |h: &Hit| {
        let own = parts.iter().any(|own| own.term == h.term || own.overlaps(h));
        // "lasts a year" is the figure itself.
        let figure = h.start >= quantity.start && h.end <= quantity.end;
        own || figure || rule.among.has(h.term, lexicon)
    };
    let by_words = scan.hits.iter().any(|h| rule.narrowing.binary_search(&h.term).is_ok() && !free(h));
    let other = |dimension, id| {
        let right = rule.right.iter().any(|r| r.dimension == dimension);
        !right && !listed(id) && all.iter().any(|q| q.dimension == dimension)
    };
    let narrow = by_words || other(Dimension::Age, "who:in-age") || other(Dimension::Year, "who:in-year");
    narrow.then_some("restricted")
}

/// What the sentence does with the figure.
fn stance(
    rule: &Rule,
    analysis: &Analysis<'_>,
    sentence: u32,
    scan: &Scan,
    parts: &[Hit],
    quantity: &Quantity,
) -> Judged {
    let bound = if quantity.denied_bound {
        quantity.start.saturating_sub(8)..quantity.end
    } else {
        quantity.start..quantity.end
    };
    let used = |t: usize| bound.contains(&(t as u32)) || parts.iter().any(|h| h.owns(t as u32));
    let first = parts.iter().map(|h| h.start).chain([quantity.start]).min().unwrap_or(quantity.start);
    let last = parts.iter().map(|h| h.end).chain([quantity.end]).max().unwrap_or(quantity.end);
    let core = parts.iter().take(rule.elements.len()).map(|h| h.start).chain([quantity.start]).min();
    let stretch = Stretch {
        start: first as usize,
        end: last as usize,
        core: core.unwrap_or(first) as usize,
        parts: &[],
        used: &used,
        strict: false,
        open_prefix: true,
        heading: analysis.in_heading(sentence),
    };
    let mut judged = judge(scan, analysis.next_scan(sentence), &stretch);
    let above = analysis.frame_above(sentence);
    judged = judged.or(above, (0, 0));
    // A restriction to the very group that the claim lists is none.
    let (from, to) = (judged.cue.0 as u32, judged.cue.1 as u32 + NEAR);
    let listed = scan.hits.iter().any(|h| rule.among.has(h.term, analysis.lexicon) && h.start >= from && h.end <= to);
    let any_age = analysis.lexicon.known.in_age.is_some_and(|t| rule.among.has(t, analysis.lexicon));
    let aged = any_age
        && analysis
            .quantities(sentence)
            .iter()
            .any(|q| q.dimension == Dimension::Age && q.number >= from && q.number <= to);
    if judged.stance == Stance::Restricted && to > NEAR && (listed || aged) {
        judged = Judged::ASSERTED;
    }
    let against = [analysis.lexicon.known.against, analysis.lexicon.known.unneeded];
    let warned = scan.hits.iter().any(|h| {
        h.kind == TermKind::Advice
            && against.contains(&Some(h.term))
            && h.end <= last
            && scan.clause.get(h.start as usize) == scan.clause.get(quantity.number as usize)
            && !(h.start..h.end).all(|t| used(t as usize))
    });
    if warned && !quantity.denied_bound { judged.or(Stance::Negated, (0, 0)) } else { judged }
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut met = false;
    for sentence in 0..analysis.scans.len() as u32 {
        each_clause(rule, analysis, sentence, &mut |clause, parts| {
            met = true;
            if let Err(reason) = verdict(rule, analysis, sentence, clause, parts) {
                reasons.push(reason);
            }
        });
    }
    if !met {
        let named =
            |group: &Group| analysis.scans.iter().flat_map(|s| &s.hits).any(|h| group.has(h.term, analysis.lexicon));
        unmet(&rule.about, &rule.elements, named, &mut reasons);
    }
    let asked = |d: Dimension| rule.right.iter().any(|r| r.dimension == d);
    if !(0..analysis.scans.len() as u32).any(|s| analysis.quantities(s).iter().any(|q| asked(q.dimension))) {
        reasons.push("quantity".to_owned());
    }
    stances_in(analysis, &mut reasons);
    if guarded_anywhere(&rule.guards, analysis) {
        reasons.push("guard".to_owned());
    }
    reasons
}
