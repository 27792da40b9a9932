"""The open lexicon: phrases as people write them, blocks, order, files."""

from __future__ import annotations

import contextlib
import random
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import communique as cq

HEAD = 'name = "x"\nversion = "1"\n'


def found(text: str, lexicon: cq.Lexicon) -> list[tuple[str, str]]:
    table = cq.Corpus([text]).commitments(lexicon=lexicon)
    return list(zip(table["trigger_class"], table["content"], strict=True))


def refused(text: str, lexicon: cq.Lexicon) -> list[tuple[str, str]]:
    table = cq.Corpus([text]).near_misses(lexicon=lexicon)
    return list(zip(table["candidate"], table["reason"], strict=True))


def test_it_reads_back_with_the_same_hash(tmp_path: Path) -> None:
    lx = cq.lexicon()
    lx.add("PLEDGE", 'says "so" \\ to', source="tab\tand\x01control\n“curly”")
    lx.block("will consider")
    lx.save(tmp_path / "mine.toml")
    again = cq.lexicon(tmp_path / "mine.toml")
    assert again == lx and again.hash == lx.hash and again.to_toml() == lx.to_toml()
    assert lx != cq.lexicon()
    with pytest.raises(TypeError):
        hash(lx)
    assert lx.diff(again).empty
    assert cq.lexicon(lx.to_toml()) == lx
    tomllib.loads(lx.to_toml())


def test_a_copy_is_another_one() -> None:
    lx = cq.lexicon("commitment").copy("fomc")
    other = lx.copy()
    lx.remove("vow")
    assert (lx.name, other.name) == ("fomc", "fomc")
    assert other == cq.lexicon() and lx != other
    assert "vow" not in set(lx.rows().query("table == 'trigger'")["id"])
    assert repr(lx) == f"<Lexicon 'fomc': {len(lx)} rows, {lx.hash}>"


@pytest.mark.parametrize(
    ("words", "options", "row"),
    [
        ("is prepared to adjust", {}, ("prepared", "be", "to adjust", "to_verb", "")),
        ("are fully mobilised to", {}, ("fully mobilised", "be", "", "to_verb", "")),
        ("remains bound to", {}, ("bound", "remain", "", "to_verb", "")),
        ("envisages", {}, ("envisage", "", "", "to_verb", "verb")),
        ("envisaged to", {}, ("envisage", "", "", "to_verb", "verb")),
        ("obliges itself to", {}, ("oblige itself", "", "", "to_verb", "verb")),
        ("gives its word that", {}, ("give its word", "", "", "that", "verb")),
        ("presses on with", {}, ("press on with", "", "", "noun gerund", "verb")),
        ("comes to an accord", {}, ("come to an accord", "", "", "to_verb", "verb")),
        ("is wedded to cutting", {}, ("wedded", "be", "to cutting", "to_gerund", "")),
        ("must", {}, ("must", "", "", "verb", "")),
        ("will raise", {}, ("will", "", "raise", "verb", "")),
        ("Targets", {"frames": "noun"}, ("target", "", "", "noun", "verb")),
        ("on course", {"be": "be"}, ("on course", "be", "", "to_verb", "")),
        ("on course", {"be": "", "verb": False}, ("on course", "", "", "to_verb", "")),
        ("’Tis vowed", {"verb": False}, ("'tis vowed", "", "", "to_verb", "")),
        # An adjective that the lexicon knows as one.
        ("determined to fight", {}, ("determined", "be", "to fight", "to_verb", "")),
    ],
)
def test_phrases_are_taken_apart(words: str, options: dict[str, Any], row: tuple[str, ...]) -> None:
    lx = cq.lexicon()
    made = lx.add("PLEDGE", words, source="test", **options)
    rows = lx.rows().query("table == 'trigger'").set_index("id")
    cells = rows.loc[made]
    assert tuple(cells[["words", "be", "then", "frames", "flags"]]) == row
    assert (cells["class"], cells["base"], cells["source"]) == ("PLEDGE", 4, "test")


def test_job_twelve() -> None:
    lx = cq.lexicon("commitment").copy("fomc")
    lx.add("PLEDGE", "is prepared to adjust")
    lx.add_hedge("as conditions warrant")
    text = "The Board is prepared to adjust its stance as conditions warrant. The Board is prepared to act."
    table = cq.Corpus([text]).commitments(lexicon=lx)
    assert table["trigger_class"].tolist() == ["PLEDGE", "WILLINGNESS"]
    assert table["strength"].tolist() == [3, 2]
    assert table["hedges"].tolist() == ["as conditions warrant", ""]
    diff = cq.lexicon().diff(lx)
    assert diff["change"].tolist() == ["added", "added"]
    assert diff["table"].tolist() == ["trigger", "hedge"]
    assert lx.diff(cq.lexicon())["change"].tolist() == ["removed", "removed"]
    settings = table.attrs["communique"]
    assert settings["lexicon_name"] == "fomc" and settings["lexicon_hash"] == lx.hash
    assert settings["options"]["lexicon"] == "TOML"


def test_all_forms_of_a_verb_and_adverbs_between() -> None:
    lx = cq.lexicon()
    lx.add("PLAN", "envisages to")
    lx.add("PLEDGE", "is prepared to adjust")
    assert found("The Board envisaged to widen the scheme.", lx) == [("PLAN", "widen the scheme")]
    # The same phrase with another verb behind it stays what it was.
    assert found("The Board is now prepared to adjust its stance.", lx)[0][0] == "PLEDGE"
    assert found("The Board is prepared to consult its members.", lx)[0][0] == "WILLINGNESS"


def test_a_phrase_can_move_to_another_class() -> None:
    lx = cq.lexicon()
    assert lx.add("PLEDGE", "is prepared to") == "be-prepared"
    diff = cq.lexicon().diff(lx)
    assert diff[["change", "id", "class"]].values.tolist() == [["changed", "be-prepared", "PLEDGE"]]
    # Frames that the new row does not have stay with the old one.
    lx = cq.lexicon()
    assert lx.add("PLAN", "vows to") == "vow-2"
    rows = lx.rows().query("table == 'trigger'").set_index("id")
    assert rows.loc["vow", "frames"] == "that noun"
    assert rows.loc["vow-2", ["class", "frames"]].tolist() == ["PLAN", "to_verb"]
    before = lx.hash
    lx.add_hedge("as appropriate")
    lx.add("PLAN", "vows to")
    assert lx.hash == before


def test_blocked_phrases_are_near_misses() -> None:
    text = "The Board stands ready to act. The ministers confirmed that they will widen it."
    text += " The Board will consider a rise."
    plain = found(text, cq.lexicon())
    assert len(plain) == 3
    lx = cq.lexicon()
    assert lx.block("stands ready to") == ["stand-ready"]
    assert found(text, lx) == plain[1:]
    assert refused(text, lx)[0] == ("stands ready to", "description_or_elaboration")
    lx.block("confirms that", reason="acknowledgement")
    assert ("will", "acknowledgement") in refused(text, lx)
    lx.block("will consider", "mere_discussion")
    assert found(text, lx) == []
    assert found("The Board will widen its scheme.", lx) == [("WILL", "widen its scheme")]
    explained = cq.Corpus([text]).explain(lexicon=lx)
    assert "blocked" in set(explained["rule_id"])


def test_a_block_of_one_frame_leaves_the_others() -> None:
    lx = cq.lexicon()
    lx.block("pledges to")
    text = "The two sides pledged to share data. The two sides pledged $5 million in aid to the city."
    assert [content for _, content in found(text, lx)] == [content for _, content in found(text, cq.lexicon())][1:]
    lx.block("commitment")
    assert found("They reaffirmed their commitment to defend the isles.", lx) == []
    again = lx.hash
    lx.block("pledges to")
    lx.block("commitment")
    assert lx.hash == again


def test_expects_that() -> None:
    lx = cq.lexicon()
    lx.remove("b-expect")
    text = "The ministers expect that they will raise the rate."
    assert len(found(text, lx)) == 1
    lx.block("expects that", reason="expectation")
    assert found(text, lx) == []
    assert refused(text, lx)[-1] == ("will", "expectation")


def test_removed_rows_find_nothing() -> None:
    lx = cq.lexicon()
    assert lx.remove("headline-to") == 1
    corpus = cq.sample()
    assert not corpus.commitments(lexicon=lx)["rule_ids"].str.contains("headline-to").any()
    assert corpus.commitments()["rule_ids"].str.contains("headline-to").any()
    assert lx.remove("is scheduled to") == 1
    assert lx.remove("committee") >= 1
    assert not any("committee" in words.split() for words in lx.rows()["words"])


def test_the_order_of_entries_changes_nothing() -> None:
    edits = [
        lambda lx: lx.add("PLEDGE", "is prepared to adjust"),
        lambda lx: lx.add("PLAN", "is prepared to adjust rates"),
        lambda lx: lx.add("PLEDGE", "envisages to"),
        lambda lx: lx.add_hedge("in time"),
        lambda lx: lx.add_booster("in full"),
        lambda lx: lx.block("stands ready"),
        lambda lx: lx.add_row("agent", id="mine", any="board pool"),
        lambda lx: lx.remove("vow"),
    ]
    made = []
    for seed in range(6):
        lx = cq.lexicon()
        for edit in random.Random(seed).sample(edits, len(edits)):
            edit(lx)
        made.append(lx)
    assert len({lx.hash for lx in made}) == 1
    assert len({lx.to_toml() for lx in made}) == 1


def test_the_order_of_a_file_changes_nothing(sample: cq.Corpus) -> None:
    head, *tables = cq.lexicon().to_toml().split("\n\n")
    shuffled = [head]
    for table in random.Random(7).sample(tables, len(tables)):
        first, *rows, last = table.strip().split("\n")
        random.Random(len(rows)).shuffle(rows)
        shuffled.append("\n".join([first, *rows, last]))
    lx = cq.lexicon("\n\n".join(shuffled) + "\n")
    assert lx == cq.lexicon()
    part = sample[:6]
    pd.testing.assert_frame_equal(part.commitments(lexicon=lx), part.commitments())
    pd.testing.assert_frame_equal(part.near_misses(lexicon=lx), part.near_misses())


@pytest.mark.parametrize(
    ("edit", "error", "message"),
    [
        (lambda lx: lx.add("PLEGDE", "vouches to"), cq.OptionError, "did you mean 'PLEDGE'"),
        (lambda lx: lx.add("PLEDGE", "vouches", frames="to_verbs"), cq.OptionError, "did you mean 'to_verb'"),
        (lambda lx: lx.add("PLEDGE", "vouches", frames=[]), cq.RuleError, "needs frames"),
        (lambda lx: lx.add("PLEDGE", "vouches", be="been"), cq.OptionError, "did you mean 'be'"),
        (lambda lx: lx.add("PLEDGE", "  "), cq.RuleError, "needs words"),
        (lambda lx: lx.add("PLEDGE", "is to adjust"), cq.RuleError, "before `to`"),
        (lambda lx: lx.add("PLEDGE", "vouches that they"), cq.RuleError, "nothing may follow"),
        (lambda lx: lx.add("PLEDGE", "vouches", id="vow"), cq.RuleError, "`vow`: the id is in `trigger` twice"),
        (lambda lx: lx.add_hedge(" "), cq.RuleError, "needs `words`"),
        (lambda lx: lx.add_row("hedges", words="x"), cq.OptionError, "did you mean 'hedge'"),
        (lambda lx: lx.add_row("hedge", wrods="x"), cq.RuleError, "unknown field `wrods`"),
        (lambda lx: lx.add_row("bond", words="oath", class_="PLEDGE"), cq.RuleError, "needs frames"),
        (lambda lx: lx.add_row("bond", words="oath", class_="A", frames=["bare"]), cq.RuleError, "unknown class `A`"),
        (lambda lx: lx.block("expects that", reason="expectatoin"), cq.OptionError, "did you mean 'expectation'"),
        (lambda lx: lx.block("that"), cq.RuleError, "a word of its own"),
        (lambda lx: lx.remove("prommise"), cq.UnknownNameError, "did you mean 'promise'"),
    ],
)
def test_bad_edits_say_so_and_change_nothing(edit: Any, error: type[Exception], message: str) -> None:
    lx = cq.lexicon()
    with pytest.raises(error, match=message):
        edit(lx)
    assert lx == cq.lexicon()


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEAD + 'trigger = [\n  { id = "a" words = "b" },\n]\n', 4, "."),
        (HEAD + 'hedge = [\n  { id = "a", words = "b" },\n  { id = "a", words = "c" },\n]\n', 5, "twice"),
        (HEAD + 'hedge = [\n  { id = "a" },\n]\n', 4, "needs `words`"),
        (HEAD + "hegde = []\n", 3, "unknown field `hegde`"),
        (HEAD + 'trigger = [\n  { id = "a", class = "A", words = "b", frames = ["noun"] },\n]\n', 4, "unknown class"),
        ('name = "x"\n', 1, "missing field `version`"),
    ],
)
def test_files_that_do_not_parse(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    for read in (cq.lexicon, lambda path: cq.sample()[:1].commitments(lexicon=path)):
        with pytest.raises(cq.RuleError, match=message) as raised:
            read(path)
        assert (raised.value.path, raised.value.line) == (str(path), line)
        assert str(raised.value).startswith(f"{path}:{line}: ")


def test_a_strength_outside_the_scale() -> None:
    text = 'name = "x"\nversion = "1"\nclass = [{ id = "A", strength = 6, status = "new" }]\n'
    with pytest.raises(cq.RuleError, match="strength 6 is not from 1 to 5"):
        cq.lexicon(text)


def test_no_such_file() -> None:
    with pytest.raises(FileNotFoundError):
        cq.lexicon("comitment")


WORDS = ["is", "remains", "will", "to", "that", "pledges", "prepared", "é", "ﬁ", "İ", "", "be", "’s", "commitment"]
WORDS += ["with", "adjusting", "adjust", "\n", '"', "\\", "\0", "agreed", "😀", "not", "s", "ed", "ing", "ies"]
WORDS += ["x" * 60]


@pytest.mark.parametrize("seed", range(40))
def test_any_words_are_taken_or_refused_and_read_back(seed: int) -> None:
    chance = random.Random(seed)
    lx = cq.lexicon()
    for _ in range(4):
        words = " ".join(chance.choices(WORDS, k=chance.randint(1, 5)))
        edits = [lambda words: lx.add("PLEDGE", words), lx.block, lx.remove, lx.add_hedge, lx.add_booster]
        with contextlib.suppress(cq.RuleError, cq.UnknownNameError):
            chance.choice(edits)(words)
    assert cq.lexicon(lx.to_toml()) == lx
    cq.Corpus(["They will pledge to act. They are prepared to adjust it, é adjusting."]).commitments(lexicon=lx)
