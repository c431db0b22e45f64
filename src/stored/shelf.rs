//! Values that are decoded one by one, each when it is first asked for.

use super::column::{Bytes, Column};
use super::to_bytes;
use serde::de::DeserializeOwned;
use serde::ser::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::OnceLock;

/// Values by place.
#[derive(Debug, Clone)]
pub struct Shelf<T> {
    stored: Stored,
    read: Box<[Slot<T>]>,
}

/// A value that was decoded, or could not be, or was never asked for.
type Slot<T> = OnceLock<Option<Box<T>>>;

/// The stored values one after another, and where each ends.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
struct Stored {
    bytes: Bytes,
    ends: Column,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { stored: Stored::default(), read: Box::default() }
    }
}

impl<T> Shelf<T> {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.read.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }
}

impl<T: DeserializeOwned> Shelf<T> {
    /// The value at a place.
    pub fn get(&self, at: usize) -> Option<&T> {
        let slot = self.read.get(at)?;
        slot.get_or_init(|| {
            let (from, to) = self.stored.ends.bounds(at);
            let bytes = self.stored.bytes.get().get(from..to)?;
            postcard::from_bytes(bytes).ok().map(Box::new)
        })
        .as_deref()
    }

    /// One after another.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { shelf: self, at: 0 }
    }
}

/// Goes along a shelf.
#[derive(Debug)]
pub struct Iter<'a, T> {
    shelf: &'a Shelf<T>,
    at: usize,
}

// A derive would ask for the same of `T`.
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Self { shelf: self.shelf, at: self.at }
    }
}

impl<'a, T: DeserializeOwned> Iterator for Iter<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        let value = self.shelf.get(self.at)?;
        self.at += 1;
        Some(value)
    }
}

impl<'a, T: DeserializeOwned> IntoIterator for &'a Shelf<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> FromIterator<T> for Shelf<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let read = values.into_iter().map(|value| OnceLock::from(Some(Box::new(value)))).collect();
        Self { stored: Stored::default(), read }
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Shelf<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for value in self {
            bytes.extend(to_bytes(value).map_err(S::Error::custom)?);
            ends.push(bytes.len() as u32);
        }
        Stored { bytes: Bytes(Cow::Owned(bytes)), ends: ends.into_iter().collect() }.serialize(to)
    }
}

impl<'de: 'static, T> Deserialize<'de> for Shelf<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let stored = Stored::deserialize(from)?;
        let read = (0..stored.ends.len()).map(|_| OnceLock::new()).collect();
        Ok(Self { stored, read })
    }
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.bytes.get().len())
    }
}

/// One value that is decoded when it is first asked for.
#[derive(Debug, Clone)]
pub struct Later<T> {
    shelf: Shelf<T>,
    /// Stands for a value that cannot be decoded.
    none: T,
}

impl<T> From<T> for Later<T>
where
    T: Default,
{
    fn from(value: T) -> Self {
        Self { shelf: Shelf::from_iter([value]), none: T::default() }
    }
}

impl<T: Default> Default for Later<T> {
    fn default() -> Self {
        Self { shelf: Shelf::default(), none: T::default() }
    }
}

impl<T: DeserializeOwned> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.shelf.get(0).unwrap_or(&self.none)
    }
}

impl<T: Serialize + DeserializeOwned> Serialize for Later<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.shelf.serialize(to)
    }
}

impl<'de: 'static, T: Default> Deserialize<'de> for Later<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { shelf: Shelf::deserialize(from)?, none: T::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::from_bytes;
    use super::*;

    #[test]
    fn a_value_comes_back_from_its_bytes() {
        let shelf: Shelf<String> = ["ache".to_owned(), "pain".to_owned()].into_iter().collect();
        let bytes: &'static [u8] = to_bytes(&shelf).unwrap().leak();
        let back: Shelf<String> = from_bytes(bytes).unwrap();
        assert_eq!(back.get(1).map(String::as_str), Some("pain"));
        assert_eq!(back.iter().count(), 2);
        assert_eq!(to_bytes(&back).unwrap(), bytes);
    }
}
