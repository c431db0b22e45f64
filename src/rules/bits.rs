//! Sets as bits, 64 to a number.

/// So many numbers hold one bit for each of `count`.
pub const fn width(count: usize) -> usize {
    count.div_ceil(u64::BITS as usize)
}

/// The places of the ones among bits, ascending.
pub fn ones(bits: impl Iterator<Item = u64>) -> impl Iterator<Item = u32> {
    (0..).step_by(64).zip(bits).flat_map(|(place, bits)| {
        let some = |bits: u64| (bits != 0).then_some(bits);
        let rest = std::iter::successors(some(bits), move |bits| some(bits & (bits - 1)));
        rest.map(move |bits| place + bits.trailing_zeros())
    })
}
