//! Quantities of a sentence: intervals in the base unit of what they measure, and how sure the reading is.
//!
//! What may be another number than it looks (a lost dash, a change, a citation, a price) is marked doubtful, and nobody
//! may conclude anything from it. Which words mean what is in `claims/language/units.toml`.

mod number;
mod words;

use super::scan::Scan;
use crate::lexicon::units::{Dimension, Role, Small, Units};
use number::{Form, Number, number};
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

/// A number with what stands around it; one past its end even where it is no quantity.
fn quantity(words: &Words<'_>, scan: &Scan, at: usize, out: &mut Vec<Quantity>) -> Option<usize> {
    if let Some((rate, end)) = frequency(words, at) {
        push(words, scan, out, Found { dimension: Dimension::Rate, every: rate.2, ..Found::new(at, end, rate.0, rate.1) });
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
        return bare(words, scan, at, first, found, out);
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
    let end = found.end.max(resume);
    push(words, scan, out, found);
    Some(end)
}

/// What is known of a quantity before its surroundings.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
struct Found {
    dimension: Dimension,
    at: usize,
    end: usize,
    low: f64,
    high: f64,
    factor: f64,
    offset: f64,
    range: bool,
    digits: bool,
    doubtful: bool,
    every: bool,
    /// A bound on the time between is the contrary bound on the rate.
    flipped: bool,
    per: Option<f64>,
}

impl Found {
    fn new(at: usize, end: usize, low: f64, high: f64) -> Self {
        Self {
            dimension: Dimension::Number,
            at,
            end,
            low,
            high,
            factor: 1.0,
            offset: 0.0,
            range: false,
            digits: false,
            doubtful: false,
            every: false,
            flipped: false,
            per: None,
        }
    }
}

/// Puts bounds, approximators and doubts to what was found.
fn push(words: &Words<'_>, scan: &Scan, out: &mut Vec<Quantity>, found: Found) {
    let mut q = Quantity {
        dimension: found.dimension,
        low: found.low,
        high: found.high,
        other: if found.digits { lost_dash(words, &found) } else { None },
        width: (0.0, 0.0),
        bound: Bound::None,
        denied_bound: false,
        doubtful: found.doubtful,
        per: found.per,
        every: found.every,
        start: found.at as u32,
        number: found.at as u32,
        end: found.end as u32,
    };
    let mut start = found.at;
    for _ in 0..3 {
        if let Some((width, from)) =
            words.behind(start, |r| if let Role::Approximate(down, up) = r { Some((*down, *up)) } else { None })
        {
            q.width = width;
            start = from;
        } else if let Some(from) = words.small_before(start, Small::AtMost) {
            q.bound = Bound::AtMost;
            start = from;
        } else if let Some(from) = words.small_before(start, Small::AtLeast) {
            // "over 2 to 3 weeks" and "from 2 to 3 weeks" only open a range.
            if !found.range {
                q.bound = Bound::AtLeast;
            }
            if words.small(from, Small::Beyond).is_some_and(|end| end >= start) && denied(scan, from) {
                q.bound = Bound::AtMost;
                q.denied_bound = true;
            }
            start = from;
        } else {
            break;
        }
    }
    if let Some(past) = words.small(found.end, Small::AtMostAfter) {
        q.bound = Bound::AtMost;
        q.end = past as u32;
    } else if let Some(past) = words.small(found.end, Small::AtLeastAfter) {
        q.bound = Bound::AtLeast;
        q.end = past as u32;
    }
    if found.flipped {
        q.bound = match q.bound {
            Bound::AtMost => Bound::AtLeast,
            Bound::AtLeast => Bound::AtMost,
            Bound::None => Bound::None,
        };
    }
    q.start = start as u32;
    q.doubtful |= is_change(words, start, q.end as usize, q.dimension);
    out.push(q);
}

/// A negator shortly before a bound, with no comma between: "do not take more than".
fn denied(scan: &Scan, from: usize) -> bool {
    (from.saturating_sub(NEGATOR_REACH)..from).rev().any(|t| scan.negator.get(t).copied().unwrap_or(false))
}

/// So far before "more than" a negator may stand: "never take, in one day, more than".
const NEGATOR_REACH: usize = 7;

/// A change, a price, a date: a number, but no amount.
fn is_change(words: &Words<'_>, start: usize, end: usize, dimension: Dimension) -> bool {
    let by = start.checked_sub(1).is_some_and(|b| words.word(b) == "by");
    let before = words.small_before(start, Small::ChangeBefore).is_some();
    let after = words.small(end, Small::ChangeAfter).is_some();
    let money = words.small(end, Small::Money).is_some() || words.small_before(start, Small::Money).is_some();
    let month = words.small(end, Small::Month).is_some() || words.small_before(start, Small::Month).is_some();
    // "within 3 days by 72 hours" is rare; "by 30 %" is the rule.
    let change = before && (!by || dimension == Dimension::Share);
    change || after || money || month
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
        let (low, high) = if (low - high).abs() < 0.02 * high.abs() { (low.min(high), low.max(high)) } else { (low, high) };
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
fn bare(
    words: &Words<'_>,
    scan: &Scan,
    at: usize,
    first: Number,
    mut found: Found,
    out: &mut Vec<Quantity>,
) -> Option<usize> {
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
            return Some(end);
        }
        Form::Part | Form::Third | Form::Article | Form::Vague | Form::Scale => return Some(first.end),
        Form::Digits | Form::Words => {}
    }
    if let Some((hours, past)) = period(words, end) {
        found = Found { low: found.low * 24.0 / hours, high: found.high * 24.0 / hours, end: past, ..found };
        found.dimension = Dimension::Rate;
        found.digits = false;
        push(words, scan, out, found);
        return Some(past);
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
        return Some(end);
    }
    if first.form == Form::Digits {
        let year = words.word(at).len() == 4 && found.low >= 1500.0 && found.high <= 2100.0;
        found.dimension = if year { Dimension::Year } else { Dimension::Number };
        found.doubtful |= words.small_before(at, Small::NameBefore).is_some() || matches!(words.word(at.wrapping_sub(1)), "[" | "#");
        push(words, scan, out, found);
    } else {
        // "two 500 mg tablets": the pieces of a dose.
        push(words, scan, out, Found { digits: false, ..found });
    }
    Some(end)
}

/// "a day", "per 24 hours", "daily": hours, and one past the end.
fn period(words: &Words<'_>, at: usize) -> Option<(f64, usize)> {
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
fn later_period(words: &Words<'_>, from: usize) -> Option<(f64, usize)> {
    let mut at = from;
    let last = (from + PERIOD_REACH).min(words.atoms.len());
    while at < last {
        // "4 g (4,000 mg) a day".
        if words.word(at) == "(" {
            at = (at..last).find(|t| words.word(*t) == ")")? + 1;
        }
        if let Some(found) = period(words, at).filter(|_| at > from) {
            let kept = !matches!(words.word(at - 1), "for" | "after" | "once" | "than" | "within");
            return kept.then_some(found);
        }
        if frequency(words, at).is_some()
            || !words.is_wordy(at)
            || words.is_number(at)
            || matches!(words.word(at), "and" | "then" | "every" | "for" | "but")
        {
            return None;
        }
        at += 1;
    }
    None
}

/// So many words may stand between an amount and its period.
const PERIOD_REACH: usize = 9;

/// "twice daily", "every 4 to 6 hours", "once a week", "4-hourly", "q6h": low, high, told as an interval; and the end.
fn frequency(words: &Words<'_>, at: usize) -> Option<((f64, f64, bool), usize)> {
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

/// The interval that digits would mean if a dash was lost: "12" of "1-2", "1014" of "10-14".
fn lost_dash(words: &Words<'_>, found: &Found) -> Option<(f64, f64)> {
    let text = words.word(found.at);
    if !text.bytes().all(|b| b.is_ascii_digit()) || !(2..=4).contains(&text.len()) {
        return None;
    }
    let (left, right) = text.split_at(text.len() / 2);
    let (low, high) = (left.parse::<f64>().ok()?, right.parse::<f64>().ok()?);
    let scale = |v: f64| v * found.factor + found.offset;
    (low > 0.0 && low < high && !right.starts_with('0')).then(|| (scale(low), scale(high)))
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
