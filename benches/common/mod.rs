//! What the benchmarks share: a time that others who work on the machine spoil least.

use std::time::{Duration, Instant};

/// The shortest of several rounds.
pub(crate) fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    let mut round = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    (0..rounds).map(|_| round()).min().unwrap_or_default()
}
