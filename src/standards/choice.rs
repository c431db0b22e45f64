//! Which rules an article is held to.

use super::{RULES, Rule, SETS};
use crate::lexicon::nearest;

/// The rules that are on, and what they go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    codes: Vec<&'static str>,
    /// The day it is, as `2026-11-20`; without it nothing is too old.
    pub today: String,
    /// Years after which an article should have been looked over again.
    pub review_years: u32,
    /// Years after which the newest source is old.
    pub source_years: u32,
}

/// What is long ago unless somebody says otherwise: no standard names a number.
const REVIEW_YEARS: u32 = 3;
const SOURCE_YEARS: u32 = 10;

impl Default for Choice {
    /// The first set, which no article may do without.
    fn default() -> Self {
        let mut choice = Self::none();
        if let Some((name, _)) = SETS.first() {
            choice.add(name);
        }
        choice
    }
}

impl Choice {
    /// No rule at all.
    pub fn none() -> Self {
        Self { codes: Vec::new(), today: String::new(), review_years: REVIEW_YEARS, source_years: SOURCE_YEARS }
    }

    /// Takes the names one after another: a set or a rule is added, `all` adds everything, `none` drops what is on.
    /// The first name that is not known is given back with the nearest ones.
    pub fn select<'n>(&mut self, names: impl IntoIterator<Item = &'n str>) -> Result<(), (String, Vec<&'static str>)> {
        for name in names {
            match name {
                "none" => self.codes.clear(),
                "all" => self.codes = RULES.iter().map(|rule| rule.code).collect(),
                name if Self::names().any(|known| known == name) => self.add(name),
                name => return Err((name.to_owned(), nearest(name, Self::names()))),
            }
        }
        Ok(())
    }

    /// Every name that can be selected.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let sets = SETS.iter().map(|(name, _)| *name);
        sets.chain(["all", "none"]).chain(RULES.iter().map(|rule| rule.code))
    }

    /// Whether a rule is on.
    pub fn has(&self, rule: &Rule) -> bool {
        self.codes.contains(&rule.code)
    }

    fn add(&mut self, name: &str) {
        let named = RULES.iter().filter(|rule| rule.code == name || rule.sets.contains(&name));
        let fresh: Vec<&str> = named.map(|rule| rule.code).filter(|code| !self.codes.contains(code)).collect();
        self.codes.extend(fresh);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_in_their_order() {
        let mut choice = Choice::default();
        assert!(choice.codes.contains(&"doses/trailing-zero"));
        choice.select(["none", "doses/leading-zero", "doses/leading-zero"]).unwrap();
        assert_eq!(choice.codes, ["doses/leading-zero"]);
    }

    #[test]
    fn an_unknown_name_is_told_with_its_neighbours() {
        let (name, near) = Choice::none().select(["dosis"]).unwrap_err();
        assert_eq!((name.as_str(), near), ("dosis", vec!["doses"]));
    }
}
