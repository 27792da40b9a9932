//! What one document says about its actors: names it introduces, persons and their offices, who takes part, who is an
//! adversary.

use std::collections::BTreeMap;

use super::super::compiled::Compiled;
use super::super::lexicon::Flags;
use super::gazetteer::{Field, Gazetteer};
use super::local::Local;
use super::{Token, tokens};

/// An actor of a document: a row of the gazetteer, or a name that the document introduces.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Who {
    Known(u32),
    Local(usize),
}

/// Names found for an actor as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Resolved {
    pub names: Vec<String>,
    pub how: &'static str,
}

/// How the words of an actor stand in the sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Standing {
    pub passive: bool,
    pub inherited: bool,
    pub possessor: bool,
    /// Inside quotation marks.
    pub quoted: bool,
}

/// What a document says about its actors.
#[derive(Debug)]
pub(crate) struct Parties<'g> {
    gazetteer: &'g Gazetteer,
    /// Whose table `hostile` says which acts make an adversary.
    lexicon: &'g Compiled,
    /// "Republic of Sarn (ROS)".
    pub(super) local: Vec<Local>,
    /// Last names and the actor of their office.
    persons: BTreeMap<String, Who>,
    /// Who takes part, most often named first.
    parties: Vec<Who>,
    /// Who threatens, attacks, provokes.
    hostile: Vec<Who>,
    /// Last plural and last single actor, for pronouns.
    several: Vec<String>,
    single: Vec<String>,
    last: Vec<String>,
    /// Whether the last plural actor was a pair that the document does not name.
    unknown: bool,
}

/// A pair, of which the document names one or none.
const UNRESOLVED: &str = "unresolved";

const COLLECTIVE: &[&str] = &[
    "sides",
    "leaders",
    "ministers",
    "countries",
    "nations",
    "parties",
    "chiefs",
    "presidents",
    "allies",
    "officials",
    "governments",
    "secretaries",
    "delegations",
    "side",
    "each",
    "neither",
    "either",
    "two",
    "both",
    "three",
    "participants",
    "heads",
    "principals",
    "deputies",
    "militaries",
];

/// Words for two or more that a text must name: with one name, nobody knows who the other is.
const PAIR: &[&str] = &[
    "two",
    "three",
    "both",
    "each",
    "either",
    "neither",
    "side",
    "sides",
    "countries",
    "nations",
    "governments",
    "parties",
    "allies",
    "delegations",
    "militaries",
];

impl<'g> Parties<'g> {
    /// Reads the names of `text`. One pass.
    pub fn read(text: &str, gazetteer: &'g Gazetteer, lexicon: &'g Compiled) -> Parties<'g> {
        let mut made = Parties {
            gazetteer,
            lexicon,
            local: Vec::new(),
            persons: BTreeMap::new(),
            parties: Vec::new(),
            hostile: Vec::new(),
            several: Vec::new(),
            single: Vec::new(),
            last: Vec::new(),
            unknown: false,
        };
        made.introduced(text);
        let mut words: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
        let mut capitals: Vec<usize> = Vec::with_capacity(text.len() / 20);
        for word in tokens(text) {
            if word.capital() {
                capitals.push(words.len());
            }
            words.push(word);
        }
        let mut counts: BTreeMap<Who, (usize, usize, usize)> = BTreeMap::new();
        let mut named = 0;
        for &at in &capitals {
            if at < named {
                continue;
            }
            let Some((who, field, len)) = made.name_at(&words, at) else { continue };
            if let Some(who) = who {
                let who = made.principal(who);
                let order = counts.len();
                let entry = counts.entry(who).or_insert((0, 0, order));
                entry.0 += 1;
                let end = at + len;
                let owns = words.get(end).is_some_and(|word| word.text == "s");
                let from = end + usize::from(owns);
                let near = (from..(from + 4).min(words.len())).any(|k| made.hostile_act(words[k].text));
                let by = at >= 2
                    && matches!(words[at - 1].text, "by" | "from")
                    && made.hostile_act(words[at - 2].text);
                if (owns || field == Field::Adjective) && near || by {
                    entry.1 += 1;
                }
                made.person_after(&words, end, who);
            }
            named = at + len;
        }
        made.persons_of(&words, &capitals);
        made.hostile = counts
            .iter()
            .filter(|(_, count)| count.1 > 0 && count.1 * 6 >= count.0)
            .map(|(who, _)| *who)
            .collect();
        let mut order: Vec<(Who, usize, usize)> = counts
            .iter()
            .filter(|(who, _)| !made.hostile.contains(who) && made.acts(**who))
            .map(|(who, count)| (*who, count.0, count.2))
            .collect();
        order.sort_by(|a, b| b.1.cmp(&a.1).then(a.2.cmp(&b.2)));
        made.parties = order.into_iter().take(4).map(|(who, _, _)| who).collect();
        made
    }

    fn hostile_act(&self, word: &str) -> bool {
        self.lexicon.word(word, &mut String::new()).1 & Flags::HOSTILE != 0
    }

    /// States and what speaks as one; not an alliance's treaty or a bank.
    fn acts(&self, who: Who) -> bool {
        match who {
            Who::Local(_) => true,
            Who::Known(index) => {
                matches!(self.gazetteer.actor(index).kind.as_str(), "state" | "territory")
                    || self.gazetteer.actor(index).id == "EU"
            }
        }
    }

    fn principal(&self, who: Who) -> Who {
        match who {
            Who::Known(index) => {
                let index = self.gazetteer.principal(index);
                // "the United Shores (US)" in a document makes US its own.
                let label = self.gazetteer.label(index);
                self.local.iter().position(|local| local.label == label).map_or(Who::Known(index), Who::Local)
            }
            local => local,
        }
    }

    fn label(&self, who: Who) -> String {
        match who {
            Who::Known(index) => self.gazetteer.label(index).to_owned(),
            Who::Local(at) => self.local[at].label.clone(),
        }
    }

    /// The longest name at word `at`: whom it means, how, and how many words it has.
    pub(super) fn name_at(&self, words: &[Token<'_>], at: usize) -> Option<(Option<Who>, Field, usize)> {
        for (index, local) in self.local.iter().enumerate() {
            for parts in &local.names {
                let fits = parts
                    .iter()
                    .enumerate()
                    .all(|(k, part)| words.get(at + k).is_some_and(|word| word.text == *part));
                if fits {
                    return Some((Some(Who::Local(index)), Field::Name, parts.len()));
                }
                // "Sarnian": the adjective of a local name.
                let last = parts.len().saturating_sub(1);
                let leads = parts[..last]
                    .iter()
                    .enumerate()
                    .all(|(k, part)| words.get(at + k).is_some_and(|word| word.text == *part));
                if leads
                    && parts.len() <= 2
                    && parts.last().is_some_and(|part| part.len() > 3)
                    && at + last < words.len()
                {
                    let word = words[at + last].text;
                    let adjective = word
                        .strip_prefix(parts[last].trim_end_matches('a'))
                        .is_some_and(|end| matches!(end, "ian" | "ans" | "an" | "ese" | "ians"));
                    if adjective {
                        return Some((Some(Who::Local(index)), Field::Adjective, last + 1));
                    }
                }
            }
        }
        let aliases = self.gazetteer.names(words[at].text);
        aliases
            .iter()
            .find(|alias| {
                alias
                    .rest
                    .iter()
                    .enumerate()
                    .all(|(k, part)| words.get(at + 1 + k).is_some_and(|word| word.text == &**part))
            })
            .map(|alias| (alias.actor.map(Who::Known), alias.field, alias.rest.len() + 1))
    }

    /// "South Korean Defense Minister Lee Jong-sup", "US Defense Secretary Lloyd Austin": the name behind a title.
    fn person_after(&mut self, words: &[Token<'_>], from: usize, who: Who) {
        let mut at = from;
        if words.get(at).is_some_and(|word| word.text == "s") {
            at += 1;
        }
        let mut title = false;
        let limit = (from + 7).min(words.len());
        while at < limit {
            let word = words[at].text;
            if self.gazetteer.is_title(word)
                || matches!(
                    word,
                    "Vice"
                        | "Defense"
                        | "Foreign"
                        | "Prime"
                        | "National"
                        | "Security"
                        | "Acting"
                        | "of"
                        | "Deputy"
                )
            {
                title |= self.gazetteer.is_title(word);
                at += 1;
            } else {
                break;
            }
        }
        if title {
            self.remember(words, at, who);
        }
    }

    /// Remembers the capitalised words at `at` as a person of `who`.
    fn remember(&mut self, words: &[Token<'_>], at: usize, who: Who) {
        for k in at..(at + 4).min(words.len()) {
            let word = words[k].text;
            if !words[k].capital() || self.name_at(words, k).is_some() {
                break;
            }
            if word.len() > 2 {
                self.persons.entry(word.to_owned()).or_insert(who);
            }
        }
    }

    /// "President Biden of the United States", "Minister X of the ROS".
    fn persons_of(&mut self, words: &[Token<'_>], capitals: &[usize]) {
        for &at in capitals {
            if !self.gazetteer.is_title(words[at].text) {
                continue;
            }
            let of = (at + 1..(at + 7).min(words.len())).find(|&k| words[k].text == "of");
            let Some(of) = of else { continue };
            let name = of + 1 + usize::from(words.get(of + 1).is_some_and(|word| word.text == "the"));
            if name < words.len()
                && let Some((Some(who), _, _)) = self.name_at(words, name)
            {
                let who = self.principal(who);
                self.remember(words, at + 1, who);
            }
        }
    }

    /// Whether the words of `written` name an adversary of this document.
    pub fn adversary(&self, written: &str) -> bool {
        let words: Vec<Token<'_>> = tokens(written).collect();
        (0..words.len()).any(|at| {
            self.name_at(&words, at)
                .and_then(|(who, _, _)| who)
                .is_some_and(|who| self.hostile.contains(&self.principal(who)))
        })
    }

    /// The parties: two, or as many as `number` says; empty if the document does not name enough.
    fn all(&self, number: usize) -> Vec<String> {
        if self.parties.len() < 2 {
            return self.parties.iter().map(|who| self.label(*who)).collect();
        }
        self.parties.iter().take(number.max(2)).map(|who| self.label(*who)).collect()
    }

    /// Whom `written` means.
    pub fn resolve(&mut self, written: Option<&str>, standing: Standing) -> Resolved {
        let found = self.find(written, standing);
        if found.how == UNRESOLVED {
            self.several.clear();
            self.unknown = true;
        }
        if !found.names.is_empty() {
            self.last.clone_from(&found.names);
            if found.names.len() > 1 {
                self.unknown = false;
                self.several.clone_from(&found.names);
            } else if !matches!(found.how, "deictic" | "passive_agentless") {
                self.single.clone_from(&found.names);
            }
        }
        found
    }

    fn find(&self, written: Option<&str>, standing: Standing) -> Resolved {
        // In one order, whoever is named first: "ROK; US" and "US; ROK" are one group of actors.
        let made = |mut names: Vec<String>, how| {
            names.sort_unstable();
            names.dedup();
            Resolved { names, how }
        };
        let Some(written) = written else {
            let how = if standing.passive { "passive_agentless" } else { "elided" };
            return made(self.all(2), how);
        };
        let words: Vec<Token<'_>> = tokens(written).collect();
        let lower: Vec<String> = words.iter().map(|word| word.text.to_lowercase()).collect();
        let number = if lower.iter().any(|word| word == "three" || word == "trilateral") { 3 } else { 2 };
        let way = |how: &'static str| {
            if standing.inherited {
                "inherited"
            } else if standing.possessor {
                "possessor"
            } else {
                how
            }
        };
        if let [only] = &lower[..] {
            match only.as_str() {
                "we" | "our" | "us" | "i" | "my" | "ourselves" => {
                    let names = if standing.quoted && !self.single.is_empty() {
                        self.single.clone()
                    } else {
                        self.all(2)
                    };
                    return made(names, way("deictic"));
                }
                "they" | "their" | "them" if self.unknown => return made(Vec::new(), UNRESOLVED),
                "they" | "their" | "them" => {
                    let names = if self.several.is_empty() { self.all(2) } else { self.several.clone() };
                    return made(names, way("anaphoric"));
                }
                "he" | "she" | "his" | "her" => return made(self.single.clone(), way("anaphoric")),
                "it" | "its" => return made(self.single.clone(), way("anaphoric")),
                _ => {}
            }
        }
        let mut names = Vec::new();
        let mut plain = true;
        let mut at = 0;
        while at < words.len() {
            if let Some((who, field, len)) = self.name_at(&words, at) {
                if let Some(who) = who {
                    let principal = self.principal(who);
                    plain &= field == Field::Name && principal == who;
                    names.push(self.label(principal));
                }
                at += len;
            } else {
                if let Some(who) = self.persons.get(words[at].text) {
                    names.push(self.label(*who));
                    plain = false;
                }
                plain &= !self.gazetteer.is_title(&lower[at])
                    && !COLLECTIVE.contains(&lower[at].as_str())
                    && !matches!(
                        lower[at].as_str(),
                        "government" | "ministry" | "military" | "army" | "officials" | "forces"
                    );
                at += 1;
            }
        }
        if names.len() == 1 && lower.iter().any(|word| word == "counterpart" || word == "counterparts") {
            // "Minister Suh and his US counterpart": the other party is the minister's.
            if let Some(other) = self.all(2).into_iter().find(|name| *name != names[0]) {
                names.insert(0, other);
            }
        }
        if names.is_empty()
            && lower.first().is_some_and(|word| word == "our" || word == "my")
            && !lower.iter().any(|word| COLLECTIVE.contains(&word.as_str()))
        {
            return made(self.single.clone(), way("deictic"));
        }
        if !names.is_empty() {
            return made(names, way(if plain { "explicit" } else { "metonymic" }));
        }
        if lower.iter().any(|word| COLLECTIVE.contains(&word.as_str())) {
            let named =
                lower.iter().any(|word| matches!(word.as_str(), "countries" | "nations" | "sides" | "side"))
                    && (lower.len() > 2 && lower.iter().any(|word| word == "of")
                        || lower.last().is_some_and(|word| word == "side"))
                    || lower.iter().any(|word| word == "chiefs");
            let names = self.all(number);
            if names.len() < 2 && lower.iter().any(|word| PAIR.contains(&word.as_str())) {
                return made(Vec::new(), UNRESOLVED);
            }
            return made(names, way(if named { "collective" } else { "anaphoric" }));
        }
        if lower.iter().any(|word| self.gazetteer.is_title(word))
            && lower.first().is_some_and(|word| word == "the")
        {
            return made(self.single.clone(), way("anaphoric"));
        }
        made(Vec::new(), way("explicit"))
    }

    /// The actors that `part` names, in order: bytes from, bytes to, label, whether an adversary.
    pub fn mentions(&self, part: &str) -> Vec<(usize, usize, String, bool)> {
        let words: Vec<Token<'_>> = tokens(part).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let named = words[at].capital().then(|| self.name_at(&words, at)).flatten();
            let Some((who, field, len)) = named else {
                at += 1;
                continue;
            };
            if let Some(who) = who {
                let who = self.principal(who);
                let last = &words[at + len - 1];
                let hostile = self.hostile.contains(&who);
                // An adjective names its state only where it owns the act: "North Korean provocations".
                let owns = words.get(at + len).is_some_and(|word| self.hostile_act(word.text));
                if field != Field::Adjective || hostile && owns {
                    found.push((words[at].start, last.start + last.text.len(), self.label(who), hostile));
                }
            }
            at += len;
        }
        found
    }

    /// Notes a reported speaker: "we" in the quotation means that side.
    pub fn heard(&mut self, written: &str) {
        let found = self.find(Some(written), Standing::default());
        if let [_] = &found.names[..] {
            self.single = found.names;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::compiled::Compiled;
    use super::super::super::lexicon::Lexicon;
    use super::{Gazetteer, Parties, Standing};

    #[test]
    fn a_document_names_its_parties() {
        let text = "The defense ministers of the Republic of Sarn (ROS) and the United Shores (US) met in Velden. North Sarn’s \
                    provocations continue. The ROS and the US will act. Sarn is ready. ROS Defense Minister Keld spoke.";
        let compiled = Compiled::new(&Lexicon::shipped());
        let mut parties = Parties::read(text, Gazetteer::shipped(), &compiled);
        let names = |written: Option<&str>, parties: &mut Parties<'_>| {
            parties.resolve(written, Standing::default()).names
        };
        assert_eq!(names(Some("The two sides"), &mut parties), ["ROS", "US"]);
        assert_eq!(names(Some("the Republic of Sarn"), &mut parties), ["ROS"]);
        assert_eq!(names(Some("Keld"), &mut parties), ["ROS"]);
        assert!(parties.adversary("North Sarn"));
        assert!(!parties.adversary("South Sarn"));
        assert!(!parties.adversary("the ROS"));
    }

    #[test]
    fn a_pair_needs_two_names() {
        let compiled = Compiled::new(&Lexicon::shipped());
        let text = "The Republic of Sarn (ROS) hosted the talks. The two sides agreed. Both leaders will meet. They will \
                    return. The ministers of the ROS met.";
        let mut parties = Parties::read(text, Gazetteer::shipped(), &compiled);
        for written in ["The two sides", "Both leaders", "the two countries", "They"] {
            let found = parties.resolve(Some(written), Standing::default());
            assert_eq!((found.names.len(), found.how), (0, "unresolved"), "{written}");
        }
        let found = parties.resolve(Some("the ministers"), Standing::default());
        assert_eq!(found.names, ["ROS"]);
    }

    #[test]
    fn a_name_of_nothing_ends() {
        // The initials of "Republic of" in brackets introduced a name without words, which was found at every word.
        let compiled = Compiled::new(&Lexicon::shipped());
        let parties = Parties::read("The Republic of (RO) Will act. Others", Gazetteer::shipped(), &compiled);
        assert!(!parties.adversary("Others"));
    }
}
