"""`พิมพ์สมุด`: the committee prints its villages' books, and slips for those without LINE."""

import re
from functools import partial

from bot.domain import areas, audit, months, paper
from bot.messages import printing as say
from bot.messages.printing import Printable
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai import is_command, read_number, strip_polite
from bot.welcoming import welcome

PRINT = (
    "พิมพ์สมุด", "พิมพ์สมุดความดี", "พิมพ์สมุดทั้งหมู่บ้าน", "พิมพ์สมุดทุกบ้าน", "ปริ้นสมุด", "ปริ้นสมุดความดี",
    "พิมพ์ใบแจ้ง", "พิมพ์ใบแจ้งแต้ม",
)  # fmt: skip
OF_MOO = re.compile(
    r"^(?:พิมพ์|ปริ้น|ปริ๊น)(?:สมุด|ใบแจ้ง)(?:บัญชี)?(?:ความดี|แต้ม)?(?:ของ)?\s*(?:หมู่(?:บ้าน)?(?:ที่)?|ม\.?)\s*(?P<moo>\d{1,2})"
    r"(?:\s*(?:ตำบล|ต)\s*(?P<tambon>[ก-๙]+))?$"
)
MOST = 10
"""Villages on one carousel."""


def hear(scene: Scene) -> Bid | None:
    if not scene.addressed:
        return None
    if is_command(scene.said, PRINT):
        return Bid("print", 1.0, links)
    found = OF_MOO.match(strip_polite(scene.said.text))
    if found is None:
        return None
    moo = read_number(found["moo"])
    act = partial(links, moo=int(moo) if moo is not None else None, tambon=found["tambon"])
    return Bid("print", 1.0, act)


def links(scene: Scene, moo: int | None = None, tambon: str | None = None) -> Answer:
    """A card a village, of those this account answers for."""
    if scene.place == "group":
        return say.in_private()
    held = paper.villages(scene.session, scene.line_id)
    if not held:
        return say.for_committee()
    if scene.user is None:
        return welcome(scene)
    found = paper.meant(held, moo, tambon)
    if moo is not None and not found:
        return say.not_yours(moo, sorted({village.moo for village in held}))
    if len(found) > MOST:
        known = areas.tambon(found[0].code[:6]) if moo is not None or _several(held) else None
        return say.which_village(len(found), known.name if known else None)
    this = scene.today.replace(day=1)
    shown = []
    for village in found:
        code = village.code
        audit.write(scene.session, scene.line_id, "print:links", code, scene.now, code)
        houses, alone = paper.counts(scene.session, code)
        address = scene.rules.links.prints(code, scene.user.id)
        title = areas.title(scene.session, code)
        votes = say.called(paper.votes(scene.session, code))
        shown.append(Printable(title, houses, alone, address, houses <= paper.A_PART, votes))
    return say.links(shown, this, months.before(this))


def _several(villages: list[areas.Village]) -> bool:
    """Whether they are of several tambons."""
    return len({village.code[:6] for village in villages}) > 1


TOPIC = Topic(hear=hear)
