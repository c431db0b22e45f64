//! Degree conditions of rules: ">= common", "<= rare", "= only", "any".

use serde::{Deserialize, Serialize};

/// Which degrees fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Degrees {
    /// Lowest level that fits.
    pub low: u8,
    /// Highest level that fits.
    pub high: u8,
}

/// The scale by name; `plain` is a bare "X causes Y".
const SCALE: [(&str, u8); 13] = [
    ("none", 0),
    ("doubtful", 10),
    ("very-rare", 20),
    ("rare", 30),
    ("can", 40),
    ("plain", 45),
    ("sometimes", 50),
    ("may-often", 60),
    ("common", 70),
    ("half", 80),
    ("most", 90),
    ("almost-all", 100),
    ("only", 110),
];

impl Degrees {
    /// Everything fits.
    pub const ANY: Self = Self { low: 0, high: u8::MAX };

    /// Reads a condition as written in a claim; `None` if it is none.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text == "any" {
            // A denial of the relation is no degree of it: "rarely" still says that it happens.
            return Some(Self::ANY);
        }
        let (sign, name) = ["<=", ">=", "=", "<", ">"]
            .iter()
            .find_map(|sign| text.strip_prefix(sign).map(|rest| (*sign, rest.trim())))
            .unwrap_or(("=", text));
        let level = SCALE.iter().find(|(n, _)| *n == name)?.1;
        Some(match sign {
            ">=" => Self { low: level, high: u8::MAX },
            ">" => Self { low: level + 1, high: u8::MAX },
            "<=" => Self { low: 0, high: level },
            "<" => Self { low: 0, high: level.saturating_sub(1) },
            _ => Self { low: level, high: level },
        })
    }

    /// Whether a level fits.
    pub fn fits(self, level: u8) -> bool {
        self.low <= level && level <= self.high
    }

    /// The names of the scale, for messages.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SCALE.iter().map(|(name, _)| *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stronger_degree_fits_an_at_least_condition() {
        let common = Degrees::read(">= common");
        assert!(common.is_some_and(|d| d.fits(90) && !d.fits(45)));
        assert!(Degrees::read("sort of").is_none());
    }
}
