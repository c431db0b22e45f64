//! The open vocabularies: many names, and not one that changes what is written by hand.

#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test may stop")]

mod common;

use healthlint::analyze::scan::{Hit, Scan};
use healthlint::database;
use healthlint::diagnostic::Diagnostic;
use healthlint::examples::unmark;
use healthlint::lexicon::load::{SourceFile, load};
use healthlint::lexicon::open::FOLDER;
use healthlint::lexicon::{Detail, Lexicon};

/// A lexicon of a few words with these tables.
fn small(tables: &[(&str, &str)]) -> (Lexicon, Vec<Diagnostic>) {
    let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), text: text.to_owned() };
    let words = common::claim_files().into_iter().find(|f| f.path == "language/words.toml").unwrap();
    let concepts = r#"
[[concept]]
id = "cancer"
name = "cancer"
weak = ["growth"]
kind = "disease"
[[concept]]
id = "heart-attack"
name = "heart attack"
names = ["coronary thrombosis"]
kind = "disease"
[[concept]]
id = "back-pain"
name = "back pain"
kind = "symptom"
"#;
    let mut files = vec![words, file("lexicon/a.toml", concepts)];
    for (name, rows) in tables {
        files
            .push(file(&format!("lexicon/open/{name}.tsv"), &format!("id\tpreferred\tsynonyms\tis_a\tsource\n{rows}")));
    }
    let mut faults = Vec::new();
    (load(&files, &[], &mut faults), faults)
}

/// The ids of the things named in a text.
fn named(lexicon: &Lexicon, text: &str) -> Vec<String> {
    Scan::new(text, 0, lexicon).concepts().map(|h| lexicon.id_of(h.term).to_owned()).collect()
}

#[test]
fn a_row_with_the_name_of_a_concept_is_that_concept_and_stays_below_nothing_new() {
    let rows = "D:1\tcancer\tmalignant tumour|growth|kidney cancer\tD:9\tX\nD:2\tkidney cancer\t\tD:1\tX\nD:9\tdisaster\t\t\tX\n";
    let (lexicon, faults) = small(&[("diseases", rows)]);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(named(&lexicon, "A malignant tumor."), ["cancer"]);
    assert!(lexicon.term("D:1").is_none());
    let (cancer, above) = (lexicon.term("cancer").unwrap(), lexicon.term("D:9").unwrap());
    assert!(!lexicon.is_a(cancer, above), "a vocabulary says what a hand-written concept is a kind of");
    // The kind that the row files under the thing itself is no further name of the thing.
    assert!(named(&lexicon, "kidney cancer").contains(&"D:2".to_owned()));
    assert!(lexicon.is_a(lexicon.term("D:2").unwrap(), cancer));
    // A name that counts only in company by hand does not become a full one.
    assert!(named(&lexicon, "The growth.").is_empty());
}

#[test]
fn a_row_that_only_shares_a_further_name_stays_apart() {
    let (lexicon, _) = small(&[("diseases", "D:1\tcoronary disease\tcoronary thrombosis|coronary\t\tX\n")]);
    assert_eq!(named(&lexicon, "Coronary disease"), ["D:1"]);
    assert_eq!(named(&lexicon, "coronary thrombosis"), ["heart-attack"]);
}

#[test]
fn every_form_that_the_tables_leave_to_the_loader_is_found() {
    let (lexicon, faults) = small(&[
        ("anatomy", "A:1\tkidney\t\t\tX\n"),
        (
            "diseases",
            "D:2\tkidney cancer\t\tD:1\tX\nD:1\tcancer\t\t\tX\nD:3\tParkinson's disease\t\t\tX\nD:4\thaemorrhoid\t\t\tX\nD:5\tALD\t\t\tX\n",
        ),
    ]);
    assert!(faults.is_empty(), "{faults:?}");
    for (text, id) in [
        ("cancer of the kidney", "D:2"),
        ("cancers of the kidneys", "D:2"),
        ("Kidney-cancers", "D:2"),
        ("Parkinson disease", "D:3"),
        ("Parkinson\u{2019}s diseases", "D:3"),
        ("hemorrhoids", "D:4"),
        ("ALD", "D:5"),
    ] {
        assert!(named(&lexicon, text).contains(&id.to_owned()), "{text}: {:?}", named(&lexicon, text));
    }
    assert!(named(&lexicon, "ald").is_empty(), "an abbreviation counts in capitals only");
}

#[test]
fn an_ambiguous_abbreviation_counts_in_capitals_and_in_company() {
    let (lexicon, _) = small(&[
        ("diseases", "D:1\tacute leukaemia\t\t\tX\n"),
        ("ambiguous", "CRF\tD:1\tdiseases\tacute leukaemia\tx\nleft\tD:1\tdiseases\tacute leukaemia\tx\n"),
    ]);
    assert_eq!(named(&lexicon, "CRF and back pain"), ["D:1", "back-pain"]);
    assert_eq!(named(&lexicon, "crf, back pain, left or right"), ["back-pain"]);
    assert!(named(&lexicon, "CRF").is_empty());
}

#[test]
fn a_name_that_is_left_out_is_not_found() {
    let (lexicon, faults) = small(&[
        ("drugs", "D:1\taspirin\tbayer\t\tX\n"),
        ("left-out", "bayer\ta company\nback pain\tno effect by hand\n"),
    ]);
    assert!(faults.is_empty(), "{faults:?}");
    assert_eq!(named(&lexicon, "Aspirin by Bayer for back pain"), ["D:1", "back-pain"]);
}

#[test]
fn faulty_tables_are_told_with_their_line() {
    let (_, faults) = small(&[
        ("diseases", "D:1\tgout\t\tD:2\tX\nD:1\tmumps\t\t\tX\nonly one column\n"),
        ("planets", "P:1\tMars\t\t\tX\n"),
    ]);
    let told: Vec<&str> = faults.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(told, ["claims/open-table", "claims/open-table", "claims/twice", "claims/unknown-concept"]);
    let with_caret = faults.iter().filter(|f| f.primary.is_some()).count();
    assert_eq!(with_caret, 3, "{faults:?}");
}

#[test]
fn there_are_as_many_names_as_promised() {
    let lexicon = common::shipped().database.lexicon;
    let names = lexicon
        .entries
        .iter()
        .filter(|e| matches!(lexicon.detail_of(e.term), Detail::Open | Detail::Plain) && e.open)
        .count();
    assert!(names >= 15_000, "{names} names");
}

/// What is seen by hand-written wordings alone.
fn seen(text: &str, lexicon: &Lexicon) -> Vec<(String, u32, u32)> {
    let by_hand = |h: &&Hit| !h.open;
    let scan = Scan::new(text, 0, lexicon);
    scan.hits.iter().filter(by_hand).map(|h| (lexicon.id_of(h.term).to_owned(), h.start, h.end)).collect()
}

#[test]
fn no_open_name_hides_anything_written_by_hand_in_any_example() {
    let files = common::claim_files();
    let by_hand: Vec<SourceFile> = files.iter().filter(|f| !f.path.starts_with(FOLDER)).cloned().collect();
    assert!(by_hand.len() < files.len());
    let (with, without) = (database::load(&files), database::load(&by_hand));
    let mut wrong = Vec::new();
    for example in with.examples.iter().flat_map(|e| {
        e.flags.iter().map(|f| &f.text.0).chain(e.passes.iter().map(|p| &p.text.0)).chain(std::iter::once(&e.instead.0))
    }) {
        for sentence in unmark(example).0.split_inclusive(['.', '\n']) {
            let (mut one, mut other) =
                (seen(sentence, &with.database.lexicon), seen(sentence, &without.database.lexicon));
            one.sort();
            other.sort();
            if one != other {
                wrong.push(sentence.to_owned());
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} sentences read otherwise: {:?}",
        wrong.len(),
        wrong.iter().take(5).collect::<Vec<_>>()
    );
}
