"""`พิมพ์ใบโหวต`: while a vote is called and not counted, its poster, tally sheet and ballots."""

import re
from functools import partial

from bot.domain import areas, audit, paper
from bot.messages import printing as say
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai import is_command, read_number, strip_polite
from bot.welcoming import welcome

BALLOTS = (
    "พิมพ์ใบโหวต", "พิมพ์บัตรโหวต", "ปริ้นใบโหวต", "พิมพ์ใบนับเสียง", "พิมพ์ป้ายผู้เข้าชิง", "ขอใบโหวต",
)  # fmt: skip
OF_MOO = re.compile(
    r"^(?:พิมพ์|ปริ้น|ปริ๊น)(?:ใบ|บัตร)โหวต\s*(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.?)\s*(?P<moo>\d{1,2})$"
)
MOST = 10
"""Villages on one carousel."""


def hear(scene: Scene) -> Bid | None:
    if not scene.addressed:
        return None
    if is_command(scene.said, BALLOTS):
        return Bid("print", 1.0, ballots)
    found = OF_MOO.match(strip_polite(scene.said.text))
    moo = read_number(found["moo"]) if found else None
    return Bid("print", 1.0, partial(ballots, moo=int(moo))) if moo is not None else None


def ballots(scene: Scene, moo: int | None = None) -> Answer:
    """A card a village that votes, of those this account answers for."""
    if scene.place == "group":
        return say.ballots_in_private()
    held = paper.meant(paper.villages(scene.session, scene.line_id), moo, None)
    if not held:
        return say.ballots_for_committee()
    if scene.user is None:
        return welcome(scene)
    voting = paper.voting(scene.session, held)
    if not voting:
        return say.no_ballots()
    if len(voting) > MOST:
        return say.ballots_of_which(len(voting))
    shown = []
    for village in voting:
        code = village.code
        audit.write(scene.session, scene.line_id, "print:links", code, scene.now, code)
        address = scene.rules.links.prints(code, scene.user.id)
        votes = say.called(paper.votes(scene.session, code))
        shown.append((areas.title(scene.session, code), address, votes))
    return say.ballots(shown)


TOPIC = Topic(hear=hear)
