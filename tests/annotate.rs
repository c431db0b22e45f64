//! Findings written back into a Word file: as comments at their words, and nothing else changed.
//!
//! Where `LibreOffice` is installed it must open what was written and find the same text.

#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop, and says that it skipped"
)]

use healthlint::document::{self, Annotated, Comment, annotate};
use healthlint::span::Span;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::{Command, Output};
use word_file::{W, Word, p};
use zip::ZipArchive;

#[path = "common/word_file.rs"]
mod word_file;

/// The entries of a file by their names.
fn entries(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut all = BTreeMap::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        all.insert(file.name().unwrap().into_owned(), bytes);
    }
    all
}

fn text_of(bytes: &[u8], name: &str) -> String {
    String::from_utf8(entries(bytes).remove(name).unwrap_or_else(|| panic!("no {name}"))).unwrap()
}

/// The file with one comment on the words, which stand in it once.
fn marked(bytes: &[u8], words: &str) -> Annotated {
    let source = document::read("a.docx", bytes, None).source;
    let start = source.find(words).unwrap_or_else(|| panic!("{words:?} is not in {source:?}"));
    mark(bytes, start, start + words.len())
}

fn mark(bytes: &[u8], start: usize, end: usize) -> Annotated {
    let comment =
        Comment { place: Span::new(start, end), paragraphs: vec!["error: A & B".to_owned(), "a < b".to_owned()] };
    annotate("a.docx", bytes, &[comment]).expect("a sound file")
}

/// What the first comment is about, by the XML alone.
fn about(xml: &str) -> String {
    let from = xml.find("<w:commentRangeStart").expect("a beginning");
    let to = xml.find("<w:commentRangeEnd").expect("an end");
    let mut text = String::new();
    for tag in xml.get(from..to).unwrap().split('<').skip(1) {
        let (tag, words) = tag.split_once('>').unwrap_or((tag, ""));
        match tag.split([' ', '/']).next() {
            Some("w:tab" | "w:br") => text.push(' '),
            Some("w:noBreakHyphen") => text.push('-'),
            _ => {}
        }
        text.push_str(if tag.starts_with("w:t ") || tag == "w:t" { words } else { "" });
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

const BODY: &str = "<w:p w:rsidR=\"1\"><w:pPr><w:jc w:val=\"left\"/></w:pPr><w:r w:rsidR=\"2\"><w:rPr><w:b/></w:rPr><w:t>Bed</w:t></w:r>\
    <w:r><w:t xml:space=\"preserve\"> rest &amp; heat</w:t><w:br/><w:t>cure</w:t><w:tab/><w:t> é</w:t></w:r>\
    <w:hyperlink><w:r><w:t>every &lt;back&gt;</w:t></w:r></w:hyperlink><w:ins w:id=\"9\"><w:r><w:t>.</w:t></w:r></w:ins></w:p>";

#[test]
fn a_mark_inside_a_run_splits_it_and_both_halves_keep_its_looks() {
    let body = "<w:p><w:r w:rsidR=\"7\"><w:rPr><w:i/></w:rPr><w:t>Bed rest cures backs.</w:t></w:r></w:p>";
    let done = marked(&Word::new(body).bytes(), "rest cures");
    assert_eq!((done.written, done.known), (1, 0));
    let xml = text_of(&done.bytes, "word/document.xml");
    let run = "<w:r w:rsidR=\"7\"><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">";
    let expected = format!(
        "<w:p>{run}Bed </w:t></w:r><w:commentRangeStart w:id=\"0\"/>{run}rest cures</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
         <w:r><w:commentReference w:id=\"0\"/></w:r>{run} backs.</w:t></w:r></w:p>"
    );
    assert!(xml.contains(&expected), "{xml}");
}

#[test]
fn whole_runs_are_marked_without_touching_them() {
    let bytes = Word::new(&(p("One.") + &p("Two."))).bytes();
    let done = marked(&bytes, "Two.");
    let (before, after) = (text_of(&bytes, "word/document.xml"), text_of(&done.bytes, "word/document.xml"));
    let stripped = after
        .replace("<w:commentRangeStart w:id=\"0\"/>", "")
        .replace("<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>", "");
    assert_eq!(before, stripped);
}

#[test]
fn every_stretch_of_a_paragraph_can_be_marked_and_the_text_stays() {
    let bytes = Word::new(&(p("Before.") + BODY + &p("After."))).bytes();
    let source = document::read("a.docx", &bytes, None).source;
    let from = source.find("Bed").unwrap();
    let to = source.find("\nAfter").unwrap();
    let places: Vec<usize> = (from..=to).filter(|at| source.is_char_boundary(*at)).collect();
    for (number, start) in places.iter().enumerate() {
        for end in places.iter().skip(number + 1) {
            let words = source.get(*start..*end).unwrap();
            if words.trim() != words {
                continue;
            }
            let done = mark(&bytes, *start, *end);
            assert_eq!(done.written, 1, "{words:?}");
            let again = document::read("a.docx", &done.bytes, None);
            assert!(again.faults.is_empty(), "{words:?}: {:?}", again.faults);
            assert_eq!(again.source, source, "{words:?}");
            assert_eq!(about(&text_of(&done.bytes, "word/document.xml")), words);
        }
    }
}

#[test]
fn overlapping_and_equal_places_all_get_their_comment() {
    let bytes = Word::new(BODY).bytes();
    let places = [(0, 8), (4, 15), (4, 8), (0, 8), (8, 15), (0, 3)];
    let comments: Vec<Comment> = places
        .iter()
        .enumerate()
        .map(|(number, (start, end))| Comment {
            place: Span::new(*start, *end),
            paragraphs: vec![format!("number {number}")],
        })
        .collect();
    let done = annotate("a.docx", &bytes, &comments).unwrap();
    assert_eq!(done.written, 6);
    let xml = text_of(&done.bytes, "word/document.xml");
    for id in 0..6 {
        for mark in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
            assert_eq!(xml.matches(&format!("<w:{mark} w:id=\"{id}\"/>")).count(), 1, "{mark} {id} in {xml}");
        }
    }
    let (before, after) = (document::read("a.docx", &bytes, None), document::read("a.docx", &done.bytes, None));
    assert_eq!((before.source, before.text), (after.source, after.text));
}

#[test]
fn runs_of_a_form_that_no_program_writes_are_marked_whole() {
    let runs = [
        "<w:r><w:t>one <w:numPr><w:ilvl w:val=\"1\"/>two</w:numPr> three</w:t></w:r>",
        "<w:r><w:t>one <w:numPr/>two three</w:t></w:r>",
        "<w:r><w:t>one <w:del>half</w:del>two three</w:t></w:r>",
        "<w:r><w:t>one <w:t>two</w:t> three</w:t></w:r>",
        "<w:r><w:t>one <w:r><w:t>two</w:t></w:r> three</w:t></w:r>",
        "<w:r><w:t>one two three</w:t><w:rPr><w:vanish/></w:rPr><w:t> four</w:t></w:r>",
        "<w:r><w:rPr><w:strike/></w:rPr><w:rPr/><w:t>one two three</w:t></w:r>",
    ];
    for run in runs {
        let bytes =
            Word::new(&format!("<w:p><w:r><w:t>Before.</w:t></w:r>{run}<w:r><w:t>After.</w:t></w:r></w:p>")).bytes();
        let before = document::read("a.docx", &bytes, None);
        let done = marked(&bytes, "two");
        let again = document::read("a.docx", &done.bytes, None);
        assert!(again.faults.is_empty(), "{run}: {:?}", again.faults);
        assert_eq!((again.source, again.text), (before.source, before.text), "{run}");
        let xml = text_of(&done.bytes, "word/document.xml");
        assert!(!xml.contains("xml:space"), "{xml}");
    }
}

#[test]
fn all_other_entries_are_copied_as_they_are_packed() {
    let word = Word::new(BODY).entry("word/media/picture.png", &[7; 5000]).entry("customXml/item1.xml", b"<x/>");
    let bytes = word.bytes();
    let done = marked(&bytes, "cure");
    let (before, after) = (entries(&bytes), entries(&done.bytes));
    let touched = ["[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"];
    for (name, content) in &before {
        assert_eq!(after.get(name) == Some(content), !touched.contains(&name.as_str()), "{name}");
    }
    let mut new: Vec<&String> = after.keys().filter(|name| !before.contains_key(*name)).collect();
    new.sort();
    assert_eq!(new, ["word/comments.xml"]);
    let packed = |bytes: &[u8]| {
        let mut zip = ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        let number = zip.index_for_name("word/media/picture.png").unwrap();
        let mut raw = Vec::new();
        zip.by_index_raw(number).unwrap().read_to_end(&mut raw).unwrap();
        raw
    };
    assert_eq!(packed(&bytes), packed(&done.bytes));
    assert!(text_of(&done.bytes, "[Content_Types].xml").contains("PartName=\"/word/comments.xml\""));
    assert!(text_of(&done.bytes, "word/_rels/document.xml.rels").contains("/comments\" Target=\"comments.xml\""));
    assert_eq!(marked(&bytes, "cure").bytes, done.bytes, "the same bytes on every run");
}

#[test]
fn comments_that_are_there_stay_and_numbers_are_not_used_twice() {
    let body = "<w:p><w:commentRangeStart w:id=\"4\"/><w:r><w:t>Bed rest.</w:t></w:r><w:commentRangeEnd w:id=\"4\"/><w:r><w:commentReference w:id=\"4\"/></w:r></w:p>";
    for comments in [
        format!(
            "<w:comments xmlns:w=\"{W}\"><w:comment w:id=\"4\" w:author=\"Ann\">{}</w:comment></w:comments>\n",
            p("Nice.")
        ),
        format!("<w:comments xmlns:w=\"{W}\"/>"),
    ] {
        let bytes = Word::new(body).part("comments", &comments).bytes();
        let done = marked(&bytes, "rest");
        let part = text_of(&done.bytes, "word/comments.xml");
        let id = if comments.contains("Ann") { 5 } else { 0 };
        assert!(
            part.contains(&format!("<w:comment w:id=\"{id}\" w:author=\"healthlint\" w:initials=\"hl\">")),
            "{part}"
        );
        assert!(part.contains("A &amp; B") && part.contains("a &lt; b"), "{part}");
        assert_eq!(part.contains("Ann"), comments.contains("Ann"));
        assert_eq!(document::read("a.docx", &done.bytes, None).source, "Bed rest.");
        let again = marked(&done.bytes, "rest");
        assert_eq!((again.written, again.known), (0, 1), "what was written before is not written again");
        assert_eq!(again.bytes, done.bytes);
    }
}

#[test]
fn words_in_notes_and_text_boxes_are_commented_where_they_are_anchored() {
    let body = format!(
        "<w:p><w:r><w:t>Backs hurt.</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
        p("Boxed advice.")
    );
    let notes = format!(
        "<w:footnotes xmlns:w=\"{W}\"><w:footnote w:id=\"2\">{}</w:footnote></w:footnotes>",
        p("Bed rest heals.")
    );
    let bytes = Word::new(&body).part("footnotes", &notes).bytes();
    for (words, anchor) in [("rest heals", "<w:footnoteReference"), ("Boxed", "<w:pict>")] {
        let done = marked(&bytes, words);
        let xml = text_of(&done.bytes, "word/document.xml");
        assert!(xml.contains(&format!("<w:commentRangeStart w:id=\"0\"/><w:r>{anchor}")), "{xml}");
        assert_eq!(text_of(&done.bytes, "word/footnotes.xml"), notes);
    }
}

#[test]
fn names_without_prefix_and_with_another_one_are_marked_in_their_own_manner() {
    for (body, beginning) in [
        (
            "<x:document xmlns:x=\"http://purl.oclc.org/ooxml/wordprocessingml/main\"><x:body><x:p><x:r><x:t>Bed rest.</x:t></x:r></x:p></x:body></x:document>",
            "<x:commentRangeStart x:id=\"0\"/><x:r><x:t xml:space=\"preserve\">rest",
        ),
        (
            "<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body><p><r><t>Bed rest.</t></r></p></body></document>",
            "<w:commentRangeStart xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:id=\"0\"/><r><t xml:space=\"preserve\">rest",
        ),
        (
            "<document xmlns=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><body><p><x:r xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:t>Bed rest.</x:t></x:r></p></body></document>",
            "</x:r><w:commentRangeStart xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" w:id=\"0\"/><x:r xmlns:x",
        ),
    ] {
        let done = marked(&Word::new(body).bytes(), "rest");
        let xml = text_of(&done.bytes, "word/document.xml");
        assert!(xml.contains(beginning), "{xml}");
        assert_eq!(document::read("a.docx", &done.bytes, None).source, "Bed rest.");
    }
}

mod command {
    use super::*;

    const WRONG: &str = "Herpes can be cured with antibiotics.";

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("healthlint-annotate-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn word(self, name: &str) -> Self {
            fs::write(self.0.join(name), Word::new(&(p("About herpes.") + &p(WRONG))).bytes()).unwrap();
            self
        }

        fn run(&self, args: &[&str]) -> Output {
            let run = Command::new(env!("CARGO_BIN_EXE_healthlint")).current_dir(&self.0).args(args).output().unwrap();
            assert!(!String::from_utf8_lossy(&run.stderr).contains("panicked"));
            run
        }

        fn names(&self) -> Vec<String> {
            let files = fs::read_dir(&self.0).unwrap().flatten();
            let mut names: Vec<String> = files.map(|file| file.file_name().to_string_lossy().into_owned()).collect();
            names.sort();
            names
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_copy_bears_the_findings_and_the_draft_stays() {
        let folder = Folder::new("copy").word("my draft.docx");
        let before = fs::read(folder.0.join("my draft.docx")).unwrap();
        let run = folder.run(&["my draft.docx", "--annotate", "my comments.docx"]);
        let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
        assert_eq!(run.status.code(), Some(1), "{err}");
        assert!(out.contains("my draft.docx: paragraph 2\n"), "{out}");
        assert!(err.contains(" written to my comments.docx"), "{err}");
        assert_eq!(fs::read(folder.0.join("my draft.docx")).unwrap(), before);
        let copy = fs::read(folder.0.join("my comments.docx")).unwrap();
        let comments = text_of(&copy, "word/comments.xml");
        assert!(comments.contains("error: ") && comments.contains("Source: "), "{comments}");
        assert!(about(&text_of(&copy, "word/document.xml")).starts_with("Herpes"));
        assert_eq!(folder.names(), ["my comments.docx", "my draft.docx"]);
        let short = folder.run(&["--format", "short", "my comments.docx"]);
        assert!(String::from_utf8_lossy(&short.stdout).starts_with("my comments.docx:paragraph 2: error["));
        let json = folder.run(&["--format", "json", "my draft.docx"]);
        let first: serde_json::Value =
            serde_json::from_slice(json.stdout.split(|b| *b == b'\n').next().unwrap()).unwrap();
        assert_eq!((first["place"].as_str(), first["start"]["line"].as_u64()), (Some("paragraph 2"), Some(2)));
    }

    #[test]
    fn nothing_is_overwritten_unless_forced() {
        let folder = Folder::new("force").word("a.docx").word("b.docx");
        fs::write(folder.0.join("note.md"), WRONG).unwrap();
        let before = fs::read(folder.0.join("b.docx")).unwrap();
        for (args, message) in [
            (&["a.docx", "--annotate", "b.docx"][..], "b.docx exists already"),
            (&["a.docx", "--annotate", "./a.docx"], "./a.docx is the article itself"),
            (&["a.docx", "--annotate", "a.txt"], "is not called one"),
            (&["a.docx", "b.docx", "--annotate", "c.docx"], "one Word file"),
            (&["a.docx", "--annotate", "nowhere/c.docx"], "nowhere/c.docx cannot be written"),
        ] {
            let run = folder.run(args);
            let err = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(2), "{args:?} {err}");
            assert!(err.contains(message) && err.contains("help: "), "{args:?} {err}");
        }
        let run = folder.run(&["note.md", "--annotate", "c.docx"]);
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains("note.md is no Word file"));
        assert_eq!(fs::read(folder.0.join("b.docx")).unwrap(), before);
        assert_eq!(folder.names(), ["a.docx", "b.docx", "note.md"]);
        let run = folder.run(&["a.docx", "--annotate", "b.docx", "--force"]);
        assert_eq!(run.status.code(), Some(1));
        assert_ne!(fs::read(folder.0.join("b.docx")).unwrap(), before);
        assert_eq!(folder.run(&["b.docx", "--annotate", "b.docx", "--force"]).status.code(), Some(1));
        assert_eq!(folder.names(), ["a.docx", "b.docx", "note.md"]);
    }

    #[test]
    fn a_file_that_cannot_be_read_gives_no_copy() {
        let folder = Folder::new("bad");
        fs::write(folder.0.join("a.docx"), b"PK\x03\x04 cut").unwrap();
        let run = folder.run(&["a.docx", "--annotate", "b.docx"]);
        assert_eq!(run.status.code(), Some(2));
        assert_eq!(folder.names(), ["a.docx"]);
    }

    #[test]
    fn folders_give_word_files_and_not_the_locks_of_word() {
        let folder = Folder::new("walk").word("a.docx");
        fs::write(folder.0.join("~$a.docx"), b"\x05Ann").unwrap();
        let run = folder.run(&["--format", "short"]);
        assert_eq!(run.status.code(), Some(1), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(!String::from_utf8_lossy(&run.stdout).contains("~$"));
    }

    #[test]
    fn libreoffice_opens_the_copy_and_finds_the_same_words() {
        let Ok(version) = Command::new("soffice").arg("--version").output() else {
            eprintln!("skipped: soffice is not installed");
            return;
        };
        assert!(version.status.success());
        let folder = Folder::new("office").word("a.docx");
        folder.run(&["a.docx", "--annotate", "b.docx"]);
        let profile = format!("-env:UserInstallation=file://{}", folder.0.join("profile").display());
        let convert = |to: &str, from: &str, out: &str| {
            let args = [&profile, "--headless", "--convert-to", to, "--outdir", out, from];
            folder.run_other("soffice", &args);
        };
        convert("txt:Text", "a.docx", "before");
        convert("txt:Text", "b.docx", "after");
        let text = |path: &str| fs::read_to_string(folder.0.join(path)).unwrap_or_else(|_| panic!("no {path}"));
        assert_eq!(text("before/a.txt"), text("after/b.txt"));
        convert("fodt", "b.docx", "open");
        let open = text("open/b.fodt");
        assert!(open.contains("<office:annotation ") && open.contains("<dc:creator>healthlint</dc:creator>"), "{open}");
        assert!(open.contains("<office:annotation-end "), "the comment has its stretch of words");
    }

    impl Folder {
        fn run_other(&self, program: &str, args: &[&str]) {
            let run = Command::new(program).current_dir(&self.0).args(args).output().unwrap();
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
    }
}

#[test]
fn a_list_of_comments_grows_at_the_end_of_its_root_whatever_stands_in_its_attributes() {
    let space = word_file::W;
    for comments in [
        format!("<w:comments xmlns:w=\"{space}\" x=\"<w:t>\"/>"),
        format!("<w:comments xmlns:w=\"{space}\" x='/>'></w:comments><!-- <w:comments/> -->"),
    ] {
        let bytes = Word::new(&p("Herpes can be cured.")).part("comments", &comments).bytes();
        let marked = marked(&bytes, "cured");
        let xml = text_of(&marked.bytes, "word/comments.xml");
        assert_eq!(xml.matches("<w:comment ").count(), 1, "{xml}");
        assert!(document::read("a.docx", &marked.bytes, None).faults.is_empty(), "{xml}");
    }
}
