"""What the committee is given to print: links for each village, and kind words to all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.line.messages import Message, Open, Say
from bot.wording import short_month


@dataclass(frozen=True)
class Printable:
    """A village: its title, households, those without LINE, and the address of its papers."""

    title: str
    houses: int
    without_line: int
    address: str
    one_file: bool


def links(villages: Sequence[Printable], this: date, last: date) -> Message:
    """One bubble a village: its book, and the slips of last month and of this."""
    return Message("print_links", {"bubbles": [_bubble(v, (last, this)) for v in villages]})


def _bubble(village: Printable, slips: tuple[date, date]) -> dict[str, object]:
    return {
        "title": village.title,
        "houses": village.houses,
        "without_line": village.without_line,
        "buttons": _buttons(village, slips) if village.houses else [],
    }


def _buttons(village: Printable, slips: tuple[date, date]) -> list[Open]:
    if not village.one_file:
        return [Open("สมุดและใบแจ้งทุกเล่ม", village.address)]
    book = Open("สมุดทั้งหมู่บ้าน", f"{village.address}/book.pdf")
    if not village.without_line:
        return [book]
    return [
        book,
        *(Open(f"ใบแจ้ง {short_month(m)}", f"{village.address}/slips-{m:%Y-%m}.pdf") for m in slips),
    ]


def which_village(villages: int, tambon: str | None) -> Message:
    """Too many to show: which one?"""
    return Message("print_which", {"villages": villages, "tambon": tambon})


def not_yours(moo: int, known: Sequence[int]) -> Message:
    """A village that is another's: those one may print are named."""
    return Message("print_not_yours", {"moo": moo, "known": known})


def for_committee() -> Message:
    return Message("print_for_committee", quick=(Say("สมุดความดี", "สมุดความดี"),))


def in_private() -> Message:
    return Message("print_in_private")
