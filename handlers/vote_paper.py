"""`นับกระดาษ`, `นับยกมือ`: the first of two counts the votes of a meeting, in 1:1. What one message
does not say is asked for."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from bot import sheet_steps
from bot.domain import areas, drafts, photos, rolls, sheet_news, sheets
from bot.domain.elections import Election
from bot.domain.sheets import BadTotals, Sheet
from bot.errors import CardTooOld
from bot.messages import vote_paper as say
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
    says_count,
    take_totals,
    take_when,
)
from bot.welcoming import welcome

DONE = ("ครบแล้ว", "ครบ", "หมดแล้ว", "แค่นี้", "เท่านี้")
DROP = ("ไม่เอา", "ไม่เอาแล้ว", "ยกเลิก", "เลิกนับ", "ไม่นับแล้ว")

WHICH = "vote.sheet_which"
"""What was asked: which vote."""

HOUSES = re.compile(r"^(?:เพิ่ม\s*)?(?:บ้าน(?!เบอร์)|หมู่|ม\s*\.?\s*\d|เลขที่)")
OFF = re.compile(r"^(?:เอา|ลบ|ตัด|ถอน)\s*(?P<houses>.*\d.*?)\s*(?:ออก.*)?$", re.DOTALL)


def hear(scene: Scene) -> Bid | None:
    said = _count_said(scene)
    if scene.place != "person":
        return Bid("sheet", 1.0, _not_here) if scene.addressed and said else None
    if said is not None:
        return Bid("sheet", 1.0, partial(count, said=said))
    return _answered(scene) or _to_forgotten(scene)


def _to_forgotten(scene: Scene) -> Bid | None:
    """เบอร์ 1 = 12 by one who counts, while another question stands between: no vote of theirs."""
    text = fold(scene.said.raw)
    counts_again = scene.pending is not None and scene.pending.topic.startswith(f"{DRAFT}_")
    if counts_again or not says_count(text):
        return None
    if not drafts.draft_of(scene.session, scene.line_id):
        return None
    return Bid("sheet", 1.0, partial(_take, text=text))


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
    if scene.pending.topic == WHICH and (moos := read_roll(text).moos):
        return Bid("sheet", 0.99, partial(_of_moo, moos=moos))
    return _of_draft(scene, text) if sheet_steps.draft(scene) else None


def _of_draft(scene: Scene, text: str) -> Bid | None:
    """A part of the draft: one that is named, else the one that was asked for."""
    for phrases, act in ((DROP, drop), (DONE, roll_done)):
        if is_command(scene.said, phrases):
            return Bid("sheet", 1.0, act)
    less = read_roll(off["houses"]) if (off := OFF.match(text)) else SaidRoll()
    if less.houses and not less.unread:
        return Bid("sheet", 1.0, partial(_not_there, said=less))
    if take_totals(text)[0] or HOUSES.match(text):
        return Bid("sheet", 1.0, partial(_take, text=text))
    return _as_asked(scene, text)


def _as_asked(scene: Scene, text: str) -> Bid | None:
    want = sheet_steps.wanted(scene)
    if want == "when" and (at := read_when(text, scene.now)):
        return Bid("sheet", 0.99, partial(_held, at=at))
    if want == "roll" and (roll := read_roll(text)).houses:
        return Bid("sheet", 0.99 if roll.unread else 1.0, partial(_take, text=text))
    if want == "totals" and (said := read_totals(text)):
        return Bid("sheet", 0.99 if said.unread else 1.0, partial(_totals_said, said=said))
    return None


def count(scene: Scene, said: SaidCount) -> Answer:
    """Begin, or go on with what was begun of the same vote."""
    if scene.user is None or not scene.user.may_join or scene.line_id is None:
        return welcome(scene)
    found = sheets.open_to(scene.session, scene.line_id, scene.now)
    meant = _meant(found, read_roll(said.rest).moos)
    draft = drafts.draft_of(scene.session, scene.line_id)
    if draft is not None:
        same = draft.sort == said.sort and draft.election in found
        if same and meant in (None, draft.election):
            return _take(scene, said.rest, draft)
        drafts.drop(scene.session, draft, scene.now)
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
    sheet = drafts.begin(scene.session, election, scene.line_id, sort, scene.now)
    photos.of_sheet_from_now(scene.session, scene.user, scene.chat_id, sheet.id, scene.now)
    return _take(scene, rest, sheet)


def _take(scene: Scene, text: str, sheet: Sheet | None = None) -> Answer:
    """All that a message says of the draft: when, totals, houses."""
    sheet = sheet or _draft(scene)
    at, text = take_when(fold(text), scene.now)
    totals, text = take_totals(text)
    if at is not None:
        drafts.set_held(scene.session, sheet, at, scene.now)
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
    drafts.set_totals(scene.session, sheet, totals)
    return sheet_steps.go_on(scene, sheet)


def _held(scene: Scene, at: datetime) -> Answer:
    sheet = _draft(scene)
    drafts.set_held(scene.session, sheet, at, scene.now)
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
        drafts.changed(scene.session, sheet)
        return sheet_steps.go_on(scene, sheet)
    if which == "roll":
        drafts.clear_roll(scene.session, sheet)
    elif which == "totals":
        drafts.set_totals(scene.session, sheet, {})
    elif which == "photo":
        drafts.clear_pictures(scene.session, sheet, scene.now)
    elif which != "when":
        raise CardTooOld
    drafts.changed(scene.session, sheet)
    return sheet_steps.ask(scene, sheet, which)


def drop(scene: Scene, _: Mapping[str, Any] | None = None) -> Answer:
    """ไม่เอา: nothing of it is kept."""
    sheet = drafts.draft_of(scene.session, scene.line_id)
    scene.answered(DRAFT)
    if sheet is None:
        return say.nothing_begun()
    drafts.drop(scene.session, sheet, scene.now)
    return say.dropped()


def enter(scene: Scene, data: dict[str, Any]) -> Answer:
    """ถูกต้อง: the others are told that it waits for a second count."""
    sheet = sheets.find(scene.session, number(data, "s"))
    if sheet is None or scene.line_id is None or sheet.entered_by != scene.line_id:
        raise CardTooOld
    drafts.enter(scene.session, sheet, scene.line_id, number(data, "r"), scene.now)
    scene.answered(DRAFT)
    return say.entered(sheet_news.entered(scene.session, sheet, scene.now))


def _draft(scene: Scene) -> Sheet:
    """What this person is putting together. Raises CardTooOld."""
    sheet = drafts.draft_of(scene.session, scene.line_id)
    if sheet is None:
        raise CardTooOld
    return sheet


TOPIC = Topic(
    hear=hear,
    taps={
        "vote.sheet_in": choose, "vote.sheet_roll": roll_done, "vote.sheet_enter": enter,
        "vote.sheet_mend": mend, "vote.sheet_part": part, "vote.sheet_drop": drop,
    },
)  # fmt: skip
