"""Behind the committee's signed links: a vote's poster, tally sheet, roll and ballots."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import audit, paper
from bot.routing import Rules
from bot.web.paper import opened
from bot.web.private import private


def blueprint(
    store: Store, rules: Rules, clock: Callable[[], datetime], local_now: Callable[[], datetime]
) -> Blueprint:
    prints = Blueprint("print_votes", __name__, url_prefix="/print")

    @prints.get("/<token>/ballot-<int:election_id>.pdf")
    def ballot(token: str, election_id: int) -> ResponseReturnValue:
        """Of a vote that is called and not counted."""
        from bot import proclaiming  # typst is loaded by the first who prints
        from bot.printing import votes

        with opened(store, rules, token) as (session, user, code):
            called = paper.votes(session, code)
            election = next((vote for vote in called if vote.id == election_id), None)
            if election is None:
                abort(404)
            address, zone = rules.links.page("/results"), local_now().tzinfo
            sheets = proclaiming.board(session, election, code, address, zone)
        made = votes.board_pdf(sheets)
        with store.write() as session:
            audit.write(session, user, "print:made", f"{code} ballot-{election_id}", clock(), code)
        return private(Response(made, content_type="application/pdf"))

    return prints
