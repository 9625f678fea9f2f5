"""Results for everybody: the newest first, each with a page of its own to be shared, and the hall
of fame. House numbers and votes by the vote's rule; names, pictures and stories by the tick."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot import showing
from bot.db import Store
from bot.domain import areas, honours, months
from bot.domain.awards import Award
from bot.domain.elections import Candidate, Election
from bot.domain.vote_rules import LENGTHS
from bot.messages.faces import PLAIN, Look
from bot.messages.votes import AWARDS, how_decided
from bot.routing import Rules
from bot.web.results_shared import counted, fresh

A_PAGE, A_HALL = 20, 120
"""Results, and winners in a line each: under 60 KB."""

MONTHS = 24
"""So far back goes the hall of fame."""

LEVELS = {"village": "หมู่บ้าน", "tambon": "ตำบล", "district": "อำเภอ"}


@dataclass(frozen=True)
class Line:
    """A house that stood, as the page has it."""

    house: str
    votes: int | None


@dataclass(frozen=True)
class Result:
    """One area's result. `look`: of the house that has won."""

    election: Election
    area: str
    lines: Sequence[Line]
    look: Look
    how: str | None
    awards: Sequence[tuple[str, str]]

    @property
    def won(self) -> bool:
        return self.election.winner is not None


@dataclass(frozen=True)
class Asked:
    """What of all results is asked for; `area` is within the home area."""

    area: str
    level: str
    page: int

    @property
    def digits(self) -> int | None:
        return LENGTHS.get(self.level)


def blueprint(store: Store, rules: Rules, local_now: Callable[[], datetime]) -> Blueprint:
    public = Blueprint("results", __name__, url_prefix="/results")
    home = rules.home_area or ""

    @public.get("")
    def newest() -> ResponseReturnValue:
        """Every candidate by house number, หมู่ and votes, the winner first."""
        asked = _asked(home)
        with store.read() as session:
            found = honours.results(
                session, asked.area, A_PAGE + 1, skip=A_PAGE * (asked.page - 1), level=asked.digits
            )
            page = render_template(
                "results.html", results=_shown(session, rules, found[:A_PAGE]), asked=asked,
                more=len(found) > A_PAGE, places=_places(session, home), levels=LEVELS,
            )  # fmt: skip
        return fresh(page)

    @public.get("/hall")
    def hall() -> ResponseReturnValue:
        """Who has won in the last two years, month by month."""
        asked = _asked(home)
        since = months.after(local_now().date().replace(day=1), -MONTHS)
        with store.read() as session:
            found = honours.winners(
                session, asked.area, since, A_HALL + 1, skip=A_HALL * (asked.page - 1),
                level=asked.digits,
            )  # fmt: skip
            shown = found[:A_HALL]
            titles = areas.titles(session, {e.area_code for e, _ in shown})
            looks = showing.on_page(session, rules.links, shown, with_deeds=False)
            page = render_template(
                "results_hall.html",
                winners=[(e, c, titles[e.area_code], looks[e.id, c.number]) for e, c in shown],
                asked=asked, more=len(found) > A_HALL, places=_places(session, home),
                levels=LEVELS,
            )  # fmt: skip
        return fresh(page)

    @public.get("/<int:election_id>")
    def one(election_id: int) -> ResponseReturnValue:
        """One result, as Facebook and LINE show it to those who get its address."""
        with store.read() as session:
            election = counted(session, home, election_id)
            [result] = _shown(session, rules, [election])
            page = render_template("result.html", result=result, address=rules.links.page)
        return fresh(page)

    return public


def _asked(home: str) -> Asked:
    """404 for an area that is not ours."""
    area = request.args.get("area", "") or home
    if not area.startswith(home) or (area and not (area.isascii() and area.isdecimal())):
        abort(404)
    page = request.args.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 5 else 1
    level = request.args.get("level", "")
    return Asked(area, level if level in LEVELS else "", max(number, 1))


def _shown(session: Session, rules: Rules, found: Sequence[Election]) -> list[Result]:
    titles = areas.titles(session, {election.area_code for election in found})
    won = [(election, election.won) for election in found]
    winners: list[tuple[Election, Candidate]] = [(e, c) for e, c in won if c is not None]
    looks = {e: look for (e, _), look in showing.on_page(session, rules.links, winners).items()}
    beside = honours.awards(session, found)
    return [
        Result(
            election=e,
            area=titles[e.area_code],
            lines=[Line(c.household.address, c.votes) for c in _ranked(e)],
            look=looks.get(e.id, PLAIN),
            how=how_decided(e),
            awards=[_award(award) for award in beside.get(e.id, ())],
        )
        for e in found
    ]


def _ranked(election: Election) -> list[Candidate]:
    return sorted(election.candidates, key=lambda c: c.rank or 0)


def _award(award: Award) -> tuple[str, str]:
    return AWARDS[award.sort], award.household.address


def _places(session: Session, home: str) -> list[tuple[str, str]]:
    """Where results are from, to choose from."""
    held = honours.held_in(session, home)
    titles = areas.titles(session, held)
    return [(code, titles[code]) for code in held]
