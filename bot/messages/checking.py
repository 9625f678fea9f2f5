"""What is said about checking: the committee's queue, its word, questions, witnesses, appeals."""

from collections.abc import Sequence
from datetime import date

from bot.domain.checking import WORTHS, Evidence
from bot.domain.deed import Deed
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.messages.deeds import amount_said, doer
from bot.wording import day_beside, thai_date

REASONS = ("ไม่เห็นหลักฐาน", "เคยบันทึกแล้ว", "จำนวนมากไป", "ไม่ใช่ความดีสาธารณะ")
QUESTIONS = ("ขอดูรูปหน่อยนะคะ", "ทำที่ไหนคะ", "ทำนานเท่าไหร่คะ", "ทำกับใครบ้างคะ")
MOST_SAID = 2
"""Questions and answers on one bubble: the newest."""

_DOUBTS = {
    "twin": "รูปนี้เหมือนรูปที่เคยส่งแล้ว",
    "twice": "คนในบ้านเดียวกันบอกเรื่องนี้ไว้แล้ว",
    "rejected": "เรื่องนี้กรรมการเคยให้ไม่ผ่านแล้ว",
}


def queue(found: Sequence[Evidence], today: date, pages: Sequence[str | None]) -> Message:
    """One bubble a deed, with what speaks for and against it; `pages`: where its pictures are."""
    bubbles = [_bubble(each, today, page) for each, page in zip(found, pages, strict=True)]
    return Message("queue", {"bubbles": bubbles})


def _bubble(each: Evidence, today: date, page: str | None) -> dict[str, object]:
    deed = each.deed
    pictures = sum(photo.sort == "picture" for photo in each.photos)
    more: list[Button] = []
    if deed.reporter is not None:
        more.append(Tap("ถามเจ้าของบ้าน", "deed.ask", {"id": deed.id}, says="ถามเจ้าของบ้าน"))
    if page and each.photos:
        more.append(Open(f"ดูรูป {pictures} รูป" if pictures else "ฟังเสียง", page))
    return {
        "house": f"บ้านเลขที่ {deed.household.address}",
        "name": deed.item.short_name,
        "amount": amount_said(deed),
        "day": day_beside(deed.done_on, today),
        "points": deed.points,
        "who": doer(deed),
        "text": deed.text,
        "doubts": list(_doubts(each)),
        "seen_by": ", ".join(house.house_no for house in each.witnesses),
        "said": [(q.text, q.answer) for q in each.said[-MOST_SAID:]],
        "appealed": deed.appealed_at is not None,
        "accepts": [*_worths(deed), Tap("ผ่าน", "deed.accept", _as_seen(deed), says="ผ่าน")],
        "reject": Tap("ไม่ผ่าน", "deed.reject", _as_seen(deed), says="ไม่ผ่าน"),
        "more": more,
    }


def _doubts(each: Evidence) -> Sequence[str]:
    found = [_DOUBTS[each.deed.doubt]] if each.deed.doubt in _DOUBTS else []
    if each.twin is not None:
        twin = f"รูปเหมือนของบ้านเลขที่ {each.twin.household.address} เมื่อ {thai_date(each.twin.done_on)}"
        found = [twin, *(one for one in found if one != _DOUBTS["twin"])]
    return found


def _worths(deed: Deed) -> list[Tap]:
    """What the committee may give for a deed whose worth it sets; ผ่าน gives what it shows."""
    if not deed.item.worth_by_committee:
        return []
    return [
        Tap(f"{n} แต้ม", "deed.accept", {**_as_seen(deed), "p": n}, says=f"ให้ {n} แต้ม")
        for n in WORTHS
        if n != deed.points
    ][-2:]


def _as_seen(deed: Deed) -> dict[str, object]:
    return {"id": deed.id, "rev": deed.revision}


def queue_empty() -> Message:
    return Message("queue_empty")


def decided(deed: Deed) -> Message:
    """To whoever decided; after ไม่ผ่าน the reason is asked for."""
    accepted = deed.status == "accepted"
    next_one = Say("ดูคิวต่อ", "คิวตรวจ")
    reasons = [
        Tap(reason, "deed.reason", {"id": deed.id, "n": n}, says=reason)
        for n, reason in enumerate(REASONS)
    ]
    return Message(
        "decided",
        {
            "house": deed.household.address,
            "name": deed.item.short_name,
            "accepted": accepted,
            "points": deed.points,
        },
        (next_one,) if accepted else (*reasons, next_one),
    )


def reason_kept(reason: str) -> Message:
    return Message("reason_kept", {"reason": reason}, (Say("ดูคิวต่อ", "คิวตรวจ"),))


def question_asked_for(deed: Deed) -> Message:
    """What shall be asked? One of the ready ones, or in one's own words."""
    ready = [
        Tap(text, "deed.question", {"id": deed.id, "n": n}, says=text)
        for n, text in enumerate(QUESTIONS)
    ]
    none = Say("ไม่ถามแล้ว", "ไม่ถามแล้ว")
    return Message("question_asked_for", {"house": deed.household.address}, (*ready, none))


def question_left(text: str) -> Message:
    return Message("question_left", {"text": text}, (Say("ดูคิวต่อ", "คิวตรวจ"),))


def answer_asked_for(text: str) -> Message:
    return Message("answer_asked_for", {"text": text})


def answer_kept() -> Message:
    return Message("answer_kept")


def appealed(deed: Deed) -> Message:
    return Message("appealed", {"name": deed.item.short_name}, (Say("ไม่มีค่ะ", "ไม่มีค่ะ"),))


def witnesses_asked(count: int) -> Message:
    return Message("witnesses_asked", {"count": count})


def witnessed(name: str | None, house_no: str, count: int) -> Message:
    """In a group what it was is not said again."""
    return Message("witnessed", {"house": house_no, "name": name, "count": count})


def witness_in_private(deed: Deed, chat_with_bot: str | None) -> Message:
    """A tap in a group that LINE puts no name to: in 1:1 it does."""
    words = f"เป็นพยาน {deed.id}"
    if chat_with_bot is None:
        return Message("witness_in_private_text", {"words": words})
    return Message("witness_in_private", {"go": Open("เป็นพยานในแชท", chat_with_bot)})
