//! What a document asserts: mentions, clauses, frames, stance. Layer 2: knows the article and the language, no claims.

pub mod stance;
