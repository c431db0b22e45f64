//! What a rule table may hold, told to editors: the schema and the template of a claim are made of it.

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words in quotes.
    Text,
    /// A list of words.
    Texts,
    /// A list of lists of words.
    Groups,
    /// Words, or a list of them.
    OneOrMany,
    /// true or false.
    Flag,
    /// A number.
    Number,
    /// A whole number.
    Count,
    /// A date without quotes.
    Date,
    /// One of these words.
    Choice(&'static [&'static str]),
}

/// One field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// How its value is written.
    pub shape: Shape,
    /// Whether it must be there.
    pub needed: bool,
    /// A value, as TOML.
    pub sample: &'static str,
    /// What it is for.
    pub says: &'static str,
}

/// A field that must be there.
pub const fn needed(name: &'static str, shape: Shape, sample: &'static str, says: &'static str) -> Field {
    Field { name, shape, needed: true, sample, says }
}

/// A field that may be missing.
pub const fn free(name: &'static str, shape: Shape, sample: &'static str, says: &'static str) -> Field {
    Field { name, shape, needed: false, sample, says }
}
