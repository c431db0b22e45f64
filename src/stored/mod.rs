//! Data that is used where it lies: in the program's own bytes, or in memory where a folder of claims was compiled.
//!
//! Layer 0, and the only home of postcard. Every run reads the built-in database, and a short draft needs hardly any of
//! it: numbers and words are read in place, and what has a shape of its own is decoded when it is first asked for.

mod column;
mod shelf;
mod strings;

pub use column::{Column, Numbers};
pub use shelf::{Later, Shelf};
pub use strings::Strings;

use serde::{Deserialize, Serialize};

/// The stored form of a value.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(|error| error.to_string())
}

/// A value whose columns stay in `bytes`.
pub fn from_bytes<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}
