//! Numbers in digits and words: separators, compounds, fractions, wide words such as "several".

use super::words::{Words, is_dash};
use crate::lexicon::units::{Role, Small};

/// A number as read, before its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    pub(super) low: f64,
    pub(super) high: f64,
    /// One past its last atom.
    pub(super) end: usize,
    pub(super) form: Form,
    /// May be another number than it looks: "1.000", "3 750".
    pub(super) doubtful: bool,
}

/// How a number is written; it decides what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Digits,
    Words,
    /// "two thirds", "half": a part unless a unit follows.
    Part,
    /// "a third": an ordinal unless something speaks for a part.
    Third,
    /// "a" for one.
    Article,
    Vague,
    /// "million" alone, as behind "per".
    Scale,
}

/// The number that begins at an atom.
pub(super) fn number(words: &Words<'_>, at: usize) -> Option<Number> {
    if let Some(((low, high), end)) = words.ahead(at, |r| match r {
        Role::Vague(low, high) => Some((*low, *high)),
        _ => None,
    }) {
        return Some(Number { low, high, end, form: Form::Vague, doubtful: false });
    }
    let read = if words.is_number(at) { digits(words, at) } else { spelled(words, at) }?;
    Some(with_rest(words, read))
}

/// "and a half", "½", and a scale behind a number: "2.5 million", "one and a half".
fn with_rest(words: &Words<'_>, mut read: Number) -> Number {
    if matches!(read.form, Form::Part | Form::Third | Form::Article) {
        return read;
    }
    if words.word(read.end) == "and"
        && words.small(read.end + 1, Small::Article).is_some()
        && let Some(part) = fraction(words, read.end + 2)
    {
        read = Number { low: read.low + part, high: read.high + part, end: read.end + 3, ..read };
    }
    while let Some(scale) = scale(words, read.end) {
        read = Number { low: read.low * scale, high: read.high * scale, end: read.end + 1, ..read };
    }
    read
}

fn scale(words: &Words<'_>, at: usize) -> Option<f64> {
    words.ahead(at, |r| if let Role::Scale(n) = r { Some(*n) } else { None }).filter(|f| f.1 == at + 1).map(|f| f.0)
}

fn fraction(words: &Words<'_>, at: usize) -> Option<f64> {
    words.ahead(at, |r| if let Role::Fraction(n) = r { Some(*n) } else { None }).filter(|f| f.1 == at + 1).map(|f| f.0)
}

/// Halves and quarters are no ordinals: "half", "a quarter".
fn is_common(part: f64) -> bool {
    part > 0.4 || (part - 0.25).abs() < f64::EPSILON
}

fn cardinal(words: &Words<'_>, at: usize) -> Option<f64> {
    words.ahead(at, |r| if let Role::Number(n) = r { Some(*n) } else { None }).filter(|f| f.1 == at + 1).map(|f| f.0)
}

fn digits(words: &Words<'_>, at: usize) -> Option<Number> {
    let (value, mut doubtful) = value(words.word(at))?;
    let mut read = Number { low: value, high: value, end: at + 1, form: Form::Digits, doubtful };
    // "1½", "1 ½".
    if let Some(part) = fraction(words, at + 1).filter(|_| !words.word(at + 1).is_ascii()) {
        return Some(Number { low: value + part, high: value + part, end: at + 2, ..read });
    }
    // "1/2", "1 1/2"; a pair such as 140/90 is read elsewhere.
    let part = |at: usize| {
        let over = (words.word(at + 1) == "/" && words.is_number(at + 2)).then(|| words.word(at + 2))?;
        let (top, bottom) = (value_of(words.word(at))?, value_of(over)?);
        (top < bottom && [2.0, 3.0, 4.0, 5.0, 8.0, 10.0].contains(&bottom)).then_some(top / bottom)
    };
    if let Some(part) = part(at) {
        return Some(Number { low: part, high: part, end: at + 3, form: Form::Part, doubtful });
    }
    if words.is_number(at + 1) && words.gap(at + 1).is_empty() {
        if let Some(part) = part(at + 1) {
            return Some(Number { low: value + part, high: value + part, end: at + 4, ..read });
        }
        // "100 000"; any other neighbour may be a lost dash, a footnote or a table run together.
        if words.word(at + 1) == "000" {
            return Some(Number { low: value * 1000.0, high: value * 1000.0, end: at + 2, ..read });
        }
        doubtful = true;
    }
    if at > 0 && words.is_number(at - 1) && !is_dash(words.gap(at)) {
        doubtful = true;
    }
    read.doubtful = doubtful;
    Some(read)
}

fn value_of(text: &str) -> Option<f64> {
    value(text).map(|v| v.0)
}

/// The value of digits with separators, and whether they may mean another one.
fn value(text: &str) -> Option<(f64, bool)> {
    let commas = text.matches(',').count();
    let dots = text.matches('.').count();
    if dots > 1 {
        return None;
    }
    if commas == 0 {
        // "1.000" is a thousand to half the world.
        let thousands =
            dots == 1 && text.split('.').next_back().is_some_and(|d| d.len() == 3) && !text.starts_with('0');
        return text.parse().ok().map(|v| (v, thousands));
    }
    let mut groups = text.split('.').next().unwrap_or("").split(',');
    let first = groups.next().unwrap_or("");
    if first.len() <= 3 && groups.all(|g| g.len() == 3) {
        return text.replace(',', "").parse().ok().map(|v| (v, false));
    }
    // "1,5" is how others write one and a half.
    let decimal = commas == 1 && dots == 0;
    decimal.then(|| text.replace(',', ".").parse().ok()).flatten().map(|v| (v, true))
}

fn spelled(words: &Words<'_>, at: usize) -> Option<Number> {
    let plain = |low: f64, end: usize, form: Form| Some(Number { low, high: low, end, form, doubtful: false });
    let article = words.small(at, Small::Article).is_some();
    if let Some(part) = fraction(words, at) {
        // "½", "half", "half a million", "half an hour".
        let halves = is_common(part) || !words.word(at).is_ascii();
        let mut end = at + 1;
        if words.small(end, Small::Article).is_some() {
            end += 1;
        }
        if let Some(scale) = scale(words, end) {
            return plain(part * scale, end + 1, Form::Words);
        }
        let end = if words.unit(end).is_some() { end } else { at + 1 };
        return halves.then_some(()).and_then(|()| plain(part, end, Form::Part));
    }
    let top = cardinal(words, at).or(article.then_some(1.0));
    if let (Some(top), Some(part)) = (top, fraction(words, at + 1)) {
        let mut end = at + 2;
        if words.word(end) == "of"
            && words.small(end + 1, Small::Article).is_some()
            && let Some(scale) = scale(words, end + 2)
        {
            return plain(top * part * scale, end + 3, Form::Words);
        }
        if words.word(end) == "of" && words.small(end + 1, Small::Article).is_some() && words.unit(end + 2).is_some() {
            end += 2;
        }
        let sure = top > 1.0 || is_common(part) || !article;
        return plain(top * part, end, if sure { Form::Part } else { Form::Third });
    }
    if article {
        return match scale(words, at + 1) {
            Some(scale) => plain(scale, at + 2, Form::Words),
            None => plain(1.0, at + 1, Form::Article),
        };
    }
    if let Some(scale) = scale(words, at) {
        return plain(scale, at + 1, Form::Scale);
    }
    let (value, end) = compound(words, at)?;
    plain(value, end, Form::Words)
}

/// "twenty-one", "one hundred and fifty", "two thousand".
fn compound(words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
    let mut group = cardinal(words, at)?;
    let mut end = at + 1;
    loop {
        if let Some(scale) = scale(words, end) {
            if scale >= 1000.0 {
                break; // the caller multiplies
            }
            group *= scale;
            end += 1;
            continue;
        }
        let and = usize::from(group >= 100.0 && words.word(end) == "and");
        match cardinal(words, end + and) {
            Some(next) if next < 10.0 && group % 10.0 == 0.0 && group % 100.0 >= 20.0 => group += next,
            Some(next) if next < 100.0 && group >= 100.0 && group % 100.0 == 0.0 => group += next,
            _ => break,
        }
        end += 1 + and;
    }
    Some((group, end))
}
