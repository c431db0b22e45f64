//! How the TOML of the database is written: what belongs into each field, and every fault of form told in a reviewer's
//! words, with an example. Layer 0.

mod field;
mod nearest;
mod read;
mod repair;
mod syntax;

pub use field::{Field, Kind, Shape, Word, free, needed};
pub use nearest::{is_slip, nearest};
pub use read::{Form, choices, parse, place_of};
