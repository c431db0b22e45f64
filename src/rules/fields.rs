//! Fields that several kinds of rules have.

use crate::form::{Field, Shape, Word, free};

/// What makes it another statement.
pub(super) const GUARDS: Field = free(
    "guards",
    Shape::Texts,
    "[\"shingles\", \"w:in horses\"]",
    "concepts, classes or literal words (w:…) in the clause that make it another statement: the claim keeps silent",
);

/// Where it counts.
pub(super) const PLACE: Field =
    free("place", Shape::Choice(PLACES), "\"heading\"", "where it counts; anywhere unless said otherwise");

const PLACES: &[Word] = &[("anywhere", ""), ("heading", "only in a title or heading")];

/// Which degrees are wrong.
pub(super) const DEGREE: Field = free(
    "degree",
    Shape::Text,
    "\">= common\"",
    "how strong the statement must be: any (unless said otherwise), >= can, >= common, >= most, <= rare, = only",
);

/// What may come from before.
pub(super) const CONTEXT: Field = free(
    "context",
    Shape::Flag,
    "true",
    "one missing `about` group may come from the heading, title, lead-in or the sentence before; false unless said otherwise",
);
