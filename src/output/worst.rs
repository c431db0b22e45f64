//! The worst of a run, where a format takes only so many.

use super::format::Ranked;
use healthlint::check::Finding;
use healthlint::severity::{Confidence, Severity, Verdict};
use std::cmp::Reverse;

/// How bad a thing is; equals keep the order of paths and places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// What nobody reports gives way first.
    reported: bool,
    /// The grade it is printed with.
    pub(super) severity: Severity,
    /// Whether following the words could harm a reader.
    dangerous: bool,
    confidence: Confidence,
}

impl Rank {
    /// The rank of a finding.
    pub(super) fn of(finding: &Finding) -> Self {
        Self {
            reported: true,
            severity: finding.severity,
            dangerous: finding.verdict == Verdict::Dangerous,
            confidence: finding.confidence,
        }
    }

    /// The same of a finding that is not reported.
    pub(super) fn of_suppressed(finding: &Finding) -> Self {
        Self { reported: false, ..Self::of(finding) }
    }

    /// The rank of a fault of a file.
    pub(super) fn of_fault(severity: Severity) -> Self {
        Self { reported: true, severity, dangerous: false, confidence: Confidence::High }
    }
}

/// At most so many, the worst that came.
#[derive(Debug)]
pub(super) struct Worst {
    limit: usize,
    kept: Vec<Ranked>,
    came: usize,
}

impl Worst {
    /// Keeps `limit` at most.
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, kept: Vec::new(), came: 0 }
    }

    /// Takes the next.
    pub(super) fn push(&mut self, next: Ranked) {
        self.came += 1;
        self.kept.push(next);
        // Twice the limit is held at most, so that a run of any length fits into memory.
        if self.kept.len() >= self.limit.saturating_mul(2) {
            self.cut();
        }
    }

    /// How many came in all.
    pub(super) fn came(&self) -> usize {
        self.came
    }

    /// How many had to be left out.
    pub(super) fn left_out(&self) -> usize {
        self.came.saturating_sub(self.limit)
    }

    /// Hands over those that are kept, the worst first.
    pub(super) fn take(&mut self) -> Vec<Ranked> {
        self.cut();
        std::mem::take(&mut self.kept)
    }

    fn cut(&mut self) {
        self.kept.sort_by_key(|ranked| Reverse(ranked.rank));
        self.kept.truncate(self.limit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_stay_in_the_order_they_came_and_the_rest_is_counted() {
        let mut worst = Worst::new(3);
        for (number, severity) in
            [Severity::Info, Severity::Error, Severity::Info, Severity::Warning, Severity::Error, Severity::Info]
                .into_iter()
                .enumerate()
        {
            worst.push(Ranked { rank: Rank::of_fault(severity), text: number.to_string() });
        }
        let texts: Vec<String> = worst.take().into_iter().map(|ranked| ranked.text).collect();
        assert_eq!(texts, ["1", "4", "3"]);
        assert_eq!((worst.came(), worst.left_out()), (6, 3));
    }
}
