"""What the committee is given to print: links for each village, and kind words to all others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.elections import Election
from bot.line.messages import Message, Open, Say
from bot.messages.vote_yours import LEVELS
from bot.wording import short_month


@dataclass(frozen=True)
class Called:
    """A vote that is called and not counted."""

    election_id: int
    level: str


@dataclass(frozen=True)
class Printable:
    """A village: its title, households, those without LINE, and the address of its papers."""

    title: str
    houses: int
    without_line: int
    address: str
    one_file: bool
    votes: tuple[Called, ...] = ()


def links(villages: Sequence[Printable], this: date, last: date) -> Message:
    """One bubble a village: its book, and the slips of last month and of this."""
    return Message("print_links", {"bubbles": [_bubble(v, (last, this)) for v in villages]})


def _bubble(village: Printable, slips: tuple[date, date]) -> dict[str, object]:
    return {
        "title": village.title,
        "houses": village.houses,
        "without_line": village.without_line,
        "buttons": [*_buttons(village, slips), *_ballots(village.address, village.votes)]
        if village.houses
        else [],
    }


def called(votes: Sequence[Election]) -> tuple[Called, ...]:
    return tuple(Called(vote.id, LEVELS[len(vote.area_code)]) for vote in votes)


def ballots(villages: Sequence[tuple[str, str, tuple[Called, ...]]]) -> Message:
    """One bubble a village that votes, by its title and the address of its papers: what hangs on
    its board and lies on its table."""
    shown = [{"title": t, "buttons": _ballots(address, votes)} for t, address, votes in villages]
    return Message("print_ballots", {"bubbles": shown})


def ballots_of_which(villages: int) -> Message:
    return Message("print_ballots_which", {"villages": villages})


def no_ballots() -> Message:
    return Message("print_no_ballots")


def ballots_for_committee() -> Message:
    return Message("print_ballots_committee", quick=(Say("โหวต", "โหวต"),))


def ballots_in_private() -> Message:
    return Message("print_ballots_in_private")


def _ballots(address: str, votes: Sequence[Called]) -> list[Open]:
    return [
        Open(f"ใบโหวต{vote.level}", f"{address}/ballot-{vote.election_id}.pdf") for vote in votes
    ]


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
