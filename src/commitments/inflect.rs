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

/// Ends of a stem that lost its `e` before -ed and -ing: "propos", "provid", "ensur".
const MUTE: &[&str] = &[
    "c", "v", "u", "z", "dg", "ag", "eg", "rg", "at", "is", "us", "as", "os", "ns", "rs", "ir", "ur", "ar",
    "in", "id", "ud", "ad", "od", "ut", "ot", "bl", "pl", "dl", "tl", "gl", "cl",
];
/// Ends of a stem that never had one: "treat", "join", "maintain", "appear", "need", "read".
const WHOLE: &[&str] =
    &["eat", "oat", "oin", "ain", "ear", "eed", "ead", "aid", "oad", "out", "oot", "ss", "our"];

/// The verb that `word` is a form of: of `known` if one has that form, else by rule.
pub(crate) fn base<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> String {
    let irregular = IRREGULAR.iter().map(|row| row[0]);
    let mut fits: Vec<&str> = known
        .chain(irregular)
        .filter(|base| *base == word || forms(base).iter().any(|form| form == word))
        .collect();
    fits.sort_by_key(|base| (*base != word, base.len(), *base));
    if let Some(base) = fits.first() {
        return (*base).to_owned();
    }
    let cut = |end: &str| word.strip_suffix(end).filter(|stem| stem.chars().count() > 2);
    let past = cut("ed").or_else(|| cut("ing")).filter(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']));
    if let Some(stem) = cut("ies").or_else(|| cut("ied")) {
        format!("{stem}y")
    } else if let Some(stem) =
        cut("es").filter(|s| ["ss", "sh", "ch", "x", "z", "o"].iter().any(|end| s.ends_with(end)))
    {
        stem.to_owned()
    } else if let Some(stem) = cut("s").filter(|_| !["ss", "us", "is"].iter().any(|end| word.ends_with(end)))
    {
        stem.to_owned()
    } else if let Some(stem) = past.filter(|_| !word.ends_with("eed")) {
        let mut last = stem.chars().rev();
        let (one, two) = (last.next(), last.next());
        let doubled = one == two && one.is_some_and(|c| "bdgmnprt".contains(c));
        if doubled {
            stem[..stem.len() - 1].to_owned()
        } else if MUTE.iter().any(|end| stem.ends_with(end)) && !WHOLE.iter().any(|end| stem.ends_with(end)) {
            format!("{stem}e")
        } else {
            stem.to_owned()
        }
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{base, forms};

    #[test]
    fn bases_of_forms() {
        for (word, expected) in [
            ("expects", "expect"),
            ("anticipates", "anticipate"),
            ("envisages", "envisage"),
            ("undertook", "undertake"),
            ("proposed", "propose"),
            ("targeted", "target"),
            ("submitting", "submit"),
            ("carries", "carry"),
            ("discusses", "discuss"),
            ("proceed", "proceed"),
            ("explained", "explain"),
            ("ensuring", "ensure"),
            ("bring", "bring"),
        ] {
            assert_eq!(base(word, ["submit"].into_iter()), expected);
        }
    }

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
