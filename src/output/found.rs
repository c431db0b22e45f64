//! Ids that were looked up, by sort.

use super::clean;
use super::column::width_of;
use super::wrap::wrap;
use healthlint::database::find::{Found, SORTS, THEMES};
use std::fmt::Write;

/// So many of a sort are shown unless all are wanted.
const MOST: usize = 12;
/// And so many themes and names of open vocabularies.
const SELDOM: usize = 3;
/// Columns of the widest id that others are put in line with.
const IDS: usize = 40;
/// Columns of what is told about an entry.
const ABOUT: usize = 90;
/// So many signs of a wording are shown.
const WORDING: usize = 48;

/// What was found, one a line: id, name, file. `folder` is put before the files so that they can be opened.
pub(crate) fn found(found: &Found, words: &str, folder: &str, all: bool) -> String {
    if found.entries.is_empty() {
        let near = match found.near.as_slice() {
            [] => "try a shorter word; a new concept goes into lexicon/, a new source into sources/".to_owned(),
            near => {
                let near: Vec<String> = near.iter().map(|(name, id)| format!("{name} ({id})")).collect();
                format!("near are {}", near.join(", "))
            }
        };
        return clean::lines(&format!("nothing is called \"{words}\"; {near}\n"));
    }
    let mut out = String::new();
    for (number, name) in SORTS.iter().enumerate() {
        let here: Vec<_> = found.entries.iter().filter(|(entry, _)| entry.sort == number).collect();
        if here.is_empty() {
            continue;
        }
        let gap = if out.is_empty() { "" } else { "\n" };
        let _ = writeln!(out, "{gap}{name}");
        let most = if number < THEMES { MOST } else { SELDOM };
        let shown = if all { here.len() } else { most.min(here.len()) };
        let ids = here.iter().take(shown).map(|(entry, _)| width_of(&entry.id));
        let widest = ids.filter(|width| *width <= IDS).max().unwrap_or(0);
        for (entry, other) in here.iter().take(shown) {
            let also = other.as_ref().map_or_else(String::new, |other| format!(" ({})", clean::line(&short(other))));
            let pad = " ".repeat(widest.saturating_sub(width_of(&entry.id)));
            let (id, name) = (clean::line(&entry.id), clean::line(&entry.name));
            let _ = writeln!(
                out,
                "  {id}{pad}  {}  {folder}/{}:{}",
                format!("{name}{also}").trim(),
                entry.file,
                entry.line
            );
            for line in wrap(&clean::line(&entry.about), ABOUT) {
                let _ = writeln!(out, "      {line}");
            }
        }
        if here.len() > shown {
            let _ = writeln!(out, "  … {} more: say more words, or --all", here.len() - shown);
        }
    }
    out
}

/// The beginning of a long wording.
fn short(wording: &str) -> String {
    if wording.chars().count() <= WORDING {
        return wording.to_owned();
    }
    wording.chars().take(WORDING).chain(['…']).collect()
}
