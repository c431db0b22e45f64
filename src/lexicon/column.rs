//! Long lists of numbers as they are stored: three bytes each, read back in one go.
//!
//! The database is read at every start. Numbers of a variable width would be decoded one by one, which took most of the
//! time that checking a short draft takes.

use serde::de::{Error, Visitor};
use serde::{Deserializer, Serializer};
use std::fmt;

/// Bytes of a number; the database is far from sixteen million of anything.
const WIDTH: usize = 3;

/// Stores a list of numbers.
pub(super) fn serialize<S: Serializer>(numbers: &[u32], to: S) -> Result<S::Ok, S::Error> {
    write(numbers.iter().copied(), to)
}

/// Reads a list of numbers back.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u32>, D::Error> {
    from.deserialize_bytes(Column(|bytes: &[u8]| numbers(bytes).collect()))
}

/// The same for pairs of numbers.
pub(super) mod pairs {
    use super::{Column, numbers, write};
    use serde::{Deserializer, Serializer};

    /// Stores a list of pairs.
    pub(in crate::lexicon) fn serialize<S: Serializer>(pairs: &[(u32, u32)], to: S) -> Result<S::Ok, S::Error> {
        write(pairs.iter().flat_map(|(a, b)| [*a, *b]), to)
    }

    /// Reads a list of pairs back.
    pub(in crate::lexicon) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(u32, u32)>, D::Error> {
        from.deserialize_bytes(Column(|bytes: &[u8]| {
            let pair = |p: &[u8]| {
                let mut both = numbers(p);
                (both.next().unwrap_or(0), both.next().unwrap_or(0))
            };
            bytes.chunks_exact(2 * super::WIDTH).map(pair).collect()
        }))
    }
}

fn write<S: Serializer>(numbers: impl Iterator<Item = u32>, to: S) -> Result<S::Ok, S::Error> {
    let mut bytes = Vec::new();
    for number in numbers {
        let [a, b, c, rest] = number.to_le_bytes();
        if rest != 0 {
            return Err(serde::ser::Error::custom("a number of the database is too large to be stored"));
        }
        bytes.extend([a, b, c]);
    }
    to.serialize_bytes(&bytes)
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(WIDTH).map(|n| match n {
        [a, b, c] => u32::from_le_bytes([*a, *b, *c, 0]),
        _ => 0,
    })
}

/// Reads bytes by way of a function.
struct Column<F>(F);

impl<T, F: Fn(&[u8]) -> T> Visitor<'_> for Column<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes, three a number")
    }

    fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<T, E> {
        if !bytes.len().is_multiple_of(WIDTH) {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        Ok((self.0)(bytes))
    }
}
