//! What an article owes its readers: warning signs together with where to go.

use super::{Group, Join, Match, Names, Place, RuleFault, Sort, Whereabouts};
use crate::analyze::Analysis;
use crate::analyze::advice::{Operator, offered_above, operator};
use crate::analyze::scan::{Hit, Scan};
use crate::analyze::stance::Stance;
use crate::document::BlockKind;
use crate::form::{Field, Shape, Word, free, needed};
use crate::lexicon::keys::may;
use crate::lexicon::{Effect, Lexicon, TermId, TermKind, WordClass};
use crate::span::{Span, Text};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use toml::Spanned;

/// `[rule.required]` as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Ids of topics.
    topics: Vec<Spanned<String>>,
    /// Groups of sign concepts.
    #[serde(default)]
    signs: Vec<Vec<Spanned<String>>>,
    /// So many groups must stand beside the advice.
    enough: Spanned<u8>,
    /// Tiers of care that count.
    advise: Vec<Spanned<String>>,
    role: Option<Spanned<Role>>,
}

/// Of which articles it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Of every article on the topic; one that only describes owes it one step less.
    #[default]
    Any,
    /// Only of articles that tell readers what to do.
    Advises,
}

/// What the table may hold, for editors.
pub(super) const FIELDS: &[Field] = &[
    needed("topics", Shape::Texts, "[\"back-pain\"]", "what the article is about: ids of topics/, any of them"),
    free(
        "signs",
        Shape::Groups,
        "[[\"saddle-numbness\"], [\"bladder-bowel-trouble\"]]",
        "the warning signs: groups of concepts; may be missing if only the advice is owed",
    ),
    needed("enough", Shape::Count, "1", "so many groups of signs must stand beside the advice"),
    needed(
        "advise",
        Shape::Texts,
        "[\"care:emergency\"]",
        "where readers must be sent: tiers of language/care.toml, care:emergency, care:same-day, care:soon, care:doctor",
    ),
    free("role", Shape::Choice(ROLES), "\"advises\"", "of which articles it is asked; any unless said otherwise"),
];

/// Of which articles it is asked.
const ROLES: &[Word] =
    &[("any", "every article on the topic"), ("advises", "only where the article tells readers what to do")];

/// The compiled rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rule {
    /// Topics, by their place in the database.
    pub topics: Vec<TopicRef>,
    signs: Vec<Group>,
    enough: u8,
    advise: Group,
    /// The least urgent place that counts, as told to writers.
    place: TermId,
    role: Role,
}

/// A topic as the rule needs it; filled by the database.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TopicRef {
    /// Its place among the database's topics.
    pub index: u32,
    /// How writers are told of it.
    pub name: String,
    /// What it is about.
    pub concepts: Group,
    /// What else must be mentioned.
    pub with: Group,
    /// The sum to reach.
    pub enough: u32,
    /// Whether the topic must be named often enough for the article's length although it has companions.
    pub dense: bool,
}

/// Tiers of care, most urgent first; a stronger one satisfies a weaker one.
const TIERS: [&str; 4] = ["care:emergency", "care:same-day", "care:soon", "care:doctor"];
/// A note of one or two sentences owes nothing, whatever it is about.
const SENTENCES: usize = 3;

pub(super) fn guards(_: &Table) -> Vec<String> {
    Vec::new()
}

pub(super) fn compile(table: &Table, names: &Names<'_>, faults: &mut Vec<RuleFault>) -> Rule {
    let mut topics = Vec::new();
    for word in &table.topics {
        match names.topics.iter().position(|t| t == word.as_ref()) {
            Some(index) => topics.push(TopicRef { index: index as u32, ..TopicRef::default() }),
            None => faults.push(RuleFault {
                word: word.clone(),
                message: format!("there is no topic `{}`", word.as_ref()),
                code: "claims/unknown-topic",
                near: crate::lexicon::nearest(word.as_ref(), names.topics.iter().map(String::as_str))
                    .first()
                    .map(|n| (*n).to_owned()),
            }),
        }
    }
    let mut advise = names.group(&table.advise, Sort::Care, faults);
    let weakest = table.advise.iter().filter_map(|w| TIERS.iter().position(|t| t == w.as_ref())).max();
    for tier in TIERS.iter().take(weakest.map_or(0, |w| w + 1)) {
        if let Some(term) = names.lexicon.term(tier) {
            advise.members.push((term, false));
        }
    }
    let place = weakest
        .and_then(|w| TIERS.get(w))
        .and_then(|tier| names.lexicon.term(tier))
        .or_else(|| advise.members.first().map(|m| m.0))
        .unwrap_or_default();
    let signs: Vec<Group> = table.signs.iter().map(|g| names.group(g, Sort::Thing, faults)).collect();
    Rule {
        topics,
        enough: (*table.enough.as_ref()).min(signs.len() as u8),
        signs,
        advise,
        place,
        role: table.role.as_ref().map(|r| *r.as_ref()).unwrap_or_default(),
    }
}

pub(super) fn join(rule: &Rule) -> Join {
    let all = |group: fn(&TopicRef) -> &Group| Group {
        members: rule.topics.iter().flat_map(|t| group(t).members.iter().copied()).collect(),
    };
    let signs = Group { members: rule.signs.iter().flat_map(|g| g.members.iter().copied()).collect() };
    // In the order of `Whereabouts`.
    Join { groups: vec![all(|t| &t.concepts), all(|t| &t.with), signs], elsewhere: 2, spare: 2, ..Join::default() }
}

/// Why nothing is owed, or what is missing.
enum Owed<'r> {
    Nothing(&'static str),
    Warning { topic: &'r TopicRef, describes: bool, lone_sign: Option<Span<Text>>, lone_advice: bool },
}

fn owed<'r>(rule: &'r Rule, analysis: &Analysis<'_>, places: &Whereabouts) -> Owed<'r> {
    if analysis.scans.len() < SENTENCES {
        return Owed::Nothing("topic");
    }
    let Some(topic) = rule.topics.iter().find(|t| is_about(t, analysis, places)) else { return Owed::Nothing("topic") };
    if rule.role == Role::Advises && !advises_on(topic, analysis, places) {
        return Owed::Nothing("role");
    }
    let mut lone_sign = None;
    let mut lone_advice = false;
    let mut known = HashMap::new();
    for section in 0..analysis.document.sections.len() as u32 {
        let (signs, sends) = section_signs(rule, (analysis, places), section, &mut known, &mut lone_sign);
        lone_advice |= sends;
        if sends && signs >= usize::from(rule.enough) {
            return Owed::Nothing("said");
        }
    }
    Owed::Warning { topic, describes: !advises(analysis), lone_sign, lone_advice }
}

/// How many sign groups a section names, and whether it says where to go. `known` keeps the groups of the terms met so far.
fn section_signs(
    rule: &Rule,
    (analysis, places): (&Analysis<'_>, &Whereabouts),
    section: u32,
    known: &mut HashMap<TermId, Vec<usize>>,
    lone_sign: &mut Option<Span<Text>>,
) -> (usize, bool) {
    let mut groups: BTreeSet<usize> = BTreeSet::new();
    let mut advised = false;
    let blocks = analysis.document.sections.get(section as usize).map_or((0, 0), |s| s.blocks);
    for block in analysis.document.blocks.get(blocks.0 as usize..blocks.1 as usize).unwrap_or_default() {
        for sentence in block.sentences.0..block.sentences.1 {
            let could_be_sign = places.signs.binary_search(&sentence).is_ok();
            if !could_be_sign && !analysis.glances.could(sentence, may::CARE) {
                continue;
            }
            let Some(scan) = analysis.scans.get(sentence as usize) else { continue };
            for hit in &scan.hits {
                if hit.kind == TermKind::Care {
                    advised |= rule.advise.has(hit.term, analysis.lexicon) && !is_denied(scan, hit);
                    continue;
                }
                if !could_be_sign {
                    continue;
                }
                let own = known.entry(hit.term).or_insert_with(|| {
                    let has = |(_, group): &(usize, &Group)| group.has(hit.term, analysis.lexicon);
                    rule.signs.iter().enumerate().filter(has).map(|(number, _)| number).collect()
                });
                if !own.is_empty() {
                    groups.extend(own.iter().copied());
                    lone_sign.get_or_insert_with(|| scan.span(hit.start as usize, hit.end as usize));
                }
            }
        }
    }
    (groups.len(), advised)
}

/// "needs no emergency care": a negator before the place in its clause.
fn is_denied(scan: &Scan, hit: &Hit) -> bool {
    scan.hits.iter().any(|n| {
        let negator =
            !n.shadowed && (n.word() == Some(WordClass::Not) || n.cue().is_some_and(|(e, _)| e == Effect::Negated));
        negator
            && n.end <= hit.start
            && hit.start - n.end <= 4
            && scan.clause.get(n.start as usize) == scan.clause.get(hit.start as usize)
    })
}

/// Whether the article is about a topic of the rule.
pub(super) fn concerns(rule: &Rule, analysis: &Analysis<'_>, places: &Whereabouts) -> bool {
    rule.topics.iter().any(|topic| is_about(topic, analysis, places))
}

/// Whether the article is about a topic: weighted mentions of its concepts, and of its companions where it has some.
fn is_about(topic: &TopicRef, analysis: &Analysis<'_>, places: &Whereabouts) -> bool {
    let sentences = analysis.scans.len() as u32;
    // A long page that names the thing here and there is about something else.
    // Nor where the topic is a link between two things: both must be named.
    let dense =
        |weight: Weight| !topic.with.is_empty() && !topic.dense || weight.in_head || weight.score * SPARSE >= sentences;
    let about = |weight: Weight| weight.score >= topic.enough && dense(weight);
    let beside = |weight: Weight| weight.score >= topic.enough.min(COMPANION);
    // Both must be possible before either is looked for.
    let (subjects, companions) =
        (Mentions::new(&places.subjects, analysis), Mentions::new(&places.companions, analysis));
    about(subjects.most())
        && (topic.with.is_empty() || beside(companions.most()) && companions.weigh(&topic.with, analysis, beside))
        && subjects.weigh(&topic.concepts, analysis, about)
}

/// A companion thing counts once it is named in a heading or twice in the text (once, if one mention makes the topic).
const COMPANION: u32 = 2;
/// Without a mention in title or heading, at least every so many sentences must name the topic.
const SPARSE: u32 = 10;

/// How much an article speaks of a group of things.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    /// The sum of its mentions: 3 for the title, 2 for a heading, 1 elsewhere.
    score: u32,
    /// Whether a title or heading names it.
    in_head: bool,
}

/// The sentences that could name a group of things, those in the title and headings first: each with how much a mention
/// there counts, and with the most mentions that there can be.
struct Mentions {
    all: Vec<(u32, u32, u32)>,
}

impl Mentions {
    fn new(could: &[(u32, u32)], analysis: &Analysis<'_>) -> Self {
        let title = analysis.document.title().map(|block| block.text);
        let score = |sentence: u32| match analysis.block_of(sentence).map(|(_, block)| (block.kind, block.text)) {
            Some((BlockKind::Title, _)) => 3,
            Some((BlockKind::Heading(_), text)) if Some(text) == title => 3,
            Some((BlockKind::Heading(_), _)) => 2,
            _ => 1,
        };
        let mut all: Vec<(u32, u32, u32)> =
            could.iter().map(|(sentence, most)| (score(*sentence), *sentence, *most)).collect();
        all.sort_by_key(|(score, ..)| *score == 1);
        Self { all }
    }

    /// The most that they can weigh.
    fn most(&self) -> Weight {
        Weight {
            score: self.all.iter().map(|(score, _, most)| score * most).sum(),
            in_head: self.all.first().is_some_and(|(score, ..)| *score > 1),
        }
    }

    /// Whether they weigh enough; nothing is scanned that could not change the answer.
    fn weigh(&self, things: &Group, analysis: &Analysis<'_>, suffices: impl Fn(Weight) -> bool) -> bool {
        let mut weight = Weight::default();
        let mut left = self.most().score;
        for (score, sentence, most) in &self.all {
            let best = Weight { score: weight.score + left, in_head: weight.in_head || *score > 1 };
            if suffices(weight) || !suffices(best) {
                break;
            }
            left -= score * most;
            let Some(scan) = analysis.scans.get(*sentence as usize) else { continue };
            let own = scan.concepts().filter(|h| !h.weak && things.names(h.term, analysis.lexicon));
            let mentions = own.count() as u32;
            weight.score += mentions * score;
            weight.in_head |= mentions > 0 && *score > 1;
        }
        suffices(weight)
    }
}

/// Whether a relation's word says that something helps.
fn is_help(hit: &Hit, lexicon: &Lexicon) -> bool {
    hit.kind == TermKind::Relation && lexicon.helps(hit.term)
}

/// Whether the article tells readers what helps or what to do, about whatever: then what it leaves out weighs more.
fn advises(analysis: &Analysis<'_>) -> bool {
    let could = |sentence: &u32| analysis.glances.could(*sentence, may::ACT);
    let mut scans = (0..analysis.scans.len() as u32).filter(could).filter_map(|s| analysis.scans.get(s as usize));
    scans.any(|scan| scan.hits.iter().any(|h| h.kind == TermKind::Act || is_help(h, analysis.lexicon)))
}

/// Whether it does so about the topic: it tells readers to do something in a sentence that names the topic or its
/// companion, or says there, or below a heading that does, what helps. "Use the table" advises nobody on nerve pain.
fn advises_on(topic: &TopicRef, analysis: &Analysis<'_>, places: &Whereabouts) -> bool {
    let lexicon = analysis.lexicon;
    let recommend = lexicon.known.recommend;
    let about = |h: &Hit| topic.concepts.names(h.term, lexicon) || topic.with.names(h.term, lexicon);
    let names = |scan: &Scan| scan.concepts().any(|h| !h.weak && about(h));
    // "You should try X" advises; "X can cause" does not, though "can" also permits.
    let tells = |scan: &Scan, sentence: u32, h: &Hit| {
        let told = || operator(scan, h, analysis) != Operator::None || offered_above(analysis, sentence);
        h.kind == TermKind::Act && !h.weak && told()
            || Some(h.term) == recommend && scan.at(h.start as usize).all(|d| d.level().is_none())
    };
    // All that is looked for is an act, a recommendation or what helps, where the topic is named or below.
    let near = |sentence: u32| places.could_name(sentence) || heading(analysis, sentence).any(|s| places.could_name(s));
    let could = |sentence: &u32| analysis.glances.could(*sentence, may::ACT) && near(*sentence);
    (0..analysis.scans.len() as u32).filter(could).any(|i| {
        let Some(scan) = analysis.scans.get(i as usize) else { return false };
        let helps = scan.hits.iter().any(|h| is_help(h, lexicon));
        names(scan) && (helps || scan.hits.iter().any(|h| tells(scan, i, h)))
            || helps && heading(analysis, i).filter_map(|s| analysis.scans.get(s as usize)).any(names)
    })
}

/// The heading above a sentence.
fn heading(analysis: &Analysis<'_>, sentence: u32) -> Range<u32> {
    let heading = analysis.block_of(sentence).and_then(|(_, block)| analysis.document.heading_of(block.section));
    heading.map_or(0..0, |h| h.sentences.0..h.sentences.1)
}

/// Looks at the whole article.
pub(super) const SCOPE: super::Scope = super::Scope::Article;

pub(super) fn check(rule: &Rule, analysis: &Analysis<'_>, place: Place<'_>, found: &mut Vec<Match>) {
    let Place::Article(places) = place else { return };
    let Owed::Warning { topic, describes, lone_sign, lone_advice } = owed(rule, analysis, places) else { return };
    let Some(title) = analysis.document.title() else { return };
    let mut labels = Vec::new();
    if let Some(span) = lone_sign {
        labels.push((span, "it names a warning sign, without saying where to go".to_owned()));
    }
    let lexicon = analysis.lexicon;
    let signs: Vec<&str> =
        rule.signs.iter().filter_map(|g| g.members.first()).map(|(t, _)| lexicon.name_of(*t)).collect();
    let place = lexicon.name_of(rule.place);
    let looked = format!(
        "note: looked for {} of these signs ({}) together with where to go ({place}){}",
        if rule.enough == 1 { "one".to_owned() } else { rule.enough.to_string() },
        signs.join("; "),
        if lone_advice { "; the advice is there, the signs are not beside it" } else { "" },
    );
    // Without a title the first sentence stands for the article, not a whole block of it.
    let first = analysis.document.sentences.get(title.sentences.0 as usize).map_or(title.text, |s| s.text);
    let is_head = matches!(title.kind, BlockKind::Title | BlockKind::Heading(_));
    found.push(Match {
        span: if is_head { title.text } else { first },
        message: format!("the article is about {}", topic.name),
        labels,
        sentence: None,
        stance: Stance::Missing,
        cue: None,
        milder: u8::from(describes),
        notes: vec![looked],
    });
}

pub(super) fn declines(rule: &Rule, analysis: &Analysis<'_>) -> Vec<String> {
    match owed(rule, analysis, &Whereabouts::everywhere(analysis)) {
        Owed::Nothing(reason) => vec![reason.to_owned()],
        Owed::Warning { .. } => Vec::new(),
    }
}
