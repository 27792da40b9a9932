//! Trains the tagger: `cargo run --release --example train_tagger -- FOLDER_OF_TREEBANKS OUT [CLUSTERS]`
//!
//! A linear-chain conditional random field (Lafferty, McCallum and Pereira 2001), trained by stochastic gradients
//! with AdaGrad and feature dropout on `en_ewt-ud-train.conllu.gz`, one thread, fixed seed, own exponential: the
//! same input gives the same bytes. Weights are rounded to 1/16 and small ones dropped. Prints the scores of the
//! written file on dev, on test only with `TEST=1`.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs::File;
use std::io::{Read, Write};
use std::time::Instant;

use communique::commitments::tagger::features::{self, Entry, Lexicon, Seen};
use communique::commitments::tagger::model::{Model, Weights};
use communique::commitments::tagger::{SCALE, Tag, Tagger, Upos, Xpos, split};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Settings, with their defaults; each may be changed from the environment for experiments.
fn setting(name: &str, default: f32) -> f32 {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out, rest @ ..] = arguments.as_slice() else {
        return Err("usage: train_tagger FOLDER_OF_TREEBANKS OUT [CLUSTERS]".into());
    };
    let clusters =
        rest.first().map_or(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/train/clusters.tsv.gz"), |s| s);
    let train = read(&format!("{folder}/en_ewt-ud-train.conllu.gz"))?;
    let dev = read(&format!("{folder}/en_ewt-ud-dev.conllu.gz"))?;
    let labels = labels(&train);
    let known = Known::new(clusters, &train)?;
    println!(
        "{} labels, {} forms, {} ambiguity classes",
        labels.len(),
        known.entries.len(),
        known.ambiguities
    );
    let weights = Trainer::new(&train, labels, known).run(&dev);
    let bytes = weights.encode();
    File::create(out)?.write_all(&bytes)?;
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(&bytes)?;
    println!("{out}: {} bytes, {} deflated", bytes.len(), packed.finish()?.len());
    let model: &'static Model =
        Box::leak(Box::new(Model::decode(&bytes).ok_or("the written file cannot be read")?));
    report("dev", model, &dev);
    if std::env::var_os("TEST").is_some() {
        report("test", model, &read(&format!("{folder}/en_ewt-ud-test.conllu.gz"))?);
    }
    Ok(())
}

/// A sentence of a treebank: its text, its words, where they are, and their tags.
struct Sentence {
    text: String,
    words: Vec<String>,
    spans: Vec<(u32, u32)>,
    tags: Vec<Tag>,
}

fn read(path: &str) -> Outcome<Vec<Sentence>> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(File::open(path).map_err(|e| format!("{path}: {e}"))?)
        .read_to_string(&mut text)?;
    let mut sentences = Vec::new();
    for block in text.split("\n\n") {
        let mut s = Sentence { text: String::new(), words: Vec::new(), spans: Vec::new(), tags: Vec::new() };
        let mut joined: Option<(usize, bool)> = None;
        for line in block.lines().filter(|l| !l.starts_with('#')) {
            let f: Vec<&str> = line.split('\t').collect();
            if f.len() != 10 || f[0].contains('.') {
                continue;
            }
            let space = !f[9].contains("SpaceAfter=No");
            if let Some((_, last)) = f[0].split_once('-') {
                joined = Some((last.parse()?, space));
                continue;
            }
            let id: usize = f[0].parse()?;
            let start = s.text.len() as u32;
            s.text.push_str(f[1]);
            s.spans.push((start, s.text.len() as u32));
            s.words.push(f[1].to_string());
            let upos = Upos::from_name(f[3]).ok_or_else(|| format!("{path}: unknown UPOS {}", f[3]))?;
            s.tags.push(Tag {
                upos,
                xpos: Xpos::from_name(f[4]).ok_or_else(|| format!("{path}: unknown XPOS {}", f[4]))?,
            });
            let after = match joined {
                Some((last, _)) if id < last => false,
                Some((last, after)) if id == last => after,
                _ => space,
            };
            if after {
                s.text.push(' ');
            }
        }
        if !s.words.is_empty() {
            sentences.push(s);
        }
    }
    Ok(sentences)
}

/// Pairs of tags seen often enough to be learned, the frequent ones first.
fn labels(train: &[Sentence]) -> Vec<Tag> {
    let mut counts: BTreeMap<Tag, usize> = BTreeMap::new();
    for tag in train.iter().flat_map(|s| &s.tags) {
        *counts.entry(*tag).or_default() += 1;
    }
    let mut labels: Vec<(usize, Tag)> =
        counts.into_iter().map(|(t, n)| (n, t)).filter(|&(n, _)| n >= 8).collect();
    labels.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    labels.into_iter().map(|l| l.1).collect()
}

/// The lexicon during training.
struct Known {
    entries: HashMap<u32, Entry>,
    groups: Vec<(u8, u8)>,
    ambiguities: usize,
}

impl Known {
    fn new(clusters: &str, train: &[Sentence]) -> Outcome<Self> {
        let mut text = String::new();
        let file = File::open(clusters).map_err(|e| format!("{clusters}: {e}"))?;
        flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
        let mut known = Self { entries: HashMap::new(), groups: vec![(0, 0)], ambiguities: 0 };
        for line in text.lines() {
            let f: Vec<&str> = line.split('\t').collect();
            if f[0] == "#" {
                known.groups.push((f[2].parse()?, f[3].parse()?));
            } else {
                let entry =
                    Entry { low: f[1].parse()?, high: f[2].parse()?, capital: f[3].parse()?, ambiguity: 0 };
                known.entries.entry(features::key(f[0])).or_insert(entry);
            }
        }
        let mut seen: BTreeMap<u32, BTreeMap<Upos, u32>> = BTreeMap::new();
        for s in train {
            for (word, tag) in s.words.iter().zip(&s.tags) {
                *seen.entry(features::key(word)).or_default().entry(tag.upos).or_default() += 1;
            }
        }
        let mut classes: BTreeMap<Vec<Upos>, (u32, Vec<u32>)> = BTreeMap::new();
        for (key, counts) in seen {
            let all: u32 = counts.values().sum();
            if all >= setting("AMB", 8.0) as u32 {
                let set: Vec<Upos> = counts.iter().filter(|&(_, &n)| n * 10 >= all).map(|c| *c.0).collect();
                let class = classes.entry(set).or_default();
                class.0 += all;
                class.1.push(key);
            }
        }
        let mut order: Vec<_> = classes.into_values().collect();
        order.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        for (index, (_, keys)) in order.into_iter().take(120).enumerate() {
            known.ambiguities = index + 1;
            for key in keys {
                known.entries.entry(key).or_default().ambiguity = index as u8 + 1;
            }
        }
        Ok(known)
    }
}

impl Lexicon for Known {
    fn entry(&self, key: u32) -> Entry {
        self.entries.get(&key).copied().unwrap_or_default()
    }

    fn groups(&self, class: u16) -> (u16, u16) {
        self.groups.get(usize::from(class)).map_or((0, 0), |g| (u16::from(g.0), u16::from(g.1)))
    }
}

/// The keys of all features of each word, as the runtime sums them.
fn extract(words: &[&str], lexicon: &impl Lexicon) -> Vec<Vec<u32>> {
    let how = features::setting(words);
    let mut opening = true;
    let edge = Seen::edge();
    let mut seen = vec![edge, edge];
    for word in words {
        seen.push(features::see(word, features::mode(how, opening), lexicon));
        opening = features::opens_after(word, opening);
    }
    seen.extend([edge, edge]);
    (2..words.len() + 2)
        .map(|i| {
            let mut keys = Vec::with_capacity(90);
            features::own(&seen[i], |k| keys.push(k));
            for offset in [-2i32, -1, 1, 2] {
                features::side(&seen[(i as i32 + offset) as usize], offset, |k| keys.push(k));
            }
            let [l2, l, w, r, r2] = [i - 2, i - 1, i, i + 1, i + 2].map(|i| seen[i].gist());
            keys.extend(features::joint(&l2, &l, &w, &r, &r2));
            keys
        })
        .collect()
}

/// A sentence as numbers.
struct Example {
    /// Per word: features, by key at first, then by their number.
    features: Vec<Vec<u32>>,
    /// Per word: the label, or none when its tag is too rare to be learned.
    gold: Vec<Option<u8>>,
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32) as u32
    }
}

/// e to the x from plain arithmetic, so that no library decides the last bit.
fn exp(x: f32) -> f32 {
    let x = x.clamp(-80.0, 80.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    let r = x - n * 0.693_359_4 + n * 2.121_944_4e-4;
    let p = 1.0
        + r * (1.0
            + r * (0.5 + r * (0.166_666_66 + r * (0.041_666_66 + r * (0.008_333_33 + r * 0.001_388_89)))));
    p * f32::from_bits(((n as i32 + 127) << 23) as u32)
}

struct Trainer {
    labels: Vec<Tag>,
    known: Known,
    keys: Vec<u32>,
    /// How often each feature occurs.
    counts: Vec<u32>,
    examples: Vec<Example>,
    weights: Vec<f32>,
    /// Sums of the weights at the ends of epochs, and how many: their mean is what is written.
    sums: Vec<f32>,
    transition_sums: Vec<f32>,
    summed: u32,
    squares: Vec<f32>,
    transitions: Vec<f32>,
    transition_squares: Vec<f32>,
}

impl Trainer {
    fn new(train: &[Sentence], labels: Vec<Tag>, known: Known) -> Self {
        let place: HashMap<Tag, u8> = labels.iter().enumerate().map(|(i, &t)| (t, i as u8)).collect();
        let mut raw: Vec<Example> = Vec::new();
        for (index, s) in train.iter().enumerate() {
            let gold: Vec<Option<u8>> = s.tags.iter().map(|t| place.get(t).copied()).collect();
            let words: Vec<&str> = s.words.iter().map(String::as_str).collect();
            raw.push(Example { features: extract(&words, &known), gold: gold.clone() });
            // headlines: the same words, all in capitals or each with one
            let other: Vec<String> = match index % 40 {
                7 if words.len() > 3 => words.iter().map(|w| w.to_uppercase()).collect(),
                27 if words.len() > 3 => words.iter().map(|w| capitalised(w)).collect(),
                _ => continue,
            };
            let words: Vec<&str> = other.iter().map(String::as_str).collect();
            raw.push(Example { features: extract(&words, &known), gold });
        }
        let mut counts: HashMap<u32, u32> = HashMap::new();
        for key in raw.iter().flat_map(|r| r.features.iter().flatten()) {
            *counts.entry(*key).or_default() += 1;
        }
        let least = setting("LEAST", 2.0) as u32;
        let mut keys: Vec<u32> = counts.iter().filter(|c| *c.1 >= least).map(|c| *c.0).collect();
        keys.sort_unstable();
        let counts: Vec<u32> = keys.iter().map(|k| counts.get(k).copied().unwrap_or(0)).collect();
        let number: HashMap<u32, u32> = keys.iter().enumerate().map(|(i, &k)| (k, i as u32)).collect();
        let examples: Vec<Example> = raw
            .into_iter()
            .map(|Example { features, gold }| Example {
                features: features
                    .into_iter()
                    .map(|keys| keys.iter().filter_map(|k| number.get(k).copied()).collect())
                    .collect(),
                gold,
            })
            .collect();
        let n = labels.len();
        println!("{} sentences, {} features", examples.len(), keys.len());
        Self {
            weights: vec![0.0; keys.len() * n],
            sums: vec![0.0; keys.len() * n],
            transition_sums: vec![0.0; (n + 1) * (n + 1)],
            summed: 0,
            squares: vec![0.0; keys.len() * n],
            transitions: vec![0.0; (n + 1) * (n + 1)],
            transition_squares: vec![0.0; (n + 1) * (n + 1)],
            labels,
            known,
            keys,
            counts,
            examples,
        }
    }

    fn run(mut self, dev: &[Sentence]) -> Weights {
        let epochs = setting("EPOCHS", 8.0) as usize;
        let mut random = Random(0x5EED_0F7A_66E2_0001);
        let mut order: Vec<usize> = (0..self.examples.len()).collect();
        let examples = std::mem::take(&mut self.examples);
        for epoch in 1..=epochs {
            let start = Instant::now();
            for i in (1..order.len()).rev() {
                order.swap(i, random.next() as usize % (i + 1));
            }
            let mut loss = 0.0;
            for &index in &order {
                loss += self.learn(&examples[index], &mut random);
            }
            if epoch >= 3 || epoch == epochs {
                self.summed += 1;
                self.sums.iter_mut().zip(&self.weights).for_each(|(s, w)| *s += w);
                self.transition_sums.iter_mut().zip(&self.transitions).for_each(|(s, w)| *s += w);
            } else {
                continue;
            }
            let weights = self.written();
            let bytes = weights.encode();
            let model: &'static Model = Box::leak(Box::new(Model::decode(&bytes).unwrap_or_default()));
            let (upos, xpos) = accuracy(model, dev);
            println!(
                "epoch {epoch}: loss {loss:.0}, dev UPOS {upos:.3} XPOS {xpos:.3}, {} weights, {:.0} s",
                weights.features.iter().map(|f| f.1.len()).sum::<usize>(),
                start.elapsed().as_secs_f32()
            );
        }
        self.written()
    }

    /// One step on one sentence; returns its loss.
    fn learn(&mut self, example: &Example, random: &mut Random) -> f64 {
        let (n, length) = (self.labels.len(), example.gold.len());
        let drop = (setting_drop() * 65536.0) as u32;
        let keep = 1.0 / (1.0 - drop as f32 / 65536.0);
        // scores of labels at words
        let mut active: Vec<Vec<u32>> = Vec::with_capacity(length);
        let mut local = vec![0f32; length * n];
        for (features, row) in example.features.iter().zip(local.chunks_exact_mut(n)) {
            let kept: Vec<u32> = features.iter().copied().filter(|_| random.next() & 65535 >= drop).collect();
            for &feature in &kept {
                let weights = &self.weights[feature as usize * n..][..n];
                for (cell, w) in row.iter_mut().zip(weights) {
                    *cell += w;
                }
            }
            for cell in row.iter_mut() {
                *cell *= keep;
            }
            active.push(kept);
        }
        let mut gold_score = 0f64;
        let steps: Vec<f32> = self.transitions.iter().map(|&w| exp(w)).collect();
        let step = |a: usize| &steps[a * (n + 1)..][..n];
        let (mut forward, mut backward) = (vec![0f32; length * n], vec![1f32; length * n]);
        let mut total = 0f64;
        for t in 0..length {
            let row = &mut local[t * n..][..n];
            if let Some(g) = example.gold[t] {
                gold_score += f64::from(row[usize::from(g)]);
            }
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            total += f64::from(top);
            for cell in row.iter_mut() {
                *cell = exp(*cell - top);
            }
            let (before, now) = forward.split_at_mut(t * n);
            let now = &mut now[..n];
            if t == 0 {
                now.copy_from_slice(step(n));
            } else {
                for (a, &weight) in before[(t - 1) * n..].iter().enumerate() {
                    if weight > 1e-9 {
                        for (cell, s) in now.iter_mut().zip(step(a)) {
                            *cell += weight * s;
                        }
                    }
                }
            }
            let mut sum = 0f32;
            for (cell, e) in now.iter_mut().zip(row.iter()) {
                *cell *= e;
                sum += *cell;
            }
            for cell in now.iter_mut() {
                *cell /= sum;
            }
            total += f64::from(sum).ln();
        }
        // backward, with the gradient of transitions on the way
        let mut gradient = vec![0f32; (n + 1) * (n + 1)];
        let ends: Vec<f32> = (0..n).map(|a| steps[a * (n + 1) + n]).collect();
        backward[(length - 1) * n..].copy_from_slice(&ends);
        let z: f32 = forward[(length - 1) * n..].iter().zip(&ends).map(|(a, b)| a * b).sum();
        total += f64::from(z).ln();
        for a in 0..n {
            gradient[a * (n + 1) + n] += forward[(length - 1) * n + a] * ends[a] / z;
        }
        for t in (1..length).rev() {
            let (before, now) = backward.split_at_mut(t * n);
            let inner: Vec<f32> = now[..n].iter().zip(&local[t * n..]).map(|(b, e)| b * e).collect();
            let alpha = &forward[(t - 1) * n..][..n];
            let target = &mut before[(t - 1) * n..];
            let mut sum = 0f32;
            let mut mass = 0f32;
            for a in 0..n {
                let value: f32 = dot(step(a), &inner);
                target[a] = value;
                sum += value;
                mass += value * alpha[a];
            }
            for a in 0..n {
                let weight = alpha[a] / mass;
                if weight * target[a] > 1e-5 {
                    let cells = &mut gradient[a * (n + 1)..][..n];
                    for ((cell, s), i) in cells.iter_mut().zip(step(a)).zip(&inner) {
                        *cell += weight * s * i;
                    }
                }
            }
            for cell in target.iter_mut() {
                *cell /= sum;
            }
        }
        let mut before = Some(n as u8);
        for t in 0..=length {
            let now = if t < length { example.gold[t] } else { Some(n as u8) };
            if let (Some(a), Some(b)) = (before, now) {
                gradient[usize::from(a) * (n + 1) + usize::from(b)] -= 1.0;
                gold_score += f64::from(self.transitions[usize::from(a) * (n + 1) + usize::from(b)]);
            }
            before = now;
        }
        let complete = example.gold.iter().all(Option::is_some);
        let rate = setting_rate();
        for t in 0..length {
            let Some(g) = example.gold[t] else { continue };
            let (alpha, beta) = (&forward[t * n..][..n], &backward[t * n..][..n]);
            let mass: f32 = dot(alpha, beta);
            let first = t == 0;
            let mut changes: Vec<(usize, f32)> = Vec::new();
            for label in 0..n {
                let p = alpha[label] * beta[label] / mass;
                if first && complete {
                    gradient[n * (n + 1) + label] += p;
                }
                let d = if label == usize::from(g) { p - 1.0 } else { p };
                if d.abs() > 2e-3 {
                    changes.push((label, d));
                }
            }
            for &feature in &active[t] {
                let at = feature as usize * n;
                for &(label, d) in &changes {
                    let square = &mut self.squares[at + label];
                    *square += d * d;
                    let size = rate / (square.sqrt() + 0.1);
                    let w = &mut self.weights[at + label];
                    *w -= size * (d + setting_l2() * *w);
                }
            }
        }
        if complete {
            for ((w, square), &d) in
                self.transitions.iter_mut().zip(&mut self.transition_squares).zip(&gradient)
            {
                if d != 0.0 {
                    *square += d * d;
                    *w -= rate * d / (square.sqrt() + 0.1);
                }
            }
            total - gold_score
        } else {
            0.0
        }
    }

    /// The weights, rounded and pruned.
    fn written(&self) -> Weights {
        let n = self.labels.len();
        // small weights go, of rare features somewhat larger ones too
        let rare = setting("RARE", 3.0) as u32;
        let scale = SCALE / self.summed as f32;
        let mut features = Vec::new();
        for ((key, row), &count) in self.keys.iter().zip(self.sums.chunks_exact(n)).zip(&self.counts) {
            let prune = 1 + i32::from(count < rare);
            let kept: Vec<(u8, i8)> = row
                .iter()
                .enumerate()
                .map(|(label, w)| (label as u8, (w * scale).round() as i32))
                .filter(|w| w.1.abs() > prune)
                .map(|(label, w)| (label, w.clamp(-127, 127) as i8))
                .collect();
            if !kept.is_empty() {
                features.push((*key, kept));
            }
        }
        let mut lexicon: Vec<(u32, Entry)> = self.known.entries.iter().map(|(k, e)| (*k, *e)).collect();
        lexicon.sort_by_key(|e| e.0);
        Weights {
            labels: self.labels.clone(),
            groups: self.known.groups.clone(),
            lexicon,
            transitions: self.transition_sums.iter().map(|w| (w * scale).round() as i16).collect(),
            features,
        }
    }
}

fn setting_drop() -> f32 {
    static VALUE: std::sync::OnceLock<f32> = std::sync::OnceLock::new();
    *VALUE.get_or_init(|| setting("DROP", 0.3))
}

fn setting_rate() -> f32 {
    static VALUE: std::sync::OnceLock<f32> = std::sync::OnceLock::new();
    *VALUE.get_or_init(|| setting("RATE", 0.1))
}

fn setting_l2() -> f32 {
    static VALUE: std::sync::OnceLock<f32> = std::sync::OnceLock::new();
    *VALUE.get_or_init(|| setting("L2", 0.0))
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    // eight sums, so that the order is fixed and the loop is vector code
    let mut sums = [0f32; 8];
    let (mut x, mut y) = (a.chunks_exact(8), b.chunks_exact(8));
    for (p, q) in x.by_ref().zip(y.by_ref()) {
        for k in 0..8 {
            sums[k] += p[k] * q[k];
        }
    }
    sums.iter().sum::<f32>() + x.remainder().iter().zip(y.remainder()).map(|(p, q)| p * q).sum::<f32>()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(c) if word.len() > 3 => c.to_uppercase().chain(chars).collect(),
        _ => word.to_string(),
    }
}

/// Percentages of words with the right UPOS and XPOS.
fn accuracy(model: &'static Model, sentences: &[Sentence]) -> (f64, f64) {
    let mut tagger = Tagger::new(model);
    let (mut all, mut upos, mut xpos) = (0usize, 0usize, 0usize);
    let mut tags = Vec::new();
    for s in sentences {
        let words: Vec<&str> = s.words.iter().map(String::as_str).collect();
        tags.clear();
        tagger.tag(&words, &mut tags);
        for (a, b) in tags.iter().zip(&s.tags) {
            all += 1;
            upos += usize::from(a.upos == b.upos);
            xpos += usize::from(a.xpos == b.xpos);
        }
    }
    (100.0 * upos as f64 / all as f64, 100.0 * xpos as f64 / all as f64)
}

fn report(name: &str, model: &'static Model, sentences: &[Sentence]) {
    let (upos, xpos) = accuracy(model, sentences);
    let (mut right, mut gold, mut found) = (0usize, 0usize, 0usize);
    let (mut right_upos, mut spans, mut tags) = (0usize, Vec::new(), Vec::new());
    let mut tagger = Tagger::new(model);
    for s in sentences {
        spans.clear();
        tags.clear();
        split(&s.text, &mut spans);
        let words: Vec<&str> = spans.iter().map(|&(a, b)| &s.text[a as usize..b as usize]).collect();
        tagger.tag(&words, &mut tags);
        gold += s.spans.len();
        found += spans.len();
        let truth: BTreeMap<_, _> = s.spans.iter().zip(&s.tags).collect();
        for (span, tag) in spans.iter().zip(&tags) {
            if let Some(t) = truth.get(span) {
                right += 1;
                right_upos += usize::from(t.upos == tag.upos);
            }
        }
    }
    let f1 = |n: usize| 200.0 * n as f64 / (gold + found) as f64;
    println!(
        "{name}: gold words UPOS {upos:.2} XPOS {xpos:.2}; from text: words F1 {:.2}, UPOS F1 {:.2}",
        f1(right),
        f1(right_upos)
    );
}
