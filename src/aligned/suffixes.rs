//! Suffix arrays of sequences of numbers, with the lengths of common prefixes.

/// The suffixes of `words` in order, and for each place of that order how many numbers its suffix shares with the one
/// before. Linear in time; memory is about 16 bytes a number at the most.
///
/// Numbers must be below `alphabet`.
pub(super) fn sorted(words: &[u32], alphabet: usize) -> (Vec<u32>, Vec<u32>) {
    let order = induced(words, alphabet);
    // Kasai et al. 2001: the prefix shared with the suffix before shrinks by at most one from one place to the next.
    let mut ranks = vec![0u32; words.len()];
    for (rank, &place) in order.iter().enumerate() {
        ranks[place as usize] = rank as u32;
    }
    let mut shared = vec![0u32; words.len()];
    let mut length = 0usize;
    for place in 0..words.len() {
        let rank = ranks[place] as usize;
        if rank == 0 {
            length = 0;
            continue;
        }
        let before = order[rank - 1] as usize;
        while place + length < words.len()
            && before + length < words.len()
            && words[place + length] == words[before + length]
        {
            length += 1;
        }
        shared[rank] = length as u32;
        length = length.saturating_sub(1);
    }
    (order, shared)
}

const NONE: u32 = u32::MAX;

/// The suffix array by induced sorting (Nong, Zhang and Chan 2009).
fn induced(words: &[u32], alphabet: usize) -> Vec<u32> {
    let n = words.len();
    match n {
        0 => return Vec::new(),
        1 => return vec![0],
        2 if words[0] < words[1] => return vec![0, 1],
        2 => return vec![1, 0],
        _ => {}
    }
    // Whether a suffix is less than the one after it ("S"); the last is not, since nothing follows it.
    let mut rises = vec![false; n];
    for place in (0..n - 1).rev() {
        rises[place] =
            words[place] < words[place + 1] || words[place] == words[place + 1] && rises[place + 1];
    }
    // Where the buckets of each number begin: of suffixes that fall, and of those that rise.
    let (mut falling, mut rising) = (vec![0u32; alphabet + 1], vec![0u32; alphabet + 1]);
    for place in 0..n {
        if rises[place] {
            falling[words[place] as usize + 1] += 1;
        } else {
            rising[words[place] as usize] += 1;
        }
    }
    for number in 0..alphabet {
        rising[number] += falling[number];
        falling[number + 1] += rising[number];
    }
    let leftmost = |place: usize| place > 0 && rises[place] && !rises[place - 1];
    let induce = |order: &mut Vec<u32>, starts: &[u32]| {
        order.clear();
        order.resize(n, NONE);
        let mut next = rising.clone();
        for &start in starts {
            let number = words[start as usize] as usize;
            order[next[number] as usize] = start;
            next[number] += 1;
        }
        let mut next = falling.clone();
        let number = words[n - 1] as usize;
        order[next[number] as usize] = (n - 1) as u32;
        next[number] += 1;
        for at in 0..n {
            let place = order[at];
            if place != NONE && place >= 1 && !rises[place as usize - 1] {
                let number = words[place as usize - 1] as usize;
                order[next[number] as usize] = place - 1;
                next[number] += 1;
            }
        }
        let mut next = falling.clone();
        for at in (0..n).rev() {
            let place = order[at];
            if place != NONE && place >= 1 && rises[place as usize - 1] {
                let number = words[place as usize - 1] as usize + 1;
                next[number] -= 1;
                order[next[number] as usize] = place - 1;
            }
        }
    };
    let starts: Vec<u32> = (1..n).filter(|&place| leftmost(place)).map(|place| place as u32).collect();
    let mut order = Vec::new();
    induce(&mut order, &starts);
    if starts.is_empty() {
        return order;
    }
    // Name the stretches between those starts by their order, and sort the names.
    let mut names = vec![NONE; n];
    for (name, &start) in starts.iter().enumerate() {
        names[start as usize] = name as u32;
    }
    let sorted: Vec<u32> =
        order.iter().copied().filter(|&place| place != NONE && names[place as usize] != NONE).collect();
    let end = |start: u32| starts.get(names[start as usize] as usize + 1).map_or(n, |&next| next as usize);
    let mut reduced = vec![0u32; starts.len()];
    let mut name = 0u32;
    for pair in sorted.windows(2) {
        let (mut left, mut right) = (pair[0] as usize, pair[1] as usize);
        let (left_end, right_end) = (end(pair[0]), end(pair[1]));
        let mut same = left_end - left == right_end - right;
        if same {
            while left < left_end && words[left] == words[right] {
                (left, right) = (left + 1, right + 1);
            }
            same = left == left_end && left < n && right < n && words[left] == words[right];
        }
        if !same {
            name += 1;
        }
        reduced[names[pair[1] as usize] as usize] = name;
    }
    drop((names, sorted));
    let inner = induced(&reduced, name as usize + 1);
    let starts: Vec<u32> = inner.iter().map(|&at| starts[at as usize]).collect();
    induce(&mut order, &starts);
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn order_is_that_of_plain_sorting(words in prop::collection::vec(0u32..4, 0..200)) {
            let (order, shared) = sorted(&words, 4);
            let mut plain: Vec<u32> = (0..words.len() as u32).collect();
            plain.sort_by_key(|&place| &words[place as usize..]);
            prop_assert_eq!(&order, &plain);
            for rank in 1..order.len() {
                let (a, b) = (&words[order[rank - 1] as usize..], &words[order[rank] as usize..]);
                prop_assert_eq!(shared[rank] as usize, a.iter().zip(b).take_while(|(x, y)| x == y).count());
            }
        }
    }
}
