//! Slips of the pen: words that one letter keeps apart.

/// Whether two words differ by one letter added, dropped, changed, or by two neighbours swapped.
pub fn is_one_slip(one: &str, other: &str) -> bool {
    if one.chars().count().abs_diff(other.chars().count()) > 1 || one == other {
        return false;
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let head = one.iter().zip(&other).take_while(|(left, right)| left == right).count();
    let (short, long) = if one.len() <= other.len() { (&one, &other) } else { (&other, &one) };
    if short.len() < long.len() {
        return short[head..] == long[head + 1..];
    }
    let is_swap = head + 1 < one.len() && one[head] == other[head + 1] && one[head + 1] == other[head];
    one[head + 1..] == other[head + 1..] || (is_swap && one[head + 2..] == other[head + 2..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_is_one_letter() {
        assert!(is_one_slip("penhale", "penhall"));
        assert!(is_one_slip("leaman", "leamon"));
        assert!(is_one_slip("marsh", "marhs"));
        assert!(is_one_slip("marsh", "mars"));
        assert!(!is_one_slip("marsh", "march s"));
        assert!(!is_one_slip("wood", "wood"));
        assert!(!is_one_slip("hood", "wode"));
    }
}
