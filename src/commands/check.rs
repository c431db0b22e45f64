//! `healthlint check`: files, folders or standard input against the database.

use super::{colour, database, refuse, stream};
use crate::cli::{CheckArgs, FailOn};
use crate::exit::Exit;
use crate::output::{OUTPUTS, Order, Piece, Report, Tally, Terminal, Writers, render};
use crate::walk::{self, Entry};
use healthlint::check::{Finding, check};
use healthlint::database::Database;
use healthlint::diagnostic::Diagnostic;
use healthlint::document::{self, Document, Format};
use healthlint::severity::Severity;
use healthlint::uncovered::uncovered;
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// The argument that means standard input, and the name it is shown under if none is given.
const STDIN: &str = "-";
const STDIN_NAME: &str = "<stdin>";

/// Formats made of lines, which take further ones.
const LINES: &[&str] = &["text", "short"];

/// Endings of files in which writers keep articles and which are no text.
const PROGRAMS: &[&str] = &["doc", "docx", "odt", "rtf", "pdf", "epub", "pages"];

/// Checks what is named.
pub(super) fn run(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> io::Result<()> {
    let Some(paths) = paths(args, terminal, exit) else { return Ok(()) };
    let Some(database) = database(&args.claims, terminal, exit) else { return Ok(()) };
    if args.jsonl {
        return stream::run(args, &database, terminal, exit);
    }
    let inputs = inputs(args, &paths);
    if inputs.is_empty() {
        let endings: Vec<String> = walk::endings().map(|ending| format!(".{ending}")).collect();
        let folders: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        refuse(
            terminal,
            exit,
            &format!("no article found in {}", folders.join(", ")),
            &format!(
                "looked for {}, leaving out what .gitignore names; a file named by itself is read whatever its ending",
                endings.join(" ")
            ),
        );
        return Ok(());
    }
    let orders = orders(args);
    if args.uncovered && orders.iter().any(|order| !LINES.contains(&order.output.name)) {
        refuse(terminal, exit, "--uncovered writes lines", "use --format text or --format short with it");
        return Ok(());
    }
    let mut writers = match Writers::open(&orders, terminal) {
        Ok(begun) => begun?,
        Err(unwritable) => {
            refuse(terminal, exit, &unwritable.to_string(), unwritable.help());
            return Ok(());
        }
    };
    let job = Job { orders: &orders, fail_on: args.fail_on, database: &database, uncovered: args.uncovered };
    let mut tally = Tally::default();
    walk::in_order(
        &inputs,
        |input| job.work(input),
        |done| {
            tally.merge(&done.tally);
            *exit = (*exit).max(done.exit);
            writers.add(done.pieces, terminal)
        },
    )?;
    writers.finish(&database, terminal)?;
    if !args.quiet {
        terminal.remark(&tally.tell("article", &database));
    }
    Ok(())
}

/// The paths that are meant; `None` if the arguments contradict each other, which has been told then.
fn paths(args: &CheckArgs, terminal: &mut Terminal, exit: &mut Exit) -> Option<Vec<PathBuf>> {
    let reads_stdin = args.paths.iter().any(|path| path.as_os_str() == STDIN);
    if args.jsonl {
        if args.paths.iter().any(|path| path.as_os_str() != STDIN) {
            refuse(
                terminal,
                exit,
                "--jsonl reads standard input and takes no files",
                "pipe the stream into healthlint check --jsonl",
            );
            return None;
        }
        return Some(Vec::new());
    }
    if args.stdin_filename.is_some() && !reads_stdin {
        if !args.paths.is_empty() {
            refuse(
                terminal,
                exit,
                "--stdin-filename names standard input, which is not read",
                "name - among the paths",
            );
            return None;
        }
        return Some(vec![STDIN.into()]);
    }
    Some(if args.paths.is_empty() { vec![".".into()] } else { args.paths.clone() })
}

/// What is to be checked, in the order of its names; standard input first.
fn inputs(args: &CheckArgs, paths: &[PathBuf]) -> Vec<Input> {
    let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) = paths.iter().partition(|path| path.as_os_str() == STDIN);
    let files: Vec<PathBuf> = files.into_iter().cloned().collect();
    let mut inputs = Vec::new();
    if !stdin.is_empty() {
        let mut bytes = Vec::new();
        let trouble = io::stdin().lock().read_to_end(&mut bytes).err().map(|error| error.to_string());
        let named = args.stdin_filename.as_deref();
        // Bytes without a name are plain text.
        let format = if named.is_some() { None } else { Some(Format::Plain) };
        inputs.push(Input::Stdin { name: named.unwrap_or(STDIN_NAME).to_owned(), format, bytes, trouble });
    }
    inputs.extend(walk::files(&files).into_iter().map(Input::File));
    inputs
}

/// What is to be written, and where.
fn orders(args: &CheckArgs) -> Vec<Order> {
    let known = OUTPUTS.iter().filter(|output| output.name == args.format);
    known.map(|output| Order { output, file: None, colour: colour(&args.colour) }).collect()
}

/// One article to be checked.
enum Input {
    Stdin { name: String, format: Option<Format>, bytes: Vec<u8>, trouble: Option<String> },
    File(Entry),
}

/// What is the same for all articles of a run.
struct Job<'a> {
    orders: &'a [Order],
    fail_on: FailOn,
    database: &'a Database,
    uncovered: bool,
}

/// What one article comes to.
struct Done {
    pieces: Vec<Piece>,
    tally: Tally,
    exit: Exit,
}

impl Job<'_> {
    /// Checks one article; a bug that shows in it does not keep the others from being checked.
    fn work(&self, input: &Input) -> Done {
        catch_unwind(AssertUnwindSafe(|| self.report(input))).unwrap_or_else(|_| {
            let name = match input {
                Input::Stdin { name, .. } => name,
                Input::File(entry) => &entry.name,
            };
            let fault = Diagnostic::error("article/bug", name, "healthlint broke down over this file")
                .note("help: this is a bug in healthlint; report it with the file, and leave the file out until then");
            self.done(None, &[fault], &[])
        })
    }

    fn report(&self, input: &Input) -> Done {
        match read(input) {
            Err(fault) => self.done(None, &[fault], &[]),
            Ok(document) => {
                let faults = faults(&document);
                let findings = check(&document, self.database);
                self.done(Some(&document), &faults, &findings)
            }
        }
    }

    fn done(&self, document: Option<&Document>, faults: &[Diagnostic], findings: &[Finding]) -> Done {
        let uncovered = document.filter(|_| self.uncovered).map(|document| uncovered(document, self.database));
        let report = Report {
            document,
            faults,
            findings,
            uncovered: uncovered.as_deref().unwrap_or_default(),
            database: self.database,
            colour: false,
        };
        let mut tally = Tally::default();
        tally.add(faults, findings);
        Done { pieces: render(self.orders, &report), tally, exit: verdict(self.fail_on, faults, findings) }
    }
}

/// How a run with nothing but this article ends.
pub(super) fn verdict(fail_on: FailOn, faults: &[Diagnostic], findings: &[Finding]) -> Exit {
    let milder = faults.iter().map(|fault| fault.severity);
    if faults.iter().any(|fault| fault.severity == Severity::Error) {
        Exit::Fault
    } else if findings.iter().map(|finding| finding.severity).chain(milder).any(|severity| fail_on.counts(severity)) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// What is wrong with the file of an article, its want of words included.
pub(super) fn faults(document: &Document) -> Vec<Diagnostic> {
    let mut faults: Vec<Diagnostic> = document.faults.iter().map(|fault| advised(fault, &document.name)).collect();
    if faults.is_empty() && document.blocks.is_empty() {
        let empty = document.source.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty();
        let fault = if empty {
            Diagnostic::error("article/empty", &document.name, "the file is empty")
                .note("help: write the article, or leave the file out")
        } else {
            Diagnostic::error("article/no-prose", &document.name, "no prose was found in the file")
                .note("note: code, navigation, link lists and references are not read as prose")
                .note("help: check that the ending of the file's name fits its format")
        };
        faults.push(fault.warning());
    }
    faults
}

/// The fault with words on files of programs, which are never UTF-8.
fn advised(fault: &Diagnostic, name: &str) -> Diagnostic {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    if PROGRAMS.iter().any(|known| known.eq_ignore_ascii_case(ending)) {
        let note = format!("help: .{ending} files are not read; export the article as Markdown, HTML or text");
        return Diagnostic { notes: vec![note], ..fault.clone() };
    }
    fault.clone()
}

/// The article of an input, or why it cannot be read.
fn read(input: &Input) -> Result<Document, Diagnostic> {
    match input {
        Input::Stdin { name, trouble: Some(trouble), .. } | Input::File(Entry { name, trouble: Some(trouble), .. }) => {
            Err(unreadable(name, trouble))
        }
        Input::Stdin { name, format, bytes, .. } => Ok(document::read(name, bytes, *format)),
        Input::File(Entry { name, path, .. }) => {
            let bytes = fs::read(path).map_err(|error| unopened(name, path, &error))?;
            Ok(document::read(name, &bytes, None))
        }
    }
}

/// Why a file cannot be opened, and what to do.
fn unopened(name: &str, path: &Path, error: &io::Error) -> Diagnostic {
    match error.kind() {
        ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => {
            let target =
                fs::read_link(path).map_or_else(|_| "nowhere".to_owned(), |target| target.display().to_string());
            Diagnostic::error("article/broken-link", name, "the link leads to nothing")
                .note(format!("note: it points to {target}"))
                .note("help: mend or remove the link")
        }
        ErrorKind::NotFound => Diagnostic::error("article/not-found", name, "there is no such file or folder")
            .note("help: check the spelling and the folder you are in; healthlint --help lists the commands"),
        ErrorKind::PermissionDenied => {
            Diagnostic::error("article/unreadable", name, "the file may not be read: permission denied")
                .note("help: grant permission to read it, or leave it out")
        }
        _ => unreadable(name, &error.to_string()),
    }
}

fn unreadable(name: &str, trouble: &str) -> Diagnostic {
    Diagnostic::error("article/unreadable", name, format!("cannot be read: {trouble}"))
        .note("help: check the disk and the permissions, or leave it out")
}
