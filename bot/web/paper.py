"""Behind the committee's signed links: a village's books, and slips for those without LINE."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import access, areas, audit, months, paper
from bot.domain.bookmarks import month_of
from bot.domain.paper import Part
from bot.domain.people import LineUser
from bot.routing import Rules
from bot.web.private import private

_NAME = re.compile(r"(?P<sort>book|slips-(?P<month>\d{4}-\d{2}))(?:-(?P<part>\d{1,3}))?")


def blueprint(
    store: Store, rules: Rules, clock: Callable[[], datetime], local_now: Callable[[], datetime]
) -> Blueprint:
    prints = Blueprint("print", __name__, url_prefix="/print")

    @prints.get("/<token>")
    def index(token: str) -> ResponseReturnValue:
        """Every file of a village that is too large for one."""
        this = local_now().date().replace(day=1)
        with opened(store, rules, token) as (session, _, code):
            alone = paper.parts(session, code, without_line=True)
            page = render_template(
                "print.html",
                place=areas.title(session, code),
                books=paper.parts(session, code),
                slips=[(month, alone) for month in (months.before(this), this)],
                votes=[
                    (e.id, e.month, areas.title(session, e.area_code))
                    for e in paper.votes(session, code)
                ],
                base=f"/print/{token}",
            )
        return private(Response(page))

    @prints.get("/<token>/<name>.pdf")
    def pdf(token: str, name: str) -> ResponseReturnValue:
        """`book`, `slips-2026-10`, or a part of them: `book-2`."""
        from bot.printing import passbooks, slips  # typst is loaded by the first who prints

        asked = _NAME.fullmatch(name)
        today = local_now().date()
        if asked is None:
            abort(404)
        month = month_of(asked["month"] or "", today)
        with opened(store, rules, token) as (session, user, code):
            place = areas.title(session, code)
            part = _part(session, code, asked["part"], without_line=asked["sort"] != "book")
            if asked["sort"] == "book":
                books = paper.books(session, part, today)
                data = passbooks.data(books, place, today, guarded=True)
            elif month is not None:
                data = slips.data(paper.slips(session, part, month), place)
            else:
                abort(404)
        # what was read is let go of before it is set, which takes seconds
        made = passbooks.pdf(data) if asked["sort"] == "book" else slips.pdf(data)
        with store.write() as session:
            audit.write(session, user, "print:made", f"{code} {name}", clock(), code)
        return private(Response(made, content_type="application/pdf"))

    return prints


@contextmanager
def opened(store: Store, rules: Rules, token: str) -> Iterator[tuple[Session, str, str]]:
    """The session, the LINE id and the village, if the link holds and its account still may."""
    named = rules.links.open_prints(token)
    if named is None:
        abort(404)
    code, user_id = named
    with store.read() as session:
        user = session.get(LineUser, user_id)
        if user is None or not access.may(session, user.line_id, paper.ACT, code):
            abort(404)
        yield session, user.line_id, code


def _part(session: Session, code: str, number: str | None, *, without_line: bool) -> Part:
    """The part of this number, the first if none is named; 404 where there is none."""
    wanted = int(number or 1)
    found = paper.parts(session, code, without_line=without_line)
    part = next((part for part in found if part.number == wanted), None)
    if part is None:
        abort(404)
    return part
