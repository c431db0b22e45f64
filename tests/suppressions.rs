//! Comments that silence findings: how far they reach, what they must say, what is told of those that say it wrongly.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use healthlint::check::check;
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::document::{self, Format};
use healthlint::embedded;
use healthlint::severity::Severity;
use healthlint::suppress::{Context, by_comments};
use std::sync::LazyLock;

static DATABASE: LazyLock<Database> = LazyLock::new(|| embedded::database().unwrap());
static CODES: LazyLock<Codes> = LazyLock::new(|| Codes::new(&DATABASE));

/// A claim that the wrong sentence raises, and the sentence.
const CLAIM: &str = "back-pain/bed-rest-for-back-pain";
const WRONG: &str = "Stay in bed for a week when you have back pain.";

/// The codes that are left, the codes of what is told of comments, and how many findings are silenced.
fn run(format: Format, article: &str) -> (Vec<String>, Vec<String>, usize) {
    run_on(format, article, &|_| true)
}

fn run_on(format: Format, article: &str, is_on: &dyn Fn(&str) -> bool) -> (Vec<String>, Vec<String>, usize) {
    let document = document::read("a", article.as_bytes(), Some(format));
    let mut findings = check(&document, &DATABASE);
    let context = Context { codes: &CODES, today: "2026-11-21", is_on };
    let (suppressed, faults) = by_comments(&document, &mut findings, &context);
    assert!(suppressed.iter().all(|one| !one.reason.is_empty()));
    assert!(faults.iter().all(|fault| fault.severity == Severity::Warning && fault.primary.is_some()));
    let left = findings.into_iter().map(|finding| finding.claim).filter(|claim| claim == CLAIM).collect();
    (left, faults.into_iter().map(|fault| fault.code).collect(), suppressed.len())
}

fn markdown(article: &str) -> (usize, Vec<String>) {
    let article = article.replace("CLAIM", CLAIM).replace("WRONG", WRONG);
    let (left, faults, _) = run(Format::Markdown, &article);
    (left.len(), faults)
}

fn clean() -> (usize, Vec<String>) {
    (0, Vec::new())
}

fn told(left: usize, codes: &[&str]) -> (usize, Vec<String>) {
    (left, codes.iter().map(|code| (*code).to_owned()).collect())
}

#[test]
fn the_wrong_sentence_is_raised_at_all() {
    assert_eq!(markdown("WRONG\n"), told(1, &[]));
}

#[test]
fn a_comment_silences_the_next_block_and_no_other() {
    assert_eq!(markdown("<!-- healthlint-ignore CLAIM -- a test -->\nWRONG\n"), clean());
    assert_eq!(markdown("<!-- healthlint-ignore CLAIM -- a test -->\n\nWRONG\n\nWRONG\n"), told(1, &[]));
    assert_eq!(
        markdown("WRONG\n\n<!-- healthlint-ignore CLAIM -- a test -->\n\n# Fine\n"),
        told(1, &["suppression/unused"])
    );
}

#[test]
fn comments_before_one_block_all_reach_it() {
    let two = "<!-- healthlint-ignore CLAIM -- a test -->\n<!-- healthlint-ignore herpes/* -- another -->\nWRONG\n";
    assert_eq!(markdown(two), told(0, &["suppression/unused"]));
}

#[test]
fn a_comment_inside_a_block_silences_that_block() {
    assert_eq!(markdown("Well. WRONG <!-- healthlint-ignore CLAIM -- a test --> Truly.\n"), clean());
}

#[test]
fn a_comment_before_a_list_silences_all_of_it_and_one_between_its_members_the_next() {
    let list = "Tips:\n\n<!-- healthlint-ignore CLAIM -- a test -->\n\n- WRONG\n- Walk daily.\n- WRONG\n";
    assert_eq!(markdown(list), clean());
    let between = "<ul><li>WRONG</li><!-- healthlint-ignore CLAIM -- a test --><li>WRONG</li><li>WRONG</li></ul>";
    let (left, faults, silenced) = run(Format::Html, &between.replace("CLAIM", CLAIM).replace("WRONG", WRONG));
    assert_eq!((left.len(), faults.len(), silenced), (2, 0, 1));
}

#[test]
fn a_comment_before_a_table_silences_all_of_it() {
    let table =
        "<!-- healthlint-ignore CLAIM -- a test -->\n\n| Tip | Why |\n|---|---|\n| WRONG | old |\n| WRONG | old |\n";
    assert_eq!(markdown(table), clean());
}

#[test]
fn start_and_end_reach_over_what_stands_between() {
    let span = "WRONG\n\n<!-- healthlint-ignore-start CLAIM -- a test -->\n\n# Fine\n\nWRONG\n\nWRONG\n\n<!-- healthlint-ignore-end -->\n\nWRONG\n";
    assert_eq!(markdown(span), told(2, &[]));
}

#[test]
fn halves_of_a_span_are_told() {
    let open = "<!-- healthlint-ignore-start CLAIM -- a test -->\n\nWRONG\n\nWRONG\n";
    assert_eq!(markdown(open), told(0, &["suppression/unclosed"]));
    assert_eq!(markdown("WRONG\n\n<!-- healthlint-ignore-end -->\n"), told(1, &["suppression/unclosed"]));
}

#[test]
fn a_comment_for_the_file_reaches_everywhere() {
    assert_eq!(markdown("# Back pain\n\nWRONG\n\nWRONG\n\n<!-- healthlint-ignore-file CLAIM -- a test -->\n"), clean());
}

#[test]
fn areas_and_stars_are_names_too() {
    for name in ["back-pain/*", "back-pain", "back-pain/bed-rest*"] {
        assert_eq!(markdown(&format!("<!-- healthlint-ignore {name} -- a test -->\nWRONG\n")), clean(), "{name}");
    }
}

#[test]
fn one_without_reason_or_name_or_past_its_day_silences_nothing_and_is_told() {
    for (comment, code) in [
        ("healthlint-ignore CLAIM", "suppression/no-reason"),
        ("healthlint-ignore CLAIM --", "suppression/no-reason"),
        ("healthlint-ignore", "suppression/blanket"),
        ("healthlint-ignore -- all wrong", "suppression/blanket"),
        ("healthlint-ignore-file */* -- all wrong", "suppression/blanket"),
        ("healthlint-ignore back-pain/bed-rest-for-back-pian -- a slip", "suppression/unknown"),
        ("healthlint-ignore suppression/unused -- no", "suppression/unknown"),
        ("healthlint-ignore-next CLAIM -- no such word", "suppression/unknown"),
        ("healthlint-ignore CLAIM until 2026-02-30 -- no such day", "suppression/unknown"),
        ("healthlint-ignore CLAIM until 2026-11-20 -- too late", "suppression/expired"),
    ] {
        assert_eq!(markdown(&format!("<!-- {comment} -->\nWRONG\n")), told(1, &[code]), "{comment}");
    }
}

#[test]
fn the_last_day_counts() {
    assert_eq!(markdown("<!-- healthlint-ignore CLAIM until 2026-11-21 -- a test -->\nWRONG\n"), clean());
}

#[test]
fn what_is_not_looked_for_is_not_missed() {
    let article = format!("<!-- healthlint-ignore {CLAIM} -- a test -->\nAll is well.\n");
    assert_eq!(run(Format::Markdown, &article).1, ["suppression/unused"]);
    assert!(run_on(Format::Markdown, &article, &|code| code != CLAIM).1.is_empty());
}

#[test]
fn the_nearest_claim_is_offered() {
    let article = "<!-- healthlint-ignore back-pain/bed-rest-for-back-pian -- a slip -->\nWell.\n";
    let document = document::read("a.md", article.as_bytes(), None);
    let context = Context { codes: &CODES, today: "2026-11-21", is_on: &|_| true };
    let (_, faults) = by_comments(&document, &mut Vec::new(), &context);
    assert!(faults[0].notes.iter().any(|note| note.contains(&format!("did you mean `{CLAIM}`"))), "{faults:?}");
}

#[test]
fn code_shows_comments_and_gives_none() {
    assert_eq!(markdown("```html\n<!-- healthlint-ignore-file CLAIM -- shown -->\n```\n\nWRONG\n"), told(1, &[]));
    assert_eq!(markdown("Write `<!-- healthlint-ignore-file CLAIM -- shown -->`.\n\nWRONG\n"), told(1, &[]));
    assert_eq!(markdown("    <!-- healthlint-ignore-file CLAIM -- shown -->\n\nWRONG\n"), told(1, &[]));
}

#[test]
fn comments_of_html_and_of_text_count_with_windows_line_ends_and_a_byte_order_mark() {
    for format in [Format::Html, Format::Plain, Format::Markdown] {
        let article = format!(
            "\u{feff}<!-- healthlint-ignore\r\n{CLAIM}\r\n-- over\r\nlines -->\r\n<p>{WRONG}</p>\r\n\r\n<p>{WRONG}</p>\r\n"
        );
        let article = if format == Format::Plain {
            article
                .replace("<p>", "")
                .replace("</p>", "")
                .replace("ignore\r\n", "ignore ")
                .replace("\r\n--", " --")
                .replace("over\r\n", "over ")
        } else {
            article
        };
        let (left, faults, silenced) = run(format, &article);
        assert_eq!((left.len(), faults.len()), (1, 0), "{format:?} {faults:?}");
        assert!(silenced >= 1);
    }
}

#[test]
fn missing_content_is_silenced_for_the_file_or_before_the_title() {
    let article = "# Back pain at home\n\nLow back pain often gets better. Take a walk, keep warm and rest a little. Try exercises at home for your back pain.\n";
    let document = document::read("a.md", article.as_bytes(), None);
    let findings = check(&document, &DATABASE);
    let missing =
        findings.iter().find(|f| f.verdict == healthlint::severity::Verdict::Missing).expect("a warning is owed");
    for (comment, faults) in [
        ("<!-- healthlint-ignore-file CLAIM -- told elsewhere -->\n\n# Back", vec![]),
        ("<!-- healthlint-ignore CLAIM -- told elsewhere -->\n\n# Back", vec![]),
        ("# Back", vec!["suppression/unused"]),
    ] {
        let below = faults.first().map_or("", |_| "\n<!-- healthlint-ignore CLAIM -- too low -->\n\nAll is well.\n");
        let article = format!("{}{below}", article.replacen("# Back", comment, 1)).replace("CLAIM", &missing.claim);
        let document = document::read("a.md", article.as_bytes(), None);
        let mut found = check(&document, &DATABASE);
        let context = Context { codes: &CODES, today: "2026-11-21", is_on: &|_| true };
        let (_, told) = by_comments(&document, &mut found, &context);
        assert_eq!(told.iter().map(|fault| fault.code.as_str()).collect::<Vec<_>>(), faults, "{comment}");
        assert_eq!(found.iter().any(|f| f.claim == missing.claim), !faults.is_empty());
        assert!(told.iter().all(|fault| fault.notes.iter().any(|note| note.contains("healthlint-ignore-file"))));
    }
}

#[test]
fn what_is_found_without_a_claim_can_be_named_and_what_is_said_of_suppressions_cannot() {
    assert!(CODES.pattern("document/contradiction").unwrap().matches("document/contradiction"));
    assert!(CODES.pattern("suppression/*").is_err());
}

#[test]
fn the_words_of_a_comment_are_those_of_the_file_templates_and_all() {
    let article = "# Herpes\n\n<!-- healthlint-ignore herpes/* -- see {{< ref \"a.md\" >}} there -->\n\nText.\n";
    let document = document::read("a.md", article.as_bytes(), None);
    let words: Vec<&str> = document.remarks.iter().map(|remark| remark.words.trim()).collect();
    assert_eq!(words, ["healthlint-ignore herpes/* -- see {{< ref \"a.md\" >}} there"]);
    let spoilt = "Text.\n\n<!-- healthlint-ignore he\0\r\nrpes -- b -->\n\nText.\n";
    let document = document::read("a.md", spoilt.as_bytes(), None);
    let words: Vec<&str> = document.remarks.iter().map(|remark| remark.words.trim()).collect();
    assert_eq!(words, ["healthlint-ignore he\0\r\nrpes -- b"]);
}
