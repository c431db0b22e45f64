//! What the program says besides claims and standards: its own codes, what each means, and what to do.
//!
//! `healthlint explain` tells them, `docs/codes.md` lists them; `tests/codes.rs` looks that none is left out.

/// A code of the program's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnCode {
    /// As it is printed in brackets.
    pub code: &'static str,
    /// What it means.
    pub means: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

const fn own(code: &'static str, means: &'static str, help: &'static str) -> OwnCode {
    OwnCode { code, means, help }
}

/// All of them, in their order.
pub const OWN_CODES: &[OwnCode] = &[
    own("article/broken-link", "the file is a link that leads to nothing", "mend or remove the link"),
    own(
        "article/bug",
        "the program broke down over this file; the others are checked",
        "report it with the file, and leave the file out until then",
    ),
    own("article/damaged", "the file is cut short, or its inside cannot be read", "fetch or save it anew"),
    own("article/empty", "the file is empty", "write the article, or leave the file out"),
    own("article/encrypted", "the Word file is locked by a password", "save it without a password and check that"),
    own(
        "article/macros",
        "the Word file carries macros and is not read",
        "save it as a Word document without macros (.docx)",
    ),
    own(
        "article/no-field",
        "an export has nothing at the field that [[input]] names",
        "mend `field` in healthlint.toml, or leave the file out",
    ),
    own(
        "article/no-prose",
        "no prose was found: code, navigation, link lists and references are not read",
        "check that the ending of the file's name fits its format",
    ),
    own(
        "article/not-docx",
        "the file has the name or the container of a Word document and is none",
        "save the article as .docx, or give the file the ending that fits its format",
    ),
    own("article/not-found", "there is no such file or folder", "check the spelling and the folder you are in"),
    own(
        "article/not-json",
        "a file that [[input]] names is not JSON",
        "mend `files` of that [[input]], or export the file anew",
    ),
    own(
        "article/not-text",
        "the file is a PDF or rich text, which is not read",
        "export the article as a Word document (.docx), Markdown, HTML or text",
    ),
    own(
        "article/not-utf8",
        "the text of the file is not UTF-8",
        "save the file as UTF-8, or leave it out (`exclude` in healthlint.toml)",
    ),
    own(
        "article/old-word",
        "the file is a Word document of the time before .docx",
        "save it as a Word document (.docx)",
    ),
    own(
        "article/own-report",
        "the file is a page that healthlint wrote, not an article",
        "keep reports outside the articles, or name them in .gitignore",
    ),
    own(
        "article/too-deep",
        "the Word file is nested deeper than Word ever nests, as if built to do harm",
        "open it in Word and save it again",
    ),
    own(
        "article/too-large",
        "the file is larger than 4 GiB, or unfolds to more than an article holds",
        "split it if it is a real article",
    ),
    own(
        "article/unreadable",
        "the file or folder may not be read, or the disk refuses it",
        "check the permissions and the disk, or leave it out",
    ),
    own(
        "article/unsafe-xml",
        "the Word file defines XML entities of its own, as if built to do harm",
        "open it in Word and save it again",
    ),
    own(
        "article/unwritable",
        "`--fix` may not write the file, or it changed meanwhile",
        "grant permission to write it and its folder, or leave out --fix",
    ),
    own(
        "claims/blank",
        "a field is empty, as in an untouched template",
        "fill it in by the example that is told, or take its line out",
    ),
    own(
        "claims/contested-error",
        "where authorities differ a claim is at most a warning",
        "lower the severity to \"warning\"",
    ),
    own(
        "claims/contradiction",
        "two claims give different answers to one question",
        "mend one of them, or narrow it to those it holds for",
    ),
    own(
        "claims/file-name",
        "a file's name is no id, or it lies in no folder",
        "rename it: folder/name in small letters, digits and hyphens",
    ),
    own(
        "claims/flag-example-elsewhere",
        "a [[flag]] example is found, but not under its marked words",
        "move the « », or mend the rule",
    ),
    own(
        "claims/flag-example-silent",
        "a [[flag]] example is not found",
        "mend the rule by the reasons that are told; healthlint show tells more",
    ),
    own(
        "claims/frame",
        "a pattern of language/frames.toml holds a word that is no symbol",
        "write one of the symbols that the file's head explains",
    ),
    own("claims/is-a-cycle", "concepts are below each other in a circle", "take out one `is_a` of the circle"),
    own("claims/long-title", "the headline is too long", "say it in under 80 characters"),
    own(
        "claims/marks",
        "a « or » of an example has no other half, marks nothing, or is missing",
        "put « before and » behind the words that must be underlined",
    ),
    own(
        "claims/missing-example",
        "a claim needs at least three [[flag]] and four [[pass]] examples",
        "write them: one negated, one myth or question, one true neighbour",
    ),
    own("claims/missing-field", "a field is missing that every such file has", "add it by the example that is told"),
    own(
        "claims/new-folder",
        "a folder with a claim or two is called nearly like a larger one",
        "move the claims to the folder that is offered, unless a new subject is meant",
    ),
    own(
        "claims/no-language",
        "the folder of claims has no language/words.toml",
        "start from the folder `claims` of this project",
    ),
    own(
        "claims/no-limit",
        "a rule on doses says nothing without a limit",
        "write `max_per_day`, `max_per_dose` or another of its limits",
    ),
    own(
        "claims/no-quantity",
        "a figure of the rule cannot be read as one",
        "write it as articles do, with its unit: \"about 90 %\"",
    ),
    own("claims/no-source", "a claim rests on at least one source", "add a [[source]]"),
    own(
        "claims/no-unit",
        "no unit of a figure is known",
        "write one of `language/units.toml`: \"2 weeks\", \"400 mg\"",
    ),
    own(
        "claims/open-table",
        "a table of an open vocabulary has an unknown name or a line with other columns than its head",
        "name it like the tables there; columns are parted by tabs",
    ),
    own(
        "claims/overdue",
        "the day of the next review has passed",
        "review the claim and set `reviewed` and `review_by`",
    ),
    own("claims/overlap", "an example raises another claim as well", "name it in `siblings`, or narrow one of the two"),
    own(
        "claims/pass-example-flagged",
        "a [[pass]] example is flagged",
        "mend the rule: its groups, its guards, its scope",
    ),
    own(
        "claims/pass-for-another-reason",
        "a [[pass]] example passes, but not for its `why`",
        "write the reason that the engine gives, or an example that tests yours",
    ),
    own(
        "claims/review-dates",
        "the next review lies before the last one, or the last one has not come yet",
        "correct the date",
    ),
    own("claims/same-rule", "two claims have the same rule", "withdraw one of them, or narrow it"),
    own("claims/same-title", "two claims have the same headline", "say in each what sets it apart"),
    own("claims/suggestion-flagged", "the sentence of `instead` raises a claim itself", "write another sentence"),
    own(
        "claims/syntax",
        "the file is no TOML, or a value has another type than its key asks for",
        "mend what stands at the caret",
    ),
    own("claims/tolerance", "a tolerance is larger than the value itself", "0.25 is a quarter of the value"),
    own("claims/twice", "an id, an alias or a source stands twice", "rename or drop one"),
    own("claims/unit", "a unit's factor is not above zero", "write how many of the base unit it is"),
    own(
        "claims/unknown-claim",
        "a claim that is named does not exist",
        "write the nearest one that is offered, or drop it",
    ),
    own(
        "claims/unknown-concept",
        "a concept or a class is named that no file of the lexicon has",
        "write the nearest one that is offered, or add it to claims/lexicon/",
    ),
    own(
        "claims/unknown-degree",
        "a degree is named that the language does not have",
        "write one of claims/language/degrees.toml",
    ),
    own("claims/unknown-field", "a key is not known", "write the nearest one that is offered"),
    own(
        "claims/unknown-source",
        "a source is cited that claims/sources/ does not have",
        "write the nearest one that is offered, or add it",
    ),
    own(
        "claims/unknown-topic",
        "a topic is named that claims/topics/ does not have",
        "write the nearest one that is offered, or add it",
    ),
    own("claims/unknown-word", "a value is none of the words that its key takes", "write one that the message lists"),
    own(
        "claims/weak-evidence",
        "an error needs high confidence and a strong source that somebody has read",
        "lower the severity to \"warning\", or find better evidence",
    ),
    own(
        "claims/word-clash",
        "one name belongs to two concepts or units",
        "leave it to the one that readers mean by it",
    ),
    own("claims/wording", "a wording cannot be read", "write it as the head of the file explains"),
    own(
        "claims/wrong-concept",
        "an id is of another sort than its field takes, such as a relation for a concept",
        "write the id that is offered; healthlint claims find WORD lists ids",
    ),
    own(
        "claims/wrong-folder",
        "a file lies in another folder than the one for what it holds",
        "move it to the folder that is told",
    ),
    own(
        "claims/wrong-type",
        "a value is written in another form than its field takes",
        "write it like the example that is told",
    ),
    own(
        "config/bad-field",
        "`field` of an [[input]] is no path to a field",
        "write names with points between, such as \"content.rendered\"",
    ),
    own(
        "config/bad-glob",
        "a path pattern cannot be read",
        "write it as in .gitignore; what is to be left out goes into `exclude`",
    ),
    own("config/empty", "a text is empty that must say something", "write it, or drop the key"),
    own("config/missing-key", "a table lacks a key that it needs", "add it"),
    own("config/syntax", "the file is no TOML", "mend what stands at the caret"),
    own("config/two-files", "healthlint.toml and .healthlint.toml lie in one folder", "keep one of them"),
    own(
        "config/unknown-claim",
        "a claim or an area is named that does not exist",
        "write the nearest one that is offered; healthlint list shows all",
    ),
    own("config/unknown-key", "a key is not known", "write the nearest one that is offered"),
    own("config/unknown-word", "a value is none of the words that its key takes", "write one that the message lists"),
    own(
        "config/unreadable",
        "the configuration cannot be read",
        "name a file of UTF-8 TOML, or leave it out with --no-config",
    ),
    own("config/wrong-type", "a value has another type than its key asks for", "write it as the message says"),
    own(
        "document/contradiction",
        "two statements of one article cannot both hold; both places are shown",
        "find out which one is right and mend the other",
    ),
    own(
        "stream/no-text",
        "a line of `check --jsonl` has no \"text\", or it is no string",
        "send {\"id\": …, \"text\": \"…\", \"format\": \"md\"} a line",
    ),
    own(
        "stream/not-json",
        "a line of `check --jsonl` is no JSON object",
        "send one object a line, with line breaks inside texts written \\n",
    ),
    own(
        "stream/unknown-format",
        "a line of `check --jsonl` names a format that is not read",
        "write md, mdx, html or txt",
    ),
    own(
        "suppression/blanket",
        "a silence names no claim",
        "name the claims: silence about everything would hide what nobody has looked at yet",
    ),
    own(
        "suppression/expired",
        "the day of a silence is over; it silences nothing any more",
        "mend the text and take it out, or give it a new date",
    ),
    own(
        "suppression/no-reason",
        "a silence without a reason silences nothing",
        "write the reason behind two dashes: -- quotes the leaflet of 1987",
    ),
    own(
        "suppression/unclosed",
        "a start of silence has no end, or an end no start",
        "write healthlint-ignore-end, or healthlint-ignore-file for the whole article",
    ),
    own(
        "suppression/unknown",
        "a silence names a claim or an instruction that does not exist",
        "write the nearest one that is offered",
    ),
    own(
        "suppression/unused",
        "there was nothing to silence",
        "take it out, or put it right before the paragraph that it is about",
    ),
];

/// The code, if it is one of the program's own.
pub fn own_code(code: &str) -> Option<&'static OwnCode> {
    OWN_CODES.iter().find(|own| own.code == code)
}
