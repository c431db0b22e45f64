//! Readers of articles, silences, and the whole check.

use crate::is_asked_more;
use crate::scraps::put_together;
use crate::sound;
use crate::word_file::Word;
use healthlint::check::{Finding, FindingLabel, check_with};
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{self, Comment, Document, Format};
use healthlint::embedded;
use healthlint::severity::{Confidence, Severity, Verdict};
use healthlint::span::Span;
use healthlint::standards::Choice;
use healthlint::suppress::{Context, by_comments};
use rustix::time::{ClockId, clock_gettime};
use std::sync::OnceLock;
use std::time::Duration;

const TODAY: &str = "2026-11-20";
const FORMATS: [Format; 4] = [Format::Markdown, Format::Mdx, Format::Html, Format::Plain];

fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(|| embedded::database().expect("the built-in database"))
}

fn codes() -> &'static Codes {
    static CODES: OnceLock<Codes> = OnceLock::new();
    CODES.get_or_init(|| Codes::new(database()))
}

/// Reads bytes as a format; the document must be sound.
fn read(data: &[u8], format: Format) -> Document {
    let document = document::read("a", data, Some(format));
    sound::check(&document);
    document
}

/// The reader of Markdown, with what templates hide.
pub fn markdown(data: &[u8]) {
    read(data, Format::Markdown);
}

/// The reader of MDX.
pub fn mdx(data: &[u8]) {
    read(data, Format::Mdx);
}

/// The reader of HTML.
pub fn html(data: &[u8]) {
    read(data, Format::Html);
}

/// The reader of plain text.
pub fn text(data: &[u8]) {
    read(data, Format::Plain);
}

/// Pieces of markup, of templates and of WordPress through each reader of text; read twice, they give the same.
pub fn templates(data: &[u8]) {
    let article = put_together(data);
    for format in FORMATS {
        let once = read(article.as_bytes(), format);
        let again = document::read("a", article.as_bytes(), Some(format));
        assert_eq!((once.text, once.sentences), (again.text, again.sentences));
    }
}

/// Word files: raw bytes, or XML inside a sound container, packed in one of eight, which is commented as well.
pub fn docx(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    if kind % 4 == 0 {
        document::read("a.docx", &[b"PK\x03\x04", rest].concat(), Some(Format::Docx));
        document::read("a.docx", rest, Some(Format::Docx));
        return;
    }
    let text = String::from_utf8_lossy(rest);
    let mut parts = text.split('\u{fffd}');
    let mut word = Word::new(parts.next().unwrap_or_default());
    for (part, xml) in ["numbering", "footnotes", "comments", "endnotes"].into_iter().zip(parts) {
        word = word.part(part, xml);
    }
    let bytes = if is_asked_more(data) { word } else { word.stored() }.bytes();
    let document = document::read("a.docx", &bytes, None);
    sound::check(&document);
    let places = document.sentences.iter().map(|sentence| document.map.to_raw(sentence.text));
    let comments: Vec<Comment> =
        places.map(|place| Comment { place, paragraphs: vec!["a <b> & \u{1b}".to_owned()] }).collect();
    if comments.is_empty() {
        return;
    }
    if let Ok(annotated) = document::annotate("a.docx", &bytes, &comments) {
        let again = document::read("a.docx", &annotated.bytes, None);
        assert!(again.faults.is_empty(), "{:?}", again.faults);
        assert_eq!(document.text, again.text, "comments leave the text as it is");
    }
}

/// Articles in fields of JSON.
pub fn json(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let format = if kind % 2 == 0 { Format::Html } else { Format::Markdown };
    for field in ["a", "a.b"] {
        for document in document::read_field("a.json", rest, field, format) {
            sound::check(&document);
        }
    }
}

/// Comments that silence: nothing is lost, every fault has its place, and for one input of eight the same twice.
pub fn suppressions(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let article = if kind & 4 == 0 { put_together(rest) } else { String::from_utf8_lossy(rest).into_owned() };
    let document = document::read("a", article.as_bytes(), FORMATS.get(usize::from(kind % 4)).copied());
    let ids = database().names().ids().step_by(97).chain(["document/contradiction"]);
    let ids: Vec<&str> = ids.collect();
    let sentences = document.sentences.iter().zip(ids.iter().cycle());
    let findings: Vec<Finding> = sentences.map(|(sentence, id)| finding((*id).to_owned(), sentence.text)).collect();
    let context = Context { codes: codes(), today: TODAY, is_on: &|_| true };
    let mut left = findings.clone();
    let (silent, faults) = by_comments(&document, &mut left, &context);
    assert_eq!(left.len() + silent.len(), findings.len(), "no finding is lost");
    assert!(silent.iter().all(|one| !one.reason.is_empty()));
    places(&faults, &document.source);
    if is_asked_more(data) {
        let mut again = findings;
        assert_eq!(by_comments(&document, &mut again, &context), (silent, faults));
        assert_eq!(left, again);
    }
}

fn finding(claim: String, primary: Span<healthlint::span::Text>) -> Finding {
    Finding {
        claim,
        severity: Severity::Warning,
        confidence: Confidence::High,
        verdict: Verdict::False,
        stance: healthlint::analyze::stance::Stance::Asserted,
        cue: String::new(),
        message: String::new(),
        primary,
        primary_message: String::new(),
        labels: Vec::new(),
        fact: String::new(),
        contested: String::new(),
        notes: Vec::new(),
        instead: String::new(),
        sources: Vec::new(),
        reviewed: String::new(),
        fingerprint: String::new(),
        replacement: None,
    }
}

/// Places of faults lie on character boundaries of the text they are about.
pub(crate) fn places(faults: &[Diagnostic], source: &str) {
    for fault in faults {
        for label in fault.primary.iter().chain(&fault.labels) {
            assert!(source.get(label.span.range()).is_some(), "{fault:?}");
        }
    }
}

/// A short article of any format against the whole database with every standard: places that hold, reading order, and for
/// one input of eight the same twice. Long ones belong to `growth` and to tests/hostile.rs.
pub fn check(data: &[u8]) {
    static CHOICE: OnceLock<Choice> = OnceLock::new();
    let choice = CHOICE.get_or_init(|| {
        let mut choice = Choice::none();
        let chosen = choice.select(["all"]);
        assert!(chosen.is_ok());
        TODAY.clone_into(&mut choice.today);
        choice
    });
    let Some((kind, rest)) = data.split_first() else { return };
    let pieces = || put_together(rest.get(..32).unwrap_or(rest));
    let article = if kind & 4 == 0 { String::from_utf8_lossy(rest).into_owned() } else { pieces() };
    let Some(format) = FORMATS.get(usize::from(kind % 4)) else { return };
    let document = read(article.as_bytes(), *format);
    let findings = check_with(&document, database(), choice).findings;
    for finding in &findings {
        let labels = finding.labels.iter().map(|FindingLabel { span, .. }| *span);
        for span in labels.chain([finding.primary]) {
            assert!(document.text.get(span.range()).is_some(), "{finding:?}");
            assert!(document.source.get(document.map.to_raw(span).range()).is_some(), "{finding:?}");
        }
        assert!(database().number(&finding.claim).is_some() || codes().pattern(&finding.claim).is_ok(), "{finding:?}");
    }
    assert!(findings.is_sorted_by_key(|finding| finding.primary), "reading order");
    if is_asked_more(data) {
        assert_eq!(check_with(&document, database(), choice).findings, findings, "the same twice");
    }
}

/// What is repeated must not cost more than its length: a text of 64 KB takes about four times as long as one of 16 KB.
///
/// Most pieces are let go after 512 bytes and 2 KB: what is quadratic and takes 60 ms for 16 KB shows there already.
pub fn growth(data: &[u8]) {
    let Some((kind, rest)) = data.split_first() else { return };
    let piece = if kind & 8 == 0 { put_together(rest) } else { String::from_utf8_lossy(rest).into_owned() };
    let Some(format) = FORMATS.get(usize::from(kind % 4)) else { return };
    if piece.is_empty() || piece.len() > 512 {
        return;
    }
    let time = |length: usize| {
        let article = piece.repeat(length / piece.len());
        let before = worked();
        let document = document::read("a", article.as_bytes(), Some(*format));
        if kind & 4 == 0 {
            check_with(&document, database(), &Choice::none());
        }
        worked().saturating_sub(before)
    };
    // The least of several runs, so that a busy machine is no finding.
    let least = |length: usize| (0..3).map(|_| time(length)).min().unwrap_or_default();
    let slow = |length: usize, limit: Duration| (0..3).all(|_| time(length) > limit);
    let steep = |length: usize, times: f64| least(length * 4) > least(length).mul_f64(times);
    let shows = time(1 << 11) > time(1 << 9).mul_f64(4.5) && steep(1 << 9, 4.5);
    if shows && slow(1 << 14, Duration::from_millis(60)) && steep(1 << 14, 8.0) {
        panic!("{piece:?} repeated costs more than its length");
    }
}

/// The time that this thread was really at work.
fn worked() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
