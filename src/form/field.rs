//! A field of a table: what belongs into it. The faults, the schema, the template and the guide are all made of this.

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
    /// A small whole number.
    Count,
    /// A date without quotes.
    Date,
    /// One of these words, each with what it means.
    Choice(&'static [Word]),
    /// A table of its own: `[name]`.
    Table(&'static [Field]),
    /// Tables of their own, `[[name]]`, at least so many.
    Tables(&'static [Field], usize),
    /// One table of these kinds: `[name.kind]`.
    OneOf(&'static [Kind]),
}

/// A word that may be chosen, and what it means; nothing where the word says it.
pub type Word = (&'static str, &'static str);

/// A kind of table and its fields.
pub type Kind = (&'static str, &'static [Field]);

impl Shape {
    /// How it is written, in a reviewer's words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Text => "words in quotes",
            Self::Texts => "a list of words in quotes",
            Self::Groups => "a list of lists of words in quotes",
            Self::OneOrMany => "words in quotes, or a list of them",
            Self::Flag => "true or false, without quotes",
            Self::Number => "a number without quotes",
            Self::Count => "a whole number without quotes",
            Self::Date => "a date without quotes: year-month-day",
            Self::Choice(_) => "one of a few words, in quotes",
            Self::Table(_) | Self::OneOf(_) => "a table of its own",
            Self::Tables(..) => "tables of their own, each with two pairs of brackets",
        }
    }

    /// The fields of the tables that it stands for.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Table(fields) | Self::Tables(fields, _) => fields,
            _ => &[],
        }
    }
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
    /// A value, as TOML; what may be missing shows its default where there is one.
    pub sample: &'static str,
    /// What belongs into it.
    pub says: &'static str,
}

impl Field {
    /// A line as it could stand in a file.
    pub fn line(&self, value: &str) -> String {
        match self.shape {
            Shape::Table(_) => format!("[{}]", self.name),
            Shape::Tables(..) => format!("[[{}]]", self.name),
            Shape::OneOf(kinds) => format!("[{}.{}]", self.name, kinds.first().map_or("", |kind| kind.0)),
            _ => format!("{} = {value}", self.name),
        }
    }
}

/// A field that must be there.
pub const fn needed(name: &'static str, shape: Shape, sample: &'static str, says: &'static str) -> Field {
    Field { name, shape, needed: true, sample, says }
}

/// A field that may be missing.
pub const fn free(name: &'static str, shape: Shape, sample: &'static str, says: &'static str) -> Field {
    Field { name, shape, needed: false, sample, says }
}
