//! Periods and frequencies: "a day", "in 24 hours", "twice daily", "every 4 to 6 hours".

use super::number::{Form, number};
use super::range;
use super::words::Words;
use crate::lexicon::units::{Dimension, Role, Small};

/// "a day", "per 24 hours", "daily": hours, and one past the end.
pub(super) fn period(words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some((f, end)) = words.ahead(at, |r| if let Role::Frequency(f) = r { Some(*f) } else { None }) {
        return (f <= 1.0 && end == at + 1).then_some((24.0 / f, end));
    }
    // "mg/day": the slash between two words is no atom of its own.
    if words.gap(at) == "/"
        && let Some((hours, end)) = words.time(at)
    {
        return Some((hours, end));
    }
    if let Some(next) = words.small(at, Small::Per)
        && let Some((hours, end)) = words.time(next)
    {
        return Some((hours, end));
    }
    let next = words.small(at, Small::Within)?;
    let count = number(words, next).filter(|n| (n.low - n.high).abs() <= 0.0 && !n.doubtful)?;
    words.time(count.end).map(|(hours, end)| (count.low * hours, end))
}

/// A period behind the name of what is taken, "1,200 mg of ibuprofen a day": hours, and one past its end.
pub(super) fn later_period(words: &Words<'_>, from: usize) -> Option<(f64, usize)> {
    let mut at = from;
    let mut last = (from + PERIOD_REACH).min(words.atoms.len());
    while at < last {
        // "4 g (4,000 mg) a day".
        if words.word(at) == "(" {
            let close = (at..(at + BRACKET_REACH).min(words.atoms.len())).find(|t| words.word(*t) == ")")?;
            last = (last + close - at).min(words.atoms.len());
            at = close + 1;
        }
        if let Some(found) = period(words, at).filter(|_| at > from) {
            let kept = !matches!(words.word(at - 1), "for" | "after" | "once" | "than" | "within");
            return kept.then_some(found);
        }
        if frequency(words, at).is_some()
            || !words.is_wordy(at)
            || number(words, at).is_some_and(|n| n.form != Form::Article)
            || matches!(words.word(at), "and" | "then" | "every" | "for" | "but")
        {
            return None;
        }
        at += 1;
    }
    None
}

/// So many words may stand in brackets between the two.
const BRACKET_REACH: usize = 16;
/// So many words may stand between an amount and its period.
const PERIOD_REACH: usize = 9;

/// "twice daily", "every 4 to 6 hours", "once a week", "4-hourly", "q6h": low, high, told as an interval; and the end.
pub(super) fn frequency(words: &Words<'_>, at: usize) -> Option<((f64, f64, bool), usize)> {
    if let Some((f, end)) = words.ahead(at, |r| if let Role::Frequency(f) = r { Some(*f) } else { None }) {
        return Some(((f, f, false), end));
    }
    if let Some((f, next)) = words.ahead(at, |r| if let Role::Repeat(f) = r { Some(*f) } else { None }) {
        let (hours, end) = period(words, next)?;
        return Some(((f * 24.0 / hours, f * 24.0 / hours, false), end));
    }
    let word = words.word(at);
    if let Some(hours) = word.strip_prefix('q').and_then(|w| w.strip_suffix('h')).and_then(|n| n.parse::<f64>().ok()) {
        return (hours > 0.0).then_some(((24.0 / hours, 24.0 / hours, true), at + 1));
    }
    let hourly = |low: f64, high: f64, end: usize| (low > 0.0).then_some(((24.0 / high, 24.0 / low, true), end));
    if let Some(next) = words.small(at, Small::Every) {
        if let Some((hours, end)) = words.time(next) {
            return hourly(hours, hours, end);
        }
        let first = number(words, next)?;
        let range = range(words, next, first);
        let (low, high, end) = range.map_or((first.low, first.high, first.end), |r| (r.low, r.high, r.end));
        if let Some(unit) = range.filter(|r| r.scaled).and_then(|r| r.unit) {
            return if unit.0 == Dimension::Time { hourly(low, high, end) } else { None };
        }
        let (hours, end) = words.time(end)?;
        return hourly(low * hours, high * hours, end);
    }
    // "6-hourly", "4 to 6 hourly".
    let first = number(words, at).filter(|n| n.form == Form::Digits || n.form == Form::Words)?;
    let range = range(words, at, first);
    let (low, high, end) = range.map_or((first.low, first.high, first.end), |r| (r.low, r.high, r.end));
    if words.word(end) == "hourly" { hourly(low, high, end + 1) } else { None }
}
