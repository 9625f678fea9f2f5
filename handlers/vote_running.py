"""`จัดการโหวต`: how a vote stands, for the committee; opened, extended, called off by an officer;
and the word of the committee or its chair where the votes do not say who wins."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from bot import voting
from bot.domain import (
    access,
    areas,
    closing,
    counting,
    elections,
    months,
    registry,
    vote_rules,
)
from bot.domain.access import NotAllowed
from bot.domain.elections import Election
from bot.errors import CardTooOld, Refused
from bot.messages import vote_running as say
from bot.messages.refusals import refusal
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.thai import is_command, strip_polite

COUNTS, RUNS = "count votes", "run votes"
MANAGE = re.compile(
    r"^(?:จัดการ|ดูแล|สถานะ|เช็ค|เช็ก)(?:การ)?โหวต\s*(?:หมู่\s*(?:ที่)?\s*(?P<moo>\d{1,2}))?"
    r"\s*(?:(?:ต\.|ตำบล)\s*(?P<tambon>[ก-๛]+))?$"
)
ROLL = ("บ้านไหนโหวตแล้ว", "ใครโหวตแล้ว", "ใครยังไม่โหวต", "บ้านไหนยังไม่โหวต", "ใครโหวตแล้วบ้าง")
BY_WORD = re.compile(
    r"^(?P<act>เปิด|ขยาย(?:เวลา)?|ต่อเวลา|ยกเลิก|งด)(?:การ)?โหวต(?:\s*หมู่\s*(?:ที่)?\s*(?P<moo>\d{1,2}))?"
    r"(?:\s*(?:อีก|ต่อ)?\s*(?P<days>\d{1,2})\s*วัน)?(?:\s*(?:เพราะ(?:ว่า)?|เนื่องจาก)\s*(?P<why>.+))?$",
    re.DOTALL,
)
NOT_NOW = ("ไม่ทำแล้ว", "ไม่เอาแล้ว", "ยกเลิก", "ไม่เป็นไร", "ไม่", "เดี๋ยวก่อน", "ไว้ก่อน")
WHY, DAYS = "vote.why", "vote.longer"
"""What was asked: the reason; how many days longer."""

MINUTES = 10
USUAL_DAYS = 1
ACTS = {"เปิด": "open", "ขยาย": "extend", "ขยายเวลา": "extend", "ต่อเวลา": "extend",
        "ยกเลิก": "cancel", "งด": "cancel"}  # fmt: skip


def hear(scene: Scene) -> Bid | None:
    """Only for those who look after a vote: to others these words mean something else."""
    asked = scene.pending.topic if scene.pending else ""
    if asked == WHY or (asked == DAYS and not scene.turns_elsewhere):
        # a reason may sound like anything; what is a command of its own is surer than this
        return Bid("vote_manage", 0.995, _answered)
    act = _meant(scene)
    if act is None or not access.areas(scene.session, scene.line_id, COUNTS):
        return None
    return Bid("vote_manage", 1.0, say_in_private if scene.place == "group" else act)


def _meant(scene: Scene) -> Callable[[Scene], Answer] | None:
    said = strip_polite(scene.said.raw)
    if manage := MANAGE.match(said):
        return lambda s: _manage(s, manage["moo"], manage["tambon"])
    if scene.place == "person" and is_command(scene.said, ROLL):
        return lambda s: _roll(s, _newest(s, _one_area(s)))
    found = BY_WORD.match(said)
    if found and access.areas(scene.session, scene.line_id, RUNS):
        return lambda s: _by_word(s, found)
    return None


def say_in_private(_: Scene) -> Answer:
    return say.manage_in_private()


def _manage(scene: Scene, moo: str | None, tambon: str | None) -> Answer:
    found = _areas(scene, int(moo) if moo else None, tambon)
    if not found:
        raise NotAllowed(act=COUNTS)
    if len(found) > 1:
        return say.which_area([(code, areas.title(scene.session, code)) for code in found])
    return _state(scene, found[0])


def manage(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of several areas."""
    return _state(scene, _allowed(scene, COUNTS, words(data, "a")))


def _areas(scene: Scene, moo: int | None = None, tambon: str | None = None) -> Sequence[str]:
    """Areas with a vote of their own that this account looks after, narrowed by what was said."""
    session = scene.session
    found = dict[str, None]()
    for held in access.areas(session, scene.line_id, COUNTS):
        for village in registry.villages_joined(session, held):
            if moo in (None, int(village[6:])) and tambon in (None, _tambon(village)):
                code = vote_rules.voting_area(session, village)
                if code.startswith(held):
                    found[code] = None
        wider = elections.newest(session, held) if moo is None else None
        if wider is not None and wider.area_code.startswith(held):
            found[wider.area_code] = None
    return list(found)


def _tambon(code: str) -> str | None:
    known = areas.tambon(code[:6])
    return known.name if known else None


def _one_area(scene: Scene, moo: int | None = None) -> str:
    """The only area there is, or the one of the speaker's own village. Raises NotAllowed."""
    found = _areas(scene, moo)
    home = scene.user.household.village_code if scene.user and scene.user.household else ""
    own = [code for code in found if home.startswith(code)]
    if len(found) != 1 and len(own) != 1:
        raise NotAllowed(act=COUNTS)
    return found[0] if len(found) == 1 else own[0]


def _state(scene: Scene, area: str) -> Answer:
    session, now = scene.session, scene.now
    election = elections.newest(session, area, now)
    runs = access.may(session, scene.line_id, RUNS, area)
    title = areas.title(session, area)
    if election is None or election.area_code != area:
        return say.no_vote_yet(title, area, months.before(scene.today), runs=runs)
    houses = elections.electorate(session, election)
    rules = election.by
    least = counting.quorum(houses, rules.quorum, rules.quorum_least)
    return say.state(
        election, title, elections.turnout(session, election), houses, least, now, runs=runs
    )


def roll(scene: Scene, data: dict[str, Any]) -> Answer:
    return _roll(scene, _found(scene, data, COUNTS))


def _roll(scene: Scene, election: Election) -> Answer:
    """Who has voted and who has not, by house number; never what."""
    voted, missing = elections.roll(scene.session, election)
    return say.roll(
        areas.title(scene.session, election.area_code), election.month, voted, missing,
        narrow=len(election.area_code) == vote_rules.LENGTHS["village"],
    )  # fmt: skip


def _newest(scene: Scene, area: str) -> Election:
    election = elections.newest(scene.session, area, scene.now)
    if election is None:
        raise elections.NoVote
    access.require(scene.session, scene.line_id, COUNTS, election.area_code)
    return election


def ask_days(scene: Scene, data: dict[str, Any]) -> Answer:
    election = _found(scene, data, RUNS)
    scene.ask(DAYS, minutes=MINUTES, e=election.id)
    return say.days_asked(election)


def days(scene: Scene, data: dict[str, Any]) -> Answer:
    election = _found(scene, data, RUNS)
    return _ask_why(scene, "extend", e=election.id, d=number(data, "d"))


def ask_to_cancel(scene: Scene, data: dict[str, Any]) -> Answer:
    return _ask_why(scene, "cancel", e=_found(scene, data, RUNS).id)


def ask_to_open(scene: Scene, data: dict[str, Any]) -> Answer:
    return _ask_why(scene, "open", a=_allowed(scene, RUNS, words(data, "a")))


def decide(scene: Scene, data: dict[str, Any]) -> Answer:
    """Whom the committee or its chair can choose."""
    election = _found(scene, data, COUNTS)
    numbers = closing.equals(scene.session, election)
    if election.awaits is None or not numbers:
        raise closing.NothingToDecide
    return say.to_decide(election, areas.title(scene.session, election.area_code), numbers)


def choose(scene: Scene, data: dict[str, Any]) -> Answer:
    election = _found(scene, data, COUNTS)
    if election.awaits is None:
        raise closing.NothingToDecide
    chosen = elections.standing(election, number(data, "n"))
    return _ask_why(scene, "choose", e=election.id, n=chosen.number)


def _by_word(scene: Scene, found: re.Match[str]) -> Answer:
    """`ขยายโหวต หมู่ 4 อีก 2 วัน เพราะ ฝนตกหนัก`: what was not said is asked for."""
    act = ACTS[found["act"]]
    moo = int(found["moo"]) if found["moo"] else None
    several = _areas(scene, moo)
    if len(several) != 1:
        return _manage(scene, found["moo"], None)
    area = _allowed(scene, RUNS, several[0])
    if act == "open":
        asked: dict[str, Any] = {"a": area}
    else:
        election = elections.newest(scene.session, area, scene.now)
        if election is None or election.area_code != area:
            raise elections.NoVote
        asked = {"e": election.id}
        if act == "extend":
            asked["d"] = int(found["days"]) if found["days"] else USUAL_DAYS
    if found["why"]:
        return _do(scene, act, asked, found["why"].strip())
    return _ask_why(scene, act, **asked)


def _ask_why(scene: Scene, act: str, **about: object) -> Answer:
    scene.ask(WHY, minutes=MINUTES, act=act, **about)
    return say.reason_asked(act)


def _answered(scene: Scene) -> Answer:
    """The reason, or the number of days."""
    pending = scene.pending
    kept = dict(pending.data) if pending else {}
    topic = pending.topic if pending else ""
    scene.answered(WHY, DAYS)
    said = scene.said.raw.strip()
    if is_command(scene.said, NOT_NOW) or not said:
        return say.dropped()
    if topic == DAYS:
        figures = re.search(r"\d{1,2}", scene.said.text)
        if figures is None:
            return say.dropped()
        return _ask_why(scene, "extend", e=number(kept, "e"), d=int(figures[0]))
    try:  # a refusal must not leave the question open: what is said next is no reason
        with scene.session.begin_nested():
            return _do(scene, words(kept, "act"), kept, said)
    except Refused as refused:
        return refusal(refused)


def _do(scene: Scene, act: str, about: dict[str, Any], why: str) -> Answer:
    session, now, who = scene.session, scene.now, scene.line_id
    if act == "open":
        election = voting.open_by_hand(session, words(about, "a"), who, why, now)
        return say.opened(election, areas.title(session, election.area_code), now.tzinfo)
    election = _found(scene, about, COUNTS)
    area = areas.title(session, election.area_code)
    if act == "extend":
        voting.extend(session, election, number(about, "d"), who, why, now)
        return say.extended(election, area, now.tzinfo)
    if act == "cancel":
        voting.cancel(session, election, who, why, now)
        return say.cancelled(area)
    if act == "choose":
        voting.choose(session, election, number(about, "n"), who, why, now)
        won = election.won
        return say.chosen(won.household.address if won else "")
    raise CardTooOld


def _found(scene: Scene, data: dict[str, Any], act: str) -> Election:
    """The vote of a button. Raises CardTooOld, NotAllowed."""
    election = elections.find(scene.session, number(data, "e"))
    if election is None:
        raise CardTooOld
    access.require(scene.session, scene.line_id, act, election.area_code)
    return election


def _allowed(scene: Scene, act: str, area: str) -> str:
    """The area of a button. Raises NotAllowed; CardTooOld where there is no such area."""
    access.require(scene.session, scene.line_id, act, area)
    if not areas.is_known(scene.session, area):
        raise CardTooOld
    return area


TOPIC = Topic(
    hear=hear,
    taps={
        "vote.manage": manage,
        "vote.roll": roll,
        "vote.extend": ask_days,
        "vote.days": days,
        "vote.cancel": ask_to_cancel,
        "vote.open": ask_to_open,
        "vote.decide": decide,
        "vote.choose": choose,
    },
)
