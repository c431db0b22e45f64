//! The findings that a site has made its peace with: known by claim, path and sentence, never by line.
//!
//! Pure: what is read and written is the business of `file`. A finding is in the baseline if its claim was found in the
//! same sentence of the same file when the baseline was made, and no more often than then.

pub(crate) mod file;
mod place;

use healthlint::check::Finding;
pub(crate) use place::Place;
use std::collections::{BTreeMap, BTreeSet};

/// The name under which a baseline is looked for.
pub(crate) const NAME: &str = "healthlint-baseline.json";

/// What one entry stands for; sorted as it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    /// The file, seen from the baseline's folder, with `/`.
    pub(crate) path: String,
    /// The claim's id or the rule's code.
    pub(crate) claim: String,
    /// The first half of the fingerprint: claim and folded sentence, hashed.
    pub(crate) sentence: String,
}

impl Key {
    /// The key of a finding in a file.
    pub(crate) fn of(path: &str, finding: &Finding) -> Self {
        let sentence = finding.fingerprint.split(':').next().unwrap_or_default();
        Self { path: path.to_owned(), claim: finding.claim.clone(), sentence: sentence.to_owned() }
    }
}

/// How often each finding was there when the baseline was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Baseline {
    counts: BTreeMap<Key, usize>,
}

/// A baseline at its place, with what stands there of its files: what a run holds its findings against.
#[derive(Debug)]
pub(crate) struct Known {
    /// Where it lies.
    pub(crate) place: Place,
    /// What it holds.
    pub(crate) baseline: Baseline,
    /// Its files under whose names nothing stands any more.
    pub(crate) gone: BTreeSet<String>,
}

impl Known {
    /// A baseline that lies at a place.
    pub(crate) fn new(place: Place, baseline: Baseline) -> Self {
        let gone = place.gone(baseline.paths());
        Self { place, baseline, gone }
    }
}

/// What became of one article's findings.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// Those that are new.
    pub(crate) fresh: Vec<Finding>,
    /// How often each entry was met; entries of vanished files by their own key.
    pub(crate) met: BTreeMap<Key, usize>,
}

impl Baseline {
    /// Every entry with its count, in order.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&Key, usize)> {
        self.counts.iter().map(|(key, count)| (key, *count))
    }

    /// Adds to the count of an entry.
    pub(crate) fn add(&mut self, key: Key, count: usize) {
        *self.counts.entry(key).or_insert(0) += count;
    }

    /// Sets the count of an entry that may be there already, as after a merge: the greater one holds.
    pub(crate) fn raise(&mut self, key: Key, count: usize) {
        let known = self.counts.entry(key).or_insert(0);
        *known = (*known).max(count);
    }

    /// How many findings it stands for.
    pub(crate) fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether a file has an entry.
    pub(crate) fn names(&self, path: &str) -> bool {
        let first = Key { path: path.to_owned(), claim: String::new(), sentence: String::new() };
        self.counts.range(first..).next().is_some_and(|(key, _)| key.path == path)
    }

    /// The files that have entries.
    pub(crate) fn paths(&self) -> BTreeSet<&str> {
        self.counts.keys().map(|key| key.path.as_str()).collect()
    }

    /// Tells the findings of one file that are new from those that are known.
    ///
    /// A file without any entry may be one that was renamed: it takes over what is known of files that are gone.
    pub(crate) fn settle(&self, path: &str, findings: Vec<Finding>, gone: &BTreeSet<String>) -> Settled {
        let mut settled = Settled::default();
        let moved = !self.names(path);
        for finding in findings {
            let own = Key::of(path, &finding);
            let mut keys: Vec<Key> = vec![own.clone()];
            if moved {
                keys.extend(gone.iter().map(|path| Key { path: path.clone(), ..own.clone() }));
            }
            let free = keys.into_iter().find(|key| {
                let met = settled.met.get(key).copied().unwrap_or(0);
                self.counts.get(key).is_some_and(|count| met < *count)
            });
            match free {
                Some(key) => *settled.met.entry(key).or_insert(0) += 1,
                None => settled.fresh.push(finding),
            }
        }
        settled
    }
}

/// What a run met of a baseline.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// The files that were checked.
    checked: BTreeSet<String>,
    /// How often each entry was met, at most.
    met: BTreeMap<Key, usize>,
    /// For entries of files that are gone: where they were met.
    moved: BTreeMap<Key, String>,
}

impl Ledger {
    /// Takes note of one article.
    pub(crate) fn add(&mut self, path: &str, met: BTreeMap<Key, usize>) {
        self.checked.insert(path.to_owned());
        for (key, count) in met {
            if key.path != path {
                self.moved.entry(key.clone()).or_insert_with(|| path.to_owned());
            }
            let known = self.met.entry(key).or_insert(0);
            *known = (*known).max(count);
        }
    }

    /// The entries that no finding meets any more, each with how often it is in excess: those of files that were
    /// checked or are gone. Nothing is known of the others.
    pub(crate) fn stale<'b>(&self, baseline: &'b Baseline, gone: &BTreeSet<String>) -> Vec<(&'b Key, usize)> {
        let known = |key: &Key| self.checked.contains(&key.path) || gone.contains(&key.path);
        let met = |key: &Key| self.met.get(key).copied().unwrap_or(0);
        let entries = baseline.entries().filter(|(key, _)| known(key));
        entries.map(|(key, count)| (key, count - met(key).min(count))).filter(|(_, left)| *left > 0).collect()
    }

    /// The baseline without what is stale, and with entries of renamed files under their new paths.
    pub(crate) fn pruned(&self, baseline: &Baseline, gone: &BTreeSet<String>) -> Baseline {
        let stale: BTreeMap<&Key, usize> = self.stale(baseline, gone).into_iter().collect();
        let mut pruned = Baseline::default();
        for (key, count) in baseline.entries() {
            let count = count - stale.get(key).copied().unwrap_or(0);
            let path = self.moved.get(key).unwrap_or(&key.path).clone();
            if count > 0 {
                pruned.add(Key { path, ..key.clone() }, count);
            }
        }
        pruned
    }

    /// The files that entries have moved to, by the path they had.
    pub(crate) fn moves(&self) -> BTreeSet<(&str, &str)> {
        self.moved.iter().map(|(key, path)| (key.path.as_str(), path.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use healthlint::check::check;
    use healthlint::document::read;
    use healthlint::embedded;

    fn findings(text: &str) -> Vec<Finding> {
        let database = embedded::database().unwrap();
        check(&read("a.md", text.as_bytes(), None), &database)
    }

    fn made(path: &str, text: &str) -> Baseline {
        let mut baseline = Baseline::default();
        for finding in findings(text) {
            baseline.add(Key::of(path, &finding), 1);
        }
        baseline
    }

    const WRONG: &str = "Herpes can be cured with antibiotics.";

    #[test]
    fn a_known_sentence_may_move_within_its_file_and_a_second_copy_is_new() {
        let baseline = made("a.md", WRONG);
        let none = BTreeSet::new();
        let moved = "# Herpes\n\nThe library is open.\n\nherpes can be\n  cured with **antibiotics**.\n";
        assert!(!findings(moved).is_empty());
        assert!(baseline.settle("a.md", findings(moved), &none).fresh.is_empty());
        let twice = format!("{WRONG}\n\n{WRONG}\n");
        assert_eq!(baseline.settle("a.md", findings(&twice), &none).fresh.len(), baseline.total());
        assert_eq!(baseline.settle("b.md", findings(WRONG), &none).fresh.len(), baseline.total());
    }

    #[test]
    fn a_renamed_file_takes_its_entries_along() {
        let baseline = made("old.md", WRONG);
        let gone = BTreeSet::from(["old.md".to_owned()]);
        let settled = baseline.settle("new.md", findings(WRONG), &gone);
        assert!(settled.fresh.is_empty());
        let mut ledger = Ledger::default();
        ledger.add("new.md", settled.met);
        assert!(ledger.stale(&baseline, &gone).is_empty());
        assert_eq!(ledger.pruned(&baseline, &gone).paths(), BTreeSet::from(["new.md"]));
        assert_eq!(ledger.moves(), BTreeSet::from([("old.md", "new.md")]));
    }

    #[test]
    fn what_no_finding_meets_is_stale_if_its_file_was_checked_or_is_gone() {
        let mut baseline = made("a.md", WRONG);
        for path in ["gone.md", "elsewhere.md"] {
            baseline.add(Key { path: path.to_owned(), claim: "x/y".to_owned(), sentence: "0".to_owned() }, 2);
        }
        let gone = BTreeSet::from(["gone.md".to_owned()]);
        let mut ledger = Ledger::default();
        ledger.add("a.md", baseline.settle("a.md", Vec::new(), &gone).met);
        let stale: Vec<(&str, usize)> =
            ledger.stale(&baseline, &gone).into_iter().map(|(key, left)| (key.path.as_str(), left)).collect();
        assert!(stale.contains(&("gone.md", 2)) && stale.iter().any(|(path, _)| *path == "a.md"));
        assert!(ledger.pruned(&baseline, &gone).names("elsewhere.md"));
        assert_eq!(ledger.pruned(&baseline, &gone).paths(), BTreeSet::from(["elsewhere.md"]));
    }
}
