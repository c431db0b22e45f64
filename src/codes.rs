//! Everything a finding can be called, and patterns over it: what configuration and comments may name.
//!
//! Layer 6. A claim goes by its id or an earlier one, an area by its folder; `*` stands for any run of characters.

mod own;

use crate::contradiction;
use crate::database::{ClaimNames, Database};
use crate::lexicon::nearest;
use crate::standards::RULES;
pub use own::{OWN_CODES, OwnCode, own_code};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// All codes that can be silenced. They are put in order when the first one is asked about: most runs name none.
#[derive(Debug, Clone, Default)]
pub struct Codes {
    claims: ClaimNames,
    sorted: OnceLock<Sorted>,
}

/// Codes in look-up order.
#[derive(Debug, Clone, Default)]
struct Sorted {
    /// Ids of claims, and what is found without any.
    known: BTreeSet<String>,
    areas: BTreeSet<String>,
    /// Earlier ids of claims, and what they are called now.
    aliases: BTreeMap<String, String>,
    /// The codes without their folders.
    names: BTreeSet<String>,
}

impl Sorted {
    fn new(claims: &ClaimNames) -> Self {
        let rules = RULES.iter().map(|rule| rule.code);
        let known: BTreeSet<String> =
            claims.ids().chain(rules).chain([contradiction::CODE]).map(str::to_owned).collect();
        let areas: BTreeSet<&str> = known.iter().flat_map(|code| areas(code)).collect();
        let areas: BTreeSet<String> = areas.into_iter().map(str::to_owned).collect();
        let names = known.iter().chain(&areas).filter_map(|code| code.rsplit('/').next()).map(str::to_owned).collect();
        let aliases = claims.aliases().map(|(alias, id)| (alias.to_owned(), id.to_owned())).collect();
        Self { known, areas, aliases, names }
    }
}

/// One code, an area, or several by `*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it was written.
    pub written: String,
    /// As it is compared.
    compared: String,
}

impl Codes {
    /// The claims of a database, and what is found without any.
    pub fn new(database: &Database) -> Self {
        Self { claims: database.names().clone(), sorted: OnceLock::new() }
    }

    fn sorted(&self) -> &Sorted {
        self.sorted.get_or_init(|| Sorted::new(&self.claims))
    }

    /// The pattern that is written, or the names near to it if it meets no code at all.
    pub fn pattern(&self, written: &str) -> Result<Pattern, Vec<String>> {
        let compared = self.sorted().aliases.get(written).map_or(written, String::as_str).trim_end_matches('/');
        let pattern = Pattern { written: written.to_owned(), compared: compared.to_owned() };
        let meets = self.sorted().known.iter().any(|code| pattern.matches(code));
        if meets { Ok(pattern) } else { Err(self.near(written)) }
    }

    /// What a claim is called now; the name itself if it was never another.
    pub fn current<'a>(&'a self, name: &'a str) -> &'a str {
        self.sorted().aliases.get(name).map_or(name, String::as_str)
    }

    /// Names that may have been meant, at most three: near ones, those that go on as was typed, the same name elsewhere.
    pub fn near(&self, written: &str) -> Vec<String> {
        let known = || self.sorted().known.iter().chain(&self.sorted().areas).map(String::as_str);
        if let Some(area) = written.strip_suffix("/*") {
            let near = nearest(area, self.sorted().areas.iter().map(String::as_str));
            return near.into_iter().map(|area| format!("{area}/*")).collect();
        }
        let mut near = nearest(written, known());
        if near.is_empty() && !written.is_empty() {
            near = known().filter(|code| code.contains(written)).take(3).collect();
        }
        if near.is_empty() {
            // Often only the name is remembered, not its folder.
            let names = self.sorted().names.iter().map(String::as_str);
            let names = nearest(written.rsplit('/').next().unwrap_or(written), names);
            near = known()
                .filter(|code| code.rsplit('/').next().is_some_and(|end| names.contains(&end)))
                .take(3)
                .collect();
        }
        near.into_iter().map(str::to_owned).collect()
    }

    /// The codes that a pattern meets.
    pub fn met<'a>(&'a self, pattern: &'a Pattern) -> impl Iterator<Item = &'a str> {
        self.sorted().known.iter().map(String::as_str).filter(|code| pattern.matches(code))
    }
}

impl Pattern {
    /// Whether a code is meant: by itself, or by an area it is in.
    pub fn matches(&self, code: &str) -> bool {
        std::iter::once(code).chain(areas(code)).any(|name| fits(&self.compared, name))
    }

    /// Every code.
    pub fn any() -> Self {
        Self { written: "*".to_owned(), compared: "*".to_owned() }
    }

    /// Whether it would silence everything.
    pub fn is_blanket(written: &str) -> bool {
        written.chars().all(|c| matches!(c, '*' | '/'))
    }
}

/// The folders a code is in, from the innermost.
fn areas(code: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(code.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/')).map(|(folder, _)| folder)
}

/// Whether a name fits a pattern in which `*` stands for any run of characters.
fn fits(pattern: &str, name: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == name };
    let Some(name) = name.strip_prefix(head) else { return false };
    let Some((middle, tail)) = rest.rsplit_once('*') else { return name.ends_with(rest) };
    let Some(mut name) = name.strip_suffix(tail) else { return false };
    // What stands between stars is found at its first place, which leaves the most room for the next.
    for part in middle.split('*') {
        match name.split_once(part) {
            Some((_, behind)) => name = behind,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes() -> Codes {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        let sorted = Sorted {
            known: set(&["back-pain/bed-rest", "herpes/can-be-cured", "document/contradiction"]),
            areas: set(&["back-pain", "herpes", "document"]),
            aliases: [("back-pain/rest".to_owned(), "back-pain/bed-rest".to_owned())].into(),
            names: set(&["bed-rest", "can-be-cured", "contradiction", "back-pain", "herpes", "document"]),
        };
        Codes { sorted: OnceLock::from(sorted), ..Codes::default() }
    }

    #[test]
    fn stars_stand_for_any_run_and_areas_for_their_codes() {
        for (pattern, code, fit) in [
            ("herpes/*", "herpes/can-be-cured", true),
            ("herpes", "herpes/can-be-cured", true),
            ("*cured", "herpes/can-be-cured", true),
            ("h*can*ed", "herpes/can-be-cured", true),
            ("*-pain", "back-pain/bed-rest", true),
            ("herpes/*", "back-pain/bed-rest", false),
            ("herpes/can", "herpes/can-be-cured", false),
            ("a*a", "a", false),
            ("a*b*a", "aba", true),
            ("", "herpes/can-be-cured", false),
        ] {
            let pattern = Pattern { written: pattern.to_owned(), compared: pattern.to_owned() };
            assert_eq!(pattern.matches(code), fit, "{pattern:?} {code}");
        }
    }

    #[test]
    fn earlier_ids_lead_to_what_a_claim_is_called_now() {
        assert!(codes().pattern("back-pain/rest").unwrap().matches("back-pain/bed-rest"));
    }

    #[test]
    fn unknown_names_are_answered_with_known_ones() {
        assert_eq!(codes().pattern("herpse/*").unwrap_err(), ["herpes/*"]);
        assert_eq!(codes().pattern("herpes/can-be-curd").unwrap_err(), ["herpes/can-be-cured"]);
        assert_eq!(codes().pattern("leg-pain/bed-rest").unwrap_err(), ["back-pain/bed-rest"]);
        assert!(codes().pattern("zzz").unwrap_err().is_empty());
    }
}
