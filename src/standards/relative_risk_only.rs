//! `document/relative-risk-only`: "doubles the risk" of what?

use super::{Page, Rule, Sighting};
use crate::document::Pattern;
use crate::severity::{Severity, Verdict};
use crate::span::Span;

pub(super) const RULE: Rule = Rule {
    code: "document/relative-risk-only",
    sets: &["pif"],
    severity: Severity::Info,
    verdict: Verdict::Misleading,
    title: "a change of risk is told without the risk itself",
    why: "\"Twice the risk\" may be 2 in 10 instead of 1 in 10, or 2 in a million instead of 1 in a million.",
    instead: "The risk rises from 1 in 100 to 2 in 100 people.",
    sources: &["pif-risk", "cdc-index"],
    flags: &[
        "Smoking doubles the risk of back pain.",
        "The pill cuts your chance of an ulcer by 30%.",
        "Smokers have a 40 percent higher risk of disc trouble.",
        "Drinkers are three times as likely to fall ill.",
    ],
    passes: &[
        (
            "Smoking doubles the risk of back pain, from 1 in 100 to 2 in 100 people.",
            "the risk itself stands beside it",
        ),
        ("The risk falls from 4% to 2%; it is halved.", "from and to"),
        ("About 30% of people have back pain.", "no change"),
        ("Take twice the usual care.", "no risk"),
        ("Twice the risk, yes: the absolute risk stays small.", "the article speaks of it"),
    ],
    look,
};

/// A change that is told in parts of an unknown whole.
static CHANGE: Pattern = Pattern::new(
    r"(?xi)
    \b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)\s(?:\w+\s){0,2}(?:risks?|chances?|odds|likelihood)\b
    |\b(?:risks?|chances?|odds|likelihood)\b[^.;\n]{0,60}?\b(?:by|is|was|are|were)\s(?:\w+\s){0,2}(?:[0-9][0-9.]*\s?(?:%|per\ ?cent)|doubled|tripled|halved|half)
    |\b[0-9][0-9.]*\s?(?:%|per\ ?cent)\s(?:higher|lower|greater|smaller|increased|reduced|decreased|less|more|increase|decrease|reduction|drop|rise)\s(?:in\s)?(?:the\s)?(?:\w+\s)?(?:risk|chance|odds|likelihood|likely)
    |\b(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|[0-9]+)(?:\s|-)?(?:times|fold))\s(?:as\s(?:likely|high)|more\slikely|the\s(?:risk|chance|odds)|(?:higher|greater)\s(?:risk|chance|odds))",
);
/// The risk itself, or a word on it.
static ABSOLUTE: Pattern = Pattern::new(
    r"(?xi)
    \b(?:[0-9][0-9,.]*|one|two|three|four|five|six|seven|eight|nine|ten)\s(?:in|out\sof|of|per)\s(?:every\s)?(?:[0-9][0-9,]*|one|two|three|four|five|ten|twenty|fifty|a\s)\s?(?:hundred|thousand|million|[0-9])?
    |\bper\s[0-9][0-9,]{2,}|\babsolute\b|\bfrom\s(?:about\s)?[0-9][0-9.]*\s?(?:%|per\ ?cent)?\sto\s|\bnumber\sneeded\b",
);

fn look(page: &Page<'_>, seen: &mut Vec<Sighting>) {
    for block in &page.document.blocks {
        let text = page.document.block_text(block);
        if !ABSOLUTE.is_match(text) {
            for place in CHANGE.ranges(text) {
                let start = block.text.range().start;
                seen.push(Sighting {
                    span: Span::new(start + place.start, start + place.end),
                    message: "of how many?".to_owned(),
                    instead: String::new(),
                    replacement: None,
                    whole: false,
                });
            }
        }
    }
}
