//! From segments to tokens: joins, what is left out, and the term each token counts as.

use frostem::Stemmer;

use super::address::Addresses;
use super::blocks::{Asked, Runs};
use super::case::{self, Capitals, Folds, Lines};
use super::kernel::{DIGIT, HYPHEN, LOWER, QUOTE, STOP, Segment, UPPER, WIDE, WIDE_ALNUM, WIDE_CASED};
use super::odd::Group;
use super::options::{Abbreviations, Case, Hyphens, Numbers, Punctuation, Quotes, TokenOptions, Urls};
use super::stem::{self, Stems};
use super::words::{flags, segment};
use super::{Plain, Short, Take, Token};
use crate::error::{Error, Result};

/// Cuts text into tokens, by [`TokenOptions`]. Cheap to clone, and shared between threads.
#[derive(Clone)]
pub struct Tokenizer {
    options: TokenOptions,
    stemmer: Option<Stemmer>,
    /// Whether any token is left out by its length.
    limits: bool,
    /// Whether what words count as, but for capitals and apostrophes, is what they are.
    simple: bool,
    asked: Asked,
}

/// Memory that a thread keeps between calls of [`Tokenizer::tokenize`].
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    buffers: Buffers,
    runs: Runs,
}

/// What terms are written into.
#[derive(Clone, Debug, Default)]
struct Buffers {
    term: String,
    stems: Stems,
}

/// What is found once a text.
#[derive(Default)]
struct Found {
    lines: Lines,
    addresses: Addresses,
}

/// The term of a token, and whether capitals in it were kept on purpose.
struct Term<'a> {
    text: &'a str,
    capitals_kept: bool,
}

impl Tokenizer {
    /// Returns the tokenizer for `options`.
    ///
    /// # Errors
    /// `stem` is not a language with a stemmer; `max_chars` is less than `min_chars`.
    pub fn new(options: &TokenOptions) -> Result<Tokenizer> {
        let stemmer = options.stem.as_deref().map(stem::stemmer).transpose()?;
        if let Some(max) = options.max_chars
            && max < options.min_chars
        {
            return Err(Error::bad_value(
                "max_chars",
                max,
                &format!("at least min_chars={}", options.min_chars),
            ));
        }
        let limits = options.min_chars > 1 || options.max_chars.is_some();
        let asked = Asked {
            hyphens: options.hyphens == Hyphens::Join,
            capitals: options.case == Case::Smart,
            digits: options.numbers != Numbers::Keep,
            lower: options.case != Case::Keep,
        };
        let simple = stemmer.is_none() && !limits && options.numbers == Numbers::Keep;
        Ok(Tokenizer { options: options.clone(), stemmer, limits, simple, asked })
    }

    /// Returns the options it was made with.
    pub fn options(&self) -> &TokenOptions {
        &self.options
    }

    /// Gives the tokens of `text` to `emit`, in order and without overlap; offsets are bytes into `text`, which is one
    /// unit (a paragraph; it may hold newlines). Linear in the length of `text`. Allocates in `scratch` only.
    ///
    /// # Example
    /// ```
    /// use communique::tokens::{Scratch, TokenOptions, Tokenizer};
    ///
    /// let tokenizer = Tokenizer::new(&TokenOptions::default())?;
    /// let mut terms = Vec::new();
    /// tokenizer.tokenize("The US-led group told us.", &mut Scratch::default(), &mut |token| {
    ///     terms.push(token.term.to_string());
    /// });
    /// assert_eq!(terms, ["the", "US-led", "group", "told", "us"]);
    /// # Ok::<(), communique::error::Error>(())
    /// ```
    pub fn tokenize(&self, text: &str, scratch: &mut Scratch, emit: &mut impl FnMut(Token<'_>)) {
        self.cut(text, scratch, emit);
    }

    /// Gives the tokens of `text` to `take`, as [`Tokenizer::tokenize`] gives them, many at once where they are plain.
    pub fn cut(&self, text: &str, scratch: &mut Scratch, take: &mut impl Take) {
        let mut found = Found::default();
        let Scratch { buffers, runs } = scratch;
        let stretch = |at, least, found: &mut Found, buffers: &mut Buffers, take: &mut _| {
            self.stretch(text, at, least, found, buffers, &mut |token: Token<'_>| Take::token(take, token))
        };
        if self.options.punctuation == Punctuation::Keep || self.options.urls != Urls::Split {
            stretch(0, text.len(), &mut found, buffers, take);
            return;
        }
        // Where the last token ends, and the last group.
        let (mut at, mut next) = (0, 0);
        while next < text.len() {
            let base = next;
            next = runs.read(text.as_bytes(), base, self.asked);
            let mut from = 0;
            for number in 0..runs.odds() {
                let odd = runs.odd(number);
                if odd < from {
                    continue;
                }
                if from < odd {
                    self.plain(Plain::new(runs, base, from, odd), buffers, take);
                    at = base + usize::from(runs.ends()[odd - 1]);
                }
                let [start, end] = [runs.starts(), runs.ends()].map(|list| base + usize::from(list[odd]));
                let group = Group { text, base, runs, options: &self.options };
                if self.simple
                    && let Some(word) = group.odd(odd, &mut found.lines, &mut buffers.term)
                {
                    at = base + usize::from(runs.ends()[word.next - 1]);
                    from = word.next;
                    take.token(Token { start, end: at, term: word.term, short: word.short });
                    continue;
                }
                // Before an ASCII character of words, after ASCII that joins nothing, is a border. Others may be marks.
                if text.as_bytes()[start].is_ascii() {
                    at = start;
                }
                at = stretch(at, end, &mut found, buffers, take);
                let later = &runs.starts()[odd + 1..];
                from = odd + 1 + later.iter().take_while(|start| base + usize::from(**start) < at).count();
            }
            let count = runs.starts().len();
            if from < count {
                self.plain(Plain::new(runs, base, from, count), buffers, take);
                at = base + usize::from(runs.ends()[count - 1]);
            }
            next = next.max(at);
        }
    }

    /// Gives plain words, stemmed and without those that are left out by their length.
    #[inline]
    fn plain(&self, words: Plain<'_>, buffers: &mut Buffers, take: &mut impl Take) {
        if self.stemmer.is_none() && !self.limits {
            take.plain(&words);
            return;
        }
        words.each(&mut |token: Token<'_>| {
            let (mut term, mut short) = (token.term, token.short);
            if let Some(stemmer) = self.stemmer {
                term = buffers.stems.stem(stemmer, term);
                short = Short::new(term);
            }
            if self.fits(term, 0) {
                take.token(Token { term, short, ..token });
            }
        });
    }

    /// Gives the tokens of `text` from `at`, where a segment starts, until a space or line end follows that is not
    /// before `least`; returns where. Asks the kernel for every segment.
    fn stretch(
        &self,
        text: &str,
        mut at: usize,
        least: usize,
        found: &mut Found,
        buffers: &mut Buffers,
        emit: &mut impl FnMut(Token<'_>),
    ) -> usize {
        let Found { lines, addresses } = found;
        let mut give = |start: usize, end: usize, term: &str| {
            emit(Token { start, end, term, short: Short::new(term) });
        };
        while at < text.len() && (at < least || !matches!(text.as_bytes()[at], b' ' | b'\n')) {
            let start = at;
            let first = segment(text, start);
            at = first.end;
            if !first.is_word() {
                if self.options.punctuation == Punctuation::Keep {
                    self.punctuation(text, start, first, buffers, &mut give);
                }
                continue;
            }
            if self.options.urls != Urls::Split
                && let Some(end) = addresses.end(text, start)
            {
                at = end;
                if self.options.urls == Urls::Join && self.fits(&text[start..end], WIDE) {
                    give(start, end, &text[start..end]);
                }
                continue;
            }
            let word = self.join(text, start, first, addresses);
            at = word.end;
            let source = &text[start..word.end];
            let number = self.options.numbers != Numbers::Keep && case::is_number(source, word.flags);
            if number && self.options.numbers == Numbers::Remove {
                continue;
            }
            let term =
                self.term(source, word.flags, number, || lines.heading(text, start), &mut buffers.term);
            let term = match self.stemmer {
                Some(stemmer) if !term.capitals_kept => buffers.stems.stem(stemmer, term.text),
                _ => term.text,
            };
            if self.fits(term, word.flags) {
                give(start, word.end, term);
            }
        }
        at
    }

    /// Emits a segment without letter and digit, unless it is white space.
    fn punctuation(
        &self,
        text: &str,
        start: usize,
        found: Segment,
        buffers: &mut Buffers,
        give: &mut impl FnMut(usize, usize, &str),
    ) {
        let source = &text[start..found.end];
        if source.chars().all(char::is_whitespace) {
            return;
        }
        let term = self.term(source, found.flags, false, || false, &mut buffers.term).text;
        if self.fits(term, found.flags) {
            give(start, found.end, term);
        }
    }

    /// Whether the term is within `min_chars` and `max_chars`.
    #[inline]
    fn fits(&self, term: &str, flags: u16) -> bool {
        if !self.limits {
            return true;
        }
        let chars = if flags & WIDE == 0 { term.len() } else { term.chars().count() };
        chars >= self.options.min_chars && self.options.max_chars.is_none_or(|max| chars <= max)
    }

    /// Returns the word that starts at `start` with the segment `first`, and with all that is joined to it.
    #[inline]
    fn join(&self, text: &str, start: usize, first: Segment, addresses: &mut Addresses) -> Segment {
        let next = text.as_bytes().get(first.end);
        if !matches!(next, Some(b'-' | b'.' | 0xe2)) {
            return first;
        }
        self.join_parts(text, start, first, addresses)
    }

    fn join_parts(&self, text: &str, start: usize, mut word: Segment, addresses: &mut Addresses) -> Segment {
        let bytes = text.as_bytes();
        let mut part = start;
        loop {
            match bytes.get(word.end) {
                Some(b'.') if self.options.abbreviations == Abbreviations::Join => {
                    if word.flags & STOP == 0
                        || !is_letters_and_stops(&text[part..word.end])
                        || segment(text, word.end).end != word.end + 1
                    {
                        return word;
                    }
                    word.end += 1;
                    add_possessive(text, &mut word);
                }
                Some(b'-' | 0xe2) if self.options.hyphens == Hyphens::Join => {
                    let Some(hyphen) = text[word.end..].chars().next().filter(|&char| case::is_hyphen(char))
                    else {
                        return word;
                    };
                    let next = word.end + hyphen.len_utf8();
                    // A hyphen with a combining mark is a segment of another kind.
                    if next == bytes.len() || segment(text, word.end).end != next {
                        return word;
                    }
                    if self.options.urls != Urls::Split && addresses.end(text, next).is_some() {
                        return word;
                    }
                    let joined = segment(text, next);
                    if !joined.is_word() {
                        return word;
                    }
                    let wide = if hyphen == '-' { 0 } else { WIDE };
                    word = Segment { end: joined.end, flags: word.flags | joined.flags | HYPHEN | wide };
                    part = next;
                }
                _ => return word,
            }
        }
    }

    /// Returns what `word` counts as, before stemming.
    #[inline]
    fn term<'a>(
        &self,
        word: &'a str,
        flags: u16,
        number: bool,
        heading: impl FnOnce() -> bool,
        buffer: &'a mut String,
    ) -> Term<'a> {
        let cased = flags & (UPPER | WIDE_CASED) != 0;
        let (capitals, capitals_kept) = match self.options.case {
            _ if !cased => (Capitals::Keep, false),
            Case::Keep => (Capitals::Keep, false),
            Case::Fold => (Capitals::Lower, false),
            // The common case, a capital and small letters: no part of it can be a capital form.
            Case::Smart if flags & LOWER != 0 && flags & (QUOTE | HYPHEN | WIDE_ALNUM) == 0 => {
                (Capitals::Lower, false)
            }
            // The same outside ASCII: a part that ends with a small letter is plain.
            Case::Smart if flags & (QUOTE | HYPHEN) == 0 && word.ends_with(is_small) => {
                (Capitals::Lower, false)
            }
            Case::Smart => {
                let whole = case::keeps_whole(word);
                if !(whole || flags & HYPHEN != 0 && case::keeps_capitals(word)) || heading() {
                    (Capitals::Lower, false)
                } else {
                    (if whole { Capitals::Keep } else { Capitals::LowerPlain }, true)
                }
            }
        };
        let quotes = self.options.quotes == Quotes::Fold && flags & QUOTE != 0 && flags & WIDE != 0;
        let hyphens = flags & HYPHEN != 0 && flags & WIDE != 0;
        let digits = number && self.options.numbers == Numbers::Fold && flags & (DIGIT | WIDE_ALNUM) != 0;
        if !(quotes || hyphens || digits) {
            if capitals == Capitals::Keep {
                return Term { text: word, capitals_kept };
            }
            if flags & WIDE == 0 && capitals == Capitals::Lower {
                buffer.clear();
                buffer.push_str(word);
                buffer.make_ascii_lowercase();
                return Term { text: buffer, capitals_kept };
            }
        }
        case::write(word, Folds { quotes, hyphens, digits, capitals }, buffer);
        Term { text: buffer, capitals_kept }
    }
}

/// Whether `char` is a small letter; small Roman numbers are numbers.
fn is_small(char: char) -> bool {
    char.is_lowercase() && !char.is_numeric()
}

/// `U.S`, `a.m`, `N.Y.C`: two or more single letters with a stop between them.
fn is_letters_and_stops(part: &str) -> bool {
    let mut letters = 0;
    let mut chars = part.chars();
    loop {
        if !chars.next().is_some_and(char::is_alphabetic) {
            return false;
        }
        letters += 1;
        match chars.next() {
            None => return letters >= 2,
            Some('.') => {}
            Some(_) => return false,
        }
    }
}

/// Adds the `'s` of `U.S.'s` to a word that ends with a stop. UAX #29 breaks on both sides of the apostrophe there.
fn add_possessive(text: &str, word: &mut Segment) {
    let rest = &text[word.end..];
    let Some(quote) = rest.chars().next().filter(|&char| case::is_quote(char)) else { return };
    let letter = word.end + quote.len_utf8();
    if !matches!(text.as_bytes().get(letter), Some(b's' | b'S')) || segment(text, word.end).end != letter {
        return;
    }
    if segment(text, letter).end == letter + 1 {
        word.flags |= flags(&text[word.end..letter + 1]);
        word.end = letter + 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Tokens = Vec<(usize, usize, String)>;

    /// The tokens as they are given, and by the kernel alone.
    fn both_ways(text: &str, options: &TokenOptions) -> (Tokens, Tokens) {
        let tokenizer = Tokenizer::new(options).expect("options");
        let (mut given, mut kernel) = (Vec::new(), Vec::new());
        let keep = |tokens: &mut Tokens, token: Token<'_>| {
            assert_eq!(token.short, Short::new(token.term), "{}", token.term);
            tokens.push((token.start, token.end, token.term.to_owned()));
        };
        let mut scratch = Scratch::default();
        tokenizer.tokenize(text, &mut scratch, &mut |token| keep(&mut given, token));
        let found = &mut Found::default();
        tokenizer
            .stretch(text, 0, text.len(), found, &mut scratch.buffers, &mut |token| keep(&mut kernel, token));
        (given, kernel)
    }

    fn options(choices: &[usize]) -> TokenOptions {
        let mut options = TokenOptions::default();
        let rows = ["hyphens", "abbreviations", "quotes", "case", "numbers"];
        for (name, choice) in rows.into_iter().zip(choices) {
            let row = super::super::OPTIONS.iter().find(|row| row.name == name).expect(name);
            if let super::super::Values::Choices(values) = row.values {
                options.set(name, values[choice % values.len()]).expect(name);
            }
        }
        options.min_chars = 1 + choices[5] % 3;
        options.stem = choices[5].is_multiple_of(5).then(|| "english".to_owned());
        options
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn plain_words_are_cut_as_the_kernel_cuts_them(
            text in "([a-z]{1,9} |[A-Z][a-z]{0,20}[ ,.]|[A-Za-z]{1,4}['-][a-z]{1,3}|[ -~]{0,6}|[\r\n\t]|\\PC|                     [’“”–é‐א\u{300}\u{200d}\u{2028}]|U\\.S\\.|[a-z]{60,70}|NATO | {60,70}|[A-Z]{2,4}(-[A-Z0-9][a-z0-9]{0,3}){0,3}[ ,.-]|[0-9]{1,3}([.,][0-9]{1,3}){0,2}[ .%-]|[A-Za-z][a-z]{0,4}[’'][a-z]{0,2}[ .-]|[A-Z]{6} ){0,40}",
            choices in prop::collection::vec(0..30usize, 6),
        ) {
            let (given, kernel) = both_ways(&text, &options(&choices));
            prop_assert_eq!(given, kernel);
        }
    }

    #[test]
    fn long_texts_are_read_in_groups() {
        let word = "A".to_owned() + &"b".repeat(20_000);
        let text = format!("{} {word} é {}", "The word. ".repeat(5_000), "ends ".repeat(5_000));
        let (given, kernel) = both_ways(&text, &TokenOptions::default());
        assert_eq!(given.len(), 15_002);
        assert_eq!(given, kernel);
    }
}
