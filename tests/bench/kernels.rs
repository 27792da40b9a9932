//! Words of several scripts, ours beside `unicode_words`: `cargo run --release --features training --example kernels
//! [FILE]`. The file is plain text in English, by default the sample corpus. Megabytes a second on one thread, the best
//! of three; compare figures of one run only.

use std::hint::black_box;
use std::time::Instant;

use communique::counts::TermCounts;
use communique::tokens::{Scratch, TokenOptions, Tokenizer, words_fast};
use unicode_segmentation::UnicodeSegmentation;

const SCRIPTS: &[(&str, &str)] = &[
    ("Korean", "두 호수 나라는 항만의 안전을 위해 협력을 넓히기로 합의하였다. 다음 회의는 봄에 열린다."),
    ("Arabic", "اتفق الجانبان على توسيع العمل المشترك في الموانئ والبحيرات. يعقد الاجتماع القادم في الربيع."),
    ("Russian", "Стороны решили расширить совместную работу в портах и на озёрах. Встреча пройдёт весной."),
    ("Thai", "ทั้งสองประเทศตกลงที่จะขยายความร่วมมือด้านท่าเรือและทะเลสาบ การประชุมครั้งต่อไปจะมีขึ้นในฤดูใบไม้ผลิ"),
    ("Chinese", "两国同意扩大港口和湖泊方面的合作。下次会议将于明年春天举行。"),
    (
        "Greek",
        "Οι δύο πλευρές συμφώνησαν να διευρύνουν τη συνεργασία στα λιμάνια. Η συνάντηση θα γίνει την άνοιξη.",
    ),
];

/// Bytes of each text.
const SIZE: usize = 10_000_000;

fn best(bytes: usize, mut work: impl FnMut() -> usize) -> f64 {
    let seconds = |_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed().as_secs_f64()
    };
    bytes as f64 / 1e6 / (0..3).map(seconds).fold(f64::INFINITY, f64::min)
}

fn repeated(text: &str) -> String {
    let text = format!("{}\n", text.trim_end());
    text.repeat(SIZE / text.len() + 1)
}

/// Quotation marks around the first word of each sentence.
fn quoted(text: &str) -> String {
    let sentence = |sentence: &str| match sentence.split_once(' ') {
        Some((first, rest)) => format!("“{first}” {rest}"),
        None => sentence.to_owned(),
    };
    text.split(". ").map(sentence).collect::<Vec<_>>().join(". ")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let english = match std::env::args().nth(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => communique::text::sample()?.documents().map(|doc| doc.text()).collect::<Vec<_>>().join("\n"),
    };
    let ascii: String = english.chars().filter(char::is_ascii).collect();
    let mut texts = vec![("ASCII", ascii.clone()), ("quotes", quoted(&ascii)), ("as it is", english)];
    texts.extend(SCRIPTS.iter().map(|&(name, text)| (name, text.to_owned())));
    println!("{:10}{:>15}{:>9}{:>11}{:>8}", "MB/s", "unicode_words", "words", "tokenizer", "terms");
    let tokenizer = Tokenizer::new(&TokenOptions::default())?;
    for (name, text) in texts {
        let text = repeated(&text);
        let mut scratch = Scratch::default();
        let reference = best(text.len(), || text.lines().map(|line| line.unicode_words().count()).sum());
        let words = best(text.len(), || text.lines().map(|line| words_fast(line).count()).sum());
        let tokens = best(text.len(), || {
            let mut tokens = 0;
            text.lines().for_each(|line| tokenizer.tokenize(line, &mut scratch, &mut |_| tokens += 1));
            tokens
        });
        let terms = best(text.len(), || {
            let mut counts = TermCounts::new();
            for line in text.lines() {
                let mut batch = counts.batch(0);
                tokenizer.tokenize(line, &mut scratch, &mut |token| batch.add(token.term, token.short));
            }
            counts.len()
        });
        println!("{name:10}{reference:15.0}{words:9.0}{tokens:11.0}{terms:8.0}");
    }
    Ok(())
}
