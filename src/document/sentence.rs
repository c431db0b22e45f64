//! Cuts the text of one block into sentences.
//!
//! An end mark ends a sentence if white space follows and neither an abbreviation stands before it nor a small letter
//! behind it. Bytes are looked at, characters only where a byte is not ASCII.

use super::stretch;
use std::ops::Range;

/// Abbreviations that never end a sentence by themselves: something always follows.
const BINDING: &[&str] = &[
    "al", "approx", "art", "assoc", "ca", "capt", "cf", "ch", "chap", "col", "dept", "dr", "drs", "e.g", "eg", "eq",
    "esp", "est", "et", "ex", "fig", "figs", "gen", "gov", "hon", "i.e", "ie", "incl", "lt", "messrs", "mr", "mrs",
    "ms", "mt", "nos", "op", "pp", "prof", "ref", "refs", "rep", "resp", "rev", "sec", "sen", "sgt", "spp", "sr", "st",
    "ste", "subsp", "suppl", "tab", "var", "viz", "vol", "vols", "vs", "v", "p", "c",
];

/// Abbreviations that may end a sentence: they do before a word that begins one.
const LOOSE: &[&str] = &[
    "u.s", "u.k", "u.n", "e.u", "u.s.a", "d.c", "inc", "ltd", "corp", "co", "jr", "bros", "univ", "m.d", "ph.d", "d.o",
    "r.n", "b.s", "m.s", "m.p.h", "d.d.s", "n.p", "d.p.t",
];

/// Abbreviations of months and the like, binding before a number only.
const BEFORE_NUMBER: &[&str] = &[
    "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "art", "para", "min",
    "max", "avg", "ver",
];

/// Words that begin a sentence far more often than a name.
const STARTERS: &[&str] = &[
    "a",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "are",
    "as",
    "ask",
    "at",
    "avoid",
    "because",
    "before",
    "both",
    "but",
    "by",
    "call",
    "can",
    "common",
    "despite",
    "did",
    "do",
    "does",
    "doctors",
    "don't",
    "don’t",
    "during",
    "each",
    "early",
    "even",
    "every",
    "experts",
    "few",
    "first",
    "for",
    "from",
    "half",
    "have",
    "he",
    "her",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "instead",
    "is",
    "it",
    "its",
    "it's",
    "it’s",
    "just",
    "keep",
    "many",
    "most",
    "my",
    "never",
    "no",
    "not",
    "nearly",
    "now",
    "of",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "patients",
    "people",
    "research",
    "researchers",
    "scientists",
    "see",
    "several",
    "she",
    "should",
    "since",
    "so",
    "some",
    "studies",
    "such",
    "symptoms",
    "take",
    "that",
    "the",
    "their",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "though",
    "to",
    "treatment",
    "two",
    "under",
    "until",
    "use",
    "using",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "women",
    "men",
    "you",
    "your",
];

/// Words before a single letter that make it a name of its own ("vitamin C.") and no initial.
const NAMES_A_LETTER: &[&str] = &[
    "and",
    "category",
    "class",
    "factor",
    "grade",
    "group",
    "hepatitis",
    "influenza",
    "option",
    "or",
    "part",
    "phase",
    "plan",
    "schedule",
    "stage",
    "step",
    "strain",
    "strep",
    "type",
    "virus",
    "vitamin",
    "vitamins",
];

/// Whether `word`, without its full stop, is an abbreviation that wants something behind it.
pub(super) fn is_abbreviation(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    [BINDING, LOOSE, BEFORE_NUMBER].iter().any(|list| list.contains(&word.as_str()))
}

/// No abbreviation is longer, in bytes.
const LONGEST_ABBREVIATION: usize = 6;

/// The longest sentence in bytes; no author writes one.
const LONGEST: usize = 2_000;

/// Tells `found` every sentence of a block, front to back, without the space around it.
pub(super) fn cut(text: &str, mut found: impl FnMut(Range<usize>)) {
    let bytes = text.as_bytes();
    let mut start = skip_space(text, 0);
    let mut at = start;
    loop {
        // Up to where a sentence is too long nothing but an end mark matters.
        let near = bytes.get(..start.saturating_add(LONGEST)).unwrap_or(bytes);
        at = stretch::next(near, at, |byte| matches!(byte, b'.' | b'!' | b'?' | 0xe2)).unwrap_or(at.max(near.len()));
        let Some(&byte) = bytes.get(at) else { break };
        let mark = match byte {
            b'.' | b'!' | b'?' => true,
            0xe2 => text.get(at..).is_some_and(|t| t.starts_with('…')),
            _ => false,
        };
        if !mark {
            // Text without end marks (a table run together, a broken export) is cut all the same: whatever reads
            // sentences may take time quadratic in their length.
            let long = at - start;
            if long >= LONGEST && byte.is_ascii_whitespace() || long >= 2 * LONGEST && text.is_char_boundary(at) {
                found(start..at);
                start = skip_space(text, at);
                at = start.max(at);
                continue;
            }
            at += 1;
            continue;
        }
        let (end, close) = end_mark(text, at);
        if ends(text, start, at, end, close) {
            found(start..close);
            start = skip_space(text, close);
            at = start;
        } else {
            at = close;
        }
    }
    let end = text.trim_end().len();
    if start < end {
        found(start..end);
    }
}

/// The end of a run of end marks, and of the closing quotes and brackets behind it.
fn end_mark(text: &str, at: usize) -> (usize, usize) {
    let rest = text.get(at..).unwrap_or("");
    let marks = rest.len() - rest.trim_start_matches(['.', '!', '?', '…']).len();
    let behind = rest.get(marks..).unwrap_or("");
    let closers = behind.len() - behind.trim_start_matches(['"', '\'', '”', '’', ')', ']', '»']).len();
    (at + marks, at + marks + closers)
}

/// Whether the end mark at `at..end`, closed at `close`, ends the sentence that began at `start`.
fn ends(text: &str, start: usize, at: usize, end: usize, close: usize) -> bool {
    let behind = text.get(close..).unwrap_or("");
    let Some(gap) = behind.chars().next() else { return true };
    let mark = text.get(at..end).unwrap_or("");
    let stop = mark == ".";
    let word = word_before(text, start, at);
    if !gap.is_whitespace() {
        return is_glued_sentence(mark, word, text.get(end..close).unwrap_or(""), behind);
    }
    let next =
        behind.trim_start().trim_start_matches(['"', '\'', '“', '‘', '(', '[', '«', '—', '–', '-', '*', '•', ' ']);
    let Some(first) = next.chars().next() else { return true };
    let follower = next.get(..next.find(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').unwrap_or(next.len()));
    let follower = follower.unwrap_or("");
    // Lists whose line ends were lost leave their marks behind: "one. - another".
    let marked = ["- ", "• ", "* "].iter().any(|mark| behind.trim_start().starts_with(mark));
    if first.is_lowercase() && !begins_though_small(follower) && !marked {
        return stop && close == end && is_plain_word(word) && !is_abbreviation(word);
    }
    if !stop || word.is_empty() || word.len() > LONGEST_ABBREVIATION && is_plain_word(word) {
        return true;
    }
    let before = text.get(start..at - word.len()).unwrap_or("");
    let opens = word.trim_start_matches(['(', '[', '"', '“', '‘', '\'']);
    if opens.bytes().all(|b| b.is_ascii_digit()) {
        // "1. Rest" at the front is a list number.
        let before = before.trim_end();
        return opens.len() > 2 || !(before.is_empty() || before.ends_with([':', ';', ',']));
    }
    if opens.len() > 1 && opens.bytes().all(|b| b.is_ascii_uppercase()) {
        // "MS" and "IE" are names of things, "Ms." and "i.e." are not.
        return true;
    }
    let low = opens.to_ascii_lowercase();
    let low = low.as_str();
    let numeric = first.is_ascii_digit();
    if low == "al" || low == "approx" {
        return low == "al" && !numeric && is_starter(follower);
    }
    if BINDING.contains(&low) {
        return !is_binding_here(low, opens, numeric, follower, before);
    }
    if LOOSE.contains(&low) {
        return is_starter(follower);
    }
    if BEFORE_NUMBER.contains(&low) {
        return !numeric;
    }
    if is_initial(opens) {
        return is_letter_name(opens, before) || is_starter(follower);
    }
    true
}

/// Whether a binding abbreviation binds at this place; short ones are words or letters elsewhere.
fn is_binding_here(low: &str, word: &str, numeric: bool, follower: &str, before: &str) -> bool {
    match low {
        // "vitamin C." ends, "c. 1900" and "p. 12" do not.
        "c" | "p" | "v" if word.starts_with(|c: char| c.is_uppercase()) => {
            !is_letter_name(word, before) && !is_starter(follower)
        }
        "c" | "p" | "v" | "ch" | "sec" | "tab" | "ref" | "art" | "ex" | "col" | "eq" => numeric,
        "st" | "mt" | "ms" | "gen" | "rep" | "rev" | "sr" => {
            word.starts_with(|c: char| c.is_uppercase()) && !is_starter(follower)
        }
        _ => true,
    }
}

/// The word before an end mark, at most 24 bytes of it, not reaching before `start`.
fn word_before(text: &str, start: usize, at: usize) -> &str {
    let bytes = text.as_bytes();
    let mut from = at;
    while from > start && at - from < 24 && bytes.get(from - 1).is_some_and(|b| !b.is_ascii_whitespace()) {
        from -= 1;
    }
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let word = text.get(from..at).unwrap_or("");
    word.rsplit(['-', '—', '–', '/']).next().unwrap_or("")
}

/// "pain.The next": an end mark with no space behind it but a sentence.
fn is_glued_sentence(mark: &str, word: &str, closers: &str, behind: &str) -> bool {
    let mut chars = behind.chars();
    let (first, second) = (chars.next(), chars.next());
    let capital = first.is_some_and(char::is_uppercase) && second.is_some_and(|c| c.is_lowercase() || c == ' ');
    let plain = word.len() >= 3 && word.chars().all(char::is_lowercase) && !is_abbreviation(word);
    capital && plain && mark.len() == 1 && !closers.contains(['\'', '’']) && !is_address(behind)
}

/// Whether a word begins a sentence although its first letter is small: "mRNA", "pH".
fn begins_though_small(word: &str) -> bool {
    word.len() <= 8 && word.chars().nth(1).is_some_and(char::is_uppercase)
}

fn is_starter(word: &str) -> bool {
    let word = word.to_lowercase();
    STARTERS.contains(&word.as_str())
}

/// A word of small letters, long enough to be no abbreviation that is missing here.
fn is_plain_word(word: &str) -> bool {
    word.len() >= 5 && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// A single capital, or several with full stops between them.
fn is_initial(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
    })
}

/// Whether a single letter is a name after its word: "hepatitis B", "vitamins A, D and E".
fn is_letter_name(letter: &str, before: &str) -> bool {
    if letter.len() > 1 {
        return false;
    }
    let before = before.trim_end();
    let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or("").to_lowercase();
    letter == "I" || before.ends_with(',') || NAMES_A_LETTER.contains(&word.as_str())
}

fn skip_space(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or("");
    text.len() - rest.trim_start().len()
}

/// Whether the word at the front of `text` has the marks of an address.
fn is_address(text: &str) -> bool {
    // Addresses are short; a bounded look keeps endless words linear.
    let word = text.char_indices().take(80).find(|(_, c)| c.is_whitespace());
    let end = word.map_or_else(|| text.char_indices().nth(80).map_or(text.len(), |(at, _)| at), |(at, _)| at);
    let word = text.get(..end).unwrap_or("");
    word.contains(['/', '@', '=']) || word.trim_end_matches(['.', ',']).contains('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_abbreviation_is_longer_than_the_longest() {
        let all = [BINDING, LOOSE, BEFORE_NUMBER].concat();
        assert_eq!(all.iter().map(|word| word.len()).max(), Some(LONGEST_ABBREVIATION));
    }

    fn sentences(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        cut(text, |range| found.push(text.get(range).unwrap_or("")));
        found
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        for whole in [
            "Ask Dr. Miller about it.",
            "Prof. A. B. Jones and Mrs. Lee agree.",
            "Painkillers, e.g. ibuprofen, may help.",
            "Some viruses (i.e. HSV and VZV) stay for life.",
            "HSV-1 vs. HSV-2 is a common question.",
            "It takes approx. 10 days to heal.",
            "The nerve is shown in Fig. 2 on the left.",
            "People take St. John's wort for low mood.",
            "About half of U.S. adults carry it.",
            "It was described by J. Smith in the last century.",
            "The usual amount is 0.5 mg/kg per dose.",
            "Take one at 5 p.m. daily with food.",
            "It is the No. 1 reason for sick leave.",
            "Berg et al. Report numbers of their own.",
            "Berg et al. found no benefit.",
            "Staphylococcus, mostly S. aureus, may cause it.",
            "The guideline of the U.S. Food and Drug Administration says so.",
            "It lasts … a week or so.",
            "Is it safe?, many ask.",
            "See www.example.org/a.Bc for more.",
            "“Does it hurt?” she asked.",
            "Vitamin B12 (approx. 2.4 mcg) is enough.",
        ] {
            assert_eq!(sentences(whole), [whole]);
        }
    }

    #[test]
    fn sentences_end_at_end_marks() {
        for (text, parts) in [
            ("Rest helps. Heat helps too!", vec!["Rest helps.", "Heat helps too!"]),
            ("Really?! Yes... Maybe.", vec!["Really?!", "Yes...", "Maybe."]),
            ("He said “rest.” She went on.", vec!["He said “rest.”", "She went on."]),
            ("It heals (mostly.) The rest stays.", vec!["It heals (mostly.)", "The rest stays."]),
            ("This is about vitamin C. It is not about D.", vec!["This is about vitamin C.", "It is not about D."]),
            (
                "They tested hepatitis B. Hepatitis C came later.",
                vec!["They tested hepatitis B.", "Hepatitis C came later."],
            ),
            ("Take it at 8 a.m. The effect lasts.", vec!["Take it at 8 a.m.", "The effect lasts."]),
            ("It is common in the U.S. Most carry it.", vec!["It is common in the U.S.", "Most carry it."]),
            ("Wait six weeks. 3 in 10 get well.", vec!["Wait six weeks.", "3 in 10 get well."]),
            ("It began in 2019. Cases fell.", vec!["It began in 2019.", "Cases fell."]),
            ("Take 5 mg. Then rest.", vec!["Take 5 mg.", "Then rest."]),
            ("Vaccines train cells. mRNA does too.", vec!["Vaccines train cells.", "mRNA does too."]),
            ("Is it bad? No. It heals.", vec!["Is it bad?", "No.", "It heals."]),
            ("It hurts.The next day it heals.", vec!["It hurts.", "The next day it heals."]),
            ("1. Drink water. 2. Rest.", vec!["1. Drink water.", "2. Rest."]),
            ("Some have MS. Vitamin D is studied.", vec!["Some have MS.", "Vitamin D is studied."]),
            ("Rest the leg. - keep it warm", vec!["Rest the leg.", "- keep it warm"]),
            ("See a doctor. never wait.", vec!["See a doctor.", "never wait."]),
            ("Two signs: 1. Fever. 2. Pain.", vec!["Two signs: 1. Fever.", "2. Pain."]),
            ("Schmerz ist häufig. Ärzte helfen.", vec!["Schmerz ist häufig.", "Ärzte helfen."]),
        ] {
            assert_eq!(sentences(text), parts, "{text}");
        }
    }
}
