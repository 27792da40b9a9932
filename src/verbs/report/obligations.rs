//! The section on who owes what to whom: actors on the left, targets on the right, a line as thick as there are commitments.

use std::collections::BTreeMap;

use super::cells::{Cell, head, note, table};
use super::data::{Data, floats, ints};
use super::html::Html;
use super::numbers::{count, head as cut, line, plural};
use crate::error::Result;

/// Pairs in the picture and rows of the table.
const SHOWN: usize = 16;
/// Units of the picture: its width, where the two sides stand, height of a name.
const WIDTH: usize = 720;
const LEFT: usize = 250;
const RIGHT: usize = 470;
const LANE: usize = 44;
/// The thickest line.
const THICKEST: f64 = 9.0;

/// Commitments of an actor to a target.
#[derive(Default)]
struct Tie {
    count: i64,
    /// Sum of their strengths.
    strength: f64,
    roles: Vec<String>,
    example: String,
}

/// The picture and the table of actors and targets.
pub(super) fn obligations(data: &Data<'_>, html: &mut Html) -> Result<()> {
    let frame = data.frame("network")?;
    let text = |name: &str| frame.column(name);
    let (actors, targets, roles, examples) =
        (text("actor")?, text("target")?, text("role")?, text("example")?);
    let (counts, strengths) = (ints(frame, "count")?, floats(frame, "mean_strength")?);
    let mut ties: BTreeMap<(String, String), Tie> = BTreeMap::new();
    for row in 0..frame.rows() {
        let actor = actors.text(row).filter(|actor| !actor.is_empty()).unwrap_or("not named");
        let target = line(targets.text(row).unwrap_or_default());
        let tie = ties.entry((actor.replace("; ", " and "), target)).or_default();
        tie.count += counts[row];
        tie.strength += strengths[row] * counts[row] as f64;
        tie.roles.extend(roles.text(row).map(str::to_owned));
        if tie.example.is_empty() {
            tie.example = line(examples.text(row).unwrap_or_default());
        }
    }
    let mut order: Vec<(&(String, String), &Tie)> = ties.iter().collect();
    order.sort_by_key(|(pair, tie)| (-tie.count, *pair));
    let shown = &order[..order.len().min(SHOWN)];
    picture(html, shown);
    let most = shown.first().map_or(1, |(_, tie)| tie.count.max(1));
    let cells: Vec<Vec<Cell>> = shown
        .iter()
        .map(|((actor, target), tie)| {
            vec![
                Cell::Name(format!("{actor} → {target}"), tie.roles.join(", ")),
                Cell::Bar(count(tie.count), tie.count as f64 / most as f64),
                Cell::Number(format!("{:.1}", tie.strength / tie.count as f64)),
                Cell::Lines(vec![cut(&tie.example, 200)]),
            ]
        })
        .collect();
    let heads = [
        head("Who to whom", "name"),
        head("Commitments", "bar"),
        head("Strength, 1 to 5", "num"),
        head("The firmest", "long"),
    ];
    table(html, "Actors and targets, the most commitments first", "obligations", &heads, &cells);
    note(html, cells.len(), order.len(), "network");
    Ok(())
}

fn picture(html: &mut Html, ties: &[(&(String, String), &Tie)]) {
    // The heaviest tie of each comes first, so that lines cross less.
    let side = |of: fn(&(String, String)) -> &String| {
        let mut names: Vec<&String> = Vec::new();
        for (pair, _) in ties {
            if !names.contains(&of(pair)) {
                names.push(of(pair));
            }
        }
        names
    };
    let (actors, targets) = (side(|pair| &pair.0), side(|pair| &pair.1));
    let rows = actors.len().max(targets.len());
    let height = |names: &[&String], name: &String| {
        let at = names.iter().position(|other| *other == name).unwrap_or_default();
        (at as f64 + 0.5) * (rows * LANE) as f64 / names.len().max(1) as f64
    };
    let most = ties.first().map_or(1, |(_, tie)| tie.count.max(1)) as f64;
    let label = format!(
        "{} and {}, joined by their commitments",
        plural(actors.len(), "actor"),
        plural(targets.len(), "target")
    );
    let view = format!("0 0 {WIDTH} {}", rows * LANE);
    html.open("figure", &[("class", "network")]);
    html.open("svg", &[("viewBox", &view), ("role", "img"), ("aria-label", &label)]);
    html.element("title", &[], &label);
    let ends = |pair: &(String, String)| (height(&actors, &pair.0), height(&targets, &pair.1));
    for (pair, tie) in ties {
        let (from, to) = ends(pair);
        let middle = (LEFT + RIGHT) / 2;
        let path = format!("M{LEFT} {from:.1}C{middle} {from:.1} {middle} {to:.1} {RIGHT} {to:.1}");
        let width = format!("{:.1}", (THICKEST * tie.count as f64 / most).max(1.0));
        let says = format!(
            "{} → {}: {}, mean strength {:.1}",
            pair.0,
            pair.1,
            plural(usize::try_from(tie.count).unwrap_or_default(), "commitment"),
            tie.strength / tie.count as f64
        );
        html.open("path", &[("d", &path), ("class", "tie"), ("stroke-width", &width)]);
        html.element("title", &[], &says).close();
    }
    let all = |at: usize, name: &String| -> i64 {
        let of = |pair: &(String, String)| if at == 0 { pair.0 == *name } else { pair.1 == *name };
        ties.iter().filter(|(pair, _)| of(pair)).map(|(_, tie)| tie.count).sum()
    };
    let sides = [(&actors, LEFT, "end", -10), (&targets, RIGHT, "start", 10)];
    for (at, (names, x, anchor, beside)) in sides.into_iter().enumerate() {
        for name in names.iter() {
            let y = format!("{:.1}", height(names, name));
            let (dot, text) = (x.to_string(), (x as i32 + beside).to_string());
            html.element("circle", &[("cx", &dot), ("cy", &y), ("r", "3.5")], "");
            let attrs = [("x", &*text), ("y", &*y), ("dy", "0.35em"), ("text-anchor", anchor)];
            html.open("text", &attrs).text(&cut(name, 30));
            html.element("tspan", &[("dx", "6"), ("class", "weight")], &count(all(at, name))).close();
        }
    }
    html.close().open("figcaption", &[]);
    html.own(
        "Who is bound on the left, to or against whom on the right: the thicker the line, the more commitments. The number \
         beside a name is their sum.",
    );
    html.close().close();
}
