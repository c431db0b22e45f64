//! Things together in one clause, in any order: what it is about, what is done or said, with which polarity.

use super::assertion::{guarded_anywhere, heading, literal};
use super::bits::width;
use super::fields::{CONTEXT, GUARDS, PLACE};
use super::{Group, Join, Match, Named, Names, Place, RuleFault, Sort, stances_in, unmet};
use crate::analyze::Analysis;
use crate::analyze::advice::{Operator, Told, offered_above, operator, warned_above};
use crate::analyze::context::{Stretch, judge};
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::form::{Field, Shape, Word, free, needed};
use crate::lexicon::inflect::form;
use crate::lexicon::{Lexicon, TermId, TermKind};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// `[rule.proposition]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Groups of things, every one needed.
    #[serde(default)]
    about: Vec<Vec<Spanned<String>>>,
    /// Groups of acts, judgements, relations, degrees or things, every one needed.
    elements: Vec<Vec<Spanned<String>>>,
    polarity: Option<Spanned<Polarity>>,
    scope: Option<Spanned<Scope>>,
    /// One missing `about` group may come from before.
    #[serde(default)]
    context: bool,
    place: Option<Spanned<String>>,
    #[serde(default)]
    guards: Vec<Spanned<String>>,
}

/// What the wrong sentence does with the elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// Says them.
    #[default]
    Asserted,
    /// Tells readers to do them, or that they may.
    Recommended,
    /// Denies them.
    Denied,
    /// Tells readers not to do them.
    AdvisedAgainst,
}

/// How near the parts must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// In one clause.
    #[default]
    Clause,
    /// In one sentence.
    Sentence,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    free(
        "about",
        Shape::Groups,
        "[[\"back-pain\", \"sciatica\"]]",
        "what the sentence is about: every group is needed, any member of a group, with everything below it; may be missing if the elements name it",
    ),
    needed(
        "elements",
        Shape::Groups,
        "[[\"act:stay-in-bed\", \"w:bed rest\"]]",
        "what is done or said: acts, judgements, relations, degrees, concepts or literal words (\"w:bed rest\"); every group is needed",
    ),
    free(
        "polarity",
        Shape::Choice(POLARITIES),
        "\"recommended\"",
        "what the wrong sentence does with the elements; asserted unless said otherwise",
    ),
    free(
        "scope",
        Shape::Choice(SCOPES),
        "\"sentence\"",
        "how near they stand together; in one clause unless said otherwise",
    ),
    CONTEXT,
    PLACE,
    GUARDS,
];

/// What a sentence does with the elements.
const POLARITIES: &[Word] = &[
    ("asserted", "it says them"),
    ("recommended", "it tells readers to, says that they may, or praises"),
    ("denied", "it denies them"),
    ("advised-against", "it tells readers not to"),
];

/// How near parts stand.
pub(super) const SCOPES: &[Word] = &[("clause", ""), ("sentence", "")];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    about: Vec<Group>,
    elements: Vec<Group>,
    polarity: Polarity,
    scope: Scope,
    context: bool,
    heading: bool,
    guards: Group,
}

pub(super) fn guards(table: &Table) -> Vec<String> {
    let mut all = literal(&table.guards);
    all.extend(table.elements.iter().chain(&table.about).flat_map(|g| literal(g)));
    all
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    Rule {
        about: table.about.iter().map(|g| names.group(g, Sort::Any, faults)).collect(),
        elements: table.elements.iter().map(|g| names.group(g, Sort::Any, faults)).collect(),
        polarity: table.polarity.as_ref().map(|p| *p.as_ref()).unwrap_or_default(),
        scope: table.scope.as_ref().map(|s| *s.as_ref()).unwrap_or_default(),
        context: table.context,
        heading: heading(table.place.as_ref()),
        guards: names.group(&table.guards, Sort::Any, faults),
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    let groups = rule.elements.iter().chain(&rule.about).cloned().collect();
    // What a question or the sentence before names counts as named here.
    Join { groups, elsewhere: rule.about.len(), spare: u8::from(rule.context), ..Join::default() }
}

/// Farther apart than this, in tokens, words do not speak of one another: endless lists, tables run together.
const REACH: u32 = 36;

/// One clause (or sentence) in which all parts stand.
#[derive(Debug)]
struct Seen {
    /// First and last token of all parts that stand in this sentence.
    start: usize,
    end: usize,
    /// First token of the elements.
    core: usize,
    /// One past the last token of the elements.
    core_end: usize,
    /// First token of each element.
    parts: Vec<usize>,
    hits: Vec<Hit>,
    acts: Vec<Hit>,
    clause: Option<u16>,
}

/// Looks at one sentence at a time.
pub(super) const SCOPE: super::Scope = super::Scope::Sentence;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    if let Place::Sentence(sentence, named) = place {
        each_clause(rule, analysis, sentence, named, &mut |seen| {
            let Ok((stance, cue)) = verdict(rule, analysis, sentence, seen) else { return };
            let Some(scan) = analysis.scans.get(sentence as usize) else { return };
            found.push(Match {
                span: scan.span(seen.start, seen.end),
                message: String::new(),
                labels: Vec::new(),
                sentence: Some(sentence),
                stance,
                cue: (cue.1 > cue.0).then(|| scan.span(cue.0, cue.1)),
                milder: 0,
                notes: Vec::new(),
            });
        });
    }
}

/// Calls `then` with each clause in which every group is met.
fn each_clause(
    rule: &Rule,
    analysis: &Analysis<'_>,
    sentence: u32,
    named: Option<Named<'_>>,
    then: &mut dyn FnMut(&Seen),
) {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return };
    if scan.hits.is_empty() {
        return;
    }
    if rule.scope == Scope::Sentence {
        if let Some(seen) = meet(rule, analysis, (sentence, scan), named.as_ref(), None) {
            then(&seen);
        }
        return;
    }
    let last = scan.clause.last().copied().unwrap_or(0);
    for clause in 0..=last {
        if let Some(seen) = meet(rule, analysis, (sentence, scan), named.as_ref(), Some(clause)) {
            then(&seen);
        }
    }
}

/// For each clause of a sentence the hits that may fill a group, as sets of bits.
pub fn clauses(scan: &Scan) -> Vec<u64> {
    let width = width(scan.hits.len());
    let count = usize::from(scan.clause.last().copied().unwrap_or(0)) + 1;
    let mut all = vec![0; count * width];
    let has_contrast = scan.hits.iter().any(|hit| scan.contrasts(hit));
    let fills = |hit: &Hit| may_fill(hit) && !(has_contrast && scan.excludes(hit));
    for (place, hit) in scan.hits.iter().enumerate().filter(|(_, hit)| fills(hit)) {
        let clause = scan.clause.get(hit.start as usize).map_or(0, |c| usize::from(*c));
        if let Some(bits) = all.get_mut(clause * width + place / 64) {
            *bits |= 1 << (place % 64);
        }
    }
    all
}

/// Whether a hit may stand for a thing or an element at all.
fn may_fill(hit: &Hit) -> bool {
    (!hit.shadowed || matches!(hit.kind, TermKind::Concept | TermKind::Relation))
        && !matches!(hit.kind, TermKind::Word | TermKind::Cue | TermKind::Advice)
}

/// Whether a clause names enough that a look at its words is worth while.
fn is_worth(rule: &Rule, named: &Named<'_>, clause: Option<u16>) -> bool {
    let required = rule.elements.len();
    let mut missing = 0;
    for group in 0..required + rule.about.len() {
        if named.stands_in(group, clause) || named.asked(group) {
            continue;
        }
        // Beside what a question names, one thing may come from before.
        missing += 1;
        if missing > 1 || group < required || !(rule.context && named.lent(group) || named.referred(group)) {
            return false;
        }
    }
    true
}

/// Finds a hit of its own for every group; one `about` group may come from before if the rule allows it.
fn meet(
    rule: &Rule,
    analysis: &Analysis<'_>,
    (sentence, scan): (u32, &Scan),
    named: Option<&Named<'_>>,
    clause: Option<u16>,
) -> Option<Seen> {
    let lexicon = analysis.lexicon;
    if named.is_some_and(|named| !is_worth(rule, named, clause)) {
        return None;
    }
    let here = |h: &&Hit| may_fill(h) && clause.is_none_or(|c| scan.clause.get(h.start as usize) == Some(&c));
    let inside = || scan.hits.iter().filter(here);
    let groups: Vec<&Group> = rule.elements.iter().chain(rule.about.iter()).collect();
    let own = |(number, group): (usize, &&Group)| match named {
        Some(named) => named.within(number, clause).filter_map(|place| scan.hits.get(place)).collect(),
        None => inside().filter(|hit| group.names(hit.term, lexicon) && !scan.excludes(hit)).collect(),
    };
    let members: Vec<Vec<&Hit>> = groups.iter().enumerate().map(own).collect();
    let mut chosen: Vec<Option<&Hit>> = Vec::new();
    let required = rule.elements.len();
    let may_miss = |i: usize, group: &Group, missing: usize| {
        let lent = || match named {
            Some(named) => named.lent(i),
            None => from_before(group, analysis, sentence),
        };
        let before = || rule.context && missing == 0 && lent();
        let referred = named.is_none_or(|named| named.referred(i));
        let asked = named.is_none_or(|named| named.asked(i));
        let pronoun =
            || missing == 0 && referred && from_pronoun(group, analysis, sentence, &inside().collect::<Vec<_>>());
        let question = || asked && from_question(group, analysis, sentence, &inside().collect::<Vec<_>>());
        // A question may also name the sign that stands among the elements, never what is said of it.
        i >= required && (question() || before() || pronoun())
            || i < required && is_things(group, lexicon) && question()
    };
    if !choose(&groups, &members, &may_miss, &mut chosen) {
        return None;
    }
    let missing = chosen.iter().filter(|c| c.is_none()).count();
    // A weak wording needs everything it is about in its own clause.
    if missing > 0 && chosen.iter().flatten().any(|h| h.weak && h.kind != TermKind::Concept) {
        return None;
    }
    let hits: Vec<Hit> = chosen.iter().flatten().map(|h| **h).collect();
    if chosen.iter().take(required).all(Option::is_none) {
        return None;
    }
    let elements: Vec<Hit> = chosen.iter().take(rule.elements.len()).flatten().map(|h| **h).collect();
    let (from, to) = (hits.iter().map(|h| h.start).min()?, hits.iter().map(|h| h.end).max()?);
    if to - from > REACH {
        return None;
    }
    Some(Seen {
        start: hits.iter().map(|h| h.start as usize).min()?,
        end: hits.iter().map(|h| h.end as usize).max()?,
        core: elements.iter().map(|h| h.start as usize).min()?,
        parts: elements.iter().map(|h| h.start as usize).collect(),
        core_end: elements.iter().map(|h| h.end as usize).max()?,
        // "Take magnesium": what is recommended may be an act or the remedy itself.
        acts: elements
            .iter()
            .filter(|h| h.kind == TermKind::Act || is_advice(rule.polarity) && may_be_done(h))
            .copied()
            .collect(),
        hits,
        clause,
    })
}

/// Whether a thing or a literal wording stands for an act: "magnesium" in "take magnesium"; "rinsing", which alone
/// recommends nothing.
fn may_be_done(hit: &Hit) -> bool {
    let noun = hit.bits & form::ING != 0 && hit.bits & form::BASE == 0;
    hit.kind == TermKind::Concept || matches!(hit.kind, TermKind::Guard | TermKind::Theme) && noun
}

/// Gives every group a hit of its own, strong and long ones first; one group that may be missing may go without.
fn choose<'h>(
    groups: &[&Group],
    members: &[Vec<&'h Hit>],
    may_miss: &dyn Fn(usize, &Group, usize) -> bool,
    chosen: &mut Vec<Option<&'h Hit>>,
) -> bool {
    let Some(group) = groups.get(chosen.len()) else { return true };
    let own = members.get(chosen.len()).into_iter().flatten().copied();
    let mut fits: Vec<&Hit> = own.filter(|h| !chosen.iter().flatten().any(|c| c.overlaps(h))).collect();
    fits.sort_by_key(|h| std::cmp::Reverse((!h.weak, h.end - h.start, std::cmp::Reverse(h.start))));
    // One mention fills one group: a long wording that eats another group's only mention gives way to a shorter one.
    for hit in fits.into_iter().take(TRIES) {
        chosen.push(Some(hit));
        if choose(groups, members, may_miss, chosen) {
            return true;
        }
        chosen.pop();
    }
    let missing = chosen.iter().filter(|c| c.is_none()).count();
    if may_miss(chosen.len(), group, missing) {
        chosen.push(None);
        if choose(groups, members, may_miss, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// So many hits are tried for a group; sentences that need more are lists.
const TRIES: usize = 4;

/// Whether a group holds things only: nothing that is done or said of them.
fn is_things(group: &Group, lexicon: &Lexicon) -> bool {
    let thing = |t: &TermId| lexicon.kind_of(*t) == Some(TermKind::Concept);
    group.members.iter().all(|(term, _)| thing(term))
}

/// Whether a group is named in the question that the sentence acts upon: "Foot drop? No need to see a doctor."
fn from_question(group: &Group, analysis: &Analysis<'_>, sentence: u32, inside: &[&Hit]) -> bool {
    let Some(question) = analysis.question_before(sentence) else { return false };
    let Some(scan) = analysis.scans.get(question as usize) else { return false };
    // "Can spicy food give you ulcers? Ulcers are caused by …": an answer that restates one thing leaves out the other.
    let restates = |h: &&Hit| h.is_name() && scan.hits.iter().any(|q| q.is_name() && q.term == h.term);
    !inside.iter().any(restates) && names(group, analysis, (question, scan), inside)
}

/// Whether "it", "they" or "this virus" stands for a group that the sentence before begins with.
fn from_pronoun(group: &Group, analysis: &Analysis<'_>, sentence: u32, inside: &[&Hit]) -> bool {
    let Some(before) = analysis.referred(sentence) else { return false };
    let Some(scan) = analysis.scans.get(before as usize) else { return false };
    let first = scan.hits.iter().find(|h| h.is_name() && !h.weak);
    first.is_some_and(|h| group.names(h.term, analysis.lexicon)) && names(group, analysis, (before, scan), inside)
}

/// Whether another sentence names a group, and this one names no other thing of the same kind.
fn names(group: &Group, analysis: &Analysis<'_>, (sentence, scan): (u32, &Scan), inside: &[&Hit]) -> bool {
    let lexicon = analysis.lexicon;
    let lent = |(place, hit): &(usize, &Hit)| {
        group.names(hit.term, lexicon) && (scan.is_question() || !analysis.denies(sentence, *place))
    };
    let named: Vec<TermId> = scan.hits.iter().enumerate().filter(lent).map(|(_, hit)| hit.term).collect();
    if named.is_empty() {
        return false;
    }
    // A sentence that names another drug, disease or food speaks of that one, not of the question's.
    let kinds = [lexicon.known.disease, lexicon.known.drug, lexicon.known.pathogen, lexicon.known.food];
    let rival = |h: &&&Hit| {
        let related = |n: &TermId| lexicon.is_a(h.term, *n) || lexicon.is_a(*n, h.term);
        let alike = |n: &TermId| kinds.iter().flatten().any(|k| lexicon.is_a(h.term, *k) && lexicon.is_a(*n, *k));
        h.is_name() && !h.weak && !named.iter().any(related) && named.iter().any(alike)
    };
    !inside.iter().any(|h| rival(&h))
}

/// Whether a group is named in the sentence, lead-in or heading before.
pub(super) fn from_before(group: &Group, analysis: &Analysis<'_>, sentence: u32) -> bool {
    let names = |hit: &Hit| hit.kind == TermKind::Concept && group.names(hit.term, analysis.lexicon);
    let lends = |s: u32| {
        let scan = analysis.scans.get(s as usize);
        let mut hits = scan.into_iter().flat_map(|scan| scan.hits.iter().enumerate());
        hits.any(|(place, hit)| names(hit) && !analysis.denies(s, place))
    };
    analysis.context_of(sentence).into_iter().any(lends)
}

type Spoken = (Stance, (usize, usize));

/// What the sentence does with the parts it holds, or the reason for silence.
fn verdict(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, seen: &Seen) -> Result<Spoken, String> {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return Err("about".to_owned()) };
    let heading = analysis.in_heading(sentence);
    if rule.heading && !heading {
        return Err("place".to_owned());
    }
    let guard = rule.guards.could_have(analysis.kinds(sentence))
        && scan.hits.iter().any(|h| {
            rule.guards.has(h.term, analysis.lexicon)
                && !seen.hits.iter().any(|own| own.overlaps(h) && (own.term == h.term || is_part(h, own)))
                && (seen.clause.is_none() || scan.clause.get(h.start as usize).copied() == seen.clause)
        });
    if guard {
        return Err("guard".to_owned());
    }
    let operator = seen.acts.first().map(|act| operator(scan, act, analysis));
    let advice_used: Option<(u32, u32)> = match operator {
        Some(Operator::Against(words) | Operator::For(words)) => Some(words),
        _ => None,
    };
    let own = own_words(scan, &seen.hits);
    let used = |t: usize| {
        own.get(t).copied().unwrap_or(false)
            || advice_used.is_some_and(|(from, to)| (from as usize..to as usize).contains(&t))
    };
    let stretch = Stretch {
        start: seen.start,
        end: seen.end,
        core: seen.core,
        parts: &seen.parts,
        used: &used,
        strict: false,
        open_prefix: true,
        heading,
    };
    let mut judged = judge(scan, analysis.next_scan(sentence), &stretch);
    let above = analysis.frame_above(sentence);
    judged = judged.or(above, (0, 0));
    let told = Told { core: seen.core, core_end: seen.core_end, own: &seen.hits };
    let against = matches!(operator, Some(Operator::Against(_)))
        || (is_advice(rule.polarity) || !seen.acts.is_empty()) && told.rejected(scan, analysis)
        || !seen.acts.is_empty() && warned_above(analysis, sentence);
    let said = judged.stance.is_said();
    let deed = is_deed(rule, seen);
    let taken_back = said && (deed && told.condemned(scan, analysis) || denied_again(rule, scan, seen, analysis))
        || deed && told.lesson(scan, analysis, sentence)
        || matches!(judged.stance, Stance::Attributed | Stance::Hedged) && denied_next(rule, analysis, sentence);
    if taken_back && matches!(rule.polarity, Polarity::Asserted | Polarity::Recommended) {
        return Err(Stance::Negated.name().to_owned());
    }
    match rule.polarity {
        Polarity::Asserted | Polarity::Recommended if !said => Err(judged.stance.name().to_owned()),
        Polarity::Asserted if against || operator == Some(Operator::Unneeded) => Err(Stance::Negated.name().to_owned()),
        Polarity::Asserted => Ok((judged.stance, judged.cue)),
        Polarity::Denied if judged.is_denied() => Ok((Stance::Asserted, judged.cue)),
        Polarity::Denied if said => Err("polarity".to_owned()),
        Polarity::AdvisedAgainst if !against => Err("polarity".to_owned()),
        Polarity::AdvisedAgainst if said || judged.is_denied() => Ok((Stance::Asserted, judged.cue)),
        Polarity::Denied | Polarity::AdvisedAgainst => Err(judged.stance.name().to_owned()),
        Polarity::Recommended if against => Err("polarity".to_owned()),
        Polarity::Recommended => match operator {
            None => Ok((judged.stance, judged.cue)),
            Some(Operator::For(_)) => Ok((recommended(judged.stance), judged.cue)),
            Some(_) if told.praised(scan, analysis) || offered_above(analysis, sentence) => {
                Ok((judged.stance, judged.cue))
            }
            Some(_) => Err("polarity".to_owned()),
        },
    }
}

/// Whether a weak judgement begins inside a longer one that the match holds: "stop herpes" in "does nothing to stop".
fn is_part(guard: &Hit, own: &Hit) -> bool {
    guard.kind == TermKind::Judgement && guard.weak && own.start < guard.start && guard.start < own.end
}

/// Whether the claim is about something done: recommended, or told with nothing said of it.
fn is_deed(rule: &Rule, seen: &Seen) -> bool {
    // "Waiting to see" is done, although it also judges.
    let gerund = |h: &Hit| h.bits & form::ING != 0 && h.bits & form::BASE == 0;
    let said = |h: &Hit| matches!(h.kind, TermKind::Judgement | TermKind::Relation | TermKind::Degree) && !gerund(h);
    rule.polarity == Polarity::Recommended || !seen.hits.iter().any(said)
}

/// Whether the sentence denies the same element in another place: "a coin stuck to my arm, but there is no magnet".
fn denied_again(rule: &Rule, scan: &Scan, seen: &Seen, analysis: &Analysis<'_>) -> bool {
    scan.hits.iter().any(|h| {
        let apart = || seen.hits.iter().all(|own| own.end <= h.start || h.end <= own.start);
        let no = |t: u32| scan.no.get(t as usize).copied().unwrap_or(false);
        let thing = matches!(h.kind, TermKind::Concept | TermKind::Theme);
        let denied = thing && (h.start.saturating_sub(2)..h.start).any(no);
        denied && apart() && rule.elements.iter().any(|g| g.has(h.term, analysis.lexicon))
    })
}

/// Whether the sentence behind a report of the parts denies one of them: "Videos of magnets sticking to vaccinated arms
/// went viral. Vaccines contain no metal."
fn denied_next(rule: &Rule, analysis: &Analysis<'_>, sentence: u32) -> bool {
    let Some(next) = analysis.next_scan(sentence) else { return false };
    let negative = (0..next.tokens.len()).any(|t| {
        let set = |marks: &[bool]| marks.get(t).copied().unwrap_or(false);
        set(&next.no) || set(&next.negator)
    });
    let groups = || rule.about.iter().chain(&rule.elements);
    negative
        && next.hits.iter().any(|h| h.kind == TermKind::Concept && groups().any(|g| g.has(h.term, analysis.lexicon)))
}

/// The tokens of hits, and those of other wordings of the same class that share words with one of them: "a negative test
/// means you do not have it" holds two wordings of one judgement.
fn own_words(scan: &Scan, hits: &[Hit]) -> Vec<bool> {
    let mut own = vec![false; scan.tokens.len()];
    let mut take = |hit: &Hit| {
        for token in (hit.start..hit.end).filter(|token| hit.owns(*token)) {
            if let Some(place) = own.get_mut(token as usize) {
                *place = true;
            }
        }
    };
    for hit in hits {
        take(hit);
        let shares = |h: &&Hit| (h.start..h.end).any(|t| h.owns(t) && hit.owns(t));
        let same = |h: &&Hit| h.term == hit.term && h.kind != TermKind::Concept;
        scan.around(hit).iter().filter(same).filter(shares).for_each(&mut take);
    }
    own
}

/// "You may use" permits; it is no hedge.
fn recommended(stance: Stance) -> Stance {
    if stance == Stance::Hedged { Stance::Asserted } else { stance }
}

/// Whether a polarity is about telling readers to do or not to do a thing.
fn is_advice(polarity: Polarity) -> bool {
    matches!(polarity, Polarity::Recommended | Polarity::AdvisedAgainst)
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut met = false;
    for sentence in 0..analysis.scans.len() as u32 {
        each_clause(rule, analysis, sentence, None, &mut |seen| {
            met = true;
            if let Err(reason) = verdict(rule, analysis, sentence, seen) {
                reasons.push(reason);
            }
        });
    }
    if !met {
        let named =
            |group: &Group| analysis.scans.iter().flat_map(|s| &s.hits).any(|h| group.names(h.term, analysis.lexicon));
        unmet(&rule.about, &rule.elements, named, &mut reasons);
    }
    stances_in(analysis, &mut reasons);
    if guarded_anywhere(&rule.guards, analysis) {
        reasons.push("guard".to_owned());
    }
    reasons
}
