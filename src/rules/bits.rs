//! Sets as bits, 64 to a number.

/// So many numbers hold one bit for each of `count`.
pub const fn width(count: usize) -> usize {
    count.div_ceil(u64::BITS as usize)
}

/// The places of the ones among bits, ascending.
pub fn ones(bits: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    let mut pieces = (0..).step_by(64).zip(bits);
    let (mut place, mut rest) = (0, 0_u64);
    std::iter::from_fn(move || {
        while rest == 0 {
            (place, rest) = pieces.next()?;
        }
        let one = place + rest.trailing_zeros();
        rest &= rest - 1;
        Some(one)
    })
}

/// Adds one set to another of the same width.
pub fn add(all: &mut [u64], own: &[u64]) {
    all.iter_mut().zip(own).for_each(|(all, own)| *all |= own);
}

/// Whether two sets share anything.
pub fn meet(one: &[u64], other: &[u64]) -> bool {
    one.iter().zip(other).any(|(one, other)| one & other != 0)
}
