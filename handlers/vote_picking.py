"""`เสนอเข้าชิง บ้าน 12/3 หมู่ 4 เพราะ …`: the committee has a household stand, whatever its แต้ม."""

import re
from functools import partial

from bot.domain import access, areas, picking, registry
from bot.domain.vote_rules import LENGTHS
from bot.messages import vote_running as say
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai import is_command, strip_polite
from bot.thai.houses import read_house_answer

COUNTS = "count votes"
PICK = re.compile(
    r"^(?:กรรมการ)?(?:ขอ)?เสนอ(?:ชื่อ)?(?:ให้)?\s*(?:เข้าชิง)?\s*(?P<house>(?:บ้าน|เลขที่).+?)"
    r"\s*(?:เข้าชิง)?\s*(?:เพราะ(?:ว่า)?|เนื่องจาก)\s*(?P<why>.+)$",
    re.DOTALL,
)
WITHOUT_WHY = re.compile(
    r"^(?:กรรมการ)?(?:ขอ)?เสนอ(?:ชื่อ)?(?:เข้าชิง\s*(?:บ้าน|เลขที่)|(?:บ้าน|เลขที่).+เข้าชิง$)"
)
PICK_HOW = ("เสนอเข้าชิง", "เสนอบ้านเข้าชิง", "เสนอชื่อเข้าชิง", "เสนอชื่อ")


def hear(scene: Scene) -> Bid | None:
    """Only in 1:1 and for the committee: to neighbours these words mean something else."""
    if scene.place != "person":
        return None
    said = strip_polite(scene.said.raw)
    found = PICK.match(said)
    if not (found or WITHOUT_WHY.match(said) or is_command(scene.said, PICK_HOW)):
        return None
    if not access.areas(scene.session, scene.line_id, COUNTS):
        return None
    if found is None:
        return Bid("vote_pick", 1.0, lambda _: say.pick_how())
    return Bid("vote_pick", 1.0, partial(pick, house=found["house"], why=found["why"].strip()))


def pick(scene: Scene, house: str, why: str) -> Answer:
    read = read_house_answer(house)
    area = access.areas(scene.session, scene.line_id, COUNTS)[0]
    moo = (read.moo or _own_moo(scene, area)) if read else None
    if read is None or moo is None:
        return say.pick_how()
    tambon = area[: LENGTHS["tambon"]] if len(area) >= LENGTHS["tambon"] else area
    village = areas.village_of_moo(scene.session, moo, tambon, house_no=read.house_no)
    found = registry.standing(scene.session, village.code, read.house_no)
    if found is None or found.status != "active":
        raise picking.NotJoined(house=f"{read.house_no} หมู่ {moo}")
    made, candidate = picking.pick(scene.session, scene.line_id, found, why, scene.now)
    return say.picked(found.address, made.month, candidate.number if candidate else None)


def _own_moo(scene: Scene, area: str) -> int | None:
    """หมู่ as it goes without saying: of the village one looks after, else of one's own."""
    if len(area) == LENGTHS["village"]:
        return int(area[LENGTHS["tambon"] :])
    home = scene.user.household if scene.user else None
    return home.moo if home else None


TOPIC = Topic(hear=hear)
