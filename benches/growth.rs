//! What more claims cost: `cargo bench --bench growth`. Claims are added that nobody wrote, 2, 10 and 100 times as many as
//! there are: things of the lexicon by chance with something that is said or done, in the shapes of the written ones.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a tool for developers, not part of the program"
)]

mod common;
#[path = "../tests/common/mod.rs"]
mod files;
#[path = "../examples/corpus/site.rs"]
mod site;

use common::best;
use healthlint::check::check;
use healthlint::database::{self, Claim, Database};
use healthlint::document::{self, Document};
use healthlint::lexicon::{TermId, TermKind};
use healthlint::rules::{Names, Rule, RuleTable};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

const ROUNDS: usize = 6;

/// How many of a hundred claims are about so many groups of things, of which so many groups are said.
const SHAPES: [(usize, usize, usize); 3] = [(43, 1, 1), (35, 2, 1), (22, 1, 2)];

fn main() {
    // Read from its files: what words could name is laid out anew for what more claims ask for.
    let base = database::load(&files::claim_files()).database;
    let material = site::Material::new(&base);
    let documents: Vec<Document> = (0..150)
        .map(|number| material.article(number))
        .map(|(ending, text)| document::read(&format!("article.{ending}"), text.as_bytes(), None))
        .collect();
    let texts = [("the worst case", documents), ("sound articles", sound())];
    let databases = [1, 2, 10, 100].map(|times| (times, grown(&base, times)));
    for (name, documents) in texts {
        // In turn: what slows the machine for a while slows them all.
        let mut least = [Duration::MAX; 4];
        for _ in 0..ROUNDS {
            for ((_, database), least) in databases.iter().zip(&mut least) {
                let check_all = || documents.iter().for_each(|document| drop(black_box(check(document, database))));
                *least = best(1, check_all).min(*least);
            }
        }
        for ((times, database), time) in databases.iter().zip(least) {
            let claims = database.rules.len();
            let (time, once) = (time.as_secs_f64(), least[0].as_secs_f64());
            println!("{name}: {claims:>7} claims ({times}x) {:>9.1} ms {:>6.2}", time * 1e3, time / once);
        }
    }
}

/// The articles of fixtures/clean, forty times over.
fn sound() -> Vec<Document> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/clean");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| document::read(&file.to_string_lossy(), &std::fs::read(file).unwrap(), None);
    (0..40).flat_map(|_| files.iter().map(read)).collect()
}

/// The database with so many times its claims.
fn grown(base: &Database, times: usize) -> Database {
    let lexicon = &base.lexicon;
    let of = |kinds: &[TermKind]| -> Vec<TermId> {
        (0..lexicon.len() as TermId).filter(|t| lexicon.kind_of(*t).is_some_and(|k| kinds.contains(&k))).collect()
    };
    let is_plain = |t: &TermId| !lexicon.id_of(*t).contains(':');
    let things: Vec<TermId> = of(&[TermKind::Concept]).into_iter().filter(is_plain).collect();
    let said = of(&[TermKind::Act, TermKind::Judgement]);
    let mut state = 1u64;
    let mut pick = |all: &[TermId]| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        lexicon.id_of(all[(state >> 33) as usize % all.len()]).to_owned()
    };
    let names = Names { lexicon, topics: &[] };
    let more = base.rules.len() * (times - 1);
    let mut groups = |count: usize, all: &[TermId]| -> String {
        let groups = (0..count).map(|_| format!("[\"{}\", \"{}\"]", pick(all), pick(all)));
        groups.collect::<Vec<_>>().join(", ")
    };
    let made: Vec<Rule> = (0..more)
        .map(|number| {
            let mut below = 0;
            let is_own = |(share, ..): &&(usize, usize, usize)| {
                below += share;
                number % 100 < below
            };
            let (_, about, said_of) = *SHAPES.iter().find(is_own).unwrap();
            let (about, elements) = (groups(about, &things), groups(said_of, &said));
            // As of the written ones, every second one may take a thing from the sentence before.
            let context = number % 2 == 0;
            let text = format!("[proposition]\nabout = [{about}]\nelements = [{elements}]\ncontext = {context}\n");
            toml::from_str::<RuleTable>(&text).unwrap().compile(&names, &mut Vec::new())
        })
        .collect();
    let claims = base
        .claims
        .iter()
        .cycle()
        .take(base.rules.len() + more)
        .enumerate()
        .map(|(number, claim)| Claim { id: format!("{}-{number}", claim.id), ..claim.clone() });
    let mut database = base.clone();
    database.claims = claims.collect();
    database.rules = base.rules.iter().cloned().chain(made).collect();
    database.index();
    database
}
