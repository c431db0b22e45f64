//! What findings look like: one typical diagnostic of each shape against a snapshot in `tests/snapshots/`.
//!
//! Findings are made by hand, so that no claim has a say here. `UPDATE=1` rewrites the snapshots; read the difference.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message
#![allow(clippy::similar_names)] // a source has a publisher and is published

#[allow(dead_code, unused_imports)]
#[path = "../src/baseline/mod.rs"]
mod baseline;
#[allow(dead_code)]
#[path = "../src/interrupt.rs"]
mod interrupt;
#[allow(dead_code, unused_imports)]
#[path = "../src/output/mod.rs"]
mod output;
#[allow(dead_code)]
#[path = "../src/replace.rs"]
mod replace;

use healthlint::analyze::stance::Stance;
use healthlint::check::{Finding, FindingLabel};
use healthlint::database::{Citation, Claim, Database, Hedged, Source, SourceKind};
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{self, Document};
use healthlint::severity::{Confidence, Severity, Verdict};
use healthlint::span::{Span, Text};
use healthlint::suppress::{Means, Suppressed};
use output::{Look, OUTPUTS, Output, Report};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The words in the text of the article, where they stand for the first time.
fn words(document: &Document, words: &str) -> Span<Text> {
    let start = document.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", document.text));
    Span::new(start, start + words.len())
}

fn finding(document: &Document, primary: &str, primary_message: &str, labels: &[(&str, &str)]) -> Finding {
    Finding {
        claim: "herpes/hhv8-not-common".to_owned(),
        severity: Severity::Error,
        confidence: Confidence::High,
        verdict: Verdict::False,
        stance: Stance::Asserted,
        cue: String::new(),
        message: "HHV-8 is not one of the most common herpesviruses".to_owned(),
        primary: words(document, primary),
        primary_message: primary_message.to_owned(),
        labels: labels
            .iter()
            .map(|(at, said)| FindingLabel { span: words(document, at), message: (*said).to_owned() })
            .collect(),
        fact: "Most adults carry EBV, HHV-6, HHV-7, VZV, HSV-1 or CMV. HHV-8 is rare in most populations, with large \
               differences between regions."
            .to_owned(),
        contested: String::new(),
        notes: Vec::new(),
        instead: "Common herpesviruses include HSV, VZV and Epstein-Barr virus.".to_owned(),
        sources: vec![0, 1],
        reviewed: "2026-11-20".to_owned(),
        fingerprint: "9f2c0a1b2c3d4e5f:1".to_owned(),
        replacement: None,
    }
}

fn source(id: &str, publisher: &str, published: &str) -> Source {
    Source {
        id: id.to_owned(),
        title: "Prevalence of human herpesvirus 8".to_owned(),
        publisher: publisher.to_owned(),
        url: "https://example.org/hhv8".to_owned(),
        kind: SourceKind::Study,
        published: published.to_owned(),
        seen: true,
    }
}

fn database() -> Database {
    let claim = Claim {
        id: "herpes/hhv8-not-common".to_owned(),
        title: "HHV-8 is not one of the most common herpesviruses".to_owned(),
        fact: "Most adults carry EBV, HHV-6, HHV-7, VZV, HSV-1 or CMV. HHV-8 is rare in most populations.".to_owned(),
        verdict: Verdict::False,
        severity: Severity::Error,
        confidence: Confidence::High,
        contested: "One survey counts differently.".to_owned(),
        instead: "Common herpesviruses include HSV, VZV and Epstein-Barr virus.".to_owned(),
        citations: vec![
            Citation { source: 0, supports: "2 % of adults have antibodies to HHV-8".to_owned() },
            Citation { source: 1, supports: String::new() },
        ],
        reviewed: "2026-11-20".to_owned(),
        review_by: "2028-11-20".to_owned(),
        siblings: Vec::new(),
        aliases: Vec::new(),
        hedged: Hedged::Lower,
        kind: "assertion".to_owned(),
    };
    let mut database = Database::default();
    database.claims = [claim].into_iter().collect();
    database.sources = [source("virology-2022", "Virology Journal", "2022-05-04"), source("nhanes", "NHANES III", "")]
        .into_iter()
        .collect();
    database.index();
    database
}

fn render(format: &str, document: &Document, findings: &[Finding], colour: bool) -> String {
    let output = OUTPUTS.iter().find(|output| output.name == format).expect("a known format");
    whole(
        output,
        &Report { document: Some(document), findings, look: Look::new(colour, None), ..Report::empty(&database()) },
    )
}

/// A run over one article.
fn whole(output: &Output, report: &Report<'_>) -> String {
    let mut assembly = (output.assembly)();
    let mut text = assembly.begin();
    text.push_str(&assembly.add((output.render)(report)));
    let mut tally = output::Tally::default();
    tally.add(report);
    text.push_str(&assembly.end(&output::Run { database: report.database, tally: &tally }));
    text
}

/// Compares with the snapshot, or rewrites it.
fn expect(name: &str, actual: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, actual).expect("the snapshot can be written");
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "{name} has changed; UPDATE=1 accepts it\n--- expected\n{expected}\n--- actual\n{actual}"
    );
}

const LONG: &str = "# Herpes and your back

There are many viruses of this family, and some of them stay for life. The most common types of herpes viruses include \
herpes simplex virus (HSV), varicella-zoster virus (VZV), and human herpesvirus 8 (HHV-8). HSV is typically passed on by \
touch. Back pain is a known complication of every outbreak, and readers who stay in bed for six weeks recover faster than \
those who get up, walk about and carry on with their lives as well as they can. There is no research that supports a link.
";

#[test]
fn a_long_line_is_shown_from_the_sentence_on_with_the_place_in_one_piece() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let found = finding(
        &document,
        "human herpesvirus 8 (HHV-8)",
        "listed here as one of the most common",
        &[("The most common types of herpes viruses", "the claim starts here")],
    );
    expect("long-line.txt", &render("text", &document, &[found], false));
}

#[test]
fn a_place_far_into_its_sentence_brings_the_start_of_the_sentence_with_it() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let found = finding(&document, "recover faster than those who get up", "", &[]);
    expect("sentence-start.txt", &render("text", &document, &[found], false));
}

#[test]
fn two_sentences_that_contradict_each_other_are_both_shown() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let mut found = finding(
        &document,
        "There is no research that supports a link",
        "and here it is denied",
        &[("Back pain is a known complication", "here it is said")],
    );
    found.claim = "document/contradiction".to_owned();
    found.message = "the article contradicts itself".to_owned();
    (found.fact, found.instead) = (String::new(), String::new());
    found.sources.clear();
    expect("contradiction.txt", &render("text", &document, &[found], false));
}

#[test]
fn missing_content_points_at_the_title_and_at_the_place_that_should_have_carried_it() {
    let text =
        "# Herpes and your back\n\nRest is good.\n\nIt rarely hurts.\n\nCall your doctor about a numb saddle area.\n";
    let document = document::read("missing.md", text.as_bytes(), None);
    let mut found = finding(
        &document,
        "Herpes and your back",
        "the article is about back pain",
        &[("numb saddle area", "it names a warning sign, without saying where to go")],
    );
    (found.verdict, found.stance) = (Verdict::Missing, Stance::Missing);
    found.message = "the article never says when back pain is an emergency".to_owned();
    found.notes = vec!["looked for 2 things and found neither".to_owned()];
    found.instead = "Go to an emergency department at once if you lose control of bladder or bowel.".to_owned();
    expect("missing.txt", &render("text", &document, &[found], false));
}

#[test]
fn a_place_over_several_lines_is_underlined_on_each() {
    let text = "Intro. The most common herpesvirus by far is\nhuman herpesvirus 8, as everybody\nknows. End.\n";
    let document = document::read("wrapped.md", text.as_bytes(), None);
    let found = finding(&document, "human herpesvirus 8, as everybody knows", "not so", &[]);
    let other = finding(&document, "is human herpesvirus 8", "over the break", &[]);
    expect("several-lines.txt", &render("text", &document, &[found, other], false));
}

#[test]
fn tabs_wide_characters_and_combining_marks_keep_carets_in_place() {
    let text = "带状疱疹 and\ttabs: cafe\u{301} herpesvirus 8 is\tcommon 🦠 here.\n";
    let document = document::read("wide.txt", text.as_bytes(), None);
    let found = finding(&document, "herpesvirus 8", "here", &[("common", "and here")]);
    expect("wide.txt", &render("text", &document, &[found], false));
}

#[test]
fn control_characters_of_an_article_never_reach_the_terminal() {
    let text = "Herpes \u{1b}[31mvirus\u{7} 8 is common\u{202e} and\u{9b}2J harmless \u{0}.\r\nMore.";
    let document = document::read("evil\u{1b}]0;.txt", text.as_bytes(), None);
    let mut found = finding(&document, "common", "\u{1b}[0m", &[]);
    found.message = "a \u{7}bell".to_owned();
    for format in ["text", "short"] {
        let printed = render(format, &document, std::slice::from_ref(&found), false);
        assert!(printed.chars().all(|c| c == '\n' || !c.is_control()), "{printed:?}");
        assert!(!printed.contains('\u{202e}'));
        expect(&format!("control-{format}.txt"), &printed);
    }
}

#[test]
fn entities_and_markup_are_underlined_as_they_are_written() {
    let text =
        "<h1>Herpes &amp; you</h1><p>The <b>most&nbsp;common</b> herpes&shy;virus is <i>HHV&#45;8</i>, they say.</p>";
    let document = document::read("page.html", text.as_bytes(), None);
    let text = document.text.clone();
    let span = text.split_inclusive('\n').nth(1).unwrap_or("").trim_end().trim_end_matches(", they say.");
    let found = finding(&document, span, "as written", &[]);
    expect("markup.txt", &render("text", &document, &[found], false));
}

#[test]
fn a_softened_statement_is_told_one_step_milder_and_says_why() {
    let document = document::read("a.txt", b"HHV-8 may be one of the most common herpesviruses", None);
    let mut found = finding(&document, "HHV-8 may be one of the most common herpesviruses", "", &[]);
    (found.severity, found.stance, found.cue) = (Severity::Warning, Stance::Hedged, "may".to_owned());
    found.contested = "One survey counts differently.".to_owned();
    expect("softened.txt", &render("text", &document, &[found], false));
}

#[test]
fn information_goes_by_its_own_name_and_equal_places_share_a_caret() {
    let document = document::read("a.txt", b"HHV-8 is common.", None);
    let mut found = finding(&document, "HHV-8", "the topic", &[("HHV-8", "and the sign")]);
    found.severity = Severity::Info;
    expect("info.txt", &render("text", &document, &[found], false));
}

#[test]
fn colour_is_only_colour() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let found = finding(&document, "human herpesvirus 8 (HHV-8)", "here", &[("The most common", "start")]);
    let found = [found];
    let coloured = render("text", &document, &found, true);
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once("\u{1b}[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    assert_ne!(plain, coloured);
    assert_eq!(plain, render("text", &document, &found, false));
}

#[test]
fn short_and_json_give_the_same_places() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let found = finding(
        &document,
        "human herpesvirus 8 (HHV-8)",
        "listed here as one of the most common",
        &[("The most common types of herpes viruses", "the claim starts here")],
    );
    let found = [found];
    expect("long-line.short.txt", &render("short", &document, &found, false));
    expect("long-line.json.txt", &render("json", &document, &found, false));
}

#[test]
fn json_positions_are_those_of_the_bytes_and_the_quote_equals_them() {
    let text = "\u{feff}Überschrift – «Herpes»\r\n\r\nMost caf\u{e9}s: human herpes&nbsp;virus 8 is common.\r\n";
    let document = document::read("a.md", text.as_bytes(), None);
    let span =
        document.text.get(document.text.find("human").unwrap()..document.text.find(" is common").unwrap()).unwrap();
    let found = finding(&document, span, "", &[]);
    let line = render("json", &document, &[found], false);
    let object: serde_json::Value = serde_json::from_str(&line).unwrap();
    let (start, end) = (object["start"]["byte"].as_u64().unwrap(), object["end"]["byte"].as_u64().unwrap());
    let quote = text.get(usize::try_from(start).unwrap()..usize::try_from(end).unwrap()).unwrap();
    assert_eq!(object["quote"], quote);
    assert_eq!(quote, "human herpes&nbsp;virus 8");
    assert_eq!((object["start"]["line"].as_u64(), object["start"]["column"].as_u64()), (Some(3), Some(13)));
}

#[test]
fn a_fault_of_a_whole_file_names_the_file() {
    let faults = [Diagnostic::error("article/not-utf8", "a.txt", "the file is not UTF-8: byte 7 is 0xE9")
        .note("help: save the file as UTF-8")];
    let mut printed = String::new();
    for output in OUTPUTS.iter().take(3) {
        printed.push_str(&whole(output, &Report { faults: &faults, ..Report::empty(&database()) }));
    }
    expect("fault.txt", &printed);
}

#[test]
fn a_fault_of_a_claim_file_has_its_caret_in_the_toml() {
    let toml = "title = \"x\"\n\n[rule.assertion]\nsubject = [\"epidural-abcess\"]\n";
    let at = toml.find("\"epidural-abcess\"").unwrap();
    let fault = Diagnostic::error("claims/unknown-concept", "claims/a/b.toml", "there is no concept `epidural-abcess`")
        .at(Span::new(at, at + 17), "unknown")
        .note("help: did you mean `epidural-abscess`?");
    let sources = BTreeMap::from([("claims/a/b.toml", toml)]);
    expect("claim-fault.txt", &output::faults(&[fault], &sources, false));
}

#[test]
fn the_page_of_a_claim_tells_everything() {
    let database = database();
    let examples = output::Examples {
        flags: vec!["The most common herpes viruses include HSV, VZV and «human herpesvirus 8»."],
        passes: vec![("There are several herpesviruses, including HSV, VZV and HHV-8.", "degree")],
    };
    expect("page.txt", &output::claim_page(database.claims.get(0).unwrap(), &database, &examples, false));
    expect("list.txt", &output::list(&[database.claims.get(0).unwrap()], &[]));
}

/// An article with a finding of each kind, one of them suppressed, and a fault of its file.
fn service(format: &str) -> String {
    let text = format!("{LONG}\nA flare is 100 % harmless: \"it [always] passes\" & {{0}} says so ]]> ::error::x\n");
    let document = document::read("content/a page.md", text.as_bytes(), None);
    let claim = finding(
        &document,
        "human herpesvirus 8 (HHV-8)",
        "listed here as one of the most common",
        &[("The most common types of herpes viruses", "the claim starts here")],
    );
    let mut missing = finding(&document, "Herpes and your back", "the topic", &[]);
    (missing.verdict, missing.stance, missing.severity) = (Verdict::Missing, Stance::Missing, Severity::Warning);
    "document/contradiction".clone_into(&mut missing.claim);
    "the article never says when back pain is an emergency".clone_into(&mut missing.message);
    missing.notes = vec!["looked for 2 things and found neither".to_owned()];
    missing.sources.clear();
    let mut safe = finding(&document, "100 % harmless: \"it [always] passes\" & {0}", "", &[]);
    (safe.severity, safe.replacement) = (Severity::Info, Some("harmless".to_owned()));
    "the \"flare\" is [not] {0} <harmless>".clone_into(&mut safe.message);
    "9f2c0a1b2c3d4e5f:2".clone_into(&mut safe.fingerprint);
    let suppressed = Suppressed {
        finding: finding(&document, "for life", "", &[]),
        by: Means::Comment(Span::new(0, 1)),
        reason: "quotes the 1987 leaflet".to_owned(),
    };
    let fault = Diagnostic::error("article/odd", "content/a page.md", "a part of the file is odd").warning();
    let database = database();
    let report = Report {
        document: Some(&document),
        faults: &[fault.note("help: save it anew")],
        findings: &[missing, claim, safe],
        suppressed: &[suppressed],
        ..Report::empty(&database)
    };
    whole(OUTPUTS.iter().find(|output| output.name == format).unwrap_or(&output::STEP_SUMMARY), &report)
}

#[test]
fn the_formats_of_services_are_as_they_were() {
    for format in ["github", "sarif", "gitlab", "rdjsonl", "junit", "step-summary"] {
        expect(&format!("service.{format}.txt"), &service(format));
    }
}

#[test]
fn the_page_is_as_it_was() {
    let page = service("html");
    let (before, rest) = page.split_once("<style>").unwrap();
    let (_, after) = rest.split_once("</style>").unwrap();
    expect("service.html.txt", &format!("{before}<style></style>{after}"));
}

#[test]
fn marks_that_overlap_are_nested_in_order_and_none_is_lost() {
    let document = document::read("a.txt", b"One two three four five.", None);
    let mut second = finding(&document, "two three four", "", &[("four five", "see")]);
    second.severity = Severity::Warning;
    let first = finding(&document, "One two three", "", &[]);
    let page = render("html", &document, &[first, second], false);
    let prose = page.split("<div class=\"prose\">\n").nth(1).and_then(|rest| rest.split("</div>").next()).unwrap();
    let mut text = String::new();
    let mut tag = false;
    for character in prose.chars() {
        match character {
            '<' => tag = true,
            '>' => tag = false,
            other if !tag => text.push(other),
            _ => {}
        }
    }
    assert_eq!(text.trim(), "One two three1 four2 five2.");
    assert_eq!(prose.matches("<mark class=\"error\">").count(), 2, "{prose}");
    assert_eq!(prose.matches("<mark class=\"warning\">").count(), 2, "{prose}");
    assert_eq!(prose.matches("<span class=\"place\">").count(), 1, "{prose}");
}

#[test]
fn a_narrow_terminal_gets_narrow_rows_and_a_wide_one_no_wider_than_a_file() {
    let document = document::read("content/herpes.md", LONG.as_bytes(), None);
    let found = [finding(&document, "human herpesvirus 8 (HHV-8)", "here", &[("The most common", "start")])];
    let text = OUTPUTS.first().unwrap();
    let database = database();
    let drawn =
        |look| whole(text, &Report { document: Some(&document), findings: &found, look, ..Report::empty(&database) });
    let narrow = drawn(Look::new(false, Some(60)));
    let widest = narrow.lines().skip(1).map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 60, "{narrow}");
    assert_eq!(drawn(Look::new(false, Some(500))), drawn(Look::new(false, None)));
    assert!(!drawn(Look::new(false, Some(1))).is_empty());
}
