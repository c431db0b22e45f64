//! The database that is built into the program.
//!
//! Layer 6. What the build script made of `claims/` is used where it lies in the program.

use crate::database::{ClaimExamples, Database};
use crate::stored::from_bytes;

/// What every check reads.
static DATABASE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/database.bin"));
/// What is read when a claim is told.
static CLAIMS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/claims.bin"));
/// The examples of all claims, which only `explain` reads.
static EXAMPLES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/examples.bin"));

/// The built-in database, or what is wrong with it.
pub fn database() -> Result<Database, String> {
    Database::from_stored(DATABASE, CLAIMS).map_err(|e| format!("the built-in database is damaged: {e}"))
}

/// The examples of the built-in claims, in claim order, or what is wrong with them.
pub fn examples() -> Result<Vec<ClaimExamples>, String> {
    from_bytes(EXAMPLES).map_err(|e| format!("the built-in examples are damaged: {e}"))
}
