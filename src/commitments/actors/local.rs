//! Names that a document introduces: "the Republic of Sarn (ROS)".

use super::parties::Parties;
use super::{Token, tokens};

/// A name that the document introduces.
#[derive(Debug)]
pub(super) struct Local {
    pub label: String,
    /// Its names, cut into words.
    pub names: Vec<Vec<String>>,
}

impl Local {
    fn new(label: String, names: &[String]) -> Local {
        let cut = |name: &String| tokens(name).map(|token| token.text.to_owned()).collect();
        let names = names.iter().map(cut).filter(|words: &Vec<String>| !words.is_empty()).collect();
        Local { label, names }
    }
}

impl Parties<'_> {
    /// "the Republic of Sarn (ROS)": a name of capitals with its initials in brackets.
    pub(super) fn introduced(&mut self, text: &str) {
        let mut from = 0;
        while let Some(found) = text[from..].find('(') {
            let open = from + found;
            from = open + 1;
            let Some(close) = text[open..].find(')').filter(|length| *length <= 12) else { continue };
            let inside = &text[open + 1..open + close];
            if inside.len() < 2 || !inside.bytes().all(|byte| byte.is_ascii_uppercase()) {
                continue;
            }
            let mut before = open.saturating_sub(60);
            while !text.is_char_boundary(before) {
                before += 1;
            }
            let words: Vec<Token<'_>> = tokens(&text[before..open]).collect();
            // The last words whose capitals spell the abbreviation.
            let mut letters: Vec<char> = inside.chars().rev().collect();
            let mut first = words.len();
            for (at, word) in words.iter().enumerate().rev() {
                if letters.is_empty() {
                    break;
                }
                let initial = word.text.chars().next().zip(letters.first().copied());
                if initial.is_some_and(|(a, b)| a.eq_ignore_ascii_case(&b)) {
                    letters.remove(0);
                    first = at;
                } else if !matches!(word.text, "of" | "the" | "and" | "for") {
                    break;
                }
            }
            if !letters.is_empty() || first + 1 >= words.len() {
                continue;
            }
            let name: Vec<&str> = words[first..].iter().map(|word| word.text).collect();
            // Only names of states and unions; committees and exercises are things.
            let state = matches!(
                name[0],
                "Republic"
                    | "Kingdom"
                    | "United"
                    | "State"
                    | "Federation"
                    | "Democratic"
                    | "Union"
                    | "Commonwealth"
                    | "Principality"
            );
            let known = self
                .name_at(&words, first)
                .is_some_and(|(who, _, len)| who.is_some() && len == words.len() - first);
            let body = name.iter().any(|word| {
                matches!(
                    *word,
                    "Forces"
                        | "Command"
                        | "Army"
                        | "Navy"
                        | "Agency"
                        | "Council"
                        | "Committee"
                        | "Group"
                        | "Service"
                        | "Program"
                        | "Academy"
                )
            });
            if !state || body || known || self.local.iter().any(|local| local.label == inside) {
                continue;
            }
            let mut names = vec![name.join(" "), inside.to_owned()];
            if let Some(of) = name.iter().position(|word| *word == "of") {
                names.push(name[of + 1..].join(" "));
            }
            if inside == "US" {
                names.push("U.S".to_owned());
            }
            if let Some(short) = names.get(2).cloned() {
                // A state of the same name to the north is another one; "South X" is then this one.
                let north = format!("North {short}");
                if text.contains(&north) {
                    names.insert(0, format!("South {short}"));
                    names.insert(0, format!("S {short}"));
                    let others = [north.clone(), format!("N {short}"), format!("N. {short}")];
                    self.local.push(Local::new(north, &others));
                }
            }
            self.local.push(Local::new(inside.to_owned(), &names));
        }
    }
}
