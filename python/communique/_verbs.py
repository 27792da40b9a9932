"""The verbs as methods.

Made by python/generate.py from the tables of the core; do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from .typing import Abbreviations, Case, Direction, Duplicates, Hyphens, Numbers, Output, Punctuation, Quotes, Sort, Unit, Urls, Valuetype


class Verbs:
    """The verbs: each returns a table."""

    def _verb(self, name: str, options: dict[str, Any], output: str | None, threads: int | None) -> Any:
        raise NotImplementedError

    def docs(
        self,
        *,
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """The documents: size, encoding, date and variables, one row each.

        Words are counted in all regions, furniture included; body_words only in body and quote. Further columns:
        the document variables.

        Arguments:
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - characters (int): length in code points.
            - words (int): words in all regions.
            - body_words (int): words in body and quote.
            - sentences (int): sentences, furniture included.
            - units (int): units of text.
            - duplicates (int): units that repeat another one of the document.
            - encoding (text): how the bytes were read, by Python's name; "text" where text was given.
            - replaced (int): invalid byte sequences replaced by U+FFFD.
            - date (date): the date given for it; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> cq.sample().docs()[["doc_id", "words", "body_words", "date"]].head(2)
                                                 doc_id  words  body_words       date
            0  2018-06-21-report-lakeside-defense-talks    640         542 2018-06-21
            1               2019-10-08-preview-31st-acm    617         521 2019-10-08
        """
        options: dict[str, Any] = {
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("docs", options, output, threads)
        return table

    def problems(
        self,
        *,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """What went wrong while reading, one row a problem; nothing is left out in silence.

        An empty table means that every file was read as it stands.

        Arguments:
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - source (text): the file or document.
            - kind (text): what kind of problem.
            - message (text): what happened, with values.
            - line (int): line of the file, from 1; null where unknown.
            - action (text): what was done.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> cq.Corpus(["Agreed.", None], ids=["a", "b"]).problems()[["source", "message", "action"]]
              source            message   action
            0      b  row 2 has no text  skipped
        """
        options: dict[str, Any] = {
        }
        table: pd.DataFrame = self._verb("problems", options, output, threads)
        return table

    def regions(
        self,
        *,
        regions: str | Sequence[str] = "all",
        duplicates: Duplicates = "keep",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """What each unit of text is, and which rule says so: one row a unit.

        Units that the site cut, or that repeat another one, are marked.

        Arguments:
            regions: regions to list, or "all".
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - unit (int): the unit of text in the document, from 1.
            - region (text): the region it stands in.
            - rule (text): id of the rule in the file of region rules.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - truncated (bool): whether the site cut the text.
            - duplicate_of (int): the unit whose text this one repeats, whole or cut; null: none.
            - text (text): the unit.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
            >>> doc.regions()[["unit", "region", "rule", "truncated"]].head(4)
               unit    region           rule  truncated
            0     1       nav    nav-control      False
            1     2       nav    nav-control      False
            2     3  headline   headline-cut       True
            3     4  headline  headline-full      False
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
        }
        table: pd.DataFrame = self._verb("regions", options, output, threads)
        return table

    def sentences(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """The text sentence by sentence: one row each.

        A heading, a caption or a line of furniture counts as a sentence of its own.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - unit (int): the unit of text in the document, from 1.
            - region (text): the region it stands in.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - text (text): the sentence.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
            >>> table = doc.sentences(regions="body")
            >>> table[["sent_id", "start", "end"]].head(2)
               sent_id  start  end
            0       13    515  630
            1       14    631  764
            >>> doc.text[515:630] == table["text"][0]
            True
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
        }
        table: pd.DataFrame = self._verb("sentences", options, output, threads)
        return table

    def tokens(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """The text word by word: one row a token, with the term it counts as.

        The evidence behind every count. Memory grows with the text: for large corpora count instead.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - region (text): the region it stands in.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - token (text): the word as written.
            - term (text): what it counts as.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> cq.Corpus(["The US told us: the ROS-US alliance stays."]).tokens()[["start", "end", "token", "term"]].head(5)
               start  end   token    term
            0      0    3     The     the
            1      4    6      US      US
            2      7   11    told    told
            3     12   14      us      us
            4     16   19     the     the
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("tokens", options, output, threads)
        return table

    def terms(
        self,
        *,
        by: str | Sequence[str] | None = None,
        min_count: int = 1,
        min_docs: int = 1,
        top: int | None = None,
        stopwords: str | Sequence[str] | None = None,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """How often each term occurs: one row a term, most frequent first.

        With by="doc" a column tfidf follows: count * ln(documents / doc_count).

        Arguments:
            by: count in groups: "doc", "region", "year", "month", "date" or document variables.
            min_count: leave out rows with a smaller count.
            min_docs: leave out rows with a smaller doc_count.
            top: only the first so many rows of each group.
            stopwords: words to leave out: a language ("en"), or a list; rates are still taken of all words.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - term (text): the term.
            - count (int): occurrences.
            - rank (int): place by count in its group, from 1; equal counts share it.
            - doc_count (int): documents with the term: of the group; of the whole corpus where by="doc".
            - per_million (float): occurrences per million words of the group, stop words included.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> cq.sample().terms(stopwords="en", top=3)
                  term  count  rank  doc_count  per_million
            0   agreed    182     1         28  9732.099888
            1      two    172     2         29  9197.369125
            2  defense    168     3         28  8983.476819
            >>> cq.sample().terms(by="year", stopwords="en", top=1)[["year", "term", "count"]].head(2)
               year    term  count
            0  2018    sarn     15
            1  2019  agreed     26
        """
        options: dict[str, Any] = {
            "by": by,
            "min_count": min_count,
            "min_docs": min_docs,
            "top": top,
            "stopwords": stopwords,
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("terms", options, output, threads)
        return table

    def ngrams(
        self,
        n: int | Sequence[int] = 2,
        *,
        skip: int = 0,
        cross_sentences: bool = False,
        by: str | Sequence[str] | None = None,
        min_count: int = 1,
        min_docs: int = 1,
        top: int | None = None,
        stopwords: str | Sequence[str] | None = None,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """How often words follow each other: one row an n-gram, most frequent first.

        Never across a document or a unit of text; across sentences only when asked. With stop words, n-grams that
        begin or end with one are left out: "Republic of Sarn" stays. With skip=k, every k-skip-n-gram (Guthrie et
        al. 2006) is counted. With by="doc" a column tfidf follows.

        Arguments:
            n: words in a row; one number or several.
            skip: up to so many words in all may be left out inside (skip-grams).
            cross_sentences: let an n-gram run from one sentence into the next.
            by: count in groups: "doc", "region", "year", "month", "date" or document variables.
            min_count: leave out rows with a smaller count.
            min_docs: leave out rows with a smaller doc_count.
            top: only the first so many rows of each group.
            stopwords: words to leave out: a language ("en"), or a list; rates are still taken of all words.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - term (text): the term.
            - n (int): words in the n-gram.
            - count (int): occurrences.
            - rank (int): place by count in its group, from 1; equal counts share it.
            - doc_count (int): documents with the term: of the group; of the whole corpus where by="doc".
            - per_million (float): occurrences per million words of the group, stop words included.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> cq.sample().ngrams(3, stopwords="en", top=2)[["term", "count", "doc_count"]]
                                        term  count  doc_count
            0               two sides agreed     55         15
            1  alliance consultative meeting     36         22
        """
        options: dict[str, Any] = {
            "n": n,
            "skip": skip,
            "cross_sentences": cross_sentences,
            "by": by,
            "min_count": min_count,
            "min_docs": min_docs,
            "top": top,
            "stopwords": stopwords,
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("ngrams", options, output, threads)
        return table

    def kwic(
        self,
        pattern: str | Sequence[str],
        *,
        valuetype: Valuetype = "glob",
        window: int = 5,
        unit: Unit = "words",
        cross_sentences: bool = False,
        sort: Sort = "position",
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Keywords in context (a concordance): one row a hit.

        A pattern of several words is a phrase. Patterns are folded like the text: with case="smart", US finds US
        and not us. A regular expression is tried on each word as written and as counted, and may match inside it.
        Context stays inside the sentence unless cross_sentences is set, and always inside the unit of text. Further
        columns: the document variables.

        Arguments:
            pattern: what to find: a word or a phrase, or several patterns.
            valuetype: how the pattern is read ("glob", "regex", "fixed").
            window: words of context on each side.
            unit: context: so many words, or the whole sentence ("words", "sentence").
            cross_sentences: let phrases and context run into the next sentence.
            sort: order of rows: as in the text, by keyword, by the words to the left, or to the right ("position",
                "keyword", "left", "right").
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - pre (text): the text before.
            - keyword (text): the hit: doc.text[start:end].
            - post (text): the text after.
            - pattern (text): the pattern that it matches.
            - region (text): the region it stands in.
            - date (date): the document's date; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> hits = c.kwic("ironclad", window=3)
            >>> hits[["pre", "keyword", "post"]].head(1)
                                    pre   keyword               post
            0  Secretary reaffirmed the  ironclad  commitment of the
            >>> hit = hits.iloc[0]
            >>> c[hit.doc_id].text[hit.start:hit.end]
            'ironclad'
        """
        options: dict[str, Any] = {
            "pattern": pattern,
            "valuetype": valuetype,
            "window": window,
            "unit": unit,
            "cross_sentences": cross_sentences,
            "sort": sort,
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("kwic", options, output, threads)
        return table

    def collocations(
        self,
        node: str | Sequence[str] | None = None,
        *,
        valuetype: Valuetype = "glob",
        window: int | Sequence[int] = 5,
        direction: Direction = "both",
        measures: str | Sequence[str] | None = None,
        sort: str | None = None,
        p_values: bool = False,
        min_count: int = 2,
        top: int | None = None,
        cross_sentences: bool = False,
        by: str | Sequence[str] | None = None,
        stopwords: str | Sequence[str] | None = None,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Words that stand near each other: one row a node and collocate, most strongly bound first.

        Counted are co-occurrences: a node token together with a collocate token in its window, each pair of tokens
        once, also where windows overlap. The table that is scored counts the same things: row_sum those of the node
        (the words in its windows), column_sum those of the collocate with any node, total all of the group;
        expected is row_sum * column_sum / total, which is Evert's (2008) for surface co-occurrence. Windows stay
        inside the sentence unless cross_sentences is set, and always inside the unit of text. Without node all
        pairs are rows: with direction="both" each pair once, the node first in alphabetical order; with
        direction="right" ordered pairs, node before collocate. A column for each measure follows; undefined is NaN.
        lines() shows the text behind a row.

        Arguments:
            node: words around which to look: a word or a phrase, or several patterns; default: all pairs.
            valuetype: how patterns are read ("glob", "regex", "fixed").
            window: words on each side of the node: one number, or two (left, right); stop words keep their place.
            direction: where the collocate stands: "left" or "right" of the node only, or on both sides ("both",
                "left", "right").
            measures: measures of association; default: the usual ones of the table.
            sort: measure by which rows are ordered; default: the first.
            p_values: add a column <measure>_p for each measure that has a p-value.
            min_count: leave out pairs with a smaller count.
            top: only the first so many rows of each group.
            cross_sentences: let a window run from one sentence into the next.
            by: count in groups: "doc", "region", "year", "month", "date" or document variables.
            stopwords: collocates (and, of all pairs, nodes) to leave out: a language ("en"), or a list; sums keep
                them.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - node (text): the pattern, or the term where all pairs are rows.
            - collocate (text): the term near it.
            - count (int): co-occurrences: left + right.
            - left (int): with the collocate left of the node.
            - right (int): with the collocate right of the node.
            - node_count (int): occurrences of the node in the group.
            - collocate_count (int): occurrences of the collocate in the group.
            - row_sum (int): co-occurrences of the node with any word: the words in its windows.
            - column_sum (int): co-occurrences of any word with the collocate.
            - total (int): co-occurrences of any word with any word.
            - expected (float): count if node and collocate had nothing to do with each other.
            - doc_count (int): documents of the group with the pair.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> table = cq.sample().collocations("deterrence", window=3, measures="log_likelihood", stopwords="en", top=3)
            >>> table[["collocate", "count", "left", "right"]]
        """
        options: dict[str, Any] = {
            "node": node,
            "valuetype": valuetype,
            "window": window,
            "direction": direction,
            "measures": measures,
            "sort": sort,
            "p_values": p_values,
            "min_count": min_count,
            "top": top,
            "cross_sentences": cross_sentences,
            "by": by,
            "stopwords": stopwords,
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("collocations", options, output, threads)
        return table

    def lines(
        self,
        node: str | Sequence[str],
        collocate: str | Sequence[str],
        *,
        valuetype: Valuetype = "glob",
        window: int | Sequence[int] = 5,
        direction: Direction = "both",
        cross_sentences: bool = False,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        hyphens: Hyphens = "join",
        abbreviations: Abbreviations = "join",
        quotes: Quotes = "fold",
        case: Case = "smart",
        numbers: Numbers = "keep",
        punctuation: Punctuation = "remove",
        urls: Urls = "split",
        min_chars: int = 1,
        max_chars: int | None = None,
        stem: str | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """The co-occurrences behind a row of collocations: one row each, as in the text.

        With the options of a call of collocations, as many rows as its count says. Where all pairs were counted,
        each pair of tokens of one and the same word counts from both sides, and has two rows.

        Arguments:
            node: words around which to look, as in collocations.
            collocate: what to look for near them: a word or a phrase, or several patterns.
            valuetype: how patterns are read ("glob", "regex", "fixed").
            window: words on each side of the node: one number, or two (left, right); stop words keep their place.
            direction: where the collocate stands: "left" or "right" of the node only, or on both sides ("both",
                "left", "right").
            cross_sentences: let a window run from one sentence into the next.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            hyphens: words joined by a hyphen: one token (ROK-US), or one for each part ("join", "split").
            abbreviations: whether U.S. and a.m. keep their last stop ("join", "split").
            quotes: whether the apostrophe ’ counts as ' ("fold", "keep").
            case: lower-case all words (fold), none (keep), or all but words in capitals such as US ("smart",
                "fold", "keep").
            numbers: words made of digits: words, left out, or each digit counted as 0 (fold) ("keep", "remove",
                "fold").
            punctuation: whether punctuation and symbols are tokens ("remove", "keep").
            urls: web and e-mail addresses: cut like any text, one token each, or left out ("split", "join",
                "remove").
            min_chars: leave out tokens whose term has fewer characters.
            max_chars: leave out tokens whose term has more characters.
            stem: count stems: the language of a Snowball stemmer, as english or en.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - text (text): from the first of the two to the last: doc.text[start:end].
            - node (text): the pattern of the node.
            - collocate (text): the pattern of the collocate.
            - side (text): where the collocate stands: left or right of the node.
            - node_start (int): first code point of the node.
            - node_end (int): code point after its last.
            - collocate_start (int): first code point of the collocate.
            - collocate_end (int): code point after its last.
            - sentence (text): the sentence, or the sentences from the first to the last.
            - region (text): the region it stands in.
            - date (date): the document's date; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> row = c.lines("deterrence", "extended", window=3).iloc[0]
            >>> row.text == c[row.doc_id].text[row.start:row.end]
            True
        """
        options: dict[str, Any] = {
            "node": node,
            "collocate": collocate,
            "valuetype": valuetype,
            "window": window,
            "direction": direction,
            "cross_sentences": cross_sentences,
            "regions": regions,
            "duplicates": duplicates,
            "hyphens": hyphens,
            "abbreviations": abbreviations,
            "quotes": quotes,
            "case": case,
            "numbers": numbers,
            "punctuation": punctuation,
            "urls": urls,
            "min_chars": min_chars,
            "max_chars": max_chars,
            "stem": stem,
        }
        table: pd.DataFrame = self._verb("lines", options, output, threads)
        return table
