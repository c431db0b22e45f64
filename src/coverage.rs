//! Which wordings of the language no example exercises, which concepts and sources no claim uses: what nobody has shown
//! to work, and nobody would miss.

use crate::analyze::Analysis;
use crate::analyze::scan::Scan;
use crate::database::{Loaded, unused};
use crate::document::Document;
use crate::examples::{read, unmark};
use crate::lexicon::TermKind;
use crate::lexicon::load::{SourceFile, parse};
use crate::lexicon::tables::FrameFile;
use std::collections::BTreeSet;

/// One class of wordings or things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What they are, in the plural.
    pub name: &'static str,
    /// How many there are.
    pub all: usize,
    /// Those that no example exercises.
    pub silent: Vec<Silent>,
}

/// A wording or frame that no example exercises, a thing that no claim uses.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Silent {
    /// Whose it is.
    pub id: String,
    /// How it is written; for a frame its pattern, for a thing its name.
    pub wording: String,
    /// The file it is in.
    pub file: String,
}

/// Reads every example of claims and frames and tells what of the language none of them needed.
pub fn coverage(files: &[SourceFile], loaded: &Loaded) -> Vec<Part> {
    let lexicon = &loaded.database.lexicon;
    let mut entries: BTreeSet<u32> = BTreeSet::new();
    let mut frames: BTreeSet<usize> = BTreeSet::new();
    let mut take = |document: &Document| {
        let analysis = Analysis::new(document, lexicon, loaded.database.grammar());
        frames.extend(analysis.assertions.iter().map(|a| a.frame));
        for sentence in &document.sentences {
            entries.extend(Scan::wordings(sentence.text.of(&document.text), lexicon));
        }
    };
    for examples in &loaded.examples {
        examples.flags.iter().for_each(|flag| take(&read(&unmark(&flag.text.0).0)));
        examples.passes.iter().for_each(|pass| take(&read(&pass.text.0)));
    }
    let of_frames = files.iter().find(|f| f.path == "language/frames.toml");
    if let Some(table) = of_frames.and_then(|file| parse::<FrameFile>(file, &mut Vec::new())) {
        table.frame.iter().flat_map(|f| &f.examples).for_each(|sentence| take(&read(sentence)));
    }
    let mut parts = vec![Part {
        name: "frames",
        all: lexicon.frames.len(),
        silent: lexicon
            .frames
            .iter()
            .enumerate()
            .filter(|(number, _)| !frames.contains(number))
            .map(|(_, frame)| Silent {
                id: frame.id.clone(),
                wording: frame.pattern.clone(),
                file: "language/frames.toml".to_owned(),
            })
            .collect(),
    }];
    for (name, kind) in [
        ("wordings of relations", TermKind::Relation),
        ("wordings of judgements", TermKind::Judgement),
        ("wordings of acts", TermKind::Act),
    ] {
        let of_kind = lexicon.written.iter().filter_map(|(entry, written)| {
            let term = lexicon.entries.get(*entry as usize)?.term;
            (lexicon.kind_of(term) == Some(kind)).then_some((entry, term, written))
        });
        let mut part = Part { name, all: 0, silent: Vec::new() };
        for (entry, term, written) in of_kind {
            part.all += 1;
            if !entries.contains(entry) {
                part.silent.push(Silent {
                    id: lexicon.id_of(term).to_owned(),
                    wording: written.text.clone(),
                    file: written.file.clone(),
                });
            }
        }
        part.silent.sort();
        parts.push(part);
    }
    for (name, of_name) in [("concepts", unused::concepts(files, loaded)), ("sources", unused::sources(files, loaded))]
    {
        let silent = of_name.idle.into_iter().map(|[id, wording, file]| Silent { id, wording, file });
        parts.push(Part { name, all: of_name.all, silent: silent.collect() });
    }
    parts
}
