//! Word classes from unlabelled text: `cargo run --release --example train_clusters -- OUT.tsv.gz TEXT...`
//!
//! A TEXT is a file or folder of `.txt` (taken in the order of their paths), or a `.jsonl.gz` with a `text` field.
//! The classes maximise the likelihood of a two-sided class bigram model (exchange algorithm: Martin, Liermann and
//! Ney 1998, doi:10.1016/S0167-6393(97)00062-9); the classes are then put into 128 groups in the same way, and
//! these into 32. Counts are integers and everything is visited in a fixed order, on one thread; the same texts give
//! the same bytes (logarithms are the platform's: another libm could in principle break a tie differently).
//!
//! The shipped `clusters.tsv.gz` is from 111 million words, in this order: `whitehouse.jsonl.gz` (4,973 White House
//! documents, brian14708/wh-briefings); `data/data_original/TXT` without `._*` of
//! SarahFranzen/Emotions_in_the_United_Nations_General_Debates (3b277c41); `raw` of lintool/GrimmerSenatePressReleases
//! (2c7bab88); and of rcdm-uga/Gutenberg_Text (a0b16d35) every eighth `.txt` in the order of their blob ids, from the
//! first (`git ls-tree -r -z HEAD | tr '\0' '\n' | grep '\.txt$' | awk '{print $3}' | sort | awk 'NR%8==1'`), put
//! together with `git cat-file --batch` less its header lines.
//!
//! A line of the result: word in lower case, class of the lower-case form, class of the capitalised form (0: too
//! rare), how often it is capitalised after a lower-case word (0: hardly seen, 1: below 5 %, 2: 30 %, 3: 70 %,
//! 4: 95 %, 5: above).
//! The first lines, starting with `#`, give for each class its group among 128 and among 32.

use std::collections::HashMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use communique::commitments::tagger::split;

const CLASSES: usize = 512;
const VOCABULARY: usize = 60_000;
const ROUNDS: usize = 12;
const MIDDLE: usize = 128;
const COARSE: usize = 32;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [out, inputs @ ..] = arguments.as_slice() else {
        return Err("usage: train_clusters OUT.tsv.gz TEXT...".into());
    };
    let mut words = Words::default();
    let mut stream: Vec<u32> = Vec::new();
    for input in inputs {
        let mut files = Vec::new();
        walk(Path::new(input), &mut files)?;
        files.sort();
        for file in files {
            read(&file, |text| words.read(text, &mut stream))?;
        }
        eprintln!("{input}: {} tokens so far, {} forms", stream.len(), words.forms.len());
    }
    let corpus = words.fold(stream);
    eprintln!("{} kept words, {} bigrams", corpus.names.len(), corpus.pairs.len());
    let class_of = exchange(&corpus.pairs, corpus.names.len(), CLASSES);
    let between = lifted(&corpus.pairs, &class_of);
    let middle = exchange(&between, CLASSES, MIDDLE);
    let above = exchange(&lifted(&between, &middle), MIDDLE, COARSE);
    let coarse: Vec<u16> = middle.iter().map(|&m| above[m as usize]).collect();
    let text = words.table(&corpus, &class_of, &middle, &coarse);
    let file = File::create(out)?;
    let mut encoder = flate2::GzBuilder::new().mtime(0).write(file, flate2::Compression::best());
    encoder.write_all(text.as_bytes())?;
    encoder.finish()?;
    Ok(())
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            walk(&entry?.path(), files)?;
        }
    } else if !path.file_name().is_some_and(|n| n.to_string_lossy().starts_with("._")) {
        files.push(path.to_path_buf());
    }
    Ok(())
}

fn read(path: &Path, mut each: impl FnMut(&str)) -> Result<(), Box<dyn Error>> {
    let name = path.to_string_lossy();
    if name.ends_with(".jsonl.gz") {
        for line in BufReader::new(flate2::read::GzDecoder::new(File::open(path)?)).lines() {
            let value: serde_json::Value = serde_json::from_str(&line?)?;
            each(value["text"].as_str().unwrap_or(""));
        }
    } else if name.ends_with(".txt") {
        let mut bytes = Vec::new();
        File::open(path)?.read_to_end(&mut bytes)?;
        each(&String::from_utf8_lossy(&bytes));
    }
    Ok(())
}

/// Forms as written (digits as 0), with where they stood.
#[derive(Default)]
struct Words {
    forms: HashMap<String, u32>,
    names: Vec<String>,
    /// How often each form stood behind a lower-case word.
    inside: Vec<u32>,
}

/// Marks a form that opened a sentence or line, where a capital says nothing.
const OPENING: u32 = 1 << 31;
const BREAK: u32 = OPENING - 1;

impl Words {
    fn read(&mut self, text: &str, stream: &mut Vec<u32>) {
        let mut spans = Vec::new();
        let mut form = String::new();
        let (mut opening, mut low) = (true, false);
        for paragraph in text.replace('\r', "").split("\n\n") {
            stream.push(BREAK);
            (opening, low) = (true, low && opening);
            spans.clear();
            split(paragraph, &mut spans);
            for &(start, end) in &spans {
                form.clear();
                form.extend(paragraph[start as usize..end as usize].chars().map(|c| match c {
                    '0'..='9' => '0',
                    '\u{2019}' | '\u{2018}' | '`' => '\'',
                    '\u{201C}' | '\u{201D}' => '"',
                    c => c,
                }));
                let id = match self.forms.get(form.as_str()) {
                    Some(&id) => id,
                    None => {
                        let id = self.names.len() as u32;
                        self.forms.insert(form.clone(), id);
                        self.names.push(form.clone());
                        self.inside.push(0);
                        id
                    }
                };
                if low {
                    self.inside[id as usize] += 1;
                }
                stream.push(if opening { id | OPENING } else { id });
                let first = form.chars().next().unwrap_or(' ');
                low = first.is_lowercase() || matches!(first, ',' | '\'') && form.len() > 1;
                if !matches!(form.as_str(), "\"" | "'" | "(" | ")" | "]" | "[" | "''") {
                    opening = matches!(
                        form.as_str(),
                        "." | "?" | "!" | ":" | "-" | "--" | "*" | "\u{2022}" | ";" | "\u{2014}"
                    ) || form.contains('!');
                }
            }
        }
    }

    /// Replaces capitals at openings by small letters where the word is usually small, and drops rare words.
    fn fold(&self, mut stream: Vec<u32>) -> Corpus {
        let lowered: Vec<u32> = (0..self.names.len())
            .map(|id| {
                let name = &self.names[id];
                let low = name.to_lowercase();
                match self.forms.get(&low) {
                    Some(&other) if low != *name && self.inside[other as usize] >= self.inside[id] => other,
                    _ => id as u32,
                }
            })
            .collect();
        let mut counts = vec![0u32; self.names.len()];
        for token in &mut stream {
            if *token != BREAK {
                let id = *token & !OPENING;
                *token = if *token & OPENING != 0 { lowered[id as usize] } else { id };
                counts[*token as usize] += 1;
            }
        }
        let mut order: Vec<u32> =
            (0..self.names.len() as u32).filter(|&id| counts[id as usize] >= 10).collect();
        order.sort_by(|&a, &b| {
            (counts[b as usize], &self.names[a as usize]).cmp(&(counts[a as usize], &self.names[b as usize]))
        });
        order.truncate(VOCABULARY);
        let mut dense = vec![u32::MAX; self.names.len()];
        for (index, &id) in order.iter().enumerate() {
            dense[id as usize] = index as u32;
        }
        let mut pairs: Vec<u64> = Vec::with_capacity(stream.len());
        let mut before = u32::MAX;
        for token in stream {
            let now = if token == BREAK { u32::MAX } else { dense[token as usize] };
            if before != u32::MAX && now != u32::MAX {
                pairs.push(u64::from(before) << 32 | u64::from(now));
            }
            before = now;
        }
        pairs.sort_unstable();
        let mut counted: Vec<(u32, u32, u32)> = Vec::new();
        for pair in pairs {
            let (first, second) = ((pair >> 32) as u32, pair as u32);
            match counted.last_mut() {
                Some(last) if last.0 == first && last.1 == second => last.2 += 1,
                _ => counted.push((first, second, 1)),
            }
        }
        Corpus { names: order.iter().map(|&id| self.names[id as usize].clone()).collect(), pairs: counted }
    }

    fn table(&self, corpus: &Corpus, class_of: &[u16], middle: &[u16], coarse: &[u16]) -> String {
        let mut text = String::new();
        for class in 0..CLASSES {
            text.push_str(&format!("#\t{}\t{}\t{}\n", class + 1, middle[class] + 1, coarse[class] + 1));
        }
        let index: HashMap<&str, usize> =
            corpus.names.iter().enumerate().map(|(i, n)| (n.as_str(), i)).collect();
        let mut done: HashMap<String, ()> = HashMap::new();
        for name in &corpus.names {
            let low = name.to_lowercase();
            if !low.chars().any(char::is_alphanumeric) || done.insert(low.clone(), ()).is_some() {
                continue;
            }
            let title = capitalised(&low);
            let upper = low.to_uppercase();
            let class = |form: &str| index.get(form).map_or(0, |&i| class_of[i] as usize + 1);
            let inside = |form: &str| self.forms.get(form).map_or(0, |&id| self.inside[id as usize] as usize);
            let high_class = if title == low {
                0
            } else if class(&title) != 0 {
                class(&title)
            } else {
                class(&upper)
            };
            let small = inside(&low);
            let large = if title == low {
                0
            } else {
                inside(&title) + if upper == title { 0 } else { inside(&upper) }
            };
            let bin = match (small + large, large * 100 / (small + large).max(1)) {
                (0..3, _) => 0,
                (_, 0..5) => 1,
                (_, 5..30) => 2,
                (_, 30..70) => 3,
                (_, 70..95) => 4,
                _ => 5,
            };
            text.push_str(&format!("{low}\t{}\t{high_class}\t{bin}\n", class(&low)));
        }
        text
    }
}

fn capitalised(low: &str) -> String {
    let mut chars = low.chars();
    chars.next().map_or(String::new(), |c| c.to_uppercase().chain(chars).collect())
}

struct Corpus {
    /// Kept words, the most frequent first.
    names: Vec<String>,
    /// (first, second, count), sorted.
    pairs: Vec<(u32, u32, u32)>,
}

/// n log n, tabulated: most counts are small.
struct Entropy(Vec<f64>);

impl Entropy {
    fn new() -> Self {
        Self((0..1 << 20).map(|n| if n == 0 { 0.0 } else { n as f64 * (n as f64).ln() }).collect())
    }

    fn of(&self, n: i64) -> f64 {
        match self.0.get(n as usize) {
            Some(&v) => v,
            None => n as f64 * (n as f64).ln(),
        }
    }
}

/// Puts each of `words` words, the frequent ones first, into one of `classes`.
fn exchange(pairs: &[(u32, u32, u32)], words: usize, classes: usize) -> Vec<u16> {
    let entropy = Entropy::new();
    // neighbours by word, in one array each way
    let (mut right_at, mut left_at) = (vec![0usize; words + 1], vec![0usize; words + 1]);
    for &(a, b, _) in pairs {
        right_at[a as usize + 1] += 1;
        left_at[b as usize + 1] += 1;
    }
    for i in 0..words {
        right_at[i + 1] += right_at[i];
        left_at[i + 1] += left_at[i];
    }
    let mut left = vec![(0u32, 0u32); pairs.len()];
    let mut next = left_at.clone();
    for &(a, b, n) in pairs {
        left[next[b as usize]] = (a, n);
        next[b as usize] += 1;
    }
    let mut class_of: Vec<u16> = (0..words).map(|i| (i % classes) as u16).collect();
    let mut table = vec![0i64; classes * classes];
    let (mut as_first, mut as_second) = (vec![0i64; classes], vec![0i64; classes]);
    for &(a, b, n) in pairs {
        let (x, y) = (class_of[a as usize] as usize, class_of[b as usize] as usize);
        table[x * classes + y] += i64::from(n);
        as_first[x] += i64::from(n);
        as_second[y] += i64::from(n);
    }
    let (mut to, mut from) = (vec![0i64; classes], vec![0i64; classes]);
    for round in 0..ROUNDS {
        let mut moved = 0;
        for word in 0..words {
            let old = class_of[word] as usize;
            // neighbours' classes, without the word itself
            let (mut to_list, mut from_list) = (Vec::new(), Vec::new());
            let (mut own, mut first, mut second) = (0i64, 0i64, 0i64);
            for &(_, b, n) in &pairs[right_at[word]..right_at[word + 1]] {
                first += i64::from(n);
                if b as usize == word {
                    own += i64::from(n);
                    continue;
                }
                let c = class_of[b as usize] as usize;
                if to[c] == 0 {
                    to_list.push(c);
                }
                to[c] += i64::from(n);
            }
            for &(a, n) in &left[left_at[word]..left_at[word + 1]] {
                second += i64::from(n);
                if a as usize == word {
                    continue;
                }
                let c = class_of[a as usize] as usize;
                if from[c] == 0 {
                    from_list.push(c);
                }
                from[c] += i64::from(n);
            }
            apply((&mut table, classes), old, (&to, &to_list), (&from, &from_list), own, -1);
            as_first[old] -= first;
            as_second[old] -= second;
            let mut best = (f64::NEG_INFINITY, old);
            for class in 0..classes {
                let mut gain = entropy.of(as_first[class]) + entropy.of(as_second[class])
                    - entropy.of(as_first[class] + first)
                    - entropy.of(as_second[class] + second);
                let row = &table[class * classes..(class + 1) * classes];
                for &c in &to_list {
                    if c != class {
                        gain += entropy.of(row[c] + to[c]) - entropy.of(row[c]);
                    }
                }
                for &c in &from_list {
                    if c != class {
                        let n = table[c * classes + class];
                        gain += entropy.of(n + from[c]) - entropy.of(n);
                    }
                }
                gain += entropy.of(row[class] + to[class] + from[class] + own) - entropy.of(row[class]);
                if gain > best.0 {
                    best = (gain, class);
                }
            }
            let new = best.1;
            apply((&mut table, classes), new, (&to, &to_list), (&from, &from_list), own, 1);
            as_first[new] += first;
            as_second[new] += second;
            if new != old {
                moved += 1;
                class_of[word] = new as u16;
            }
            for &c in &to_list {
                to[c] = 0;
            }
            for &c in &from_list {
                from[c] = 0;
            }
        }
        let value: f64 = table.iter().map(|&n| entropy.of(n)).sum::<f64>()
            - as_first.iter().chain(&as_second).map(|&n| entropy.of(n)).sum::<f64>();
        eprintln!("round {round}: {moved} moved, {value:.0}");
        if moved * 100 < words {
            break;
        }
    }
    class_of
}

/// Adds (or takes away) a word's neighbours to the row and column of a class.
fn apply(
    (table, classes): (&mut [i64], usize),
    class: usize,
    (to, to_list): (&[i64], &[usize]),
    (from, from_list): (&[i64], &[usize]),
    own: i64,
    sign: i64,
) {
    for &c in to_list {
        table[class * classes + c] += sign * to[c];
    }
    for &c in from_list {
        table[c * classes + class] += sign * from[c];
    }
    table[class * classes + class] += sign * own;
}

/// Counts between classes instead of words.
fn lifted(pairs: &[(u32, u32, u32)], class_of: &[u16]) -> Vec<(u32, u32, u32)> {
    let mut counts = std::collections::BTreeMap::new();
    for &(a, b, n) in pairs {
        *counts.entry((class_of[a as usize], class_of[b as usize])).or_insert(0) += n;
    }
    counts.into_iter().map(|((a, b), n)| (u32::from(a), u32::from(b), n)).collect()
}
