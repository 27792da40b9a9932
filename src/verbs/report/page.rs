//! The page: head, the masthead with what the corpus is, the sections.

use serde_json::{Map, Value};

use super::data::{Data, FACETS};
use super::html::Html;
use super::numbers::{count, long_date, plural};
use super::sections::{SECTIONS, Section};
use crate::error::Result;
use crate::frame::year_month;

const STYLE: &str = include_str!("style.css");
/// Nothing may be fetched and nothing may run, whatever a text holds.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Values of a document variable that the masthead names.
const NAMED: usize = 4;

/// The whole page.
pub(super) fn page(data: &Data<'_>) -> Result<String> {
    let sections: Vec<&Section> = SECTIONS.iter().filter(|section| (section.shown)(data)).collect();
    let mut html = Html::page();
    html.open("html", &[("lang", "en")]);
    head(&mut html, data);
    html.open("body", &[]).element("a", &[("class", "skip"), ("href", "#main")], "Skip to the tables");
    masthead(&mut html, data, &sections);
    html.open("main", &[("id", "main")]);
    for section in sections {
        let heading = format!("{}-title", section.id);
        html.open("section", &[("id", section.id), ("aria-labelledby", &heading)]);
        html.element("h2", &[("id", &heading)], section.title);
        html.open("p", &[("class", "lede")]).own(section.lede).close();
        (section.write)(data, &mut html)?;
        html.close();
    }
    html.close();
    html.open("footer", &[]).element("p", &[], &format!(
        "Made by communique {VERSION}. The same texts give the same page, byte for byte. It runs no script and loads nothing."
    ));
    html.close().close().close();
    html.finish()
}

fn head(html: &mut Html, data: &Data<'_>) {
    html.open("head", &[]).void("meta", &[("charset", "utf-8")]);
    html.void("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    html.void("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    html.void("meta", &[("name", "color-scheme"), ("content", "light dark")]);
    html.void(
        "meta",
        &[("name", "generator"), ("content", concat!("communique ", env!("CARGO_PKG_VERSION")))],
    );
    html.element("title", &[], &format!("{} · communique", title(data)));
    html.open("style", &[]).own(STYLE).close().close();
}

/// `29 documents, 2018–2025`.
fn title(data: &Data<'_>) -> String {
    let docs = plural(data.docs.len(), "document");
    let years = data.span().and_then(|(first, last)| Some((year_month(first)?.0, year_month(last)?.0)));
    match years {
        Some((first, last)) if first == last => format!("{docs}, {first}"),
        Some((first, last)) => format!("{docs}, {first}–{last}"),
        None => docs,
    }
}

fn masthead(html: &mut Html, data: &Data<'_>, sections: &[&Section]) {
    html.open("header", &[]).element("p", &[("class", "brand")], "communique · corpus report");
    html.element("h1", &[], &title(data));
    html.open("p", &[("class", "standfirst")]).text(&standfirst(data));
    for (facet, row) in FACETS.iter().enumerate() {
        let values = data.facet(facet);
        if values.is_empty() {
            continue;
        }
        html.own(" ").text(&format!(
            "{} {}: ",
            count(values.len()),
            if values.len() == 1 { row.head.to_lowercase() } else { row.many.to_owned() }
        ));
        for (place, (value, docs)) in values.iter().take(NAMED).enumerate() {
            html.own(if place == 0 { "" } else { ", " }).quote(&value.replace('_', " "));
            html.text(&format!(" ({})", count(docs)));
        }
        html.own(if values.len() > NAMED { " and others." } else { "." });
    }
    html.close();
    how(html, data);
    html.open("nav", &[("aria-label", "Sections")]).open("ul", &[]);
    for section in sections {
        let target = format!("#{}", section.id);
        html.open("li", &[]).element("a", &[("href", &target)], section.title).close();
    }
    html.close().close().close();
}

fn standfirst(data: &Data<'_>) -> String {
    let words = usize::try_from(data.words()).unwrap_or_default();
    let mut says = plural(words, "word");
    if let Some((first, last)) = data.span() {
        says += &match first == last {
            true => format!(", from {}", long_date(first)),
            false => format!(", from {} to {}", long_date(first), long_date(last)),
        };
    }
    let undated = data.docs.iter().filter(|doc| doc.date.is_none()).count();
    if undated == data.docs.len() && undated > 0 {
        says += ", none with a date";
    } else if undated > 0 {
        says += &format!("; {} without a date", count(undated));
    }
    let problems = data.corpus.problems().len();
    says += &match problems {
        0 => ". All files were read without problems.".to_owned(),
        number => format!(". {} while reading.", plural(number, "problem")),
    };
    says
}

/// Version and settings of every table.
fn how(html: &mut Html, data: &Data<'_>) {
    html.open("details", &[("class", "how")]).element("summary", &[], "How this was made");
    html.open("p", &[]);
    html.text(&format!(
        "communique {VERSION} read the texts as they are, cut them into sentences and words, and counted. "
    ));
    html.own("The options of each table; <code>run.json</code> has them all.").close().open("dl", &[]);
    let mut defaults = Map::new();
    for made in &data.made {
        html.element("dt", &[], made.table.name);
        let given = if made.options.is_empty() { "defaults".to_owned() } else { listed(&made.options) };
        html.open("dd", &[]).element("code", &[], &given).close();
        let used = made.frame.settings().get("options").and_then(Value::as_object).into_iter().flatten();
        for (name, value) in used.filter(|(name, _)| !made.options.contains_key(*name)) {
            defaults.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    html.element("dt", &[], "otherwise");
    html.open("dd", &[]).element("code", &[], &listed(&defaults)).close();
    html.close().close();
}

/// `n: [2,3] · min_count: 2`, options that are not set left out.
fn listed(options: &Map<String, Value>) -> String {
    let set = options.iter().filter(|(_, value)| !value.is_null());
    set.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>().join(" · ")
}
