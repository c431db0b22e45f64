//! A file that is written whole or not at all: beside its place first, then moved there.

use crate::interrupt;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How often another name is tried where one is taken, by a run that was killed say.
const TRIES: u32 = 100;

/// The new content of a file, not yet in its place; what was there stays until `commit`, and for good without it.
#[derive(Debug)]
pub(crate) struct Replacement {
    /// Where it belongs.
    path: PathBuf,
    /// Where it is written; `None` if `path` is no ordinary file and is written at once, or if it is done with.
    beside: Option<PathBuf>,
    file: BufWriter<File>,
}

impl Replacement {
    /// Begins the new content; fails here rather than after a long run if it cannot be written.
    pub(crate) fn create(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(known) if known.is_dir() => Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder")),
            // A pipe or a device cannot be replaced.
            Ok(known) if !known.is_file() => {
                let file = BufWriter::new(OpenOptions::new().write(true).open(path)?);
                Ok(Self { path: path.to_owned(), beside: None, file })
            }
            Ok(known) => {
                if known.permissions().readonly() {
                    return Err(io::Error::new(ErrorKind::PermissionDenied, "it is write-protected"));
                }
                // A link stays; what it points to is replaced, and keeps its permissions.
                let new = Self::beside(fs::canonicalize(path)?)?;
                new.file.get_ref().set_permissions(known.permissions())?;
                Ok(new)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Self::beside(path.to_owned()),
            Err(error) => Err(error),
        }
    }

    fn beside(path: PathBuf) -> io::Result<Self> {
        let name = path.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "it names no file"))?;
        for number in 0..TRIES {
            let mut hidden = OsString::from(".");
            hidden.push(name);
            hidden.push(format!(".{}-{number}.part", std::process::id()));
            let beside = path.with_file_name(hidden);
            // Remembered before it is there: Ctrl-C may come at any moment.
            interrupt::unfinished(&beside);
            let made = OpenOptions::new().write(true).create_new(true).open(&beside);
            match made {
                Ok(file) => return Ok(Self { path, beside: Some(beside), file: BufWriter::new(file) }),
                Err(error) => {
                    interrupt::finished(&beside);
                    if error.kind() != ErrorKind::AlreadyExists {
                        return Err(error);
                    }
                }
            }
        }
        Err(io::Error::new(ErrorKind::AlreadyExists, "too many unfinished files lie beside it"))
    }

    /// Puts the new content into its place.
    pub(crate) fn commit(mut self) -> io::Result<()> {
        self.file.flush()?;
        if let Some(beside) = &self.beside {
            self.file.get_ref().sync_all()?;
            fs::rename(beside, &self.path)?;
            interrupt::finished(beside);
            self.beside = None;
        }
        Ok(())
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some(beside) = &self.beside {
            // Nobody can be told if that fails.
            let _ = fs::remove_file(beside);
            interrupt::finished(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("healthlint-replace-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_was_there_stays_until_the_new_is_whole() {
        let folder = folder("whole");
        let path = folder.join("a file.json");
        fs::write(&path, "old").unwrap();
        let mut given_up = Replacement::create(&path).unwrap();
        given_up.write_all(b"half").unwrap();
        drop(given_up);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        let mut new = Replacement::create(&path).unwrap();
        new.write_all(b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        new.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "nothing is left beside it");
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_folder_and_a_missing_folder_are_refused_at_once() {
        let folder = folder("refused");
        assert_eq!(Replacement::create(&folder).unwrap_err().kind(), ErrorKind::IsADirectory);
        assert_eq!(Replacement::create(&folder.join("none/a")).unwrap_err().kind(), ErrorKind::NotFound);
        fs::remove_dir_all(&folder).unwrap();
    }
}
