//! Numbers, units and the small words around them: `language/units.toml`, checked and put in look-up order.
//!
//! A table of words only; what a run of them means is the business of the analysis.

use super::keys::may;
use super::load::{SourceFile, parse};
use super::token::{TokenKind, tokens};
use crate::diagnostic::Diagnostic;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use toml::Spanned;

/// What a quantity measures; each has one base unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    /// A part of the whole, 0 to 1.
    Share,
    /// mg.
    Mass,
    /// kg of a body.
    Weight,
    /// mg per kg of body weight.
    MassPerWeight,
    /// ml.
    Volume,
    /// International units.
    Activity,
    /// mg per ml and the like; never compared.
    Concentration,
    /// mmol/l.
    Mmol,
    /// mg/dl.
    MgPerDl,
    /// Tablets, capsules.
    Pieces,
    /// Doses of a vaccine or medicine.
    Doses,
    /// Hours.
    Time,
    /// Years.
    Age,
    /// Degrees Celsius.
    Temperature,
    /// Degrees without a letter; the reading makes temperatures of them.
    Degrees,
    /// Centimetres.
    Length,
    /// mmHg; the upper of a pair of blood pressures.
    Pressure,
    /// mmHg; the lower of a pair of blood pressures.
    Diastolic,
    /// Beats, compressions; with a period they are a rate.
    Events,
    /// So many times a day.
    Rate,
    /// Heads.
    People,
    /// kcal.
    Energy,
    /// A year of the calendar.
    Year,
    /// A number without a unit.
    Number,
}

/// What a small word does in a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Small {
    /// "up to" before a number.
    AtMost,
    /// "at least" before a number.
    AtLeast,
    /// "or less" behind a quantity.
    AtMostAfter,
    /// "or more" behind a quantity.
    AtLeastAfter,
    /// "more than": with a negator before it states a limit.
    Beyond,
    /// Joins the ends of a range.
    To,
    /// Opens a range with "and".
    Between,
    /// Its middle.
    And,
    /// "a" as one.
    Article,
    /// "per", "a" before a period.
    Per,
    /// "one in six".
    In,
    /// "in 24 hours".
    Within,
    /// "every 4 hours".
    Every,
    /// "4 hours apart".
    Apart,
    /// "aged".
    AgeBefore,
    /// "increased by".
    ChangeBefore,
    /// "lower".
    ChangeAfter,
    /// "type", "stage".
    NameBefore,
    /// Money.
    Money,
    /// "confidence interval".
    Statistic,
    /// Of a date.
    Month,
}

/// What a wording is in a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub enum Role {
    /// A number.
    Number(f64),
    /// A number that multiplies the one before it.
    Scale(f64),
    /// A part.
    Fraction(f64),
    /// A wide interval.
    Vague(f64, f64),
    /// Relative widths, down and up.
    Approximate(f64, f64),
    /// So many times a day.
    Frequency(f64),
    /// "twice": a number of times only where a period follows.
    Repeat(f64),
    /// A unit, with factor and offset to the base.
    Unit(Dimension, f64, f64),
    /// A small word.
    Small(Small),
}

/// All wordings by their first words.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Units {
    words: BTreeMap<String, Vec<Wording>>,
}

/// A wording and what it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Wording {
    /// Its folded words behind the first one.
    pub rest: Vec<String>,
    /// What it may be.
    pub roles: Vec<Role>,
}

impl crate::form::Form for UnitFile {}

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitFile {
    numbers: BTreeMap<String, f64>,
    scales: BTreeMap<String, f64>,
    fractions: BTreeMap<String, f64>,
    vague: BTreeMap<String, (f64, f64)>,
    approximate: BTreeMap<String, (f64, f64)>,
    words: BTreeMap<Small, Vec<String>>,
    frequencies: BTreeMap<String, f64>,
    repeats: BTreeMap<String, f64>,
    unit: Vec<UnitTable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitTable {
    dimension: Dimension,
    factor: Spanned<f64>,
    #[serde(default)]
    offset: f64,
    names: Vec<Spanned<String>>,
}

impl Units {
    /// The words one of which a sentence without digits needs to measure anything (numbers, and units that "a" may count), and
    /// those one of which a sentence needs to tell a dose: each with bits of `may`.
    pub(super) fn measuring(&self) -> impl Iterator<Item = (&str, u32)> {
        let held = |role: &Role| match role {
            Role::Unit(Dimension::Time, ..) => may::FIGURE,
            Role::Unit(Dimension::Mass | Dimension::Activity | Dimension::Pieces, ..) => may::AMOUNT,
            Role::Unit(..) | Role::Small(_) => 0,
            _ => may::FIGURE,
        };
        let of =
            move |wordings: &[Wording]| wordings.iter().flat_map(|w| &w.roles).fold(0, |all, role| all | held(role));
        let all = self.words.iter().map(move |(word, wordings)| (word.as_str(), of(wordings)));
        all.filter(|(_, held)| *held != 0)
    }

    /// The wordings that begin with a word, longest first.
    pub fn begun_by(&self, word: &str) -> &[Wording] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// The roles of a run of words.
    fn roles(&self, words: &[String]) -> &[Role] {
        let Some((first, rest)) = words.split_first() else { return &[] };
        self.begun_by(first).iter().find(|w| w.rest == rest).map_or(&[], |w| w.roles.as_slice())
    }

    fn add(&mut self, wording: &str, role: Role) {
        let mut words = words_of(wording).into_iter();
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let begun = self.words.entry(first).or_default();
        if let Some(known) = begun.iter_mut().find(|w| w.rest == rest) {
            if !known.roles.contains(&role) {
                known.roles.push(role);
            }
            return;
        }
        let at = begun.partition_point(|w| w.rest.len() >= rest.len());
        begun.insert(at, Wording { rest, roles: vec![role] });
    }

    /// Whether another unit owns a wording already.
    fn owner(&self, wording: &str) -> Option<(Dimension, f64)> {
        self.roles(&words_of(wording)).iter().find_map(|r| match r {
            Role::Unit(dimension, factor, _) => Some((*dimension, *factor)),
            _ => None,
        })
    }
}

/// One word of a text, as quantities see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Atom {
    /// Folded; a sign as it is written.
    pub word: String,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Digits with their separators.
    pub number: bool,
    /// A word or number, no sign.
    pub wordy: bool,
    /// Begins with a capital.
    pub initial: bool,
}

/// Cuts a text into atoms; they are the tokens of a scan, one for one.
pub fn atoms(text: &str) -> Vec<Atom> {
    let mut out = Vec::new();
    tokens(text, &mut |token, folded| {
        let raw = text.get(token.start as usize..token.end as usize).unwrap_or("");
        out.push(Atom {
            word: if folded.is_empty() { raw.to_owned() } else { folded.to_owned() },
            start: token.start,
            end: token.end,
            number: token.kind == TokenKind::Number,
            wordy: !matches!(token.kind, TokenKind::Mark(_)),
            initial: token.initial,
        });
    });
    out
}

/// The words of a wording; a lone capital letter keeps its case, since "C" is no "c".
fn words_of(wording: &str) -> Vec<String> {
    atoms(wording).into_iter().map(key).collect()
}

/// The word of an atom as the table knows it.
pub fn key(atom: Atom) -> String {
    let single = atom.end - atom.start == 1 && atom.initial && matches!(atom.word.as_str(), "c" | "f");
    if single { atom.word.to_uppercase() } else { atom.word }
}

/// Reads the table; faults carry their places.
pub(super) fn load(file: &SourceFile, faults: &mut Vec<Diagnostic>) -> Units {
    let Some(table) = parse::<UnitFile>(file, faults) else { return Units::default() };
    let mut units = Units::default();
    table.numbers.iter().for_each(|(w, n)| units.add(w, Role::Number(*n)));
    table.scales.iter().for_each(|(w, n)| units.add(w, Role::Scale(*n)));
    table.fractions.iter().for_each(|(w, n)| units.add(w, Role::Fraction(*n)));
    table.vague.iter().for_each(|(w, (low, high))| units.add(w, Role::Vague(*low, *high)));
    table.approximate.iter().for_each(|(w, (down, up))| units.add(w, Role::Approximate(*down, *up)));
    table.frequencies.iter().for_each(|(w, n)| units.add(w, Role::Frequency(*n)));
    table.repeats.iter().for_each(|(w, n)| units.add(w, Role::Repeat(*n)));
    for (small, words) in &table.words {
        for word in words {
            units.add(word, Role::Small(*small));
        }
    }
    for unit in &table.unit {
        let factor = *unit.factor.as_ref();
        if factor <= 0.0 || !factor.is_finite() {
            let span = unit.factor.span();
            faults.push(
                Diagnostic::error("claims/unit", &file.path, "a factor is above zero")
                    .at(Span::new(span.start, span.end), "here"),
            );
            continue;
        }
        for name in &unit.names {
            if let Some((dimension, other)) = units.owner(name.as_ref())
                && (dimension, other.to_bits()) != (unit.dimension, factor.to_bits())
            {
                let span = name.span();
                faults.push(
                    Diagnostic::error("claims/word-clash", &file.path, "this name already belongs to another unit")
                        .at(Span::new(span.start, span.end), "second owner"),
                );
                continue;
            }
            let role = Role::Unit(unit.dimension, factor, unit.offset);
            units.add(name.as_ref(), role);
            let plural = format!("{}s", name.as_ref());
            if name.as_ref().chars().count() > 2 && !name.as_ref().ends_with('s') && units.owner(&plural).is_none() {
                units.add(&plural, role);
            }
        }
    }
    units
}
