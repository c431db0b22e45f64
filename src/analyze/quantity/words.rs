//! The words of a sentence as quantities see them, with look-ups of wordings forwards and backwards.

use crate::lexicon::units::{Dimension, Role, Small, Units, atoms, key};

/// A sentence in atoms.
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) atoms: Vec<Place>,
    keys: Vec<String>,
    /// The wordings found, by place, longest first.
    found: Vec<Found<'a>>,
    /// For each atom where those that begin with it end among the found.
    found_to: Vec<usize>,
}

/// An atom without its word.
pub(super) struct Place {
    start: u32,
    end: u32,
    pub(super) number: bool,
    wordy: bool,
}

/// A wording found: atoms `start..end`.
struct Found<'a> {
    start: usize,
    end: usize,
    roles: &'a [Role],
}

/// A unit found: dimension, factor, offset and one past its last atom.
pub(super) type UnitAt = (Dimension, f64, f64, usize);

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str, units: &'a Units) -> Self {
        let (mut places, mut keys) = (Vec::new(), Vec::new());
        for atom in atoms(text) {
            places.push(Place { start: atom.start, end: atom.end, number: atom.number, wordy: atom.wordy });
            keys.push(key(atom));
        }
        let (mut found, mut found_to) = (Vec::new(), Vec::with_capacity(keys.len()));
        for (start, first) in keys.iter().enumerate() {
            for wording in units.begun_by(first) {
                let end = start + 1 + wording.rest.len();
                // A hyphen joins the words of a wording, a slash does not, unless the wording has one.
                if keys.get(start + 1..end).is_some_and(|rest| rest == wording.rest) {
                    found.push(Found { start, end, roles: &wording.roles });
                }
            }
            found_to.push(found.len());
        }
        Self { text, atoms: places, keys, found, found_to }
    }

    /// The folded word of an atom; empty past the end.
    pub(super) fn word(&self, at: usize) -> &str {
        self.keys.get(at).map_or("", String::as_str)
    }

    /// Whether an atom is written in digits.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.number)
    }

    /// Whether an atom is a word or number.
    pub(super) fn is_wordy(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|a| a.wordy)
    }

    /// What stands between an atom and the one before it; spaces trimmed.
    pub(super) fn gap(&self, at: usize) -> &str {
        let from = at.checked_sub(1).and_then(|b| self.atoms.get(b)).map_or(0, |a| a.end as usize);
        let to = self.atoms.get(at).map_or(from, |a| a.start as usize);
        self.text.get(from..to).unwrap_or("").trim()
    }

    /// Whether an atom stands right behind the one before it.
    pub(super) fn glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|b| self.atoms.get(b));
        before.is_some_and(|b| self.atoms.get(at).is_some_and(|a| a.start == b.end))
    }

    /// The wordings that begin at an atom, longest first.
    fn begun_at(&self, at: usize) -> &[Found<'a>] {
        let to = |at: usize| self.found_to.get(at).copied();
        let from = at.checked_sub(1).map_or(Some(0), to);
        from.zip(to(at)).and_then(|(from, to)| self.found.get(from..to)).unwrap_or_default()
    }

    /// Whether a quantity may begin at an atom: in digits, with a wording, or as "q6h".
    pub(super) fn may_begin(&self, at: usize) -> bool {
        let word = self.word(at);
        self.is_number(at) || !self.begun_at(at).is_empty() || word.starts_with('q') && word.ends_with('h')
    }

    /// The longest wording that begins at `at` and has the wanted role, and one past its end.
    pub(super) fn ahead<T>(&self, at: usize, wanted: impl Fn(&Role) -> Option<T>) -> Option<(T, usize)> {
        let mut here = self.begun_at(at).iter();
        here.find_map(|f| f.roles.iter().find_map(&wanted).map(|role| (role, f.end)))
    }

    /// The longest wording with the wanted role that ends before `end`, and where it begins.
    pub(super) fn behind<T>(&self, end: usize, wanted: impl Fn(&Role) -> Option<T>) -> Option<(T, usize)> {
        let mut here = self.found.iter().filter(|f| f.end == end);
        here.find_map(|f| f.roles.iter().find_map(&wanted).map(|role| (role, f.start)))
    }

    /// Whether a small word begins at `at`; one past its end.
    pub(super) fn small(&self, at: usize, small: Small) -> Option<usize> {
        self.ahead(at, |r| (*r == Role::Small(small)).then_some(())).map(|((), end)| end)
    }

    /// Whether a small word ends before `end`; where it begins.
    pub(super) fn small_before(&self, end: usize, small: Small) -> Option<usize> {
        self.behind(end, |r| (*r == Role::Small(small)).then_some(())).map(|((), from)| from)
    }

    /// The unit that begins at `at`.
    pub(super) fn unit(&self, at: usize) -> Option<UnitAt> {
        let found = self.ahead(at, |r| match r {
            Role::Unit(dimension, factor, offset) => Some((*dimension, *factor, *offset)),
            _ => None,
        });
        found.map(|((dimension, factor, offset), end)| (dimension, factor, offset, end))
    }

    /// The unit of time that begins at `at`: hours, and one past its end.
    pub(super) fn time(&self, at: usize) -> Option<(f64, usize)> {
        self.unit(at).filter(|u| u.0 == Dimension::Time).map(|u| (u.1, u.3))
    }
}

/// Whether what stands between two numbers is a dash of any kind.
pub(super) fn is_dash(gap: &str) -> bool {
    matches!(gap, "-" | "\u{2010}" | "\u{2011}" | "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}")
}
