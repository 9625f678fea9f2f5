"""Waiting notices: each kind is a template `notice_<kind>`; params are what the row kept."""

from collections.abc import Mapping

from bot.line.messages import Button, Message, Tap


def notice_message(kind: str, params: Mapping[str, object]) -> Message:
    buttons: dict[str, Button] = {}
    if kind == "someone_joined":
        buttons["not_ours"] = Tap(
            "ไม่ใช่คนบ้านเรา", "house.not_ours", {"who": params["who"]}, says="ไม่ใช่คนบ้านเรา"
        )
    return Message(f"notice_{kind}", {**params, **buttons})
