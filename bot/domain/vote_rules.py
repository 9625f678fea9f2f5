"""กติกาโหวต: by which rules an area votes. They are frozen on each vote when its candidates are
called, so that what was printed before it is what it is counted by."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot.domain import settings
from bot.domain.settings import LEVELS

LENGTHS = dict(zip(LEVELS, (8, 6, 4), strict=True))
"""Digits of the code of an area that votes on this level."""


@dataclass(frozen=True)
class VoteRules:
    """`most` candidates by แต้ม, of those with so many `dimensions` and `days`; the committee's
    `picks`; a winner rests so many months. `quorum` in percent of the active households, at least
    `quorum_least` of them, or half if that is fewer; without it `extend` days more, once; then the
    committee decides, or (`votes`) the votes do. `ties`: what tells equal ones apart, in order."""

    most: int = 5
    dimensions: int = 2
    days: int = 4
    picks: int = 2
    rest: int = 3
    officers_apart: bool = True
    quorum: int = 30
    quorum_least: int = 10
    extend: int = 3
    committee_decides: bool = True
    ties: tuple[str, ...] = ("dimensions", "days", "fewer-wins", "earlier-win")

    @property
    def kept(self) -> dict[str, Any]:
        return {**asdict(self), "ties": list(self.ties)}


def of(session: Session, area: str) -> VoteRules:
    """What holds in this area now."""
    said = settings.here(session, area)

    def heard(name: str) -> str:
        return settings.heard(said.get(name, {}), area, name)

    return VoteRules(
        most=int(heard("vote-candidates")),
        dimensions=int(heard("vote-dimensions")),
        days=int(heard("vote-days")),
        picks=int(heard("vote-picks")),
        rest=int(heard("vote-rest")),
        officers_apart=heard("vote-officers") == "apart",
        quorum=int(heard("vote-quorum")),
        quorum_least=int(heard("vote-quorum-least")),
        extend=int(heard("vote-extend")),
        committee_decides=heard("vote-no-quorum") == "committee",
        ties=tuple(name for name in heard("vote-tie").split(",") if name),
    )


def kept(rules: Mapping[str, Any]) -> VoteRules:
    """The rules as a vote has kept them."""
    return VoteRules(**{**rules, "ties": tuple(rules["ties"])})


def voting_area(session: Session, village_code: str) -> str:
    """The area in which the households of this village vote first of all."""
    return village_code[: LENGTHS[settings.of(session, village_code, "vote-area")]]
