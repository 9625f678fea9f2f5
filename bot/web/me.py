"""Pages behind a signed link from the 1:1 chat: the household's passbook, and one's own data."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from flask import Blueprint, Response, abort, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import areas, months, own_data, passbook, statements
from bot.domain.bookmarks import month_of, months_back, place_of
from bot.domain.deed import Deed
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.messages import passbook as wording
from bot.messages.deeds import amount_said, doer
from bot.routing import Rules
from bot.web.private import opened, private
from bot.wording import thai_date

A_PAGE = 30
MOST_MONTHS = 36


def blueprint(store: Store, rules: Rules, local_now: Callable[[], datetime]) -> Blueprint:
    me = Blueprint("me", __name__, url_prefix="/me")

    @me.get("/<token>")
    def book(token: str) -> ResponseReturnValue:
        """The book, page by page (`?before=`), or one month of it (`?m=2026-10`)."""
        today = local_now().date()
        before = place_of(request.args.get("before", ""))
        month = month_of(request.args.get("m", ""), today)
        with opened(store, rules, token) as (session, house):
            beside = (
                _of_month(session, house, today, month) if month else _newest(session, house, today)
            )
            page = render_template(
                "passbook_month.html" if month else "passbook.html",
                house=house,
                place=areas.title(session, house.village_code),
                page=statements.page(session, house, A_PAGE, before=before, month=month),
                turned=before is not None,
                here=f"/me/{token}",
                wording=wording,
                **beside,
            )
        return private(Response(page))

    @me.get("/data/<token>")
    def data(token: str) -> ResponseReturnValue:
        """Everything kept of one account, as JSON."""
        user_id = rules.links.open_own_data(token)
        with store.read() as session:
            user = session.get(LineUser, user_id) if user_id is not None else None
            if user is None:
                abort(404)
            return private(jsonify(own_data.collect(session, user)))

    return me


def _newest(session: Session, house: Household, today: date) -> dict[str, object]:
    """What the book's first page says beside its lines."""
    oldest = statements.first_day(session, house.id) or today
    found = passbook.read(session, house, today, lines=1)
    return {
        "book": found,
        "waits": [(deed, _beside(deed)) for deed in found.waits],
        "months": months_back(today, oldest, MOST_MONTHS),
    }


def _beside(deed: Deed) -> str:
    parts = (thai_date(deed.done_on), amount_said(deed), doer(deed))
    return " · ".join(filter(None, parts))


def _of_month(session: Session, house: Household, today: date, first: date) -> dict[str, object]:
    """A month's sums, and the months beside it."""
    oldest = statements.first_day(session, house.id) or today
    later = months.last_of(first) + timedelta(days=1)
    return {
        "month": statements.month(session, house, first),
        "earlier": months.before(first) if first > oldest else None,
        "later": later if later <= today else None,
    }
