//! Patterns over paths, written as in `.gitignore`. The only home of globset.
//!
//! A pattern without `/` is met in every folder, one with `/` from the folder of its file; a folder stands for all below.

use globset::{GlobBuilder, GlobMatcher};

/// One pattern, and the line it stands in.
#[derive(Debug, Clone)]
pub(crate) struct Glob {
    /// As it was written.
    pub(crate) written: String,
    /// Its line in the configuration, from 1.
    pub(crate) line: usize,
    matcher: GlobMatcher,
}

impl Glob {
    /// Compiles a pattern, or tells what is wrong with it and what to write.
    pub(super) fn new(written: &str, line: usize) -> Result<Self, String> {
        if written.trim().is_empty() {
            return Err("is empty".to_owned());
        }
        if written.starts_with('!') {
            return Err("begins with `!`; name what is to be left out in `exclude`".to_owned());
        }
        if written.split(['/', '\\']).any(|part| part == "..") {
            return Err("leads out of the folder of its file".to_owned());
        }
        let from_here = written.strip_prefix("./").or_else(|| written.strip_prefix('/'));
        let path = from_here.unwrap_or(written).trim_end_matches('/');
        let anywhere = from_here.is_none() && !path.contains('/');
        let pattern = if anywhere { format!("**/{path}") } else { path.to_owned() };
        let glob = GlobBuilder::new(&pattern).literal_separator(true).build();
        let matcher = glob.map_err(|error| format!("is no pattern: {}", error.kind()))?.compile_matcher();
        Ok(Self { written: written.to_owned(), line, matcher })
    }

    /// Whether a path below the folder of the configuration is met, itself or by a folder that it is in.
    pub(crate) fn matches(&self, path: &str) -> bool {
        let mut parts = Some(path).filter(|path| !path.is_empty());
        while let Some(path) = parts {
            if self.matcher.is_match(path) {
                return true;
            }
            parts = path.rsplit_once('/').map(|(folder, _)| folder);
        }
        false
    }

    /// Whether a path is met by itself.
    pub(crate) fn names(&self, path: &str) -> bool {
        self.matcher.is_match(path)
    }

    /// Whether it can mean one file only.
    pub(crate) fn is_literal(&self) -> bool {
        !self.written.contains(['*', '?', '[', '{'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_as_in_ignore_files() {
        for (pattern, path, met) in [
            ("*.md", "a.md", true),
            ("*.md", "deep/er/a.md", true),
            ("/*.md", "deep/a.md", false),
            ("./a.md", "a.md", true),
            ("content/**/*.md", "content/a.md", true),
            ("content/**/*.md", "content/x/y/a.md", true),
            ("content/*.md", "content/x/a.md", false),
            ("drafts", "content/drafts/a.md", true),
            ("drafts/", "drafts/x/a.md", true),
            ("content/drafts", "content/drafts/a.md", true),
            ("a b's.md", "x/a b's.md", true),
            ("**", "x/a.md", true),
            ("*.{md,html}", "x/a.html", true),
            ("*.md", "", false),
        ] {
            assert_eq!(Glob::new(pattern, 1).unwrap().matches(path), met, "{pattern} {path}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_told() {
        for wrong in ["", "a[", "!a.md", "../a.md", "{a"] {
            assert!(Glob::new(wrong, 1).is_err(), "{wrong}");
        }
    }
}
