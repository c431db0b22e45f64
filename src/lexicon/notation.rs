//! The notation of wordings: `(a|b)`, `(a)?`, `~`, `{x}`, `"exact"`, `be`, `not`, `one's`.
//!
//! A wording is expanded into plain sequences; the trie walks those.

use super::token::{TokenKind, tokens};

/// One step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// A folded word; inflected where its class is.
    Word(String),
    /// This very form.
    Exact(String),
    /// Up to four plain words.
    Gap,
    /// One to four words: the thing judged or acted on.
    Slot,
}

/// More alternatives than this in one wording are a mistake of its author.
const LIMIT: usize = 4096;

/// Reads a wording into all sequences it stands for, or says what is wrong with it.
pub fn expand(wording: &str) -> Result<Vec<Vec<Step>>, String> {
    let mut parser = Parser { rest: wording.chars().collect(), at: 0 };
    let sequences = parser.alternatives()?;
    if parser.at < parser.rest.len() {
        return Err("a closing bracket without its opening one".to_owned());
    }
    let mut out: Vec<Vec<Step>> = sequences.into_iter().filter(|s| !s.is_empty()).collect();
    out.dedup();
    if out.is_empty() {
        return Err("an empty wording".to_owned());
    }
    if out.iter().any(|s| s.iter().all(|step| matches!(step, Step::Gap | Step::Slot))) {
        return Err("a wording needs a word of its own".to_owned());
    }
    for sequence in &mut out {
        // A gap at either end matches nothing of its own.
        while sequence.first() == Some(&Step::Gap) {
            sequence.remove(0);
        }
        while sequence.last() == Some(&Step::Gap) {
            sequence.pop();
        }
    }
    Ok(out)
}

struct Parser {
    rest: Vec<char>,
    at: usize,
}

impl Parser {
    fn peek(&self) -> Option<char> {
        self.rest.get(self.at).copied()
    }

    fn alternatives(&mut self) -> Result<Vec<Vec<Step>>, String> {
        let mut all = self.sequence()?;
        while self.peek() == Some('|') {
            self.at += 1;
            all.extend(self.sequence()?);
        }
        Ok(all)
    }

    fn sequence(&mut self) -> Result<Vec<Vec<Step>>, String> {
        let mut all: Vec<Vec<Step>> = vec![Vec::new()];
        while let Some(c) = self.peek() {
            match c {
                ')' | '|' => break,
                '(' => {
                    self.at += 1;
                    let mut inner = self.alternatives()?;
                    if self.peek() != Some(')') {
                        return Err("an opening bracket is never closed".to_owned());
                    }
                    self.at += 1;
                    if self.peek() == Some('?') {
                        self.at += 1;
                        inner.push(Vec::new());
                    }
                    all = product(&all, &inner)?;
                }
                '~' => {
                    self.at += 1;
                    while self.peek().is_some_and(|c| c.is_ascii_digit()) {
                        self.at += 1;
                    }
                    append(&mut all, &[Step::Gap]);
                }
                '{' => {
                    while self.peek().is_some_and(|c| c != '}') {
                        self.at += 1;
                    }
                    if self.peek().is_none() {
                        return Err("a slot is never closed".to_owned());
                    }
                    self.at += 1;
                    if self.peek() == Some('?') {
                        self.at += 1;
                        all = product(&all, &[vec![Step::Slot], Vec::new()])?;
                    } else {
                        append(&mut all, &[Step::Slot]);
                    }
                }
                '"' => {
                    self.at += 1;
                    let word: String = self.take_while(|c| c != '"');
                    self.at += 1;
                    let steps: Vec<Step> = words(&word).into_iter().map(Step::Exact).collect();
                    append(&mut all, &steps);
                }
                _ => {
                    let run: String = self.take_while(|c| !"()|~{}\"".contains(c));
                    if run.is_empty() {
                        return Err(format!("the sign {c} has no meaning here"));
                    }
                    let steps: Vec<Step> = words(&run).into_iter().map(Step::Word).collect();
                    append(&mut all, &steps);
                }
            }
        }
        Ok(all)
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> String {
        let from = self.at;
        while self.peek().is_some_and(&keep) {
            self.at += 1;
        }
        self.rest.get(from..self.at).unwrap_or_default().iter().collect()
    }
}

fn append(all: &mut [Vec<Step>], steps: &[Step]) {
    for sequence in all {
        sequence.extend_from_slice(steps);
    }
}

fn product(left: &[Vec<Step>], right: &[Vec<Step>]) -> Result<Vec<Vec<Step>>, String> {
    if left.len() * right.len() > LIMIT {
        return Err("too many alternatives in one wording; split it".to_owned());
    }
    let mut out = Vec::with_capacity(left.len() * right.len());
    for l in left {
        for r in right {
            let mut sequence = l.clone();
            sequence.extend_from_slice(r);
            out.push(sequence);
        }
    }
    Ok(out)
}

/// The folded words of a plain stretch, exactly as the text's own would be cut.
pub fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    tokens(text, &mut |token, word| {
        if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
            // "one's" is one word of the notation, though the text's tokens would cut it.
            match out.last_mut() {
                Some(last) if word == "'s" && last == "one" => last.push_str("'s"),
                _ => out.push(word.to_owned()),
            }
        }
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_and_options_are_multiplied_out() {
        let all = expand("(be)? nothing to (worry|panic) about {x}?").unwrap_or_default();
        assert_eq!(all.len(), 8);
        assert!(all.iter().any(|s| s.last() == Some(&Step::Slot)));
    }

    #[test]
    fn broken_brackets_are_told() {
        assert!(expand("(a|b").is_err());
        assert!(expand("a)").is_err());
        assert!(expand("~ {x}").is_err());
    }
}
