//! The database that is built into the program.
//!
//! Layer 6, and the only home of postcard besides the build script, which writes what is read here.

use crate::database::{ClaimExamples, Database};

/// What the build script made of `claims/`.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/database.bin"));
/// The examples of all claims, which only `explain` reads.
static EXAMPLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/examples.bin"));

/// The built-in database, or what is wrong with it.
pub fn database() -> Result<Database, String> {
    let mut database: Database =
        postcard::from_bytes(BLOB).map_err(|e| format!("the built-in database is damaged: {e}"))?;
    database.prepare();
    Ok(database)
}

/// The examples of the built-in claims, in claim order, or what is wrong with them.
pub fn examples() -> Result<Vec<ClaimExamples>, String> {
    postcard::from_bytes(EXAMPLES).map_err(|e| format!("the built-in examples are damaged: {e}"))
}
