"""Pages behind a signed link from the 1:1 chat: the household's passbook, and one's own data."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, abort, jsonify, render_template
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, own_data, passbook
from bot.domain.passbook import Book
from bot.domain.people import LineUser
from bot.messages.deeds import amount_said, doer
from bot.routing import Rules

MOST_LINES = 500


def blueprint(store: Store, rules: Rules, local_now: Callable[[], datetime]) -> Blueprint:
    me = Blueprint("me", __name__, url_prefix="/me")

    @me.get("/<token>")
    def book(token: str) -> ResponseReturnValue:
        found, place = _book(token)
        page = render_template(
            "passbook.html", book=found, place=place, pdf=f"/me/{token}/passbook.pdf",
            rows=[(deed, amount_said(deed), doer(deed)) for deed in found.lines],
        )  # fmt: skip
        return _private(Response(page))

    @me.get("/<token>/passbook.pdf")
    def pdf(token: str) -> ResponseReturnValue:
        from bot.printing import passbook_pdf  # typst is loaded by the first who prints

        found, place = _book(token)
        return _private(Response(passbook_pdf(found, place), content_type="application/pdf"))

    @me.get("/data/<token>")
    def data(token: str) -> ResponseReturnValue:
        """Everything kept of one account, as JSON."""
        user_id = rules.links.open_own_data(token)
        with store.read() as session:
            user = session.get(LineUser, user_id) if user_id is not None else None
            if user is None:
                abort(404)
            return _private(jsonify(own_data.collect(session, user)))

    def _book(token: str) -> tuple[Book, str]:
        """The book, if the link holds and its account still belongs to the household."""
        opened = rules.links.open_passbook(token)
        if opened is None:
            abort(404)
        household_id, user_id = opened
        with store.read() as session:
            user = session.get(LineUser, user_id)
            if user is None or user.household is None or user.household_id != household_id:
                abort(404)
            found = passbook.read(session, user.household, local_now().date(), lines=MOST_LINES)
            for deed in found.lines:  # read what the page will show while the session is open
                doer(deed)
            place = areas.title(session, user.household.village_code)
            session.expunge_all()
            return found, place

    return me


def _private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
