//! What is to be written, and where: `--format` and `--output` read together.

use super::read::Input;
use crate::cli::{CheckArgs, When};
use crate::commands::colour;
use crate::output::{BEGINNING, Look, OUTPUTS, Order, Output, STEP_SUMMARY, Target, columns};
use healthlint::lexicon::nearest;
use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// What stands for standard output.
const STANDARD: &str = "-";
/// Where GitHub Actions wants the summary of a step.
const SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// Why arguments cannot be followed: what is wrong, what to do.
pub(super) struct Misuse(pub(super) String, pub(super) String);

/// The formats of a run with their places.
///
/// `--output FILE` takes the place of standard output; `--output FORMAT:FILE` adds to it.
pub(super) fn orders(args: &CheckArgs) -> Result<Vec<Order>, Misuse> {
    let look = Look::new(colour(&args.colour), columns());
    let main = OUTPUTS.iter().find(|output| output.name == args.format);
    let mut main = main.map(|output| Order { output, target: Target::Standard, look });
    let mut further = Vec::new();
    let mut moved = false;
    for typed in &args.output {
        let (output, file) = split(typed)?;
        if file.as_os_str().is_empty() {
            let help = "write --output report.html, or --output html:report.html beside other formats";
            return Err(Misuse("--output names no file".to_owned(), help.to_owned()));
        }
        let target = if file.as_os_str() == STANDARD { Target::Standard } else { Target::File(file) };
        // Only what was asked for brings colour into a file.
        let of_file = Look::new(args.colour.when == When::Always, None);
        let look = if target == Target::Standard { look } else { of_file };
        match (output, &mut main) {
            (Some(output), _) => further.push(Order { output, target, look }),
            (None, _) if moved => {
                let help = "name the further format: --output sarif:FILE";
                return Err(Misuse("--output is given twice for the same format".to_owned(), help.to_owned()));
            }
            (None, Some(main)) => {
                moved = true;
                (main.target, main.look) = (target, look);
            }
            (None, None) => {}
        }
    }
    let mut orders: Vec<Order> = main.into_iter().chain(further).collect();
    if let Some((one, other)) = twice(&orders) {
        let message = format!("{} and {} would be written to the same place", one.output.name, other.output.name);
        return Err(Misuse(message, "give each format a file of its own".to_owned()));
    }
    let summary = env::var_os(SUMMARY).filter(|file| !file.is_empty());
    if let Some(file) = summary.filter(|_| orders.iter().any(|order| order.output.name == "github")) {
        orders.push(Order { output: &STEP_SUMMARY, target: Target::Append(file.into()), look: Look::new(false, None) });
    }
    Ok(orders)
}

/// The format in front of a colon, and the file behind it.
fn split(typed: &OsStr) -> Result<(Option<&'static Output>, PathBuf), Misuse> {
    // Names that are no Unicode have no format in front.
    let Some((name, file)) = typed.to_str().and_then(|typed| typed.split_once(':')) else {
        return Ok((None, typed.into()));
    };
    if let Some(output) = OUTPUTS.iter().find(|output| output.name == name) {
        return Ok((Some(output), file.into()));
    }
    // One letter is a drive of Windows, and anything but a word part of a path.
    if name.len() < 2 || !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok((None, typed.into()));
    }
    let near = nearest(name, OUTPUTS.iter().map(|output| output.name));
    let names: Vec<&str> = OUTPUTS.iter().map(|output| output.name).collect();
    let offer = near
        .first()
        .map_or_else(|| format!("formats are {}", names.join(", ")), |near| format!("did you mean {near}:{file}?"));
    let help = format!("{offer}; a file of that name is written ./{name}:{file}");
    Err(Misuse(format!("there is no format {name}"), help))
}

/// Two orders for one place.
fn twice(orders: &[Order]) -> Option<(&Order, &Order)> {
    let places: Vec<Option<PathBuf>> = orders.iter().map(|order| order.target.file().map(whole)).collect();
    let mut pairs = places.iter().enumerate().flat_map(|(one, place)| {
        let same = places.iter().enumerate().skip(one + 1).filter(move |(_, other)| *other == place);
        same.map(move |(other, _)| (one, other))
    });
    pairs.find_map(|(one, other)| orders.get(one).zip(orders.get(other)))
}

/// The path by which a file is known whatever way leads to it, as far as its folder exists.
fn whole(path: &Path) -> PathBuf {
    if let Ok(whole) = fs::canonicalize(path) {
        return whole;
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

/// Takes out of the inputs what is to be written anew; refuses to write over an article.
pub(super) fn spare(inputs: &mut Vec<Input>, orders: &[Order]) -> Result<(), Misuse> {
    for file in orders.iter().filter_map(|order| order.target.file()).filter(|file| file.is_file()) {
        let target = whole(file);
        let known = |input: &Input| input.path().is_some_and(|path| whole(path) == target);
        if !inputs.iter().any(known) {
            continue;
        }
        if !is_report(file) {
            let message = format!("{} is one of the articles to be checked and would be overwritten", file.display());
            let help = "name a file that is no article, such as one in another folder";
            return Err(Misuse(message, help.to_owned()));
        }
        inputs.retain(|input| !known(input));
    }
    Ok(())
}

/// Whether a file is a page that healthlint wrote.
fn is_report(file: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(file).and_then(|file| file.take(BEGINNING.len() as u64).read_to_end(&mut start));
    read.is_ok() && start == BEGINNING.as_bytes()
}
