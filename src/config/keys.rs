//! The keys of `healthlint.toml`: what the reader accepts and the published schema tells.

/// How a value is written.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// Words in quotes.
    Text,
    /// A path pattern.
    Glob,
    /// Several path patterns.
    Globs,
    /// A claim, an area, or a pattern over them.
    Name,
    /// Several of them.
    Names,
    /// Several of them, or tables of this kind.
    NamesOrTables(&'static [Key]),
    /// Patterns over claims, each with a severity or `off`.
    Severities,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A date without quotes.
    Date,
    /// Tables of this kind.
    Tables(&'static [Key]),
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) needed: bool,
    pub(super) says: &'static str,
}

const fn needed(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, needed: true, says }
}

const fn free(name: &'static str, shape: Shape, says: &'static str) -> Key {
    Key { name, shape, needed: false, says }
}

pub(super) const LEVELS: &[&str] = &["error", "warning", "info", "off"];
pub(super) const FAIL_ON: &[&str] = &["error", "warning", "info", "never"];
pub(super) const STANCES: &[&str] = &["refuted"];
pub(super) const FIELD_FORMATS: &[&str] = &["html", "md"];

const SELECT: Key = free(
    "select",
    Shape::Names,
    "sets of rules to switch on, such as \"jama\"; claims or areas, such as \"herpes/*\": then only these are checked",
);
const SEVERITY: Key = free(
    "severity",
    Shape::Severities,
    "severities other than those of the claims, such as { \"herpes/*\" = \"warning\" }",
);

const LOCALE: Key = free(
    "locale",
    Shape::Choice(super::locale::NAMES),
    "whose words suggestions use: the emergency number, names of medicines, spelling",
);

/// The file itself.
pub(super) const ROOT: &[Key] = &[
    free("files", Shape::Globs, "the articles in folders; all that a reader knows unless told otherwise"),
    free("exclude", Shape::Globs, "files and folders that are left out unless they are named on the command line"),
    free("fail-on", Shape::Choice(FAIL_ON), "the mildest severity that makes the exit status 1"),
    LOCALE,
    SELECT,
    free(
        "ignore",
        Shape::NamesOrTables(IGNORE),
        "claims or areas that are not checked; or, as [[ignore]], single findings with a reason",
    ),
    SEVERITY,
    free(
        "override",
        Shape::Tables(OVERRIDE),
        "what holds for some files only; of several that speak on a thing the last wins",
    ),
    free("input", Shape::Tables(INPUT), "JSON exports that hold an article in a field"),
];

/// `[[override]]`.
pub(super) const OVERRIDE: &[Key] = &[
    needed("files", Shape::Globs, "the files it holds for"),
    LOCALE,
    SELECT,
    free("ignore", Shape::Names, "claims or areas that are not checked in these files"),
    SEVERITY,
    free("stance", Shape::Choice(STANCES), "refuted: every statement of these files is quoted to be refuted"),
];

/// `[[ignore]]`.
pub(super) const IGNORE: &[Key] = &[
    needed("claim", Shape::Name, "the claim or area that is silent"),
    free("file", Shape::Glob, "the files it is silent in; all unless told otherwise"),
    free("quote", Shape::Text, "words of the sentence that it is silent on; all unless told otherwise"),
    needed("reason", Shape::Text, "why; counted and exported with the finding"),
    free("until", Shape::Date, "the last day on which it holds, such as 2027-01-31"),
];

/// `[[input]]`.
pub(super) const INPUT: &[Key] = &[
    needed("files", Shape::Globs, "the files to read so"),
    needed("field", Shape::Text, "where the article is, such as \"content.rendered\""),
    free("as", Shape::Choice(FIELD_FORMATS), "how the article is written; html unless told otherwise"),
];
