//! What was probably meant by a misspelt word.

/// The candidates nearest to a misspelt word, best first, at most three, none if nothing is near.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let typed: Vec<char> = word.chars().collect();
    let length = typed.len();
    let bound = (length / 3).max(2);
    let mut near: Vec<(usize, &str)> = candidates
        // Each letter more or less is a step of its own.
        .filter(|c| c.chars().count().abs_diff(length) <= bound)
        .filter_map(|c| Some((distance(&typed, c, bound)?, c)))
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, c)| c).collect()
}

/// Whether two words differ by two letters at most.
pub fn is_slip(a: &str, b: &str) -> bool {
    distance(&a.chars().collect::<Vec<_>>(), b, 2).is_some()
}

/// Levenshtein distance in characters, if it is not above the bound.
fn distance(a: &[char], b: &str, bound: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=a.len()).collect();
    for (i, y) in b.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut least = left;
        for (place, x) in row.iter_mut().skip(1).zip(a) {
            let cell = (diagonal + usize::from(*x != y)).min(*place + 1).min(left + 1);
            diagonal = std::mem::replace(place, cell);
            left = cell;
            least = least.min(cell);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        // It never becomes less from row to row; most words are given up after a few letters.
        if least > bound {
            return None;
        }
    }
    row.last().copied().filter(|distance| *distance <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_more_less_or_other_is_a_step_and_what_is_too_far_has_no_distance() {
        let distance = |a: &str, b, bound| super::distance(&a.chars().collect::<Vec<_>>(), b, bound);
        for (a, b, steps) in [("", "", 0), ("", "ab", 2), ("ab", "", 2), ("kitten", "sitting", 3), ("é", "e", 1)] {
            assert_eq!((distance(a, b, 3), distance(b, a, 3)), (Some(steps), Some(steps)), "{a} {b}");
            assert_eq!(distance(a, b, steps), Some(steps));
        }
        assert_eq!(distance("kitten", "sitting", 2), None);
        assert_eq!(distance("aaaaaaaa", "bbbbbbbb", 4), None);
    }

    #[test]
    fn the_nearest_id_is_offered_and_nonsense_gets_none() {
        let ids = ["back-pain", "leg-pain", "herpes"];
        assert_eq!(nearest("bakc-pain", ids.into_iter()), ["back-pain"]);
        assert!(nearest("zzzzzzzz", ids.into_iter()).is_empty());
    }
}
