//! What the tagger sees of a sentence: a list of 32-bit feature keys for each word.
//!
//! The keys come in three kinds, because the runtime treats them differently: those that depend on one word alone
//! (`own`, and `side` for its neighbours' benefit) are summed once and remembered; those of two or three words
//! (`joint`) are looked up each time.

use super::split::{apostrophe, invisible};

/// What unlabelled text and the treebank say of a word form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Class of the lower-case form; 0 is unknown.
    pub low: u16,
    /// Class of the capitalised form; 0 is unknown.
    pub high: u16,
    /// How often it is capitalised inside a sentence, in five steps; 0 is unknown.
    pub capital: u8,
    /// Which parts of speech it had in training, as a number; 0 is unknown.
    pub ambiguity: u8,
}

/// Knowledge about word forms that features draw on.
pub trait Lexicon {
    /// What is known of the form with this key, see [`key`].
    fn entry(&self, key: u32) -> Entry;
    /// The middle and the coarse group of a class.
    fn groups(&self, class: u16) -> (u16, u16);
}

/// How a sentence is set: decides what a capital is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Running text: capitals mark names.
    Running,
    /// A headline with most words capitalised.
    Title,
    /// Everything in capitals.
    Capitals,
}

/// A word reduced to what features need.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// The word in lower case.
    low: u64,
    /// The word as written.
    form: u64,
    prefix: [u64; 4],
    suffix: [u64; 5],
    /// Letters as X and x, digits as 0, runs shortened.
    outline: u64,
    /// The outline's kind and the place in the sentence.
    shape: u64,
    class: u64,
    middle: u64,
    coarse: u64,
    entry: Entry,
}

impl Seen {
    /// A place before or behind the sentence.
    pub fn edge() -> Self {
        let h = mix(0xED6E, 1);
        Self {
            low: h,
            form: h,
            prefix: [h; 4],
            suffix: [h; 5],
            outline: h,
            shape: 99,
            class: 9_999,
            middle: 999,
            coarse: 99,
            entry: Entry::default(),
        }
    }
}

const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(state: u64, value: u64) -> u64 {
    let product = (state ^ value).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    product ^ (product >> 32)
}

fn fold(h: u64) -> u32 {
    let h = h.wrapping_mul(SEED);
    (h >> 32) as u32
}

/// Letters considered at either end of a word; the rest of a longer word only counts for its identity.
const LONGEST: usize = 64;

fn plain(c: char) -> char {
    match c {
        _ if apostrophe(c) => '\'',
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{AB}' | '\u{BB}' => '"',
        '\u{2013}' | '\u{2014}' | '\u{2010}' | '\u{2011}' | '\u{2212}' => '-',
        '\u{2026}' => '\u{2026}',
        _ => c,
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// The key of a word form: straight quotes, lower case, digits as 0.
pub fn key(word: &str) -> u32 {
    let mut h = SEED;
    for c in word.chars().filter(|&c| !invisible(c)) {
        let c = lower(plain(c));
        h = mix(h, if c.is_ascii_digit() { u64::from('0') } else { u64::from(c) });
    }
    fold(h)
}

/// How the sentence is set, from its words.
pub fn setting(words: &[&str]) -> Setting {
    let (mut all, mut title, mut caps, mut long, mut low) = (0u32, 0u32, 0u32, 0u32, 0u32);
    for word in words {
        // Most words: letters of ASCII first.
        if let [first, second, ..] = *word.as_bytes()
            && first.is_ascii()
            && second.is_ascii()
        {
            if !first.is_ascii_alphabetic() {
                continue;
            }
            let capital = first.is_ascii_uppercase();
            all += 1;
            caps += u32::from(
                capital && second.is_ascii_uppercase() && !word.bytes().any(|b| b.is_ascii_lowercase()),
            );
            if word.len() > 3 {
                long += 1;
                title += u32::from(capital);
                low += u32::from(!capital);
            }
            continue;
        }
        let mut chars = word.chars();
        let Some(first) = chars.next().filter(|c| c.is_alphabetic()) else { continue };
        let rest_upper = chars.clone().next().is_some_and(char::is_uppercase)
            && !word.bytes().any(|b| b.is_ascii_lowercase());
        let several = chars.next().is_some();
        all += u32::from(several);
        caps += u32::from(several && rest_upper && first.is_uppercase());
        if word.len() > 3 {
            long += 1;
            title += u32::from(first.is_uppercase());
            low += u32::from(first.is_lowercase());
        }
    }
    if all >= 2 && caps * 10 >= all * 7 {
        Setting::Capitals
    } else if long >= 3 && title * 10 >= long * 8 && low <= 1 {
        Setting::Title
    } else {
        Setting::Running
    }
}

/// Reads a word; `mode` is [`mode`]'s.
pub fn see(word: &str, mode: u8, lexicon: &impl Lexicon) -> Seen {
    let mut low = ['\0'; LONGEST];
    let mut count = 0;
    let (mut h_low, mut h_form, mut h_key) = (SEED, SEED, SEED);
    let (mut outline, mut last) = (SEED, '\0');
    let (mut uppers, mut lowers, mut digits, mut others) = (0u32, 0u32, 0u32, 0u32);
    let mut first_upper = false;
    for c in word.chars().map(plain).filter(|&c| !invisible(c)) {
        let kind = if c.is_ascii_digit() {
            digits += 1;
            '0'
        } else if c.is_uppercase() {
            uppers += 1;
            'X'
        } else if c.is_alphabetic() {
            lowers += 1;
            'x'
        } else {
            others += 1;
            c
        };
        if count == 0 {
            first_upper = kind == 'X';
        }
        if kind != last {
            outline = mix(outline, u64::from(kind));
            last = kind;
        }
        let small = lower(c);
        let shown = if small.is_ascii_digit() { '0' } else { small };
        h_low = mix(h_low, u64::from(small));
        h_key = mix(h_key, u64::from(shown));
        h_form = mix(h_form, u64::from(c));
        // the last LONGEST letters are kept in a ring
        low[count % LONGEST] = shown;
        count += 1;
    }
    let at = |i: usize| low[i % LONGEST];
    let mut prefix = [0u64; 4];
    let mut h = SEED;
    for (i, slot) in prefix.iter_mut().enumerate() {
        if i < count && count <= LONGEST {
            h = mix(h, u64::from(at(i)));
            *slot = h;
        }
    }
    let mut suffix = [0u64; 5];
    let mut h = SEED;
    for (i, slot) in suffix.iter_mut().enumerate() {
        if i < count {
            h = mix(h, u64::from(at(count - 1 - i)));
            *slot = h;
        }
    }
    let letters = uppers + lowers;
    let case = match () {
        () if letters == 0 && digits > 0 => 1,
        () if letters == 0 => 2,
        () if digits > 0 => 3,
        () if uppers == 0 => 4,
        () if lowers == 0 && uppers == 1 => 5,
        () if lowers == 0 => 6,
        () if first_upper && uppers == 1 => 7,
        () if first_upper => 8,
        () => 9,
    };
    let entry = lexicon.entry(fold(h_key));
    let capital = uppers > 0;
    // a capital that says nothing: the word counts as what it mostly is
    let name = capital && (mode == 0 || entry.low == 0 || entry.capital >= 4) || entry.low == 0;
    let class = if name && entry.high != 0 { entry.high } else { entry.low };
    let (middle, coarse) = lexicon.groups(class);
    Seen {
        low: h_low,
        form: h_form,
        prefix,
        suffix,
        outline: mix(outline, u64::from(others.min(3))),
        shape: case * 8 + u64::from(mode),
        class: u64::from(class),
        middle: u64::from(middle),
        coarse: u64::from(coarse),
        entry,
    }
}

/// What a capital is worth at a place: 0 inside running text, 1 where a sentence opens, 2 and 3 in headlines.
pub fn mode(setting: Setting, opens: bool) -> u8 {
    match (setting, opens) {
        (Setting::Running, false) => 0,
        (Setting::Running, true) => 1,
        (Setting::Title, _) => 2,
        (Setting::Capitals, _) => 3,
    }
}

/// Whether a word leaves the next one at the opening of a sentence, given that it stood at one itself.
pub fn opens_after(word: &str, opening: bool) -> bool {
    match word {
        "\"" | "'" | "(" | "[" | "``" | "''" | "\u{201C}" | "\u{2018}" | "-" | "*" | "\u{2022}" => opening,
        ":" | "--" | "..." | "." | "?" | "!" | "\u{2014}" => true,
        _ => opening && !word.chars().any(char::is_alphabetic),
    }
}

macro_rules! emit {
    ($out:expr, $template:expr $(, $part:expr)+) => {{
        let mut h: u64 = ($template as u64).wrapping_mul(SEED);
        $( h = mix(h, $part); )+
        $out(fold(h));
    }};
}

/// Features of a word by itself.
pub fn own(w: &Seen, mut out: impl FnMut(u32)) {
    let e = &w.entry;
    let (low, high) = (u64::from(e.low), u64::from(e.high));
    let capital = u64::from(e.capital);
    let ambiguity = u64::from(e.ambiguity);
    emit!(out, 1, w.low);
    emit!(out, 2, w.form, w.shape);
    emit!(out, 3, w.shape);
    emit!(out, 4, w.outline);
    for (i, &h) in w.prefix.iter().enumerate() {
        if h != 0 {
            emit!(out, 10 + i, h);
        }
    }
    for (i, &h) in w.suffix.iter().enumerate() {
        if h != 0 {
            emit!(out, 20 + i, h);
        }
    }
    emit!(out, 30, w.class);
    emit!(out, 31, w.middle);
    emit!(out, 32, w.coarse, w.shape);
    emit!(out, 33, low, high);
    emit!(out, 34, capital, w.shape);
    emit!(out, 35, ambiguity);
    emit!(out, 36, ambiguity, w.shape, capital);
    emit!(out, 37, w.suffix[2], w.shape);
    emit!(out, 39, w.class, w.shape);
}

/// Features a word lends to the word `offset` places before (negative) or behind it.
pub fn side(w: &Seen, offset: i32, mut out: impl FnMut(u32)) {
    let base = (100 + (offset + 3) * 20) as u64;
    emit!(out, base, w.low);
    emit!(out, base + 1, w.middle);
    emit!(out, base + 3, u64::from(w.entry.ambiguity));
    if offset.abs() < 2 {
        emit!(out, base + 2, w.class);
        emit!(out, base + 4, w.shape);
        emit!(out, base + 5, w.suffix[2]);
        emit!(out, base + 7, w.coarse);
    }
}

/// The parts of [`side`] that many words share, apart, so that their weights can be summed once for all of them: with the
/// features of the word alone they give the same keys.
pub mod shared {
    use super::{SEED, Seen, fold, mix};

    fn base(offset: i32) -> u64 {
        (100 + (offset + 3) * 20) as u64
    }

    /// The class of a word; [`class`] depends on nothing else.
    pub fn class_of(w: &Seen) -> usize {
        w.class as usize
    }

    /// Features of the class and its groups.
    pub fn class(w: &Seen, offset: i32, mut out: impl FnMut(u32)) {
        emit!(out, base(offset) + 1, w.middle);
        if offset.abs() < 2 {
            emit!(out, base(offset) + 2, w.class);
            emit!(out, base(offset) + 7, w.coarse);
        }
    }

    /// The number that [`ambiguity`] depends on.
    pub fn ambiguity_of(w: &Seen) -> usize {
        usize::from(w.entry.ambiguity)
    }

    /// The feature of the parts of speech a word had.
    pub fn ambiguity(w: &Seen, offset: i32, mut out: impl FnMut(u32)) {
        emit!(out, base(offset) + 3, u64::from(w.entry.ambiguity));
    }

    /// The number that [`shape`] depends on.
    pub fn shape_of(w: &Seen) -> usize {
        w.shape as usize
    }

    /// The feature of the shape.
    pub fn shape(w: &Seen, offset: i32, mut out: impl FnMut(u32)) {
        if offset.abs() < 2 {
            emit!(out, base(offset) + 4, w.shape);
        }
    }

    /// What is left of [`super::side`]: features of the form itself.
    pub fn form(w: &Seen, offset: i32, mut out: impl FnMut(u32)) {
        emit!(out, base(offset), w.low);
        if offset.abs() < 2 {
            emit!(out, base(offset) + 5, w.suffix[2]);
        }
    }
}

/// What [`joint`] needs of a word.
#[derive(Clone, Copy, Debug)]
pub struct Gist {
    low: u64,
    class: u16,
    middle: u16,
    coarse: u16,
    shape: u8,
    ambiguity: u8,
}

impl Seen {
    /// What features of several words need.
    pub fn gist(&self) -> Gist {
        Gist {
            low: self.low,
            class: self.class as u16,
            middle: self.middle as u16,
            coarse: self.coarse as u16,
            shape: self.shape as u8,
            ambiguity: self.entry.ambiguity,
        }
    }
}

/// How many features [`joint`] gives.
pub const JOINT: usize = 13;

/// Features of several words around the word `w`.
pub fn joint(l2: &Gist, l: &Gist, w: &Gist, r: &Gist, r2: &Gist) -> [u32; JOINT] {
    macro_rules! key {
        ($template:literal $(, $part:expr)+) => {{
            let mut h: u64 = ($template as u64).wrapping_mul(SEED);
            $( h = mix(h, $part); )+
            fold(h)
        }};
    }
    [
        key!(300, l.low, w.low),
        key!(301, w.low, r.low),
        key!(302, u64::from(l.middle), w.low),
        key!(303, w.low, u64::from(r.middle)),
        key!(304, u64::from(l.class), u64::from(w.class)),
        key!(305, u64::from(w.class), u64::from(r.class)),
        key!(306, u64::from(l.middle), u64::from(w.middle), u64::from(r.middle)),
        key!(307, u64::from(l2.middle), u64::from(l.middle)),
        key!(308, u64::from(r.middle), u64::from(r2.middle)),
        key!(310, u64::from(l.ambiguity), u64::from(w.ambiguity), u64::from(r.ambiguity)),
        key!(313, w.low, u64::from(r.coarse), u64::from(r2.coarse)),
        key!(314, u64::from(l2.coarse), u64::from(l.coarse), w.low),
        key!(315, u64::from(l.shape), u64::from(w.shape), u64::from(r.shape)),
    ]
}
