//! What git writes about changes, read without trusting a single line to be what it looks like.

use super::Hunk;
use std::collections::BTreeMap;

/// The paths of `git diff --numstat -z`, and whether each is no text to git.
pub(super) fn names(answer: &[u8]) -> Vec<(Vec<u8>, bool)> {
    let mut out = Vec::new();
    let mut records = answer.split(|byte| *byte == 0);
    while let Some(record) = records.next() {
        let mut fields = record.splitn(3, |byte| *byte == b'\t');
        let (Some(added), Some(_), Some(name)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let binary = added == b"-";
        if !name.is_empty() {
            out.push((name.to_vec(), binary));
            continue;
        }
        // A renamed file: the old name, then the new one.
        let (_, new) = (records.next(), records.next());
        out.extend(new.map(|new| (new.to_vec(), binary)));
    }
    out
}

/// The changed lines of each file in a patch without context, by the file's new name.
///
/// The length of every hunk is told in its first line, so that a line of an article that looks like the start of a file
/// is never taken for one.
pub(super) fn hunks(patch: &[u8]) -> BTreeMap<Vec<u8>, Vec<Hunk>> {
    let mut out: BTreeMap<Vec<u8>, Vec<Hunk>> = BTreeMap::new();
    let mut file: Option<Vec<u8>> = None;
    let mut body = 0;
    for line in patch.split(|byte| *byte == b'\n') {
        if body > 0 {
            // "\ No newline at end of file" stands between the lines.
            body -= usize::from(line.first() != Some(&b'\\'));
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            file = new_name(name);
        } else if line.starts_with(b"diff --git ") {
            file = None;
        } else if let Some((removed, hunk)) = line.strip_prefix(b"@@ -").and_then(header) {
            body = removed + hunk.count;
            if let Some(file) = &file {
                out.entry(file.clone()).or_default().push(hunk);
            }
        }
    }
    out
}

/// How many lines a hunk takes out, and what it puts in: "12,2 +13,0 @@".
fn header(rest: &[u8]) -> Option<(usize, Hunk)> {
    let text = std::str::from_utf8(rest.get(..rest.len().min(80))?).unwrap_or_default();
    let mut words = text.split(' ');
    let (_, removed) = range(words.next()?)?;
    let (start, count) = range(words.next()?.strip_prefix('+')?)?;
    Some((removed, Hunk { start, count }))
}

fn range(text: &str) -> Option<(usize, usize)> {
    let (start, count) = text.split_once(',').unwrap_or((text, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

/// The name behind "+++ "; `None` if the file is gone.
fn new_name(written: &[u8]) -> Option<Vec<u8>> {
    let name = match written.strip_prefix(b"\"") {
        Some(quoted) => unquoted(quoted),
        // Behind a name with spaces git puts a tab.
        None => written.strip_suffix(b"\t").unwrap_or(written).to_vec(),
    };
    name.strip_prefix(b"b/").map(<[u8]>::to_vec)
}

/// A name as C writes strings, up to its closing mark.
fn unquoted(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => match bytes.next() {
                Some(b'a') => out.push(0x07),
                Some(b'b') => out.push(0x08),
                Some(b't') => out.push(b'\t'),
                Some(b'n') => out.push(b'\n'),
                Some(b'v') => out.push(0x0b),
                Some(b'f') => out.push(0x0c),
                Some(b'r') => out.push(b'\r'),
                Some(digit @ b'0'..=b'7') => {
                    let mut value = u32::from(digit - b'0');
                    for _ in 0..2 {
                        let Some(next) = bytes.next_if(|next| (b'0'..=b'7').contains(next)) else { break };
                        value = value * 8 + u32::from(next - b'0');
                    }
                    out.push(u8::try_from(value).unwrap_or(b'?'));
                }
                Some(other) => out.push(other),
                None => {}
            },
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_looks_like_a_header_is_read_as_what_it_is() {
        let patch = b"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1,2 @@\n--- a/evil\n+++ b/evil.md\n+@@ -1 +1 @@\n\\ No newline at end of file\n@@ -9,2 +9,0 @@ heading\n-x\n-y\n";
        let found = hunks(patch);
        assert_eq!(found.len(), 1);
        assert_eq!(found[&b"a.md".to_vec()], [Hunk { start: 1, count: 2 }, Hunk { start: 9, count: 0 }]);
    }

    #[test]
    fn names_with_spaces_quotes_and_newlines_are_read() {
        for (written, name) in [
            ("b/a b.md\t", "a b.md"),
            ("\"b/a \\\"b\\\".md\"", "a \"b\".md"),
            ("\"b/a\\nb\\303\\251.md\"", "a\nbé.md"),
            ("b/é.md", "é.md"),
        ] {
            assert_eq!(new_name(written.as_bytes()), Some(name.as_bytes().to_vec()), "{written}");
        }
        assert_eq!(new_name(b"/dev/null"), None);
    }

    #[test]
    fn counts_name_renamed_and_binary_files() {
        let answer = b"1\t2\ta b.md\0-\t-\tdraft.docx\x000\t1\t\0old.md\0new\nname.md\0";
        let expected = [("a b.md", false), ("draft.docx", true), ("new\nname.md", false)];
        let expected: Vec<_> = expected.iter().map(|(name, binary)| (name.as_bytes().to_vec(), *binary)).collect();
        assert_eq!(names(answer), expected);
    }
}
