//! A dose is wrong: readers are told to take more, sooner or longer than is safe, or too little to help.
//!
//! Speaks only where even the friendliest reading breaks the limit, and never on what was taken, studied, prescribed or
//! warned of.

use super::assertion::{OneOrMany, guarded_anywhere, literal};
use super::fields::GUARDS;
use super::proposition::from_before;
use super::quantity::{framed, no_quantity, no_unit};
use super::{Group, Join, Match, Names, Place, RuleFault, Scope, Sort, stances_in};
use crate::analyze::Analysis;
use crate::analyze::advice::Told;
use crate::analyze::context::{Judged, Stretch, judge};
use crate::analyze::quantity::dose::{Dose, doses};
use crate::analyze::quantity::{Bound, Quantity, amount};
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::form::{Field, Shape, Word, free, needed};
use crate::lexicon::keys::may;
use crate::lexicon::token::Mark;
use crate::lexicon::units::Dimension;
use crate::lexicon::{Lexicon, TermId, TermKind, WordClass};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// `[rule.dose]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The drugs.
    drug: Vec<Spanned<String>>,
    /// Further things that must be named, such as what it is taken for.
    #[serde(default)]
    about: Vec<Vec<Spanned<String>>>,
    max_per_day: Option<OneOrMany>,
    min_per_day: Option<OneOrMany>,
    max_per_dose: Option<OneOrMany>,
    min_per_dose: Option<OneOrMany>,
    /// "4 hours".
    min_hours_between: Option<Spanned<String>>,
    /// "10 days".
    max_days: Option<Spanned<String>>,
    /// The smallest tablet there is, "200 mg": what a counted tablet weighs at least.
    piece: Option<Spanned<String>>,
    who: Option<Spanned<Who>>,
    /// Drug and `about` may come from before.
    #[serde(default)]
    context: bool,
    #[serde(default)]
    guards: Vec<Spanned<String>>,
}

/// Whom the dose is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Nobody is named, or adults are.
    #[default]
    Adult,
    /// Children or babies are named.
    Child,
    /// Pregnant women are named.
    Pregnant,
    /// Whoever is named.
    Anyone,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    needed("drug", Shape::Texts, "[\"paracetamol\"]", "the drugs, any of them"),
    free(
        "about",
        Shape::Groups,
        "[[\"shingles\"]]",
        "what it is for, or words such as \"w:without a prescription\"; every group is needed",
    ),
    free(
        "max_per_day",
        Shape::OneOrMany,
        "\"4 g\"",
        "the most a day; a list gives one limit for each unit: [\"4,000 IU\", \"100 mcg\"]",
    ),
    free("min_per_day", Shape::OneOrMany, "\"3 g\"", "too little to help below it"),
    free("max_per_dose", Shape::OneOrMany, "\"1 g\"", "the most at once"),
    free("min_per_dose", Shape::OneOrMany, "\"500 mg\"", "too little to help below it"),
    free("min_hours_between", Shape::Text, "\"4 hours\"", "the shortest time between two doses"),
    free("max_days", Shape::Text, "\"10 days\"", "the longest time without a doctor"),
    free("piece", Shape::Text, "\"325 mg\"", "the smallest tablet there is: what a counted tablet weighs at least"),
    free("who", Shape::Choice(PERSONS), "\"child\"", "whose dose it is; adult unless said otherwise"),
    free("context", Shape::Flag, "true", "drug and about may come from before; false unless said otherwise"),
    GUARDS,
];

/// Whose dose it is.
const PERSONS: &[Word] = &[
    ("adult", "no child is named"),
    ("child", "children or babies are named"),
    ("pregnant", "pregnant women are named"),
    ("anyone", "whoever is named"),
];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    drug: Group,
    about: Vec<Group>,
    most_day: Vec<(Dimension, f64)>,
    least_day: Vec<(Dimension, f64)>,
    most_once: Vec<(Dimension, f64)>,
    least_once: Vec<(Dimension, f64)>,
    hours: Option<f64>,
    days: Option<f64>,
    piece: Option<(Dimension, f64)>,
    who: Who,
    context: bool,
    guards: Group,
    /// What kinds of things own an amount: any other drug.
    drugs: Option<TermId>,
    children: Group,
    pregnancy: Group,
    told: Option<TermId>,
    untold: Option<TermId>,
    against: Option<TermId>,
}

pub(super) fn guards(table: &Table) -> Vec<String> {
    let mut all = literal(&table.guards);
    all.extend(table.about.iter().flat_map(|g| literal(g)));
    all
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    let lexicon = names.lexicon;
    let mut value = |text: &Spanned<String>| {
        let read = amount(text.as_ref(), &lexicon.units);
        match read {
            None => faults.push(no_quantity(text)),
            Some(read) if read.dimension == Dimension::Number => faults.push(no_unit(text)),
            Some(_) => {}
        }
        read.map(|q| (q.dimension, q.high))
    };
    let mut list = |texts: Option<&OneOrMany>| {
        texts.map(|t| t.0.iter().filter_map(&mut value).collect::<Vec<_>>()).unwrap_or_default()
    };
    let (most_day, least_day) = (list(table.max_per_day.as_ref()), list(table.min_per_day.as_ref()));
    let (most_once, least_once) = (list(table.max_per_dose.as_ref()), list(table.min_per_dose.as_ref()));
    let hours = table.min_hours_between.as_ref().and_then(&mut value).map(|v| v.1);
    let days = table.max_days.as_ref().and_then(&mut value).map(|v| v.1);
    let piece = table.piece.as_ref().and_then(&mut value);
    let limits = [&most_day, &least_day, &most_once, &least_once];
    let no_limit = limits.iter().all(|limit| limit.is_empty()) && hours.is_none() && days.is_none();
    if let Some(drug) = table.drug.first().filter(|_| no_limit && faults.is_empty()) {
        faults.push(RuleFault {
            word: drug.clone(),
            message: "a dose needs a limit: write max_per_day, max_per_dose or another one of its limits".to_owned(),
            code: "claims/no-limit",
            near: None,
        });
    }
    let known =
        |ids: &[&str]| Group { members: ids.iter().filter_map(|id| lexicon.term(id)).map(|t| (t, false)).collect() };
    Rule {
        drug: names.group(&table.drug, Sort::Thing, faults),
        about: table.about.iter().map(|g| names.group(g, Sort::Any, faults)).collect(),
        most_day,
        least_day,
        most_once,
        least_once,
        hours,
        days,
        piece,
        who: table.who.as_ref().map(|w| *w.as_ref()).unwrap_or_default(),
        context: table.context,
        guards: names.group(&table.guards, Sort::Any, faults),
        drugs: lexicon.known.drug,
        children: known(&["child", "infant", "newborn", "toddler", "teenager"]),
        pregnancy: known(&["pregnancy"]),
        told: lexicon.term("top:dosing"),
        untold: lexicon.term("top:no-dosing"),
        against: lexicon.known.against,
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    let spare = u8::from(rule.context);
    // How often and for how long is told without an amount.
    let amount = if rule.hours.is_none() && rule.days.is_none() { may::AMOUNT } else { 0 };
    Join { groups: vec![rule.drug.clone()], elsewhere: spare.into(), spare, holds: may::FIGURE | amount }
}

/// Looks at one sentence at a time; the drug may stand in a heading.
pub(super) const SCOPE: Scope = Scope::Figure;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    let Place::Sentence(sentence, _) = place else { return };
    let Some(scan) = analysis.scans.get(sentence as usize) else { return };
    found.extend(each(rule, analysis, sentence).into_iter().flatten().map(|wrong| Match {
        span: scan.span(wrong.start as usize, wrong.end as usize),
        message: wrong.message,
        labels: Vec::new(),
        sentence: Some(sentence),
        stance: wrong.judged.stance,
        cue: None,
        milder: 0,
        notes: Vec::new(),
    }));
}

/// A dose that breaks a limit.
#[derive(Debug)]
struct Wrong {
    message: String,
    judged: Judged,
    start: u32,
    end: u32,
}

/// What a sentence says of the drug's dose: the wrong ones, and why others are silent.
fn each(rule: &Rule, analysis: &Analysis<'_>, sentence: u32) -> Vec<Result<Wrong, String>> {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return Vec::new() };
    let named = scan.hits.iter().any(|h| rule.drug.has(h.term, analysis.lexicon));
    let before = || rule.context && from_before(&rule.drug, analysis, sentence);
    if !named && !before() || analysis.quantities(sentence).is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let all = doses(analysis, sentence, rule.piece);
    let amounts = !all.is_empty();
    // "Up to 400 mg for adults, 200 mg in pregnancy": which of the two is this group's stays open.
    let open = matches!(rule.who, Who::Child | Who::Pregnant) && all.iter().any(|d| breaks(rule, d).is_none());
    for dose in all {
        if !owns(rule, analysis, scan, &dose, named) {
            out.push(Err("about".to_owned()));
            continue;
        }
        let Some(message) = breaks(rule, &dose).filter(|_| !open) else {
            out.push(Err("quantity".to_owned()));
            continue;
        };
        out.push(
            verdict(rule, analysis, sentence, scan, (dose.start, dose.number, dose.end, dose.denied_bound))
                .map(|judged| Wrong { message, judged, start: dose.start, end: dose.end }),
        );
    }
    for q in analysis.quantities(sentence).iter().filter(|q| !q.doubtful) {
        let Some(message) = spaced(rule, q, amounts).or_else(|| lasts(rule, analysis, sentence, q)) else { continue };
        out.push(
            verdict(rule, analysis, sentence, scan, (q.start, q.number, q.end, q.denied_bound)).map(|judged| Wrong {
                message,
                judged,
                start: q.start,
                end: q.end,
            }),
        );
    }
    out
}

/// Whether an amount is one of this drug: the drug right behind it, else the last one before it, else the next one.
fn owns(rule: &Rule, analysis: &Analysis<'_>, scan: &Scan, dose: &Dose, named: bool) -> bool {
    let lexicon = analysis.lexicon;
    let general = |h: &Hit| rule.drug.members.iter().any(|(m, _)| *m != h.term && lexicon.is_a(*m, h.term));
    let drugs: Vec<&Hit> = scan
        .hits
        .iter()
        .filter(|h| {
            h.kind == TermKind::Concept
                && (rule.drug.has(h.term, lexicon)
                    || rule.drugs.is_some_and(|d| lexicon.is_a(h.term, d)) && !general(h))
        })
        .collect();
    if !named {
        return drugs.is_empty();
    }
    let behind = drugs.iter().filter(|h| h.start >= dose.number).min_by_key(|h| h.start);
    let ahead = drugs.iter().filter(|h| h.end <= dose.number).max_by_key(|h| h.end);
    // "200 mg tablets of ibuprofen": the name of what is counted follows closely.
    let close = behind.filter(|h| h.start <= dose.number + CLOSE && !comma(scan, dose.number, h.start));
    close.or(ahead).or(behind).is_some_and(|h| rule.drug.has(h.term, lexicon))
}

/// So many tokens behind its number an amount's drug may stand.
const CLOSE: u32 = 5;

fn comma(scan: &Scan, from: u32, to: u32) -> bool {
    (from..to).any(|t| matches!(scan.mark(t as usize), Some(Mark::Comma | Mark::Semicolon | Mark::Colon)))
}

/// What limit even the friendliest reading of a dose breaks, told to readers.
fn breaks(rule: &Rule, dose: &Dose) -> Option<String> {
    let of = |limits: &[(Dimension, f64)]| limits.iter().find(|l| l.0 == dose.dimension).map(|l| l.1);
    // A limit states its upper end; advice may mean its lower one.
    let least = |v: (f64, f64)| if dose.limit { v.1 } else { v.0 };
    let told = |value: f64, when: &str, but: &str, limit: f64| {
        format!("reads as {} {when}; {but} {}", said(dose.dimension, value), said(dose.dimension, limit))
    };
    for (stated, most, fewest, when) in [
        (dose.day, &rule.most_day, &rule.least_day, "a day"),
        (dose.once, &rule.most_once, &rule.least_once, "at once"),
    ] {
        let Some(stated) = stated else { continue };
        if let Some(most) = of(most).filter(|most| least(stated) > most * SLACK) {
            return Some(told(least(stated), when, "the most is", most));
        }
        if let Some(fewest) = of(fewest).filter(|fewest| stated.1 < fewest / SLACK) {
            return Some(told(stated.1, when, "it takes", fewest));
        }
    }
    if let (Some(hours), Some(fewest)) = (dose.hours.map(|v| v.1), rule.hours)
        && hours < fewest / SLACK
    {
        return Some(format!("reads as every {} hours; at least {} must lie between", number(hours), number(fewest)));
    }
    None
}

/// Rounding is no overdose.
const SLACK: f64 = 1.01;

/// "Leave two hours between doses", or "every two hours" without an amount.
fn spaced(rule: &Rule, q: &Quantity, amounts: bool) -> Option<String> {
    let fewest = rule.hours?;
    let hours = 24.0 / q.low.max(f64::MIN_POSITIVE);
    let fits = q.dimension == Dimension::Rate && q.every && (q.bound == Bound::AtMost || !amounts);
    let told = fits && q.bound != Bound::AtLeast && hours < fewest / SLACK;
    told.then(|| format!("reads as {} hours between doses; it takes at least {}", number(hours), number(fewest)))
}

/// "Take it for 30 days."
fn lasts(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, q: &Quantity) -> Option<String> {
    let most = rule.days?;
    let cut = analysis.document.sentences.get(sentence as usize)?;
    let scan = analysis.scans.get(sentence as usize)?;
    let before = scan.tokens.get((q.start as usize).checked_sub(1)?)?;
    let word = analysis.document.text.get(before.start as usize..before.end as usize)?;
    let told = word.eq_ignore_ascii_case("for") && cut.text.start <= before.start;
    let hours = if q.bound == Bound::AtMost { q.high } else { q.low };
    let long = q.dimension == Dimension::Time && q.bound != Bound::AtLeast && hours > most * SLACK;
    (told && long).then(|| format!("reads as {} days; the most is {}", number(hours / 24.0), number(most / 24.0)))
}

/// Whether the sentence tells readers to take it, and with what stance; or the reason for silence.
fn verdict(
    rule: &Rule,
    analysis: &Analysis<'_>,
    sentence: u32,
    scan: &Scan,
    (start, number, end, denied): (u32, u32, u32, bool),
) -> Result<Judged, String> {
    let lexicon = analysis.lexicon;
    let has = |group: &Group| scan.hits.iter().any(|h| group.has(h.term, lexicon));
    for group in &rule.about {
        let here = |h: &Hit| group.has(h.term, lexicon) && !belongs_elsewhere(scan, h, start, lexicon);
        if !(scan.hits.iter().any(here) || rule.context && from_before(group, analysis, sentence)) {
            return Err("about".to_owned());
        }
    }
    if has(&rule.guards) {
        return Err("guard".to_owned());
    }
    if (Told { core: start as usize, core_end: end as usize, own: &[] }).lesson(scan, analysis, sentence) {
        return Err(Stance::Negated.name().to_owned());
    }
    if !person_fits(rule, analysis, sentence, &has) {
        return Err("person".to_owned());
    }
    // "Needs no prescription" is what the claim is about, and no prescription.
    let about = |h: &Hit| {
        scan.hits
            .iter()
            .any(|o| rule.about.iter().any(|g| g.has(o.term, lexicon)) && o.start <= h.start && h.end <= o.end)
    };
    let term = |wanted: Option<TermId>| scan.hits.iter().any(|h| Some(h.term) == wanted && !about(h));
    if term(rule.untold) {
        return Err("polarity".to_owned());
    }
    if !term(rule.told) && !label(rule, analysis, sentence, scan, number) {
        return Err("polarity".to_owned());
    }
    let judged = stance(rule, analysis, sentence, scan, (start, end, denied));
    let judged = framed(scan, start).map_or(judged, |stance| judged.or(stance, (0, 0)));
    if judged.stance.is_said() { Ok(judged) } else { Err(judged.stance.name().to_owned()) }
}

/// "500 mg for cold sores; for shingles it is 1 g": beyond a semicolon the dose is one for the disease named on its side.
fn belongs_elsewhere(scan: &Scan, about: &Hit, dose: u32, lexicon: &Lexicon) -> bool {
    let split = |from: u32, to: u32| (from..to).any(|t| scan.mark(t as usize) == Some(Mark::Semicolon));
    let apart = |h: &Hit| split(h.start.min(dose), h.start.max(dose));
    let disease = lexicon.known.disease;
    apart(about) && scan.concepts().any(|h| disease.is_some_and(|d| lexicon.is_a(h.term, d)) && !apart(h))
}

/// Whether the sentence or its heading speaks of the person that the rule is about.
fn person_fits(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, has: &dyn Fn(&Group) -> bool) -> bool {
    let above = |group: &Group| from_before(group, analysis, sentence);
    let young = analysis.quantities(sentence).iter().any(|q| {
        matches!(q.dimension, Dimension::MassPerWeight | Dimension::Weight)
            || q.dimension == Dimension::Age && q.high < 16.0
    });
    match rule.who {
        Who::Anyone => true,
        Who::Adult => !has(&rule.children) && !has(&rule.pregnancy) && !young && !above(&rule.children),
        Who::Child => has(&rule.children) || above(&rule.children),
        Who::Pregnant => has(&rule.pregnancy) || above(&rule.pregnancy),
    }
}

/// "Ibuprofen: 600 mg every six hours", "Ibuprofen 600 mg every six hours": an entry of a list of doses.
fn label(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, scan: &Scan, number: u32) -> bool {
    // "Two 500 mg tablets of paracetamol six times a day …"
    if number <= 1 && analysis.quantities(sentence).iter().any(|q| q.dimension == Dimension::Rate) {
        return true;
    }
    let Some(drug) = scan.hits.iter().find(|h| h.start <= 3 && rule.drug.has(h.term, analysis.lexicon)) else {
        return false;
    };
    let colon = (drug.end..number)
        .find(|t| matches!(scan.mark(*t as usize), Some(Mark::Colon | Mark::Dash | Mark::Comma | Mark::Open)));
    colon.is_some_and(|t| t <= drug.end + 1) || number <= drug.end + 1
}

/// What the sentence does with the dose. "May" permits here; it is no hedge.
fn stance(
    rule: &Rule,
    analysis: &Analysis<'_>,
    sentence: u32,
    scan: &Scan,
    (start, end, denied): (u32, u32, bool),
) -> Judged {
    let from = if denied { start.saturating_sub(8) } else { start };
    // "Without a prescription" names what it is about; its negator denies nothing.
    let about: Vec<&Hit> =
        scan.hits.iter().filter(|h| rule.about.iter().any(|g| g.has(h.term, analysis.lexicon))).collect();
    let used = |t: usize| (from..end).contains(&(t as u32)) || about.iter().any(|h| h.owns(t as u32));
    // "Aciclovir 400 mg is not a dose for shingles": a negator behind the dose counts up to the next comma or "and".
    let last = (end..scan.tokens.len() as u32)
        .find(|t| {
            let t = *t as usize;
            scan.class_at(t, WordClass::And).is_some() || matches!(scan.mark(t), Some(Mark::Comma | Mark::Semicolon))
        })
        .unwrap_or(scan.tokens.len() as u32);
    let stretch = Stretch {
        start: start as usize,
        end: last as usize,
        core: start as usize,
        parts: &[],
        used: &used,
        strict: false,
        open_prefix: true,
        heading: analysis.in_heading(sentence),
    };
    let mut judged = judge(scan, analysis.next_scan(sentence), &stretch);
    let above = analysis.frame_above(sentence);
    judged = judged.or(above, (0, 0));
    // "In children", "during pregnancy" is what such a claim is about.
    let own_group = judged.stance == Stance::Restricted && matches!(rule.who, Who::Child | Who::Pregnant);
    if judged.stance == Stance::Hedged || own_group {
        judged.stance = Stance::Asserted;
    }
    let warned = scan.hits.iter().any(|h| {
        Some(h.term) == rule.against
            && h.end <= start
            && scan.clause.get(h.start as usize) == scan.clause.get(start as usize)
            && !(h.start..h.end).any(|t| used(t as usize))
    });
    if warned && !denied { judged.or(Stance::Negated, (0, 0)) } else { judged }
}

/// "3,200 mg", "50,000 IU", "25 mcg".
fn said(dimension: Dimension, value: f64) -> String {
    match dimension {
        Dimension::Activity => format!("{} IU", number(value)),
        Dimension::Mass if value < 1.0 => format!("{} mcg", number(value * 1000.0)),
        _ => format!("{} mg", number(value)),
    }
}

/// A number with thousands set off by commas and at most one decimal.
fn number(value: f64) -> String {
    let text = format!("{value:.1}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, "0"));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if rest == "0" { out } else { format!("{out}.{rest}") }
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut met = false;
    for sentence in 0..analysis.scans.len() as u32 {
        for result in each(rule, analysis, sentence) {
            met = true;
            if let Err(reason) = result {
                reasons.push(reason);
            }
        }
    }
    let named =
        |group: &Group| analysis.scans.iter().flat_map(|s| &s.hits).any(|h| group.has(h.term, analysis.lexicon));
    if !named(&rule.drug) || !rule.about.iter().all(named) {
        reasons.push("about".to_owned());
    }
    if !met {
        reasons.push("quantity".to_owned());
    }
    stances_in(analysis, &mut reasons);
    if guarded_anywhere(&rule.guards, analysis) {
        reasons.push("guard".to_owned());
    }
    reasons
}
