//! Words in a row, read in place.

use super::column::{Bytes, Column};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::cmp::Ordering;

/// Words by place.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Strings {
    bytes: Bytes,
    ends: Column,
}

impl Strings {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a place; empty where there is none.
    pub fn get(&self, at: usize) -> &str {
        std::str::from_utf8(self.bytes(at)).unwrap_or_default()
    }

    /// The bytes of the word at a place.
    #[inline]
    pub fn bytes(&self, at: usize) -> &[u8] {
        let (from, to) = self.ends.bounds(at);
        self.bytes.get().get(from..to).unwrap_or_default()
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = &str> + Clone {
        (0..self.len()).map(|at| self.get(at))
    }

    /// The place of a word among words that ascend.
    pub fn find(&self, word: &str) -> Option<usize> {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.bytes(middle).cmp(word.as_bytes()) {
                Ordering::Less => from = middle + 1,
                Ordering::Greater => to = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

impl<'a> FromIterator<&'a str> for Strings {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let (mut bytes, mut ends) = (Vec::new(), Vec::new());
        for word in words {
            bytes.extend_from_slice(word.as_bytes());
            ends.push(bytes.len() as u32);
        }
        Self { bytes: Bytes(Cow::Owned(bytes)), ends: ends.into_iter().collect() }
    }
}

impl std::fmt::Debug for Strings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} words", self.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_among_its_neighbours() {
        let words: Strings = ["ache", "back", "pain"].into_iter().collect();
        assert_eq!([words.find("ache"), words.find("pain"), words.find("bac")], [Some(0), Some(2), None]);
        assert_eq!((words.get(1), words.get(3)), ("back", ""));
    }
}
