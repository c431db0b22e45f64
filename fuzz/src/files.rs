//! Files that are no articles: claims, configuration, baselines, what git says.

use crate::articles::places;
use crate::baseline_file::file;
use crate::config::Finder;
use crate::is_asked_more;
use crate::patch;
use healthlint::codes::Codes;
use healthlint::database::load::load;
use healthlint::database::review::review;
use healthlint::embedded;
use healthlint::lexicon::load::SourceFile;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The language with a few words of each class; the whole one takes a hundred times as long to load.
const WORDS: &str = include_str!("words.toml");
const CONCEPTS: &str = "[[concept]]\nid = \"gout\"\nname = \"gout\"\nkind = \"disease\"\n";
const SOURCE: &str = "[[source]]\nid = \"s\"\ntitle = \"t\"\npublisher = \"p\"\nurl = \"https://example.org\"\nkind = \"agency\"\nseen = true\n";
const CLAIM: &str = "title = \"t\"\nfact = \"f\"\nverdict = \"false\"\nseverity = \"warning\"\nconfidence = \"high\"\ninstead = \"i\"\nreviewed = 2026-11-20\n[[source]]\nid = \"s\"\n[rule.proposition]\nabout = [[\"gout\"]]\nelements = [[\"gout\"]]\n[[flag]]\ntext = \"Gout.\"\n[[pass]]\ntext = \"No.\"\nwhy = \"about\"\n";

/// One file of a small database, of any kind: faults with places, what loads can be stored, and for one input of eight the
/// same twice.
pub fn claims(data: &[u8]) {
    const PLACES: [&str; 9] = [
        "gout/a.toml",
        "lexicon/a.toml",
        "sources/a.toml",
        "topics/a.toml",
        "language/words.toml",
        "language/frames.toml",
        "language/units.toml",
        "language/cues.toml",
        "lexicon/open/a.tsv",
    ];
    let Some((kind, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest).into_owned();
    let mut files: Vec<SourceFile> = [WORDS, CONCEPTS, SOURCE, CLAIM]
        .into_iter()
        .zip(["language/words.toml", "lexicon/a.toml", "sources/a.toml", "gout/a.toml"])
        .map(|(text, path)| SourceFile { path: path.to_owned(), text: text.to_owned() })
        .collect();
    let path = PLACES.get(usize::from(*kind) % PLACES.len()).copied().unwrap_or_default();
    files.retain(|file| file.path != path);
    files.push(SourceFile { path: path.to_owned(), text });
    let loaded = load(&files);
    for fault in &loaded.faults {
        if let Some(file) = files.iter().find(|file| file.path == fault.file) {
            places(std::slice::from_ref(fault), &file.text);
        }
    }
    review(&files, &loaded, "2026-11-20");
    assert!(loaded.database.to_stored().is_ok());
    if is_asked_more(data) {
        assert_eq!(load(&files).faults, loaded.faults, "the same twice");
    }
}

fn codes() -> &'static Codes {
    static CODES: OnceLock<Codes> = OnceLock::new();
    CODES.get_or_init(|| Codes::new(&embedded::database().expect("the built-in database")))
}

/// A file of this process alone.
fn own(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("healthlint-fuzz-{}-{name}", std::process::id()))
}

/// A configuration: its settings can be asked, or its faults have places.
pub fn configuration(data: &[u8]) {
    let path = own("healthlint.toml");
    fs::write(&path, data).expect("a file");
    let mut finder = Finder::one(codes(), &path);
    if let Ok(text) = std::str::from_utf8(data) {
        places(&finder.faults, text);
    }
    for file in ["a.md", "blog/a b.html", "../a.json"] {
        let settings = finder.settings(Path::new(file));
        let _ = (settings.wants(true), settings.refuted(), settings.input(), settings.fail_on());
        let _ = (settings.is_on("herpes/cure"), settings.severity("herpes/cure"));
        let _ = settings.standards(&[], "2026-11-20");
    }
}

/// A baseline: what is read is written and read again as the same.
pub fn baseline(data: &[u8]) {
    let path = own("baseline.json");
    fs::write(&path, data).expect("a file");
    if let Ok(Some(baseline)) = file::read(&path) {
        let again = own("again.json");
        file::write(&again, &baseline).expect("it is written");
        assert_eq!(file::read(&again).ok().flatten(), Some(baseline));
    }
}

/// What git says about changes.
pub fn changes(data: &[u8]) {
    patch::names(data);
    for (name, hunks) in patch::hunks(data) {
        let _ = (name, hunks);
    }
}
