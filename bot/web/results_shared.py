"""What is taken out of a result: the picture for a timeline, the words for the loudspeaker, and the
certificate without a name. They take long to draw, so each is drawn once a minute."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import Blueprint, Response, abort, make_response
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from bot.db import Store
from bot.domain import elections
from bot.domain.elections import Election
from bot.routing import LARGEST, Rules
from bot.web.minute import KEPT, Minute


def blueprint(
    store: Store, rules: Rules, local_now: Callable[[], datetime], photo_dir: Path
) -> Blueprint:
    # typst is loaded by the first who draws
    shared = Blueprint("results_shared", __name__, url_prefix="/results")
    minute = Minute()
    home = rules.home_area or ""

    @shared.get("/<int:election_id>.png")
    def picture(election_id: int) -> ResponseReturnValue:
        """1200 by 630."""
        from bot import proclaiming
        from bot.printing import votes

        with store.read() as session:
            found = proclaiming.shared(session, counted(session, home, election_id))
        if found is None:
            abort(404)
        address = rules.links.page(f"/results/{election_id}")

        def draw() -> bytes:
            return votes.picture(found.result, address, _bytes(photo_dir, found.photo))

        made = minute.of((election_id, found), draw)
        return _kept(Response(made, content_type="image/png"))

    @shared.get("/<int:election_id>/announcement.txt")
    def announcement(election_id: int) -> ResponseReturnValue:
        from bot import proclaiming

        with store.read() as session:
            election = counted(session, home, election_id)
            words = proclaiming.spoken(session, election, local_now())
        if words is None:
            abort(404)
        return fresh(words, "text/plain; charset=utf-8")

    @shared.get("/<int:election_id>/certificate.pdf")
    def certificate(election_id: int) -> ResponseReturnValue:
        """The household's own, with a name, lies behind its book's link (`me_paper`)."""
        from bot import proclaiming
        from bot.printing import votes

        with store.read() as session:
            election = counted(session, home, election_id)
            zone = local_now().tzinfo
            found = proclaiming.certificate(session, election, rules.office, zone)
        if found is None:
            abort(404)
        made = minute.of((election_id, found), lambda: votes.certificate_pdf(found))
        return _kept(Response(made, content_type="application/pdf"))

    return shared


def counted(session: Session, home: str, election_id: int) -> Election:
    """404 for a vote of elsewhere, or one of which no result stands."""
    election = elections.find(session, election_id) if election_id <= LARGEST else None
    if election is None or election.decided_at is None or not election.area_code.startswith(home):
        abort(404)
    return election


def fresh(page: str, sort: str = "text/html; charset=utf-8") -> Response:
    """A change is seen within two seconds."""
    answer = make_response(page)
    answer.content_type = sort
    answer.cache_control.max_age = 1
    return answer


def _kept(answer: Response) -> Response:
    answer.cache_control.public, answer.cache_control.max_age = True, int(KEPT)
    return answer


def _bytes(folder: Path, file: str | None) -> bytes | None:
    try:
        return (folder / file).read_bytes() if file else None
    except OSError:
        return None
