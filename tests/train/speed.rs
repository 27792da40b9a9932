//! Measures splitting and tagging: `cargo run --release --example tagger_speed -- TEXTS.jsonl.gz`
//!
//! Paragraphs of running text are cut into sentences at their stops; the time is for one thread.

use std::io::{BufRead, BufReader};
use std::time::Instant;

use communique::commitments::tagger::{Tagger, split};

/// Seconds this thread has been on a processor (Linux), else nothing.
fn busy() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse::<f64>().ok().map(|n| n / 1e9)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: tagger_speed TEXTS.jsonl.gz")?;
    let mut text = String::new();
    for line in BufReader::new(flate2::read::GzDecoder::new(std::fs::File::open(path)?)).lines() {
        let value: serde_json::Value = serde_json::from_str(&line?)?;
        text.push_str(value["text"].as_str().unwrap_or(""));
        text.push('\n');
        if text.len() > 6_000_000 {
            break;
        }
    }
    let start = Instant::now();
    let mut spans = Vec::new();
    let mut sentences: Vec<Vec<&str>> = Vec::new();
    for line in text.lines() {
        spans.clear();
        split(line, &mut spans);
        let mut sentence = Vec::new();
        for &(a, b) in &spans {
            let word = &line[a as usize..b as usize];
            sentence.push(word);
            if matches!(word, "." | "?" | "!") {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        if !sentence.is_empty() {
            sentences.push(sentence);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let words: usize = sentences.iter().map(Vec::len).sum();
    println!(
        "split: {words} words, {:.1} MB/s, {:.2} M words/s",
        text.len() as f64 / 1e6 / seconds,
        words as f64 / 1e6 / seconds
    );
    let start = Instant::now();
    let mut tagger = Tagger::embedded();
    println!("load: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let mut tags = Vec::new();
    for round in 0..3 {
        tags.clear();
        let (start, from) = (Instant::now(), busy());
        for sentence in &sentences {
            tagger.tag(sentence, &mut tags);
        }
        let seconds = start.elapsed().as_secs_f64();
        let on = from.zip(busy()).map_or(seconds, |(a, b)| b - a);
        let millions = tags.len() as f64 / 1e6;
        println!(
            "tag, round {round}: {} words, {:.2} M words/s, {:.2} by processor time",
            tags.len(),
            millions / seconds,
            millions / on
        );
    }
    let mut at = 0;
    for sentence in sentences.iter().take(12) {
        let shown: Vec<String> = sentence.iter().zip(&tags[at..]).map(|(w, t)| format!("{w}/{t}")).collect();
        at += sentence.len();
        println!("{}", shown.join(" "));
    }
    Ok(())
}
