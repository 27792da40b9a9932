//! Imports go one way, and a few words stand in one place only.

use std::fs;
use std::path::{Path, PathBuf};

/// Each folder (or file) of `src/` and what it may import; ARCHITECTURE.md shows the same table.
const LAYERS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("par", &["error"]),
    ("frame", &["error"]),
    ("text", &["error", "par", "frame"]),
    ("tokens", &["error", "text"]),
    ("stored", &["error"]),
    ("counts", &["error", "par", "stored", "frame", "tokens"]),
    ("measures", &["error"]),
    ("aligned", &[]),
    ("commitments", &["error"]),
    (
        "verbs",
        &[
            "error",
            "par",
            "stored",
            "frame",
            "text",
            "tokens",
            "counts",
            "measures",
            "commitments",
            "aligned",
        ],
    ),
    ("cli", &["error", "par", "frame", "text", "verbs"]),
    ("python", &["error", "par", "frame", "text", "tokens", "verbs", "cli"]),
];

/// Words that may stand only in files whose path begins with one of these.
const CONFINED: &[(&str, &[&str])] = &[
    ("rayon::", &["par.rs"]),
    ("pyo3::", &["python/"]),
    (
        "allow(unsafe_code)",
        &["frame/arrow.rs", "measures/wide.rs", "python/memory.rs", "python/mod.rs", "tokens/masks.rs"],
    ),
    ("unsafe ", &["frame/arrow.rs", "measures/wide.rs", "python/memory.rs", "tokens/masks.rs"]),
    ("mimalloc::", &["main.rs", "python/mod.rs"]),
    ("cfg(feature = \"python\")", &["lib.rs"]),
    // frame/mod.rs: our module of that name.
    ("parquet::", &["frame/parquet.rs", "frame/format.rs", "frame/mod.rs", "text/read/"]),
    ("clap::", &["cli/"]),
    ("unicode_segmentation::", &["tokens/", "text/sentences", "frame/table.rs", "aligned/pieces.rs"]),
    ("similar::", &["aligned/words.rs"]),
];

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("src/ can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below src/").to_string_lossy().replace('\\', "/");
            (name, fs::read_to_string(path).expect("a source file can be read"))
        })
        .collect()
}

/// The lines that are code, with their numbers: no comments, no documentation.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(at, line)| (at + 1, line))
}

#[test]
fn imports_go_one_way() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let layer = name.split(['/', '.']).next().unwrap_or_default();
        if matches!(layer, "lib" | "main") {
            continue;
        }
        let (_, allowed) = LAYERS
            .iter()
            .find(|(other, _)| *other == layer)
            .unwrap_or_else(|| panic!("{name}: no layer of that name"));
        for (at, line) in code(&text) {
            for part in line.split("crate::").skip(1) {
                let target =
                    part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if target != layer && !allowed.contains(&target) {
                    wrong.push(format!("src/{name}:{at}: {layer} may not import {target}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_stay_in_their_place() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        for (word, places) in CONFINED {
            if places.iter().any(|place| name.starts_with(place)) {
                continue;
            }
            wrong.extend(
                code(&text)
                    .filter(|(_, line)| line.contains(word))
                    .map(|(at, _)| format!("src/{name}:{at}: {word}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layer_in_the_table_exists_and_is_in_the_documentation() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let architecture = fs::read_to_string(root.join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    for (layer, allowed) in LAYERS {
        let path = root.join("src").join(layer);
        assert!(path.is_dir() || path.with_extension("rs").is_file(), "src/{layer} is not there");
        let row = format!("| `{layer}` | {} |", allowed.join(", "));
        assert!(architecture.contains(&row), "ARCHITECTURE.md lacks the row {row}");
    }
}

#[test]
fn the_default_build_has_no_python() {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let tree = std::process::Command::new(cargo)
        .args(["tree", "-e", "normal", "--prefix", "none", "--offline", "--manifest-path"])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml"))
        .output()
        .expect("cargo runs");
    let listed = String::from_utf8_lossy(&tree.stdout);
    assert!(
        tree.status.success() && listed.contains("communique"),
        "{}",
        String::from_utf8_lossy(&tree.stderr)
    );
    assert!(!listed.contains("pyo3"), "pyo3 is in the default build");
}
