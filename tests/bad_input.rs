//! Whatever comes in: a message that names the file and says what to do, the documented exit status, no panic.

#![allow(clippy::expect_used, clippy::unwrap_used)] // a failure is the message

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// No input may keep a run busy for longer, on slow machines and without optimisation too.
const PATIENCE: Duration = Duration::from_secs(120);

const WRONG: &str = "Herpes can be cured with antibiotics.\n";

struct Run {
    status: Option<i32>,
    out: String,
    err: String,
}

impl Run {
    /// Every run must end by itself.
    fn calm(self) -> Self {
        assert!(!self.err.contains("panicked") && !self.out.contains("article/bug"), "{}\n{}", self.out, self.err);
        assert!(matches!(self.status, Some(0..=2)), "{:?}\n{}", self.status, self.err);
        self
    }
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("healthlint-bad-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn file(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, bytes).expect("a file");
        self
    }

    fn run(&self, args: &[&str]) -> Run {
        self.feed(args, b"")
    }

    fn feed(&self, args: &[&str], stdin: &[u8]) -> Run {
        feed(&self.0, args, stdin)
    }
}

/// Runs the program in a folder, with so many bytes on standard input.
fn feed(folder: &Path, args: &[&str], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_healthlint"))
        .current_dir(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut pipe = child.stdin.take().expect("a pipe");
    let bytes = stdin.to_vec();
    let feeder = std::thread::spawn(move || {
        let _ = pipe.write_all(&bytes);
    });
    let out = collect(child.stdout.take().expect("a pipe"));
    let err = collect(child.stderr.take().expect("a pipe"));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("it runs") {
            break status;
        }
        if start.elapsed() > PATIENCE {
            let _ = child.kill();
            panic!("{args:?} took longer than {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    feeder.join().expect("the feeder ends");
    let text = |reader: JoinHandle<Vec<u8>>| String::from_utf8(reader.join().expect("it ends")).expect("UTF-8");
    Run { status: status.code(), out: text(out), err: text(err) }.calm()
}

/// Reads a stream to its end beside the test.
fn collect(mut stream: impl Read + Send + 'static) -> JoinHandle<Vec<u8>> {
    std::thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    })
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_file_that_is_not_utf8_is_named_and_the_others_are_checked() {
    let folder = Folder::new("utf8").file("a.md", b"caf\xe9").file("b.md", b"\xff\xfeH\0i\0").file("c.md", WRONG);
    let unmarked: Vec<u8> = WRONG.bytes().flat_map(|byte| [0, byte]).collect();
    let unmarked = Folder::new("utf16").file("d.md", unmarked).run(&["d.md"]);
    assert!(unmarked.status == Some(2) && unmarked.out.contains("UTF-16 without its mark"), "{}", unmarked.out);
    for format in ["text", "short", "json"] {
        let run = folder.run(&["--format", format]);
        assert_eq!(run.status, Some(2));
        for part in ["a.md", "byte 3", "b.md", "UTF-16", "c.md"] {
            assert!(run.out.contains(part), "{part} is not in {}", run.out);
        }
    }
    assert!(folder.run(&["a.md"]).out.contains("help: save the file as UTF-8"));
    let word = Folder::new("word").file("draft.docx", b"PK\x03\x04\xff").run(&["draft.docx"]);
    assert!(word.out.contains("damaged or cut short"), "{}", word.out);
    let json = folder.run(&["a.md", "--format", "json"]).out;
    let object: serde_json::Value = serde_json::from_str(&json).expect("one object");
    assert_eq!((object["schema"].as_u64(), object["file"].as_str()), (Some(1), Some("a.md")));
    assert_eq!(object["fault"]["code"], "article/not-utf8");
    assert!(object["fault"]["message"].is_string());
}

#[test]
fn an_empty_file_is_mentioned_and_is_no_error() {
    let folder = Folder::new("empty").file("a.md", "").file("b.html", "<nav>a</nav>").file("c.txt", " \n\t\n\u{feff}");
    let run = folder.run(&[]);
    assert_eq!(run.status, Some(0));
    assert!(run.out.contains("a.md: the file is empty"), "{}", run.out);
    assert!(run.out.contains("b.html: no prose was found in the file"), "{}", run.out);
    assert_eq!(folder.run(&["a.md", "--fail-on", "warning"]).status, Some(1));
}

#[test]
fn a_path_that_does_not_exist_is_named_and_the_others_are_checked() {
    let folder = Folder::new("missing").file("b.md", WRONG);
    let run = folder.run(&["nowhere.md", "b.md", "no/folder"]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.contains("nowhere.md: there is no such file or folder"), "{}", run.out);
    assert!(run.out.contains("no/folder: there is no such file or folder"), "{}", run.out);
    assert!(run.out.contains("b.md:1:"), "{}", run.out);
    assert!(run.err.contains("2 files could not be read"), "{}", run.err);
}

#[test]
fn a_folder_without_articles_is_an_error_that_says_what_was_looked_for() {
    let folder = Folder::new("nothing").file("sub/code.rs", WRONG);
    for args in [&[][..], &["sub"], &["sub", "--format", "json"]] {
        let run = folder.run(args);
        assert_eq!(run.status, Some(2));
        assert!(run.out.is_empty());
        assert!(run.err.contains("no article found in") && run.err.contains(".md"), "{}", run.err);
    }
}

#[cfg(unix)]
#[test]
fn a_broken_link_in_a_folder_is_named_and_the_others_are_checked() {
    let folder = Folder::new("link").file("site/b.md", WRONG);
    std::os::unix::fs::symlink("gone.md", folder.0.join("site/a.md")).expect("a link");
    std::os::unix::fs::symlink(".", folder.0.join("site/loop")).expect("a link");
    let run = folder.run(&["site"]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.contains("site/a.md: the link leads to nothing"), "{}", run.out);
    assert!(run.out.contains("it points to gone.md") && run.out.contains("site/b.md:1:"), "{}", run.out);
    assert!(!run.out.contains("loop"), "{}", run.out);
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named_and_the_others_are_checked() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new("permission").file("a.md", "x").file("b.md", WRONG);
    let path = folder.0.join("a.md");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("permissions");
    if fs::read(&path).is_ok() {
        // The administrator may read everything; a folder in the place of a file still cannot be read.
        return;
    }
    let run = folder.run(&[]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.contains("a.md: the file may not be read"), "{}", run.out);
    assert!(run.out.contains("b.md:1:"), "{}", run.out);
}

#[test]
fn fifty_megabytes_on_one_line_are_read() {
    // Through standard input: what is asked here is no property of the disk.
    let filler = "The library opens at nine and closes at five on every day of the week. ";
    let mut line = filler.repeat(50_000_000 / filler.len());
    line.push_str(WRONG.trim_end());
    let folder = std::env::temp_dir();
    let args = ["-", "--stdin-filename", "a.txt", "--format"];
    let run = feed(&folder, &[&args[..], &["json"]].concat(), line.as_bytes());
    let first = run.out.lines().next().unwrap_or_else(|| panic!("no finding, {:?}: {}", run.status, run.err));
    let object: serde_json::Value = serde_json::from_str(first).expect("an object");
    let column = object["start"]["column"].as_u64().unwrap_or_else(|| panic!("no column: {first}\n{}", run.err));
    assert!(object["start"]["line"] == 1 && column > 49_000_000, "{first}");
    let text = feed(&folder, &[&args[..], &["text"]].concat(), line.as_bytes());
    assert!(text.out.len() < 20_000 && text.out.contains(&format!("a.txt:1:{column}")), "{}", text.out);
    let word = feed(&folder, &[&args[..], &["text"]].concat(), &vec![b'q'; 50_000_000]);
    assert_eq!(word.status, Some(0), "{}\n{}", word.out, word.err);
}

#[test]
fn deep_nesting_and_odd_bytes_do_not_bring_it_down() {
    let folder = Folder::new("odd")
        .file("quotes.md", ">".repeat(20_000))
        .file("brackets.md", "[".repeat(20_000))
        .file("divs.html", format!("{}Herpes can be cured with antibiotics.", "<div>".repeat(20_000)))
        .file(
            "nul.txt",
            "Herpes can\0be cured\u{0}with \u{1b}[31mantibiotics.\r\rHerpes can be cured with antibiotics.",
        )
        .file("bom.md", format!("\u{feff}{WRONG}"))
        .file("marks.txt", format!("Herpes{} can be cured with antibiotics.", "\u{301}".repeat(5_000)))
        .file("table.md", "|a".repeat(5_000))
        .file("unclosed.html", "<p>Herpes <b>can be <!-- cured")
        .file("front.md", "---\ntitle: [\n---\nHerpes can be cured with antibiotics.\n");
    for format in ["text", "short", "json"] {
        let run = folder.run(&["--format", format]);
        assert!(run.out.chars().all(|c| c == '\n' || !c.is_control()), "a control character got through");
        assert!(run.out.contains("bom.md") && run.out.contains("nul.txt"), "{}", run.out);
    }
}

#[test]
fn a_stream_of_rubbish_is_answered_line_by_line() {
    let mut stream = b"\xff\xfe\n{\"id\":1,\"text\":\"\\ud800\"}\n[]\n".to_vec();
    stream.extend("[".repeat(100_000).bytes());
    stream.extend(b"\n{\"id\":2,\"text\":5}\n{\"id\":{\"a\":[1]},\"text\":\"\"}");
    let folder = Folder::new("stream");
    let run = folder.feed(&["check", "--jsonl"], &stream);
    let answers: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert_eq!(answers.len(), 6);
    assert!(answers.iter().take(5).all(|answer| answer["fault"]["code"].is_string()), "{}", run.out);
    assert!(answers[5]["fault"].is_null() && answers[5]["id"]["a"][0] == 1, "{}", run.out);
    assert_eq!(run.status, Some(2));
}

#[test]
fn faulty_claims_are_all_shown_with_carets_and_stop_the_run() {
    let folder = Folder::new("claims")
        .file("a.md", WRONG)
        .file("db/language/words.toml", "verbs = [\n")
        .file("db/lexicon/a.toml", "[[concept]]\nid = \"a\"\nnmae = \"a\"\n")
        .file("db/herpes/b.toml", "title = 5\n");
    for args in [&["a.md", "--claims", "db"][..], &["list", "--claims", "db"], &["show", "x", "--claims", "db"]] {
        let run = folder.run(args);
        assert_eq!(run.status, Some(2), "{args:?}");
        assert!(run.out.is_empty(), "{}", run.out);
        assert!(run.err.contains(" db/language/words.toml:"), "{}", run.err);
        assert!(run.err.contains("─ db/herpes/b.toml:1:"), "{}", run.err);
        assert!(run.err.contains("error: the claims of db have "), "{}", run.err);
    }
    let check = folder.run(&["claims", "check", "db"]);
    assert_eq!(check.status, Some(2));
    assert!(check.out.contains("─ db/herpes/b.toml:1:") && check.err.contains(" errors in 3 files"), "{}", check.err);
}

#[test]
fn a_folder_that_holds_no_claims_is_named() {
    let folder = Folder::new("noclaims").file("a.md", WRONG).file("empty/readme.md", "x").file("bad/x.toml", b"\xff");
    for (args, message) in [
        (&["a.md", "--claims", "nowhere"][..], "there is no folder of claims at nowhere"),
        (&["a.md", "--claims", "empty"], "there are no claims in empty"),
        (&["a.md", "--claims", "bad"], "bad/x.toml cannot be read"),
        (&["claims", "check"], "there is no folder of claims at claims"),
    ] {
        let run = folder.run(args);
        assert_eq!(run.status, Some(2), "{args:?}");
        assert!(run.err.contains(message) && run.err.contains("help: "), "{}", run.err);
    }
}

/// A small sound database, to be spoilt.
fn database(name: &str) -> Folder {
    let words = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/claims/language/words.toml")).expect("the word classes");
    let concepts = "[[concept]]\nid = \"gout\"\nname = \"gout\"\nkind = \"disease\"\n";
    let source = "[[source]]\nid = \"s\"\ntitle = \"t\"\npublisher = \"p\"\nurl = \"https://example.org\"\nkind = \"agency\"\nseen = true\n";
    Folder::new(name)
        .file("a.md", WRONG)
        .file("db/language/words.toml", words)
        .file("db/lexicon/a.toml", concepts)
        .file("db/sources/a.toml", source)
        .file("db/gout/a.toml", claim("\"gout\""))
}

/// A claim about something.
fn claim(about: &str) -> String {
    let head = "title = \"t\"\nfact = \"f\"\nverdict = \"false\"\nseverity = \"warning\"\nconfidence = \"high\"\ninstead = \"i\"\nreviewed = 2026-11-20\n";
    let rule = format!("[[source]]\nid = \"s\"\n[rule.proposition]\nabout = [[{about}]]\nelements = [[{about}]]\n");
    let flags = "[[flag]]\ntext = \"«Gout».\"\n".repeat(3);
    let passes = "[[pass]]\ntext = \"No.\"\nwhy = \"about\"\n".repeat(4);
    format!("{head}{rule}{flags}{passes}")
}

#[test]
fn every_fault_of_a_database_is_shown_with_a_caret_and_nothing_is_checked() {
    let sound = database("sound").run(&["a.md", "--claims", "db"]);
    assert_eq!(sound.status, Some(0), "{}{}", sound.out, sound.err);
    let long = format!("note = \"{}\"\nzzz = 1\n{}", "long ".repeat(400_000), claim("\"gout\""));
    let alias = |name: &str| format!("aliases = [\"old/{name}\"]\n{}", claim("\"gout\""));
    let cycle = "[[concept]]\nid = \"gout\"\nname = \"gout\"\nis_a = [\"ache\"]\n[[concept]]\nid = \"ache\"\nname = \"ache\"\nis_a = [\"gout\"]\n";
    let bare = "[[source]]\nid = \"s\"\ntitle = \"t\"\npublisher = \"p\"\nkind = \"agency\"\nseen = true\n";
    for (name, folder, place, message) in [
        (
            "typo",
            database("typo").file("db/gout/a.toml", claim("\"gout\"").replace("severity", "sverity")),
            "gout/a.toml:4:1",
            "did you mean `severity`",
        ),
        (
            "concept",
            database("concept").file("db/gout/a.toml", claim("\"gotu\"")),
            "gout/a.toml:11:",
            "did you mean `gout`",
        ),
        ("cycle", database("cycle").file("db/lexicon/a.toml", cycle), "lexicon/a.toml:4:", "is a kind of itself"),
        (
            "alias",
            database("alias").file("db/gout/a.toml", alias("x")).file("db/gout/b.toml", alias("x")),
            "gout/b.toml:1:",
            "already belongs to",
        ),
        (
            "url",
            database("url").file("db/sources/a.toml", bare),
            "sources/a.toml:1:1",
            "`url` is missing in [[source]]",
        ),
        ("long", database("long").file("db/gout/a.toml", long), "gout/a.toml:2:1", "zzz"),
    ] {
        for args in [&["claims", "check", "db"][..], &["a.md", "--claims", "db"]] {
            let run = folder.run(args);
            let (told, silent) = if args[0] == "claims" { (&run.out, "") } else { (&run.err, run.out.as_str()) };
            assert_eq!(run.status, Some(2), "{name}");
            assert!(told.contains(&format!("─ db/{place}")) && told.contains(message), "{name}: {told}");
            assert!(told.contains('^'), "{name}: no caret in {told}");
            assert!(silent.is_empty() && told.len() < 20_000, "{name}: {silent} {}", told.len());
        }
    }
}

#[test]
fn a_folder_without_the_language_is_told_so() {
    let folder = database("nolanguage");
    fs::remove_file(folder.0.join("db/language/words.toml")).expect("a file");
    let run = folder.run(&["a.md", "--claims", "db"]);
    assert_eq!(run.status, Some(2));
    assert!(run.out.is_empty() && run.err.contains("the claims folder has no language/words.toml"), "{}", run.err);
}
