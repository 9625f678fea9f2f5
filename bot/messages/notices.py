"""Waiting notices: each kind is a template `notice_<kind>`; params are what the row kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.line.messages import Button, Message, Tap
from bot.messages import menu_editing, votes


def notice_message(kind: str, params: Mapping[str, Any]) -> Message:
    if kind == "vote_remind":
        closes = datetime.fromisoformat(str(params["closes_at"]))
        return votes.vote_remind(closes, closes.tzinfo)
    if kind == "nudge":
        return votes.nudge(int(str(params["days_left"])))
    if kind == "menu_changed":
        return menu_editing.notice(params)
    buttons: dict[str, Button] = {}
    if kind == "someone_joined":
        buttons["not_ours"] = Tap(
            "ไม่ใช่คนบ้านเรา", "house.not_ours", {"who": params["who"]}, says="ไม่ใช่คนบ้านเรา"
        )
    return Message(f"notice_{kind}", {**params, **buttons})
