//! Why a claim keeps silent on a text: what `why` of a `[[pass]]` example may say.

use crate::form::Word;

/// The reasons, first those of the sentence, then those of the claim's parts.
pub const REASONS: &[Word] = &[
    ("negated", "it is denied: rest does not help"),
    ("refuted", "it is named as wrong: it is a myth that rest helps"),
    ("questioned", "it is asked"),
    ("hypothetical", "it stands under an if"),
    ("historical", "it was once held"),
    ("hedged", "it is softened: may, perhaps"),
    ("attributed", "somebody else says so"),
    ("restricted", "it is said of one group or case only"),
    ("other-experiencer", "it is said of animals, cells or a single case"),
    ("unknown", "the words around it leave open whether it is meant: a quoted title, a list of opinions"),
    ("asserted", "it is affirmed, and the claim is met by the denial"),
    ("subject", "it is said of something else"),
    ("object", "something else is reached"),
    ("relation", "no such relation is stated"),
    ("degree", "it is said more weakly: rarely, sometimes"),
    ("about", "what the claim is about is not named"),
    ("element", "what is done or said is not named"),
    ("scope", "the parts do not stand together"),
    ("polarity", "it is said the other way: told not to, where the claim wants told to"),
    ("guard", "one of the guards stands in it"),
    ("place", "it does not stand in a heading"),
    ("quantity", "the figure is right, or there is none"),
    ("person", "the dose is somebody else's"),
    ("topic", "the article is not about it, or has under three sentences"),
    ("said", "the article says what is owed"),
    ("role", "the article tells readers nothing to do"),
];
