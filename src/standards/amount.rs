//! Amounts as they are written: digits with the unit behind them, in one pass over the text.
//!
//! How an amount is written matters here, not what it comes to; what it comes to is told by `analyze::quantity`.

use std::ops::Range;

/// What a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Milligrams and micrograms: hardly anything but a medicine is counted in them.
    Small,
    /// Grams: of a medicine, or of fat.
    Gram,
    /// Millilitres.
    Volume,
    /// Units of activity.
    Activity,
    /// Tablets, capsules, drops.
    Piece,
}

/// A number with its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    /// The number in the text.
    pub(super) number: Range<usize>,
    /// The unit in the text.
    pub(super) unit: Range<usize>,
    pub(super) kind: Kind,
    /// Whether it is counted per volume, as laboratories do: "5 mg/dL".
    pub(super) concentration: bool,
}

/// Units as they are written; those with capitals or a single letter by case.
const UNITS: &[(&str, Kind)] = &[
    ("mg", Kind::Small),
    ("mgs", Kind::Small),
    ("milligram", Kind::Small),
    ("milligrams", Kind::Small),
    ("milligramme", Kind::Small),
    ("milligrammes", Kind::Small),
    ("mcg", Kind::Small),
    ("mcgs", Kind::Small),
    ("ug", Kind::Small),
    ("µg", Kind::Small),
    ("μg", Kind::Small),
    ("microgram", Kind::Small),
    ("micrograms", Kind::Small),
    ("microgrammes", Kind::Small),
    ("g", Kind::Gram),
    ("gm", Kind::Gram),
    ("gram", Kind::Gram),
    ("grams", Kind::Gram),
    ("gramme", Kind::Gram),
    ("grammes", Kind::Gram),
    ("ml", Kind::Volume),
    ("mL", Kind::Volume),
    ("millilitre", Kind::Volume),
    ("millilitres", Kind::Volume),
    ("milliliter", Kind::Volume),
    ("milliliters", Kind::Volume),
    ("U", Kind::Activity),
    ("u", Kind::Activity),
    ("IU", Kind::Activity),
    ("unit", Kind::Activity),
    ("units", Kind::Activity),
    ("tablet", Kind::Piece),
    ("tablets", Kind::Piece),
    ("capsule", Kind::Piece),
    ("capsules", Kind::Piece),
    ("pill", Kind::Piece),
    ("pills", Kind::Piece),
    ("drops", Kind::Piece),
];

/// Units of what laboratories measure in.
const VESSELS: &[&str] = &[
    "l",
    "L",
    "dl",
    "dL",
    "cl",
    "cL",
    "ml",
    "mL",
    "litre",
    "liter",
    "decilitre",
    "deciliter",
    "millilitre",
    "milliliter",
    "mmol",
    "mol",
    "mm",
    "cm",
    "m",
    "g",
];

/// The amounts of a text, in reading order.
pub(super) fn amounts(text: &str) -> Vec<Amount> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        let digits = at + found;
        let end = number_end(bytes, digits);
        at = end;
        let Some(start) = number_start(text, digits) else { continue };
        if text.get(start..end).is_none_or(|number| number.matches('.').count() > 1) {
            continue; // a version, an address
        }
        // "1.0 to 2.5 mg": the unit of a range stands behind its second number.
        let unit_at = range_end(bytes, end).unwrap_or(end);
        let Some((unit, kind)) = unit(text, unit_at).or_else(|| unit(text, end)) else { continue };
        let concentration = is_concentration(text, unit.end);
        out.push(Amount { number: start..end, unit, kind, concentration });
    }
    out
}

/// Where the number around its first digit begins; `None` if the digit is part of a name or of another number.
fn number_start(text: &str, digit: usize) -> Option<usize> {
    let before = text.get(..digit)?;
    let (start, before) = match before.strip_suffix('.') {
        Some(before) => (digit - 1, before),
        None => (digit, before),
    };
    let naked = start < digit;
    let open = ['(', '[', '"', '“', '‘', '\'', '~', '≈', '<', '>', '=', '≤', '≥', '×', '/', ':'];
    let free = match before.chars().next_back() {
        // "1 .5 mg" has lost something that nobody can bring back.
        Some(c) if c.is_whitespace() => !naked || !before.trim_end().ends_with(|c: char| c.is_ascii_digit()),
        // The second end of a range.
        Some('-' | '–' | '—') => {
            let first = before.trim_end_matches(['-', '–', '—']).trim_end();
            first.is_empty() || first.ends_with(|c: char| c.is_ascii_digit())
        }
        c => c.is_none_or(|c| open.contains(&c)),
    };
    free.then_some(start)
}

/// One past the number that begins at a digit.
fn number_end(bytes: &[u8], from: usize) -> usize {
    let mut end = from;
    while let Some(&byte) = bytes.get(end) {
        let joint = matches!(byte, b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !byte.is_ascii_digit() && !joint {
            break;
        }
        end += 1;
    }
    end
}

/// One past the second number of a range whose first ends here.
fn range_end(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = bytes.get(end..)?;
    let joints: [&[u8]; 6] = [b"-", "–".as_bytes(), " - ".as_bytes(), " – ".as_bytes(), b" to ", b" or "];
    let joint = joints.iter().find(|joint| rest.starts_with(joint))?;
    let mut second = end + joint.len();
    if bytes.get(second) == Some(&b'.') {
        second += 1;
    }
    bytes.get(second).filter(|byte| byte.is_ascii_digit())?;
    Some(number_end(bytes, second))
}

/// The unit behind a number, at once or after a space or hyphen.
fn unit(text: &str, from: usize) -> Option<(Range<usize>, Kind)> {
    let rest = text.get(from..)?;
    let gap = rest.chars().next().filter(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '-')).map_or(0, char::len_utf8);
    let start = from + gap;
    let word = word(text, start);
    let (_, kind) = UNITS.iter().find(|(name, _)| *name == word)?;
    let end = start + word.len();
    let mut behind = text.get(end..)?.chars();
    let (next, further) = (behind.next(), behind.next());
    // "3 U-turns", "5 g-force", "10 U.S. states".
    let goes_on = matches!(next, Some('-' | '.' | '\'' | '’')) && further.is_some_and(char::is_alphabetic);
    (!(word.len() == 1 && goes_on)).then_some((start..end, *kind))
}

/// The letters that begin at a place.
pub(super) fn word(text: &str, from: usize) -> &str {
    let rest = text.get(from..).unwrap_or("");
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    rest.get(..end).unwrap_or("")
}

/// Whether a volume, another mass or a length follows: "/dL", "per litre".
fn is_concentration(text: &str, unit_end: usize) -> bool {
    let rest = text.get(unit_end..).unwrap_or("").trim_start_matches([' ', '\u{a0}']);
    let Some(below) = rest.strip_prefix('/').or_else(|| rest.strip_prefix("per ")) else { return false };
    let below = below.trim_start_matches([' ', '\u{a0}']);
    let below = below.trim_start_matches(|c: char| c.is_ascii_digit());
    VESSELS.contains(&word(below.trim_start(), 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let words = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
        amounts(text).iter().map(|a| format!("{} {}", words(&a.number), words(&a.unit))).collect()
    }

    #[test]
    fn amounts_are_numbers_with_units() {
        assert_eq!(read("Take 1.0 mg, then .5mg or 10-mg tablets."), ["1.0 mg", ".5 mg", "10 mg"]);
        assert_eq!(read("1.0 to 2.5 mg a day; 1–2 g"), ["1.0 mg", "2.5 mg", "1 g", "2 g"]);
    }

    #[test]
    fn versions_names_and_broken_numbers_are_none() {
        assert!(read("version 1.0, release 2.0.1 mg, v1.0 mg, B12 mg, HSV-1 g, 1 .5 mg, it works.5 mg").is_empty());
        assert!(read("10 U.S. states, 3 U-turns, 5 g-force, .5 of it, p<.05, .22 calibre").is_empty());
    }

    #[test]
    fn what_is_counted_per_volume_is_a_concentration() {
        let all = amounts("5.0 mg/dL, 5.0 µg per litre, 5.0 mg/kg, 5.0 mg per day, 10 mg / 5 ml");
        let told: Vec<bool> = all.iter().map(|a| a.concentration).collect();
        assert_eq!(told, [true, true, false, false, true, false]);
    }
}
