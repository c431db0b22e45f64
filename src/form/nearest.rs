//! What was probably meant by a misspelt word.

/// The candidates nearest to a misspelt word, best first, at most three, none if nothing is near.
pub fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let length = word.chars().count();
    let bound = (length / 3).max(2);
    let mut near: Vec<(usize, &str)> = candidates
        // Each letter more or less is a step of its own.
        .filter(|c| c.chars().count().abs_diff(length) <= bound)
        .map(|c| (distance(word, c), c))
        .filter(|(d, _)| *d <= bound)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().take(3).map(|(_, c)| c).collect()
}

/// Levenshtein distance in characters.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (j, y) in b.iter().enumerate() {
            let above = row.get(j + 1).copied().unwrap_or(0);
            let cell = (diagonal + usize::from(x != *y)).min(above + 1).min(left + 1);
            if let Some(place) = row.get_mut(j) {
                *place = left;
            }
            diagonal = above;
            left = cell;
        }
        if let Some(place) = row.last_mut() {
            *place = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_id_is_offered_and_nonsense_gets_none() {
        let ids = ["back-pain", "leg-pain", "herpes"];
        assert_eq!(nearest("bakc-pain", ids.into_iter()), ["back-pain"]);
        assert!(nearest("zzzzzzzz", ids.into_iter()).is_empty());
    }
}
