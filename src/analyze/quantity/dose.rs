//! Doses: amount × pieces × frequency, to what is taken at once and in a day.
//!
//! Every reading is the friendliest one: the lowest value of a range, one piece where none is counted, no product where
//! the text states a total of its own.

use super::words::Words;
use super::{Bound, Quantity};
use crate::analyze::Analysis;
use crate::lexicon::units::Dimension;

/// A dose read from a sentence, in the base unit of its dimension.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dose {
    /// Mass or international units.
    pub dimension: Dimension,
    /// At once, if told.
    pub once: Option<(f64, f64)>,
    /// In a day, if told or worked out.
    pub day: Option<(f64, f64)>,
    /// Hours between doses, if told.
    pub hours: Option<(f64, f64)>,
    /// The most that may be taken: "up to", "no more than".
    pub limit: bool,
    /// The limit is made of a negator and "more than".
    pub denied_bound: bool,
    /// First token of the amount, bounds and pieces included.
    pub start: u32,
    /// First token of the amount's own number.
    pub number: u32,
    /// One past the last token of amount or frequency.
    pub end: u32,
}

/// Hours of a day.
const DAY: f64 = 24.0;
/// More often than this in a day nobody takes a medicine; such a rate belongs to something else.
const OFTEN: f64 = 48.0;

/// The doses of a sentence. `piece` is the weight of the smallest tablet of the drug, if known.
pub fn doses(analysis: &Analysis<'_>, sentence: u32, piece: Option<(Dimension, f64)>) -> Vec<Dose> {
    let Some(cut) = analysis.document.sentences.get(sentence as usize) else { return Vec::new() };
    let all = analysis.quantities(sentence);
    if !all.iter().any(|q| is_amount(q) || q.dimension == Dimension::Pieces) {
        return Vec::new();
    }
    let words = Words::new(cut.text.of(&analysis.document.text), &analysis.lexicon.units);
    let later = analysis.quantities(sentence + 1);
    let mut out = Vec::new();
    for (i, q) in all.iter().enumerate() {
        let Some(amount) = amount(&words, all, i, piece) else { continue };
        out.push(finish(all, later, q, amount));
    }
    out
}

/// What is taken at once or in the period told with it.
#[derive(Debug, Clone, Copy)]
struct Amount {
    dimension: Dimension,
    low: f64,
    high: f64,
    per: Option<f64>,
    limit: bool,
    denied: bool,
    start: u32,
}

/// The amount that a quantity states: pieces times their strength, or the mass itself.
fn amount(words: &Words<'_>, all: &[Quantity], i: usize, piece: Option<(Dimension, f64)>) -> Option<Amount> {
    let q = all.get(i).filter(|q| !q.doubtful && q.bound != Bound::AtLeast)?;
    let before = i.checked_sub(1).and_then(|b| all.get(b));
    let after = all.get(i + 1);
    let (low, high) = q.value();
    let plain = Amount {
        dimension: q.dimension,
        low,
        high,
        per: q.per,
        limit: q.bound == Bound::AtMost,
        denied: q.denied_bound,
        start: q.start,
    };
    let times = |count: &Quantity, amount: Amount| Amount {
        low: amount.low * count.low,
        high: amount.high * count.high,
        per: amount.per.or(count.per),
        limit: amount.limit || count.bound == Bound::AtMost,
        denied: amount.denied || count.denied_bound,
        start: count.start,
        ..amount
    };
    if is_amount(q) {
        // "two 500 mg tablets"
        if let Some(count) = before.filter(|b| b.dimension == Dimension::Number && b.end == q.start) {
            return piece_follows(words, q).then(|| times(count, plain)).filter(|_| !count.doubtful);
        }
        // "two tablets of 500 mg", "two tablets (500 mg each)"; without "of" or "each" it may be the sum.
        if let Some(count) = before.filter(|b| b.dimension == Dimension::Pieces && q.start <= b.end + 2) {
            let each = words.word(q.start as usize - 1) == "of" || words.word(q.end as usize) == "each";
            return Some(if each {
                times(count, plain)
            } else {
                Amount { start: count.start, per: q.per.or(count.per), ..plain }
            });
        }
        return Some(plain);
    }
    if q.dimension == Dimension::Pieces {
        // The strength stands right behind: the mass is read there.
        if after.is_some_and(|a| is_amount(a) && a.start <= q.end + 2) {
            return None;
        }
        let (dimension, weight) = piece?;
        return Some(times(
            q,
            Amount { dimension, low: weight, high: weight, per: None, limit: false, denied: false, ..plain },
        ));
    }
    None
}

fn is_amount(q: &Quantity) -> bool {
    matches!(q.dimension, Dimension::Mass | Dimension::Activity)
}

/// Whether a tablet follows: "500 mg tablets", "500 mg ibuprofen tablets".
fn piece_follows(words: &Words<'_>, q: &Quantity) -> bool {
    let end = q.end as usize;
    (end..end + 3)
        .take_while(|t| words.is_wordy(*t) && !words.is_number(*t))
        .any(|t| words.unit(t).is_some_and(|u| u.0 == Dimension::Pieces))
}

/// Puts frequency and totals to an amount.
fn finish(all: &[Quantity], later: &[Quantity], q: &Quantity, amount: Amount) -> Dose {
    let mut dose = Dose {
        dimension: amount.dimension,
        once: None,
        day: None,
        hours: None,
        limit: amount.limit,
        denied_bound: amount.denied,
        start: amount.start,
        number: q.number,
        end: q.end,
    };
    if let Some(hours) = amount.per {
        dose.day = Some((amount.low * DAY / hours, amount.high * DAY / hours));
        return dose;
    }
    let rate = rate(all, q);
    // "(US label: 3,900 mg)" beside a daily limit may be daily as well.
    let daily = |o: &Quantity| {
        o.number != q.number
            && (o.per.is_some() && is_amount(o) || o.dimension == Dimension::Time && (o.high - DAY).abs() < 1.0)
    };
    if rate.is_some() || !all.iter().any(daily) {
        dose.once = Some((amount.low, amount.high));
    }
    let Some(rate) = rate else { return dose };
    dose.end = dose.end.max(rate.end);
    if rate.every {
        dose.hours = Some((DAY / rate.high, DAY / rate.low));
    }
    // What leaves time between doses only limits them; a total of its own wins over the product.
    let spaced = rate.every && rate.bound == Bound::AtMost;
    let total = |o: &Quantity| o.number != q.number && o.number != rate.number && is_total(o);
    if !spaced && !all.iter().chain(later).any(total) {
        // "up to four times a day" allows four; "four to six times" may be four.
        let low = if rate.bound == Bound::AtMost { rate.high } else { rate.low };
        dose.day = Some((amount.low * low, amount.high * rate.high));
        dose.limit |= rate.bound == Bound::AtMost;
    }
    dose
}

/// Whether a quantity says how much or how often in a day at most.
fn is_total(q: &Quantity) -> bool {
    let counted = is_amount(q) || matches!(q.dimension, Dimension::Pieces | Dimension::Doses);
    let most = q.bound == Bound::AtMost;
    counted && (q.per.is_some() || most) || q.dimension == Dimension::Rate && most
}

/// The frequency that belongs to an amount: the next one behind it before another amount, else the last one before it.
fn rate<'q>(all: &'q [Quantity], q: &Quantity) -> Option<&'q Quantity> {
    let fits = |r: &&Quantity| r.dimension == Dimension::Rate && !r.doubtful && r.high <= OFTEN;
    let amount = |o: &Quantity| (is_amount(o) || o.dimension == Dimension::Pieces) && o.number != q.number;
    let behind = all.iter().filter(|r| r.number > q.number).take_while(|o| !amount(o)).find(fits);
    let ahead = || all.iter().rev().filter(|r| r.number < q.number).take_while(|o| !amount(o)).find(fits);
    behind.or_else(ahead)
}
