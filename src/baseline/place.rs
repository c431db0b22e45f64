//! Where a baseline lies, and how files are named from there.

use super::NAME;
use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The folder of a baseline; every entry is named from it.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    /// The file, as it was found or named.
    pub(crate) file: PathBuf,
    /// Its folder, without links and dots.
    folder: PathBuf,
}

impl Place {
    /// The place of a baseline file, which need not exist yet.
    pub(crate) fn new(file: &Path) -> Self {
        let folder = match file.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        Self { file: file.to_owned(), folder: plain(folder) }
    }

    /// The baseline that an article's folder goes by: the nearest one going up to the root of the repository. Without a
    /// repository the way ends in the current folder.
    pub(crate) fn find(start: &Path) -> Option<Self> {
        let start = plain(start);
        let current = plain(Path::new("."));
        let repository = start.ancestors().find(|folder| folder.join(".git").exists());
        let inside = start.starts_with(&current).then_some(current.as_path());
        let last = repository.or(inside).unwrap_or(&start).to_owned();
        let folders = start.ancestors().take_while(|folder| folder.starts_with(&last));
        let file = folders.map(|folder| folder.join(NAME)).find(|file| file.is_file())?;
        Some(Self::new(file.strip_prefix(&current).unwrap_or(&file)))
    }

    /// The path of an article seen from here, with `/`; whole where there is no way.
    pub(crate) fn name(&self, article: &Path) -> String {
        let parent = article.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut whole = plain(parent);
        whole.extend(article.file_name());
        let mut up = PathBuf::new();
        let mut from = self.folder.as_path();
        let relative = loop {
            if let Ok(rest) = whole.strip_prefix(from) {
                break up.join(rest);
            }
            let Some(parent) = from.parent() else { break whole };
            from = parent;
            up.push("..");
        };
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        // A path that begins at the root has it as its first part.
        parts.join("/").replacen("//", "/", 1)
    }

    /// Those of these names under which no file stands.
    pub(crate) fn gone<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> BTreeSet<String> {
        names.into_iter().filter(|name| !self.folder.join(name).exists()).map(str::to_owned).collect()
    }
}

/// A folder without links and dots; one that does not exist as far as it can be told.
fn plain(folder: &Path) -> PathBuf {
    if let Ok(real) = fs::canonicalize(folder) {
        return real;
    }
    let mut out = env::current_dir().unwrap_or_default();
    for part in folder.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_named_from_the_folder_of_the_baseline() {
        let root = env::temp_dir().join(format!("healthlint-place-{}", std::process::id()));
        fs::create_dir_all(root.join("content/old pages")).unwrap();
        let place = Place::new(&root.join("healthlint-baseline.json"));
        assert_eq!(place.name(&root.join("content/./old pages/a \"b\".md")), "content/old pages/a \"b\".md");
        assert_eq!(place.name(&root.join("content/../a.md")), "a.md");
        let below = Place::new(&root.join("content/base.json"));
        assert_eq!(below.name(&root.join("a.md")), "../a.md");
        fs::remove_dir_all(&root).unwrap();
    }
}
