"""`นับกระดาษ`, `นับยกมือ`: the first of two counts a meeting's votes; `ใบนับเสียง`: what waits for the
second. All of it in 1:1, to be counted by two accounts of different households."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bot import sheet_steps
from bot.domain import access, areas, photos, recounts, rolls, sheet_news, sheets
from bot.domain.elections import Election
from bot.domain.recounts import TOO_OFTEN, Compared
from bot.domain.sheets import BadTotals, Sheet
from bot.errors import CardTooOld, Refused
from bot.messages import vote_paper as say
from bot.messages.vote_paper import Card
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.sheet_steps import DRAFT, PATIENCE
from bot.thai import is_command
from bot.thai.fold import fold
from bot.thai.tally import (
    SaidCount,
    SaidRoll,
    SaidTotals,
    read_count,
    read_roll,
    read_totals,
    read_when,
    take_totals,
    take_when,
)
from bot.welcoming import welcome

SHEETS = (
    "ใบนับเสียง", "ดูใบนับเสียง", "ใบนับ", "ใบนับเสียงที่รอ", "ใบนับโหวต", "นับซ้ำ", "มีใบนับเสียงไหม",
)  # fmt: skip
DONE = ("ครบแล้ว", "ครบ", "หมดแล้ว", "แค่นี้", "เท่านี้")
DROP = ("ไม่เอา", "ไม่เอาแล้ว", "ยกเลิก", "เลิกนับ", "ไม่นับแล้ว")
STAY = ("ไม่ถอนแล้ว", "ไม่ถอน", "ยกเลิก", "ไม่เป็นไร", "เดี๋ยวก่อน")

WHICH, SECOND, AGAIN, WHY = (
    "vote.sheet_which", "vote.sheet_second", "vote.sheet_again", "vote.sheet_why",
)  # fmt: skip
"""What was asked: which vote; what the second counts, what the first counts now; why it is taken
back."""

HOUSES = re.compile(r"^(?:เพิ่ม\s*)?(?:บ้าน(?!เบอร์)|หมู่|ม\s*\.?\s*\d|เลขที่)")
OFF = re.compile(r"^(?:เอา|ลบ|ตัด|ถอน)\s*(?P<houses>.*\d.*?)\s*(?:ออก.*)?$", re.DOTALL)
A_CARD = 10
"""Sheets on one carousel."""


def hear(scene: Scene) -> Bid | None:
    said = _count_said(scene)
    listed = is_command(scene.said, SHEETS)
    if scene.place != "person":
        meant = scene.addressed and (said or listed)
        return Bid("sheet", 1.0, _not_here) if meant else None
    if said is not None:
        return Bid("sheet", 1.0, partial(count, said=said))
    if listed:
        return Bid("sheets", 1.0, show)
    return _answered(scene) or _to_forgotten(scene)


def _to_forgotten(scene: Scene) -> Bid | None:
    """เบอร์ 1 = 12 by one who counts, while another question stands between: no vote of theirs."""
    text = fold(scene.said.raw)
    said = take_totals(text)[0]
    counts = len(said.votes) > 1 or (said.votes and ("=" in text or "ได้" in text))
    if not counts or not access.areas(scene.session, scene.line_id, "count votes"):
        return None
    if sheets.draft_of(scene.session, scene.line_id):
        return Bid("sheet", 1.0, partial(_take, text=text))
    return Bid("sheets", 1.0, show)


def _count_said(scene: Scene) -> SaidCount | None:
    """นับกระดาษ 5 กิโล is a deed: where there is one in the words, nothing else may be."""
    said = read_count(scene.said.raw)
    if said is None or not scene.told:
        return said
    _, text = take_when(fold(said.rest), scene.now)
    return None if read_roll(take_totals(text)[1]).unread else said


def _not_here(_: Scene) -> Answer:
    return say.in_private()


def _answered(scene: Scene) -> Bid | None:
    """What was asked for, if this is it. Bare numbers may be meant otherwise, too (โหวต 2)."""
    if scene.pending is None:
        return None
    text = fold(scene.said.raw)
    match scene.pending.topic:
        case str(topic) if topic == WHICH and (moos := read_roll(text).moos):
            return Bid("sheet", 0.99, partial(_of_moo, moos=moos))
        case str(topic) if topic in (SECOND, AGAIN) and (said := read_totals(text)):
            return Bid("sheet", 0.99, partial(_counted, said=said))
        case str(topic) if topic == WHY and not scene.told and not scene.turns_elsewhere:
            stays = is_command(scene.said, STAY)
            return Bid("sheet", 1.0 if stays else 0.99, _stay if stays else _reason_said)
        case str(topic) if topic == DRAFT and sheet_steps.draft(scene):
            return _of_draft(scene, text)
    return None


def _of_draft(scene: Scene, text: str) -> Bid | None:
    """A part of the draft: one that is named, else the one that was asked for."""
    for phrases, act in ((DROP, drop), (DONE, roll_done)):
        if is_command(scene.said, phrases):
            return Bid("sheet", 1.0, act)
    if (off := OFF.match(text)) and (less := read_roll(off["houses"])).houses:
        return Bid("sheet", 1.0, partial(_not_there, said=less))
    if take_totals(text)[0] or HOUSES.match(text):
        return Bid("sheet", 1.0, partial(_take, text=text))
    asked = _as_asked(scene, text)
    return Bid("sheet", 0.99, asked) if asked else None


def _as_asked(scene: Scene, text: str) -> Callable[[Scene], Answer] | None:
    want = sheet_steps.wanted(scene)
    if want == "when" and (at := read_when(text, scene.now)):
        return partial(_held, at=at)
    if want == "roll" and read_roll(text).houses:
        return partial(_take, text=text)
    if want == "totals" and (said := read_totals(text)):
        return partial(_totals_said, said=said)
    return None


# The first


def count(scene: Scene, said: SaidCount) -> Answer:
    """Begin, or go on with what was begun of the same vote."""
    if scene.user is None or not scene.user.may_join or scene.line_id is None:
        return welcome(scene)
    found = sheets.open_to(scene.session, scene.line_id, scene.now)
    meant = _meant(found, read_roll(said.rest).moos)
    draft = sheets.draft_of(scene.session, scene.line_id)
    if draft is not None:
        same = draft.sort == said.sort and draft.election in found
        if same and meant in (None, draft.election):
            return _take(scene, said.rest, draft)
        sheets.drop(scene.session, draft, scene.now)
    if meant is None:
        scene.ask(WHICH, sort=said.sort, text=said.rest, message_id=scene.message_id)
        return say.which_vote([(e, areas.title(scene.session, e.area_code)) for e in found])
    return _begin(scene, meant, said.sort, said.rest)


def _meant(found: list[Election], moos: frozenset[int]) -> Election | None:
    """The only vote, or that of the only village named."""
    if len(found) == 1:
        return found[0]
    wider = [election for election in found if len(election.area_code) < 8]
    here = [e for e in found if e not in wider and int(e.area_code[6:]) in moos]
    return here[0] if len(here) == 1 and not wider else None


def choose(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of several votes."""
    wanted = number(data, "e")
    found = sheets.open_to(scene.session, scene.line_id, scene.now)
    election = next((each for each in found if each.id == wanted), None)
    if scene.pending is None or scene.pending.topic != WHICH or election is None:
        raise CardTooOld
    kept = dict(scene.pending.data)
    scene.answered()
    return _begin(scene, election, words(kept, "sort"), words(kept, "text"))


def _of_moo(scene: Scene, moos: frozenset[int]) -> Answer:
    found = sheets.open_to(scene.session, scene.line_id, scene.now)
    villages = [election for election in found if len(election.area_code) == 8]
    election = _meant(villages, moos)
    if election is None:
        return say.which_vote([(e, areas.title(scene.session, e.area_code)) for e in found])
    return choose(scene, {"e": election.id})


def _begin(scene: Scene, election: Election, sort: str, rest: str) -> Answer:
    if scene.user is None or scene.line_id is None:
        return welcome(scene)
    sheet = sheets.begin(scene.session, election, scene.line_id, sort, scene.now)
    photos.of_sheet_from_now(scene.session, scene.user, scene.chat_id, sheet.id, scene.now)
    return _take(scene, rest, sheet)


def _take(scene: Scene, text: str, sheet: Sheet | None = None) -> Answer:
    """All that a message says of the draft: when, totals, houses."""
    sheet = sheet or _draft(scene)
    at, text = take_when(fold(text), scene.now)
    totals, text = take_totals(text)
    if at is not None:
        sheets.set_held(scene.session, sheet, at, scene.now)
    houses = read_roll(text)
    read = rolls.add(scene.session, sheet, houses) if houses.houses else None
    answer = _totals_said(scene, replace(totals, unread=()), sheet) if totals else None
    if read is not None and not read.clear:
        return _unclear(scene, sheet, read)
    return answer or sheet_steps.go_on(scene, sheet)


def _unclear(scene: Scene, sheet: Sheet, read: rolls.RollRead) -> Answer:
    scene.ask(DRAFT, minutes=PATIENCE, s=sheet.id, want="roll")
    return say.roll_unclear(read)


def _not_there(scene: Scene, said: SaidRoll) -> Answer:
    """เอา 7 ออก."""
    sheet = _draft(scene)
    read = rolls.take_off(scene.session, sheet, said)
    return sheet_steps.go_on(scene, sheet) if read.clear else _unclear(scene, sheet, read)


def _totals_said(scene: Scene, said: SaidTotals, sheet: Sheet | None = None) -> Answer:
    sheet = sheet or _draft(scene)
    try:
        totals = sheets.with_totals(scene.session, sheet, sheet.counted, said)
    except BadTotals as bad:
        return sheet_steps.unfit(scene, sheet, bad)
    sheets.set_totals(scene.session, sheet, totals)
    return sheet_steps.go_on(scene, sheet)


def _held(scene: Scene, at: datetime) -> Answer:
    sheet = _draft(scene)
    sheets.set_held(scene.session, sheet, at, scene.now)
    return sheet_steps.go_on(scene, sheet)


def roll_done(scene: Scene, _: Mapping[str, Any] | None = None) -> Answer:
    """ครบแล้ว: no more houses came."""
    return sheet_steps.go_on(scene, _draft(scene))


def mend(scene: Scene, _: dict[str, Any]) -> Answer:
    """แก้: what of it?"""
    sheet = _draft(scene)
    scene.ask(DRAFT, minutes=PATIENCE, s=sheet.id, want="mend")
    return say.mend(sheet.sort)


def part(scene: Scene, data: dict[str, Any]) -> Answer:
    """One part is typed or sent anew; or paper were hands."""
    sheet, which = _draft(scene), words(data, "p")
    if which in say.SORTS:
        sheet.sort = which
        sheets.changed(scene.session, sheet)
        return sheet_steps.go_on(scene, sheet)
    if which == "roll":
        sheets.clear_roll(scene.session, sheet)
    elif which == "totals":
        sheets.set_totals(scene.session, sheet, {})
    elif which == "photo":
        sheets.clear_pictures(scene.session, sheet, scene.now)
    elif which != "when":
        raise CardTooOld
    sheets.changed(scene.session, sheet)
    return sheet_steps.ask(scene, sheet, which)


def drop(scene: Scene, _: Mapping[str, Any] | None = None) -> Answer:
    """ไม่เอา: nothing of it is kept."""
    sheet = sheets.draft_of(scene.session, scene.line_id)
    scene.answered(DRAFT)
    if sheet is None:
        return say.nothing_begun()
    sheets.drop(scene.session, sheet, scene.now)
    return say.dropped()


def enter(scene: Scene, data: dict[str, Any]) -> Answer:
    """ถูกต้อง: the others are told that it waits for a second count."""
    sheet = sheets.find(scene.session, number(data, "s"))
    if sheet is None or scene.line_id is None or sheet.entered_by != scene.line_id:
        raise CardTooOld
    sheets.enter(scene.session, sheet, scene.line_id, number(data, "r"), scene.now)
    scene.answered(DRAFT)
    return say.entered(sheet_news.entered(scene.session, sheet, scene.now))


def _draft(scene: Scene) -> Sheet:
    """What this person is putting together. Raises CardTooOld."""
    sheet = sheets.draft_of(scene.session, scene.line_id)
    if sheet is None:
        raise CardTooOld
    return sheet


# The second, and what both may do later


def show(scene: Scene) -> Answer:
    """ใบนับเสียง: what waits, and what is counted of votes without a result."""
    found = sheets.of_open_votes(scene.session, scene.line_id)[:A_CARD]
    cards = [_card(scene, sheet) for sheet in found]
    return say.sheets(cards, scene.now.tzinfo) if cards else say.no_sheets()


def _card(scene: Scene, sheet: Sheet) -> Card:
    session, line_id = scene.session, scene.line_id
    area = sheet.election.area_code
    sent, differ = photos.of_sheet(session, sheet.id), recounts.differing(sheet)
    waits, first = sheet.state == "entered", recounts.is_first(sheet, line_id)
    state = "differs" if differ else "waiting" if sent else "no_picture"
    sees = line_id and not _stands(scene, sheet)
    return Card(
        sheet, areas.title(session, area), sheets.size(session, sheet),
        state if waits else "counted", differ,
        page=scene.rules.links.sheet(sheet.id, line_id) if line_id and sees else None,
        may_count=waits and bool(sent) and recounts.may_be_second(session, sheet, line_id),
        may_correct=first and bool(differ),
        may_withdraw=first or access.may(session, line_id, "run votes", area),
    )  # fmt: skip


def _stands(scene: Scene, sheet: Sheet) -> bool:
    try:
        sheets.require_counter(scene.session, sheet.election, scene.line_id)
    except Refused:
        return True
    return False


def second(scene: Scene, data: dict[str, Any]) -> Answer:
    """นับซ้ำ: picture and roll, and what do you count?"""
    sheet = recounts.to_count_again(scene.session, number(data, "s"), scene.line_id)
    scene.ask(SECOND, minutes=PATIENCE, s=sheet.id, totals={})
    area = areas.title(scene.session, sheet.election.area_code)
    houses = [
        sheet_steps.house_of(sheet, each.address) for each in sheets.roll(scene.session, sheet)
    ]
    page = scene.rules.links.sheet(sheet.id, scene.line_id or "")
    return say.second_asked(sheet, area, houses, page, scene.now.tzinfo)


def again(scene: Scene, data: dict[str, Any]) -> Answer:
    """พิมพ์เสียงใหม่: what the first counts now."""
    sheet = recounts.to_correct(scene.session, number(data, "s"), scene.line_id)
    scene.ask(AGAIN, minutes=PATIENCE, s=sheet.id, totals={})
    return say.totals_asked_again()


def _counted(scene: Scene, said: SaidTotals) -> Answer:
    """Totals of the second, or anew of the first: once all numbers are there, they are compared."""
    kept: dict[str, Any] = dict(scene.pending.data) if scene.pending else {}
    topic = scene.pending.topic if scene.pending else SECOND
    look = recounts.to_count_again if topic == SECOND else recounts.to_correct
    sheet = look(scene.session, number(kept, "s"), scene.line_id)
    known = {int(n): int(votes) for n, votes in dict(kept.get("totals") or {}).items()}
    totals = sheets.with_totals(scene.session, sheet, known, said)
    still = sheets.uncounted(sheet, totals)
    if still:
        numbered = {str(n): votes for n, votes in totals.items()}
        scene.ask(topic, minutes=PATIENCE, s=sheet.id, totals=numbered)
        return say.more_totals(totals, still)
    settle = recounts.count_again if topic == SECOND else recounts.correct
    compared = settle(scene.session, sheet.id, scene.line_id or "", totals, scene.now)
    return _compared(scene, sheet, compared, topic)


def _compared(scene: Scene, sheet: Sheet, compared: Compared | None, topic: str) -> Answer:
    if compared is None:
        scene.answered()
        return say.corrected()
    line_id = scene.line_id or ""
    sheet_news.compared(scene.session, sheet, compared.differ, line_id, scene.now)
    if compared.confirmed:
        scene.answered()
        return say.confirmed(sheets.size(scene.session, sheet))
    scene.ask(topic, minutes=PATIENCE, s=sheet.id, totals={})
    return say.differs(compared.differ, sheet.tries, officers=sheet.tries >= TOO_OFTEN)


def take_back(scene: Scene, data: dict[str, Any]) -> Answer:
    """ถอนใบนี้: asked once; an officer says why."""
    sheet = recounts.to_withdraw(scene.session, number(data, "s"), scene.line_id)
    if not recounts.is_first(sheet, scene.line_id):
        scene.ask(WHY, s=sheet.id)
        return say.why_asked()
    yes, no = say.sure_taps(sheet)
    scene.ask_sure(WHY + "_first", yes, no)
    return say.sure_asked(yes, no)


def taken_back(scene: Scene, data: dict[str, Any]) -> Answer:
    return _withdraw(scene, number(data, "s"), "")


def _reason_said(scene: Scene) -> Answer:
    kept = scene.pending.data if scene.pending else {}
    return _withdraw(scene, number(kept, "s"), " ".join(scene.said.raw.split()))


def _withdraw(scene: Scene, sheet_id: int, why: str) -> Answer:
    sheet = recounts.withdraw(scene.session, sheet_id, scene.line_id, why, scene.now)
    scene.answered()
    sheet_news.withdrawn(scene.session, sheet, scene.line_id, scene.now)
    return say.withdrawn(sheets.size(scene.session, sheet))


def _stay(scene: Scene, _: Mapping[str, Any] | None = None) -> Answer:
    scene.answered()
    return say.stays()


TOPIC = Topic(
    hear=hear,
    taps={
        "vote.sheet_in": choose, "vote.sheet_roll": roll_done, "vote.sheet_enter": enter,
        "vote.sheet_mend": mend, "vote.sheet_part": part, "vote.sheet_drop": drop,
        "vote.sheet_second": second, "vote.sheet_again": again, "vote.sheet_off": take_back,
        "vote.sheet_out": taken_back, "vote.sheet_stay": _stay,
    },
)  # fmt: skip
