//! Tuples with their place and stance: what the article asserts of which things.

use super::stance::Stance;
use crate::lexicon::TermId;
use crate::span::{Span, Text};

/// A known thing at its place in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Which concept.
    pub term: TermId,
    /// Where.
    pub span: Span<Text>,
}

/// One relation between two things, as the article states it.
#[allow(clippy::struct_excessive_bools, reason = "marks that are independent of one another")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// Which sentence says it (for a list item, the item's).
    pub sentence: u32,
    /// Which relation.
    pub relation: TermId,
    /// Its subject.
    pub subject: Mention,
    /// Its object.
    pub object: Mention,
    /// 0 to 110; 45 where nothing is said.
    pub degree: u8,
    /// What the sentence does with it.
    pub stance: Stance,
    /// The author denies it, here and now.
    pub denied: bool,
    /// The words that set the stance.
    pub cue: Option<Span<Text>>,
    /// An unknown word narrows a thing or the relation.
    pub narrowed: bool,
    /// The subject or object was carried over from before.
    pub carried: bool,
    /// Said in a title or heading.
    pub heading: bool,
    /// The whole statement, or for a list the member that is meant.
    pub span: Span<Text>,
    /// Where the statement begins, if that is somewhere else (the lead-in of a list).
    pub lead: Option<Span<Text>>,
    /// Whether the thing stands in a list with others: then the label goes under the member.
    pub listed: bool,
    /// Which frame read it: an index into the lexicon's frames, or past their end for lists and answers.
    pub frame: usize,
}
