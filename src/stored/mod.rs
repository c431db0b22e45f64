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
use std::ops::Range;

/// The stored form of a value.
pub fn to_bytes<T: Serialize>(value: &T) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(|error| error.to_string())
}

/// A value whose columns stay in `bytes`.
pub fn from_bytes<T: Deserialize<'static>>(bytes: &'static [u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|error| error.to_string())
}

/// From where to where piece `number` reaches, if pieces end where `ends` says.
#[inline]
pub fn bounds(ends: &[u32], number: u32) -> Range<usize> {
    let end = |number: u32| ends.get(number as usize).map_or(0, |end| *end as usize);
    number.checked_sub(1).map_or(0, end)..end(number)
}

/// Piece `number` of `all`, if pieces end where `ends` says.
#[inline]
pub fn piece<'a, T>(all: &'a [T], ends: &[u32], number: u32) -> &'a [T] {
    all.get(bounds(ends, number)).unwrap_or_default()
}
