//! What a GitHub Actions job shows below its steps: a table in Markdown, the worst first.
//!
//! Written beside the annotations where GitHub asks for it; no format of its own.

use super::clean;
use super::format::{Assembly, Output, Piece, Ranked, Report, Run};
use super::told::{Told, tell};
use super::worst::Worst;
use std::fmt::Write;

/// Rows that somebody may read; the whole text must stay below one MiB.
const ROWS: usize = 200;
/// Characters of a cell.
const CELL: usize = 400;

/// The summary of a step.
pub(crate) const OUTPUT: Output =
    Output { name: "step-summary", about: "", render, assembly: || Box::new(Table { rows: Worst::new(ROWS) }) };

fn render(report: &Report<'_>) -> Piece {
    let ranked = |told: Told| Ranked { rank: told.rank, text: row(&told) };
    Piece { ranked: tell(report).into_iter().map(ranked).collect(), ..Piece::default() }
}

fn row(told: &Told) -> String {
    let place = told.place.map_or_else(String::new, |(start, _)| format!(":{}", start.line));
    format!(
        "| {} | {}{place} | {} | {} | {} |\n",
        told.severity,
        plain(&told.file),
        plain(&told.headline),
        plain(told.lines.iter().find(|line| line.contains("for example: ")).map_or("", String::as_str)),
        plain(&told.code),
    )
}

/// Text that Markdown shows as it is, on one line and of bounded length.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let text = clean::line(text);
    for (count, character) in text.chars().enumerate() {
        if count == CELL {
            out.push('…');
            break;
        }
        // Any mark of ASCII may be escaped, and each of them means something somewhere.
        if character.is_ascii_punctuation() && !",.:;/-".contains(character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// The rows of a run.
struct Table {
    rows: Worst,
}

impl Assembly for Table {
    fn add(&mut self, piece: Piece) -> String {
        piece.ranked.into_iter().for_each(|row| self.rows.push(row));
        String::new()
    }

    fn end(&mut self, run: &Run<'_>) -> String {
        let mut out = "### healthlint\n\n".to_owned();
        for line in run.tally.tell("article", run.database).lines() {
            let _ = writeln!(out, "{line}  ");
        }
        if self.rows.came() > 0 {
            out.push_str("\n| | Where | What is wrong | Words to use | Claim |\n|---|---|---|---|---|\n");
            self.rows.take().iter().for_each(|row| out.push_str(&row.text));
        }
        if self.rows.left_out() > 0 {
            let _ = writeln!(out, "\n{} more are left out here, the mildest ones.", self.rows.left_out());
        }
        out.push('\n');
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_shows_its_text_and_nothing_else() {
        assert_eq!(plain("a|b\n<img> [x](y) `c`"), "a\\|b␊\\<img\\> \\[x\\]\\(y\\) \\`c\\`");
        assert_eq!(plain(&"x".repeat(CELL + 9)).chars().count(), CELL + 1);
    }
}
