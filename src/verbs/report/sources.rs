//! The foot of the page: the files, and how to make each table again.

use super::cells::{Cell, head, table};
use super::data::Data;
use super::files::{ENDINGS, RUN};
use super::html::Html;
use super::numbers::count;
use super::tables::{INPUT, python, shell};
use crate::error::Result;

/// What was written, and the calls that made it.
pub(super) fn sources(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let rows: Vec<Vec<Cell>> = data
        .made
        .iter()
        .map(|made| {
            vec![
                Cell::Name(format!("{}.{}", made.table.name, ENDINGS[0]), String::new()),
                Cell::Text(made.table.about.to_owned()),
                Cell::Number(count(made.frame.rows())),
            ]
        })
        .collect();
    let heads = [head("Table", "name"), head("What it holds", "text"), head("Rows", "num")];
    table(html, "Files beside this page", "files", &heads, &rows);
    html.open("p", &[("class", "note")]);
    if ENDINGS.len() > 1 {
        html.text(&format!("Each also as .{}. ", ENDINGS[1..].join(", .")));
    }
    html.own("Version and settings of every table are in ")
        .element("a", &[("href", RUN)], RUN)
        .own(".")
        .close();
    html.element("h3", &[], "The same tables on the command line and in Python");
    html.open("p", &[]).own("Put the files or folders of this report where it says ");
    html.element("code", &[], INPUT);
    html.own(", with the same options for reading, if there were any.").close();
    let (mut commands, mut calls) =
        (Vec::new(), vec!["import communique as cq".to_owned(), format!("corpus = cq.load(\"{INPUT}\")")]);
    for made in &data.made {
        let out = format!("{}.csv", made.table.name);
        commands.extend(shell(made.table.verb, &made.options, &out));
        calls.push(format!("{} = {}", made.table.name, python(made.table.verb, &made.options)));
    }
    html.open("div", &[("class", "pair")]);
    for lines in [commands, calls] {
        html.open("pre", &[]).element("code", &[], &lines.join("\n")).close();
    }
    html.close();
    Ok(())
}
