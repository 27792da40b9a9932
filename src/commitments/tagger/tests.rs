//! Tests of splitter and tagger.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::decode(EMBEDDED).expect("the weights"));

fn words(text: &str) -> Vec<&str> {
    let mut spans = Vec::new();
    split(text, &mut spans);
    spans.iter().map(|&(a, b)| &text[a as usize..b as usize]).collect()
}

fn tags(text: &str) -> Vec<Tag> {
    let mut out = Vec::new();
    Tagger::embedded().tag(&words(text), &mut out);
    out
}

#[test]
fn splits_as_the_treebank_does() {
    for (text, wanted) in [
        ("I don't know.", "I do n't know ."),
        ("We DON’T, can’t, won't!", "We DO N’T , ca n’t , wo n't !"),
        ("Korea's and Korea’s and the states' plan", "Korea 's and Korea ’s and the states ' plan"),
        ("They cannot, gonna, and didn't've", "They can not , gon na , and did n't 've"),
        (
            "a so-called follow-up to re-elect ex-members by e-mail",
            "a so - called follow - up to re-elect ex-members by e-mail",
        ),
        ("The U.S. and U.K. say so.", "The U.S. and U.K. say so ."),
        ("It is the U.S.", "It is the U.S ."),
        ("the U.S.'s role, Mr. Lee, J. Doe", "the U.S. 's role , Mr. Lee , J. Doe"),
        ("Article No. 5 says no. Then", "Article No. 5 says no . Then"),
        ("$3.5 billion, 10,000 men, 1,2 and 50%", "$ 3.5 billion , 10,000 men , 1 , 2 and 50 %"),
        (
            "US$100 at 5pm on 9/11 at 7:30, the 5th, in the 1990s",
            "US$ 100 at 5 pm on 9/11 at 7:30 , the 5th , in the 1990s",
        ),
        ("Wait... what?! No--never -- “yes”…", "Wait ... what ?! No -- never -- “ yes ” …"),
        ("and/or c/o 1/2 (see www.un.org/en/).", "and / or c/o 1 / 2 ( see www.un.org/en/ ) ."),
        ("mail a.b@c-d.org, AT&T, R&D", "mail a.b@c-d.org , AT&T , R&D"),
        ("COVID-\u{2060}19 and co\u{AD}operate\u{200B}d", "COVID - 19 and co\u{AD}operate d"),
        ("O'Rourke's '90s 'quote'", "O'Rourke 's '90s ' quote '"),
        (
            "Call 713-853-3989 by 11-20-2000 or in 2000-2001",
            "Call 713-853-3989 by 11-20-2000 or in 2000 - 2001",
        ),
    ] {
        assert_eq!(words(text).join(" "), wanted, "{text}");
    }
}

/// Offsets ascend, lie on character borders and leave out nothing but white space and invisible characters.
fn check(text: &str) {
    let mut spans = Vec::new();
    split(text, &mut spans);
    let mut last = 0;
    for &(start, end) in &spans {
        let (start, end) = (start as usize, end as usize);
        assert!(last <= start && start < end && end <= text.len(), "{text:?}");
        let gap = &text[last..start];
        assert!(gap.chars().all(|c| c.is_whitespace() || split::invisible(c)), "{text:?}: {gap:?} lost");
        assert!(!text[start..end].contains(char::is_whitespace), "{text:?}");
        last = end;
    }
    assert!(text[last..].chars().all(|c| c.is_whitespace() || split::invisible(c)), "{text:?}");
    let found: Vec<&str> = spans.iter().map(|&(a, b)| &text[a as usize..b as usize]).collect();
    let mut out = Vec::new();
    Tagger::embedded().tag(&found, &mut out);
    assert_eq!(out.len(), found.len());
}

#[test]
fn hostile_text_is_harmless() {
    let pieces = [
        "'",
        "’",
        "n't",
        "n’",
        "can",
        "not",
        "cannot",
        "dont",
        "-",
        "--",
        ".",
        "...",
        "U.S.",
        "é",
        "e\u{301}",
        "\u{200D}",
        "👩‍👩‍👧",
        "🇰🇷",
        "中文",
        "한국의",
        "\u{0}",
        "\u{FEFF}",
        "\u{200B}",
        "\u{2060}",
        "\u{AD}",
        "İ",
        "ß",
        "ﬁ",
        "$",
        "US$",
        "1",
        "12",
        "3,000",
        "4:5",
        "/",
        "9/11",
        "@",
        "a@b",
        "http://",
        "www.",
        "mailto:",
        "(",
        ")",
        "\"",
        "“",
        "%",
        "&",
        "*",
        "f*",
        "_",
        ":",
        ":)",
        ";-",
        " ",
        "\n",
        "\n\n",
        "\t",
        "\u{A0}",
        "\u{3000}",
        "5pm",
        "5km",
        "’80s",
        "Ph.D",
        "e-",
        "re-",
        "\u{FE0F}",
        "\u{20E3}",
        "#",
        "+",
        "+4",
        ".5",
        "ǅ",
        "\u{10FFFF}",
        "'s",
        "'S",
        "'ll",
        "t",
        "ⓐ",
        "٣",
        "²",
        "½",
    ];
    let mut state = 0x1234_5678_9ABC_DEF1u64;
    let mut next = |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 33) as usize % n
    };
    for a in pieces {
        check(a);
        for b in pieces {
            check(&format!("{a}{b}"));
            check(&format!("x{a}{b}x"));
        }
    }
    for _ in 0..4000 {
        let text: String = (0..1 + next(12)).map(|_| pieces[next(pieces.len())]).collect();
        check(&text);
    }
    for c in (0..0x3000u32).chain(0xFE00..0x1_0000).chain(0x1_F000..0x1_FB00).filter_map(char::from_u32) {
        check(&format!("{c} a{c}b '{c} 1{c}2 {c}{c}"));
    }
}

#[test]
fn splitting_of_hostile_text_ends() {
    for piece in [
        "a",
        "-",
        ".",
        "'",
        "a-",
        "a.",
        "1-",
        "1,",
        "1/",
        "1.",
        "a@",
        "@",
        "a'",
        "'s",
        "n't",
        "www.a",
        "http://a",
        "\u{2060}",
        "\u{200D}👩",
        "*a",
        "a*",
        "&a",
        "!",
        "?.",
        "_",
        "'0",
        "é.",
        "1:",
        "+",
        "a ",
        ":-",
        "(",
        "a_@",
    ] {
        // Quadratic, each of these would take minutes; the suite would not end.
        let text = piece.repeat(320_000);
        let mut spans = Vec::new();
        split(&text, &mut spans);
        let last = spans.iter().map(|&(_, end)| end as usize).max();
        assert!(last.is_none_or(|end| end <= text.len()), "{piece:?}");
    }
}

#[test]
fn the_embedded_weights_are_read() {
    assert!(Model::decode(EMBEDDED).is_some());
    assert!(Model::decode(&EMBEDDED[..EMBEDDED.len() - 1]).is_none());
    for cut in [0, 3, 4, 20, 24, 100, 5000] {
        assert!(Model::decode(&EMBEDDED[..cut]).is_none());
    }
}

#[test]
fn tells_parts_of_speech_and_forms() {
    let shown = |text: &str| tags(text).iter().map(Tag::to_string).collect::<Vec<_>>().join(" ");
    assert_eq!(
        shown("The two sides agreed to strengthen their cooperation."),
        "DET/DT NUM/CD NOUN/NNS VERB/VBD PART/TO VERB/VB PRON/PRP$ NOUN/NN PUNCT/."
    );
    assert_eq!(shown("We will not be deterred."), "PRON/PRP AUX/MD PART/RB AUX/VB VERB/VBN PUNCT/.");
    assert_eq!(shown("He doesn’t know."), shown("He doesn't know."));
    let upos = |text: &str| tags(text).iter().map(|t| t.upos).collect::<Vec<_>>();
    use Upos::*;
    assert_eq!(upos("JAPAN AND KOREA WILL EXPAND TRADE"), [Propn, Cconj, Propn, Aux, Verb, Noun]);
}

#[test]
fn what_was_tagged_before_makes_no_difference() {
    let sentences = [
        "The Leaders reaffirmed their commitment.",
        "reaffirmed",
        "THE LEADERS REAFFIRMED",
        "Reaffirmed commitment, commitment",
        "an extraordinarily-long-wordthatgoesonandonandon here",
    ];
    let mut worn = Tagger::embedded();
    let mut ignored = Vec::new();
    for n in 0..30_000 {
        let word = format!("w{n}");
        worn.tag(&[word.as_str(), "the"], &mut ignored);
        let words = words(sentences[n % sentences.len()]);
        let (mut a, mut b) = (Vec::new(), Vec::new());
        worn.tag(&words, &mut a);
        if n % 1000 < 5 {
            Tagger::embedded().tag(&words, &mut b);
            assert_eq!(a, b);
        }
    }
    let long: Vec<&str> = std::iter::repeat_n(["the", "dog", "barks"], 5000).flatten().collect();
    let (mut a, mut b) = (Vec::new(), Vec::new());
    worn.tag(&long, &mut a);
    Tagger::embedded().tag(&long, &mut b);
    assert_eq!((a.len(), &a), (15_000, &b));
}

/// The tagger without memory and shared sums: all features of each word added up at its place, each sum put through
/// `narrow`.
fn tagged_plainly(words: &[&str], model: &Model, narrow: fn(i16) -> i16) -> Vec<Tag> {
    let how = features::setting(words);
    let mut opening = true;
    let mut seen = vec![features::Seen::edge(); 2];
    for word in words {
        seen.push(features::see(word, features::mode(how, opening), model));
        opening = features::opens_after(word, opening);
    }
    seen.extend([features::Seen::edge(); 2]);
    let count = model.labels.len();
    let mut lattice: Vec<Vec<(usize, i32, usize)>> = Vec::new();
    for at in 2..words.len() + 2 {
        let mut row = [0; ROOM];
        for (from, offset) in [(at, 0), (at - 2, -2), (at - 1, -1), (at + 1, 1), (at + 2, 2)] {
            let mut keys = Vec::new();
            match offset {
                0 => features::own(&seen[at], |key| keys.push(key)),
                _ => features::side(&seen[from], offset, |key| keys.push(key)),
            }
            let mut part = [0; ROOM];
            model.add_all(&keys, &mut part);
            if offset == 0 {
                let best = part[..count].iter().copied().max().unwrap_or(0);
                part = part.map(|sum| sum - best + memory::BEST);
            }
            row = std::array::from_fn(|label| narrow(row[label] + narrow(part[label])));
        }
        let close = |row: &[i16; ROOM], least: i16| {
            let best = row[..count].iter().copied().max().unwrap_or(0);
            (0..count).filter(|&label| row[label] >= best - least).collect::<Vec<_>>()
        };
        if close(&row, SURE).len() > 1 {
            let [l2, l, w, r, r2] = [at - 2, at - 1, at, at + 1, at + 2].map(|k| seen[k].gist());
            model.add_all(&features::joint(&l2, &l, &w, &r, &r2), &mut row);
        }
        let mut best = close(&row, MARGIN);
        best.sort_by_key(|&label| -row[label]);
        let step = |from: usize, to: usize| i32::from(model.transitions[from * (count + 1) + to]);
        let joined = best.into_iter().take(CANDIDATES).map(|label| {
            let before = lattice.last().map_or(vec![(step(count, label), 0)], |cell| {
                cell.iter().enumerate().map(|(k, from)| (from.1 + step(from.0, label), k)).collect()
            });
            let top = before.iter().map(|way| way.0).max().unwrap_or(0);
            let back = before.iter().find(|way| way.0 == top).map_or(0, |way| way.1);
            (label, i32::from(row[label]) + top, back)
        });
        let cell = joined.collect();
        lattice.push(cell);
    }
    let last =
        |cell: &(usize, i32, usize)| cell.1 + i32::from(model.transitions[cell.0 * (count + 1) + count]);
    let Some(end) = lattice.last() else { return Vec::new() };
    let top = end.iter().map(last).max();
    let mut at = end.iter().position(|cell| Some(last(cell)) == top).unwrap_or(0);
    let mut tags = Vec::new();
    for cell in lattice.iter().rev() {
        tags.push(model.labels[cell[at].0]);
        at = cell[at].2;
    }
    tags.reverse();
    tags
}

#[test]
fn sums_in_bytes_give_the_tags_of_plain_sums() {
    let mut tagger = Tagger::embedded();
    let mut words = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds")).expect("the sample corpus")
    {
        let bytes = std::fs::read(entry.expect("a file").path()).expect("a file that can be read");
        let text = String::from_utf8_lossy(&bytes);
        let capitals = text.to_uppercase();
        for line in text.lines().chain(capitals.lines().take(20)) {
            let line = self::words(line);
            let mut found = Vec::new();
            tagger.tag(&line, &mut found);
            assert_eq!(found, tagged_plainly(&line, &MODEL, |sum| sum), "{line:?}");
            words += line.len();
        }
    }
    assert!(words > 20_000, "{words}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_in_bytes_hold_for_any_words(
        line in prop::collection::vec(
            prop_oneof!["[a-zA-Z]{1,9}", "[!-~]{1,5}", "the|will|to|of|plans|Korea|agreed|\\.|,|“|’s"], 0..12),
    ) {
        let line: Vec<&str> = line.iter().map(String::as_str).collect();
        let mut found = Vec::new();
        Tagger::embedded().tag(&line, &mut found);
        // Words thrown together can have sums that no byte holds; they stop at its ends.
        let byte = |sum: i16| sum.clamp(i8::MIN.into(), i8::MAX.into());
        prop_assert_eq!(found, tagged_plainly(&line, &MODEL, byte));
    }
}

#[test]
fn shared_features_and_those_of_the_form_are_all_of_a_neighbour() {
    for word in ["reaffirmed", "Korea", "the", "2025", "“", "zxqj"] {
        let seen = features::see(word, 0, &*MODEL);
        for offset in [-2, -1, 1, 2] {
            let (mut all, mut parts) = (Vec::new(), Vec::new());
            features::side(&seen, offset, |key| all.push(key));
            features::shared::class(&seen, offset, |key| parts.push(key));
            features::shared::ambiguity(&seen, offset, |key| parts.push(key));
            features::shared::shape(&seen, offset, |key| parts.push(key));
            features::shared::form(&seen, offset, |key| parts.push(key));
            all.sort_unstable();
            parts.sort_unstable();
            assert_eq!(all, parts, "{word} {offset}");
        }
    }
}

#[test]
fn names_go_there_and_back() {
    for tag in Upos::ALL {
        assert_eq!(Upos::from_name(tag.as_str()), Some(*tag));
    }
    for tag in Xpos::ALL {
        assert_eq!(Xpos::from_name(tag.as_str()), Some(*tag));
    }
    assert_eq!(Upos::from_name("NN"), None);
}

#[test]
fn may_cross_threads() {
    fn both<T: Send + Sync>() {}
    both::<(Tagger, Tag, Upos, Xpos, Model)>();
}

/// Needs the English Web Treebank: set `COMMUNIQUE_TREEBANKS` to its folder.
#[test]
fn keeps_its_accuracy_on_the_treebank() {
    use std::io::{Read, Write};
    let folder = std::env::var("COMMUNIQUE_TREEBANKS").unwrap_or_default();
    let path = format!("{folder}/en_ewt-ud-dev.conllu.gz");
    let Ok(file) = std::fs::File::open(&path) else {
        // not eprintln, which the test runner would swallow
        let note =
            b"SKIPPED keeps_its_accuracy_on_the_treebank: set COMMUNIQUE_TREEBANKS to the folder of EWT\n";
        let _ = std::io::stderr().write_all(note);
        return;
    };
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("a gzip file of text");
    let mut tagger = Tagger::embedded();
    let (mut all, mut upos, mut xpos) = (0usize, 0usize, 0usize);
    for block in text.split("\n\n") {
        let rows: Vec<Vec<&str>> = block.lines().map(|l| l.split('\t').collect()).collect();
        let rows: Vec<&Vec<&str>> =
            rows.iter().filter(|f| f.len() == 10 && f[0].bytes().all(|b| b.is_ascii_digit())).collect();
        let words: Vec<&str> = rows.iter().map(|f| f[1]).collect();
        let mut out = Vec::new();
        tagger.tag(&words, &mut out);
        for (row, tag) in rows.iter().zip(&out) {
            all += 1;
            upos += usize::from(tag.upos.as_str() == row[3]);
            xpos += usize::from(tag.xpos.as_str() == row[4]);
        }
    }
    let share = |n: usize| n as f64 / all as f64;
    assert!(all > 25_000 && share(upos) > 0.955 && share(xpos) > 0.95, "{} {}", share(upos), share(xpos));
}
