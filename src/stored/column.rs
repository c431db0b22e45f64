//! Numbers in a row, four bytes each, read in place.

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// Numbers by place.
#[derive(Clone, Default)]
pub struct Column {
    bytes: Bytes,
}

/// Some neighbouring numbers of a column.
#[derive(Debug, Clone, Copy, Default)]
pub struct Numbers<'a>(&'a [[u8; 4]]);

impl Column {
    /// How many numbers there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.all().0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<u32> {
        self.all().get(at)
    }

    /// All numbers.
    #[inline]
    pub fn all(&self) -> Numbers<'_> {
        Numbers(self.bytes.get().as_chunks::<4>().0)
    }

    /// The numbers `from..to`; none if there are not so many.
    #[inline]
    pub fn slice(&self, from: usize, to: usize) -> Numbers<'_> {
        Numbers(self.all().0.get(from..to).unwrap_or_default())
    }

    /// Piece `number` of this column, if pieces end where `ends` says.
    #[inline]
    pub fn piece(&self, ends: &Self, number: usize) -> Numbers<'_> {
        let (from, to) = ends.bounds(number);
        self.slice(from, to)
    }

    /// From where to where piece `number` reaches, if pieces end where this column says.
    #[inline]
    pub fn bounds(&self, number: usize) -> (usize, usize) {
        let end = |n: usize| self.get(n).unwrap_or(0) as usize;
        (number.checked_sub(1).map_or(0, end), end(number))
    }
}

impl<'a> Numbers<'a> {
    /// How many there are.
    pub fn len(self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0.is_empty()
    }

    /// The number at a place.
    #[inline]
    pub fn get(self, at: usize) -> Option<u32> {
        self.0.get(at).map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// One after another.
    #[inline]
    pub fn iter(self) -> impl ExactSizeIterator<Item = u32> + DoubleEndedIterator + Clone + 'a {
        self.0.iter().map(|bytes| u32::from_le_bytes(*bytes))
    }

    /// So many at a time; what is left over is left out.
    #[inline]
    pub fn chunks<const N: usize>(self) -> impl Iterator<Item = [u32; N]> + 'a {
        self.0.as_chunks::<N>().0.iter().map(|chunk| chunk.map(u32::from_le_bytes))
    }

    /// Which of these pairs, whose first numbers ascend, begins with `first`.
    #[inline]
    pub fn pair(self, first: u32) -> Option<usize> {
        let pairs = self.0.as_chunks::<2>().0;
        pairs.binary_search_by(|[own, _]| u32::from_le_bytes(*own).cmp(&first)).ok()
    }

    /// Whether one of them is `number`.
    #[inline]
    pub fn contains(self, number: u32) -> bool {
        self.0.contains(&number.to_le_bytes())
    }

    /// How many of them, which ascend, are below what `is_below` says.
    pub fn partition_point(self, is_below: impl Fn(u32) -> bool) -> usize {
        self.0.partition_point(|bytes| is_below(u32::from_le_bytes(*bytes)))
    }
}

impl FromIterator<u32> for Column {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self { bytes: Bytes(Cow::Owned(numbers.into_iter().flat_map(u32::to_le_bytes).collect())) }
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} numbers", self.len())
    }
}

impl Serialize for Column {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.bytes.serialize(to)
    }
}

impl<'de: 'static> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let bytes = Bytes::deserialize(from)?;
        if !bytes.get().len().is_multiple_of(4) {
            return Err(D::Error::invalid_length(bytes.get().len(), &"four bytes a number"));
        }
        Ok(Self { bytes })
    }
}

/// Bytes of the program, or bytes in memory.
#[derive(Clone, Default)]
pub(super) struct Bytes(pub(super) Cow<'static, [u8]>);

impl Bytes {
    #[inline]
    pub(super) fn get(&self) -> &[u8] {
        &self.0
    }
}

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_bytes(&self.0)
    }
}

impl<'de: 'static> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InPlace;
        impl<'de: 'static> Visitor<'de> for InPlace {
            type Value = Bytes;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }
            fn visit_borrowed_bytes<E: Error>(self, bytes: &'de [u8]) -> Result<Bytes, E> {
                Ok(Bytes(Cow::Borrowed(bytes)))
            }
        }
        from.deserialize_bytes(InPlace)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_where_the_next_begins() {
        let (numbers, ends): (Column, Column) = ([7, 8, 9].into_iter().collect(), [2, 2, 3].into_iter().collect());
        let piece = |n| numbers.piece(&ends, n).iter().collect::<Vec<u32>>();
        assert_eq!([piece(0), piece(1), piece(2), piece(3)], [vec![7, 8], vec![], vec![9], vec![]]);
    }
}
