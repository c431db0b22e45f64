//! Text as the lexicon sees it: folded tokens with their places.
//!
//! One pass, ASCII first. Case, curly quotes, hyphens and accents are folded away; contractions are cut into the
//! words they stand for ("don't" is "do" + "not"), so that a negator is always a token of its own.

use std::borrow::Cow;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits behind them.
    Word,
    /// Digits with their separators.
    Number,
    /// One of `Mark`'s signs.
    Mark(Mark),
}

/// Punctuation that matters to clauses and frames.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `,`
    Comma,
    /// `.` or `…`
    Stop,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `?`
    Question,
    /// `!`
    Exclamation,
    /// A dash set off by spaces or an em dash.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// A double quotation mark of any shape, or a single one used so.
    Quote,
    /// `/`
    Slash,
    /// Anything else.
    Other,
}

/// One token: bytes `start..end` of the text it was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it is written in capitals only (two letters or more) or is a single capital.
    pub capitals: bool,
    /// Whether it begins with a capital.
    pub initial: bool,
    /// Joined to the token before by a hyphen.
    pub hyphened: bool,
}

/// Cuts `text` into tokens and hands each with its folded form to `each`.
pub fn tokens(text: &str, each: &mut dyn FnMut(Token, &str)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut hyphened = false;
    while let Some(&byte) = bytes.get(at) {
        // Most words are small letters and nothing else.
        if byte == b' ' {
            hyphened = false;
            at += 1;
        } else if let Some((end, word)) = small_word(text, at) {
            each(Token { hyphened, ..plain(at, end, TokenKind::Word) }, word);
            hyphened = false;
            at = end;
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
            let (end, is_word) = word_end(text, at);
            if is_word {
                split_word(text, at, end, hyphened, each);
                hyphened = false;
                at = end;
                continue;
            }
            let (mark, length) = wide_mark(text, at);
            if let Some(mark) = mark {
                each(plain(at, at + length, TokenKind::Mark(mark)), "");
            }
            hyphened = false;
            at += length;
        } else if byte.is_ascii_digit() {
            let end = number_end(bytes, at);
            let mut token = plain(at, end, TokenKind::Number);
            token.hyphened = hyphened;
            each(token, text.get(at..end).unwrap_or(""));
            hyphened = false;
            at = end;
        } else {
            hyphened = false;
            match byte {
                // A quote mark here opens or strays; contractions are eaten by their word.
                b'\t' | b'\n' | b'\r' | b'\'' => {}
                b'-' => {
                    let glued_before = at > 0 && bytes.get(at - 1).is_some_and(|b| !b.is_ascii_whitespace());
                    let glued_after = bytes.get(at + 1).is_some_and(|b| !b.is_ascii_whitespace() && *b != b'-');
                    if glued_before && glued_after {
                        hyphened = true;
                    } else if !glued_before && !glued_after || bytes.get(at + 1) == Some(&b'-') {
                        each(plain(at, at + 1, TokenKind::Mark(Mark::Dash)), "");
                    }
                }
                b'/' if joins(bytes, at) => {
                    // "his/her" is two words; "and/or" is one "and", or lists would need both ways of writing.
                    if text.get(..at).is_some_and(|t| t.ends_with("and")) && text.get(at + 1..).is_some_and(begins_or) {
                        at += 2;
                    }
                }
                b'%' => each(plain(at, at + 1, TokenKind::Word), "%"),
                b'&' => each(plain(at, at + 1, TokenKind::Word), "and"),
                _ => {
                    let mark = match byte {
                        b',' => Mark::Comma,
                        b'.' => Mark::Stop,
                        b';' => Mark::Semicolon,
                        b':' => Mark::Colon,
                        b'?' => Mark::Question,
                        b'!' => Mark::Exclamation,
                        b'(' | b'[' => Mark::Open,
                        b')' | b']' => Mark::Close,
                        b'"' => Mark::Quote,
                        b'/' => Mark::Slash,
                        _ => Mark::Other,
                    };
                    each(plain(at, at + 1, TokenKind::Mark(mark)), "");
                }
            }
            at += 1;
        }
    }
}

/// A word of small letters that begins at `at` and ends at no apostrophe, and where it ends; "cannot" is none.
fn small_word(text: &str, at: usize) -> Option<(usize, &str)> {
    let rest = text.as_bytes().get(at..)?;
    let letters = rest.iter().position(|byte| !byte.is_ascii_lowercase()).unwrap_or(rest.len());
    let goes_on = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'\'' || *byte >= 0x80;
    if letters == 0 || rest.get(letters).is_some_and(goes_on) {
        return None;
    }
    let word = text.get(at..at + letters)?;
    (word != "cannot").then_some((at + letters, word))
}

fn begins_or(rest: &str) -> bool {
    rest.strip_prefix("or").is_some_and(|r| !r.starts_with(char::is_alphabetic))
}

/// A slash between two letters joins words.
fn joins(bytes: &[u8], at: usize) -> bool {
    let letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphabetic);
    at > 0 && letter(bytes.get(at - 1)) && letter(bytes.get(at + 1))
}

fn plain(start: usize, end: usize, kind: TokenKind) -> Token {
    Token { start: start as u32, end: end as u32, kind, capitals: false, initial: false, hyphened: false }
}

/// Where the word beginning at `at` ends; false if a wide character there is no letter.
fn word_end(text: &str, at: usize) -> (usize, bool) {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii_alphanumeric() {
            end += 1;
        } else if byte == b'\'' {
            if end > at && bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) {
                end += 1;
            } else {
                break;
            }
        } else if byte >= 0x80 {
            let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) else { break };
            if c.is_alphanumeric() || is_combining(c) {
                end += c.len_utf8();
            } else if matches!(c, '\u{2019}' | '\u{02BC}') && end > at {
                let next = text.get(end + c.len_utf8()..).and_then(|rest| rest.chars().next());
                if next.is_some_and(char::is_alphabetic) {
                    end += c.len_utf8();
                } else {
                    break;
                }
            } else if c == '\u{00AD}' && end > at {
                end += c.len_utf8(); // a soft hyphen is nothing
            } else {
                break;
            }
        } else {
            break;
        }
    }
    (end, end > at)
}

fn is_combining(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

fn wide_mark(text: &str, at: usize) -> (Option<Mark>, usize) {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return (None, 1) };
    let mark = match c {
        '\u{2013}' => {
            // "2–4" and "blood–brain" are joints; " – " is a dash.
            let spaced = text.get(..at).is_some_and(|t| t.ends_with(char::is_whitespace))
                || text.get(at + c.len_utf8()..).is_some_and(|t| t.starts_with(char::is_whitespace));
            spaced.then_some(Mark::Dash)
        }
        '\u{2014}' | '\u{2015}' => Some(Mark::Dash),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' => Some(Mark::Quote),
        '\u{2026}' => Some(Mark::Stop),
        c if c.is_whitespace() => None,
        '\u{2018}' | '\u{2019}' | '\u{00AD}' | '\u{200B}' | '\u{200D}' | '\u{FEFF}' | '\u{2010}' | '\u{2011}' => None,
        _ => Some(Mark::Other),
    };
    (mark, c.len_utf8())
}

fn number_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        let inner = matches!(byte, b'.' | b',') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() || inner {
            end += 1;
        } else {
            break;
        }
    }
    end
}

/// Cuts contractions and possessives off a word and folds what is left.
fn split_word(text: &str, start: usize, end: usize, hyphened: bool, each: &mut dyn FnMut(Token, &str)) {
    let Some(word) = text.get(start..end) else { return };
    let folded = fold(word);
    let first = word.chars().next().unwrap_or(' ');
    // "STDs" is written in capitals too.
    let abbreviation = if word.len() > 2 { word.strip_suffix('s').unwrap_or(word) } else { word };
    let token = |from: usize, to: usize, hyphened: bool| Token {
        start: from as u32,
        end: to as u32,
        kind: TokenKind::Word,
        capitals: first.is_uppercase() && !abbreviation.chars().any(char::is_lowercase),
        initial: first.is_uppercase(),
        hyphened,
    };
    if folded == "cannot" {
        each(token(start, start + 3, hyphened), "can");
        each(token(start + 3, end, false), "not");
        return;
    }
    let Some(mark) = folded.find('\'') else {
        each(token(start, end, hyphened), &folded);
        return;
    };
    // Byte length of the tail in the source: the apostrophe may be one byte or three there.
    let tail_bytes = |letters: usize| word.char_indices().rev().nth(letters - 1).map_or(0, |(i, _)| word.len() - i);
    let (head, tail) = folded.split_at(mark);
    if tail == "'t" && head.ends_with('n') {
        let base = match head {
            "can" => "can",
            "won" => "will",
            "shan" => "shall",
            "ain" => "is",
            _ => head.strip_suffix('n').unwrap_or(head),
        };
        let cut = end - tail_bytes(3).min(end - start - 1);
        each(token(start, cut, hyphened), base);
        each(token(cut, end, false), "not");
        return;
    }
    let expanded = match tail {
        "'s" => "'s",
        "'re" => "are",
        "'ve" => "have",
        "'ll" => "will",
        "'d" => "would",
        "'m" => "am",
        _ => {
            each(token(start, end, hyphened), &folded.replace('\'', ""));
            return;
        }
    };
    let cut = end - tail_bytes(tail.len()).min(end - start - 1);
    each(token(start, cut, hyphened), head);
    each(token(cut, end, false), expanded);
}

/// Lower case, plain apostrophes, no accents, no soft hyphens.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        if word.bytes().any(|b| b.is_ascii_uppercase()) {
            return Cow::Owned(word.to_ascii_lowercase());
        }
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02BC}' => out.push('\''),
            '\u{00AD}' => {}
            c if is_combining(c) => {}
            c => {
                for lower in c.to_lowercase() {
                    push_bare(lower, &mut out);
                }
            }
        }
    }
    Cow::Owned(out)
}

/// Latin letters without their accents; anything else as it is.
fn push_bare(c: char, out: &mut String) {
    let bare = match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ī' => 'i',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => 'o',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' => 'u',
        'ý' | 'ÿ' => 'y',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        'ł' => 'l',
        'ﬁ' => return out.push_str("fi"),
        'ﬂ' => return out.push_str("fl"),
        'æ' => return out.push_str("ae"),
        'œ' => return out.push_str("oe"),
        'ß' => return out.push_str("ss"),
        other => other,
    };
    out.push(bare);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        tokens(text, &mut |t, w| {
            out.push(if w.is_empty() { format!("{:?}", t.kind) } else { format!("{w}@{}", t.start) });
        });
        out
    }

    #[test]
    fn contractions_give_a_negator_of_their_own() {
        assert_eq!(
            words("don\u{2019}t can't won't cannot"),
            ["do@0", "not@2", "can@8", "not@10", "will@14", "not@16", "can@20", "not@23"]
        );
    }

    #[test]
    fn a_possessive_is_cut_off_and_hyphens_are_spaces() {
        assert_eq!(words("Kaposi\u{2019}s HSV-1"), ["kaposi@0", "'s@6", "hsv@11", "1@15"]);
        assert_eq!(words("Guillain–Barré"), ["guillain@0", "barre@11"]);
    }

    #[test]
    fn numbers_keep_their_separators_and_lose_their_unit() {
        assert_eq!(words("1,200mg 0.5"), ["1,200@0", "mg@5", "0.5@8"]);
    }
}
