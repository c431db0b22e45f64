//! Looking for a byte where most are none: whole stretches without one are passed at once.

/// Bytes that are looked at together.
const STRETCH: usize = 32;

/// The place of the next byte from a place on that `is` one.
#[inline]
pub(super) fn next(bytes: &[u8], from: usize, is: impl Fn(&u8) -> bool) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let stretches = rest.chunks(STRETCH);
    let plain = stretches.take_while(|stretch| !stretch.iter().fold(false, |any, byte| any | is(byte))).count();
    let passed = (plain * STRETCH).min(rest.len());
    let steps = rest.get(passed..)?.iter().position(is)?;
    Some(from + passed + steps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_one_is_found_wherever_it_stands() {
        for place in [0, 31, 32, 33, 63, 64, 99] {
            let mut bytes = [b'a'; 100];
            bytes[place] = b'.';
            for from in 0..=place {
                assert_eq!(next(&bytes, from, |byte| *byte == b'.'), Some(place));
            }
            assert_eq!(next(&bytes, place + 1, |byte| *byte == b'.'), None);
        }
        assert_eq!(next(b"a", 2, |_| true), None);
    }
}
