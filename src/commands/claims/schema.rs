//! `healthlint claims schema`: the JSON Schema of claim files.

use crate::output::Terminal;
use healthlint::database::schema::claim_schema;
use std::io;

/// Prints it.
pub(in crate::commands) fn run(terminal: &mut Terminal) -> io::Result<()> {
    terminal.print(&claim_schema())
}
