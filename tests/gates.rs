//! What is left out to save time is never missed: asking every rule about every place raises the same.

#![allow(clippy::unwrap_used)] // a failure is the message

use healthlint::analyze::Analysis;
use healthlint::analyze::glance::Glances;
use healthlint::check::{check, check_analysis, raise};
use healthlint::database::Database;
use healthlint::document::{self, Document};
use healthlint::examples::unmark;
use healthlint::lexicon::Lexicon;
use healthlint::rules::{Match, Place, Scope, Whereabouts};
use std::path::Path;

/// One claim's examples in so many are looked at.
const EVERY: usize = 7;

fn documents() -> Vec<Document> {
    let examples = healthlint::embedded::examples().unwrap();
    let texts = examples.iter().step_by(EVERY).flat_map(|claim| {
        let passes = claim.passes.iter().map(|pass| pass.text.0.clone());
        claim.flags.iter().map(|flag| unmark(&flag.text.0).0).chain(passes).collect::<Vec<String>>()
    });
    let mut all: Vec<Document> = texts.map(|text| document::read("example.md", text.as_bytes(), None)).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    for folder in [folder.clone(), folder.join("clean")] {
        let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "md" || e == "html" || e == "txt")) {
            all.push(document::read(&file.to_string_lossy(), &std::fs::read(file).unwrap(), None));
        }
    }
    all
}

/// Every rule asked about every place.
fn raise_everywhere(analysis: &Analysis<'_>, database: &Database) -> Vec<(usize, Match)> {
    let mut raised = Vec::new();
    for (claim, rule) in database.rules.iter().enumerate() {
        let mut found = Vec::new();
        match rule.scope() {
            Scope::Assertion => {
                analysis.assertions.iter().for_each(|a| rule.check(analysis, Place::Assertion(a), &mut found));
            }
            Scope::Sentence | Scope::Figure => {
                let sentences = 0..analysis.scans.len() as u32;
                sentences.for_each(|s| rule.check(analysis, Place::Sentence(s, None), &mut found));
            }
            Scope::Article => {
                let everywhere = Whereabouts::everywhere(analysis);
                rule.check(analysis, Place::Article(&everywhere), &mut found);
            }
        }
        raised.extend(found.into_iter().map(|found| (claim, found)));
    }
    raised
}

fn told(raised: &[(usize, Match)]) -> Vec<String> {
    let mut lines: Vec<String> = raised.iter().map(|found| format!("{found:?}")).collect();
    lines.sort();
    lines
}

#[test]
fn a_rule_that_is_not_asked_would_have_been_silent() {
    let database = healthlint::embedded::database().unwrap();
    let mut found = 0;
    for document in documents() {
        let analysis = Analysis::new(&document, &database.lexicon, database.grammar());
        let raised = raise(&analysis, &database);
        found += raised.len();
        assert_eq!(told(&raised), told(&raise_everywhere(&analysis, &database)), "{}", document.text);
    }
    assert!(found > 100, "only {found} matches: the texts show nothing");
}

#[test]
fn a_sentence_that_is_not_read_would_have_changed_nothing() {
    let database = healthlint::embedded::database().unwrap();
    for document in documents() {
        let whole = Analysis::new(&document, &database.lexicon, database.grammar());
        assert_eq!(check(&document, &database), check_analysis(&whole, &database), "{}", document.text);
    }
}

#[test]
fn a_sentence_that_comes_again_could_name_what_it_could_at_first() {
    let database = healthlint::embedded::database().unwrap();
    let mut documents = documents();
    documents.truncate(400);
    // Sentences are learnt when they come twice, after the first article.
    let glances = |lexicon: &Lexicon| -> Vec<String> {
        documents.iter().map(|document| format!("{:?}", Glances::new(document, lexicon))).collect()
    };
    let fresh = glances(&database.lexicon);
    let known = [glances(&database.lexicon), glances(&database.lexicon)];
    assert!(known.iter().all(|known| *known == fresh));
    // What is known with one lexicon says nothing of another.
    assert_ne!(glances(&Lexicon::default()), fresh);
    assert_eq!(glances(&database.lexicon), fresh);
}
