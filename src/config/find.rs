//! Looks for configuration files: the nearest one upwards, each read once.

use super::load::load;
use super::{Config, NAMES, Settings};
use healthlint::codes::Codes;
use healthlint::diagnostic::Diagnostic;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Finds what holds for a file, and keeps what is wrong with the configurations on its way.
pub(crate) struct Finder<'a> {
    codes: &'a Codes,
    way: Way,
    /// What was found for a folder.
    folders: BTreeMap<PathBuf, Option<Arc<Config>>>,
    /// What is wrong with the files that were read, and their texts by the names they are shown under.
    pub(crate) faults: Vec<Diagnostic>,
    pub(crate) texts: BTreeMap<String, String>,
    /// The folder of the run, from which files are named.
    here: PathBuf,
}

/// Which configuration holds.
enum Way {
    /// None at all.
    None,
    /// This one for all files.
    One(Option<Arc<Config>>),
    /// The nearest to each file.
    Nearest,
}

impl<'a> Finder<'a> {
    /// Finds the nearest configuration of each file.
    pub(crate) fn nearest(codes: &'a Codes) -> Self {
        let here = std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default();
        Self { codes, way: Way::Nearest, folders: BTreeMap::new(), faults: Vec::new(), texts: BTreeMap::new(), here }
    }

    /// Leaves all configuration aside.
    pub(crate) fn none(codes: &'a Codes) -> Self {
        Self { way: Way::None, ..Self::nearest(codes) }
    }

    /// Takes one configuration for all files.
    pub(crate) fn one(codes: &'a Codes, path: &Path) -> Self {
        let mut finder = Self::nearest(codes);
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let name = path.to_string_lossy().replace('\\', "/");
        finder.way = Way::One(finder.read(path, name, &folder));
        finder
    }

    /// What holds for a file, which need not be there.
    pub(crate) fn settings(&mut self, file: &Path) -> Settings {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = self.whole(folder);
        let config = match &self.way {
            Way::None => None,
            Way::One(config) => config.clone(),
            Way::Nearest => self.of_folder(&folder),
        };
        let path = folder.join(file.file_name().unwrap_or_default());
        Settings::new(config, &path)
    }

    /// The full path of a folder, as far as it is there.
    fn whole(&self, folder: &Path) -> PathBuf {
        fs::canonicalize(folder).unwrap_or_else(|_| match (folder.parent(), folder.file_name()) {
            (Some(parent), Some(name)) => self.whole(parent).join(name),
            _ => self.here.clone(),
        })
    }

    /// What holds for texts that are no files.
    pub(crate) fn common(&self) -> Settings {
        match &self.way {
            Way::One(config) => Settings { config: config.clone(), path: String::new() },
            Way::None | Way::Nearest => Settings::default(),
        }
    }

    /// The nearest configuration of a folder.
    fn of_folder(&mut self, folder: &Path) -> Option<Arc<Config>> {
        if let Some(known) = self.folders.get(folder) {
            return known.clone();
        }
        let there = NAMES.map(|name| folder.join(name));
        let found = match there.iter().filter(|path| path.is_file()).collect::<Vec<_>>().as_slice() {
            [] if folder.join(".git").exists() => None,
            [] => folder.parent().and_then(|parent| self.of_folder(parent)),
            [one] => self.read(one, self.shown(one), folder),
            [one, ..] => {
                let message = format!("two configurations lie in one folder: {} and {}", NAMES[0], NAMES[1]);
                let fault = Diagnostic::error("config/two-files", &self.shown(one), message);
                self.faults.push(fault.note("help: keep one of them"));
                None
            }
        };
        self.folders.insert(folder.to_owned(), found.clone());
        found
    }

    /// Reads a file; what is wrong with it is kept.
    fn read(&mut self, path: &Path, name: String, folder: &Path) -> Option<Arc<Config>> {
        let text = match fs::read(path) {
            Ok(bytes) => String::from_utf8(bytes)
                .map_err(|error| format!("is not UTF-8 (byte {})", error.utf8_error().valid_up_to())),
            Err(error) if error.kind() == ErrorKind::NotFound => Err("is not there".to_owned()),
            Err(error) if error.kind() == ErrorKind::PermissionDenied => {
                Err("may not be read: permission denied".to_owned())
            }
            Err(error) => Err(format!("cannot be read: {error}")),
        };
        let text = match text {
            Ok(text) => text,
            Err(trouble) => {
                let fault = Diagnostic::error("config/unreadable", &name, format!("the configuration {trouble}"));
                self.faults.push(fault.note("help: name a file of UTF-8 TOML, or leave it out with --no-config"));
                return None;
            }
        };
        let outcome = load(&name, folder, &text, self.codes);
        match outcome {
            Ok(config) => Some(Arc::new(config)),
            Err(mut faults) => {
                self.faults.append(&mut faults);
                self.texts.insert(name, text);
                None
            }
        }
    }

    /// How a file is named: from the folder of the run if it lies there or above, else in full.
    fn shown(&self, path: &Path) -> String {
        if let Ok(below) = path.strip_prefix(&self.here) {
            return below.to_string_lossy().replace('\\', "/");
        }
        let (folder, name) = (path.parent().unwrap_or(path), path.file_name().unwrap_or_default());
        match self.here.strip_prefix(folder) {
            Ok(up) => format!("{}{}", "../".repeat(up.components().count()), name.to_string_lossy()),
            Err(_) => path.to_string_lossy().replace('\\', "/"),
        }
    }
}
