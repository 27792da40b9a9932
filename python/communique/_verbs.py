"""The verbs as methods.

Made by python/generate.py from the tables of the core; do not edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike

    import pandas as pd

    from .lexicons import Lexicon
    from .typing import Abbreviations, Adjust, Bm25Variant, By, Case, Closes, CollocationsUnit, Correction, Df, Direction, Duplicates, Every, Hyphens, KwicUnit, LinesUnit, Norm, Numbers, Output, Punctuation, Quotes, Scope, Sort, Tf, Urls, Valuetype, Weighting


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
        unit: KwicUnit = "words",
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
        and not us. A regular expression is tried on each word as written and as counted, and may match inside it. A
        phrase finds compounds of its words too. Context stays inside the sentence unless cross_sentences is set,
        and always inside the unit of text. Further columns: the document variables.

        Arguments:
            pattern: what to find: a word or a phrase, or several patterns.
            valuetype: how patterns are read ("glob", "regex", "fixed").
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

    def keyness(
        self,
        target: Any = None,
        reference: Any = None,
        *,
        by: str | Sequence[str] | None = None,
        measures: str | Sequence[str] | None = None,
        correction: Correction = "default",
        adjust: Adjust = "holm",
        alpha: float = 0.05,
        k: float = 1.0,
        prior_size: float | None = None,
        permutations: int = 9999,
        seed: int = 1,
        min_count: int = 1,
        min_docs: int = 1,
        top: int | None = None,
        stopwords: str | Sequence[str] | None = None,
        sort: str | None = None,
        reference_list: str | None = None,
        reference_words: int | None = None,
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
        """Which terms are more frequent in a target than in a reference: one row a term, most key first.

        Measures with a sign are negative where the reference has more. After each measure that has confidence
        bounds come <name>_low and <name>_high. p belongs to the first measure that has one, else to log_likelihood,
        and is adjusted for all terms of the group that min_count and min_docs leave in. Measures on texts
        (mann_whitney, welch_t, permutation, ...) see documents; where by= holds "region", the regions of documents.
        Undefined is null; a bare list as reference has no documents. A document may be on both sides if target and
        reference say so.

        Arguments:
            target: the documents to describe: column, =, !=, <, <=, > or >=, value; all must hold.
            reference: the documents to compare with, in the same way; default: all others.
            by: instead of target: each group against the rest; groups as in terms.
            measures: measures of the family keyness; default: log_likelihood, log_ratio.
            correction: correction of test statistics for small counts ("default", "none", "yates", "williams").
            adjust: how p is corrected for the number of terms compared ("holm", "bonferroni", "sidak",
                "benjamini_hochberg", "none").
            alpha: chance of error of bounds and filters.
            k: what simple_maths adds to frequencies per million.
            prior_size: words the prior of weighted_log_odds stands for; default: as many as target and reference
                have.
            permutations: random exchanges of the permutation test.
            seed: seed of those exchanges.
            min_count: leave out terms with fewer occurrences, both sides together.
            min_docs: leave out terms in fewer documents, both sides together.
            top: only the first so many rows of each group; p is adjusted before.
            stopwords: words to leave out: a language ("en"), or a list; sizes still hold them.
            sort: column to sort by, most key first; default: the first measure.
            reference_list: a frequency list to compare with: a file (csv, tsv, jsonl, parquet) with the columns
                term and count.
            reference_words: words of a reference that is a list; default: the sum of its counts.
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
            - count_target (int): occurrences in the target.
            - count_reference (int): occurrences in the reference.
            - per_million_target (float): occurrences per million words of the target, stop words included.
            - per_million_reference (float): the same for the reference.
            - doc_count_target (int): documents of the target with the term.
            - doc_count_reference (int): documents of the reference with the term; null for a list.
            - log_likelihood (float): G2, negative where the reference has more.
            - log_ratio (float): binary logarithm of the ratio of the rates; a count of 0 is 0.5.
            - log_ratio_low (float): lower confidence bound of log_ratio.
            - log_ratio_high (float): upper confidence bound of log_ratio.
            - p (float): p of the first measure that has one.
            - p_adjusted (float): the same, corrected for the number of terms.
            - dispersion_target (float): Gries' DP_norm over documents: 0 even, 1 in the smallest only; null where
              the term or a second document is missing.
            - dispersion_reference (float): Gries' DP_norm over documents: 0 even, 1 in the smallest only; null
              where the term or a second document is missing.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> table = c.keyness("year == 2024", "year == 2019", stopwords="en", top=3)
            >>> table.columns[:4].tolist()
            ['term', 'count_target', 'count_reference', 'per_million_target']
            >>> official = c.keyness(lambda v: v["kind"] == "joint_statement", top=9)
            >>> official.equals(c.keyness("kind == 'joint_statement'", top=9))
            True
        """
        options: dict[str, Any] = {
            "target": target,
            "reference": reference,
            "by": by,
            "measures": measures,
            "correction": correction,
            "adjust": adjust,
            "alpha": alpha,
            "k": k,
            "prior_size": prior_size,
            "permutations": permutations,
            "seed": seed,
            "min_count": min_count,
            "min_docs": min_docs,
            "top": top,
            "stopwords": stopwords,
            "sort": sort,
            "reference_list": reference_list,
            "reference_words": reference_words,
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
        table: pd.DataFrame = self._verb("keyness", options, output, threads)
        return table

    def trends(
        self,
        terms: str | Sequence[str],
        *,
        over: str = "date",
        every: Every = "month",
        valuetype: Valuetype = "glob",
        cross_sentences: bool = False,
        confidence: float = 0.95,
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
        """How often patterns occur over time, with confidence bounds: one row a period and pattern.

        Periods run without a gap from the first to the last dated document: one without documents has words 0 and
        no rate. Documents without a date come last, in rows whose period is null. The bounds are exact ones of a
        Poisson count (Garwood 1936), per million words as the rate is; where a pattern comes in bursts within
        documents they are too narrow. Hits of one pattern do not overlap.

        Arguments:
            terms: what to count: a word or a phrase, or several patterns, as in kwic.
            over: the date to go by: "date" or a document variable that holds dates.
            every: length of a period ("month", "quarter", "year").
            valuetype: how patterns are read ("glob", "regex", "fixed").
            cross_sentences: let phrases run into the next sentence.
            confidence: how sure the bounds are.
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

            - period (date): first day of the period; null for documents without a date.
            - pattern (text): the pattern.
            - count (int): hits.
            - words (int): words of the period.
            - per_million (float): hits per million words; null where there is no word.
            - low (float): lower confidence bound of per_million.
            - high (float): upper confidence bound of per_million.
            - docs (int): documents of the period.
            - docs_with (int): documents with a hit.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> table = cq.sample().trends(["deter*", "extended deterrence"], every="year")
            >>> table.columns.tolist()
            ['period', 'pattern', 'count', 'words', 'per_million', 'low', 'high', 'docs', 'docs_with']
            >>> bool((table["low"] <= table["per_million"]).all() and (table["per_million"] <= table["high"]).all())
            True
        """
        options: dict[str, Any] = {
            "terms": terms,
            "over": over,
            "every": every,
            "valuetype": valuetype,
            "cross_sentences": cross_sentences,
            "confidence": confidence,
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
        table: pd.DataFrame = self._verb("trends", options, output, threads)
        return table

    def dispersion(
        self,
        *,
        terms: str | Sequence[str] | None = None,
        by: str | Sequence[str] = "doc",
        parts: int | None = None,
        measures: str | Sequence[str] | None = None,
        min_count: int = 1,
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
        """How evenly terms are spread over the parts of the corpus: one row a term, most frequent first.

        After the columns below come the measures. Sizes of parts are in words, as selected; a part without a word
        is no part. Measures of distance (arf, ald, awt, f_ald, f_awt) take the places of the term among all
        selected words, in the order of the corpus: they do not depend on the parts. Memory grows with the pairs of
        term and part; with measures of distance, with the occurrences of the terms. With parts=, word p of N stands
        in part p * parts / N, rounded down.

        Arguments:
            terms: terms to measure, single words or globs; default: all.
            by: what a part is: "doc", "region", "year", "month", "date" or document variables.
            parts: so many parts of equal size in place of by, cut anywhere.
            measures: measures of dispersion and adjusted frequencies by name, or "all"; default: relative_range,
                juilland_d, dp, dp_norm.
            min_count: leave out terms with a smaller count.
            top: only the first so many rows.
            stopwords: words to leave out: a language ("en"), or a list; sizes of parts are still those of all
                words.
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
            - parts (int): parts with a word.
            - range (int): parts with the term.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> cq.sample().dispersion(stopwords="en", top=3, measures=["dp_norm", "arf"]).round(3)
                  term  count  parts  range  dp_norm      arf
            0   agreed    182     29     28    0.359   97.682
            1      two    172     29     29    0.241  106.313
            2  defense    168     29     28    0.199   98.045
        """
        options: dict[str, Any] = {
            "terms": terms,
            "by": by,
            "parts": parts,
            "measures": measures,
            "min_count": min_count,
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
        table: pd.DataFrame = self._verb("dispersion", options, output, threads)
        return table

    def diversity(
        self,
        *,
        by: str | Sequence[str] = "doc",
        measures: str | Sequence[str] | None = None,
        window: int = 100,
        segment: int = 100,
        threshold: float = 0.72,
        closes: Closes = "below",
        sample: int = 42,
        seed: int = 42,
        function_words: str | Sequence[str] = "en",
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
        """How rich the vocabulary is: one row a document or group.

        After the columns below come the measures. The text of a group is the text of its documents in the order of
        the corpus; windows, segments and factors run on from one to the next. Types are terms, as case= and the
        other options fold them. A measure is null where the text is too short for it.

        Arguments:
            by: one row for each of these: "doc", "region", "year", "month", "date" or document variables.
            measures: measures of diversity by name, or "all"; default: ttr, hapax_share, msttr, mattr, mtld, hdd,
                yule_k.
            window: words in the moving window of mattr.
            segment: words in a segment of msttr.
            threshold: type-token ratio at which a factor of mtld ends.
            closes: whether a factor of mtld ends below the threshold, or at it ("below", "at_or_below").
            sample: words in the sample that hdd imagines.
            seed: seed of the random samples of vocd_d: same seed, same result.
            function_words: words that lexical_density does not count: a language, or a list.
            stopwords: words to leave out of the text: a language ("en"), or a list.
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
            - tokens (int): words, without those left out.
            - types (int): different terms among them.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> cq.sample().diversity(by="year", measures=["mattr", "mtld"], window=50).round(3).head(3)
               year  tokens  types  mattr    mtld
            0  2018     616    288  0.820  96.017
            1  2019    1961    604  0.773  74.476
            2  2020    1959    651  0.788  83.482
        """
        options: dict[str, Any] = {
            "by": by,
            "measures": measures,
            "window": window,
            "segment": segment,
            "threshold": threshold,
            "closes": closes,
            "sample": sample,
            "seed": seed,
            "function_words": function_words,
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
        table: pd.DataFrame = self._verb("diversity", options, output, threads)
        return table

    def readability(
        self,
        *,
        by: str | Sequence[str] = "doc",
        measures: str | Sequence[str] | None = None,
        intermediate: bool = False,
        dale_words: str | Sequence[str] | None = None,
        spache_words: str | Sequence[str] | None = None,
        dale_769_words: str | Sequence[str] | None = None,
        bamberger_words: str | Sequence[str] | None = None,
        pronouns: str | Sequence[str] | None = None,
        prepositions: str | Sequence[str] | None = None,
        conjunctions: str | Sequence[str] | None = None,
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
        """How hard the text is to read: one row a document or group.

        After the columns below come the counts, where intermediate is set, and the formulas. Sentences are those of
        `sentences` in the selected regions that hold a word: a headline or a caption counts as a sentence;
        regions="body" leaves them out. Words are tokens with a letter, as written. Syllables are English: a
        syllable for each run of vowels, corrected by patterns (silent e, vowels spoken apart) and a table of
        exceptions; right for 95 % of the words of the CMU Pronouncing Dictionary that the rules were not made with,
        and for 99 % of the running words of official prose; all its syllables together are counted 0.4 % too low.
        Formulas made for other languages are computed from these syllables too. Lists of easy words do not come
        with this package; formulas that need one are null without it.

        Arguments:
            by: one row for each of these: "doc", "region", "year", "month", "date" or document variables.
            measures: formulas by name, or "all"; default: flesch_reading_ease, flesch_kincaid_grade, gunning_fog,
                smog, automated_readability_index, coleman_liau, and others marked as default.
            intermediate: add the counts that the formulas are computed from.
            dale_words: Dale's list of 3000 easy words, inflected forms included.
            spache_words: Spache's list of easy words.
            dale_769_words: Dale's list of 769 easy words.
            bamberger_words: Bamberger and Vanecek's list of 1000 words (German).
            pronouns: pronouns, for coleman_3 and coleman_4.
            prepositions: prepositions, for coleman_4 and lorge.
            conjunctions: conjunctions, for formulas that count them.
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
            - words (int): tokens with a letter.
            - sentences (int): sentences with such a word.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> c.readability(by="year", regions="body", measures=["flesch_reading_ease", "smog"]).round(2).head(3)
               year  words  sentences  flesch_reading_ease   smog
            0  2018    540         26                61.52  12.02
            1  2019   1745         88                52.66  13.08
            2  2020   1808        104                59.90  11.86
        """
        options: dict[str, Any] = {
            "by": by,
            "measures": measures,
            "intermediate": intermediate,
            "dale_words": dale_words,
            "spache_words": spache_words,
            "dale_769_words": dale_769_words,
            "bamberger_words": bamberger_words,
            "pronouns": pronouns,
            "prepositions": prepositions,
            "conjunctions": conjunctions,
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
        table: pd.DataFrame = self._verb("readability", options, output, threads)
        return table

    def similarity(
        self,
        b: float = 0.75,
        *,
        by: str | Sequence[str] = "doc",
        measure: str | Sequence[str] = "cosine",
        min_similarity: float | None = None,
        top: int | None = None,
        pseudocount: float = 0.0,
        min_count: int = 1,
        min_docs: int = 1,
        stopwords: str | Sequence[str] | None = None,
        weighting: Weighting | None = None,
        tf: Tf | None = None,
        df: Df | None = None,
        norm: Norm | None = None,
        smoothing: float | None = None,
        k: float = 0.0,
        base: float = 10.0,
        floor: float = 0.5,
        k1: float = 1.2,
        bm25_variant: Bm25Variant = "lucene",
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
        """How alike documents or groups are: one row a pair.

        After the columns below come the measures. Each pair stands once, a before b in the order of the corpus (of
        groups: of their values); kullback_leibler is that of a from b. Rows of the matrix that is compared hold
        counts, or weights as in dtm.

        Arguments:
            b: bm25: how much the length of the document counts.
            by: what is compared: "doc", "region", "year", "month", "date" or document variables.
            measure: one measure of similarity or distance, several, or "all".
            min_similarity: leave out pairs that are less alike by the first measure (of a distance: further apart).
            top: only so many pairs, the most alike by the first measure first.
            pseudocount: kullback_leibler: added to every term of both.
            min_count: leave out terms with a smaller count.
            min_docs: leave out terms in fewer documents or groups.
            stopwords: words to leave out: a language ("en"), or a list.
            weighting: weights by name: tfidf is count times inverse, tfidf_sklearn what scikit-learn's
                TfidfTransformer gives; default: counts, or what tf, df and norm say ("tfidf", "tfidf_sklearn",
                "bm25").
            tf: weight of a term in its document; tfidf_sklearn takes count and logcount (sublinear_tf) ("count",
                "prop", "propmax", "logcount", "boolean", "augmented", "logave").
            df: weight of a term in all documents; tfidf_sklearn takes inverse and unary (no idf) ("count",
                "inverse", "inversemax", "inverseprob", "unary").
            norm: bring each row to length 1 by the sum of its values or of their squares; default: l2 for
                tfidf_sklearn ("l1", "l2", "none").
            smoothing: added to the quotient in df before the logarithm; for tfidf_sklearn 1 (default) or 0:
                smooth_idf.
            k: added to the documents of a term in the denominator of df.
            base: base of logarithms in tf and df; tfidf_sklearn and bm25 are natural.
            floor: augmented tf: the weight that any occurrence has.
            k1: bm25: how slowly frequency saturates.
            bm25_variant: bm25: which idf ("lucene", "robertson", "atire").
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

            - a (text): the one.
            - b (text): the other.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> cq.sample().similarity(by="year", stopwords="en", weighting="tfidf_sklearn", top=3).round(3)
                  a     b  cosine
            0  2019  2020   0.726
            1  2021  2022   0.713
            2  2022  2023   0.677
        """
        options: dict[str, Any] = {
            "b": b,
            "by": by,
            "measure": measure,
            "min_similarity": min_similarity,
            "top": top,
            "pseudocount": pseudocount,
            "min_count": min_count,
            "min_docs": min_docs,
            "stopwords": stopwords,
            "weighting": weighting,
            "tf": tf,
            "df": df,
            "norm": norm,
            "smoothing": smoothing,
            "k": k,
            "base": base,
            "floor": floor,
            "k1": k1,
            "bm25_variant": bm25_variant,
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
        table: pd.DataFrame = self._verb("similarity", options, output, threads)
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
        unit: CollocationsUnit = "sentence",
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
        expected is row_sum * column_sum / total; where no edge cuts a window of k words short this is k f1 f2 / N,
        which Evert (2008) has for surface co-occurrence. Windows end with the sentence, with unit="document" with
        the document: paragraphs do not end them then, regions only where by= tells them apart. Without node all
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
            unit: where windows end at the latest ("sentence", "document").
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
              collocate  count  left  right
            0  guidance     14     0     14
            1     joint     12    12      0
            2       JDG      7     0      7
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
            "unit": unit,
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

    def multiwords(
        self,
        n: int | Sequence[int] = (2, 3),
        *,
        min_count: int = 2,
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
        """Words that follow each other and belong together: one row a term, most certain first.

        Terms are words in a row within a sentence, most certain first (z). lambda is the highest-order interaction
        of all words in the saturated log-linear model, z lambda over its standard error (Blaheta and Johnson 2001):
        the 2^n cells count the runs of n words by which of the words stand in their place, stop words included; 0.5
        is added to each. expected is the count if the words had nothing to do with each other. count_nested counts
        the occurrences inside a longer term that min_count and stopwords leave in. Corpus.compound takes the table,
        or part of it. Memory grows with the text: some 20 bytes a word.

        Arguments:
            n: words in a row; one number or several, from 2 to 8.
            min_count: leave out terms with a smaller count.
            top: only the first so many rows.
            stopwords: leave out terms that begin or end with such a word: a language ("en"), or a list.
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

            - term (text): the words, joined by spaces.
            - n (int): how many words.
            - count (int): occurrences.
            - count_nested (int): occurrences inside a longer term.
            - doc_count (int): documents with the term.
            - expected (float): runs of n words times the share of each word in its place.
            - lambda (float): interaction of all words, natural logarithm.
            - z (float): lambda over its standard error.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> table = c.multiwords([2, 3], min_count=10, stopwords="en")
            >>> table[["term", "count", "count_nested"]].head(3)
                       term  count  count_nested
            0     two sides    118            68
            1  sides agreed     56            55
            2    north sarn     46             0
            >>> len(c.compound(table[table["z"] > 10]).kwic("two sides"))
            118
        """
        options: dict[str, Any] = {
            "n": n,
            "min_count": min_count,
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
        table: pd.DataFrame = self._verb("multiwords", options, output, threads)
        return table

    def lines(
        self,
        node: str | Sequence[str],
        collocate: str | Sequence[str],
        *,
        valuetype: Valuetype = "glob",
        window: int | Sequence[int] = 5,
        direction: Direction = "both",
        unit: LinesUnit = "sentence",
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
            unit: where windows end at the latest ("sentence", "document").
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
            "unit": unit,
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

    def commitments(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        lexicon: Lexicon | str | PathLike[str] | None = None,
        classes: str | Sequence[str] | None = None,
        scope: Scope = "any",
        dedupe: bool = False,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Who bound whom to do what, how firmly, on what condition, by when: one row a commitment.

        A commitment is a clause in which an actor binds itself to, restates, continues, plans or refuses a course
        of action of its own. Coordinated actions have a row each; headlines that restate the body point at its row
        by `duplicate_of`. `strength` follows the stated sum in `strength_basis`; `rule_ids` names the rule that
        decided and the rows of the lexicon that fired. What looks like a commitment and is none is in
        `near_misses`.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            classes: trigger classes to return, such as PLEDGE, AGREE; default: all.
            scope: scope to return ("any", "substantive", "procedural", "protocol").
            dedupe: leave out rows that restate another row of their document.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - region (text): the region it stands in.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - trigger (text): the words that make it a commitment.
            - trigger_start (int): first code point of the trigger.
            - trigger_end (int): code point after its last.
            - trigger_class (text): PLEDGE, REAFFIRM, AGREE, DECIDE, WILL, REFUSE, WILLINGNESS, PURSUE, PLAN, NEED,
              BARE_NOMINAL.
            - strength (int): 1 (weak) to 5 (firm): the class's base, +1 with a booster, -1 with a hedge.
            - strength_basis (text): the sum behind it: 4(REAFFIRM)+1(ironclad)=5.
            - specificity (int): 0 direction only, 1 named activity or body, 2 named and dated or quantified.
            - scope (text): substantive, procedural (meet, consult), protocol (travel, ceremony).
            - status (text): new, reaffirmed, continued, planned, fulfilled, denied.
            - polarity (text): positive, negative.
            - actor (text): the actor as written, or null.
            - actor_start (int): first code point of the actor, or null.
            - actor_end (int): code point after its last, or null.
            - actor_resolved (text): canonical names, separated by "; "; empty where the text does not say.
            - actor_resolution (text): how: explicit, collective, anaphoric, metonymic, possessor, deictic,
              inherited, elided, passive_agentless, unresolved.
            - target (text): whom it is for, with or against, as written, or null.
            - target_start (int): first code point of the target, or null.
            - target_end (int): code point after its last, or null.
            - target_resolved (text): canonical names of the actors that the target names, separated by "; "; empty
              where it names none.
            - target_role (text): beneficiary, partner, adversary, or null.
            - content (text): the action, without deadline and condition where they can be parted.
            - content_start (int): first code point of the content.
            - content_end (int): code point after its last.
            - condition (text): what it depends on, or null.
            - condition_start (int): first code point of the condition, or null.
            - condition_end (int): code point after its last, or null.
            - deadline (text): by when, as written, or null.
            - deadline_start (int): first code point of the deadline, or null.
            - deadline_end (int): code point after its last, or null.
            - deadline_norm (text): the deadline as ISO date or interval against the document's date; null where
              unknown.
            - attribution (text): quoted, reported, narrator.
            - source (text): who says so, as written, or null.
            - form (text): active, passive, nominal, infinitival, participial, relative, that_clause, headline_...,
              deck_....
            - boosters (text): words that raised strength, separated by "; ".
            - hedges (text): words that lowered it, separated by "; ".
            - plover (text): PLOVER event type.
            - cameo (text): CAMEO code.
            - rule_ids (text): the rule that decided and the lexicon rows that fired, separated by " ".
            - duplicate_of (int): row (from 0, in this document's commitments) that it restates, or null.
            - prior_event (text): the earlier agreement it refers to, or null.
            - evidence (text): the clause: doc.text[start:end].

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
            >>> table = doc.commitments(regions="body")
            >>> row = table.iloc[0]
            >>> doc.text[row.trigger_start:row.trigger_end] == row.trigger
            True
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
            "lexicon": lexicon,
            "classes": classes,
            "scope": scope,
            "dedupe": dedupe,
        }
        table: pd.DataFrame = self._verb("commitments", options, output, threads)
        return table

    def near_misses(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        lexicon: Lexicon | str | PathLike[str] | None = None,
        reason: str | Sequence[str] | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """What looks like a commitment and is none, with the reason and the rule: one row a candidate.

        `blocker` is the word that decided: a verb of belief, a subject that is a thing or an adversary, a past
        tense.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            reason: reasons to return, such as mere_discussion; default: all.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - region (text): the region it stands in.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - candidate (text): the words that look like a commitment.
            - reason (text): why it is none: a near-miss reason of the guideline.
            - rule_id (text): the rule that decided.
            - entry (text): the row of the lexicon that opened the candidate.
            - blocker (text): the words that stopped it, or null.
            - text (text): the sentence.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> table = cq.sample().near_misses(reason="hope_expressive")
            >>> set(table["reason"])
            {'hope_expressive'}
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
            "lexicon": lexicon,
            "reason": reason,
        }
        table: pd.DataFrame = self._verb("near_misses", options, output, threads)
        return table

    def explain(
        self,
        *,
        lexicon: Lexicon | str | PathLike[str] | None = None,
        doc_id: str | None = None,
        sent_id: int | None = None,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Why a sentence holds a commitment or not: one row a candidate, accepted or refused.

        Every word of the lexicon that might open a commitment is a candidate. A sentence without rows holds none.

        Arguments:
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            doc_id: the document; default: all.
            sent_id: the sentence; default: all.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - candidate (text): the words of the lexicon.
            - decision (text): commitment, or the near-miss reason.
            - rule_id (text): the rule that decided.
            - entry (text): the rows of the lexicon that took part.
            - blocker (text): the words that stopped it, or null.
            - text (text): the sentence.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> doc = cq.sample()["2018-06-21-report-lakeside-defense-talks"]
            >>> doc.explain().columns.tolist()[4:7]
            ['candidate', 'decision', 'rule_id']
        """
        options: dict[str, Any] = {
            "lexicon": lexicon,
            "doc_id": doc_id,
            "sent_id": sent_id,
        }
        table: pd.DataFrame = self._verb("explain", options, output, threads)
        return table

    def aggregate(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        lexicon: Lexicon | str | PathLike[str] | None = None,
        keys: str | Sequence[str] = ('actor', 'trigger_class', 'year'),
        dedupe: bool = True,
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Commitments counted: by actor, class and year, or by what you choose.

        Several actors of one commitment stay one group ("ROK; US"): counting each would multiply what they promised
        together. Restatements are left out unless `dedupe` is false. Keys: actor, trigger_class, year, month,
        scope, status, strength, specificity, attribution, plover, cameo, doc_id.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            keys: what to group by, in order.
            dedupe: leave out rows that restate another row of their document.
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - actor (text): one column for each of `keys`; by default actor, trigger_class, year.
            - trigger_class (text): trigger class.
            - year (text): year of the document, empty where it has no date.
            - count (int): commitments.
            - doc_count (int): documents with one of them.
            - mean_strength (float): mean strength, 1 to 5.
            - substantive (int): of substantive scope.
            - conditional (int): with a condition.
            - dated (int): with a deadline.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> table = cq.sample().aggregate(keys=["trigger_class"])
            >>> int(table["count"].sum()) == len(cq.sample().commitments(dedupe=True))
            True
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
            "lexicon": lexicon,
            "keys": keys,
            "dedupe": dedupe,
        }
        table: pd.DataFrame = self._verb("aggregate", options, output, threads)
        return table

    def network(
        self,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        lexicon: Lexicon | str | PathLike[str] | None = None,
        scope: Scope = "any",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Who owes what to whom: one row an actor, target and role.

        Restatements are left out. `role` says whether the target is a beneficiary, a partner or an adversary.
        Collective actors stay together; commitments without a target are left out.

        Arguments:
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            scope: scope to count ("any", "substantive", "procedural", "protocol").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - actor (text): canonical names of the actor, separated by "; ".
            - target (text): canonical names of the target, separated by "; "; as written, without its article,
              where no name is known.
            - role (text): beneficiary, partner, adversary.
            - count (int): commitments.
            - doc_count (int): documents with one of them.
            - mean_strength (float): mean strength, 1 to 5.
            - conditional (int): with a condition.
            - example (text): the strongest of them, as written.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> cq.sample().network().columns.tolist()[:4]
            ['actor', 'target', 'role', 'count']
        """
        options: dict[str, Any] = {
            "regions": regions,
            "duplicates": duplicates,
            "lexicon": lexicon,
            "scope": scope,
        }
        table: pd.DataFrame = self._verb("network", options, output, threads)
        return table

    def redline(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """What became of each sentence of document a in document b: one row a sentence, with the words that
        changed.

        Relations: kept (the same words; line ends and spaces do not count), edited, moved (the same or nearly the
        same words, out of the order of the others), split, merged, inserted, deleted. Rows stand in the order of b,
        what was deleted after the sentence of a before it. Of two sentences that exchanged their places the shorter
        moved. Exchanging a and b mirrors the table. In words_removed and words_added ` … ` stands between places.
        Where --out ends in .html, the command line writes a page to read; in Python it is cq.redline(a,
        b).to_html(path).

        Arguments:
            a: id of the document before; default: the first of the corpus.
            b: id of the document after; default: the last of the corpus.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - relation (text): kept, edited, moved, split, merged, inserted, deleted.
            - moved (bool): whether it stands out of the order of the others; may be split or merged too.
            - similarity (float): 2 × words and marks that stayed / those of both; null on one side only.
            - doc_id_a (text): the document before.
            - doc_id_b (text): the document after.
            - sent_a (int): its first sentence in a, from 1, furniture included; null if it has none.
            - sent_b (int): its first sentence in b.
            - sentences_a (int): how many sentences of a.
            - sentences_b (int): how many sentences of b.
            - start_a (int): first code point in a: the text there is evidence_a.
            - end_a (int): code point after the last.
            - start_b (int): first code point in b: the text there is evidence_b.
            - end_b (int): code point after the last.
            - evidence_a (text): its text in a.
            - evidence_b (text): its text in b.
            - words_removed (text): words and marks that went; null if none.
            - words_added (text): words and marks that came; null if none.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> t = c.redline("2019-10-14-joint-statement-31st-acm", "2020-10-22-joint-statement-32nd-acm")
            >>> t[t.words_removed == "ironclad"][["relation", "sent_a", "sent_b", "similarity"]].round(2)
               relation  sent_a  sent_b  similarity
            11   edited      14      12        0.98
        """
        options: dict[str, Any] = {
            "a": a,
            "b": b,
            "regions": regions,
            "duplicates": duplicates,
        }
        table: pd.DataFrame = self._verb("redline", options, output, threads)
        return table

    def reuse(
        self,
        n: int = 5,
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
        """How much of each document stands word for word in earlier ones: one row a document, earliest first.

        Words are compared as counted (case folded by case=, marks left out), in rows of n or more, which may run
        over sentences but never over the end of a document or text that is left out. Earlier is by date, of one
        date by id; documents without a date come last, in the order of the corpus. The first document has no share.
        `passages` has the places, `formulas` what comes again and again. Time is that of sorting; memory about 60
        bytes a word. Further columns: the document variables.

        Arguments:
            n: words in a row that must be the same, at least.
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
            - words (int): its words.
            - words_reused (int): words in a row of n or more that stands in an earlier document.
            - share (float): words_reused / words; null without words or earlier documents.
            - passages (int): such rows, each as long as can be; they may overlap.
            - longest (int): words of the longest; null if none.
            - longest_doc_id (text): the earliest document that has it.
            - date (date): the document's date; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> c[c.kind == "joint_statement"].reuse(8)[["words", "words_reused", "share", "longest"]].round(2)
               words  words_reused  share  longest
            0    829             0    NaN     <NA>
            1    863           721   0.84      189
            2    897           763   0.85      221
            3    959           713   0.74      113
            4    996           836   0.84      144
            5    911           753   0.83      114
            6    909           779   0.86       96
        """
        options: dict[str, Any] = {
            "n": n,
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
        table: pd.DataFrame = self._verb("reuse", options, output, threads)
        return table

    def passages(
        self,
        n: int = 10,
        *,
        top: int | None = None,
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
        """Rows of words that stand in an earlier document too, longest first, with both places.

        Each is as long as can be, and shown with the earliest document that has the whole of it; they may overlap,
        none lies in another. What words in a row and earlier documents are: as in `reuse`. Further columns: the
        document variables.

        Arguments:
            n: words in a row that must be the same, at least.
            top: only the first so many rows.
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

            - words (int): how many words.
            - doc_id (text): the document.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - source_doc_id (text): the earliest document that has it.
            - source_sent_id (int): the sentence there.
            - source_start (int): first code point there.
            - source_end (int): code point after the last there.
            - text (text): the words: doc.text[start:end].
            - source_date (date): the earliest document's date; null where unknown.
            - date (date): the document's date; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> row = c.passages(20).iloc[0]
            >>> c[row.doc_id].text[row.start:row.end] == row.text
            True
            >>> row.source_doc_id, c[row.source_doc_id].text[row.source_start:row.source_end][:40]
            ('2019-10-14-joint-statement-31st-acm', 'Secretary of Defense of the US, and incl')
        """
        options: dict[str, Any] = {
            "n": n,
            "top": top,
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
        table: pd.DataFrame = self._verb("passages", options, output, threads)
        return table

    def formulas(
        self,
        n: int = 5,
        *,
        min_docs: int = 3,
        top: int | None = None,
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
        """Rows of words that come again in document after document, with their first and last use.

        Those that make up most words of the corpus (words × doc_count) come first. A formula is left out where a
        longer one around it is in as many documents. What words in a row and the order of documents are: as in
        `reuse`.

        Arguments:
            n: words in a row, at least.
            min_docs: leave out formulas in fewer documents.
            top: only the first so many rows.
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

            - text (text): the words, as first used.
            - words (int): how many words.
            - count (int): occurrences.
            - doc_count (int): documents that have it.
            - first_doc_id (text): the first document that has it.
            - first_sent_id (int): the sentence of its first use.
            - first_start (int): first code point there: doc.text[first_start:first_end] is text.
            - first_end (int): code point after the last there.
            - last_doc_id (text): the last document that has it.
            - last_sent_id (int): the sentence of its last use.
            - last_start (int): first code point there.
            - last_end (int): code point after the last there.
            - first_date (date): the first document's date; null where unknown.
            - last_date (date): the last document's date; null where unknown.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> t = c.formulas(8, min_docs=7)
            >>> t[t.words <= 12][["words", "doc_count", "first_date"]].head(2)
                words  doc_count first_date
            11     10         10 2019-10-14
            15     11          8 2019-10-14
        """
        options: dict[str, Any] = {
            "n": n,
            "min_docs": min_docs,
            "top": top,
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
        table: pd.DataFrame = self._verb("formulas", options, output, threads)
        return table

    def compare(
        self,
        a: Any = None,
        b: Any = None,
        *,
        lexicon: Lexicon | str | PathLike[str] | None = None,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """What was added, kept, strengthened, weakened, shifted or dropped between two documents or groups: one row
        a commitment.

        Restatements are merged, then each commitment of one side answers to at most one of the other; swapping the
        sides mirrors the table. Strength, specificity and scope stay apart: `shifted` is a move of scope,
        specificity, time or condition while strength stays, or against it. `rule` names what decided. What was
        added or dropped has the nearest candidate of the other side beside it, a commitment or any sentence, with
        the similarity to it. A name that joins a list within a commitment ("and to those of X"), or leaves it, has
        a row of its own (`part_added`, `part_dropped`): its evidence is that part of the clause. `warning` tells
        where a news report is set against an official text (variable kind).

        Arguments:
            a: the documents to compare from: column, =, !=, <, <=, > or >=, value; default: the first of two
                documents.
            b: the documents to compare with, in the same way; default: the second.
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - thread (int): the commitment, from 1, in the order of b; what was dropped comes last.
            - relation (text): added, kept, strengthened, weakened, shifted, dropped.
            - rule (text): what decided: strength_up, scope, deadline, same_words, ....
            - similarity (float): 0 to 1, of the two; for what stands alone to the nearest.
            - doc_id_a (text): the document of side a, or null.
            - sent_a (int): its sentence, from 1.
            - start_a (int): first code point of evidence_a.
            - end_a (int): code point after its last.
            - doc_id_b (text): the document of side b, or null.
            - sent_b (int): its sentence, from 1.
            - start_b (int): first code point of evidence_b.
            - end_b (int): code point after its last.
            - actor_a (text): canonical names, separated by "; ".
            - actor_b (text): the same for b.
            - trigger_a (text): the words that bind.
            - trigger_b (text): the same for b.
            - strength_a (int): 1 (weak) to 5 (firm).
            - strength_b (int): the same for b.
            - specificity_a (int): 0 direction only, 1 named, 2 named and dated or quantified.
            - specificity_b (int): the same for b.
            - scope_a (text): substantive, procedural, protocol.
            - scope_b (text): the same for b.
            - status_a (text): new, reaffirmed, continued, planned, fulfilled, denied.
            - status_b (text): the same for b.
            - content_a (text): the action.
            - content_b (text): the same for b.
            - condition_a (text): what it depends on, or null.
            - condition_b (text): the same for b.
            - deadline_a (text): by when, as written, or null.
            - deadline_b (text): the same for b.
            - words_removed (text): words of evidence_a that the sentence of b lacks, " … " between runs.
            - words_added (text): words of evidence_b that the sentence of a lacks.
            - nearest_doc_id (text): for added and dropped: the document of what comes nearest on the other side.
            - nearest_sent (int): its sentence, from 1.
            - nearest_start (int): first code point of nearest_evidence.
            - nearest_end (int): code point after its last.
            - nearest_kind (text): commitment, or passage: a sentence that does not bind.
            - nearest_evidence (text): what it says.
            - warning (text): why the two sides are not of a kind, or null.
            - evidence_a (text): the clause in a, or the part of it that the row is about.
            - evidence_b (text): the same for b.

        Raises:
            OptionError: an option that is not known or not valid.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> table = cq.compare(c["2024-10-30-joint-statement-36th-acm"], c["2025-11-05-joint-statement-37th-acm"])
            >>> gone = table[table["relation"] == "dropped"]
            >>> "current force level" in " ".join(gone["evidence_a"])
            True
        """
        options: dict[str, Any] = {
            "a": a,
            "b": b,
            "lexicon": lexicon,
            "regions": regions,
            "duplicates": duplicates,
        }
        table: pd.DataFrame = self._verb("compare", options, output, threads)
        return table

    def threads(
        self,
        *,
        by: By = "date",
        min_mentions: int = 1,
        near_misses: bool = False,
        lexicon: Lexicon | str | PathLike[str] | None = None,
        regions: str | Sequence[str] | None = None,
        duplicates: Duplicates = "keep",
        output: Output | None = None,
        threads: int | None = None,
    ) -> pd.DataFrame:
        """Commitments of many documents linked through time: one row a mention, with its thread, the mention before
        and the relation to it.

        A thread is one commitment as it is made, repeated, changed. `previous_...` is the mention it answers to in
        the latest document that has one; restatements within a document are `restated`, or `distorted` where a
        headline says it otherwise than the body. `fulfilled` is said only where the text says that the deed was
        done as promised, and `says` is "announced again" only where the text itself refers to the earlier bond.
        Silence is not failure: a thread that ends says nothing about the deed.

        Arguments:
            by: the order of the documents: by date (those without one last, as they come), or as they come ("date",
                "order").
            min_mentions: leave out threads with fewer mentions.
            near_misses: also string what was only talked about: discussed, proposed, a shared view.
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
            regions: regions to read, or "all"; default: all but nav, widget, copyright and byline.
            duplicates: "drop" leaves out units that repeat another one of the document (thumbnail texts, doubled
                captions) ("keep", "drop").
            output: "pandas", "polars" or "arrow"; default: as set by `set_options`.
            threads: threads to use; default: all cores. The result does not depend on it.

        Returns:
            A table with the columns

            - thread (int): the thread, from 1, by first mention.
            - mention (int): the mention in its thread, from 1.
            - mentions (int): mentions of the thread.
            - relation (text): first, kept, strengthened, weakened, shifted, fulfilled, restated, distorted.
            - rule (text): what decided.
            - similarity (float): 0 to 1, to the mention before; null for the first.
            - doc_id (text): the document.
            - date (date): the document's date; null where unknown.
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - region (text): the region it stands in.
            - start (int): first code point: doc.text[start:end] is the evidence.
            - end (int): code point after the last.
            - trigger_class (text): as in commitments; null for what was only talked about.
            - strength (int): 1 (weak) to 5 (firm); null for what was only talked about.
            - specificity (int): 0 to 2, as in commitments.
            - scope (text): substantive, procedural, protocol.
            - status (text): as in commitments; null for what was only talked about.
            - says (text): what the text itself says of the earlier bond: fulfilled, announced again, or null.
            - actor (text): canonical names, separated by "; ".
            - target (text): whom it is for, with or against, or null.
            - content (text): the action.
            - deadline (text): as ISO date or interval, or null.
            - previous_doc_id (text): the document of the mention before.
            - previous_date (date): its date.
            - previous_sent_id (int): its sentence.
            - previous_start (int): first code point of previous_evidence.
            - previous_end (int): code point after its last.
            - strength_change (int): strength less that of the mention before.
            - days (int): days since the mention before.
            - words_removed (text): words of previous_evidence that this sentence lacks.
            - words_added (text): words of evidence that the sentence before lacks.
            - first_seen (date): date of the thread's first mention.
            - last_seen (date): date of its last.
            - label (text): the action as the thread's first mention words it.
            - previous_evidence (text): the clause before.
            - evidence (text): the clause: doc.text[start:end].

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> table = c[c.kind == "joint_statement"].threads()
            >>> force = table[table["content"].str.contains("current force level", regex=False)]
            >>> force["thread"].nunique(), len(force)
            (1, 6)
        """
        options: dict[str, Any] = {
            "by": by,
            "min_mentions": min_mentions,
            "near_misses": near_misses,
            "lexicon": lexicon,
            "regions": regions,
            "duplicates": duplicates,
        }
        table: pd.DataFrame = self._verb("threads", options, output, threads)
        return table

    def track(
        self,
        pattern: str | Sequence[str],
        docs: Any = None,
        *,
        actor: str | None = None,
        valuetype: Valuetype = "glob",
        by: By = "date",
        lexicon: Lexicon | str | PathLike[str] | None = None,
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
        """The history of a phrase: one row a document and pattern, present or absent, with the wording and what
        changed since the last one.

        A document that could not be read, or in which no word was read, is `unknown`, never absent; changes are
        counted from the last document that is known. Of several hits in a document one in a commitment comes first,
        then one in the running text, then the first; `hits` counts all of them. `strength` is that of the
        commitment around the hit, if there is one.

        Arguments:
            pattern: what to follow: a word or a phrase, or several patterns, as in kwic.
            docs: only these documents: column, =, !=, <, <=, > or >=, value; default: all.
            actor: count only what stands in a commitment of this actor: a name as in actor_resolved, or as written.
            valuetype: how patterns are read ("glob", "regex", "fixed").
            by: the order of the documents, as in threads ("date", "order").
            lexicon: a lexicon: a TOML file, or TOML itself; default: the one that ships with the package.
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

            - pattern (text): the pattern.
            - doc_id (text): the document; of one that could not be read its source.
            - date (date): the document's date; null where unknown.
            - present (text): yes, no, unknown.
            - change (text): first, same, context (the same words, others around them), reworded, gone, returned;
              null where there is none.
            - hits (int): hits in the document; null where unknown.
            - wording (text): the hit: doc.text[start:end].
            - words_removed (text): words of the evidence before that this sentence lacks, " … " between runs.
            - words_added (text): words of the evidence that the sentence before lacks.
            - strength (int): 1 (weak) to 5 (firm), of the commitment around it; null where there is none.
            - trigger_class (text): its class.
            - actor (text): its actors, separated by "; ".
            - sent_id (int): the sentence in the document, from 1, furniture included.
            - region (text): the region it stands in.
            - start (int): first code point of the wording.
            - end (int): code point after its last.
            - evidence_start (int): first code point of the evidence.
            - evidence_end (int): code point after its last.
            - first_seen (date): date of the first document that has the pattern; null where none has.
            - last_seen (date): date of the last.
            - reason (text): why it is unknown.
            - evidence (text): the commitment around it, else the sentence.

        Raises:
            OptionError: an option that is not known or not valid.
            UnknownNameError: a column in `by` that is not there.

        Example:
            >>> import communique as cq
            >>> c = cq.sample()
            >>> table = c[c.kind == "joint_statement"].track("maintain * current force level")
            >>> table[["present", "change"]].agg("/".join, axis=1).tolist()
            ['yes/first', 'yes/same', 'yes/context', 'yes/same', 'yes/same', 'yes/context', 'no/gone']
            >>> row = table.iloc[0]
            >>> c[row.doc_id].text[row.start:row.end]
            'maintain its current force level'
        """
        options: dict[str, Any] = {
            "pattern": pattern,
            "docs": docs,
            "actor": actor,
            "valuetype": valuetype,
            "by": by,
            "lexicon": lexicon,
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
        table: pd.DataFrame = self._verb("track", options, output, threads)
        return table
