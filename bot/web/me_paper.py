"""A household's own papers behind its signed link: the book, a month of it, the certificate."""

from collections.abc import Callable
from datetime import date, datetime

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, honours, ledger, levels, paper, statements
from bot.domain.bookmarks import month_of
from bot.routing import Rules
from bot.web.private import opened, private

MOST_LINES = 500
"""Of the book on paper; what was before is carried over."""


def blueprint(store: Store, rules: Rules, local_now: Callable[[], datetime]) -> Blueprint:
    # typst is loaded by the first who prints
    papers = Blueprint("me_paper", __name__, url_prefix="/me")

    @papers.get("/<token>/passbook.pdf")
    def book(token: str) -> ResponseReturnValue:
        from bot.printing import passbooks

        today = local_now().date()
        with opened(store, rules, token) as (session, house):
            found = paper.printed(session, house, today, MOST_LINES)
            data = passbooks.data([found], areas.title(session, house.village_code), today)
        return _pdf(passbooks.pdf(data))

    @papers.get("/<token>/month-<written>.pdf")
    def month(token: str, written: str) -> ResponseReturnValue:
        from bot.printing import passbooks

        first = month_of(written, local_now().date())
        if first is None:
            abort(404)
        with opened(store, rules, token) as (session, house):
            place = areas.title(session, house.village_code)
            page = statements.page(session, house, MOST_LINES, month=first)
            of_month = statements.month(session, house, first)
            data = passbooks.month_data(of_month, page, house, place)
        return _pdf(passbooks.month_pdf(data))

    @papers.get("/<token>/certificate.<any(pdf, png):ending>")
    def certificate(token: str, ending: str) -> ResponseReturnValue:
        from bot.printing import certificates

        with opened(store, rules, token) as (session, house):
            level = levels.standing(ledger.earned(session, house.id)).level
            reached = levels.reached_on(session, house.id, level)
            if reached is None:
                abort(404)
            data = certificates.data(house, level, reached, rules.office)
        if ending == "png":
            return private(Response(certificates.png(data), content_type="image/png"))
        return _pdf(certificates.pdf(data))

    @papers.get("/<token>/vote-<int:election_id>.<any(pdf, png):ending>")
    def of_vote(token: str, election_id: int, ending: str) -> ResponseReturnValue:
        """Of a vote that the household has won, or in which it got a side award."""
        from bot import proclaiming
        from bot.printing import votes

        with opened(store, rules, token) as (session, house):
            won = honours.of_household(session, house, date.min)
            honour = next((h for h in won if h.election.id == election_id), None)
            found = honour and proclaiming.own_certificate(
                session, honour, house, rules.office, local_now().tzinfo
            )
            if not found:
                abort(404)
        if ending == "png":
            return private(Response(votes.certificate_png(found), content_type="image/png"))
        return _pdf(votes.certificate_pdf(found))

    return papers


def _pdf(made: bytes) -> Response:
    return private(Response(made, content_type="application/pdf"))
