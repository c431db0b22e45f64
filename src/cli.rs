//! What may be typed: commands, options, their help. The only home of clap.

use crate::output::OUTPUTS;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use healthlint::rules::KINDS;
use healthlint::severity::Severity;
use healthlint::suppress::is_date;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

/// The end of `--help`.
const EXITS: &str = "\
Exit status: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, a faulty database, or a file that could not be read \
(findings of the other files are printed all the same).

healthlint finds known errors; silence is no approval.";

/// Fact-checks health articles against a curated, sourced claims database.
#[derive(Debug, Parser)]
#[command(name = "healthlint", disable_version_flag = true, args_conflicts_with_subcommands = true, after_help = EXITS)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: CheckArgs,
    /// Print the version and the state of the claims database
    #[arg(short = 'V', long)]
    pub(crate) version: bool,
}

/// The commands; `check` is meant where none is named.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check articles (the default: `healthlint a.md` works)
    #[command(after_help = EXITS)]
    Check(CheckArgs),
    /// Tell everything about a claim: fact, sources, examples
    Explain(ExplainArgs),
    /// List the claims: id, severity, title
    List(ListArgs),
    /// Show what the engine understands of a sentence
    Show(ShowArgs),
    /// Tell which configuration holds for a file, and why
    Config(ConfigArgs),
    /// Keep the findings that a site has made its peace with
    #[command(subcommand)]
    Baseline(BaselineCommand),
    /// Work on a folder of claims
    #[command(subcommand)]
    Claims(ClaimsCommand),
    /// Print the completions of a shell, to be put where it looks for them
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// For which shell.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// What a shell reads to complete commands and options.
pub(crate) fn completions(args: &CompletionsArgs) -> String {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "healthlint", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The manual page in roff.
pub(crate) fn manual() -> io::Result<String> {
    let mut bytes = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What can be done with a folder of claims.
#[derive(Debug, Subcommand)]
pub(crate) enum ClaimsCommand {
    /// Check every claim file and run its examples
    Check(ClaimsCheckArgs),
    /// Look up the ids of concepts, classes, sources, topics and claims by a word
    Find(ClaimsFindArgs),
    /// Begin a new claim file
    New(ClaimsNewArgs),
    /// List the claims whose review is due; the exit status is 1 if there are any
    Due(ClaimsDueArgs),
    /// Count claims, sources, examples and names
    Stats(ClaimsDueArgs),
    /// Tell which frames and wordings no example exercises, which concepts and sources no claim uses
    Coverage(ClaimsCoverageArgs),
    /// Print the JSON Schema of claim files
    Schema,
}

/// What is asked about which articles: the same for a check and for its baseline.
#[derive(Debug, Args)]
pub(crate) struct ScopeArgs {
    /// Files, folders, or - for standard input; the current folder if none is named
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Rules of published standards to ask about besides the doses: jama, discern, pif, codes, all; none drops the doses too
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Leave out what the configuration excludes even if it is named; for hooks that hand over changed files
    #[arg(long)]
    pub(crate) force_exclude: bool,
    #[command(flatten)]
    pub(crate) config: ConfigOption,
    #[command(flatten)]
    pub(crate) date: DateOption,
    #[command(flatten)]
    pub(crate) claims: ClaimsOption,
}

/// What and how to check.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    /// The name standard input goes by; its ending decides the format
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    pub(crate) format: String,
    /// Write there instead of to standard output; FORMAT:FILE writes a further format beside it, and may be repeated
    #[arg(short, long, value_name = "[FORMAT:]FILE", conflicts_with = "jsonl")]
    pub(crate) output: Vec<OsString>,
    /// The mildest severity that makes the exit status 1 [default: error, or what the configuration says]
    #[arg(long, value_name = "SEVERITY", value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) known: KnownArgs,
    #[command(flatten)]
    pub(crate) deeds: DeedArgs,
    /// Filter a stream: {"id", "text", "format"} a line in, {"id", "findings", "fault"} a line out
    #[arg(long, conflicts_with_all = ["format", "stdin_filename", "baseline", "fail_on_stale", "diff"])]
    pub(crate) jsonl: bool,
    /// List as well what is asserted and covered by no claim, and which claims came near and kept silent
    #[arg(long, conflicts_with = "jsonl")]
    pub(crate) uncovered: bool,
    #[command(flatten)]
    pub(crate) copy: CopyArgs,
    /// No summary on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// The copy of a Word file that is written with findings in it.
#[derive(Debug, Args)]
pub(crate) struct CopyArgs {
    /// Write a copy of the one Word file that is checked, with the findings as comments at their words
    #[arg(long, value_name = "OUT.docx", conflicts_with = "jsonl")]
    pub(crate) annotate: Option<PathBuf>,
    /// Let --annotate replace a file that is there already
    #[arg(long, requires = "annotate")]
    pub(crate) force: bool,
}

/// How the baseline of known findings is used.
#[derive(Debug, Args)]
pub(crate) struct KnownArgs {
    #[command(flatten)]
    pub(crate) baseline: BaselineOption,
    /// Leave the baseline aside
    #[arg(long, conflicts_with_all = ["baseline", "fail_on_stale"])]
    pub(crate) no_baseline: bool,
    /// Exit with 1 if the baseline has entries that no finding meets any more
    #[arg(long)]
    pub(crate) fail_on_stale: bool,
    /// Only what changed in git since the common ancestor of REF and HEAD, uncommitted and new files included
    #[arg(
        long,
        value_name = "REF",
        allow_hyphen_values = true,
        long_help = "Only what changed in git: findings with a changed line in their sentence, and what a changed article \
                     leaves out. Changes are counted from the common ancestor of REF and HEAD to the files as they lie there, \
                     committed or not; files that git does not know are new. Where no common ancestor is known, as in a \
                     shallow clone, REF itself is compared. A revision that is not there is fetched with: \
                     git fetch --depth=1 origin main:refs/remotes/origin/main"
    )]
    pub(crate) diff: Option<String>,
}

/// What a check does besides telling.
#[derive(Debug, Args)]
pub(crate) struct DeedArgs {
    /// Write safe replacements into the articles: the zeros of doses and the form of healthlint's own comments, never a word of
    /// the text; never into Word files
    #[arg(long, conflicts_with_all = ["jsonl", "watch", "annotate"])]
    pub(crate) fix: bool,
    /// With --fix: show what would be written as a patch; the exit status is 1 if there is anything
    #[arg(long, requires = "fix", conflicts_with_all = ["format", "output", "uncovered"])]
    pub(crate) dry_run: bool,
    /// Check again whenever one of the articles is written, until Ctrl-C
    #[arg(long, conflicts_with_all = ["jsonl", "output", "annotate"])]
    pub(crate) watch: bool,
}

/// What can be done with a baseline.
#[derive(Debug, Subcommand)]
pub(crate) enum BaselineCommand {
    /// Write down all present findings, so that check tells only of new ones
    Create(BaselineCreateArgs),
    /// Drop entries that no finding meets any more, and take renamed files over
    Prune(BaselineArgs),
    /// Count the entries by claim, and list those that no finding meets any more
    Status(BaselineArgs),
}

/// Which articles the baseline is made of.
#[derive(Debug, Args)]
pub(crate) struct BaselineCreateArgs {
    /// Write it anew although there is one
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) rest: BaselineArgs,
}

/// Which baseline, which articles.
#[derive(Debug, Args)]
pub(crate) struct BaselineArgs {
    #[command(flatten)]
    pub(crate) scope: ScopeArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineOption,
    /// Nothing on standard error but faults
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// Another baseline.
#[derive(Debug, Args)]
pub(crate) struct BaselineOption {
    /// The baseline; healthlint-baseline.json is found from the articles' folder up to the root of their repository
    #[arg(id = "baseline", long = "baseline", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

/// Which claim to tell about.
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The id of a claim, as printed in brackets
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) claims: ClaimsOption,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// For which file to tell the configuration.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// A file or a folder, which need not be there
    #[arg(value_name = "PATH", default_value = ".")]
    pub(crate) path: PathBuf,
    /// Print the JSON Schema of configuration files
    #[arg(long, exclusive = true)]
    pub(crate) schema: bool,
    #[command(flatten)]
    pub(crate) config: ConfigOption,
    #[command(flatten)]
    pub(crate) date: DateOption,
    #[command(flatten)]
    pub(crate) claims: ClaimsOption,
}

/// Which claims to list.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only claims of this folder
    #[arg(long)]
    pub(crate) topic: Option<String>,
    /// Only claims with this kind of rule
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only claims of this severity
    #[arg(long, value_enum)]
    pub(crate) severity: Option<SeverityName>,
    /// One claim a line, or a catalogue in Markdown
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) claims: ClaimsOption,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// Which sentence to show.
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The sentence, in quotation marks
    #[arg(value_name = "SENTENCE")]
    pub(crate) sentence: String,
    /// Loose wordings, phrases, and every claim that shares words too
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) claims: ClaimsOption,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// A folder of claims.
#[derive(Debug, Args)]
pub(crate) struct FolderArg {
    /// The folder of claims
    #[arg(value_name = "DIR", default_value = "claims")]
    pub(crate) folder: PathBuf,
}

/// Which folder of claims to check.
#[derive(Debug, Args)]
pub(crate) struct ClaimsCheckArgs {
    #[command(flatten)]
    pub(crate) claims: FolderArg,
    /// Tell only the faults of this file, and what others have against this claim
    #[arg(long, value_name = "FILE")]
    pub(crate) only: Option<PathBuf>,
    /// No summary on standard error
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) date: DateOption,
    #[command(flatten)]
    pub(crate) colour: ColourOption,
}

/// What to look up.
#[derive(Debug, Args)]
pub(crate) struct ClaimsFindArgs {
    /// Words of an id, a name or a title
    #[arg(value_name = "WORD", required = true)]
    pub(crate) words: Vec<String>,
    /// All that is found instead of the best
    #[arg(long)]
    pub(crate) all: bool,
    /// The folder of claims
    #[arg(long = "claims", value_name = "DIR", default_value = "claims")]
    pub(crate) folder: PathBuf,
}

/// Which claim to begin.
#[derive(Debug, Args)]
pub(crate) struct ClaimsNewArgs {
    /// Its id: folder/name, in small letters
    #[arg(value_name = "PATH")]
    pub(crate) path: String,
    /// The kind of its rule
    #[arg(value_name = "KIND", value_parser = PossibleValuesParser::new(KINDS.iter().copied()))]
    pub(crate) kind: String,
    /// The folder of claims
    #[arg(long = "claims", value_name = "DIR", default_value = "claims")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) date: DateOption,
}

/// Which folder of claims, on which day.
#[derive(Debug, Args)]
pub(crate) struct ClaimsDueArgs {
    #[command(flatten)]
    pub(crate) claims: FolderArg,
    #[command(flatten)]
    pub(crate) date: DateOption,
}

/// Which folder of claims, how much of it.
#[derive(Debug, Args)]
pub(crate) struct ClaimsCoverageArgs {
    #[command(flatten)]
    pub(crate) claims: FolderArg,
    /// Everything that is not in use instead of the counts alone
    #[arg(long)]
    pub(crate) all: bool,
}

/// The day that counts as today.
#[derive(Debug, Args)]
pub(crate) struct DateOption {
    /// The day that counts as today, such as 2026-11-20
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) today: Option<String>,
}

/// A date as it is written in claims.
fn date(typed: &str) -> Result<String, String> {
    if is_date(typed) { Ok(typed.to_owned()) } else { Err("a date is written like 2026-11-20".to_owned()) }
}

/// Another configuration, or none.
#[derive(Debug, Args)]
pub(crate) struct ConfigOption {
    /// Use this configuration instead of the nearest healthlint.toml upwards
    #[arg(long = "config", value_name = "FILE", conflicts_with = "without")]
    pub(crate) file: Option<PathBuf>,
    /// Use no configuration
    #[arg(long = "no-config")]
    pub(crate) without: bool,
}

/// Another database.
#[derive(Debug, Args)]
pub(crate) struct ClaimsOption {
    /// Use the claims of this folder instead of the built-in ones
    #[arg(long = "claims", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// Colour or none.
#[derive(Debug, Args)]
pub(crate) struct ColourOption {
    /// When to use colour; NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR are honoured
    #[arg(long = "color", value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub(crate) when: When,
}

/// How claims are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    Text,
    Md,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

/// From which severity on findings count for the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The mildest severity that counts; `None` if none does.
    pub(crate) fn mildest(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }

    /// Whether a finding of this severity counts.
    pub(crate) fn counts(self, severity: Severity) -> bool {
        self.mildest().is_some_and(|mildest| severity >= mildest)
    }
}

/// A severity as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SeverityName {
    Error,
    Warning,
    Info,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Error => Self::Error,
            SeverityName::Warning => Self::Warning,
            SeverityName::Info => Self::Info,
        }
    }
}

/// The formats are those of the registry, so that a new one is known here by itself.
fn formats() -> PossibleValuesParser {
    PossibleValuesParser::new(OUTPUTS.iter().map(|output| PossibleValue::new(output.name).help(output.about)))
}

/// The names of the commands.
pub(crate) fn commands() -> Vec<String> {
    Cli::command().get_subcommands().map(|command| command.get_name().to_owned()).collect()
}

/// Reads the arguments; wrong ones end the program with status 2.
pub(crate) fn parse() -> Cli {
    Cli::parse()
}
