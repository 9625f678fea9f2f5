"""โหวตบ้านยายแดง: which of the candidates a voter means who calls a household by a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain.elections import Candidate, Election
from bot.domain.registry import Member
from bot.thai.alike import alike


@dataclass(frozen=True)
class Meant:
    """`sure`: the name is theirs. `perhaps`: it is like theirs; to be asked."""

    sure: tuple[Candidate, ...]
    perhaps: tuple[Candidate, ...]


def named(session: Session, election: Election, said: str, moo: int | None) -> Meant:
    """By the head's name and the names its members go by; only those who stand, in this หมู่ if one
    was said."""
    standing = [c for c in election.candidates if c.stands and moo in (None, c.household.moo)]
    called = _names(session, standing)
    found = alike(said, called)
    sure = _of(called, found.same)
    return Meant(sure, tuple(c for c in _of(called, found.near) if c not in sure))


def _names(session: Session, standing: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    by_house = {candidate.household_id: candidate for candidate in standing}
    known: dict[str, list[Candidate]] = {}
    for candidate in by_house.values():
        if candidate.household.head:
            known.setdefault(candidate.household.head, []).append(candidate)
    members = select(Member.household_id, Member.name).where(Member.household_id.in_(by_house))
    for house, name in session.execute(members.order_by(Member.id)):
        known.setdefault(name, []).append(by_house[house])
    return known


def _of(called: dict[str, list[Candidate]], names: Iterable[str]) -> tuple[Candidate, ...]:
    """Each once, best first."""
    return tuple(dict.fromkeys(candidate for name in names for candidate in called[name]))
