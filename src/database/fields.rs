//! What belongs into a claim, a source and a topic: read by the form of their files, the schema, the template, the guide.

use crate::form::{Field, Shape, Word, free, needed};
use crate::rules::{FIELDS, REASONS};

const VERDICTS: &[Word] = &[
    ("false", "contradicted by the evidence"),
    ("misleading", "leads readers to a wrong conclusion"),
    ("unsupported", "no good evidence carries it"),
    ("overstated", "more than the evidence carries"),
    ("outdated", "once held, now replaced"),
    ("dangerous", "following it could harm"),
    ("missing", "the article owes it: for required claims"),
];

const SEVERITIES: &[Word] = &[
    ("error", "plainly false or could harm, with high confidence and a strong source"),
    ("warning", "misleading or unsupported"),
    ("info", "style of evidence, outdated figures"),
];

const CONFIDENCES: &[Word] = &[
    ("high", "guidelines, reviews or agencies agree"),
    ("moderate", "some good evidence"),
    ("low", "thin or indirect evidence"),
];

const HEDGES: &[Word] =
    &[("lower", "one step milder"), ("same", "the hedge is part of the claim"), ("silent", "not reported")];

const SOURCE_KINDS: &[Word] = &[
    ("agency", "a health agency, ministry or service"),
    ("guideline", ""),
    ("systematic-review", "or a meta-analysis"),
    ("trial", ""),
    ("study", "any other"),
    ("reference-work", "a textbook, an encyclopaedia of medicine"),
    ("label", "the approved text of a medicine"),
    ("other", "news, reposts, anything else"),
];

/// A claim file.
pub(super) const CLAIM: &[Field] = &[
    needed(
        "title",
        Shape::Text,
        "\"bed rest does not help back pain\"",
        "the headline: what the article gets wrong; lower case, under 80 characters",
    ),
    needed(
        "fact",
        Shape::Text,
        "\"People with back pain who stay active do slightly better than those in bed.\"",
        "what is true, one or two sentences",
    ),
    needed("verdict", Shape::Choice(VERDICTS), "\"false\"", "what is wrong with the statement"),
    needed("severity", Shape::Choice(SEVERITIES), "\"warning\"", "how bad it is"),
    needed("confidence", Shape::Choice(CONFIDENCES), "\"high\"", "how sure the evidence is"),
    needed(
        "instead",
        Shape::Text,
        "\"Stay as active as the pain allows.\"",
        "a sentence that the writer can paste; no claim may speak on it",
    ),
    needed("reviewed", Shape::Date, "2026-11-20", "when the evidence was last read"),
    free("review_by", Shape::Date, "2028-11-20", "when it must be read again"),
    free(
        "contested",
        Shape::Text,
        "\"The UK allows four doses a day, the US five (2026).\"",
        "where authorities differ, with country and date; then at most a warning",
    ),
    free(
        "siblings",
        Shape::Texts,
        "[\"back-pain/bed-rest-for-back-pain\"]",
        "ids of claims that may speak on the same words; reported once",
    ),
    free("aliases", Shape::Texts, "[\"back-pain/old-name\"]", "ids it had before"),
    free(
        "hedged",
        Shape::Choice(HEDGES),
        "\"silent\"",
        "what becomes of a hedged or attributed form; lower unless said otherwise",
    ),
    free("note", Shape::Text, "\"why the guards are there\"", "for reviewers; not shown"),
    free("withdrawn", Shape::Table(WITHDRAWN), "", "a claim that is raised no more"),
    free("source", Shape::Tables(CITATION, super::laws::SOURCES), "", "what the fact rests on"),
    needed("rule", Shape::OneOf(FIELDS), "", "exactly one table; its name is the kind"),
    free("flag", Shape::Tables(FLAG, super::laws::FLAGS), "", "texts that must be flagged"),
    free("pass", Shape::Tables(PASS, super::laws::PASSES), "", "texts that must pass"),
];

const WITHDRAWN: &[Field] = &[
    needed("date", Shape::Date, "2026-11-20", "since when it is raised no more"),
    needed("reason", Shape::Text, "\"the guideline of 2026 says otherwise\"", "why"),
];

const CITATION: &[Field] = &[
    needed(
        "id",
        Shape::Text,
        "\"who-lbp-factsheet\"",
        "the id of a source in claims/sources/; healthlint claims find WORD lists them",
    ),
    free(
        "supports",
        Shape::Text,
        "\"non-specific in about 90 % of cases\"",
        "what it says that carries the fact, in your own words",
    ),
];

const FLAG: &[Field] = &[needed(
    "text",
    Shape::Text,
    "\"«Stay in bed» for a week.\"",
    "a text that must be flagged, « » around the words that must be underlined; for required claims a small article in Markdown between \"\"\" and \"\"\", without « »",
)];

const PASS: &[Field] = &[
    needed(
        "text",
        Shape::Text,
        "\"Do not stay in bed.\"",
        "a text that must pass: denied, asked, a myth, a true neighbour",
    ),
    needed("why", Shape::Choice(REASONS), "\"negated\"", "the engine's reason for its silence"),
];

/// A file of sources.
pub(super) const SOURCES: &[Field] = &[free("source", Shape::Tables(SOURCE, 0), "", "what facts rest on")];

pub(super) const SOURCE: &[Field] = &[
    needed("id", Shape::Text, "\"who-lbp-factsheet\"", "small letters, digits and hyphens"),
    needed("title", Shape::Text, "\"Low back pain\"", "as the publisher writes it"),
    needed("publisher", Shape::Text, "\"WHO\"", "or the journal"),
    needed(
        "url",
        Shape::Text,
        "\"https://www.who.int/news-room/fact-sheets/detail/low-back-pain\"",
        "an address, a DOI or an ISBN: readers must be able to look it up",
    ),
    needed("kind", Shape::Choice(SOURCE_KINDS), "\"agency\"", "who stands behind it"),
    free("published", Shape::Text, "\"2023-06-19\"", "as exactly as known"),
    free(
        "supports",
        Shape::Text,
        "\"about 90 % of back pain is non-specific\"",
        "what it says that we use, in our own words",
    ),
    needed(
        "seen",
        Shape::Flag,
        "true",
        "whether somebody read it for this database; an unread source never carries an error",
    ),
];

/// A file of topics.
pub(super) const TOPICS: &[Field] = &[free("topic", Shape::Tables(TOPIC, 0), "", "what articles are about")];

pub(super) const TOPIC: &[Field] = &[
    needed("id", Shape::Text, "\"back-pain\"", "small letters, digits and hyphens"),
    needed("name", Shape::Text, "\"back pain\"", "how writers are told of it"),
    needed(
        "concepts",
        Shape::Texts,
        "[\"back-pain\", \"sciatica\"]",
        "mentions of these, or of anything below them, count",
    ),
    needed("enough", Shape::Count, "4", "the sum to reach: 3 for the title, 2 for a heading, 1 elsewhere"),
    free("with", Shape::Texts, "[\"pregnancy\"]", "a second group that must be mentioned as well"),
    free(
        "dense",
        Shape::Flag,
        "true",
        "with companions: the topic must still be named often; false unless said otherwise",
    ),
];
