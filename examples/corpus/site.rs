//! Articles made of the database's own sentences: the same bytes for the same size, on every machine.

#![allow(clippy::format_push_string, reason = "text is put together piece by piece")]

use healthlint::database::Database;
use healthlint::examples::unmark;

/// Bytes of an article, about what a writer's draft has.
const ARTICLE: usize = 6_000;
/// One sentence in so many is a wrong one.
const WRONG: u64 = 150;

/// What articles are made of.
pub(crate) struct Material {
    titles: Vec<String>,
    right: Vec<String>,
    wrong: Vec<String>,
}

impl Material {
    /// The titles, facts and examples of the built-in claims.
    pub(crate) fn new(database: &Database) -> Self {
        let examples = healthlint::embedded::examples().unwrap_or_default();
        let short = |text: &str| (20..400).contains(&text.len()) && !text.contains('\n');
        let passes = examples.iter().flat_map(|c| &c.passes).map(|pass| pass.text.0.clone());
        let facts = database.claims.iter().flat_map(|c| [c.fact.clone(), c.instead.clone()]);
        let flags = examples.iter().flat_map(|c| &c.flags).map(|flag| unmark(&flag.text.0).0);
        Self {
            titles: database.claims.iter().map(|c| c.title.clone()).collect(),
            right: facts.chain(passes).filter(|text| short(text)).collect(),
            wrong: flags.filter(|text| short(text)).collect(),
        }
    }

    /// The article of a number: its ending and its text.
    pub(crate) fn article(&self, number: u64) -> (&'static str, String) {
        let mut dice = Dice(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let ending = ["md", "md", "html", "txt"][number as usize % 4];
        let html = ending == "html";
        let mut text = String::new();
        let title = capital(dice.pick(&self.titles));
        text.push_str(&match ending {
            "md" => format!("# {title}\n\n"),
            "html" => format!("<!doctype html>\n<title>{title}</title>\n<main>\n<h1>{title}</h1>\n"),
            _ => format!("{title}\n\n"),
        });
        while text.len() < ARTICLE {
            let heading = capital(dice.pick(&self.titles));
            text.push_str(&match ending {
                "md" => format!("## {heading}\n\n"),
                "html" => format!("<h2>{heading}</h2>\n"),
                _ => format!("{heading}\n\n"),
            });
            for _ in 0..2 + dice.below(3) {
                let sentences: Vec<String> = (0..3 + dice.below(4)).map(|_| self.sentence(&mut dice)).collect();
                let paragraph = sentences.join(" ");
                text.push_str(&if html { format!("<p>{paragraph}</p>\n") } else { format!("{paragraph}\n\n") });
            }
            if dice.below(2) == 0 {
                let items: Vec<String> = (0..4).map(|_| self.sentence(&mut dice)).collect();
                let item = |item: &String| if html { format!("<li>{item}</li>\n") } else { format!("- {item}\n") };
                let list: String = items.iter().map(item).collect();
                text.push_str(&if html { format!("<ul>\n{list}</ul>\n") } else { format!("{list}\n") });
            }
        }
        if html {
            text.push_str("</main>\n");
        }
        (ending, text)
    }

    /// A sentence: a right one, two right ones spliced into a new one, or seldom a wrong one.
    fn sentence(&self, dice: &mut Dice) -> String {
        if dice.below(WRONG) == 0 {
            return dice.pick(&self.wrong).to_owned();
        }
        let first = dice.pick(&self.right);
        if dice.below(2) == 0 {
            return first.to_owned();
        }
        let half = |text: &str| text.split_whitespace().count() / 2;
        let second = dice.pick(&self.right);
        let front = first.split_whitespace().take(half(first));
        front.chain(second.split_whitespace().skip(half(second))).collect::<Vec<_>>().join(" ")
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Numbers that look random and are the same every time (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'a>(&mut self, all: &'a [String]) -> &'a str {
        let at = self.below(all.len().max(1) as u64) as usize;
        all.get(at).map_or("", String::as_str)
    }
}
