//! The open vocabularies of `lexicon/open/`: names of diseases, drugs, body parts and foods from free sources, as tables.
//!
//! Hand-written concepts win. A row that shares a name with one becomes that concept and adds the names that nobody
//! has; any other row is a concept of its own, of the kind of its file. What these names may do in a sentence is
//! narrower than what hand-written ones may: see `analyze/open.rs`.

use super::inflect::plurals;
use super::load::{Loader, SourceFile};
use super::notation::{Step, words};
use super::trie::Inflection;
use super::variants::name_variants;
use super::{Detail, Entry, Form, Term, TermId, TermKind, nearest};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Where the tables lie.
pub const FOLDER: &str = "lexicon/open/";

/// The tables by their names and the kind of what they hold; body parts come first, since diseases are named by them.
const TABLES: [(&str, &str); 7] = [
    ("anatomy", "body-part"),
    ("diseases", "disease"),
    ("drugs", "drug"),
    ("nutrients-foods", "food"),
    ("pathogens", "pathogen"),
    ("procedures", "procedure"),
    ("symptoms", "symptom"),
];

/// The table of names that also mean something else: they count only in company.
const AMBIGUOUS: &str = "ambiguous";
/// The table of names that are not used at all, with the reason.
const LEFT_OUT: &str = "left-out";

/// A further name of a hand-written concept has so many words at most.
const LONGEST: usize = 3;

/// One line of a table.
struct Row<'a> {
    id: &'a str,
    /// The preferred name first.
    names: Vec<&'a str>,
    is_a: Vec<&'a str>,
    place: Range<usize>,
}

/// Whose a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// A hand-written concept's.
    Hand(TermId),
    /// Nobody else may have it: a hand-written concept's that counts only in company, or one that is left out.
    Closed,
    /// A row's.
    Open(TermId),
}

/// Names by their folded form, British spelling turned into American.
struct Names {
    spelling: Vec<(String, String)>,
    owners: BTreeMap<String, Owner>,
    /// Names of body parts.
    parts: BTreeSet<String>,
}

impl Names {
    fn key(&self, words: &[String]) -> String {
        let mut key = words.join(" ");
        for (british, american) in &self.spelling {
            // "program" stands in "programme": turning it would go on for ever.
            if key.contains(british.as_str()) {
                key = key.replace(british.as_str(), american);
            }
        }
        key
    }

    fn owner(&self, key: &str) -> Option<Owner> {
        let known = |k: &str| self.owners.get(k).copied();
        known(key).or_else(|| plurals_of(key).iter().find_map(|k| known(k)))
    }

    fn give(&mut self, key: &str, owner: Owner) {
        for form in plurals_of(key).into_iter().chain([key.to_owned()]) {
            self.owners.entry(form).or_insert(owner);
        }
    }
}

/// A name with its last word in the plural, in every way it may be formed.
fn plurals_of(name: &str) -> Vec<String> {
    let (front, last) = name.rsplit_once(' ').unwrap_or(("", name));
    let joined = |word: String| if front.is_empty() { word } else { format!("{front} {word}") };
    plurals(last).into_iter().map(joined).collect()
}

/// Whether a name is written in capitals only.
fn is_abbreviation(name: &str) -> bool {
    let letters = || name.chars().filter(|c| c.is_alphabetic());
    letters().count() > 1 && letters().all(char::is_uppercase)
}

/// Whether a further name of a row is one for the very same thing, so that a hand-written concept may take it: vocabularies
/// file kinds ("acute appendicitis with peritoneal abscess") under what they are kinds of.
fn is_same(name: &str, row: &Row<'_>, names: &Names) -> bool {
    let key = names.key(&words(name));
    let length = key.split(' ').count();
    let padded = format!(" {key} ");
    let holds = |other: &&str| {
        let other = names.key(&words(other));
        other != key && padded.contains(&format!(" {other} "))
    };
    length <= LONGEST && !row.names.iter().any(holds)
}

impl Loader<'_> {
    /// Adds the tables; called when all other terms are there. Gives the number of the first term that is a row.
    pub(super) fn open(&mut self, files: &[SourceFile], spelling: &[(String, String)]) -> usize {
        let table = |name: &str| {
            let path = format!("{FOLDER}{name}.tsv");
            files.iter().find(|f| f.path == path)
        };
        for file in files.iter().filter(|f| f.path.starts_with(FOLDER)) {
            let stem = file.path.trim_start_matches(FOLDER).trim_end_matches(".tsv");
            let known = TABLES.iter().map(|(name, _)| *name).chain([AMBIGUOUS, LEFT_OUT]);
            if !known.clone().any(|name| name == stem) {
                let all: Vec<&str> = known.collect();
                self.faults.push(
                    Diagnostic::error("claims/open-table", &file.path, "no kind of thing is known for this table")
                        .note(format!("help: the tables are {}", all.join(", "))),
                );
            }
        }
        let mut names = self.hand_written(spelling);
        if let Some(file) = table(LEFT_OUT) {
            for (columns, _) in self.lines(file, 2) {
                let key = columns.first().map_or_else(String::new, |name| names.key(&words(name)));
                // A hand-written name stays what it is: only the tables lose it.
                names.owners.entry(key).or_insert(Owner::Closed);
            }
        }
        let roots = TABLES.map(|(_, kind)| self.own_term(&format!("kind:{kind}"), TermKind::Concept, Detail::Plain));
        let first = self.terms.len();
        let mut by_id: BTreeMap<String, TermId> = BTreeMap::new();
        for ((name, kind), root) in TABLES.into_iter().zip(roots) {
            if let Some(file) = table(name) {
                self.table(file, (kind, root), &mut names, &mut by_id);
            }
        }
        if let Some(file) = table(AMBIGUOUS) {
            for (columns, _) in self.lines(file, 5) {
                let [name, id, ..] = columns.as_slice() else { continue };
                // Measured: in capitals they name a thing, as words ("left", "process", "white") hardly ever.
                if let Some(&term) = by_id.get(*id)
                    && is_abbreviation(name)
                {
                    self.name(name, term, true, &mut names);
                }
            }
        }
        first
    }

    /// The names of hand-written concepts; one that is weak anywhere is closed.
    fn hand_written(&self, spelling: &[(String, String)]) -> Names {
        let plain = |part: &str| part.trim_start_matches('^').to_owned();
        let spelling = spelling.iter().map(|(b, a)| (plain(b), plain(a))).filter(|(b, a)| !a.contains(b)).collect();
        let mut names = Names { spelling, owners: BTreeMap::new(), parts: BTreeSet::new() };
        let mut sorted: Vec<(String, Owner)> = Vec::new();
        #[allow(clippy::iter_over_hash_type, reason = "sorted before use")]
        for (steps, (term, weak)) in &self.owners {
            let owner = if *weak { Owner::Closed } else { Owner::Hand(*term) };
            for steps in std::iter::once(steps.clone()).chain(name_variants(steps)) {
                let words: Option<Vec<String>> = steps
                    .iter()
                    .map(|s| match s {
                        Step::Word(word) | Step::Exact(word) => Some(word.clone()),
                        Step::Gap | Step::Slot => None,
                    })
                    .collect();
                sorted.extend(words.map(|w| (names.key(&w), owner)));
            }
        }
        sorted.sort_by_key(|(key, owner)| (key.clone(), *owner != Owner::Closed));
        for (key, owner) in &sorted {
            names.owners.entry(key.clone()).or_insert(*owner);
        }
        for (key, owner) in &sorted {
            names.give(key, *owner);
        }
        names
    }

    /// The lines of a table below its head, cut into columns; one with too few is a fault.
    fn lines<'a>(&mut self, file: &'a SourceFile, columns: usize) -> Vec<(Vec<&'a str>, Range<usize>)> {
        let mut out = Vec::new();
        let mut at = 0;
        for (number, line) in file.text.split('\n').enumerate() {
            let place = at..at + line.len();
            at = place.end + 1;
            let line = line.trim_end_matches('\r');
            if number == 0 || line.is_empty() {
                continue;
            }
            let cut: Vec<&str> = line.split('\t').map(str::trim).collect();
            if cut.len() < columns || cut.first().is_none_or(|c| c.is_empty()) {
                self.faults.push(
                    Diagnostic::error("claims/open-table", &file.path, format!("a line has {columns} columns here"))
                        .at(Span::new(place.start, place.end), "this line")
                        .note("help: columns are parted by tabs; the first line names them"),
                );
                continue;
            }
            out.push((cut, place));
        }
        out
    }

    fn table(
        &mut self,
        file: &SourceFile,
        (kind, root): (&str, TermId),
        names: &mut Names,
        by_id: &mut BTreeMap<String, TermId>,
    ) {
        let rows: Vec<Row<'_>> = self
            .lines(file, 4)
            .into_iter()
            .filter_map(|(columns, place)| {
                let [id, preferred, synonyms, is_a, ..] = columns.as_slice() else { return None };
                let all = std::iter::once(*preferred).chain(synonyms.split('|')).map(str::trim);
                Some(Row {
                    id,
                    names: all.filter(|n| !n.is_empty()).collect(),
                    is_a: is_a.split('|').map(str::trim).filter(|n| !n.is_empty()).collect(),
                    place,
                })
            })
            .collect();
        let mut own: BTreeMap<&str, (TermId, bool)> = BTreeMap::new();
        for row in &rows {
            let (term, merged) = self.row(file, row, root, names);
            own.insert(row.id, (term, merged));
            by_id.insert(row.id.to_owned(), term);
            let further: Vec<&str> = row.names.iter().copied().filter(|n| !merged || is_same(n, row, names)).collect();
            for name in further {
                self.name(name, term, false, names);
                if kind == "body-part" {
                    let key = names.key(&words(name));
                    names.parts.insert(key);
                }
                if kind == "disease" {
                    self.turned(name, term, names);
                }
            }
        }
        for row in &rows {
            for parent in &row.is_a {
                match (own.get(row.id), own.get(parent)) {
                    // What is written by hand says itself what it is a kind of.
                    (Some((_, true)), Some(_)) => {}
                    (Some((term, false)), Some((above, _))) => self.direct.push((*term, *above)),
                    _ => {
                        let fault = Diagnostic::error(
                            "claims/unknown-concept",
                            &file.path,
                            format!("this table has no row `{parent}`"),
                        )
                        .at(Span::new(row.place.start, row.place.end), "named here");
                        self.faults.push(match nearest(parent, own.keys().copied()).first() {
                            Some(near) => fault.note(format!("help: did you mean `{near}`?")),
                            None => fault,
                        });
                    }
                }
            }
        }
    }

    /// The term of a row, and whether it is a hand-written one: the owner of its preferred name. A row that only shares
    /// another name stays apart, or "coronary disease" would be a heart attack for the sake of "coronary thrombosis".
    fn row(&mut self, file: &SourceFile, row: &Row<'_>, root: TermId, names: &Names) -> (TermId, bool) {
        let preferred = row.names.first().map_or_else(String::new, |name| names.key(&words(name)));
        if let Some(Owner::Hand(term)) = names.owner(&preferred) {
            return (term, true);
        }
        if self.ids.contains_key(row.id) {
            self.faults.push(
                Diagnostic::error("claims/twice", &file.path, format!("the id `{}` is already taken", row.id))
                    .at(Span::new(row.place.start, row.place.end), "second use"),
            );
        }
        let number = self.terms.len() as TermId;
        self.ids.insert(row.id.to_owned(), number);
        self.terms.push(Term {
            id: row.id.to_owned(),
            name: row.names.first().copied().unwrap_or_default().to_owned(),
            kind: TermKind::Concept,
            ancestors: vec![number, root],
            detail: Detail::Open,
        });
        (number, false)
    }

    /// Gives a term a name that nobody has yet.
    fn name(&mut self, name: &str, term: TermId, weak: bool, names: &mut Names) {
        let folded = words(name);
        let key = names.key(&folded);
        if folded.is_empty() || names.owner(&key).is_some() || name.contains(|c: char| ",;:()[]".contains(c)) {
            return;
        }
        names.owners.insert(key, Owner::Open(term));
        let capitals = is_abbreviation(name);
        let entry = self.entries.len() as u32;
        self.entries.push(Entry { term, form: Form::None, weak, capitals, open: true });
        let steps: Vec<Step> = folded.into_iter().map(Step::Word).collect();
        for variant in name_variants(&steps) {
            self.builder.add(&variant, Inflection::Name, entry);
        }
        self.builder.add(&steps, Inflection::Name, entry);
    }

    /// "cancer of the lung" for "lung cancer", where the words in front are a body part.
    fn turned(&mut self, name: &str, term: TermId, names: &Names) {
        let folded = words(name);
        let Some((head, part)) = folded.split_last() else { return };
        if part.is_empty() || !names.parts.contains(&names.key(part)) {
            return;
        }
        let entry = self.entries.len() as u32;
        self.entries.push(Entry { term, form: Form::None, weak: false, capitals: false, open: true });
        for head in plurals(head).into_iter().chain([head.clone()]) {
            for article in [None, Some("the")] {
                let front = [Some(head.as_str()), Some("of"), article];
                let all = front.into_iter().flatten().map(str::to_owned).chain(part.iter().cloned());
                let steps: Vec<Step> = all.map(Step::Word).collect();
                self.builder.add(&steps, Inflection::Name, entry);
            }
        }
    }
}
