//! The forms of an English verb, for the rows of the lexicon.

/// Irregular verbs of official prose: base, third person, past, participle, -ing. Phonetic doubling is by rule.
const IRREGULAR: &[[&str; 5]] = &[
    ["be", "is", "was", "been", "being"],
    ["have", "has", "had", "had", "having"],
    ["do", "does", "did", "done", "doing"],
    ["make", "makes", "made", "made", "making"],
    ["take", "takes", "took", "taken", "taking"],
    ["give", "gives", "gave", "given", "giving"],
    ["go", "goes", "went", "gone", "going"],
    ["come", "comes", "came", "come", "coming"],
    ["keep", "keeps", "kept", "kept", "keeping"],
    ["hold", "holds", "held", "held", "holding"],
    ["uphold", "upholds", "upheld", "upheld", "upholding"],
    ["stand", "stands", "stood", "stood", "standing"],
    ["understand", "understands", "understood", "understood", "understanding"],
    ["undertake", "undertakes", "undertook", "undertaken", "undertaking"],
    ["seek", "seeks", "sought", "sought", "seeking"],
    ["swear", "swears", "swore", "sworn", "swearing"],
    ["strive", "strives", "strove", "striven", "striving"],
    ["choose", "chooses", "chose", "chosen", "choosing"],
    ["say", "says", "said", "said", "saying"],
    ["tell", "tells", "told", "told", "telling"],
    ["think", "thinks", "thought", "thought", "thinking"],
    ["know", "knows", "knew", "known", "knowing"],
    ["see", "sees", "saw", "seen", "seeing"],
    ["show", "shows", "showed", "shown", "showing"],
    ["bind", "binds", "bound", "bound", "binding"],
    ["bring", "brings", "brought", "brought", "bringing"],
    ["forget", "forgets", "forgot", "forgotten", "forgetting"],
    ["set", "sets", "set", "set", "setting"],
    ["put", "puts", "put", "put", "putting"],
    ["lead", "leads", "led", "led", "leading"],
    ["rule", "rules", "ruled", "ruled", "ruling"],
];

/// Verbs of more than one syllable that still double their last letter.
const DOUBLING: &[&str] = &["commit", "recommit", "plan", "opt", "submit", "permit", "refer", "step", "stop"];

/// All forms of the verb `base`, each once, the base first.
pub(crate) fn forms(base: &str) -> Vec<String> {
    let mut found: Vec<String> = match IRREGULAR.iter().find(|row| row[0] == base) {
        Some(row) => row.iter().map(|form| (*form).to_owned()).collect(),
        None => regular(base),
    };
    if base == "be" {
        found.extend(["am", "are", "were"].map(str::to_owned));
    }
    if base == "strive" {
        found.push("strived".to_owned());
    }
    let mut once = Vec::new();
    found.retain(|form| {
        !once.contains(form) && {
            once.push(form.clone());
            true
        }
    });
    found
}

fn regular(base: &str) -> Vec<String> {
    let vowel = |c: Option<char>| c.is_some_and(|c| "aeiou".contains(c));
    let mut last = base.chars().rev();
    let (one, two) = (last.next(), last.next());
    let third = match one {
        Some('y') if !vowel(two) => format!("{}ies", &base[..base.len() - 1]),
        Some('s' | 'x' | 'z' | 'o') => format!("{base}es"),
        Some('h') if matches!(two, Some('c' | 's')) => format!("{base}es"),
        _ => format!("{base}s"),
    };
    let doubled = DOUBLING.contains(&base).then(|| format!("{base}{}", one.unwrap_or_default()));
    let (past, gerund) = match (one, doubled) {
        (_, Some(stem)) => (format!("{stem}ed"), format!("{stem}ing")),
        (Some('e'), _) if two == Some('e') => (format!("{base}d"), format!("{base}ing")),
        (Some('e'), _) => (format!("{base}d"), format!("{}ing", &base[..base.len() - 1])),
        (Some('y'), _) if !vowel(two) => (format!("{}ied", &base[..base.len() - 1]), format!("{base}ing")),
        _ => (format!("{base}ed"), format!("{base}ing")),
    };
    vec![base.to_owned(), third, past, gerund]
}

#[cfg(test)]
mod tests {
    use super::forms;

    #[test]
    fn forms_of_regular_and_irregular_verbs() {
        for (base, expected) in [
            ("agree", "agree agrees agreed agreeing"),
            ("commit", "commit commits committed committing"),
            ("pledge", "pledge pledges pledged pledging"),
            ("reaffirm", "reaffirm reaffirms reaffirmed reaffirming"),
            ("deny", "deny denies denied denying"),
            ("undertake", "undertake undertakes undertook undertaken undertaking"),
            ("seek", "seek seeks sought seeking"),
            ("push", "push pushes pushed pushing"),
            ("plan", "plan plans planned planning"),
        ] {
            assert_eq!(forms(base).join(" "), expected);
        }
    }
}
