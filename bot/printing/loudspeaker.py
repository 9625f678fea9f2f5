"""เสียงตามสาย: the result as the village head reads it aloud, in a minute or a little more."""

import re
from collections.abc import Sequence
from datetime import date

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.printing import press
from bot.printing.votes import Award, House, Result
from bot.wording import FULL_MONTHS, FULL_WEEKDAYS, figure

MOST_READ = 4
"""Houses read out beside the winner: nobody remembers more by ear. Nor does anybody hear that a
house got no vote at all."""


def text(result: Result, awards: Sequence[Award] = (), next_vote: date | None = None) -> str:
    """Plain text, a paragraph a breath. `next_vote`: the day on which the next one opens."""
    others = result.counts[1:]
    template = _words.get_template("loudspeaker.txt")
    said = template.render(
        result=result,
        winner=result.winner,
        others=others[:MOST_READ],
        more=len(others[MOST_READ:]),
        story=result.short_story,
        awards=awards,
        next_vote=next_vote,
    )
    return said.strip() + "\n"


def spoken(house: House) -> str:
    """`บ้านเลขที่ 12 ทับ 3 หมู่ที่ 4`; a letter after the number stands apart."""
    number = re.sub(r"(?<=\d)(?=[ก-ฮ])", " ", house.house_no.replace("/", " ทับ "))
    tambon = f" ตำบล{house.tambon}" if house.tambon else ""
    return f"บ้านเลขที่ {number} หมู่ที่ {house.moo}{tambon}"


def _month(day: date) -> str:
    return FULL_MONTHS[day.month - 1]


def _day(day: date) -> str:
    return f"วัน{FULL_WEEKDAYS[day.weekday()]}ที่ {day.day} {_month(day)}"


_words = Environment(  # noqa: S701 - plain text to be read aloud
    loader=FileSystemLoader(press.TEMPLATES),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_words.filters.update(figure=figure, spoken=spoken, month=_month, day=_day)
