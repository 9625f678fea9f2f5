"""Waiting notices: each kind is a template `notice_<kind>`; params are what the row kept."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.line.messages import Button, Message, Tap
from bot.messages import menu_editing, votes
from bot.messages.deeds import saw_it
from bot.messages.vote_paper import SHEETS
from bot.wording import thai_date, thai_month

_ISO = re.compile(r"\d{4}-\d\d-\d\d")


def notice_message(kind: str, params: Mapping[str, Any], left: date, today: date) -> Message:
    """`left`: the day on which it was left; it names that, or the day or month it is about. `today`
    it is read."""
    if kind == "vote_remind":
        closes = datetime.fromisoformat(str(params["closes_at"]))
        return votes.vote_remind(closes, closes.tzinfo)
    if kind == "nudge":
        return votes.nudge(params, today)
    if kind == "menu_changed":
        return menu_editing.notice(params)
    said = {"day": thai_date(left)} | dict(params)
    if "day" in said and _ISO.fullmatch(str(said["day"])):
        said["day"] = thai_date(date.fromisoformat(str(said["day"])))
    if kind == "bonus" or kind.startswith("sheet_"):
        said["month"] = thai_month(date.fromisoformat(str(said["month"])))
    return Message(f"notice_{kind}", {**said, **_buttons(kind, params)})


def _buttons(kind: str, params: Mapping[str, Any]) -> dict[str, Button]:
    """By their names in the template."""
    buttons: dict[str, Button] = {}
    if kind == "deed_rejected" and not params.get("final"):
        buttons["appeal"] = Tap(
            "ขอให้ดูอีกครั้ง", "deed.appeal", {"id": params["deed"]}, says="ขอให้ดูอีกครั้ง"
        )
    if kind == "deed_question":
        buttons["answer"] = Tap(
            "ตอบกรรมการ", "deed.answer", {"q": params["question"]}, says="ตอบกรรมการ", keyboard=True
        )
    if kind == "witness_asked":
        buttons["saw"] = saw_it(int(str(params["deed"])))
    if kind == "someone_joined":
        buttons["not_ours"] = Tap(
            "ไม่ใช่คนบ้านเรา", "house.not_ours", {"who": params["who"]}, says="ไม่ใช่คนบ้านเรา"
        )
    if kind in ("sheet_waiting", "sheet_differs", "sheet_stuck"):
        buttons["show"] = SHEETS
    return buttons
