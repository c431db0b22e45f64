//! What was probably meant by a value of the wrong form, written as it should be.

use super::field::{Shape, Word};
use super::nearest::nearest;
use toml::de::DeValue;

/// Quotation marks that a word processor puts in the place of straight ones.
pub(super) const CURLY: [char; 9] = ['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// A value of another form, as this shape wants it; `None` if that cannot be known.
pub(super) fn repaired(shape: Shape, value: &DeValue<'_>) -> Option<String> {
    let text = value.as_str();
    match (shape, value) {
        (_, DeValue::String(text)) => from_text(shape, text),
        (Shape::Groups, DeValue::Array(list)) if list.iter().all(|v| v.get_ref().is_str()) => {
            let words: Vec<String> = list.iter().filter_map(|v| v.get_ref().as_str()).map(quoted).collect();
            Some(format!("[[{}]]", words.join(", ")))
        }
        (Shape::Texts | Shape::OneOrMany, DeValue::Array(list)) if list.iter().all(|v| v.get_ref().is_array()) => {
            let inner = list.iter().filter_map(|v| v.get_ref().as_array()).flatten();
            let words: Option<Vec<String>> = inner.map(|v| v.get_ref().as_str().map(quoted)).collect();
            words.map(|words| format!("[{}]", words.join(", ")))
        }
        (Shape::Text, DeValue::Array(list)) if list.len() == 1 => {
            list.first().and_then(|v| v.get_ref().as_str()).map(quoted)
        }
        (Shape::Text, DeValue::Integer(_) | DeValue::Float(_)) => plain_number(value).map(|n| quoted(&n)),
        _ => text.and_then(|text| from_text(shape, text)),
    }
}

/// The same for bare or quoted words.
pub(super) fn from_text(shape: Shape, text: &str) -> Option<String> {
    let text = text.trim().trim_matches(|c| CURLY.contains(&c) || c == '"' || c == '\'').trim();
    match shape {
        Shape::Text | Shape::OneOrMany => Some(quoted(text)),
        Shape::Texts => Some(format!("[{}]", quoted(text))),
        Shape::Groups => Some(format!("[[{}]]", quoted(text))),
        Shape::Flag => match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "on" => Some("true".to_owned()),
            "false" | "no" | "n" | "0" | "off" => Some("false".to_owned()),
            _ => None,
        },
        Shape::Number => number(text),
        Shape::Count => text.parse::<u8>().ok().map(|n| n.to_string()),
        Shape::Date => date(text),
        Shape::Choice(words) => choice(words, text).map(quoted),
        Shape::Table(_) | Shape::Tables(..) | Shape::OneOf(_) => None,
    }
}

/// Words that begin alike for so many letters are one word in two forms.
const BEGINNING: usize = 5;

/// The word of a choice that is nearest to what was typed.
pub(super) fn choice(words: &[Word], typed: &str) -> Option<&'static str> {
    let typed = typed.trim().to_lowercase().replace([' ', '_'], "-");
    let names = || words.iter().map(|word| word.0);
    let near = nearest(&typed, names()).first().and_then(|near| names().find(|name| name == near));
    // "negative" is farther from "negated" than a slip of the finger, and yet plainly meant so.
    let begins = |name: &&str| typed.chars().zip(name.chars()).take_while(|(a, b)| a == b).count() >= BEGINNING;
    near.or_else(|| names().find(begins))
}

/// A text as TOML, in straight quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A number with a point, of a percentage or with a comma.
fn number(text: &str) -> Option<String> {
    let plain = text.replace(',', ".");
    let (digits, percent) = match plain.trim().strip_suffix('%') {
        Some(digits) => (digits.trim(), true),
        None => (plain.trim(), false),
    };
    let value: f64 = digits.parse().ok().filter(|n: &f64| n.is_finite())?;
    Some(if percent { format!("{}", value / 100.0) } else { digits.to_owned() })
}

fn plain_number(value: &DeValue<'_>) -> Option<String> {
    value.as_integer().map(|n| n.as_str().to_owned()).or_else(|| value.as_float().map(|n| n.as_str().to_owned()))
}

/// A date in the order that TOML wants, where what was typed can only mean one day.
pub(super) fn date(text: &str) -> Option<String> {
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).map(str::trim).filter(|part| !part.is_empty()).collect();
    let [one, two, three] = parts.as_slice() else { return None };
    let year = |part: &str| part.parse::<u32>().ok().filter(|y| (1900..2200).contains(y));
    let small = |part: &str, most: u32| part.parse::<u32>().ok().filter(|n| (1..=most).contains(n));
    let (year, month, day) = if let Some(year) = year(one) {
        (year, small(two, 12)?, small(three, 31)?)
    } else {
        let year = year(three)?;
        match (named_month(one), named_month(two)) {
            (Some(month), _) => (year, month, small(two, 31)?),
            (_, Some(month)) => (year, month, small(one, 31)?),
            _ => {
                let (one, two) = (small(one, 31)?, small(two, 31)?);
                match (one > 12, two > 12) {
                    (true, false) => (year, two, one),
                    (false, true) => (year, one, two),
                    (false, false) if one == two => (year, one, two),
                    // 5/6/2026 is the fifth of June to one reader and the sixth of May to another.
                    _ => return None,
                }
            }
        }
    };
    Some(format!("{year}-{month:02}-{day:02}"))
}

/// A month by its English name or the beginning of it.
fn named_month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(&word))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_put_in_order_only_where_it_can_mean_one_day() {
        assert_eq!(date("20/11/2026").as_deref(), Some("2026-11-20"));
        assert_eq!(date("11.20.2026").as_deref(), Some("2026-11-20"));
        assert_eq!(date("20 November 2026").as_deref(), Some("2026-11-20"));
        assert_eq!(date("2026–1–5").as_deref(), Some("2026-01-05"));
        assert_eq!(date("5/6/2026"), None);
        assert_eq!(date("soon"), None);
    }

    #[test]
    fn percentages_and_commas_become_numbers() {
        assert_eq!(from_text(Shape::Number, "25 %").as_deref(), Some("0.25"));
        assert_eq!(from_text(Shape::Number, "0,5").as_deref(), Some("0.5"));
        assert_eq!(from_text(Shape::Flag, "Yes").as_deref(), Some("true"));
    }
}
