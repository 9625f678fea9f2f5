"""เมนูความดี: the deeds that count, what each is worth, and how often.

The national default of 54 items; points are a proposal scaled on the 5 and 10 of Chiang Rai's bank.
"""

import csv
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

OWN = "ความดีของตำบลเรา"
"""The activity under which a tambon adds its own deeds; their codes are `S9-01` and so on."""

GUARDED = "ความดีด้านสังคม"
"""What a deed of belief or health is called where somebody else than its household reads it."""

FILE = Path(__file__).with_name("deed_menu.csv")

DIMENSIONS = {
    "F": "ความมั่นคงทางอาหาร",
    "E": "สิ่งแวดล้อมให้ยั่งยืน",
    "S": "ภูมิคุ้มกันทางสังคม",
    "X": "อื่น ๆ",
}

PERIODS = {
    "สัปดาห์": "week", "เดือน": "month", "ไตรมาส": "quarter", "ปี": "year", "90 วัน": "90 days",
}  # fmt: skip
"""What a limit may count in, as the menu writes it."""

PERIOD_NAMES = {period: name for name, period in PERIODS.items()}

_OWN_CODE = re.compile(r"[FES]9-\d\d")
_SENSITIVE = re.compile(r"S1-\d\d|S2-04|S3-02|S3-06")
"""What reveals belief or health (PDPA s.26): worship, health checks, visits to the sick, blood."""


@dataclass(frozen=True)
class Limit:
    """At most `times` units in a `period` of the calendar, or in any 90 days."""

    times: int
    period: str


@dataclass(frozen=True)
class MenuItem:
    """One line of the menu. `points` are per `unit`; `per_day` units count for a household."""

    code: str
    dimension: str
    activity: str
    name: str
    unit: str
    points: int
    per_day: int
    limit: Limit | None
    evidence: frozenset[str]

    @property
    def by_committee(self) -> bool:
        """Only the committee can say that this was done."""
        return "committee" in self.evidence

    @property
    def worth_by_committee(self) -> bool:
        """The household names the deed, the committee what it is worth."""
        return self.dimension == "X"

    @property
    def monthly(self) -> bool:
        """Checked once a month by the committee: outside the caps of a day."""
        return self.by_committee and self.unit == "เดือน"

    @property
    def sensitive(self) -> bool:
        return is_sensitive(self.code)

    @property
    def guarded_name(self) -> str:
        """For others' eyes: what reveals belief or health is not called by its name."""
        return GUARDED if self.sensitive else self.short_name

    @property
    def short_name(self) -> str:
        """Without the explanation in brackets."""
        return re.sub(r"\s*\(.*\)$", "", self.name)


@cache
def items() -> dict[str, MenuItem]:
    """Every item by its code, in the menu's order."""
    with FILE.open(encoding="utf-8") as file:
        return {row["code"]: _item(row) for row in csv.DictReader(file)}


def dimension(code: str) -> str:
    """F, E, S or X; a tambon's own deeds bear it in their code too."""
    return code[0]


def is_own(code: str) -> bool:
    """Whether the code is one that a tambon gives a deed of its own."""
    return _OWN_CODE.fullmatch(code) is not None


def is_code(code: str) -> bool:
    """Whether a deed can have this code: the nation's, or some tambon's own."""
    return code in items() or is_own(code)


def is_sensitive(code: str) -> bool:
    return _SENSITIVE.fullmatch(code) is not None


def item(code: str) -> MenuItem:
    """Raises KeyError for a code that is not on the menu."""
    return items()[code]


def item_as_told(code: str, name: str | None, unit: str | None) -> MenuItem:
    """The item by the name it had when a deed was told; a tambon's own is known by that alone."""
    known = items().get(code)
    if known is not None:
        return replace(known, name=name or known.name, unit=unit or known.unit)
    return MenuItem(code, code[0], OWN, name or OWN, unit or "ครั้ง", 0, 1, None, frozenset())


def _item(row: dict[str, str]) -> MenuItem:
    return MenuItem(
        code=row["code"],
        dimension=row["dimension"],
        activity=row["activity_seed"],
        name=row["name_th"],
        unit=row["unit"],
        points=int(row["points_per_unit"]),
        per_day=int(row["max_units_per_day"]),
        limit=_limit(row["other_limit"]),
        evidence=frozenset(row["evidence"].split("|")) - {"none"},
    )


def _limit(text: str) -> Limit | None:
    times, _, period = text.partition("/")
    return Limit(int(times), PERIODS[period]) if period else None
