"""Reads the lexicon: plain tables a Thai teacher can open, correct and extend.

Every file is tab-separated; a line starting with # is a remark. Nothing here knows Thai.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_HOME = Path(__file__).parent / "lexicon"


def rows(name: str) -> Iterator[list[str]]:
    """The rows of one table, each a list of its cells without surrounding spaces."""
    for line in (_HOME / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


def word_tables() -> list[str]:
    """Names of the tables that give words their kinds."""
    return sorted(entry.stem for entry in _HOME.glob("words_*.tsv"))


def word_rows() -> Iterator[tuple[str, str, list[str]]]:
    """Table, kind and words of every row. A cell `=kind` stands for all words of that kind."""
    for table in word_tables():
        for kind, words in rows(table):
            yield table, kind, words.split()


@cache
def choices(name: str, sort: str) -> tuple[str, ...]:
    """The words of one sort in a table of two columns, written with | between; longest first."""
    words = {w.strip() for kind, cell, *_ in rows(name) if kind == sort for w in cell.split("|")}
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def any_of(words: Iterable[str]) -> str:
    """A pattern that is met by any of the words, tried in their order."""
    return "|".join(map(re.escape, words))


@cache
def kinds() -> dict[str, frozenset[str]]:
    """Every kind with its words, kinds of kinds resolved, numbers and units among them."""
    given: dict[str, set[str]] = {
        "number": set(number_words()),
        "unit": set(unit_spellings()),
        "day": {word for _, _, words in rows("dates") for word in words.split()},
    }
    for _, kind, words in word_rows():
        given.setdefault(kind, set()).update(words)
    return {kind: frozenset(_resolved(kind, given, ())) for kind in given}


@cache
def pattern_words() -> frozenset[str]:
    """The Thai words and phrases that the patterns of deeds name themselves."""
    return frozenset(_words_of_patterns())


def _words_of_patterns() -> Iterator[str]:
    for _, _, pattern, *_ in rows("deeds"):
        for term in pattern.split():
            for word in term.lstrip("~").split("|"):
                if not word.startswith("#") and not word.isascii():
                    yield word


def _resolved(kind: str, given: dict[str, set[str]], above: tuple[str, ...]) -> set[str]:
    if kind in above:
        raise ValueError(f"kind {kind} contains itself")
    found: set[str] = set()
    for word in given[kind]:
        if word.startswith("="):
            found |= _resolved(word[1:], given, (*above, kind))
        else:
            found.add(word)
    return found


@cache
def spellings() -> dict[str, str]:
    """Dialect words, short forms and common misspellings, each with its central word."""
    return {
        spelling: central for central, _, spelt in rows("spellings") for spelling in spelt.split()
    }


@cache
def number_words() -> dict[str, str]:
    return {word: value for value, words in rows("numbers") for word in words.split()}


@cache
def unit_spellings() -> dict[str, str]:
    """Every way to write a unit, with the one name used for it."""
    return {
        spelling: unit
        for unit, _, _, *spelt in rows("units")
        for spelling in (unit, *" ".join(spelt).split())
    }
