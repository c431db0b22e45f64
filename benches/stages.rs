//! How long each stage takes: `cargo bench --bench stages`, with `-- SIZE` in megabytes (2 unless told).
//!
//! A plain program: every stage runs over the same articles, and the best of five rounds counts, since others may be at
//! work on the machine. Clocks are wall clocks; run it on an idle machine.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    reason = "a tool for developers, not part of the program"
)]

mod common;
#[path = "../examples/corpus/site.rs"]
mod site;

use healthlint::analyze::Analysis;
use healthlint::check::check;
use healthlint::document::{self, Document};
use std::hint::black_box;
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

fn best(work: impl FnMut()) -> Duration {
    common::best(ROUNDS, work)
}

fn main() {
    let size = std::env::args().skip(1).find_map(|a| a.parse::<usize>().ok()).unwrap_or(2) * 1_000_000;
    let opening = best(|| drop(black_box(healthlint::embedded::database())));
    println!("opening the built-in database      {:>8.3} ms", opening.as_secs_f64() * 1e3);
    let database = healthlint::embedded::database().unwrap();
    let material = site::Material::new(&database);
    let (mut articles, mut bytes) = (Vec::new(), 0);
    while bytes < size {
        let (ending, text) = material.article(articles.len() as u64);
        bytes += text.len();
        articles.push((format!("article.{ending}"), text));
    }
    let tell = |stage: &str, time: Duration| {
        let seconds = time.as_secs_f64();
        println!(
            "{stage:<34} {:>8.1} MB/s {:>8.1} ns/byte",
            bytes as f64 / 1e6 / seconds,
            seconds * 1e9 / bytes as f64
        );
    };
    let read = |(name, text): &(String, String)| document::read(name, text.as_bytes(), None);
    tell("reading (all formats)", best(|| articles.iter().for_each(|a| drop(black_box(read(a))))));
    for ending in ["md", "html", "txt"] {
        let own: Vec<_> = articles.iter().filter(|(name, _)| name.ends_with(ending)).collect();
        let own_bytes: usize = own.iter().map(|(_, text)| text.len()).sum();
        let time = best(|| own.iter().for_each(|a| drop(black_box(read(a)))));
        println!("  .{ending:<32} {:>8.1} MB/s", own_bytes as f64 / 1e6 / time.as_secs_f64());
    }
    let documents: Vec<Document> = articles.iter().map(read).collect();
    let glanced = |d| Analysis::glanced(d, &database.lexicon);
    tell("the first look at all words", best(|| documents.iter().for_each(|d| drop(black_box(glanced(d))))));
    let whole = |d| Analysis::new(d, &database.lexicon, database.grammar());
    tell("… and frames of every sentence", best(|| documents.iter().for_each(|d| drop(black_box(whole(d))))));
    let checked = |d: &Document| check(d, &database);
    tell("check, without reading", best(|| documents.iter().for_each(|d| drop(black_box(checked(d))))));
    tell("reading and check", best(|| articles.iter().for_each(|a| drop(black_box(checked(&read(a)))))));
    for kilobytes in [1, 10, 100, 1_000, 10_000] {
        let mut text = String::new();
        for number in (0..).filter(|n| n % 4 < 2) {
            if text.len() >= kilobytes * 1_000 {
                break;
            }
            text.push_str(&material.article(number).1);
        }
        let end = (kilobytes * 1_000..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        text.truncate(end);
        let file = ("article.md".to_owned(), text);
        let start = Instant::now();
        drop(black_box(checked(&read(&file))));
        let each = start.elapsed().as_secs_f64() * 1e9 / file.1.len() as f64;
        println!("one file of {kilobytes:>6} KB {:>17} {each:>8.1} ns/byte", "");
    }
}
