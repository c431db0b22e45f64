//! The database that is built into the program.
//!
//! Layer 6, and the only home of postcard besides the build script, which writes what is read here.

use crate::database::Database;

/// What the build script made of `claims/`.
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/database.bin"));

/// The built-in database, or what is wrong with it.
pub fn database() -> Result<Database, String> {
    let mut database: Database =
        postcard::from_bytes(BLOB).map_err(|e| format!("the built-in database is damaged: {e}"))?;
    database.prepare();
    Ok(database)
}
