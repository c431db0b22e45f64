//! What stands around a number: bounds, approximators, and what makes it no amount.

use super::words::Words;
use super::{Bound, Quantity};
use crate::analyze::scan::Scan;
use crate::lexicon::units::{Dimension, Role, Small};

/// What is known of a quantity before its surroundings.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
pub(super) struct Found {
    pub(super) dimension: Dimension,
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) factor: f64,
    pub(super) offset: f64,
    pub(super) range: bool,
    pub(super) digits: bool,
    pub(super) doubtful: bool,
    pub(super) every: bool,
    /// A bound on the time between is the contrary bound on the rate.
    pub(super) flipped: bool,
    pub(super) per: Option<f64>,
}

impl Found {
    pub(super) fn new(at: usize, end: usize, low: f64, high: f64) -> Self {
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
pub(super) fn push(words: &Words<'_>, scan: &Scan, out: &mut Vec<Quantity>, found: Found) {
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
            // "4 hours apart" leaves that much at least.
            Bound::AtLeast | Bound::None => Bound::AtMost,
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
