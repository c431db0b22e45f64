//! From findings to bytes. Nothing else in the program prints.
//!
//! A new format is one file with an `OUTPUT` and one line in `OUTPUTS`.

mod clean;
mod column;
mod excerpt;
mod figures;
mod format;
mod json;
mod jsonl;
mod layout;
mod page;
mod place;
mod rows;
mod short;
mod summary;
mod terminal;
mod text;
mod uncovered;
mod wrap;
mod writers;

pub(crate) use figures::{catalogue, coverage, due, stats};
pub(crate) use format::{Output, Piece, Report};
pub(crate) use jsonl::{answer, refusal, request};
pub(crate) use page::{Examples, claim_page, list, rule_page};
pub(crate) use summary::{Tally, claims_summary, counted, state};
pub(crate) use terminal::{Terminal, wants_colour};
pub(crate) use text::{complaint, faults};
pub(crate) use writers::{Order, Writers, render};

/// All formats; the first one is the default.
pub(crate) const OUTPUTS: &[Output] = &[text::OUTPUT, short::OUTPUT, json::OUTPUT];
