//! healthlint fact-checks health articles against a curated, sourced claims database.
//!
//! The library does no I/O: bytes and a compiled database go in, findings come out, the same every time.
//! Modules are layered; a module imports from lower layers and its own folder only (see `ARCHITECTURE.md`).

pub mod analyze;
pub mod check;
pub mod codes;
mod contradiction;
pub mod coverage;
pub mod database;
pub mod diagnostic;
pub mod document;
pub mod embedded;
pub mod examples;
pub mod explain;
pub mod form;
pub mod lexicon;
pub mod rules;
pub mod severity;
pub mod span;
pub mod standards;
pub mod stored;
pub mod suppress;
pub mod trace;
pub mod uncovered;
