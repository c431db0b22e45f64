//! `document/no-disclosure`: somebody earns by the article, and it does not say who.

use super::{Page, Rule, Sighting};
use crate::severity::{Severity, Verdict};

pub(super) const RULE: Rule = Rule {
    code: "document/no-disclosure",
    sets: &["jama"],
    severity: Severity::Info,
    verdict: Verdict::Missing,
    title: "the page sells something and does not say who gains",
    why: "Advice that earns money should say so, so that its readers can allow for it.",
    instead: "Disclosure: we earn a commission if you buy through links on this page.",
    sources: &["jama-benchmarks"],
    flags: &[
        "# Back pain\n\nA belt helps. [Buy now](https://shop.example.com/belt)",
        "# Back pain\n\nUse the discount code BACK10 for your belt.",
    ],
    passes: &[
        ("# Back pain\n\nMost back pain passes.", "nothing is sold"),
        ("# Back pain\n\n[Buy now](https://shop.example.com). Disclosure: we sell belts.", "it says so"),
        ("# Back pain\n\nUse the code BACK10. We may earn a commission. Buy now.", "it says so"),
    ],
    look,
};

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    let traces = page.traces();
    if traces.paid && !traces.disclosed {
        seen.extend(page.at_title("offers or sponsored links, and no word on who gains by them"));
    }
}
