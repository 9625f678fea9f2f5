"""`โหวต 3`, `โหวตบ้านเลขที่ 12/3`, `โหวตบ้านยายแดง`, the card's buttons, `ผลโหวต`."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from bot import showing
from bot.domain import (
    areas,
    awards,
    candidates_named,
    channel,
    elections,
    registry,
    reported,
)
from bot.domain.elections import (
    Candidate,
    Election,
    NoSuchCandidate,
    NotStanding,
    NoVote,
    OtherVillage,
    OwnHouse,
)
from bot.domain.vote_rules import LENGTHS
from bot.line.messages import Open
from bot.messages import votes as say
from bot.routing import EVERYDAY, Answer, Bid, Scene, Topic, command, number
from bot.thai import is_command, strip_polite, tables
from bot.thai.choosing import Choice, read_choice

SHOW = ("โหวต", "ขอโหวต", "ดูผู้เข้าชิง", "ผู้เข้าชิง", "โหวตยังไง", "โหวตที่ไหน")
RESULTS = ("ผลโหวต", "ดูผลโหวต", "ใครชนะโหวต", "ผลโหวตเดือนนี้", "ใครได้ครัวเรือนความดี")
WHO_STANDS = re.compile(
    r"^(?:มี)?(?:ใคร|ไผ|(?:บ้าน|เบอร์)(?:ไหน|ใด))\s*(?:ได้)?\s*เข้าชิง\s*(?:บ้าง)?$"
    r"|^(?:ดู)?รายชื่อ(?:ผู้เข้าชิง|คนเข้าชิง|บ้านที่เข้าชิง)?$"
    r"|^(?:ใคร|ไผ)\s*เบอร์\s*\d{1,2}$|^เบอร์\s*\d{1,2}\s*(?:คือ)?\s*(?:บ้าน)?(?:ใคร|ไผ|ไหน)$"
)
"""Without regard to spelling it would be ใครเข้าชิงได้บ้าง, who may."""
SURELY = 0.99
"""Surer than a deed put right in words (เปลี่ยนเป็น 3)."""
VERB = "โหวต"
MEANT = "vote.meant"
"""The question which household is meant."""


def hear(scene: Scene) -> Bid | None:
    return (
        _hear_question(scene)
        or command(scene, "results", results, RESULTS)
        or _hear_choice(scene)
        or (Bid("vote", 1.0, show) if is_command(scene.said, SHOW) else None)
        or scene.meant("vote", _as_meant)
        or _hear_verb(scene)
    )


def _hear_question(scene: Scene) -> Bid | None:
    """Who stands, how and when to vote, whether one has. โหวตให้ 3 sounds like โหวตใหม่, but says
    whom it is for."""
    choice = read_choice(scene.said)
    chosen = choice is not None and not choice.asks and bool(choice.numbers or choice.houses)
    if chosen or not scene.addressed:
        return None
    if WHO_STANDS.search(strip_polite(scene.said.raw)) or _asks(scene, "how"):
        return Bid("vote", 1.0, show)
    if _asks(scene, "when"):
        return Bid("vote", 1.0, when)
    return Bid("results", 1.0, results) if _asks(scene, "have we") else None


def _asks(scene: Scene, sort: str) -> bool:
    return is_command(scene.said, tables.choices("vote_asked", sort))


def _hear_choice(scene: Scene) -> Bid | None:
    """เลือก is also what neighbours do with other things, unless they say เบอร์."""
    choice = read_choice(scene.said)
    if choice is None or choice.asks:
        return None
    said = strip_polite(scene.said.raw)
    if not scene.addressed and not said.startswith(VERB) and not _may_mean(scene, choice):
        return None
    sureness = 1.0 if choice.plain else SURELY if _has_just_voted(scene) else EVERYDAY
    return Bid("vote", sureness, partial(choose, choice=choice), _slots(choice))


def _has_just_voted(scene: Scene) -> bool:
    """In 1:1, and the last thing this person told the bot to write down was a vote: what is put
    right is this."""
    user, election = scene.user, _newest(scene)
    if scene.place != "person" or not user or not user.household or election is None:
        return False
    if not elections.under_way(election, scene.now):
        return False
    ballot = elections.ballot_of(scene.session, election, user.household)
    if ballot is None or ballot.voter_id != user.id:
        return False
    return not reported.last_by(scene.session, user, ballot.cast_at)


def _slots(choice: Choice) -> dict[str, object]:
    if choice.numbers:
        return {"number": choice.numbers[0]}
    named = [house_no for house_no, _ in choice.houses] or choice.names
    return {"candidate": named[0]}


def _hear_verb(scene: Scene) -> Bid | None:
    spoken = strip_polite(scene.said.raw).startswith(VERB)
    return Bid("vote", EVERYDAY, _as_meant) if spoken else None


def _as_meant(scene: Scene) -> Answer:
    """It is about a vote, but whom it is for is not wholly understood (ไม่โหวต 3 names a number,
    too): what it seems to name is asked about, and nothing of it said to neighbours."""
    if not scene.addressed:
        return None
    slots = scene.reading.slots if scene.reading.intent == "vote" else {}
    election = _election(scene)
    elections.require_not_closed(election, scene.now)
    meant = [c for c in election.candidates if c.stands and c.number == slots.get("number")]
    called = slots.get("candidate")
    if not meant and isinstance(called, str):
        found = candidates_named.named(scene.session, election, called, None)
        meant = [*found.sure, *found.perhaps]
    return _ask(scene, election, meant) if meant else show(scene)


def _may_mean(scene: Scene, choice: Choice) -> bool:
    """Said to neighbours without the word: only from a vote's beginning to its result, for who is
    in it."""
    election = _newest(scene)
    if election is None or not elections.is_open(election) or scene.now < election.opens_at:
        return False
    numbers = {c.number for c in election.candidates}
    return not choice.numbers or bool(numbers.intersection(choice.numbers))


def choose(scene: Scene, choice: Choice) -> Answer:
    """One household; of two at once neither is taken, nor a number that somebody else's name or
    house is said with."""
    election = _election(scene)
    if choice.several or (choice.numbers and not _agrees(scene, election, choice)):
        elections.require_open(election, scene.now)
        meant = [c for c in election.candidates if c.number in choice.numbers and c.stands]
        return _ask(scene, election, meant, several=choice.several)
    if choice.numbers:
        return by_number(scene, choice.numbers[0])
    if choice.houses:
        return by_house(scene, *choice.houses[0])
    return by_name(scene, choice.names[0], choice.moo)


def _agrees(scene: Scene, election: Election, choice: Choice) -> bool:
    """Whether what else was said of the household of this number is true of it."""
    chosen = next((c for c in election.candidates if c.number == choice.numbers[0]), None)
    if chosen is None:
        return True  # there is no such number: that is what will be said
    houses = [elections.numbered(election, no, moo) for no, moo in choice.houses]
    found = [candidates_named.named(scene.session, election, name, None) for name in choice.names]
    called = [chosen in (*each.sure, *each.perhaps) for each in found]
    return all(house is chosen for house in houses) and all(called)


def by_name(scene: Scene, called: str, moo: int | None) -> Answer:
    """The one household that is called so; one that is called nearly so is asked about, in 1:1, for
    a group would read the choice."""
    election = _election(scene)
    elections.require_open(election, scene.now)
    found = candidates_named.named(scene.session, election, called, moo)
    if len(found.sure) == 1:
        return _cast(scene, election, found.sure[0].number)
    meant = found.sure or found.perhaps
    if not meant:  # โหวตนางงาม is nothing to the bot
        return show(scene) if scene.addressed else None
    return _ask(scene, election, meant)


def _ask(
    scene: Scene, election: Election, meant: Sequence[Candidate], *, several: bool = False
) -> Answer:
    """Whom do you mean? `several` were said at once."""
    if scene.place == "group":
        return say.in_private(_way_to_private(scene), tapped=False)
    if len(meant) == 1 and not several:
        yes, no = say.yes_and_no(election, meant[0])
        scene.ask_sure(MEANT, yes, no)
        return say.is_it(meant[0], yes, no)
    return say.which_one(election, meant)


def not_that_one(scene: Scene, _: dict[str, Any]) -> Answer:
    scene.answered(MEANT)
    return show(scene)


def show(scene: Scene) -> Answer:
    """The candidates of the village's vote; after closing there is nothing to tap any more."""
    election = _election(scene)
    elections.require_not_closed(election, scene.now)
    return showing.candidates(scene.session, scene.rules.links, election, scene.now.tzinfo)


def by_number(scene: Scene, chosen: int) -> Answer:
    return _cast(scene, _election(scene), chosen)


def by_house(scene: Scene, house_no: str, moo: int | None) -> Answer:
    election = _election(scene)
    candidate = elections.numbered(election, house_no, moo)
    code = _code(_village(scene) or "", moo)
    if candidate is None and code:  # a number that was merged into another
        house = registry.standing(scene.session, code, house_no)
        candidate = elections.numbered(election, house.house_no, house.moo) if house else None
    if candidate is None:
        raise NoSuchCandidate(most=len(election.candidates))
    return _cast(scene, election, candidate.number)


def _code(area: str, moo: int | None) -> str | None:
    """The village of this หมู่, else the one meant without saying, if the area is one."""
    if moo is None:
        return area if len(area) == LENGTHS["village"] else None
    return f"{area[:6]}{moo:02d}"


def tapped(scene: Scene, data: dict[str, Any]) -> Answer:
    """A button of the card; LINE may not say whose tap it was."""
    election = elections.find(scene.session, number(data, "e"))
    if election is None:
        raise NoVote
    if scene.line_id is None:
        return say.in_private(_way_to_private(scene))
    scene.answered(MEANT)
    try:
        return _cast(scene, election, number(data, "n"))
    except (NotStanding, OwnHouse):
        if scene.place == "person":
            raise
        scene.intents.append("vote.not_here")
        return say.not_here(_way_to_private(scene))


def _way_to_private(scene: Scene) -> str | None:
    bot = channel.basic_id(scene.session)
    return scene.rules.links.chat_with_bot(bot, "โหวต") if bot else None


def results(scene: Scene) -> Answer:
    """The newest result; while a vote is under way how many have voted."""
    election = _newest(scene)
    if election is None:
        return say.no_result()
    if election.cancelled_at is not None:
        elections.require_not_closed(election, scene.now)
    if election.decided_at is None:
        return _under_way(scene, election)
    page = Open(say.ALL_RESULTS, scene.rules.links.page("/results"))
    area = areas.title(scene.session, election.area_code)
    return say.results(election, area, page, awards.of(scene.session, election))


def when(scene: Scene) -> Answer:
    """From when until when; of a vote that is over, that the next one comes."""
    election = _election(scene)
    if not elections.is_open(election):
        raise NoVote
    return _under_way(scene, election)


def _under_way(scene: Scene, election: Election) -> Answer:
    home = scene.user.household if scene.user else None
    voted = None
    if scene.place == "person" and home and home.village_code.startswith(election.area_code):
        voted = elections.ballot_of(scene.session, election, home) is not None
    return say.under_way(election, *_turnout(scene, election), scene.now, voted=voted)


def _cast(scene: Scene, election: Election, chosen: int) -> Answer:
    """In 1:1 it says what was chosen; neighbours read no more than that it was taken."""
    house = scene.user.household if scene.user else None
    if scene.user is None or house is None or house.status != "active":
        return say.join_first()
    taken: Candidate | None = elections.cast(
        scene.session, election, scene.user, chosen, scene.now, message_id=scene.message_id
    )
    return say.taken(
        election, *_turnout(scene, election), scene.now.tzinfo,
        taken if scene.place == "person" else None, replaced=taken is None,
    )  # fmt: skip


def _turnout(scene: Scene, election: Election) -> tuple[int, int]:
    return (
        elections.turnout(scene.session, election),
        elections.electorate(scene.session, election),
    )


def _election(scene: Scene) -> Election:
    """The vote that the speaker means, else the group's. Raises NoVote; OtherVillage in the group
    of another village with a vote of its own, whose numbers stand there to read."""
    election = _newest(scene)
    if election is None:
        raise NoVote
    here = scene.group_area
    if here and not (_village(scene) or "").startswith(here):
        theirs = elections.newest(scene.session, here, scene.now)
        if theirs is not None and theirs.id != election.id:
            raise OtherVillage(area=areas.title(scene.session, theirs.area_code))
    return election


def _newest(scene: Scene) -> Election | None:
    area = _village(scene)
    return elections.newest(scene.session, area, scene.now) if area else None


def _village(scene: Scene) -> str | None:
    if scene.user and scene.user.household:
        return scene.user.household.village_code
    return scene.group_area


TOPIC = Topic(hear=hear, taps={"vote.cast": tapped, "vote.another": not_that_one})
