//! English inflection, generated and never guessed backwards: which forms a base word has.
//!
//! Irregular verbs and uninflected words come from `language/words.toml`; only the regular rules live here.

/// What a form may be; a bit set, since "put" is base, past and participle at once.
pub mod form {
    /// Base or infinitive ("cause").
    pub const BASE: u8 = 1;
    /// Third person singular ("causes").
    pub const THIRD: u8 = 2;
    /// Simple past ("caused").
    pub const PAST: u8 = 4;
    /// Past participle ("caused").
    pub const PARTICIPLE: u8 = 8;
    /// -ing form.
    pub const ING: u8 = 16;
    /// Plural of a noun; the same string as `THIRD` where a word is both.
    pub const PLURAL: u8 = 32;
}

/// The regular forms of a verb, with what each is.
pub fn verb_forms(base: &str) -> Vec<(String, u8)> {
    let mut out = vec![(base.to_owned(), form::BASE), (with_s(base), form::THIRD | form::PLURAL)];
    let stem = match base {
        b if b.ends_with('e') && !b.ends_with("ee") => {
            out.push((format!("{b}d"), form::PAST | form::PARTICIPLE));
            if b.ends_with("ie") {
                out.push((format!("{}ying", b.trim_end_matches("ie")), form::ING));
            } else {
                out.push((format!("{}ing", b.strip_suffix('e').unwrap_or(b)), form::ING));
            }
            return out;
        }
        b if b.ends_with('y') && !ends_in_vowel_y(b) => {
            out.push((format!("{}ied", b.strip_suffix('y').unwrap_or(b)), form::PAST | form::PARTICIPLE));
            out.push((format!("{b}ing"), form::ING));
            return out;
        }
        b if b.ends_with('c') => format!("{b}k"),
        b => b.to_owned(),
    };
    out.push((format!("{stem}ed"), form::PAST | form::PARTICIPLE));
    out.push((format!("{stem}ing"), form::ING));
    // "stopped": generated beside "stoped", which no article writes; "travelled" and "traveled" are both English.
    if let Some(last) = doubled(base) {
        out.push((format!("{base}{last}ed"), form::PAST | form::PARTICIPLE));
        out.push((format!("{base}{last}ing"), form::ING));
    }
    out
}

/// A noun's regular plurals.
pub fn plurals(noun: &str) -> Vec<String> {
    let mut out = vec![with_s(noun)];
    if let Some(stem) = noun.strip_suffix("is") {
        out.push(format!("{stem}es"));
    } else if let Some(stem) = noun.strip_suffix("foot") {
        out.push(format!("{stem}feet"));
    } else if let Some(stem) = noun.strip_suffix("tooth") {
        out.push(format!("{stem}teeth"));
    } else if let Some(stem) = noun.strip_suffix("vertebra") {
        out.push(format!("{stem}vertebrae"));
    } else if let Some(stem) = noun.strip_suffix("man") {
        out.push(format!("{stem}men"));
    } else if let Some(stem) = noun.strip_suffix("child") {
        out.push(format!("{stem}children"));
    } else if let Some(stem) = noun.strip_suffix("us") {
        out.push(format!("{stem}i"));
    } else if let Some(stem) = noun.strip_suffix("um") {
        out.push(format!("{stem}a"));
    } else if let Some(stem) = noun.strip_suffix("oma") {
        out.push(format!("{stem}omata"));
    }
    out
}

fn with_s(word: &str) -> String {
    if word.ends_with('y') && !ends_in_vowel_y(word) {
        return format!("{}ies", word.strip_suffix('y').unwrap_or(word));
    }
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    if hissing || word == "go" || word == "do" || word == "potato" || word == "tomato" {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn ends_in_vowel_y(word: &str) -> bool {
    word.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c))
}

/// The consonant that doubles before -ed and -ing, if the word ends consonant-vowel-consonant.
fn doubled(word: &str) -> Option<char> {
    let mut back = word.chars().rev();
    let (last, vowel, before) = (back.next()?, back.next()?, back.next()?);
    let fits = "bdgklmnprt".contains(last) && "aeiou".contains(vowel) && !"aeiou".contains(before);
    fits.then_some(last)
}

/// Whether a word of a wording is a content word that inflects; function words and adjectives do not.
pub fn inflects(word: &str) -> bool {
    const ENDINGS: [&str; 19] = [
        "ly", "ous", "ful", "less", "able", "ible", "al", "ic", "ive", "ary", "est", "ish", "ness", "ity", "ism",
        "ier", "ward", "wards", "wise",
    ];
    word.len() > 2
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && !ENDINGS.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end))
        && !(word.ends_with("ed") && word.len() > 4 && !word.ends_with("eed"))
        && !(word.ends_with("ing") && word.len() > 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(base: &str) -> Vec<String> {
        verb_forms(base).into_iter().map(|(w, _)| w).collect()
    }

    #[test]
    fn regular_verbs_take_their_spelling_rules() {
        assert!(forms("cause").contains(&"causing".to_owned()));
        assert!(forms("carry").contains(&"carried".to_owned()));
        assert!(forms("stop").contains(&"stopped".to_owned()));
        assert!(forms("relieve").contains(&"relieves".to_owned()));
    }

    #[test]
    fn adverbs_and_adjectives_do_not_inflect() {
        assert!(!inflects("usually"));
        assert!(!inflects("harmless"));
        assert!(inflects("cause"));
        assert!(!inflects("known-"));
    }
}
