//! From findings to bytes. Nothing else in the program prints.
//!
//! A new format is one file with an `OUTPUT` and one line in `OUTPUTS`.

mod baseline;
mod clean;
mod column;
mod diff;
mod excerpt;
mod figures;
mod format;
mod found;
mod github;
mod gitlab;
mod html;
mod json;
mod jsonl;
mod junit;
mod layout;
mod markup;
mod page;
mod place;
mod rdjsonl;
mod rows;
mod sarif;
mod short;
mod step_summary;
mod summary;
mod terminal;
mod text;
mod told;
mod uncovered;
mod uri;
mod worst;
mod wrap;
mod writers;

pub(crate) use baseline::{by_claim, held, moves, stale};
pub(crate) use clean::lines as printable;
pub(crate) use diff::patch;
pub(crate) use excerpt::Look;
pub(crate) use figures::{catalogue, coverage, due, stats};
pub(crate) use format::{Output, Piece, Report, Run};
pub(crate) use found::found;
pub(crate) use html::BEGINNING;
pub(crate) use jsonl::{answer, refusal, request};
pub(crate) use page::{Examples, claim_page, entry_list, list, own_page, rule_page};
pub(crate) use step_summary::OUTPUT as STEP_SUMMARY;
pub(crate) use summary::{Tally, claim_summary, claims_summary, counted, state};
pub(crate) use terminal::{Terminal, columns, wants_colour};
pub(crate) use text::{complaint, faults};
pub(crate) use writers::{Order, Target, Writers, render};

/// All formats; the first one is the default.
pub(crate) const OUTPUTS: &[Output] = &[
    text::OUTPUT,
    short::OUTPUT,
    json::OUTPUT,
    github::OUTPUT,
    sarif::OUTPUT,
    gitlab::OUTPUT,
    rdjsonl::OUTPUT,
    junit::OUTPUT,
    html::OUTPUT,
];
