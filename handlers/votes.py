"""`โหวต 3`, `โหวตบ้านเลขที่ 12/3`, the card's buttons, `ผลโหวต`."""

import re
from functools import partial
from typing import Any

from bot.domain import areas, awards, channel, elections, registry
from bot.domain.elections import Candidate, Election, NoSuchCandidate, NoVote
from bot.domain.registry import clean_house_no
from bot.line.messages import Open
from bot.messages import votes as say
from bot.routing import EVERYDAY, Answer, Bid, Scene, Topic, command, number
from bot.thai import is_command, strip_polite

SHOW = ("โหวต", "ขอโหวต", "ดูผู้เข้าชิง", "ผู้เข้าชิง", "โหวตยังไง", "โหวตที่ไหน")
RESULTS = ("ผลโหวต", "ดูผลโหวต", "ใครชนะโหวต", "ผลโหวตเดือนนี้", "ใครได้ครัวเรือนความดี")
VOTE = re.compile(r"^(?:ขอ|จะ)?(?P<verb>โหวต|ลงเสียง|เลือก)\s*(?:ให้)?")
BY_NUMBER = re.compile(
    VOTE.pattern + r"\s*(?P<called>เบอร์|หมายเลข|คนที่|บ้านเบอร์)?\s*(?P<number>\d{1,2})$"
)
_STROKE = r"(?:\s*(?:/|ทับ)\s*\d{1,5})"
_LETTER = r"(?:[ก-ฮ](?![ก-๛]))?"
_POLITE = r"(?:[^\w฀-๿]|นะ|ค่ะ|คะ|คับ|ครับ|จ้า|จ้ะ|จ๊ะ|ด้วย|เลย)*$"
BY_HOUSE = re.compile(
    VOTE.pattern + rf"\s*(?:บ้าน\s*(?:เลขที่)?\s*(?P<named>\d{{1,5}}{_STROKE}?{_LETTER})"
    rf"|(?P<bare>\d{{1,5}}{_STROKE}{_LETTER}))"
    + r"(?:\s*(?:หมู่\s*(?:ที่)?|ม\.?)\s*(?P<moo>\d{1,2}))?\s*"
    + _POLITE
)
"""`บ้านเลขที่ 12/3`, `บ้าน 12`, `12/3 ม.4`; a bare number without a stroke is a candidate's."""


def hear(scene: Scene) -> Bid | None:
    return (
        command(scene, "results", results, RESULTS)
        or (Bid("vote", 1.0, show) if is_command(scene.said, SHOW) else _hear_choice(scene))
        or scene.meant("vote", _as_meant)
        or _hear_verb(scene)
    )


def _hear_choice(scene: Scene) -> Bid | None:
    """เลือก is also what neighbours do with other things, unless they say เบอร์."""
    said = strip_polite(scene.said.raw)
    if found := BY_NUMBER.match(said):
        chosen = int(found["number"])
        plain = found["verb"] != "เลือก" or found["called"]
        act = partial(by_number, chosen=chosen)
        return Bid("vote", 1.0 if plain else EVERYDAY, act, {"number": chosen})
    if found := BY_HOUSE.match(scene.said.text.strip()):
        house_no = clean_house_no(found["named"] or found["bare"]) or ""
        moo = int(found["moo"]) if found["moo"] else None
        act = partial(by_house, house_no=house_no, moo=moo)
        sureness = EVERYDAY if found["verb"] == "เลือก" else 1.0
        return Bid("vote", sureness, act, {"candidate": house_no})
    return None


def _hear_verb(scene: Scene) -> Bid | None:
    found = VOTE.match(strip_polite(scene.said.raw))
    return Bid("vote", EVERYDAY, _as_meant) if found and found["verb"] == "โหวต" else None


def _as_meant(scene: Scene) -> Answer:
    """A vote in other words: for the number or the house it names, else the candidates to choose
    from. What was said to neighbours is taken only while there is a vote, for who is in it."""
    chosen = scene.reading.slots.get("number") if scene.reading.intent == "vote" else None
    if not scene.addressed and not _may_mean(scene, chosen):
        return None
    if isinstance(chosen, int):
        return by_number(scene, chosen)
    if scene.said.houses:
        house = scene.said.houses[0]
        return by_house(scene, house.house_no, house.moo)
    return show(scene)


def _may_mean(scene: Scene, chosen: object) -> bool:
    election = _newest(scene)
    if election is None or not elections.under_way(election, scene.now):
        return False
    return chosen is None or chosen in [c.number for c in election.candidates]


def show(scene: Scene) -> Answer:
    """The candidates of the village's vote; after closing there is nothing to tap any more."""
    election = _election(scene)
    elections.require_not_closed(election, scene.now)
    return say.candidates(election, scene.now.tzinfo)


def by_number(scene: Scene, chosen: int) -> Answer:
    return _cast(scene, _election(scene), chosen)


def by_house(scene: Scene, house_no: str, moo: int | None) -> Answer:
    election = _election(scene)
    candidate = elections.numbered(election, house_no, moo)
    if candidate is None and (area := _village(scene)):  # a number that was merged into another
        house = registry.standing(scene.session, f"{area[:6]}{moo or int(area[6:]):02d}", house_no)
        candidate = elections.numbered(election, house.house_no, house.moo) if house else None
    if candidate is None:
        raise NoSuchCandidate(most=len(election.candidates))
    return _cast(scene, election, candidate.number)


def tapped(scene: Scene, data: dict[str, Any]) -> Answer:
    """A button of the card; LINE may not say whose tap it was."""
    election = elections.find(scene.session, number(data, "e"))
    if election is None:
        raise NoVote
    if scene.line_id is None:
        bot = channel.basic_id(scene.session)
        return say.in_private(scene.rules.links.chat_with_bot(bot, "โหวต") if bot else None)
    return _cast(scene, election, number(data, "n"))


def results(scene: Scene) -> Answer:
    """The newest result; while a vote is under way how many have voted."""
    election = _newest(scene)
    if election is None:
        return say.no_result()
    if election.cancelled_at is not None:
        elections.require_not_closed(election, scene.now)
    if election.decided_at is None:
        return say.under_way(election, *_turnout(scene, election), scene.now.tzinfo)
    page = Open(say.ALL_RESULTS, scene.rules.links.page("/results"))
    area = areas.title(scene.session, election.area_code)
    return say.results(election, area, page, awards.of(scene.session, election))


def _cast(scene: Scene, election: Election, chosen: int) -> Answer:
    """In 1:1 it says what was chosen; neighbours read no more than that it was taken."""
    if scene.user is None or scene.user.household is None:
        return say.join_first()
    candidate: Candidate | None = elections.cast(
        scene.session, election, scene.user, chosen, scene.now, message_id=scene.message_id
    )
    if scene.place == "group":
        candidate = None
    return say.taken(election, *_turnout(scene, election), scene.now.tzinfo, candidate)


def _turnout(scene: Scene, election: Election) -> tuple[int, int]:
    return (
        elections.turnout(scene.session, election),
        elections.electorate(scene.session, election),
    )


def _election(scene: Scene) -> Election:
    """The vote that the speaker means, else the group's; raises NoVote."""
    election = _newest(scene)
    if election is None:
        raise NoVote
    return election


def _newest(scene: Scene) -> Election | None:
    area = _village(scene)
    return elections.newest(scene.session, area, scene.now) if area else None


def _village(scene: Scene) -> str | None:
    if scene.user and scene.user.household:
        return scene.user.household.village_code
    return scene.group_area


TOPIC = Topic(hear=hear, taps={"vote.cast": tapped})
