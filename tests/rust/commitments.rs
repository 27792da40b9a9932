//! The lexicon of commitments as a value: TOML out and in, order, phrases, blocks; and texts that mean no good.

use communique::commitments::{Finder, Findings, Lexicon, Passage, Phrase, Row, SHIPPED, Table};

/// What the whole text, as one sentence of the body, holds.
fn read(lexicon: &Lexicon, text: &str) -> Findings {
    let finder = Finder::new(lexicon.clone());
    let passages = [Passage { sent_id: 1, unit: 0, region: "body", start: 0, end: text.len() }];
    finder.reader().read(text, &passages, None)
}

/// Class and content of each record.
fn found(lexicon: &Lexicon, text: &str) -> Vec<(String, String)> {
    let records = read(lexicon, text).records.into_iter();
    records.map(|record| (record.class.clone(), record.content.text(text).to_owned())).collect()
}

fn phrase(words: &str) -> Phrase {
    Phrase { words: words.to_owned(), ..Phrase::default() }
}

fn pair(class: &str, content: &str) -> Vec<(String, String)> {
    vec![(class.to_owned(), content.to_owned())]
}

#[test]
fn a_deadline_may_be_at_least_so_late() {
    let text = "The Council will keep the ferry until at least the end of 2031.";
    let found = read(&Lexicon::shipped(), text).records;
    let deadlines: Vec<Option<&str>> =
        found.iter().map(|record| record.deadline.map(|place| place.text(text))).collect();
    assert_eq!(deadlines, [Some("until at least the end of 2031")]);
    assert_eq!(found[0].deadline_norm.as_deref(), Some("2031-12-31"));
}

#[test]
fn toml_out_reads_back_the_same() {
    let shipped = Lexicon::shipped();
    let again = Lexicon::parse(&shipped.to_toml(), "again").expect("its own TOML");
    assert_eq!(again, shipped);
    assert_eq!(again.hash(), shipped.hash());
    let mut odd = shipped.clone();
    odd.add_row(
        "hedge",
        Row {
            words: "a \"b\" \\ c".into(),
            source: "tab\t, nul\0, del\u{7f}, “curly”, line\nend, 😀".into(),
            ..Row::default()
        },
    )
    .expect("a row");
    odd.rename("o\"d\\d");
    let again = Lexicon::parse(&odd.to_toml(), "again").expect("its own TOML");
    assert_eq!(again, odd);
    assert_ne!(again.hash(), shipped.hash());
}

#[test]
fn the_order_of_rows_changes_nothing() {
    // Rows of the file turned round, table by table.
    let shipped = Lexicon::shipped();
    let text = shipped.to_toml();
    let (head, tables) = text.split_once("\n\n").expect("a head");
    let turned: Vec<String> = tables
        .rsplit("\n\n")
        .map(|table| {
            let mut lines: Vec<&str> = table.trim_end().lines().collect();
            let last = lines.len() - 1;
            lines[1..last].reverse();
            lines.join("\n")
        })
        .collect();
    let turned = format!("{head}\n\n{}\n", turned.join("\n\n"));
    assert_ne!(turned, text);
    let turned = Lexicon::parse(&turned, "turned").expect("the same rows");
    assert_eq!((turned.hash(), turned.to_toml()), (shipped.hash(), text));
    assert_eq!(Lexicon::parse(SHIPPED, "shipped").expect("the shipped one"), turned);
}

#[test]
fn the_longest_phrase_wins_and_leaves_its_verb_to_the_content() {
    let mut lexicon = Lexicon::shipped();
    lexicon.add("PLEDGE", &phrase("is prepared to adjust")).expect("a phrase");
    let text = "The Board is prepared to adjust its stance.";
    assert_eq!(found(&lexicon, text), pair("PLEDGE", "adjust its stance"));
    assert_eq!(found(&Lexicon::shipped(), text), pair("WILLINGNESS", "adjust its stance"));
    let other = "The Board is prepared to consult its members.";
    assert_eq!(found(&lexicon, other), found(&Lexicon::shipped(), other));
}

#[test]
fn a_blocked_row_makes_near_misses_and_a_removed_one_nothing() {
    let text = "The ministers agreed to share the data.";
    let mut lexicon = Lexicon::shipped();
    assert_eq!(lexicon.block("agrees to", Some("mere_discussion")).expect("a block").len(), 1);
    let findings = read(&lexicon, text);
    assert!(findings.records.is_empty());
    assert_eq!(findings.near_misses.len(), 1);
    let miss = &findings.near_misses[0];
    assert_eq!((miss.reason.as_str(), miss.rule_ids[0].as_str()), ("mere_discussion", "blocked"));
    assert_eq!(miss.trigger.text(text), "agreed to");
    let mut lexicon = Lexicon::shipped();
    // The trigger, and the verb of saying.
    assert!(lexicon.remove("agree").expect("rows of that name") > 1);
    assert_eq!(read(&lexicon, text).records, []);
}

#[test]
fn an_edit_that_fails_changes_nothing() {
    let mut lexicon = Lexicon::shipped();
    assert!(lexicon.add("PLEDGE", &Phrase { id: Some("vow".into()), ..phrase("vows to") }).is_err());
    assert!(lexicon.add("PLEDGE", &phrase("to")).is_err());
    assert!(lexicon.block("to", None).is_err());
    assert!(lexicon.remove("nothing of that name").is_err());
    assert!(lexicon.insert(Table::Trigger, Row { id: "x".into(), ..Row::default() }).is_err());
    assert_eq!(lexicon, Lexicon::shipped());
}

#[test]
fn hostile_sentences_are_read() {
    let lexicon = Lexicon::shipped();
    for text in [
        "agreed to ".repeat(2000),
        "if we will, ".repeat(2000),
        "“".repeat(2000) + "we will act" + &"”".repeat(2000),
        "word ".repeat(10_000) + "and they will act",
        "WE WILL ACT. THEY AGREED TO ACT".to_owned(),
        "they w\u{200b}ill ac\u{200d}t; they will\u{feff} act\u{202e}".to_owned(),
        "’’’ ’ll ’s’s we’ll’ve n’t will".to_owned(),
        "\0will\0act\0".to_owned(),
    ] {
        let findings = read(&lexicon, &text);
        for record in &findings.records {
            for place in [Some(record.span), Some(record.trigger), Some(record.content), record.actor] {
                let Some(place) = place else { continue };
                assert!(text.get(place.start..place.end).is_some_and(|words| !words.is_empty()));
            }
        }
    }
}

#[test]
fn a_recalled_bond_is_of_those_who_made_it() {
    let lexicon = Lexicon::shipped();
    let text = "They agreed to open a hub for \"daily sharing of radar data,\" which was agreed upon by the leaders of Norland \
                and Estia at the summit.";
    let records = read(&lexicon, text).records;
    assert_eq!(records.len(), 2, "{records:?}");
    assert_eq!(records[1].content.text(text), "daily sharing of radar data");
    assert_eq!(records[1].actor.map(|actor| actor.text(text)), Some("the leaders of Norland and Estia"));
    assert_eq!((records[1].status, records[1].strength), ("reaffirmed", 3));
    let text = "The ministers plan to discuss how to widen the scope and size of their drills, which the presidents agreed on \
                in May.";
    let records = read(&lexicon, text).records;
    assert_eq!(records[1].content.text(text), "widen the scope and size of their drills");
    assert_eq!(records[1].actor.map(|actor| actor.text(text)), Some("the presidents"));
    for text in [
        "They welcomed the agreement, which was agreed upon by the ministers.",
        "They welcomed the hub, which the ministers agreed to open.",
        "The plan, which was opposed by the ministers, failed.",
    ] {
        assert_eq!(found(&lexicon, text).len(), usize::from(text.contains("to open")), "{text}");
    }
}

#[test]
fn a_warning_with_a_condition_is_the_own_side_s_answer() {
    let lexicon = Lexicon::shipped();
    let text = "The Minister warned that, in the event of an attack, Norland will close the strait.";
    assert_eq!(found(&lexicon, text), pair("WILL", "close the strait"));
    assert_eq!(found(&lexicon, "The Minister warned that Norland will close the strait."), []);
}

#[test]
fn subjects_hold_relative_clauses_and_quotation_marks() {
    let lexicon = Lexicon::shipped();
    let text = "The officials agreed that the drill held at the end of the year with bombers sent by Norland showed resolve, \
                and promised to consult closely.";
    assert_eq!(found(&lexicon, text), pair("PLEDGE", "consult closely"));
    let text = "A “frank discussion” on the hub will be held in May.";
    assert_eq!(found(&lexicon, text), pair("PLAN", "A “frank discussion” on the hub will be held"));
    let text = "They pledged their support for the Watch Command and its member states.";
    assert_eq!(
        found(&lexicon, text),
        pair("PLEDGE", "their support for the Watch Command and its member states")
    );
    let text = "The ministers reaffirmed the combined defense commitment, in keeping with the mutual defense treaty.";
    assert_eq!(read(&lexicon, text).records[0].strength, 5);
}

#[test]
fn a_target_is_a_noun_phrase_with_a_role() {
    let lexicon = Lexicon::shipped();
    // Text, target, role, names.
    let cases: &[(&str, &str, &str, &str)] = &[
        ("Canada will send field hospitals to Kenya.", "Kenya", "beneficiary", "Kenya"),
        (
            "Canada will work with the member states of the African Union.",
            "the member states of the African Union",
            "partner",
            "AU",
        ),
        ("The company pledged to support small farmers in the valley.", "small farmers", "beneficiary", ""),
        ("Canada will counter the smugglers at sea.", "the smugglers", "adversary", ""),
        (
            "Canada will meet French Defence Minister Duval in May.",
            "French Defence Minister Duval",
            "partner",
            "",
        ),
        ("The Bank will act in accordance with the Charter.", "", "", ""),
        ("The ministry will build homes for families with young children.", "families", "beneficiary", ""),
        ("Canada will keep its own border posts open.", "", "", ""),
        ("Canada will publish the plan with Canada’s provinces in mind.", "", "", ""),
    ];
    for (text, target, role, names) in cases {
        let found = read(&lexicon, text);
        let record = &found.records[0];
        let written = record.target.map_or("", |target| target.text(text));
        assert_eq!((written, record.target_role.unwrap_or("")), (*target, *role), "{text}");
        assert_eq!(record.target_resolved.join("; "), *names, "{text}");
    }
}

#[test]
fn verbs_with_particles_participles_before_subjects_and_groups_by_number() {
    let lexicon = Lexicon::shipped();
    let cases = [
        ("We pledge to phase out diesel ferries by 2031.", "PLEDGE", "phase out diesel ferries"),
        ("Landlocked countries will open two corridors.", "WILL", "open two corridors"),
        ("The G9 pledges to wind down its lending.", "PLEDGE", "wind down its lending"),
        ("The ministry will pay growers for lost harvests.", "WILL", "pay growers for lost harvests"),
        ("The premier will pay tribute to the crew.", "PLAN", "pay tribute to the crew"),
    ];
    for (text, class, content) in cases {
        assert_eq!(found(&lexicon, text), pair(class, content), "{text}");
    }
}

#[test]
fn speakers_renamed_subjects_and_unhesitating_ones_bind_themselves() {
    let lexicon = Lexicon::shipped();
    // Text, class, actor, content.
    let cases = [
        ("Norland announced that it would fund two clinics.", "WILL", "it", "fund two clinics"),
        ("The mayor, a former pilot, vowed to reopen the field.", "PLEDGE", "The mayor", "reopen the field"),
        ("We, the Mayors of the Delta, pledge to share the dikes.", "PLEDGE", "We", "share the dikes"),
        ("The Bank will not hesitate to buy bonds.", "WILL", "The Bank", "buy bonds"),
        ("Norland has pledged $40 million for the port.", "PLEDGE", "Norland", "$40 million for the port"),
    ];
    for (text, class, actor, content) in cases {
        assert_eq!(found(&lexicon, text), pair(class, content), "{text}");
        assert_eq!(
            read(&lexicon, text).records[0].actor.map(|place| place.text(text)),
            Some(actor),
            "{text}"
        );
    }
    for text in ["The report said it will rain.", "In a statement, the plan, however, will fail."] {
        assert_eq!(found(&lexicon, text), [], "{text}");
    }
    assert_eq!(read(&lexicon, "The Bank will not hesitate to buy bonds.").records[0].polarity, "positive");
}
