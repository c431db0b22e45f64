//! Things together in one clause, in any order: what it is about, what is done or said, with which polarity.

use super::assertion::{guarded_anywhere, heading, literal};
use super::field::{Field, Shape, free, needed};
use super::{Group, Join, Match, Names, Place, RuleFault, stances_in, unmet};
use crate::analyze::Analysis;
use crate::analyze::context::{self, Stretch, judge};
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::document::{Block, BlockKind};
use crate::lexicon::inflect::form;
use crate::lexicon::token::{Mark, TokenKind};
use crate::lexicon::{Effect, Lexicon, TermId, TermKind, WordClass};
use serde::{Deserialize, Serialize};
use toml::Spanned;

/// `[rule.proposition]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Groups of things, every one needed.
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
    needed(
        "about",
        Shape::Groups,
        "[[\"back-pain\"]]",
        "groups of things, every group needed, any member of it, with everything below",
    ),
    needed(
        "elements",
        Shape::Groups,
        "[[\"jud:harmless\"]]",
        "groups of acts, judgements, relations, degrees or concepts, every group needed",
    ),
    free(
        "polarity",
        Shape::Choice(&["asserted", "recommended", "denied", "advised-against"]),
        "\"asserted\"",
        "what the article does with the elements",
    ),
    free("scope", Shape::Choice(&["clause", "sentence"]), "\"clause\"", "how near they stand together"),
    free(
        "context",
        Shape::Flag,
        "true",
        "one missing about group may come from the heading, the title, the lead-in or the sentence before",
    ),
    free("place", Shape::Choice(&["anywhere", "heading"]), "\"anywhere\"", "heading: only in a title or heading"),
    free(
        "guards",
        Shape::Texts,
        "[]",
        "concepts, classes or literal words (\"w:in horses\") that make it another statement",
    ),
];

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
        about: table.about.iter().map(|g| names.group(g, faults)).collect(),
        elements: table.elements.iter().map(|g| names.group(g, faults)).collect(),
        polarity: table.polarity.as_ref().map(|p| *p.as_ref()).unwrap_or_default(),
        scope: table.scope.as_ref().map(|s| *s.as_ref()).unwrap_or_default(),
        context: table.context,
        heading: heading(table.place.as_ref(), faults),
        guards: names.group(&table.guards, faults),
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    let terms = |g: &Group| g.members.iter().map(|m| m.0).collect();
    let groups = rule.elements.iter().chain(&rule.about).map(terms).collect();
    // What a question or the sentence before names counts as named here.
    Join { groups, elsewhere: rule.about.len(), spare: u8::from(rule.context) }
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
    if let Place::Sentence(sentence) = place {
        each_clause(rule, analysis, sentence, &mut |seen| {
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
fn each_clause(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, then: &mut dyn FnMut(&Seen)) {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return };
    if scan.hits.is_empty() {
        return;
    }
    if rule.scope == Scope::Sentence {
        if let Some(seen) = meet(rule, analysis, sentence, scan, None) {
            then(&seen);
        }
        return;
    }
    let last = scan.clause.last().copied().unwrap_or(0);
    for clause in 0..=last {
        if let Some(seen) = meet(rule, analysis, sentence, scan, Some(clause)) {
            then(&seen);
        }
    }
}

/// Finds a hit of its own for every group; one `about` group may come from before if the rule allows it.
fn meet(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, scan: &Scan, clause: Option<u16>) -> Option<Seen> {
    let lexicon = analysis.lexicon;
    let inside: Vec<&Hit> = scan
        .hits
        .iter()
        .filter(|h| {
            (!h.shadowed || matches!(h.kind, TermKind::Concept | TermKind::Relation))
                && !matches!(h.kind, TermKind::Word | TermKind::Cue | TermKind::Advice)
                && clause.is_none_or(|c| scan.clause.get(h.start as usize) == Some(&c))
        })
        .collect();
    let groups: Vec<&Group> = rule.elements.iter().chain(rule.about.iter()).collect();
    let mut chosen: Vec<Option<&Hit>> = Vec::new();
    let required = rule.elements.len();
    let may_miss = |i: usize, group: &Group, missing: usize| {
        let before = || rule.context && missing == 0 && from_before(group, analysis, sentence);
        let pronoun = || missing == 0 && from_pronoun(group, analysis, sentence, &inside);
        let question = || from_question(group, analysis, sentence, &inside);
        // A question may also name the sign that stands among the elements, never what is said of it.
        i >= required && (question() || before() || pronoun())
            || i < required && is_things(group, lexicon) && question()
    };
    if !choose(&groups, &inside, scan, lexicon, &may_miss, &mut chosen) {
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
    inside: &[&'h Hit],
    scan: &Scan,
    lexicon: &Lexicon,
    may_miss: &dyn Fn(usize, &Group, usize) -> bool,
    chosen: &mut Vec<Option<&'h Hit>>,
) -> bool {
    let Some(group) = groups.get(chosen.len()) else { return true };
    let mut fits: Vec<&Hit> = inside
        .iter()
        .copied()
        .filter(|h| group.names(h.term, lexicon) && !excluded(scan, h))
        .filter(|h| !chosen.iter().flatten().any(|c| overlap(c, h)))
        .collect();
    fits.sort_by_key(|h| std::cmp::Reverse((!h.weak, h.end - h.start, std::cmp::Reverse(h.start))));
    // One mention fills one group: a long wording that eats another group's only mention gives way to a shorter one.
    for hit in fits.into_iter().take(TRIES) {
        chosen.push(Some(hit));
        if choose(groups, inside, scan, lexicon, may_miss, chosen) {
            return true;
        }
        chosen.pop();
    }
    let missing = chosen.iter().filter(|c| c.is_none()).count();
    if may_miss(chosen.len(), group, missing) {
        chosen.push(None);
        if choose(groups, inside, scan, lexicon, may_miss, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// So many hits are tried for a group; sentences that need more are lists.
const TRIES: usize = 4;

pub(super) fn overlap(a: &Hit, b: &Hit) -> bool {
    // "kiss the baby" names the act and the baby: a thing and an act share words unless they are the same words.
    let acts = |hit: &Hit| matches!(hit.kind, TermKind::Act | TermKind::Judgement);
    let mixed = acts(a) && b.kind == TermKind::Concept || acts(b) && a.kind == TermKind::Concept;
    if mixed && (a.start, a.end) != (b.start, b.end) {
        return false;
    }
    a.start < b.end && b.start < a.end && (a.start..a.end).any(|t| a.owns(t) && b.owns(t))
}

/// "rather than X", "not X but Y": the thing right behind such a cue drops out.
pub(super) fn excluded(scan: &Scan, hit: &Hit) -> bool {
    scan.hits.iter().any(|cue| {
        let contrast = !cue.shadowed && cue.cue().is_some_and(|(e, _)| e == Effect::Excluded);
        let after_comma = cue.start > 0 && scan.mark(cue.start as usize - 1) == Some(Mark::Comma);
        let not = cue.word() == Some(WordClass::Not) && after_comma;
        (contrast || not) && cue.end <= hit.start && hit.start <= cue.end + 1
    })
}

/// Whether a group holds things only: nothing that is done or said of them.
fn is_things(group: &Group, lexicon: &Lexicon) -> bool {
    let thing = |t: &TermId| lexicon.kind_of(*t) == Some(TermKind::Concept);
    group.members.iter().all(|(term, _)| thing(term))
}

/// Whether a group is named in the question that the sentence acts upon: "Foot drop? No need to see a doctor."
fn from_question(group: &Group, analysis: &Analysis<'_>, sentence: u32, inside: &[&Hit]) -> bool {
    let lexicon = analysis.lexicon;
    let Some(scan) = analysis.question_before(sentence).and_then(|q| analysis.scans.get(q as usize)) else {
        return false;
    };
    // "Can spicy food give you ulcers? Ulcers are caused by …": an answer that restates one thing leaves out the other.
    let restates = |h: &&Hit| h.is_name() && scan.hits.iter().any(|q| q.is_name() && q.term == h.term);
    !inside.iter().any(restates) && names(group, scan, lexicon, inside)
}

/// Whether "it", "they" or "this virus" stands for a group that the sentence before begins with.
fn from_pronoun(group: &Group, analysis: &Analysis<'_>, sentence: u32, inside: &[&Hit]) -> bool {
    let Some(before) = analysis.referred(sentence).and_then(|s| analysis.scans.get(s as usize)) else { return false };
    let first = before.hits.iter().find(|h| h.is_name() && !h.weak);
    first.is_some_and(|h| group.names(h.term, analysis.lexicon)) && names(group, before, analysis.lexicon, inside)
}

/// "Do not use cold sore cream on the genitals": what another sentence denies or warns of is no topic for the next one.
fn denied_there(scan: &Scan, hit: &Hit) -> bool {
    context::denies(scan, None, hit.start as usize, hit.end as usize)
}

/// Whether another sentence names a group, and this one names no other thing of the same kind.
fn names(group: &Group, scan: &Scan, lexicon: &Lexicon, inside: &[&Hit]) -> bool {
    let lent = |h: &&Hit| group.names(h.term, lexicon) && (scan.is_question() || !denied_there(scan, h));
    let named: Vec<TermId> = scan.hits.iter().filter(lent).map(|h| h.term).collect();
    if named.is_empty() {
        return false;
    }
    // A sentence that names another drug, disease or food speaks of that one, not of the question's.
    let kinds = ["kind:disease", "kind:drug", "kind:pathogen", "kind:food"].map(|k| lexicon.term(k));
    let rival = |h: &&&Hit| {
        let related = |n: &TermId| lexicon.is_a(h.term, *n) || lexicon.is_a(*n, h.term);
        let alike = |n: &TermId| kinds.iter().flatten().any(|k| lexicon.is_a(h.term, *k) && lexicon.is_a(*n, *k));
        h.is_name() && !h.weak && !named.iter().any(related) && named.iter().any(alike)
    };
    !inside.iter().any(|h| rival(&h))
}

/// Whether a group is named in the sentence, lead-in or heading before.
pub(super) fn from_before(group: &Group, analysis: &Analysis<'_>, sentence: u32) -> bool {
    let named = |s: u32| {
        let scan = analysis.scans.get(s as usize);
        scan.is_some_and(|scan| {
            scan.concepts().any(|h| group.names(h.term, analysis.lexicon) && !denied_there(scan, h))
        })
    };
    if analysis.sentences_before(sentence).into_iter().any(named) {
        return true;
    }
    // Only a real title lends its topic: the first paragraph of a bare text is no title.
    let head = |b: &&Block| matches!(b.kind, BlockKind::Title | BlockKind::Heading(_));
    analysis.document.title().filter(head).is_some_and(|title| (title.sentences.0..title.sentences.1).any(named))
}

type Spoken = (Stance, (usize, usize));

/// What the sentence does with the parts it holds, or the reason for silence.
fn verdict(rule: &Rule, analysis: &Analysis<'_>, sentence: u32, seen: &Seen) -> Result<Spoken, String> {
    let Some(scan) = analysis.scans.get(sentence as usize) else { return Err("about".to_owned()) };
    let heading = analysis.in_heading(sentence);
    if rule.heading && !heading {
        return Err("place".to_owned());
    }
    let guard = scan.hits.iter().any(|h| {
        rule.guards.has(h.term, analysis.lexicon)
            && !seen.hits.iter().any(|own| overlap(own, h) && own.term == h.term)
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
    let used = |t: usize| {
        seen.hits.iter().any(|h| h.owns(t as u32) || worded_twice(scan, h, t as u32))
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
    let above = analysis.frames_above.get(sentence as usize).copied().unwrap_or(Stance::Asserted);
    judged = judged.or(above, (0, 0));
    let against = matches!(operator, Some(Operator::Against(_)))
        || (is_advice(rule.polarity) || !seen.acts.is_empty()) && advised_against(scan, seen, analysis)
        || !seen.acts.is_empty() && warned_above(analysis, sentence);
    let said = judged.stance.is_said();
    let taken_back = said && (condemned(rule, scan, seen, analysis) || denied_again(rule, scan, seen, analysis));
    let taken_back = taken_back || is_deed(rule, seen) && lesson(scan, seen, analysis, sentence);
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
            Some(_) if praised(scan, seen, analysis) || offered_above(analysis, sentence) => {
                Ok((judged.stance, judged.cue))
            }
            Some(_) => Err("polarity".to_owned()),
        },
    }
}

/// Whether the claim is about something done: recommended, or told with nothing said of it.
fn is_deed(rule: &Rule, seen: &Seen) -> bool {
    let said = |h: &Hit| matches!(h.kind, TermKind::Judgement | TermKind::Relation | TermKind::Degree);
    rule.polarity == Polarity::Recommended || !seen.hits.iter().any(said)
}

/// Whether what is said of an act takes it back: "pricking the fingertips does nothing and eats up minutes".
fn condemned(rule: &Rule, scan: &Scan, seen: &Seen, analysis: &Analysis<'_>) -> bool {
    let Some(condemned) = analysis.lexicon.term("adv:condemned").filter(|_| is_deed(rule, seen)) else { return false };
    scan.hits.iter().any(|h| {
        analysis.lexicon.is_a(h.term, condemned)
            && !h.weak
            && h.start as usize >= seen.core_end
            && scan.clause.get(h.start as usize) == scan.clause.get(seen.core)
            && !seen.hits.iter().any(|own| overlap(own, h))
    })
}

/// Whether a story of the act ends badly, later in its sentence or in the next two: "… and ended up in hospital".
fn lesson(scan: &Scan, seen: &Seen, analysis: &Analysis<'_>, sentence: u32) -> bool {
    let Some(lesson) = analysis.lexicon.term("adv:lesson") else { return false };
    let told = |scan: &Scan, from: usize| scan.hits.iter().any(|h| h.term == lesson && h.start as usize >= from);
    let block = |n: u32| analysis.document.sentences.get(n as usize).map(|s| s.block);
    let mut next = (sentence + 1..=sentence + 2).filter(|s| block(*s) == block(sentence));
    told(scan, seen.core_end) || next.any(|s| analysis.scans.get(s as usize).is_some_and(|scan| told(scan, 0)))
}

/// Whether the sentence denies the same element in another place: "a coin stuck to my arm, but there is no magnet".
fn denied_again(rule: &Rule, scan: &Scan, seen: &Seen, analysis: &Analysis<'_>) -> bool {
    scan.hits.iter().any(|h| {
        let apart = seen.hits.iter().all(|own| own.end <= h.start || h.end <= own.start);
        let no = (h.start.saturating_sub(2)..h.start).any(|t| scan.no.get(t as usize).copied().unwrap_or(false));
        let thing = matches!(h.kind, TermKind::Concept | TermKind::Theme);
        apart && no && thing && rule.elements.iter().any(|g| g.has(h.term, analysis.lexicon))
    })
}

/// Whether another wording of the same class, sharing words with this one, owns the token: "a negative test means you do
/// not have it" holds two wordings of one judgement.
fn worded_twice(scan: &Scan, hit: &Hit, token: u32) -> bool {
    let same = |h: &&Hit| h.term == hit.term && h.owns(token) && h.kind != TermKind::Concept;
    scan.hits.iter().filter(same).any(|h| (h.start..h.end).any(|t| h.owns(t) && hit.owns(t)))
}

/// Whether a list stands under words that tell readers not to do what follows: "What not to do:", "Avoid:".
fn warned_above(analysis: &Analysis<'_>, sentence: u32) -> bool {
    advice_above(analysis, sentence, &["adv:against"])
}

/// Whether a list stands under words that recommend what follows: "What helps:", "Home remedies".
fn offered_above(analysis: &Analysis<'_>, sentence: u32) -> bool {
    advice_above(analysis, sentence, &["adv:offers", "adv:recommend"]) && !warned_above(analysis, sentence)
}

fn advice_above(analysis: &Analysis<'_>, sentence: u32, classes: &[&str]) -> bool {
    let Some((_, block)) = analysis.block_of(sentence) else { return false };
    let lead = block.lead_in.and_then(|l| analysis.document.blocks.get(l as usize));
    let listed = matches!(block.kind, BlockKind::ListItem(_) | BlockKind::TableCell(..));
    let header = block.header.and_then(|h| analysis.document.blocks.get(h as usize));
    let above = lead.or(header).or_else(|| analysis.document.heading_of(block.section)).filter(|_| listed);
    let terms: Vec<TermId> = classes.iter().filter_map(|c| analysis.lexicon.term(c)).collect();
    above.is_some_and(|above| {
        let last = above.sentences.1.saturating_sub(1) as usize;
        let scan = analysis.scans.get(last);
        scan.is_some_and(|scan| scan.hits.iter().any(|h| h.kind == TermKind::Advice && terms.contains(&h.term)))
    })
}

/// "You may use" permits; it is no hedge.
fn recommended(stance: Stance) -> Stance {
    if stance == Stance::Hedged { Stance::Asserted } else { stance }
}

/// Whether a polarity is about telling readers to do or not to do a thing.
fn is_advice(polarity: Polarity) -> bool {
    matches!(polarity, Polarity::Recommended | Polarity::AdvisedAgainst)
}

/// What governs an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operator {
    /// Told to do it, with the tokens that say so (none for an imperative).
    For((u32, u32)),
    /// Told not to.
    Against((u32, u32)),
    /// Told that it is not needed.
    Unneeded,
    /// Only mentioned.
    None,
}

/// Finds the operator of an act: the nearest advice before it in its clause, else an imperative.
fn operator(scan: &Scan, act: &Hit, analysis: &Analysis<'_>) -> Operator {
    let lexicon = analysis.lexicon;
    let (for_it, against) = (lexicon.term("adv:recommend"), lexicon.term("adv:against"));
    let unneeded = lexicon.term("adv:unneeded");
    let nearest = scan
        .hits
        .iter()
        .filter(|h| {
            h.kind == TermKind::Advice
                && h.end <= act.start
                && scan.clause.get(h.start as usize) == scan.clause.get(act.start as usize)
        })
        .filter(|h| [for_it, against, unneeded].contains(&Some(h.term)))
        .filter(|h| !blocked(scan, h.end, act.start))
        .max_by_key(|h| (h.end, h.end - h.start));
    if let Some(hit) = nearest {
        let words = (hit.start, hit.end);
        if Some(hit.term) == unneeded {
            return Operator::Unneeded;
        }
        return if Some(hit.term) == against { Operator::Against(words) } else { Operator::For(words) };
    }
    if is_imperative(scan, act) { Operator::For((act.start, act.start)) } else { Operator::None }
}

/// Advice does not reach over a comma and a new subject, nor over another finite verb with its own comma.
fn blocked(scan: &Scan, from: u32, to: u32) -> bool {
    (from..to).any(|t| {
        matches!(scan.mark(t as usize), Some(Mark::Semicolon | Mark::Colon | Mark::Dash))
            || scan.mark(t as usize) == Some(Mark::Comma)
                && (scan.class_at(t as usize + 1, WordClass::Pronoun).is_some()
                    || scan.class_at(t as usize + 1, WordClass::Person).is_some())
    }) || to - from > 12
}

/// An act in its base form at the beginning of a clause, after adverbs, "and" or "then".
pub(super) fn is_imperative(scan: &Scan, act: &Hit) -> bool {
    // "Take double the dose": a light verb before the act carries the imperative.
    let light = (act.start.saturating_sub(4)..act.start)
        .find(|t| scan.class_at(*t as usize, WordClass::LightVerb).is_some_and(|end| end <= act.start as usize));
    if act.bits & form::BASE == 0 && light.is_none() {
        return false;
    }
    // "Bed rest has no advantage": an act before a finite verb is its subject.
    let finite = [WordClass::Be, WordClass::Have, WordClass::Do, WordClass::Modal, WordClass::Should];
    let and = (act.end as usize).checked_sub(1).is_some_and(|t| scan.class_at(t, WordClass::And).is_some());
    if !and && finite.iter().any(|class| scan.class_at(act.end as usize, *class).is_some()) {
        return false;
    }
    let mut t = light.unwrap_or(act.start) as usize;
    while t > 0 {
        let before = t - 1;
        match scan.tokens.get(before).map(|k| k.kind) {
            Some(TokenKind::Mark(
                Mark::Comma
                | Mark::Colon
                | Mark::Semicolon
                | Mark::Dash
                | Mark::Stop
                | Mark::Other
                | Mark::Quote
                | Mark::Close,
            )) => return true,
            Some(TokenKind::Number) if before == 0 => return true,
            _ => {}
        }
        let skip = scan.adverb.get(before).copied().unwrap_or(false)
            || scan.hits.iter().any(|h| {
                h.end as usize == t && matches!(h.word(), Some(WordClass::And | WordClass::Adverb | WordClass::Opener))
            });
        if !skip {
            return fronted(scan, t);
        }
        t = before;
    }
    true
}

/// Whether only a fronted phrase stands before token `end` in its clause: "For extra safety wear …", "At the first sign take …".
fn fronted(scan: &Scan, end: usize) -> bool {
    let clause = scan.clause.get(end).copied();
    let from = (0..end).rev().take_while(|t| scan.clause.get(*t).copied() == clause).last().unwrap_or(end);
    let opens = [WordClass::Preposition, WordClass::Of, WordClass::With, WordClass::To];
    let subject = [
        WordClass::Person,
        WordClass::Pronoun,
        WordClass::Be,
        WordClass::Have,
        WordClass::Do,
        WordClass::Modal,
        WordClass::Should,
        WordClass::And,
        WordClass::Which,
        WordClass::That,
        WordClass::Not,
    ];
    let any = |t: usize, classes: &[WordClass]| classes.iter().any(|class| scan.class_at(t, *class).is_some());
    end - from <= 6 && any(from, &opens) && !(from..end).any(|t| any(t, &subject) || scan.mark(t).is_some())
}

/// The parts are said to be good: "staying in bed is the best remedy".
fn praised(scan: &Scan, seen: &Seen, analysis: &Analysis<'_>) -> bool {
    let praise = analysis.lexicon.term("adv:praise");
    scan.hits.iter().any(|h| {
        h.kind == TermKind::Advice
            && Some(h.term) == praise
            && h.start as usize >= seen.core
            && scan.clause.get(h.start as usize) == scan.clause.get(seen.core)
    })
}

/// The parts are said to be bad behind them: "staying in bed should be avoided", "is a mistake".
fn advised_against(scan: &Scan, seen: &Seen, analysis: &Analysis<'_>) -> bool {
    let rejected = analysis.lexicon.term("adv:rejected");
    scan.hits.iter().any(|h| {
        h.kind == TermKind::Advice
            && Some(h.term) == rejected
            && h.start as usize >= seen.core_end
            && scan.clause.get(h.start as usize) == scan.clause.get(seen.core)
            && !(h.start..h.end).any(|t| seen.hits.iter().any(|own| own.owns(t)))
            && h.end - h.start > 1
    })
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    let mut reasons = Vec::new();
    let mut met = false;
    for sentence in 0..analysis.scans.len() as u32 {
        each_clause(rule, analysis, sentence, &mut |seen| {
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
