//! Quantities of a sentence: intervals in the base unit of what they measure, and how sure the reading is.
//!
//! What may be another number than it looks (a lost dash, a change, a citation, a price) is marked doubtful, and nobody
//! may conclude anything from it. Which words mean what is in `claims/language/units.toml`.

mod around;
pub mod dose;
mod number;
mod rate;
mod words;

use super::scan::Scan;
use crate::lexicon::units::{Dimension, Role, Small, Units};
use around::{Found, push};
use number::{Form, Number, number};
use rate::{frequency, later_period, period};
use words::{Words, is_dash};

/// How the stated value limits what is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// The value itself.
    None,
    /// "up to 5".
    AtMost,
    /// "at least 5".
    AtLeast,
}

/// A quantity read: an interval in the base unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// What it measures.
    pub dimension: Dimension,
    /// Lower end, as written.
    pub low: f64,
    /// Upper end, as written.
    pub high: f64,
    /// The interval if a dash was lost: "12 days" may have been "1-2 days".
    pub other: Option<(f64, f64)>,
    /// How far the true value may lie below and above, relative to it.
    pub width: (f64, f64),
    /// A bound stated with it.
    pub bound: Bound,
    /// The bound is made of a negator and "more than": "do not take more than".
    pub denied_bound: bool,
    /// It may be no quantity, or another one.
    pub doubtful: bool,
    /// Hours of the period it is counted over: "a day" is 24.
    pub per: Option<f64>,
    /// For a rate: it is told as an interval, "every 4 hours".
    pub every: bool,
    /// First token, its bounds included.
    pub start: u32,
    /// First token of the number itself.
    pub number: u32,
    /// One past its last token.
    pub end: u32,
}

impl Quantity {
    /// The interval that is meant, with its bound and its approximator.
    pub fn meant(&self) -> (f64, f64) {
        let (low, high) = self.value();
        match self.bound {
            Bound::None => (low, high),
            Bound::AtMost => (f64::NEG_INFINITY, high),
            Bound::AtLeast => (low, f64::INFINITY),
        }
    }

    /// The value itself with its approximator: for limits and thresholds.
    pub fn value(&self) -> (f64, f64) {
        (self.low * (1.0 - self.width.0), self.high * (1.0 + self.width.1))
    }
}

/// The quantities of a sentence, by place.
pub fn read(text: &str, scan: &Scan, units: &Units) -> Vec<Quantity> {
    let words = Words::new(text, units);
    let statistic = (0..words.atoms.len()).any(|at| words.small(at, Small::Statistic).is_some());
    let mut out: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < words.atoms.len() {
        let from = out.len();
        match quantity(&words, scan, at, &mut out) {
            Some(end) => {
                for q in out.iter_mut().skip(from) {
                    let unsure = matches!(q.dimension, Dimension::Share | Dimension::Number);
                    q.doubtful |= statistic && unsure;
                }
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    merge_equals(&words, &mut out);
    out
}

/// The one quantity that a text is, such as the "2 to 4 weeks" of a claim file.
pub fn amount(text: &str, units: &Units) -> Option<Quantity> {
    let all = read(text, &Scan::default(), units);
    let [only] = all.as_slice() else { return None };
    (!only.doubtful).then_some(*only)
}

/// A number with what stands around it; one past its end even where it is no quantity.
fn quantity(words: &Words<'_>, scan: &Scan, at: usize, out: &mut Vec<Quantity>) -> Option<usize> {
    if !words.may_begin(at) {
        return None;
    }
    if let Some((rate, end)) = frequency(words, at) {
        push(
            words,
            scan,
            out,
            Found { dimension: Dimension::Rate, every: rate.2, ..Found::new(at, end, rate.0, rate.1) },
        );
        return Some(end);
    }
    let first = number(words, at)?;
    if is_name(words, at, first.end) {
        return Some(first.end);
    }
    if let Some(end) = pair(words, at, first, scan, out) {
        return Some(end);
    }
    let range = range(words, at, first);
    let (low, high, mut end) = range.map_or((first.low, first.high, first.end), |r| (r.low, r.high, r.end));
    let mut found = Found::new(at, end, low, high);
    found.range = range.is_some();
    found.doubtful = first.doubtful || range.is_some_and(|r| r.doubtful) || low > high;
    found.digits = first.form == Form::Digits && range.is_none();
    if let Some((share, past)) = share(words, end, high) {
        found = Found { dimension: Dimension::Share, low: low * share, high: high * share, end: past, ..found };
        found.digits = false;
        push(words, scan, out, found);
        return Some(past);
    }
    let unit = range.and_then(|r| r.unit).or_else(|| words.unit(end));
    let Some((dimension, factor, offset, past)) = unit else {
        return Some(bare(words, scan, at, first, found, out));
    };
    if first.form == Form::Third || first.form == Form::Scale {
        return Some(past); // "a third dose"
    }
    if first.form == Form::Article && dimension != Dimension::Time {
        return Some(first.end);
    }
    let scaled = range.is_some_and(|r| r.scaled);
    if !scaled {
        found.low = low * factor + offset;
        found.high = high * factor + offset;
        found.factor = factor;
        found.offset = offset;
    }
    end = past;
    found.dimension = dimension;
    found.end = end;
    if dimension == Dimension::Degrees {
        degrees(&mut found);
    }
    let mut resume = end;
    if let Some((hours, past)) = period(words, end) {
        found.per = Some(hours);
        found.end = past;
    } else if matches!(dimension, Dimension::Mass | Dimension::Activity | Dimension::Pieces | Dimension::Doses)
        && let Some((hours, past)) = later_period(words, end)
    {
        found.per = Some(hours);
        resume = past;
    }
    if dimension == Dimension::Events {
        let Some(hours) = found.per else { return Some(found.end) };
        found = Found { low: found.low * 24.0 / hours, high: found.high * 24.0 / hours, ..found };
        found.dimension = Dimension::Rate;
        found.per = None;
        found.digits = false;
    }
    // "at least 4 hours apart", "4-hourly" are intervals between doses.
    if dimension == Dimension::Time
        && let Some(past) = words.small(found.end, Small::Apart)
    {
        found = Found { low: 24.0 / found.high, high: 24.0 / found.low, end: past, every: true, ..found };
        found.dimension = Dimension::Rate;
        found.flipped = true;
        found.digits = false;
    }
    // "at age 3 to 4 months".
    if found.dimension == Dimension::Time && words.small_before(at, Small::AgeBefore).is_some() {
        found = Found { dimension: Dimension::Age, low: found.low / YEAR, high: found.high / YEAR, ..found };
        found.digits = false;
    }
    let end = found.end.max(resume);
    push(words, scan, out, found);
    Some(end)
}

/// "HSV-1", "B 12", "1980s", "1st": digits that name or order.
fn is_name(words: &Words<'_>, at: usize, end: usize) -> bool {
    let joined = words.atoms.get(at).is_some_and(|a| a.number)
        && at > 0
        && is_dash(words.gap(at))
        && words.is_wordy(at - 1)
        && !words.is_number(at - 1);
    let ordinal = words.glued(end) && matches!(words.word(end), "s" | "st" | "nd" | "rd" | "th");
    // A footnote sign behind a full stop: "in men.2".
    let footnote = words.is_number(at) && at > 1 && words.word(at - 1) == "." && words.glued(at) && words.glued(at - 1);
    let clock = words.word(end) == ":" && words.glued(end) && words.is_number(end + 1)
        || at > 0 && words.word(at - 1) == ":" && words.glued(at);
    joined || ordinal || footnote || clock
}

/// Hours of a year.
const YEAR: f64 = 8766.0;

/// "140/90", "140 over 90": two pressures.
fn pair(words: &Words<'_>, at: usize, first: Number, scan: &Scan, out: &mut Vec<Quantity>) -> Option<usize> {
    if !matches!(words.word(first.end), "/" | "over") || first.form != Form::Digits {
        return None;
    }
    let second = number(words, first.end + 1).filter(|n| n.form == Form::Digits)?;
    let fits = (60.0..=260.0).contains(&first.low) && (30.0..=160.0).contains(&second.low) && first.low > second.low;
    if !fits {
        return None;
    }
    let end = words.unit(second.end).filter(|u| u.0 == Dimension::Pressure).map_or(second.end, |u| u.3);
    for (dimension, value) in [(Dimension::Pressure, first.low), (Dimension::Diastolic, second.low)] {
        push(words, scan, out, Found { dimension, ..Found::new(at, end, value, value) });
    }
    Some(end)
}

/// A range read: both ends, perhaps with units of their own.
#[derive(Debug, Clone, Copy)]
struct Range {
    low: f64,
    high: f64,
    end: usize,
    unit: Option<words::UnitAt>,
    /// The ends are in base units already.
    scaled: bool,
    doubtful: bool,
}

/// "4-6", "4 to 6", "between 4 and 6", "400 mg to 1 g".
fn range(words: &Words<'_>, at: usize, first: Number) -> Option<Range> {
    if matches!(first.form, Form::Article | Form::Vague | Form::Scale) {
        return None;
    }
    let own = words.unit(first.end);
    let from = own.map_or(first.end, |u| u.3);
    let joint = joint(words, at, from)?;
    let second = number(words, joint).filter(|n| !matches!(n.form, Form::Article | Form::Vague | Form::Scale))?;
    let unit = words.unit(second.end);
    let doubtful = second.doubtful && !words.is_number(joint - 1);
    if let (Some(a), Some(b)) = (own, unit) {
        let alike = a.0 == b.0 || a.0 == Dimension::Degrees && b.0 == Dimension::Temperature;
        if !alike {
            return None;
        }
        let a = if a.0 == b.0 { a } else { b };
        let (low, high) = (first.low * a.1 + a.2, second.high * b.1 + b.2);
        // "38 °C or 100.4 °F" is one value said twice.
        let (low, high) =
            if (low - high).abs() < 0.02 * high.abs() { (low.min(high), low.max(high)) } else { (low, high) };
        return Some(Range { low, high, end: b.3, unit, scaled: true, doubtful });
    }
    if own.is_some() {
        return None; // "500 mg or 2"
    }
    Some(Range { low: first.low, high: second.high, end: second.end, unit: None, scaled: false, doubtful })
}

/// Where the second number of a range begins, if a joint follows.
fn joint(words: &Words<'_>, at: usize, end: usize) -> Option<usize> {
    if words.is_number(end) && is_dash(words.gap(end)) {
        return Some(end);
    }
    if is_dash(words.word(end)) && words.is_number(end + 1) {
        return Some(end + 1);
    }
    if words.small_before(at, Small::Between).is_some()
        && let Some(next) = words.small(end, Small::And)
    {
        return Some(next);
    }
    // A joint of its own between words joined by hyphens: "four-to-six".
    words.small(end, Small::To)
}

/// "in six", "out of 10", "per 100,000": what one unit of the number is of the whole, and one past the end.
fn share(words: &Words<'_>, end: usize, high: f64) -> Option<(f64, usize)> {
    if words.unit(end).is_some_and(|u| u.0 == Dimension::Share) {
        return None;
    }
    // "4 people in 100".
    let end = words.unit(end).filter(|u| u.0 == Dimension::People).map_or(end, |u| u.3);
    let next = words.small(end, Small::In)?;
    let slash = words.word(end) == "/";
    let whole = number(words, next).filter(|n| !n.doubtful && !matches!(n.form, Form::Article | Form::Vague))?;
    let value = whole.low;
    let year = (1500.0..=2100.0).contains(&value) && words.word(next).len() == 4;
    let per = words.word(end) == "per" || slash;
    let timed = words.time(whole.end).is_some() && whole.form != Form::Scale;
    if high >= value || value < 2.0 || year || timed || per && value < 100.0 || (whole.low - whole.high).abs() > 0.0 {
        return None;
    }
    Some((1.0 / value, whole.end))
}

/// A number without unit: a part, an age, a year, a rate such as "100 per minute", or just a number.
fn bare(words: &Words<'_>, scan: &Scan, at: usize, first: Number, mut found: Found, out: &mut Vec<Quantity>) -> usize {
    let end = found.end;
    let spoken_for = words.behind(at, |r| matches!(r, Role::Approximate(..)).then_some(())).is_some()
        || words.small_before(at, Small::AtMost).is_some()
        || words.small_before(at, Small::AtLeast).is_some()
        || words.word(end) == "of"
        || words.unit(end).is_some_and(|u| u.0 == Dimension::People);
    match first.form {
        Form::Part | Form::Third if first.form == Form::Part || spoken_for => {
            found.dimension = Dimension::Share;
            push(words, scan, out, found);
            return end;
        }
        Form::Part | Form::Third | Form::Article | Form::Vague | Form::Scale => return first.end,
        Form::Digits | Form::Words => {}
    }
    if let Some((hours, past)) = period(words, end) {
        found = Found { low: found.low * 24.0 / hours, high: found.high * 24.0 / hours, end: past, ..found };
        found.dimension = Dimension::Rate;
        found.digits = false;
        push(words, scan, out, found);
        return past;
    }
    let start = words.small_before(at, Small::AtLeast).or_else(|| words.small_before(at, Small::AtMost)).unwrap_or(at);
    let who = start.checked_sub(1).is_some_and(|b| {
        words.unit(b).is_some_and(|u| u.0 == Dimension::People)
            || matches!(words.word(b), "those" | "anyone" | "everyone" | "girls" | "boys" | "teenagers")
    });
    let aged = words.small_before(at, Small::AgeBefore).is_some()
        || matches!((words.word(end), words.word(end + 1)), ("and" | "or", "older" | "younger"))
        || who && start < at;
    if aged && found.high <= 120.0 {
        found.dimension = Dimension::Age;
        found.digits = false;
        push(words, scan, out, found);
        return end;
    }
    if first.form == Form::Digits {
        let year = words.word(at).len() == 4 && found.low >= 1500.0 && found.high <= 2100.0;
        found.dimension = if year { Dimension::Year } else { Dimension::Number };
        found.doubtful |=
            words.small_before(at, Small::NameBefore).is_some() || matches!(words.word(at.wrapping_sub(1)), "[" | "#");
        push(words, scan, out, found);
    } else {
        // "two 500 mg tablets": the pieces of a dose.
        push(words, scan, out, Found { digits: false, ..found });
    }
    end
}

/// Degrees without a letter: the value tells the scale, where only one fits a body.
fn degrees(found: &mut Found) {
    if (30.0..=45.0).contains(&found.low) && (30.0..=45.0).contains(&found.high) {
        found.dimension = Dimension::Temperature;
    } else if (90.0..=113.0).contains(&found.low) && (90.0..=113.0).contains(&found.high) {
        found.dimension = Dimension::Temperature;
        found.low = (found.low - 32.0) / 1.8;
        found.high = (found.high - 32.0) / 1.8;
    }
}

/// Drops a quantity in brackets that only says the one before it in another unit: "38 °C (100.4 °F)".
fn merge_equals(words: &Words<'_>, out: &mut Vec<Quantity>) {
    let mut at = 1;
    while at < out.len() {
        let (Some(first), Some(second)) = (out.get(at - 1).copied(), out.get(at).copied()) else { break };
        let near = second.start as usize == first.end as usize + 1
            && matches!(words.word(first.end as usize), "(" | "[" | "/" | "," | "or");
        let close = |a: f64, b: f64| (a - b).abs() <= 0.06 * a.abs().max(b.abs());
        if near && first.dimension == second.dimension && close(first.low, second.low) && close(first.high, second.high)
        {
            if let Some(kept) = out.get_mut(at - 1) {
                kept.end = second.end;
                kept.per = kept.per.or(second.per);
                // "38 °C (100.4 °F) or more".
                let past = second.end as usize + usize::from(words.word(second.end as usize) == ")");
                let after = [(Small::AtLeastAfter, Bound::AtLeast), (Small::AtMostAfter, Bound::AtMost)];
                let behind = after.into_iter().find(|(small, _)| words.small(past, *small).is_some());
                if kept.bound == Bound::None {
                    kept.bound = behind.map_or(second.bound, |(_, bound)| bound);
                }
            }
            out.remove(at);
        } else {
            at += 1;
        }
    }
}
