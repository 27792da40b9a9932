//! Text cut into treebank words, by the conventions of the English Web Treebank.
//!
//! `don't` is `do` + `n't`, `Korea's` is `Korea` + `'s`, `cannot` is `can` + `not`; hyphenated words fall apart
//! (`so` `-` `called`) unless they start with a prefix (`re-elect`, `e-mail`); `U.S.`, `3.5`, `10,000`, `7:30`,
//! `9/11`, addresses and file names stay whole; so do `...`, `--` and `!!!`.

/// How far a look-ahead may go, in bytes. The bound is what keeps the splitter linear on hostile input.
const AHEAD: usize = 96;

/// First parts that keep their hyphen: EWT splits every other hyphenated word.
const PREFIXES: &[&str] = &[
    "a", "ante", "anti", "arch", "bi", "bio", "co", "counter", "de", "e", "eco", "ex", "extra", "hyper",
    "infra", "inter", "intra", "macro", "mal", "mega", "mid", "mini", "mono", "multi", "neo", "non", "over",
    "pan", "para", "poly", "post", "pre", "pro", "proto", "pseudo", "psycho", "quasi", "re", "semi", "socio",
    "sub", "super", "supra", "trans", "tri", "u", "ultra", "un", "under", "uni", "vice", "x",
];

/// Words that keep the stop behind them, lower case and without it, sorted.
const ABBREVIATIONS: &[&str] = &[
    "adm", "al", "apr", "arrv", "asst", "attn", "aug", "ave", "bldg", "blvd", "brig", "bros", "capt", "cf",
    "cmdr", "co", "col", "conf", "corp", "cpl", "dec", "dept", "dr", "eg", "esp", "esq", "est", "etc", "ext",
    "feb", "ft", "gen", "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "messrs", "mr",
    "mrs", "ms", "mt", "nov", "oct", "oz", "para", "ph", "pres", "prof", "rep", "reps", "rev", "sec", "sen",
    "sens", "sep", "sept", "sgt", "sr", "st", "supt", "thur", "thurs", "tue", "tues", "univ", "vol", "vs",
    "yrs",
];

/// Abbreviations only before a digit: `No. 5`.
const NUMBERED: &[&str] = &["art", "arts", "fig", "figs", "no", "nos", "p", "para", "paras", "pp", "res"];

/// Words run together that EWT takes apart: the word in lower case, and the bytes of its first part.
const JOINED: &[(&str, &[usize])] = &[
    ("cannot", &[3]),
    ("cant", &[2]),
    ("couldnt", &[5]),
    ("didnt", &[3]),
    ("doesnt", &[4]),
    ("dont", &[2]),
    ("dunno", &[2, 3]),
    ("gimme", &[3]),
    ("gonna", &[3]),
    ("gotta", &[3]),
    ("hadnt", &[3]),
    ("hasnt", &[3]),
    ("havent", &[4]),
    ("im", &[1]),
    ("isnt", &[2]),
    ("ive", &[1]),
    ("lemme", &[3]),
    ("shouldnt", &[6]),
    ("thats", &[4]),
    ("theyre", &[4]),
    ("theyve", &[4]),
    ("wanna", &[3]),
    ("wasnt", &[3]),
    ("werent", &[4]),
    ("weve", &[2]),
    ("whats", &[4]),
    ("wont", &[2]),
    ("wouldnt", &[5]),
    ("youre", &[3]),
    ("youve", &[3]),
];

/// The first letters of `JOINED` by the length of the word, a bit for each letter.
const JOINED_FIRST: [u32; 9] = {
    let (mut first, mut row) = ([0; 9], 0);
    while row < JOINED.len() {
        let word = JOINED[row].0.as_bytes();
        first[word.len()] |= 1 << (word[0] & 31);
        row += 1;
    }
    first
};

/// Units written onto their number: `5pm` is `5` + `pm`, but `5th` and `1990s` are one word. Sorted.
const UNITS: &[&str] = &[
    "am", "b", "bn", "cm", "ft", "g", "gb", "gw", "h", "hr", "hrs", "k", "kg", "km", "kt", "kw", "lb", "lbs",
    "m", "mb", "mg", "mi", "min", "mins", "mm", "mn", "mph", "mw", "oz", "pm", "sq", "tb", "tn", "yr", "yrs",
];

/// Endings of host and file names: `enron.com`, `notes.doc`. Sorted.
const ENDINGS: &[&str] = &[
    "asp", "au", "biz", "ca", "co", "com", "csv", "de", "doc", "docx", "edu", "eu", "exe", "fr", "gif",
    "gov", "htm", "html", "info", "int", "jp", "jpeg", "jpg", "kr", "mil", "mp", "net", "org", "pdf", "php",
    "png", "ppt", "ru", "tv", "txt", "uk", "un", "url", "us", "wav", "xls", "xlsx", "xml", "zip",
];

/// What holds two parts of a word together invisibly; never a token of its own.
pub(super) fn invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// True for the straight apostrophe and what people type for it.
pub(super) fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{B4}' | '\u{2BC}' | '\u{FF07}')
}

fn mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Cuts `text` into words and appends their byte offsets to `out`: ascending, disjoint, on character borders,
/// never empty; white space and invisible characters between words belong to none. Linear time, whatever the text.
///
/// A stop behind an abbreviation at the end of the text is a token of its own, so give it one sentence at a time
/// where you can. Texts of 4 GiB and more are cut to the part that `u32` can address.
pub fn split(text: &str, out: &mut Vec<(u32, u32)>) {
    let mut limit = text.len().min(u32::MAX as usize);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let mut splitter = Splitter { text: &text[..limit], out, at_sign: 0 };
    let mut at = 0;
    while let Some(&byte) = splitter.text.as_bytes().get(at) {
        at = match byte {
            b' ' | b'\n' => at + 1,
            b'a'..=b'z' | b'A'..=b'Z' => splitter.word(at).max(at + 1),
            _ => splitter.step(at).max(at + 1),
        };
    }
}

struct Splitter<'a> {
    text: &'a str,
    out: &'a mut Vec<(u32, u32)>,
    /// The next `@` at or behind the place last asked for, so that a text is searched once for it.
    at_sign: usize,
}

impl Splitter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text.get(at..)?.chars().next() }
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push((start as u32, end as u32));
        }
    }

    /// Reads what starts at `at`; returns where it ends.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.char_at(at) else { return at + 1 };
        if c.is_whitespace() || invisible(c) {
            return at + c.len_utf8();
        }
        if c.is_alphanumeric() { self.word(at) } else { self.punctuation(at, c) }
    }

    /// The end of the run from `at` that `keep` likes, `AHEAD` bytes at most.
    fn run(&self, at: usize, keep: impl Fn(char) -> bool) -> usize {
        let mut end = at;
        while let Some(c) = self.char_at(end) {
            if !keep(c) || end - at > AHEAD {
                break;
            }
            end += c.len_utf8();
        }
        end
    }

    fn alphanumeric(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(char::is_alphanumeric)
    }

    fn digit(&self, at: usize) -> bool {
        self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit)
    }

    fn digits(&self, at: usize) -> usize {
        self.run(at, |c| c.is_ascii_digit()) - at
    }

    fn letters(&self, at: usize) -> usize {
        self.run(at, char::is_alphabetic)
    }

    /// Reads a word: letters, digits and what may stand between them.
    fn word(&mut self, start: usize) -> usize {
        let letters =
            self.text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        if letters > 0
            && matches!(self.text.as_bytes().get(start + letters), Some(b' ' | b'\n' | b',' | b';' | b')'))
        {
            // Most words: letters, and nothing behind them that could join or be looked at.
            if !self.may_be_joined(start, letters) {
                self.push(start, start + letters);
                return start + letters;
            }
            return self.finish(start, start + letters, false, false);
        }
        if let Some(end) = self.address(start) {
            self.push(start, end);
            return end;
        }
        let numeric = self.digit(start);
        if let Some(end) = numeric.then(|| self.telephone(start)).flatten() {
            self.push(start, end);
            return end;
        }
        let mut end = start;
        let mut dotted = false;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            if c.is_alphanumeric() || mark(c) {
                end = next;
                continue;
            }
            let joins = match c {
                '_' | '&' => self.alphanumeric(next),
                '*' => {
                    let tail = self.run(next, |c| c == '*');
                    self.char_at(tail).is_some_and(char::is_alphabetic)
                        && self.char_before(end).is_some_and(char::is_alphabetic)
                }
                ',' => self.digit_before(end) && self.digits(next) == 3,
                ':' => self.digit_before(end) && self.digits(next) == 2,
                '.' => {
                    let yes = self.dot(start, end, next);
                    dotted |= yes;
                    yes
                }
                '/' => self.slash(start, end, next),
                '-' => self.hyphen(start, end, next),
                '$' if matches!(
                    self.text.get(start..end),
                    Some("US" | "U" | "A" | "AU" | "NZ" | "HK" | "S" | "C")
                ) =>
                {
                    self.push(start, next);
                    return next;
                }
                '\u{200B}' => false,
                _ if invisible(c) => self.alphanumeric(next),
                _ if apostrophe(c) => match self.clitic(end) {
                    Some(_) if !self.decade(end) => {
                        return self.contraction(start, end, next);
                    }
                    _ => self.alphanumeric(next),
                },
                _ => false,
            };
            if !joins {
                break;
            }
            end = next;
        }
        self.finish(start, end, dotted, numeric)
    }

    fn digit_before(&self, at: usize) -> bool {
        at > 0 && self.digit(at - 1)
    }

    /// `80's` and `1960's` are one word.
    fn decade(&self, at: usize) -> bool {
        self.digit_before(at)
    }

    /// Where the clitic at the apostrophe `at` ends: 's 'm 'd 'll 've 're, and 't behind an n.
    fn clitic(&self, at: usize) -> Option<usize> {
        let c = self.char_at(at).filter(|&c| apostrophe(c))?;
        let from = at + c.len_utf8();
        let to = from
            + self.text.as_bytes()[from..].iter().take(3).take_while(|b| b.is_ascii_alphabetic()).count();
        if self.alphanumeric(to) {
            return None;
        }
        let tail = self.text.get(from..to)?;
        let known = ["s", "m", "d", "ll", "ve", "re"].iter().any(|k| tail.eq_ignore_ascii_case(k));
        let not = tail.eq_ignore_ascii_case("t") && matches!(self.char_before(at), Some('n' | 'N'));
        (known || not).then_some(to)
    }

    /// Pushes the word from `start` and the clitic at its apostrophe (`end`); `don't` loses its n to the clitic.
    fn contraction(&mut self, start: usize, end: usize, after: usize) -> usize {
        let Some(to) = self.clitic(end) else {
            self.push(start, end);
            return end;
        };
        let not = matches!(self.text.as_bytes().get(after), Some(b't' | b'T')) && end - 1 > start;
        let cut = if not { end - 1 } else { end };
        self.push(start, cut);
        self.push(cut, to);
        to
    }

    /// Whether the stop between `end` and `next` belongs inside the word.
    fn dot(&self, start: usize, end: usize, next: usize) -> bool {
        let before = self.char_before(end);
        let after = self.char_at(next);
        let (Some(before), Some(after)) = (before, after) else { return false };
        if !after.is_alphanumeric() {
            return false;
        }
        if before.is_ascii_digit() && after.is_ascii_digit() {
            return true;
        }
        let to = self.letters(next);
        let tail = self.text.get(next..to).unwrap_or("");
        // single letters on both sides: U.S.A, i.e, p.m
        let single_before = before.is_alphabetic()
            && (end - start == before.len_utf8()
                || self.char_before(end - before.len_utf8()).is_none_or(|c| !c.is_alphanumeric()));
        let single_after = tail.chars().nth(1).is_none() && !self.alphanumeric(to);
        if single_before && single_after && after.is_alphabetic() {
            return true;
        }
        if matches!(self.text.get(start..end), Some("Ph" | "ph")) && tail.eq_ignore_ascii_case("d") {
            return true;
        }
        let ending = !tail.is_empty() && tail.len() < 6 && listed(ENDINGS, tail) && !self.alphanumeric(to);
        let low = before.is_lowercase() && after.is_lowercase();
        ending || (low && tail.len() > 1)
    }

    /// Dates stay whole (`9/11`, `11/28/2000`); words and simple fractions do not.
    fn slash(&self, start: usize, end: usize, next: usize) -> bool {
        let head = self.text.get(start..end).unwrap_or("");
        if head.len() == 1 && head != "a" && head.as_bytes()[0].is_ascii_alphabetic() {
            // w/o, c/o, I/C
            return self.letters(next) - next == 1
                && !self.alphanumeric(next + 1)
                && self.char_at(next + 1) != Some('/');
        }
        if !self.digit_before(end) {
            return false;
        }
        if head.contains('/') && head.bytes().all(|b| b.is_ascii_digit() || b == b'/') {
            return self.digit(next) && end - start < AHEAD;
        }
        let count = self.digits(next);
        if count == 0 || count > 4 || !head.bytes().all(|b| b.is_ascii_digit()) || head.len() > 4 {
            return false;
        }
        let third = self.char_at(next + count) == Some('/') && self.digit(next + count + 1);
        third || head.len() + count > 2
    }

    /// Whether the hyphen between `end` and `next` belongs inside the word: only behind a prefix.
    fn hyphen(&self, start: usize, end: usize, next: usize) -> bool {
        let head = self.text.get(start..end).unwrap_or("");
        self.alphanumeric(next)
            && head.len() <= 8
            && self.char_before(start) != Some('-')
            && (listed(PREFIXES, head)
                && !(head.len() == 1 && head.as_bytes()[0].is_ascii_uppercase() && head != "E"))
    }

    /// Telephone numbers and dates with hyphens: 713-853-3989, 646-8420, 11-20-2000.
    fn telephone(&self, start: usize) -> Option<usize> {
        let mut end = start;
        let mut groups = [0usize; 4];
        let mut count = 0;
        loop {
            let digits = self.digits(end);
            if digits == 0 || count == 4 {
                return None;
            }
            groups[count] = digits;
            count += 1;
            end += digits;
            if self.char_at(end) == Some('-') && self.digit(end + 1) {
                end += 1;
            } else {
                break;
            }
        }
        let known =
            matches!(groups[..count], [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [1 | 2, 1 | 2, 2 | 4] | [4, 2, 2]);
        (known && !self.alphanumeric(end) && self.char_at(end) != Some('-')).then_some(end)
    }

    /// Web and mail addresses, whole.
    fn address(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let rest = &bytes[start..];
        let web = [&b"http://"[..], b"https://", b"ftp://", b"www.", b"mailto:"]
            .iter()
            .any(|p| rest.len() > p.len() && rest[..p.len()].eq_ignore_ascii_case(p));
        if web {
            let mut end = start;
            while let Some(c) = self.char_at(end) {
                if c.is_whitespace()
                    || matches!(c, '<' | '>' | '"' | '(' | ')' | '\u{201C}' | '\u{201D}' | '\u{200B}')
                {
                    break;
                }
                end += c.len_utf8();
            }
            let body = self.text.get(start..end)?;
            let kept = body.trim_end_matches(|c: char| {
                matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ']' | '*') || apostrophe(c)
            });
            return Some(start + kept.len());
        }
        if self.at_sign < start {
            self.at_sign = bytes[start..].iter().position(|&b| b == b'@').map_or(bytes.len(), |p| start + p);
        }
        if self.at_sign >= bytes.len() || self.at_sign - start > AHEAD {
            return None;
        }
        let local =
            self.run(start, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%'));
        if self.char_at(local) != Some('@') || !self.alphanumeric(local + 1) {
            return None;
        }
        let end = self.run(local + 1, |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
        let kept = self.text.get(start..end)?.trim_end_matches(['.', '-']);
        Some(start + kept.len())
    }

    /// Whether a word of `JOINED` has that length and first letter.
    fn may_be_joined(&self, start: usize, length: usize) -> bool {
        let first = self.text.as_bytes().get(start).map_or(0, |byte| byte & 31);
        JOINED_FIRST.get(length).is_some_and(|firsts| firsts & 1 << first != 0)
    }

    /// Pushes the word `start..end`, with its stop when it is an abbreviation, or in parts when it is two words.
    fn finish(&mut self, start: usize, end: usize, dotted: bool, numeric: bool) -> usize {
        let word = self.text.get(start..end).unwrap_or("");
        if numeric {
            let number =
                word.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b':')).count();
            let tail = &word[number..];
            if !tail.is_empty() && tail.len() < 5 && listed(UNITS, tail) {
                self.push(start, start + number);
                self.push(start + number, end);
                return end;
            }
        }
        if self.may_be_joined(start, word.len())
            && let Some((_, cuts)) = JOINED.iter().find(|(key, _)| key.eq_ignore_ascii_case(word))
            && !(word.len() == 2 && word == "IM")
        {
            let mut from = start;
            for cut in *cuts {
                self.push(from, start + cut);
                from = start + cut;
            }
            self.push(from, end);
            return end;
        }
        let stop = self.char_at(end) == Some('.') && !matches!(self.char_at(end + 1), Some('.'));
        if stop && !numeric && self.keeps_stop(word, dotted, end + 1) {
            self.push(start, end + 1);
            return end + 1;
        }
        self.push(start, end);
        end
    }

    fn keeps_stop(&self, word: &str, dotted: bool, after: usize) -> bool {
        // where the text ends (but for closing marks), the stop is the sentence's
        let tail = self
            .run(after, |c| c.is_whitespace() || matches!(c, ')' | '"' | '\u{201D}' | ']') || apostrophe(c));
        if tail >= self.text.len() {
            return false;
        }
        if self.text.get(after..tail).is_some_and(|gap| gap.contains("\n\n")) {
            return false;
        }
        let mut chars = word.chars();
        let single = chars.next().is_some_and(|c| c.is_uppercase()) && chars.next().is_none() && word != "I";
        if dotted {
            // U.S., p.m.: letters between stops, one or two at a time
            return word.len() < 24 && word.split('.').all(|p| !p.is_empty() && p.chars().count() < 3);
        }
        if single || (word.len() < 8 && listed(ABBREVIATIONS, word)) {
            return true;
        }
        word.len() < 6 && listed(NUMBERED, word) && self.digit(tail)
    }

    fn punctuation(&mut self, start: usize, c: char) -> usize {
        let next = start + c.len_utf8();
        if apostrophe(c) {
            return self.quote(start, c, next);
        }
        let end = match c {
            '.' | '-' | '=' | '*' | '_' | '~' | '<' | '>' | '+' | '#' | '|' => self.repeat(start, c),
            '!' | '?' => self.long_run(start, |c| matches!(c, '!' | '?')),
            ':' | ';' => self.emoticon(start, next),
            '\u{2026}' => self.repeat(start, c),
            _ => next,
        };
        // .04 and +44 are numbers
        if end == next && matches!(c, '.' | '+') && self.digit(next) && !self.word_before(start) {
            let to = self.run(next, |c| c.is_ascii_digit() || c == ',');
            let to = if self.digit_before(to) { to } else { to - 1 };
            self.push(start, to);
            return to;
        }
        // marks and joiners belong to the sign before them: emoji, keycaps
        let mut end = end;
        while let Some(c) = self.char_at(end) {
            if mark(c) {
                end += c.len_utf8();
            } else if c == '\u{200D}' {
                let joined = end + c.len_utf8();
                match self.char_at(joined) {
                    Some(c)
                        if !c.is_alphanumeric() && !c.is_whitespace() && !c.is_ascii() && !invisible(c) =>
                    {
                        end = joined + c.len_utf8();
                    }
                    _ => break,
                }
            } else {
                break;
            }
        }
        self.push(start, end);
        end
    }

    fn word_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(char::is_alphanumeric)
    }

    fn repeat(&self, start: usize, wanted: char) -> usize {
        self.long_run(start, |c| c == wanted)
    }

    /// As `run`, but without the bound: only for runs that become one token.
    fn long_run(&self, start: usize, keep: impl Fn(char) -> bool) -> usize {
        let mut end = start;
        while let Some(c) = self.char_at(end).filter(|&c| keep(c)) {
            end += c.len_utf8();
        }
        end
    }

    /// `:)`, `;-)`, `:D`; otherwise the one sign.
    fn emoticon(&self, start: usize, next: usize) -> usize {
        let nose = if self.char_at(next) == Some('-') { next + 1 } else { next };
        match self.char_at(nose) {
            Some(')' | '(') if !self.word_before(start) || nose > next => nose + 1,
            Some('D' | 'P' | 'O') if !self.word_before(start) && !self.alphanumeric(nose + 1) => nose + 1,
            _ => next,
        }
    }

    fn quote(&mut self, start: usize, c: char, next: usize) -> usize {
        // two of a kind are one quotation mark
        if self.char_at(next) == Some(c) && matches!(c, '\'' | '`' | '\u{2019}' | '\u{2018}') {
            let end = next + c.len_utf8();
            self.push(start, end);
            return end;
        }
        // a clitic whose word ended in a stop or bracket: U.S.'s
        if self.char_before(start).is_some_and(|b| !b.is_whitespace())
            && let Some(to) = self.clitic(start)
        {
            self.push(start, to);
            return to;
        }
        // 'em, '90s
        let digits = self.digits(next);
        if digits == 2 && !self.word_before(start) {
            let mut to = next + 2;
            if self.char_at(to) == Some('s') {
                to += 1;
            }
            if !self.alphanumeric(to) {
                self.push(start, to);
                return to;
            }
        }
        let to = self.letters(next);
        if matches!(self.text.get(next..to), Some("em" | "n" | "til" | "tis" | "twas"))
            && !self.word_before(start)
        {
            self.push(start, to);
            return to;
        }
        self.push(start, next);
        next
    }
}

/// Whether `list` (sorted, lower case, ASCII) holds `word`, in whatever case.
fn listed(list: &[&str], word: &str) -> bool {
    let mut low = [0u8; 16];
    let Some(low) = low.get_mut(..word.len()) else { return false };
    low.copy_from_slice(word.as_bytes());
    low.make_ascii_lowercase();
    list.binary_search_by(|entry| entry.as_bytes().cmp(low)).is_ok()
}
