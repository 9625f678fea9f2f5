"""`คิวตรวจ`: the committee looks at what waits and decides, deed by deed."""

from typing import Any

from bot.domain import access, checking, deeds, questions
from bot.domain.access import NotAllowed
from bot.domain.checking import Evidence
from bot.domain.deed import Deed
from bot.messages import checking as say
from bot.messages import deeds as say_deeds
from bot.routing import Answer, Bid, Scene, Topic, command, number
from bot.thai import is_command, strip_polite

QUEUE = ("คิวตรวจ", "ดูคิวตรวจ", "ตรวจความดี", "คิว", "รายการรอตรวจ")
NO_QUESTION = ("ไม่ถามแล้ว", "ไม่ถาม", "ยกเลิก", "ไม่เป็นไร", "ไม่ต้อง")
A_CARD = 10
"""Deeds on one carousel."""

WORDS_MINUTES = 10
"""How long a reason or a question in words is waited for; then words mean something else again."""


def hear(scene: Scene) -> Bid | None:
    """The queue; and, just after ไม่ผ่าน or ถาม, the reason or the question in words."""
    topic = scene.pending.topic if scene.pending else ""
    if topic not in ("deed.ask", "deed.reason") or is_command(scene.said, QUEUE):
        return command(scene, "queue", queue, QUEUE)
    if topic == "deed.ask" and is_command(scene.said, NO_QUESTION):
        return Bid("deed_question", 1.0, _no_question)
    if scene.turns_elsewhere or any(deed.amount for deed in scene.told):
        return None
    if topic == "deed.reason":
        return Bid("deed_reason", 0.99, _reason_in_words)
    deed = scene.session.get(Deed, _asked_about(scene))
    if deed is None or not checking.may_decide(scene.session, deed, scene.line_id):
        return None
    return Bid("deed_question", 0.99, _ask_in_words)


def queue(scene: Scene) -> Answer:
    """What waits in the areas of the one who asks; only in 1:1, for it names households."""
    held = access.areas(scene.session, scene.line_id, "decide on deeds")
    if scene.place == "group":
        return None
    if not held:
        raise NotAllowed(act="decide on deeds")
    waiting = checking.waiting(scene.session, held, to=scene.user, most=A_CARD)
    found = checking.evidence(scene.session, waiting)
    pages = [_page(scene, each) for each in found]
    return say.queue(found, scene.today, pages) if found else say.queue_empty()


def accept(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, accept=True)


def reject(scene: Scene, data: dict[str, Any]) -> Answer:
    return _decide(scene, data, accept=False)


def reason(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of the ready reasons."""
    n = number(data, "n")
    return _give_reason(scene, number(data, "id"), say.REASONS[min(n, len(say.REASONS) - 1)])


def ask(scene: Scene, data: dict[str, Any]) -> Answer:
    """ถามเจ้าของบ้าน: what about?"""
    deed = deeds.get(scene.session, number(data, "id"))
    checking.require_may_decide(scene.session, deed, scene.line_id)
    if deed.reporter is None:
        raise questions.NobodyToAsk
    scene.ask("deed.ask", minutes=WORDS_MINUTES, id=deed.id)
    return say.question_asked_for(deed)


def question(scene: Scene, data: dict[str, Any]) -> Answer:
    """One of the ready questions."""
    n = number(data, "n")
    return _leave(scene, number(data, "id"), say.QUESTIONS[min(n, len(say.QUESTIONS) - 1)])


def _decide(scene: Scene, data: dict[str, Any], *, accept: bool) -> Answer:
    deed = deeds.get(scene.session, number(data, "id"))
    scene.answered("deed.ask", "deed.reason")
    first = checking.decide(
        scene.session, deed, scene.line_id, scene.now,
        accept=accept, seen=number(data, "rev"), worth=number(data, "p") or None,
    )  # fmt: skip
    if first and not accept:
        scene.ask("deed.reason", minutes=WORDS_MINUTES, id=deed.id)
    return say.decided(deed)


def _reason_in_words(scene: Scene) -> Answer:
    return _give_reason(scene, _asked_about(scene), strip_polite(scene.said.raw))


def _give_reason(scene: Scene, deed_id: int, words: str) -> Answer:
    deed = deeds.get(scene.session, deed_id)
    scene.answered("deed.reason")
    if not checking.give_reason(scene.session, deed, scene.line_id, words, scene.now):
        return say.decided(deed)
    return say.reason_kept(deed.reason or "")


def _ask_in_words(scene: Scene) -> Answer:
    return _leave(scene, _asked_about(scene), " ".join(scene.said.raw.split()))


def _leave(scene: Scene, deed_id: int, words: str) -> Answer:
    deed = deeds.get(scene.session, deed_id)
    checking.require_may_decide(scene.session, deed, scene.line_id)
    scene.answered("deed.ask")
    questions.ask(scene.session, deed, words, scene.line_id, scene.now)
    return say.question_left(words[: questions.LONGEST_QUESTION])


def _asked_about(scene: Scene) -> int:
    """The deed whose reason or question is awaited."""
    return number(scene.pending.data, "id") if scene.pending else 0


def _no_question(scene: Scene) -> Answer:
    scene.answered()
    return say_deeds.never_mind()


def _page(scene: Scene, each: Evidence) -> str | None:
    """Where this account sees the pictures and hears the voices of the deed."""
    if not each.photos or scene.line_id is None:
        return None
    return scene.rules.links.evidence(each.deed.id, scene.line_id)


TOPIC = Topic(
    hear=hear,
    taps={
        "deed.accept": accept, "deed.reject": reject, "deed.reason": reason,
        "deed.ask": ask, "deed.question": question,
    },
)  # fmt: skip
