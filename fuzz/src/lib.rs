//! What the fuzz targets ask: one function for each, so that a target is one line and a finding can be run as a test.
//!
//! The command line's own readers (configuration, baseline, changes) are built in from its source, as they are.

mod articles;
mod files;
mod scraps;

pub use articles::{check, docx, growth, html, json, markdown, mdx, suppressions, templates, text};
pub use files::{baseline, changes, claims, configuration};

/// What costs much and seldom tells anything is asked of one input in so many, chosen by all its bytes.
const SELDOM: u64 = 8;

/// Whether this input is one of those.
fn is_asked_more(data: &[u8]) -> bool {
    let eat = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    (data.iter().fold(0xcbf2_9ce4_8422_2325, eat) >> 32)% SELDOM == 0
}

#[path = "../../tests/common/sound.rs"]
mod sound;
#[path = "../../tests/common/word_file.rs"]
mod word_file;

#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../../src/baseline/mod.rs"]
mod baseline_file;
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../../src/changes/patch.rs"]
mod patch;
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../../src/config/mod.rs"]
mod config;
#[allow(dead_code, unused_imports, unreachable_pub)]
#[path = "../../src/replace.rs"]
mod replace;

/// What `src/replace.rs` takes from its neighbour: nobody interrupts a fuzzer for half a file's sake.
mod interrupt {
    use std::path::Path;

    pub(crate) fn unfinished(_: &Path) {}

    pub(crate) fn finished(_: &Path) {}
}

/// What `src/config` takes from the command line.
mod cli {
    /// From which severity on findings count.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub(crate) enum FailOn {
        Error,
        Warning,
        Info,
        Never,
    }
}

/// What `src/changes/patch.rs` takes from its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hunk {
    start: usize,
    count: usize,
}
