//! Tests of the readers: files in a folder of their own, read as a user would. One file past 600 lines, because the
//! formats share the folder, the hostile inputs and the rule that every prefix of a file is read without a panic.

use std::io::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use super::*;
use crate::frame::{Column, Values, iso_date};
use crate::text::Corpus;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Folder {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("communique-read-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = Folder(std::env::temp_dir().join(name));
        std::fs::create_dir_all(&folder.0).expect("a folder for the test");
        files.iter().for_each(|(name, bytes)| folder.put(name, bytes));
        folder
    }

    fn put(&self, name: &str, bytes: &[u8]) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder for the file");
        std::fs::write(path, bytes).expect("a file for the test");
    }

    fn path(&self, name: &str) -> String {
        if name.is_empty() { paths::id(&self.0) } else { format!("{}/{name}", paths::id(&self.0)) }
    }

    fn read(&self, names: &[&str], options: &ReadOptions) -> Result<Corpus> {
        self.read_with(names, options, &Run::serial())
    }

    fn read_with(&self, names: &[&str], options: &ReadOptions, run: &Run) -> Result<Corpus> {
        let paths: Vec<String> = names.iter().map(|name| self.path(name)).collect();
        let mut builder = Builder::new();
        read_paths(&paths, options, run, &mut builder)?;
        builder.build()
    }

    /// Ids without the folder.
    fn ids(&self, corpus: &Corpus) -> Vec<String> {
        let root = self.path("") + "/";
        corpus.ids().iter().map(|id| id.replace(&root, "")).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("gzip in memory")
}

fn texts(corpus: &Corpus) -> Vec<&str> {
    corpus.documents().map(|document| document.text()).collect()
}

fn dates(corpus: &Corpus) -> Vec<Option<String>> {
    corpus.documents().map(|document| document.date().map(iso_date)).collect()
}

/// Slug, line, action of each problem.
fn problems(corpus: &Corpus) -> Vec<(&'static str, Option<u64>, &'static str)> {
    corpus.problems().iter().map(|p| (p.kind.row().slug, p.line, p.action)).collect()
}

fn meta<'c>(corpus: &'c Corpus, name: &str) -> &'c Column {
    corpus.meta().iter().find(|(other, _)| other == name).map(|(_, column)| column).expect("the variable")
}

fn shown(corpus: &Corpus, name: &str) -> Vec<Option<String>> {
    (0..corpus.len()).map(|row| meta(corpus, name).display(row)).collect()
}

fn default() -> ReadOptions {
    ReadOptions::default()
}

fn some(values: &[&str]) -> Vec<Option<String>> {
    values.iter().map(|value| Some((*value).to_owned())).collect()
}

/// The HTML page as text, tags by line.
fn page(html: &str) -> (String, Vec<&'static str>) {
    let Input { text, tags, .. } = html::extract(html);
    assert!(tags.iter().all(|&(at, _)| at < text.len() && text.is_char_boundary(at)), "{tags:?} in {text:?}");
    assert!(tags.windows(2).all(|pair| pair[0].0 < pair[1].0), "{tags:?}");
    (text.to_string(), tags.into_iter().map(|(_, tag)| tag).collect())
}

#[test]
fn golden_encodings() {
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Case {
        name: String,
        bytes: String,
        #[serde(default)]
        text: String,
        #[serde(default)]
        encoding: String,
        #[serde(default)]
        replaced: u64,
        first_bad: Option<usize>,
        label: Option<String>,
        error: Option<String>,
    }
    #[derive(serde::Deserialize)]
    struct Golden {
        case: Vec<Case>,
    }
    let golden: Golden = toml::from_str(include_str!("../../../tests/golden/encodings.toml")).expect("TOML");
    for case in golden.case {
        let bytes: Vec<u8> =
            case.bytes.split_whitespace().map(|byte| u8::from_str_radix(byte, 16).expect("hex")).collect();
        let found = match &case.label {
            Some(label) => {
                let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("a label");
                Ok(decode::decode_as(&bytes, encoding))
            }
            None => decode(bytes),
        };
        match (found, case.error) {
            (Ok(found), None) => {
                assert_eq!(found.text, case.text, "{}", case.name);
                assert_eq!(found.encoding.name(), case.encoding, "{}", case.name);
                assert_eq!(
                    (found.replaced, found.first_bad),
                    (case.replaced, case.first_bad),
                    "{}",
                    case.name
                );
                assert_eq!(found.replaced_in(0..found.text.len()), case.replaced, "{}", case.name);
            }
            (Err(error), Some(part)) => assert!(error.message().contains(&part), "{}: {error}", case.name),
            (found, error) => panic!("{}: {found:?}, not {error:?}", case.name),
        }
    }
}

#[test]
fn the_table_of_formats_is_sound() {
    let mut endings: Vec<&str> = FORMATS.iter().flat_map(|format| format.endings).copied().collect();
    let count = endings.len();
    endings.sort_unstable();
    endings.dedup();
    assert_eq!(endings.len(), count);
    for ending in endings {
        let id = format!("a/b.{ending}.gz");
        assert_eq!(crate::text::corpus::stem_of(&id), "b", "the corpus knows the ending too");
    }
    assert!(elements::ELEMENTS.windows(2).all(|pair| pair[0].name < pair[1].name));
}

#[test]
fn folders_are_read_in_order_and_leave_out_what_is_no_document() -> Result<()> {
    let folder = Folder::new(&[
        ("d/b.txt", b"b"),
        ("d/a.TXT", b"a"),
        ("d/.hidden.txt", b"-"),
        ("d/._b.txt", b"-"),
        ("d/.git/c.txt", b"-"),
        ("d/image.png", b"-"),
        ("d/README.md", b"read me"),
        ("d/sub/c.md.gz", &gzip(b"c")),
        ("z.dat", b"z"),
    ]);
    let corpus = folder.read(&["z.dat", "d"], &default())?;
    assert_eq!(folder.ids(&corpus), ["z.dat", "d/README.md", "d/a.TXT", "d/b.txt", "d/sub/c.md.gz"]);
    assert_eq!(texts(&corpus), ["z", "read me", "a", "b", "c"]);
    let flat = folder.read(&["d"], &ReadOptions { recursive: false, ..default() })?;
    assert_eq!(folder.ids(&flat), ["d/README.md", "d/a.TXT", "d/b.txt"]);
    assert!(corpus.problems().is_empty());
    Ok(())
}

#[test]
fn globs() -> Result<()> {
    let folder = Folder::new(&[
        ("s/2020-a.txt", b"1"),
        ("s/2021-b.txt", b"2"),
        ("s/.2021-c.txt", b"-"),
        ("s/t/2021-d.txt", b"3"),
        ("s/t/x[1].txt", b"4"),
        ("s/t/x1.txt", b"5"),
    ]);
    let ids = |glob: &str| folder.read(&[glob], &default()).map(|corpus| folder.ids(&corpus));
    assert_eq!(ids("s/*.txt")?, ["s/2020-a.txt", "s/2021-b.txt"]);
    assert_eq!(ids("s/202[1-9]-?.txt")?, ["s/2021-b.txt"]);
    assert_eq!(ids("s/**/2021*")?, ["s/2021-b.txt", "s/t/2021-d.txt"]);
    assert_eq!(ids("s/*/*.txt")?, ["s/t/2021-d.txt", "s/t/x1.txt", "s/t/x[1].txt"]);
    // A file of that very name comes before the pattern.
    assert_eq!(ids("s/t/x[1].txt")?, ["s/t/x[1].txt"]);
    for nothing in ["s/*.md", "nowhere/*.txt", "s/[.txt"] {
        let error = ids(nothing).expect_err("nothing matches");
        assert!(matches!(error.kind(), ErrorKind::MissingFile | ErrorKind::BadPattern), "{error}");
        assert!(error.to_string().contains("pattern") || error.kind() == ErrorKind::BadPattern, "{error}");
    }
    Ok(())
}

#[test]
fn paths_that_can_not_be_read() -> Result<()> {
    let folder =
        Folder::new(&[("a.txt", b"a"), ("pic.xyz", b"\x89PNG\0\0"), ("bad.gz", b"not gzip"), ("e.gz", b"")]);
    assert_eq!(folder.read(&["none.txt"], &default()).expect_err("missing").kind(), ErrorKind::MissingFile);
    assert_eq!(folder.read(&["a.txt/"], &default()).expect_err("no folder").kind(), ErrorKind::WrongPath);
    let corpus = folder.read(&["pic.xyz", "a.txt", "bad.gz", "e.gz", "a.txt"], &default())?;
    assert_eq!(folder.ids(&corpus), ["a.txt"]);
    assert_eq!(
        problems(&corpus),
        [
            ("unknown_format", None, "skipped"),
            ("corrupt", None, "skipped"),
            ("corrupt", None, "skipped"),
            ("duplicate_id", None, "skipped")
        ]
    );
    assert_eq!(corpus.problems()[0].source, folder.path("pic.xyz"));
    let alone = folder.read(&["pic.xyz"], &default())?;
    assert_eq!((alone.len(), alone.problems().len()), (0, 1));
    Ok(())
}

#[test]
fn options_are_checked() {
    let folder = Folder::new(&[("a.txt", b"a"), ("t.jsonl", b"{\"body\":\"x\",\"n\":1}\n")]);
    let kind =
        |options: ReadOptions| folder.read(&["a.txt", "t.jsonl"], &options).map_err(|error| error.kind());
    let error = |options| kind(options).expect_err("not valid");
    let text = |value: &str| Some(value.to_owned());
    assert_eq!(error(ReadOptions { encoding: text("utf9"), ..default() }), ErrorKind::UnknownOption);
    assert_eq!(error(ReadOptions { format: text("docx"), ..default() }), ErrorKind::UnknownOption);
    assert_eq!(error(ReadOptions { date_pattern: text("("), ..default() }), ErrorKind::BadPattern);
    assert_eq!(
        error(ReadOptions { date_pattern: text(r"(?<year>\d+)"), ..default() }),
        ErrorKind::BadPattern
    );
    assert_eq!(error(ReadOptions { dates: text("/no/such.csv"), ..default() }), ErrorKind::MissingFile);
    assert_eq!(error(ReadOptions { dates: Some(folder.path("")), ..default() }), ErrorKind::WrongPath);
    assert_eq!(error(ReadOptions { text: text("boddy"), ..default() }), ErrorKind::UnknownColumn);
    assert_eq!(
        error(ReadOptions { date: text("day"), text: text("body"), ..default() }),
        ErrorKind::UnknownColumn
    );
    // Beside other documents, a file that lacks the default column is a problem; alone, an error.
    assert!(kind(default()).is_ok_and(|corpus| problems(&corpus) == [("unknown_column", None, "skipped")]));
    let alone = folder.read(&["t.jsonl"], &default()).expect_err("no text").to_string();
    assert!(alone.contains("'body'"), "{alone}");
}

#[test]
fn text_is_not_altered() -> Result<()> {
    let text = "\u{a0}One  two\r\n\r\nthree\0 \u{200b}four\n\n\n";
    let folder = Folder::new(&[("a.txt", text.as_bytes()), ("e.txt", b""), ("b.md", text.as_bytes())]);
    let corpus = folder.read(&["a.txt", "e.txt", "b.md"], &default())?;
    assert_eq!(texts(&corpus), [text, "", text]);
    assert!(corpus.problems().is_empty());
    Ok(())
}

#[test]
fn replacements_are_counted_and_reported() -> Result<()> {
    let folder = Folder::new(&[
        ("a.txt", b"caf\xC3\xA9 \xFF"),
        ("b.txt", b"caf\xE9"),
        ("c.txt", b"\xFF\xFE\0\0a\0\0\0"),
    ]);
    let corpus = folder.read(&["a.txt", "b.txt", "c.txt"], &default())?;
    assert_eq!(texts(&corpus), ["café \u{FFFD}", "café"]);
    assert_eq!(corpus.document(0).replaced(), 1);
    assert_eq!(corpus.document(1).encoding(), crate::text::Encoding::Windows1252);
    assert_eq!(problems(&corpus), [("encoding", None, "replaced"), ("encoding", None, "skipped")]);
    assert!(corpus.problems()[0].message.ends_with("at byte 6"), "{:?}", corpus.problems());
    Ok(())
}

#[test]
fn markdown_front_matter() -> Result<()> {
    let yaml = "---\ntitle: \"A \\\"quoted\\\" title\" # said\ndate: 2021-03-04\nyear: 2021\nid7: 007\nempty:\ntags: [a, 'b''s', \"c, d\"]\n\
                list:\n  - one\n  - two: 2\nflat:\n- x\n# comment\nfolded: >-\n  two\n  lines\nkept: |\n  two\n   lines\nok: true\nurl: https://a.b/c\nodd: \"a\" b\n\
                nest: [[a], b]\n---\n\nBody\n---\n";
    let folder = Folder::new(&[
        ("a.md", yaml.as_bytes()),
        ("b.md", b"+++\ntitle = \"B\"\ndate = 2020-01-02\nx = [1, 2]\n+++\r\ntext"),
        ("c.md", b"---\n\nNo front matter, a rule.\n"),
        ("d.md", b"---\njust text\n---\nmore"),
        ("e.md", b"+++\nx = \n+++\nmore"),
    ]);
    let corpus = folder.read(&["a.md", "b.md", "c.md", "d.md", "e.md"], &default())?;
    assert_eq!(texts(&corpus)[..3], ["\nBody\n---\n", "text", "---\n\nNo front matter, a rule.\n"]);
    assert_eq!(texts(&corpus)[3], "---\njust text\n---\nmore");
    assert_eq!(dates(&corpus)[..2], some(&["2021-03-04", "2020-01-02"])[..]);
    for (name, value) in [
        ("title", "A \"quoted\" title"),
        ("year", "2021"),
        ("id7", "007"),
        ("tags", "[\"a\",\"b's\",\"c, d\"]"),
        ("list", "[\"one\",\"two: 2\"]"),
        ("flat", "[\"x\"]"),
        ("folded", "two lines"),
        ("kept", "two\n lines"),
        ("ok", "true"),
        ("url", "https://a.b/c"),
        ("odd", "\"a\" b"),
        ("nest", "[[a], b]"),
    ] {
        assert_eq!(shown(&corpus, name)[0].as_deref(), Some(value), "{name}");
    }
    assert_eq!(shown(&corpus, "empty")[0], None);
    assert!(matches!(meta(&corpus, "year").values(), Values::Int(_)));
    assert_eq!(shown(&corpus, "x")[1].as_deref(), Some("[1,2]"));
    assert_eq!(problems(&corpus), [("corrupt", Some(2), "kept"), ("corrupt", Some(2), "kept")]);
    Ok(())
}

#[test]
fn html_lines_and_tags() {
    let (text, tags) = page(
        "<!doctype html><html lang=en><head><title>T &amp; t</title><style>p{}</style></head><body>\
         <nav><ul><li>Home<li><a href=x>News</a></ul></nav>\
         <header><h1>Head\n line</h1><p>Deck</header>\
         <p class=byline>By <a rel=author>A. B.</a>, staff\
         <p>One <b>two</b>&nbsp;three<br>four <img src=e alt=\"a  flag\"> five<script>if (a<b) {}</script>\
         <div>six<div>seven</div>eight</div>\
         <blockquote><p>Quoted</p></blockquote><figure><img alt=Ship><figcaption>Caption</figcaption></figure>\
         <table><tr><td>1<td>2</table><noscript>no</noscript><template><p>t</template>\
         <svg><title>icon</title><style/><text>no</text></svg><button>Share</button>\
         <aside><h3>More</h3></aside><footer><p>&copy; 2020</footer>",
    );
    let expected = [
        ("Home", "nav"),
        ("News", "nav"),
        ("Head line", "h1"),
        ("Deck", "header"),
        ("By A. B., staff", "byline"),
        ("One two\u{a0}three", "p"),
        ("four five", "p"),
        ("a flag", "img-alt"),
        ("six", ""),
        ("seven", ""),
        ("eight", ""),
        ("Quoted", "blockquote"),
        ("Ship", "img-alt"),
        ("Caption", "figcaption"),
        ("1", "td"),
        ("2", "td"),
        ("Share", "button"),
        ("More", "aside"),
        ("© 2020", "footer"),
    ];
    assert_eq!(text.lines().zip(tags).collect::<Vec<_>>(), expected);
}

#[test]
fn html_white_space_titles_and_forms() {
    assert_eq!(page("<pre>\n a  b\n\n c</pre>d  e").0, " a  b\n\n c\nd e\n");
    assert_eq!(page("<title>Only  title</title><p>x"), ("Only title\nx\n".to_owned(), vec!["title", "p"]));
    assert_eq!(page("<title>T</title><h1><img alt=Logo></h1>x").0, "T\nLogo\nx\n");
    assert_eq!(page("<form><div>All of the page</div></form>").1, [""]);
    assert_eq!(page("<form>Name</form><p>Much longer").1, ["form", "p"]);
    assert_eq!(page("<svg><path><p>out</svg>still").0, "outstill\n");
    assert_eq!(page("<div class='post author-jane'><p>x<p class='entry-author vcard'>By").1, ["p", "byline"]);
    assert_eq!(page(&format!("<div class=byline><p>{}", "word ".repeat(200))).1, [""]);
    assert_eq!(page("<p><time>May 5</time> 10:00<p><time>May 5</time>").1, ["p", "time"]);
    assert_eq!(page("a</p>b</br>c<!-- x -->d").0, "a\nb\ncd\n");
    assert_eq!(page("").0, "");
}

#[test]
fn html_variables_and_encodings() -> Result<()> {
    let html = "<html lang='ko'><title>T</title><meta name=date content='May 5'>\
                <meta property='article:published_time' content='2020-05-06T10:00:00+09:00'><meta name=description content='D  d'>\
                <meta property=og:site_name content=Site><h1>H</h1>";
    let utf16 = b"<meta charset=utf-16><h1>caf\xE9</h1>";
    let korean = b"<meta charset='euc-kr'><h1>\xC7\xD1\xB1\xB9</h1>";
    let folder = Folder::new(&[
        ("a.html", html.as_bytes()),
        ("b.htm", korean),
        ("c.html", b"<meta name=date content='May 5'>"),
        ("d.html", utf16),
    ]);
    let corpus = folder.read(&["a.html", "b.htm", "c.html", "d.html"], &default())?;
    assert_eq!(texts(&corpus), ["H\n", "한국\n", "", "café\n"]);
    assert_eq!(dates(&corpus), [Some("2020-05-06".to_owned()), None, None, None]);
    for (name, value) in [("title", "T"), ("description", "D d"), ("site_name", "Site"), ("lang", "ko")] {
        assert_eq!(shown(&corpus, name)[0].as_deref(), Some(value));
    }
    assert_eq!(corpus.document(1).encoding().name(), "cp949");
    assert_eq!(problems(&corpus), [("bad_value", None, "date unknown")]);
    Ok(())
}

#[test]
fn jsonl_rows() -> Result<()> {
    let lines = "{\"id\":\"a\",\"text\":\"A\",\"date\":\"2020-01-02\",\"n\":1,\"tags\":[1,{\"x\":null}]}\r\n\n\
                 {\"text\":\"B\",\"n\":2.5,\"date\":\"soon\"}\nnot json\n{\"id\":\"a\",\"text\":\"C\"}\n{\"id\":3,\"text\":\"D\"}\n\
                 {\"n\":1}\n{\"text\":null}\n{\"text\":[\"x\"]}\n[1]\n{\"id\":\"\",\"text\":\"\"}";
    let folder = Folder::new(&[("x.jsonl", lines.as_bytes()), ("x.ndjson.gz", &gzip(lines.as_bytes()))]);
    let corpus = folder.read(&["x.jsonl"], &default())?;
    assert_eq!(folder.ids(&corpus), ["a", "x.jsonl:2", "3", "x.jsonl:10"]);
    assert_eq!(texts(&corpus), ["A", "B", "D", ""]);
    assert_eq!(dates(&corpus)[..2], [Some("2020-01-02".to_owned()), None]);
    assert_eq!(shown(&corpus, "tags")[0].as_deref(), Some("[1,{\"x\":null}]"));
    assert_eq!(shown(&corpus, "n")[..2], some(&["1", "2.5"])[..]);
    let lines: Vec<_> = corpus.problems().iter().map(|p| (p.kind.row().slug, p.line)).collect();
    assert_eq!(
        lines,
        [
            ("corrupt", Some(4)),
            ("unknown_column", Some(7)),
            ("bad_value", Some(8)),
            ("bad_value", Some(9)),
            ("corrupt", Some(10)),
            ("bad_value", Some(3)),
            ("duplicate_id", Some(5)),
        ]
    );
    let packed = folder.read(&["x.ndjson.gz"], &default())?;
    assert_eq!(texts(&packed), texts(&corpus));
    Ok(())
}

#[test]
fn csv_rows() -> Result<()> {
    let table = "doc_id,text,year,code,date,ok\na,\"One, \"\"two\"\"\nlines\",2020,007,2020-01-02,true\n\n\
                 b,short\nc,C,2021,8,,false\nd,\"open,2022\n";
    let folder = Folder::new(&[
        ("t.csv", table.as_bytes()),
        ("u.csv", b"text;n\nx;1\n"),
        ("v.tsv", b"text\tn\tn\nx\t1\t2\n"),
        ("w.csv", b"\xEF\xBB\xBFtext\nb\xFFb\n\xC3\xA9\n"),
    ]);
    let corpus = folder.read(&["t.csv"], &default())?;
    assert_eq!(folder.ids(&corpus), ["a", "c"]);
    assert_eq!(texts(&corpus), ["One, \"two\"\nlines", "C"]);
    assert_eq!(meta(&corpus, "year").values(), &Values::Int(vec![2020, 2021]));
    assert_eq!(meta(&corpus, "ok").values(), &Values::Bool(vec![true, false]));
    assert_eq!(shown(&corpus, "code"), some(&["007", "8"]));
    assert_eq!(dates(&corpus), [Some("2020-01-02".to_owned()), None]);
    assert_eq!(problems(&corpus), [("corrupt", Some(5), "skipped"), ("corrupt", Some(7), "skipped")]);
    let corpus = folder.read(&["u.csv", "v.tsv", "w.csv"], &default())?;
    assert_eq!(texts(&corpus), ["x", "x", "b\u{FFFD}b", "é"]);
    assert_eq!(shown(&corpus, "n_2")[1].as_deref(), Some("2"));
    assert_eq!((corpus.document(2).replaced(), corpus.document(3).replaced()), (1, 0));
    Ok(())
}

#[test]
fn manifests_give_order_ids_and_variables() -> Result<()> {
    let manifest = "beside = [\"labels.jsonl\"]\n[[document]]\nid = \"two\"\nfile = \"b.txt\"\ndate = 2020-01-02\noutlet = \"O\"\nsha256 = \"00\"\n\
                    [[document]]\nfile = \"gone.txt\"\n[[document]]\nfile = \"../out.txt\"\n[[document]]\nfile = \"a.txt\"\ndate = \"2021\"\n";
    let folder = Folder::new(&[
        ("m/manifest.toml", manifest.as_bytes()),
        ("m/README.md", b"-"),
        ("m/make.py", b"-"),
        ("m/labels.jsonl", b"{}"),
        ("m/a.txt", b"a"),
        ("m/b.txt", b"b"),
        ("m/c.txt", b"c"),
        ("out.txt", b"-"),
        ("bad/manifest.toml", b"x = 1\ny ="),
        ("bad/a.txt", b"bad"),
    ]);
    let corpus = folder.read(&["m"], &default())?;
    assert_eq!(folder.ids(&corpus), ["two", "m/a.txt", "m/c.txt"]);
    assert_eq!(texts(&corpus), ["b", "a", "c"]);
    assert_eq!(dates(&corpus), [Some("2020-01-02".to_owned()), None, None]);
    assert_eq!(shown(&corpus, "outlet"), [Some("O".to_owned()), None, None]);
    assert!(corpus.meta().iter().all(|(name, _)| name != "sha256"));
    let kinds = [
        ("missing_file", None, "skipped"),
        ("wrong_path", None, "skipped"),
        ("bad_value", None, "date unknown"),
    ];
    assert_eq!(problems(&corpus), kinds);
    let corpus = folder.read(&["bad"], &default())?;
    assert_eq!((texts(&corpus), problems(&corpus)), (vec!["bad"], vec![("corrupt", Some(2), "skipped")]));
    Ok(())
}

#[test]
fn dates_from_tables_and_names() -> Result<()> {
    let table = "file,date,outlet\na,2020-01-02,X\nb.txt,soon,Y\nnobody,2020-01-01,Z\nsame,2020-01-01,S\na,2021-01-01,T\n";
    let folder = Folder::new(&[
        ("d/a.txt", b"a"),
        ("d/b.txt", b"b"),
        ("d/20000202.txt", b"c"),
        ("d/20001399.txt", b"d"),
        ("d/x/same.txt", b"e"),
        ("d/y/same.txt", b"f"),
        ("dates.csv", table.as_bytes()),
    ]);
    let pattern = r"^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)";
    let options = ReadOptions {
        dates: Some(folder.path("dates.csv")),
        date_pattern: Some(pattern.to_owned()),
        ..default()
    };
    let corpus = folder.read(&["d"], &options)?;
    let date = |id: &str| corpus.find(id).map(|document| document.date().map(iso_date));
    assert_eq!(date("a")?, Some("2020-01-02".to_owned()));
    assert_eq!(date("20000202")?, Some("2000-02-02".to_owned()));
    assert_eq!((date("b")?, date("20001399")?), (None, None));
    assert_eq!(shown(&corpus, "outlet")[2..4], some(&["X", "Y"])[..]);
    let found: Vec<_> = corpus.problems().iter().map(|p| (p.kind.row().slug, p.line)).collect();
    assert_eq!(
        found,
        [
            ("bad_value", Some(3)),
            ("duplicate_id", Some(6)),
            ("unknown_document", Some(5)),
            ("unknown_document", Some(4)),
            ("bad_value", None)
        ]
    );
    let iso = ReadOptions { date_pattern: Some(r"(\d{4}-\d\d-\d\d)".to_owned()), ..default() };
    folder.put("n/2018-06-21-report.txt", b"x");
    assert_eq!(dates(&folder.read(&["n"], &iso)?), some(&["2018-06-21"]));
    Ok(())
}

#[test]
fn packed_files_that_break_off() -> Result<()> {
    let mut rows = String::new();
    for row in 0..3000 {
        rows += &format!("{{\"text\":\"{}\",\"n\":{row}}}\n", row * 7919 % 10_007);
    }
    let (text, whole) = (b"Some text that is packed. ".repeat(50), gzip(rows.as_bytes()));
    let zst = zstd::encode_all(&text[..], 3).expect("zstd in memory");
    let table = gzip(b"text,n\none,1\ntwo,2\n");
    let both = [gzip(b"one "), gzip(b"two")].concat();
    let folder = Folder::new(&[
        ("t.txt.gz", &gzip(&text)[..30]),
        ("z.txt.zst", &zst[..zst.len() - 3]),
        ("ok.txt.zst", &zst),
        ("both.txt.gz", &both),
        ("r.jsonl.gz", &whole[..whole.len() / 2]),
        ("c.csv.gz", &table[..table.len() - 4]),
    ]);
    let corpus = folder.read(&["t.txt.gz", "z.txt.zst", "ok.txt.zst", "both.txt.gz"], &default())?;
    assert_eq!(folder.ids(&corpus), ["ok.txt.zst", "both.txt.gz"]);
    assert_eq!(texts(&corpus)[1], "one two");
    assert_eq!(problems(&corpus), [("corrupt", None, "skipped"), ("corrupt", None, "skipped")]);
    assert!(corpus.problems()[0].message.contains("unpacked bytes"), "{:?}", corpus.problems());
    let corpus = folder.read(&["r.jsonl.gz"], &default())?;
    assert!((100..3000).contains(&corpus.len()), "{}", corpus.len());
    assert_eq!(problems(&corpus), [("corrupt", None, "skipped")]);
    assert_eq!(texts(&folder.read(&["c.csv.gz"], &default())?), ["one", "two"]);
    Ok(())
}

#[test]
fn formats_and_encodings_asked_for() -> Result<()> {
    let folder = Folder::new(&[("a.dat", b"{\"text\":\"x\"}"), ("b.txt", b"\xC7\xD1")]);
    let options = ReadOptions { format: Some("jsonl".to_owned()), ..default() };
    assert_eq!(texts(&folder.read(&["a.dat"], &options)?), ["x"]);
    let options = ReadOptions { encoding: Some("euc-kr".to_owned()), ..default() };
    assert_eq!(texts(&folder.read(&["b.txt"], &options)?), ["한"]);
    Ok(())
}

#[test]
fn threads_and_chunks_do_not_change_what_is_read() -> Result<()> {
    let mut rows = String::new();
    for row in 0..500 {
        rows += &format!(
            "{{\"id\":{},\"text\":\"row {row}\"}}\n{}",
            row % 400,
            if row % 7 == 0 { "\nbad\n" } else { "" }
        );
    }
    let folder = Folder::new(&[("m.jsonl", rows.as_bytes()), ("z.txt", b"z")]);
    for name in 0..60 {
        folder.put(&format!("{name:02}.txt"), format!("file {name} \u{FFFD}").as_bytes());
    }
    let one = folder.read(&[""], &default())?;
    assert!(one.len() > 400 && one.problems().len() > 100);
    for threads in [1, 2, 5] {
        let run = Run::with_threads(threads)?.with_chunk_bytes(300)?;
        let other = folder.read_with(&[""], &default(), &run)?;
        assert_eq!((one.ids(), texts(&one), one.problems()), (other.ids(), texts(&other), other.problems()));
        let (done, total) = run.progress();
        assert!(done == total && total > 0, "{done} of {total}");
    }
    let run = Run::serial();
    run.cancel();
    let error = folder.read_with(&[""], &default(), &run).expect_err("interrupted");
    assert_eq!(error.kind(), ErrorKind::Interrupted);
    Ok(())
}

#[test]
fn json_lines_in_blocks_are_those_of_the_whole_file() -> Result<()> {
    let lines = "{\"text\":\"é one\"}\n\n{\"text\":\"two\",\"n\":1}\r\nbad\n \n{\"n\":2}\n[]\n{\"text\":3}\n{\"text\":\"last\"}";
    let wide: Vec<u8> = lines.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [Vec<u8>; 6] = [
        lines.into(),
        format!("{lines}\n\n").into(),
        format!("\u{feff}{lines}").into(),
        [lines.as_bytes(), b"\n{\"text\":\"caf\xe9\"}\n"].concat(),
        wide,
        format!("{{\"text\":\"{}\"}}\n{lines}", "long ".repeat(100)).into(),
    ];
    for case in cases {
        let folder = Folder::new(&[("m.jsonl", &case)]);
        let whole = folder.read(&["m.jsonl"], &default())?;
        let encodings = |corpus: &Corpus| corpus.documents().map(|doc| doc.encoding()).collect::<Vec<_>>();
        for (threads, chunk) in [(1, 1), (1, 30), (3, 1), (3, 30), (3, 200)] {
            let run = Run::with_threads(threads)?.with_chunk_bytes(chunk)?;
            let other = folder.read_with(&["m.jsonl"], &default(), &run)?;
            assert_eq!((whole.ids(), texts(&whole)), (other.ids(), texts(&other)));
            assert_eq!((whole.problems(), encodings(&whole)), (other.problems(), encodings(&other)));
            assert_eq!(whole.meta(), other.meta());
        }
    }
    Ok(())
}

#[test]
fn large_texts_are_problems() -> Result<()> {
    let folder = Folder::new(&[("a.txt", b"four"), ("b.txt", b"fives")]);
    let plan = Plan::new(&default())?;
    let run = Run::serial();
    let (files, _) = paths::expand(&[folder.path("")], &plan, &run)?;
    let (found, mut builder) = (read_files(&files, &plan, &run)?, Builder::new());
    deliver::Delivered::default().deliver(&files, (0, found), &plan, &mut builder, 4);
    let corpus = builder.build()?;
    assert_eq!((texts(&corpus), problems(&corpus)), (vec!["four"], vec![("too_large", None, "skipped")]));
    Ok(())
}

#[test]
fn every_prefix_reads_without_panic() -> Result<()> {
    let html = "<html lang=en><title>T</title><p class='byline x'>By &amp; &#x41;<img alt='é'><svg><style/></svg><pre>\n x</pre><table><tr><td>1</table>";
    let json = "{\"id\":\"é\",\"text\":\"a\\u00e9\\ud83c\\udff3\",\"x\":[{}]}\n{\"text\":\"b\"}\n";
    let yaml = "---\ntitle: \"a\\u00e9\"\nlist: [a, 'b']\nx:\n  - y\nz: |\n  é\n---\nbody";
    let csv = "text,n\n\"a \"\"b\"\"\n\",1\né,\"2\"\n";
    for (ending, text) in
        [("html", html), ("jsonl", json), ("md", yaml), ("csv", csv), ("tsv", csv), ("txt", html)]
    {
        let format = FORMATS.iter().find(|format| format.endings.contains(&ending)).expect("a format");
        let plan = Plan::new(&default())?;
        let file = File {
            origin: Origin::Stdin,
            id: "x".to_owned(),
            format: Some(format),
            packed: bytes::Packed::No,
            size: 0,
            listed: None,
        };
        let run = Run::serial().with_chunk_bytes(7)?;
        let job = Job { file: &file, plan: &plan, run: &run, parallel: true, known: None };
        for end in 0..=text.len() {
            (format.read)(&job, text.as_bytes()[..end].to_vec())?;
        }
        for at in 0..text.len() {
            for byte in [0, b'"', b'<', b'\n', 0xC3, 0xFF] {
                let mut bytes = text.as_bytes().to_vec();
                bytes[at] = byte;
                (format.read)(&job, bytes)?;
            }
        }
    }
    let folder = Folder::new(&[]);
    let packed = gzip(json.as_bytes());
    for end in 0..packed.len() {
        folder.put("p.jsonl.gz", &packed[..end]);
        let corpus = folder.read(&["p.jsonl.gz"], &default())?;
        assert!(corpus.len() <= 2 && corpus.problems().len() == 1);
    }
    Ok(())
}

#[test]
fn hostile_pages_take_linear_time() {
    let time = |html: &str| {
        let start = std::time::Instant::now();
        let found = html::extract(html);
        assert!(start.elapsed().as_secs() < 20, "{} bytes", html.len());
        found.text
    };
    let n = 100_000;
    for tag in [
        "<div>",
        "<p>",
        "<b>",
        "<li>",
        "<td>",
        "<nav>",
        "<svg>",
        "<a class=byline>",
        "<template>",
        "<x>",
        "<",
    ] {
        time(&(tag.repeat(n) + "x"));
        time(&(tag.repeat(n) + &"<hr>y".repeat(n)));
        time(&("<i>".to_owned() + &tag.repeat(n) + &"</i></div></q>".repeat(n)));
    }
    assert_eq!(&*time(&("<div>".repeat(n) + "x")), "x\n");
    time(&("<div ".to_owned() + &"class=author ".repeat(n) + ">x"));
    time(&("<img alt=x>".repeat(n) + "x"));
    let attribute = "a ".repeat(5 << 20);
    assert_eq!(&*time(&format!("<p class='{attribute}'>x")), "x\n");
    assert_eq!(time(&format!("<img alt='{attribute}'>x")).len(), 2 + attribute.len());
    assert_eq!(time(&"&amp".repeat(n)).len(), n + 1);
}

#[test]
fn naughty_strings_survive() -> Result<()> {
    let path = ["../shared", "../../shared"].map(|up| PathBuf::from(up).join("corpora/naughty-strings.txt"));
    let Some(strings) = path.iter().find_map(|path| std::fs::read_to_string(path).ok()) else {
        eprintln!("skipped: no corpora/naughty-strings.txt in ../shared");
        return Ok(());
    };
    let (mut jsonl, mut html) = (String::new(), String::new());
    for line in strings.lines() {
        jsonl += &format!("{}\n", serde_json::json!({ "text": line, line: line }));
        html += &format!("<p>{line}</p>\n<p title=\"{line}\" alt='{line}'>");
        page(line);
    }
    let count = strings.lines().count();
    let folder = Folder::new(&[
        ("n.jsonl", jsonl.as_bytes()),
        ("n.html", html.as_bytes()),
        ("n.txt", strings.as_bytes()),
    ]);
    let corpus = folder.read(&["n.txt", "n.html", "n.jsonl"], &default())?;
    assert_eq!((corpus.len() + corpus.problems().len(), texts(&corpus)[0]), (count + 2, strings.as_str()));
    let lines: Vec<&str> = strings.lines().filter(|line| *line != "text").collect();
    assert!(texts(&corpus)[2..].iter().all(|text| lines.contains(text)));
    Ok(())
}

#[cfg(feature = "parquet")]
mod parquet_rows {
    use std::sync::Arc;

    use arrow_array::types::Int32Type;
    use arrow_array::{
        ArrayRef, BooleanArray, Date32Array, DictionaryArray, Float64Array, Int64Array, LargeStringArray,
        RecordBatch, StringArray, TimestampNanosecondArray,
    };

    use super::*;

    fn file(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
        let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, c)| (n, c, true)));
        let batch = batch.expect("columns of one length");
        let mut writer =
            ::parquet::arrow::ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a writer");
        writer.write(&batch).expect("rows in memory");
        writer.into_inner().expect("a file in memory")
    }

    fn sample() -> Vec<u8> {
        let kind: DictionaryArray<Int32Type> = ["x", "y", "x"].into_iter().collect();
        file(vec![
            ("doc_id", Arc::new(StringArray::from(vec![Some("a"), None, Some("c")]))),
            ("text", Arc::new(LargeStringArray::from(vec![Some("one"), Some("two"), None]))),
            ("date", Arc::new(TimestampNanosecondArray::from(vec![Some(86_400_000_000_000), None, None]))),
            ("kind", Arc::new(kind)),
            ("n", Arc::new(Int64Array::from(vec![1, 2, 3]))),
            ("share", Arc::new(Float64Array::from(vec![0.5, 1.0, 2.0]))),
            ("ok", Arc::new(BooleanArray::from(vec![true, false, true]))),
            ("day", Arc::new(Date32Array::from(vec![1, 2, 3]))),
            ("raw", Arc::new(arrow_array::BinaryArray::from(vec![b"x".as_slice(), b"y", b"z"]))),
        ])
    }

    #[test]
    fn rows_and_types() -> Result<()> {
        let folder = Folder::new(&[("t.parquet", &sample()), ("t.parquet.gz", &gzip(&sample()))]);
        for name in ["t.parquet", "t.parquet.gz"] {
            let corpus = folder.read(&[name], &default())?;
            assert_eq!(folder.ids(&corpus), ["a".to_owned(), format!("{name}:2")]);
            assert_eq!(texts(&corpus), ["one", "two"]);
            assert_eq!(dates(&corpus), [Some("1970-01-02".to_owned()), None]);
            assert_eq!(shown(&corpus, "kind"), some(&["x", "y"]));
            assert_eq!(meta(&corpus, "n").values(), &Values::Int(vec![1, 2]));
            assert_eq!(meta(&corpus, "day").values(), &Values::Date(vec![1, 2]));
            assert_eq!(
                problems(&corpus),
                [("bad_value", None, "skipped"), ("bad_value", Some(3), "skipped")]
            );
        }
        Ok(())
    }

    #[test]
    fn damaged_files_are_problems() -> Result<()> {
        let sample = sample();
        let folder = Folder::new(&[]);
        for end in (0..sample.len()).step_by(37) {
            folder.put("t.parquet", &sample[..end]);
            let corpus = folder.read(&["t.parquet"], &default())?;
            assert_eq!((corpus.len(), problems(&corpus)), (0, vec![("corrupt", None, "skipped")]));
        }
        for at in (0..sample.len()).step_by(11) {
            let mut bytes = sample.clone();
            bytes[at] ^= 0x55;
            folder.put("t.parquet", &bytes);
            let _ = folder.read(&["t.parquet"], &default());
        }
        Ok(())
    }
}
