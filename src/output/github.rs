//! For GitHub Actions: workflow commands that become annotations, worst first.
//!
//! GitHub shows ten of each level in a step and drops the rest without a word; here the rest is counted.

use super::clean::sign;
use super::format::{Assembly, Output, Piece, Ranked, Report, Run};
use super::summary::counted;
use super::told::{Told, tell};
use super::worst::Worst;
use healthlint::severity::Severity;
use std::fmt::Write;

/// How many annotations of one level GitHub shows in a step.
const SHOWN: usize = 10;

/// The levels, the worst first: severity and GitHub's word.
const LEVELS: [(Severity, &str); 3] =
    [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "notice")];

/// The GitHub format.
pub(super) const OUTPUT: Output = Output {
    name: "github",
    about: "for GitHub Actions: annotations, the ten worst of each level; a table in the step's summary",
    render,
    assembly: || Box::new(Annotations { levels: LEVELS.map(|_| Worst::new(SHOWN)) }),
};

fn render(report: &Report<'_>) -> Piece {
    let ranked = |told: Told| Ranked { rank: told.rank, text: command(&told) };
    Piece { ranked: tell(report).into_iter().map(ranked).collect(), ..Piece::default() }
}

/// The command that makes an annotation.
fn command(told: &Told) -> String {
    let level = LEVELS.iter().find(|(severity, _)| *severity == told.severity).map_or("notice", |(_, word)| word);
    let mut out = format!("::{level} file={}", property(&told.file));
    if let Some((start, end)) = told.place {
        let _ = write!(out, ",line={},endLine={}", start.line, end.line);
        // Columns mean nothing to GitHub where the place goes over several lines.
        if start.line == end.line {
            let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
        }
    }
    let _ = write!(out, ",title={}::{}", property(&told.code), data(&told.headline));
    for line in &told.lines {
        let _ = write!(out, "%0A{}", data(line));
    }
    out.push('\n');
    out
}

/// Text of a message: nothing in it can end the line, and so nothing can begin another command or steer a terminal.
fn data(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '%' => out.push_str("%25"),
            '\r' => out.push_str("%0D"),
            '\n' => out.push_str("%0A"),
            other => out.push(sign(other)),
        }
    }
    out
}

/// Text of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The annotations of a run.
struct Annotations {
    levels: [Worst; LEVELS.len()],
}

impl Assembly for Annotations {
    fn add(&mut self, piece: Piece) -> String {
        for ranked in piece.ranked {
            let level = LEVELS.iter().position(|(severity, _)| *severity == ranked.rank.severity);
            if let Some(worst) = level.and_then(|level| self.levels.get_mut(level)) {
                worst.push(ranked);
            }
        }
        String::new()
    }

    fn end(&mut self, _run: &Run<'_>) -> String {
        let mut out = String::new();
        let mut left = Vec::new();
        for ((_, word), worst) in LEVELS.iter().zip(&mut self.levels) {
            worst.take().iter().for_each(|ranked| out.push_str(&ranked.text));
            if worst.left_out() > 0 {
                left.push(counted(worst.left_out(), word));
            }
        }
        if !left.is_empty() {
            let left = left.join(", ");
            let _ = writeln!(out, "not shown: {left}; GitHub takes {SHOWN} of each level, --format short lists all");
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_forge_a_command() {
        assert_eq!(data("a\n::error::b\r100 %0A"), "a%0A::error::b%0D100 %250A");
        assert_eq!(data("a\u{1b}[31m\u{9b}b"), "a\u{241b}[31m\u{fffd}b");
        assert_eq!(property("a,line=1::x"), "a%2Cline=1%3A%3Ax");
    }
}
