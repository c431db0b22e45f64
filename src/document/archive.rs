//! The zip container of Word files: entries as text, and a copy of the container with some of them changed. The only
//! home of zip.
//!
//! An archive can claim any size and unfold to any other, so both are bounded before memory is spent.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The most that one entry may unfold to: a book of a million words is a tenth of it.
const LARGEST: u64 = 64 << 20;
/// The most that all entries read from one archive may unfold to.
const LARGEST_SUM: u64 = 128 << 20;
/// An entry larger than this must not be denser packed than `DENSEST`.
const SMALL: u64 = 4 << 20;
/// How many bytes a packed byte may stand for; Word's own XML stays below 60.
const DENSEST: u64 = 300;

/// Why an archive cannot be read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// It is no zip archive at all.
    NotZip,
    /// It is one, cut short or spoilt; the library's words.
    Damaged(String),
    /// An entry asks for a password.
    Encrypted,
    /// An entry unfolds to more than any article holds; its name.
    Bomb(String),
    /// An entry is not UTF-8; its name.
    NotUtf8(String),
}

/// An archive in memory.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// What may still be unfolded.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive by its directory.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Trouble> {
        if !bytes.starts_with(b"PK") {
            return Err(Trouble::NotZip);
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damage(&error))?;
        Ok(Self { zip, left: LARGEST_SUM })
    }

    /// The name of the first entry that ends like this.
    pub(super) fn ending(&self, end: &str) -> Option<String> {
        self.zip.file_names().flatten().find(|name| name.ends_with(end)).map(std::borrow::Cow::into_owned)
    }

    /// A name in a folder that no entry has yet, without the folder.
    pub(super) fn free_name(&self, folder: &str, stem: &str, ending: &str) -> String {
        let numbered = (1..).map(|n| format!("{stem}{n}.{ending}"));
        let mut names = std::iter::once(format!("{stem}.{ending}")).chain(numbered);
        let free = names.find(|name| self.zip.index_for_name(&format!("{folder}{name}")).is_none());
        free.unwrap_or_default()
    }

    /// The entry of this name as text; `None` if there is none.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Trouble> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let file = self.zip.by_index(index).map_err(|error| damage(&error))?;
        let dense = file.size() > SMALL && file.size() / file.compressed_size().max(1) > DENSEST;
        if file.size() > LARGEST.min(self.left) || dense {
            return Err(Trouble::Bomb(name.to_owned()));
        }
        // What the directory says of the size may be a lie.
        let limit = LARGEST.min(self.left);
        let packed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| Trouble::Damaged(error.to_string()))?;
        let size = bytes.len() as u64;
        if size > limit || size > SMALL && size / packed > DENSEST {
            return Err(Trouble::Bomb(name.to_owned()));
        }
        self.left -= size;
        String::from_utf8(bytes).map(Some).map_err(|_| Trouble::NotUtf8(name.to_owned()))
    }

    /// The archive with these entries in place of its own or added at its end; all others are copied as they are packed.
    pub(super) fn with(&mut self, changed: &BTreeMap<String, String>) -> Result<Vec<u8>, Trouble> {
        let failed = |error: ZipError| damage(&error);
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        out.set_raw_comment(self.zip.comment().into()).map_err(failed)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let write = |out: &mut ZipWriter<_>, name: &str, text: &str| {
            out.start_file(name, options).map_err(failed)?;
            out.write_all(text.as_bytes()).map_err(|error| Trouble::Damaged(error.to_string()))
        };
        let mut written = Vec::new();
        for index in 0..self.zip.len() {
            let file = self.zip.by_index_raw(index).map_err(failed)?;
            let name = file.name().map_err(failed)?.into_owned();
            match changed.get(&name) {
                Some(text) => write(&mut out, &name, text)?,
                None => out.raw_copy_file(file).map_err(failed)?,
            }
            written.push(name);
        }
        for (name, text) in changed.iter().filter(|(name, _)| !written.contains(name)) {
            write(&mut out, name, text)?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }
}

/// The library's error as ours.
fn damage(error: &ZipError) -> Trouble {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Trouble::Encrypted,
        other => Trouble::Damaged(other.to_string()),
    }
}
