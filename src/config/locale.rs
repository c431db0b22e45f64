//! For whom a site writes: what suggestions say otherwise in that country. Findings are the same everywhere.
//!
//! Claims suggest British words and "the emergency number"; what differs is the number, names of medicines, spelling, and
//! which of several countries' services is meant.

/// A country's English.
#[derive(Debug)]
pub(crate) struct Locale {
    /// As it is written in the configuration.
    pub(crate) name: &'static str,
    /// The number that is dialled in an emergency.
    number: &'static str,
    /// What lists of several countries call it.
    country: &'static str,
    /// Words of the claims and what stands for them, in small letters.
    words: &'static [&'static [(&'static str, &'static str)]],
}

const MEDICINES: &[(&str, &str)] = &[("paracetamol", "acetaminophen"), ("adrenaline", "epinephrine")];
const SPELLING: &[(&str, &str)] = &[
    ("anaemi", "anemi"),
    ("caesarean", "cesarean"),
    ("colour", "color"),
    ("diarrhoea", "diarrhea"),
    ("fibre", "fiber"),
    ("haemo", "hemo"),
    ("immunisation", "immunization"),
    ("labour", "labor"),
    ("oestrogen", "estrogen"),
    ("paediatric", "pediatric"),
    ("pasteuris", "pasteuriz"),
    ("tumour", "tumor"),
];

/// All that are known.
const LOCALES: &[Locale] = &[
    Locale { name: "en-AU", number: "000", country: "Australia", words: &[] },
    Locale { name: "en-CA", number: "911", country: "Canada", words: &[MEDICINES] },
    Locale { name: "en-GB", number: "999", country: "UK", words: &[] },
    Locale { name: "en-IE", number: "112", country: "Ireland", words: &[] },
    Locale { name: "en-NZ", number: "111", country: "New Zealand", words: &[] },
    Locale { name: "en-US", number: "911", country: "US", words: &[MEDICINES, SPELLING] },
];

/// The names of all, in order.
pub(super) const NAMES: &[&str] = &["en-AU", "en-CA", "en-GB", "en-IE", "en-NZ", "en-US"];

/// The locale of this name.
pub(super) fn locale(name: &str) -> Option<&'static Locale> {
    LOCALES.iter().find(|locale| locale.name == name)
}

impl Locale {
    /// A suggestion as it is written in this country.
    pub(crate) fn told(&self, suggestion: &str) -> String {
        let mut text = self.services(suggestion).replace("the emergency number", self.number);
        for (word, other) in self.words.iter().copied().flatten() {
            // Where both names stand already, nothing is gained.
            if !text.contains(other) {
                text = text.replace(word, other).replace(&capital(word), &capital(other));
            }
        }
        text
    }

    /// Of "(988 in the US, Samaritans 116 123 in the UK and Ireland)" what is of this country.
    fn services(&self, text: &str) -> String {
        let Some((before, rest)) = text.split_once(" (") else { return text.to_owned() };
        let Some((inside, behind)) = rest.split_once(')') else { return text.to_owned() };
        let parts: Vec<(&str, &str)> = inside.split(", ").filter_map(|part| part.split_once(" in ")).collect();
        if parts.len() < 2 || parts.len() != inside.split(", ").count() {
            return text.to_owned();
        }
        let own = parts.iter().find(|(_, countries)| countries.contains(self.country));
        own.map_or_else(|| format!("{before}{behind}"), |(service, _)| format!("{before} ({service}){behind}"))
    }
}

/// A word with a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_locale() {
        assert!(NAMES.iter().all(|name| locale(name).is_some()) && NAMES.len() == LOCALES.len());
    }

    #[test]
    fn numbers_names_and_spelling_are_those_of_the_country() {
        let text = "Call the emergency number. Paracetamol does not stop diarrhoea.";
        let told = |name: &str| locale(name).unwrap().told(text);
        assert_eq!(told("en-GB"), "Call 999. Paracetamol does not stop diarrhoea.");
        assert_eq!(told("en-US"), "Call 911. Acetaminophen does not stop diarrhea.");
        assert_eq!(told("en-CA"), "Call 911. Acetaminophen does not stop diarrhoea.");
    }

    #[test]
    fn of_services_in_several_countries_the_own_is_told() {
        let text =
            "Call a crisis line (988 in the US, Samaritans 116 123 in the UK and Ireland) or the emergency number.";
        let told = |name: &str| locale(name).unwrap().told(text);
        assert_eq!(told("en-US"), "Call a crisis line (988) or 911.");
        assert_eq!(told("en-IE"), "Call a crisis line (Samaritans 116 123) or 112.");
        assert_eq!(told("en-NZ"), "Call a crisis line or 111.");
        assert_eq!(locale("en-GB").unwrap().told("Rest (in bed, at home) helps."), "Rest (in bed, at home) helps.");
    }
}
