//! Nothing that an article, a name or a machine does may hang a run, break it, or leave half a file behind.
//!
//! Growth is measured in processor time of the thread, so that a busy machine is no fault; docs/limits.md tells the bars
//! of the release build.

#![allow(clippy::expect_used)] // a test may stop where the library may not

#[path = "common/word_file.rs"]
mod word_file;

use healthlint::check::check_with;
use healthlint::codes::Codes;
use healthlint::database::Database;
use healthlint::document::{self, Comment, Format};
use healthlint::embedded;
use healthlint::standards::Choice;
use healthlint::suppress::{Context, by_comments};
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use word_file::{Word, p};

const WRONG: &str = "Herpes can be cured with antibiotics.\n\n";

/// Pieces that cost more than their length once, or might: each is repeated until it fills the article.
const PIECES: &[&str] = &[
    // Every sentence wrong, one endless sentence, one endless word.
    WRONG,
    "Herpes can be cured with antibiotics. ",
    "herpes can be cured with antibiotics ",
    "herpes can be cured with antibiotics, and ",
    "vaccines cause autism, ",
    "Herpes is the most common cause of back pain. It causes it.\n\n",
    "</ul>|\n+",
    "herpes-",
    "q",
    "é",
    "a\u{301}",
    "שלום ",
    "\0",
    "\r",
    "\n",
    " ",
    "Is herpes curable? Yes. ",
    "Herpes causes blindness. Herpes never causes blindness. ",
    "Herpes can be cured with:\n\n- antibiotics\n- rest\n\n",
    "Take .5 mg q.d. and 5.0 µg of MS daily. ",
    "1 in 5 people, 20% to 30 mg, ",
    "1.",
    "A. B. ",
    "\"a ",
    "Myth: herpes can be cured. Fact: it cannot. ",
    // Silences.
    "<!-- healthlint-ignore x -- y -->",
    "<!-- healthlint-ignore herpes/* -- because -->\n\nThe sun shines.\n\n",
    "<!-- healthlint-ignore herpes/* -- because -->\n\nHerpes can be cured with antibiotics.\n\n",
    "<!-- healthlint-ignore-start herpes/* -- because -->\n\nHerpes can be cured with antibiotics.\n\n",
    "<!-- healthlint-ignore-end -->\n\nHerpes can be cured with antibiotics.\n\n",
    "<!-- healthlint-ignore-file herpes/* -- because -->\n\nHerpes can be cured with antibiotics.\n\n",
    // Markup without end.
    "[",
    "![",
    "[a](",
    "*_",
    "**a ",
    "`a``",
    "<",
    "<a ",
    "<a href=\"",
    "<!-- ",
    "<? ",
    "<![CDATA[ ",
    "&",
    "&amp;",
    "{",
    "{{ ",
    "{% if ",
    "{/* ",
    "[caption ",
    "<A b={",
    ">",
    "- ",
    "1. ",
    "---\n",
    "+++\n:",
    "# herpes\n\n",
    "|a",
    "|a|b|\n|-|-|\n|herpes|antibiotics|\n\n",
    "[^1]: a\n\n",
    "Herpes[^1].\n\n",
    "[a]: b\n",
    "```\na\n~~~\n",
    "<div>",
    "<b><i></b></i>",
    "<ul><li>",
    "<table><tr><td>",
    "<td colspan=1000 rowspan=1000>herpes",
    "<p><a href=x>herpes</a></p>",
    "<title>Herpes can be cured with antibiotics. ",
    "myth herpes can be cured with antibiotics ",
];

fn database() -> &'static Database {
    static DATABASE: OnceLock<Database> = OnceLock::new();
    DATABASE.get_or_init(|| embedded::database().expect("the built-in database"))
}

/// The time that this thread was really at work, where the system tells.
fn worked(since: Instant) -> Duration {
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next().and_then(|first| first.parse().ok()));
    nanoseconds.map_or_else(|| since.elapsed(), Duration::from_nanos)
}

/// What one article costs from its bytes to its findings, with every standard and with its silences.
fn cost(piece: &str, length: usize, format: Format) -> Duration {
    cost_of(&piece.repeat(length / piece.len()), format)
}

fn cost_of(article: &str, format: Format) -> Duration {
    let mut choice = Choice::none();
    assert!(choice.select(["all"]).is_ok());
    let codes = Codes::new(database());
    let context = Context { codes: &codes, today: "2026-11-20", is_on: &|_| true };
    let start = Instant::now();
    let before = worked(start);
    let document = document::read("a", article.as_bytes(), Some(format));
    let mut findings = check_with(&document, database(), &choice).findings;
    by_comments(&document, &mut findings, &context);
    worked(start).saturating_sub(before)
}

/// Four times the length may cost four times as much, twice that for luck, and never more than the bar.
fn grows_with_its_length(format: Format) {
    const SMALL: usize = 16 << 10;
    /// For 64 KB without optimisation; quadratic work took many times as much.
    const BAR: Duration = Duration::from_secs(4);
    let slack = Duration::from_millis(60);
    let mut faults = Vec::new();
    for piece in PIECES {
        let holds = || {
            let (small, large) = (cost(piece, SMALL, format), cost(piece, 4 * SMALL, format));
            (large < BAR && large < small * 8 + slack).then_some(()).ok_or((small, large))
        };
        // The second look is for what else the machine was doing.
        if let Err((small, large)) = holds().or_else(|_| holds()) {
            faults.push(format!("{piece:?}: {small:?} for 16 KB, {large:?} for 64 KB"));
        }
    }
    assert!(faults.is_empty(), "{format:?}\n{}", faults.join("\n"));
}

#[test]
fn markdown_costs_no_more_than_its_length() {
    grows_with_its_length(Format::Markdown);
}

#[test]
fn mdx_costs_no_more_than_its_length() {
    grows_with_its_length(Format::Mdx);
}

#[test]
fn html_costs_no_more_than_its_length() {
    grows_with_its_length(Format::Html);
}

#[test]
fn text_costs_no_more_than_its_length() {
    grows_with_its_length(Format::Plain);
}

#[test]
fn what_stands_above_a_thousand_sentences_may_have_a_thousand_itself() {
    let sentences = "Herpes can be cured with antibiotics. It is a virus. ";
    let heads = [
        "<title>TEXT</title><p>TEXT",
        "<h1>TEXT</h1><p>TEXT",
        "<h1>Herpes</h1><p>A virus.<h2>TEXT</h2><p>TEXT",
        "<table><tr><th>TEXT<tr><td>TEXT",
    ];
    for head in heads {
        let cost = |times: usize| cost_of(&head.replace("TEXT", &sentences.repeat(times)), Format::Html);
        let holds = || {
            let (small, large) = (cost(250), cost(1000));
            (large < small * 8 + Duration::from_millis(60)).then_some(()).ok_or((small, large))
        };
        assert_eq!(holds().or_else(|_| holds()), Ok(()), "{head}");
    }
}

/// What a Word file is made of, and one of so many of them.
type Kind = (&'static str, fn(usize) -> Word);

const WORD_FILES: &[Kind] = &[
    ("paragraphs", |n| Word::new(&p("Herpes can be cured.").repeat(n))),
    ("runs of one paragraph", |n| {
        Word::new(&format!("<w:p>{}</w:p>", "<w:r><w:t>Herpes hurts. </w:t></w:r>".repeat(n)))
    }),
    ("texts of one run", |n| Word::new(&format!("<w:p><w:r>{}</w:r></w:p>", "<w:t>Herpes. </w:t><w:br/>".repeat(n)))),
    ("cells of one row", |n| {
        Word::new(&format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", format!("<w:tc>{}</w:tc>", p("Herpes.")).repeat(n)))
    }),
    ("list items", |n| {
        let number = "<w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"6\"/></w:numPr></w:pPr>";
        Word::new(&format!("<w:p>{number}<w:r><w:t>Herpes</w:t></w:r></w:p>").repeat(n))
    }),
    ("text boxes", |n| {
        Word::new(&format!("<w:p><w:r><w:txbxContent>{}</w:txbxContent></w:r></w:p>", p("Herpes.")).repeat(n))
    }),
    ("footnotes", |n| {
        let mark = |id| format!("<w:p><w:r><w:t>Herpes</w:t><w:footnoteReference w:id=\"{id}\"/></w:r></w:p>");
        let note = |id| format!("<w:footnote w:id=\"{id}\">{}</w:footnote>", p("Herpes hurts."));
        let notes: String = (0..n).map(note).collect();
        let part = format!("<w:footnotes xmlns:w=\"{}\">{notes}</w:footnotes>", word_file::W);
        Word::new(&(0..n).map(mark).collect::<String>()).part("footnotes", &part)
    }),
];

/// Reads a Word file, comments every sentence of it and does the same to the file that comes out.
fn cost_of_word(bytes: &[u8]) -> Duration {
    let start = Instant::now();
    let before = worked(start);
    let mut bytes = bytes.to_vec();
    for _ in 0..2 {
        let document = document::read("a.docx", &bytes, None);
        assert_eq!(document.faults, []);
        let comment = |place| Comment { place, paragraphs: vec!["No.".to_owned()] };
        let places = document.sentences.iter().map(|sentence| document.map.to_raw(sentence.text));
        bytes = document::annotate("a.docx", &bytes, &places.map(comment).collect::<Vec<_>>()).expect("a file").bytes;
    }
    worked(start).saturating_sub(before)
}

#[test]
fn a_word_file_costs_no_more_than_its_length() {
    for (what, make) in WORD_FILES {
        let holds = || {
            let (small, large) = (cost_of_word(&make(1_000).bytes()), cost_of_word(&make(4_000).bytes()));
            (large < small * 8 + Duration::from_millis(60)).then_some(()).ok_or((small, large))
        };
        if let Err((small, large)) = holds().or_else(|_| holds()) {
            panic!("{what}: {small:?} for 1,000, {large:?} for 4,000");
        }
    }
}

#[test]
fn a_million_headings_and_a_million_entities_are_read() {
    let headings = document::read("a.md", "# a\n\n".repeat(1_000_000).as_bytes(), None);
    assert_eq!(headings.blocks.len(), 1_000_000);
    let entities = document::read("a.html", format!("<p>{}</p>", "&amp;".repeat(1_000_000)).as_bytes(), None);
    assert_eq!(entities.text.len(), 1_000_000);
}

#[test]
fn a_hundred_thousand_levels_of_nesting_are_read() {
    let deep = |open: &str, name: &str| {
        let article = format!("{}Herpes can be cured with antibiotics.", open.repeat(100_000));
        let document = document::read(name, article.as_bytes(), None);
        assert!(document.text.contains("Herpes can be cured"), "{open}");
    };
    for open in ["<div>", "<blockquote>", "<ul><li>", "<b>", "<span>"] {
        deep(open, "a.html");
    }
    for open in ["> ", "<div>\n\n"] {
        deep(open, "a.md");
    }
    deep("<A>\n\n", "a.mdx");
}

#[test]
fn halves_of_characters_in_json_are_told_or_replaced() {
    for text in ["\\ud800", "\\udc00\\ud800 Herpes.", "Herpes \\ud83e\\ude7a.", "\\u0000"] {
        let file = format!("{{\"a\":\"{text}\"}}");
        for document in document::read_field("a.json", file.as_bytes(), "a", Format::Plain) {
            for block in &document.blocks {
                assert!(document.source.get(document.map.to_raw(block.text).range()).is_some(), "{text}");
            }
        }
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-hostile-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(name), bytes).expect("a file");
        self
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_healthlint"));
        command.current_dir(&self.0).args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).output().expect("it starts"))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).expect("a folder").flatten();
        let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let run = Self { status: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!run.err.contains("panicked") && !run.out.contains("article/bug"), "{}\n{}", run.out, run.err);
        run
    }

    /// Nothing that steers a terminal: escapes, bells, marks that turn the direction of text.
    fn steers_nothing(&self, what: &str) {
        // Scripts that run from right to left need their marks on pages; a terminal gets none.
        let page = what.contains("\"junit\"") || what.contains("\"html\"");
        let steers = |c: &char| c.is_control() && *c != '\n' || !page && ('\u{202a}'..='\u{202e}').contains(c);
        for text in [&self.out, &self.err] {
            let first = text.find(|c| steers(&c)).unwrap_or(0);
            let shown: String =
                text.chars().skip(text.get(..first).map_or(0, |t| t.chars().count())).take(60).collect();
            assert!(!text.chars().any(|c| steers(&c)), "{what}: {shown:?}");
        }
    }
}

/// A colour, a title for the window, a bell, a clear screen of the second control set, a turn of direction.
const ESCAPES: &str = "\u{1b}[31m\u{1b}]0;x\u{7}\u{9b}2J\u{202e}";

#[cfg(unix)]
#[test]
fn no_article_name_claim_or_setting_steers_the_terminal() {
    let article = format!(
        "# Herpes {ESCAPES}\n\nHerpes can be cured {ESCAPES} with antibiotics {ESCAPES}. Take .5 mg q.d. \
         <!-- healthlint-ignore he{ESCAPES} -- b{ESCAPES} -->\n"
    );
    let name = format!("a{ESCAPES}.md");
    let escaped = "\\u001b[31m\\u0007\\u009b2J";
    let folder = Folder::new("escapes")
        .file(&name, article)
        .file("bad.md", b"\xff\x1b[31m")
        .file("bad.toml", format!("\"a{escaped}\" = 1\nselect = [\"he{escaped}\"]\nfiles = [\"{escaped}[\"]\n"))
        .file("bad.json", format!("{{\"version\": \"{escaped}\"}}"))
        .file(
            "gone.json",
            format!("{{\"version\":1,\"entries\":[{{\"path\":\"g{escaped}.md\",\"claim\":\"herpes/{escaped}\",\"sentence\":\"0123456789abcdef\",\"count\":1}}]}}"),
        );
    fs::create_dir_all(folder.0.join("db/x")).expect("a folder");
    fs::write(folder.0.join(format!("db/x/c{ESCAPES}.toml")), format!("\"t{escaped}\" = 5\ntitle = 1\n"))
        .expect("a file");
    std::os::unix::fs::symlink(format!("gone{ESCAPES}"), folder.0.join("link.md")).expect("a link");
    let nowhere = format!("none{ESCAPES}");
    let sentence = format!("Herpes {ESCAPES} can be cured.");
    let out = format!("none{ESCAPES}/x.html");
    let bare = ["check", "--no-config", &name];
    let mut all: Vec<Vec<&str>> = ["text", "short", "github", "junit", "html"]
        .iter()
        .map(|format| [&bare[..], &["bad.md", "link.md", &nowhere, "--format", format]].concat())
        .collect();
    all.push([&bare[..], &["--uncovered"]].concat());
    all.push([&bare[..], &["--fix", "--dry-run"]].concat());
    all.push([&bare[..], &["--baseline", "bad.json"]].concat());
    all.push([&bare[..], &["--baseline", "gone.json"]].concat());
    all.push([&bare[..], &["--claims", "db"]].concat());
    all.push([&bare[..], &["--claims", &nowhere]].concat());
    all.push([&bare[..], &["-o", &out]].concat());
    all.push(vec!["check", "--config", "bad.toml", &name]);
    all.push(vec!["baseline", "check", "--baseline", "gone.json"]);
    all.push(vec!["claims", "check", "db"]);
    all.push(vec!["config", &name]);
    all.push(vec!["explain", &nowhere]);
    all.push(vec!["show", &sentence]);
    for args in all {
        folder.run(&args).steers_nothing(&format!("{args:?}"));
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_brings_nothing_down() {
    let folder = Folder::new("changing").file("a.md", WRONG.repeat(2_000)).file("b.md", WRONG);
    let (path, done) = (folder.0.join("a.md"), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut length = 0;
            while !done.load(Ordering::Relaxed) {
                length = (length + 977) % 60_000;
                let _ = fs::write(&path, WRONG.repeat(2_000).get(..length).unwrap_or(""));
                if length % 3 == 0 {
                    let _ = fs::remove_file(&path);
                }
            }
        });
        for _ in 0..10 {
            let run = folder.run(&["--format", "short", "--no-config"]);
            assert!(matches!(run.status, Some(1 | 2)) && run.out.contains("b.md:1:"), "{}\n{}", run.out, run.err);
        }
        done.store(true, Ordering::Relaxed);
    });
}

#[test]
fn thousands_of_paths_are_checked_in_their_order() {
    let names: Vec<String> = (0..3_000).map(|number| format!("{number:04}.txt")).collect();
    let folder = names.iter().fold(Folder::new("paths"), |folder, name| folder.file(name, WRONG));
    let mut args = vec!["--format", "short", "--no-config", "-q"];
    args.extend(names.iter().rev().map(String::as_str));
    let run = folder.run(&args);
    let told: Vec<&str> = run.out.lines().filter_map(|line| line.split(':').next()).collect();
    assert!(run.status == Some(1) && told.is_sorted() && told.len() >= 3_000, "{:?} {}", run.status, told.len());
}

#[test]
fn every_format_of_thousands_of_findings_grows_with_their_number() {
    const FORMATS: [&str; 9] = ["text", "short", "json", "github", "sarif", "gitlab", "rdjsonl", "junit", "html"];
    let folder = Folder::new("formats").file("small.md", WRONG.repeat(1_000)).file("large.md", WRONG.repeat(4_000));
    let sizes = |article: &str| {
        let out = |format: &&str| format!("{format}:{article}.{format}");
        let mut args: Vec<String> = ["check", "--no-config", "-q", article].map(str::to_owned).into();
        args.extend(FORMATS.iter().flat_map(|format| ["-o".to_owned(), out(format)]));
        let start = Instant::now();
        let run = folder.run(&args.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!((run.status, run.err.as_str()), (Some(1), ""));
        let size = |format: &&str| fs::metadata(folder.0.join(format!("{article}.{format}"))).expect("a report").len();
        (FORMATS.iter().map(size).collect::<Vec<u64>>(), start.elapsed())
    };
    let (small, large) = (sizes("small.md"), sizes("large.md"));
    for ((format, small), large) in FORMATS.iter().zip(small.0).zip(large.0) {
        assert!(small > 0 && large < 5 * small, "{format}: {small} bytes, {large} bytes");
    }
    assert!(large.1 < small.1 * 12 + Duration::from_secs(2), "{:?}, {:?}", small.1, large.1);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_are_told_and_the_others_are_checked() {
    let folder = Folder::new("circle").file("b.md", WRONG);
    for (from, to) in [("x.md", "y.md"), ("y.md", "x.md"), ("self", "self"), ("up", "..")] {
        std::os::unix::fs::symlink(to, folder.0.join(from)).expect("a link");
    }
    let run = folder.run(&["--format", "short", "--no-config", "x.md", "b.md", "."]);
    assert!(run.status == Some(2) && run.out.contains("x.md:") && run.out.contains("b.md:1:"), "{}", run.out);
}

/// A folder in which nothing can be made, by the administrator neither.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_file_is_told_in_one_line() {
    let folder = Folder::new("closed").file("a.md", WRONG);
    for args in [
        &["-o", "/proc/healthlint.html", "a.md"][..],
        &["-o", "sarif:/proc/healthlint.sarif", "a.md"],
        &["baseline", "create", "--baseline", "/proc/healthlint.json", "a.md"],
    ] {
        let run = folder.run(args);
        assert!(run.status == Some(2) && run.err.contains("/proc/healthlint."), "{args:?}\n{}", run.err);
        assert!(run.err.starts_with("error: "), "{}", run.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_what_was_there_and_nothing_beside_it() {
    let folder =
        Folder::new("fills").file("a.md", WRONG.repeat(500)).file("report.html", "old").file("known.json", "old");
    let program = env!("CARGO_BIN_EXE_healthlint");
    for args in [
        "-q --no-config --format html -o report.html a.md",
        "-q --no-config -o sarif:report.html a.md",
        "-q --no-config -o json:report.html a.md",
        "baseline create --force --baseline known.json --no-config a.md",
    ] {
        // No file may grow beyond 8 blocks; what would kill the run is to be an error of writing, as on a full disk.
        let script = format!("trap '' XFSZ; ulimit -f 8; exec '{program}' {args}");
        let output = Command::new("sh").current_dir(&folder.0).args(["-c", &script]).output().expect("a shell");
        let run = Run::of(output);
        if args.starts_with("baseline") && run.status == Some(0) {
            continue; // one entry for all its sentences: it fits
        }
        assert!(run.status == Some(2) && run.err.contains("error: "), "{args}: {:?} {}", run.status, run.err);
        assert_eq!(folder.names(), ["a.md", "known.json", "report.html"], "{args}");
        assert_eq!(fs::read_to_string(folder.0.join("report.html")).expect("it is there"), "old", "{args}");
    }
    for format in ["text", "short", "json", "github", "sarif", "gitlab", "rdjsonl", "junit", "html"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("a device");
        let mut command = folder.command(&["--no-config", "--format", format, "a.md"]);
        let run = Run::of(command.stdout(full).output().expect("it starts"));
        assert_eq!(run.status, Some(2), "{format}: {}", run.err);
    }
}

#[cfg(unix)]
fn interrupt(child: &Child) {
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()));
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_ends_at_once_and_leaves_no_half_file() {
    let folder = Folder::new("interrupt").file("report.html", "old");
    // It waits for somebody to write into the pipe, with its report begun.
    let pipe = folder.0.join("pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().is_ok_and(|status| status.success()));
    let mut command = folder.command(&["pipe.md", "--no-config", "--format", "html", "-o", "report.html"]);
    let mut child = command.spawn().expect("it starts");
    let start = Instant::now();
    while folder.names().len() < 3 && start.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(folder.names().len(), 3, "the report was never begun");
    interrupt(&child);
    let status = child.wait().expect("it ends");
    assert_eq!(status.code(), Some(130));
    assert_eq!(folder.names(), ["pipe.md", "report.html"]);
    assert_eq!(fs::read_to_string(folder.0.join("report.html")).expect("it is there"), "old");
}
