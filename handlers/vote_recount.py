"""`ใบนับเสียง`: what was counted at meetings and waits for a second count, in 1:1. Who counts again
does not see what the first has counted; both may count anew, and a count may be taken back."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from bot import sheet_steps
from bot.domain import access, areas, photos, recounts, sheet_news, sheets
from bot.domain.recounts import TOO_OFTEN, Compared
from bot.domain.sheets import Sheet
from bot.errors import Refused
from bot.messages import vote_paper as say
from bot.messages.vote_paper import Card
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.sheet_steps import PATIENCE
from bot.thai import is_command
from bot.thai.fold import fold
from bot.thai.tally import SaidTotals, read_totals, says_count

SHEETS = (
    "ใบนับเสียง", "ดูใบนับเสียง", "ใบนับ", "ใบนับเสียงที่รอ", "ใบนับโหวต", "นับซ้ำ", "มีใบนับเสียงไหม",
)  # fmt: skip
STAY = ("ไม่ถอนแล้ว", "ไม่ถอน", "ยกเลิก", "ไม่เป็นไร", "เดี๋ยวก่อน")

SECOND, AGAIN, WHY, SURE = (
    "vote.sheet_second", "vote.sheet_again", "vote.sheet_why", "vote.sheet_sure",
)  # fmt: skip
"""What was asked: what the second counts; what the first counts now; why it is taken back; whether
one is sure."""

A_CARD = 10
"""Sheets on one carousel."""


def hear(scene: Scene) -> Bid | None:
    listed = is_command(scene.said, SHEETS)
    if scene.place != "person":
        return Bid("sheets", 1.0, _not_here) if scene.addressed and listed else None
    return Bid("sheets", 1.0, show) if listed else _answered(scene) or _to_forgotten(scene)


def _not_here(_: Scene) -> Answer:
    return say.in_private()


def _answered(scene: Scene) -> Bid | None:
    """What was asked for, if this is it."""
    topic = scene.pending.topic if scene.pending else ""
    text = fold(scene.said.raw)
    if topic in (SECOND, AGAIN) and (said := read_totals(text)):
        sure = says_count(text) or not said.unread
        return Bid("sheet", 1.0 if sure else 0.99, partial(_counted, said=said))
    if topic != WHY or scene.told or scene.turns_elsewhere:
        return None
    stays = is_command(scene.said, STAY)
    return Bid("sheet", 1.0 if stays else 0.99, _stay if stays else _reason_said)


def _to_forgotten(scene: Scene) -> Bid | None:
    """เบอร์ 1 = 12 by one who counts, while another question stands between: no vote of theirs."""
    counts = says_count(fold(scene.said.raw))
    if not counts or not access.areas(scene.session, scene.line_id, "count votes"):
        return None
    return Bid("sheets", 1.0, show)


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
    scene.ask_sure(SURE, yes, no)
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
        "vote.sheet_second": second, "vote.sheet_again": again, "vote.sheet_off": take_back,
        "vote.sheet_out": taken_back, "vote.sheet_stay": _stay,
    },
)  # fmt: skip
