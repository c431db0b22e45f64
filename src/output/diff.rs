//! What would be written otherwise, as a patch that `git apply` and `patch` take.

use super::clean;
use std::fmt::Write;

/// Unchanged lines shown around a changed one.
const CONTEXT: usize = 3;

/// The difference between two texts with the same number of lines.
pub(crate) fn patch(name: &str, old: &str, new: &str) -> String {
    let old: Vec<&str> = old.split_inclusive('\n').collect();
    let new: Vec<&str> = new.split_inclusive('\n').collect();
    let changed: Vec<usize> = (0..old.len()).filter(|at| old.get(*at) != new.get(*at)).collect();
    let name = clean::line(name);
    let mut out = format!("--- a/{name}\n+++ b/{name}\n");
    // Changes whose context touches share a hunk.
    for group in changed.chunk_by(|one, next| next - one <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let from = first.saturating_sub(CONTEXT);
        let to = (last + CONTEXT + 1).min(old.len());
        let _ = writeln!(out, "@@ -{0},{1} +{0},{1} @@", from + 1, to - from);
        let mut at = from;
        while at < to {
            let run = (at..to).take_while(|line| group.contains(line)).count();
            if run == 0 {
                push(&mut out, ' ', old.get(at));
                at += 1;
                continue;
            }
            (at..at + run).for_each(|line| push(&mut out, '-', old.get(line)));
            (at..at + run).for_each(|line| push(&mut out, '+', new.get(line)));
            at += run;
        }
    }
    out
}

fn push(out: &mut String, mark: char, line: Option<&&str>) {
    let line = line.copied().unwrap_or_default();
    let (words, end) =
        line.strip_suffix('\n').map_or((line, "\n\\ No newline at end of file\n"), |words| (words, "\n"));
    let (words, end) = words.strip_suffix('\r').map_or((words, end.to_owned()), |words| (words, format!("\r{end}")));
    // A tab steers nothing here and belongs to the line.
    let words: Vec<_> = words.split('\t').map(clean::line).collect();
    out.push(mark);
    out.push_str(&words.join("\t"));
    out.push_str(&end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_shows_changed_lines_with_their_neighbours() {
        let old = "a\nb\nc\nd\nTake 1.0 mg.\ne\nf\ng\nh\r\nand .5 mg";
        let new = old.replace("1.0", "1").replace(".5", "0.5");
        let told = patch("my draft.md", old, &new);
        assert!(told.starts_with(
            "--- a/my draft.md\n+++ b/my draft.md\n@@ -2,9 +2,9 @@\n b\n c\n d\n-Take 1.0 mg.\n+Take 1 mg.\n e\n"
        ));
        assert!(
            told.ends_with(
                " h\r\n-and .5 mg\n\\ No newline at end of file\n+and 0.5 mg\n\\ No newline at end of file\n"
            )
        );
    }
}
