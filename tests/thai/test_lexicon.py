"""The lexicon is written by hand; this finds the slips of the hand."""

import re
from collections import Counter
from datetime import date

import pytest

from bot.thai import CATEGORY_OF, annotate, fold, read_deeds, tables
from bot.thai.marks import WORD_MARKS
from bot.thai.rules import parse
from bot.thai.words import vocabulary

MONDAY = date(2026, 11, 23)
FAMILIES = {f"#{row[1]}" for row in tables.rows("units")} | {"#any", "#bare"}


def entries() -> list[tuple[str, str]]:
    """Every word of the lexicon with the table it is in."""
    words = [(word, table) for table, _, row in tables.word_rows() for word in row]
    words += [(word, "spellings") for row in tables.rows("spellings") for word in row[2].split()]
    words += [(word, "units") for word in tables.unit_spellings()]
    words += [(word, "numbers") for word in tables.number_words()]
    return [(word, table) for word, table in words if not word.startswith("=")]


def test_every_word_is_written_as_it_will_be_met() -> None:
    wrong = {word for word, _ in entries() if fold(word) != word}
    assert wrong == set()


def test_no_word_stands_twice_in_a_kind() -> None:
    seen = Counter((kind, word) for _, kind, row in tables.word_rows() for word in row)
    assert [pair for pair, times in seen.items() if times > 1] == []


def test_no_spelling_means_two_words() -> None:
    spelt = Counter(word for row in tables.rows("spellings") for word in row[2].split())
    assert [word for word, times in spelt.items() if times > 1] == []


def test_every_spelling_leads_to_a_known_word() -> None:
    known = vocabulary().right
    lost = {
        central for central, _, _ in tables.rows("spellings") if not known.get(central, ("", ()))[1]
    }
    assert lost == set()


def test_no_unit_is_spelt_as_another() -> None:
    spelt = Counter(
        word for row in tables.rows("units") for word in (row[0], *" ".join(row[3:]).split())
    )
    assert [word for word, times in spelt.items() if times > 1] == []


def test_no_day_word_means_two_days() -> None:
    said: dict[str, set[str]] = {}
    for sort, value, words in tables.rows("dates"):
        for word in words.split():
            said.setdefault(word, set()).add(f"{sort} {value}")
    assert {word: days for word, days in said.items() if len(days) > 1} == {}


def test_rules_name_codes_and_kinds_that_exist() -> None:
    kinds = set(tables.kinds())
    for code, strength, pattern, *_ in tables.rows("deeds"):
        assert code in CATEGORY_OF, pattern
        assert 0.0 < float(strength) < 1.0, pattern
        rule = parse(code, strength, pattern)
        for wanted in rule.unwanted.union(*rule.terms):
            if wanted.startswith("#"):
                assert wanted in FAMILIES or wanted[1:] in tables.unit_spellings(), (
                    pattern,
                    wanted,
                )
            elif wanted.isascii() and not wanted[0].isdigit():
                assert wanted in kinds, (pattern, wanted)


def test_every_kind_is_of_use() -> None:
    by_rules = {
        wanted.lstrip("~")
        for _, _, pattern, *_ in tables.rows("deeds")
        for term in pattern.split()
        for wanted in term.split("|")
    }
    within = {word[1:] for _, _, row in tables.word_rows() for word in row if word[0] == "="}
    by_code = {"common", "day", "kin", "number", "particle", "title", "unit", "whole_time"}
    idle = set(tables.kinds()) - by_rules - within - by_code - WORD_MARKS
    assert idle == set()


def test_every_rule_has_an_example() -> None:
    assert [row for row in tables.rows("deeds") if len(row) < 4 or not row[3]] == []


def test_every_menu_code_can_be_read() -> None:
    assert {row[0] for row in tables.rows("deeds")} == set(CATEGORY_OF)


def test_turns_of_phrase_are_patterns() -> None:
    for _, pattern, example in tables.rows("turns"):
        found = re.search(pattern.replace("<end>", ""), fold(example), re.IGNORECASE)
        assert found, example


# Names that say a deed's field rather than a deed, or that the menu itself gives to several.
_NOT_BY_NAME_ALONE = {
    "เล่าเรื่อง", "อื่นๆ", "วันพระ", "มัสยิด", "โบสถ์", "ขวดพลาสติก", "หลอดไฟ", "ชวนเพื่อนบ้าน",
    "ผัก_5_ชนิด", "ผักสวนครัวรั้วกินได้",
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (code, name.replace("_", " "))
        for code, _, _, names in tables.rows("menu")
        for name in names.split()
        if name not in _NOT_BY_NAME_ALONE
    ],
)
def test_the_menu_is_read_by_its_own_names(code: str, name: str) -> None:
    readings = read_deeds(annotate(f"วันนี้{name}แล้วค่ะ", MONDAY))
    assert CATEGORY_OF[code] in {CATEGORY_OF[reading.code] for reading in readings}
