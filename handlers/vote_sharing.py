"""`ประกาศผลโหวต`, `เสียงตามสาย`, `รูปผลโหวต`: the newest result, for those who make it known."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot.domain import access, areas, audit, elections, honours
from bot.domain.access import NotAllowed
from bot.domain.elections import Election
from bot.domain.vote_rules import LENGTHS
from bot.errors import CardTooOld
from bot.messages import vote_sharing as say
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import is_command, read_number, strip_polite

ACT = "count votes"
SHARE = (
    "ประกาศผลโหวต", "ขอประกาศผลโหวต", "เสียงตามสาย", "ประกาศเสียงตามสาย", "คำประกาศผลโหวต",
    "รูปผลโหวต", "ขอรูปผลโหวต", "แชร์ผลโหวต",
)  # fmt: skip
OF_MOO = re.compile(
    r"^(?:ประกาศผลโหวต|เสียงตามสาย|รูปผลโหวต)\s*(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.?)\s*(?P<moo>\d{1,2})$"
)
MOST = 12
"""Areas offered on one card."""


def hear(scene: Scene) -> Bid | None:
    """Only for those who look after a vote; to others the words mean what they mean."""
    if not scene.addressed:
        return None
    found = OF_MOO.match(strip_polite(scene.said.text))
    if found is None and not is_command(scene.said, SHARE):
        return None
    if not access.areas(scene.session, scene.line_id, ACT):
        return None
    moo = read_number(found["moo"]) if found else None
    return Bid("vote_share", 1.0, partial(share, moo=int(moo) if moo is not None else None))


def share(scene: Scene, moo: int | None = None) -> Answer:
    """Of the only area there is, or of the village named; else they choose."""
    if scene.place == "group":
        return say.in_private()
    held = access.areas(scene.session, scene.line_id, ACT)
    found = honours.newest_won(scene.session, held)
    if moo is not None:
        found = [e for e in found if _moo(e) == moo]
    if not found:
        return say.nothing_to_share()
    if len(found) > 1:
        return _which(scene, found)
    return _shared(scene, found[0])


def chosen(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of several areas. Raises NotAllowed, CardTooOld."""
    election = elections.find(scene.session, number(data, "e"))
    if election is None or election.winner is None:
        raise CardTooOld
    if not access.may(scene.session, scene.line_id, ACT, election.area_code):
        raise NotAllowed(act=ACT)
    return say.in_private() if scene.place == "group" else _shared(scene, election)


def _which(scene: Scene, found: Sequence[Election]) -> Answer:
    titles = areas.titles(scene.session, {e.area_code for e in found})
    offered = [(e.id, titles[e.area_code]) for e in found[:MOST]]
    return say.which(found[0].month, offered, len(found) - len(offered))


def _shared(scene: Scene, election: Election) -> Answer:
    from bot import proclaiming  # it loads what sets paper

    session, links = scene.session, scene.rules.links
    words = proclaiming.spoken(session, election, scene.now)
    won = election.won
    if words is None or won is None:
        return say.nothing_to_share()
    audit.write(session, scene.line_id, "vote:shared", election.id, scene.now, election.area_code)
    page = links.page(f"/results/{election.id}")
    area = areas.title(session, election.area_code)
    return [say.share(election, area, won.household.address, page), say.loudspeaker(words)]


def _moo(election: Election) -> int | None:
    """None of a wider area."""
    return int(election.area_code[6:]) if len(election.area_code) == LENGTHS["village"] else None


TOPIC = Topic(hear=hear, taps={"result.share": chosen})
