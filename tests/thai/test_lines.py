"""Lines of our own: those the lexicon was tuned on, and those kept aside to tell us the truth."""

import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.thai import CATEGORY_OF, DeedReading, Utterance, annotate, read_deeds
from bot.thai.units import canonical

SENT = date(2026, 11, 23)
HERE = Path(__file__).parent


class Line(NamedTuple):
    text: str
    codes: str
    amount: str
    day: str


def lines(name: str) -> Iterator[Line]:
    for row in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if not row.startswith("#"):
            yield Line(*row.split("\t"))


class Score:
    """How many of the lines were read as they were meant."""

    def __init__(self, name: str) -> None:
        self.deeds = self.seen = self.right = self.counted = self.dated = 0
        self.traps = self.caught = 0
        for line in lines(name):
            u = annotate(line.text, SENT)
            readings = read_deeds(u)
            if line.codes == "-":
                self.traps += 1
                self.caught += bool(readings)
                continue
            self.deeds += 1
            self.seen += bool(readings)
            self.right += _category_is_right(line, readings)
            self.counted += _amount_is_right(line, readings)
            self.dated += _day_is_right(line, u)


def _category_is_right(line: Line, readings: tuple[DeedReading, ...]) -> bool:
    wanted = {CATEGORY_OF[code] for code in line.codes.replace(",", "/").split("/")}
    return any(CATEGORY_OF[reading.code] in wanted for reading in readings)


def _amount_is_right(line: Line, readings: tuple[DeedReading, ...]) -> bool:
    said = next((r.amount for r in readings if r.amount is not None), None)
    if line.amount in {"-", "1 ครั้ง"}:
        return said is None
    value, unit = line.amount.split(" ")
    if said is None:
        return False
    return float(said.value) == float(value) and said.unit == (canonical(unit) or unit)


def _day_is_right(line: Line, u: Utterance) -> bool:
    relative = len(line.day) < 4
    day = SENT + timedelta(days=int(line.day)) if relative else date.fromisoformat(line.day)
    return u.done_on == day


class Least(NamedTuple):
    """Shares that must be reached, and the share of traps that may be fallen into."""

    seen: float
    category: float
    amount: float
    day: float
    traps: float


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("lines_tuned", Least(seen=0.97, category=0.94, amount=0.94, day=0.99, traps=0.03)),
        ("lines_held", Least(seen=0.95, category=0.95, amount=0.93, day=0.97, traps=0.10)),
    ],
)
def test_reads_our_lines(name: str, least: Least, capsys: pytest.CaptureFixture[str]) -> None:
    score = Score(name)
    with capsys.disabled():
        sys.stdout.write(
            f"\n  {name}: {score.deeds} deeds, seen {score.seen}, category {score.right}, "
            f"amount {score.counted}, day {score.dated}; {score.traps} traps, {score.caught} caught\n"
        )
    assert score.seen >= least.seen * score.deeds
    assert score.right >= least.category * score.deeds
    assert score.counted >= least.amount * score.deeds
    assert score.dated >= least.day * score.deeds
    assert score.caught <= least.traps * score.traps


def test_reads_what_is_done_by_category() -> None:
    told = right = 0
    for row in (HERE / "phrases.tsv").read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        category, phrases = row.split("\t")
        for phrase in phrases.split("|"):
            readings = read_deeds(annotate(f"วันนี้{phrase}ค่ะ", SENT))
            told += 1
            right += category in {CATEGORY_OF[reading.code] for reading in readings}
    assert told > 700
    assert right >= 0.92 * told
