//! healthlint fact-checks health articles against a curated, sourced claims database.
//!
//! The library does no I/O: bytes and a compiled database go in, findings come out, the same every time.
//! Modules are layered; a module imports from lower layers and its own folder only (see `ARCHITECTURE.md`).

pub mod analyze;
pub mod check;
pub mod database;
pub mod diagnostic;
pub mod document;
pub mod embedded;
pub mod explain;
pub mod lexicon;
pub mod severity;
pub mod span;
