//! In how many ways one word or name is written: what `language/words.toml` says of inflection and spelling, and names
//! with and without their "'s".

use super::Morphology;
use super::inflect::{form, verb_forms};
use super::notation::Step;
use super::tables::WordFile;
use std::collections::HashMap;

/// What the trie must know of English words.
pub(super) fn morphology(words: &WordFile) -> Morphology {
    let mut irregular = HashMap::new();
    for (base, listed) in &words.irregular {
        let mut forms = vec![(base.clone(), form::BASE)];
        let finite: Vec<&String> = listed.iter().filter(|w| !w.ends_with("ing")).collect();
        for (i, word) in finite.iter().enumerate() {
            let bits = match (i, finite.len()) {
                (_, 1) => form::PAST | form::PARTICIPLE,
                (0, _) => form::PAST,
                _ => form::PARTICIPLE,
            };
            forms.push(((*word).clone(), bits));
        }
        let ing: Vec<&String> = listed.iter().filter(|w| w.ends_with("ing")).collect();
        let regular = verb_forms(base);
        if ing.is_empty() {
            forms.extend(regular.iter().filter(|(_, f)| f & form::ING != 0).cloned());
        } else {
            forms.extend(ing.into_iter().map(|w| (w.clone(), form::ING)));
        }
        forms.extend(regular.iter().filter(|(_, f)| f & form::THIRD != 0).cloned());
        irregular.insert(base.clone(), forms);
    }
    Morphology {
        irregular,
        groups: words.group.clone().into_iter().collect(),
        spelling: words.spelling.clone().into_iter().collect(),
        uninflected: words.uninflected.clone(),
    }
}

/// Other ways to write a name: "HSV1" for "HSV-1", "Kaposi sarcoma" and "Kaposis sarcoma" for "Kaposi's sarcoma".
pub(super) fn name_variants(steps: &[Step]) -> Vec<Vec<Step>> {
    let mut out = Vec::new();
    for (i, pair) in steps.windows(2).enumerate() {
        let [Step::Word(left), Step::Word(right)] = pair else { continue };
        let rest = |glued: Option<String>| {
            let mut all: Vec<Step> = steps.iter().take(i).cloned().collect();
            all.push(Step::Word(glued.unwrap_or_else(|| left.clone())));
            all.extend(steps.iter().skip(i + 2).cloned());
            all
        };
        if right == "'s" {
            out.push(rest(None));
            out.push(rest(Some(format!("{left}s"))));
        } else if left.bytes().all(|b| b.is_ascii_alphabetic())
            && left.len() <= 4
            && right.bytes().all(|b| b.is_ascii_digit())
        {
            out.push(rest(Some(format!("{left}{right}"))));
        }
    }
    out
}
