"""What is one household's alone: opened by a signed link, kept by no cache, found by no search."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Response, abort
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.routing import Rules


def private(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@contextmanager
def opened(store: Store, rules: Rules, token: str) -> Iterator[tuple[Session, Household]]:
    """The household of a passbook's link, if it holds and its account still belongs to it."""
    named = rules.links.open_passbook(token)
    if named is None:
        abort(404)
    household_id, user_id = named
    with store.read() as session:
        user = session.get(LineUser, user_id)
        if user is None or user.household is None or user.household_id != household_id:
            abort(404)
        yield session, user.household
