"""What the bot says to those who answer for a tambon's menu, and of what they changed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.domain.local_menu import Differing, Planned
from bot.domain.menu import PERIOD_NAMES, Limit, MenuItem, is_own, items
from bot.domain.menu_editing import Change, item_from_data
from bot.line.messages import Message, Say, Tap
from bot.messages.menu import worth
from bot.messages.sure import confirm
from bot.wording import shortened

MOST_BUBBLES = 10
"""Lines, or tambons, on one carousel; what goes beyond is only counted."""

MOST_NAMES, MOST_PLANS, LONGEST_NAME = 6, 3, 30
"""Changed and planned lines named on a tambon's bubble, and letters of a name there."""

EVIDENCE = {"photo": "รูป", "witness": "พยาน", "committee": "กรรมการ", "checkin": "เช็กชื่อ",
            "auto": "ระบบ"}  # fmt: skip

LIST = Say("เมนูของตำบล", "เมนูของตำบล")

Row = tuple[str, str | None, str]
"""What it is, how it was (None: not at all), how it is to be."""


def preview(change: Change, yes: Tap, no: Tap) -> Message:
    """What would change, from which day; nothing is written yet."""
    return Message(
        "menu_preview",
        {
            "name": (change.old or change.new).name,
            "new": change.old is None,
            "off": change.new.points == 0,
            "rows": differences(change.old, change.new),
            "phrases": list(change.phrases),
            "since": change.since,
            "yes": yes,
            "no": no,
        },
    )


def yes_and_no(token: str) -> tuple[Tap, Tap]:
    return (
        confirm("menu.yes", {"n": token}),
        Tap("ไม่ใช่", "menu.no", {"n": token}, says="ไม่ใช่"),
    )


def entered(change: Change) -> Message:
    return Message("menu_entered", {"name": change.new.name, "since": change.since}, (LIST,))


def dropped() -> Message:
    return Message("menu_dropped", quick=(LIST,))


def in_private() -> Message:
    return Message("menu_in_private")


def how() -> Message:
    """How to say what shall change."""
    return Message("menu_how", quick=(LIST,))


def of_tambon(title: str, changed: Sequence[MenuItem], planned: Sequence[Planned]) -> Message:
    """What differs from the nation's menu and what is planned, each with its way back."""
    if not changed and not planned:
        return Message("menu_as_nation", {"tambon": title})
    lines = [(None, item) for item in changed] + [(plan.since, plan.item) for plan in planned]
    return Message(
        "menu_of_tambon",
        {
            "bubbles": [_line(since, item) for since, item in lines[:MOST_BUBBLES]],
            "more": max(0, len(lines) - MOST_BUBBLES),
        },
    )


def compared(found: Sequence[tuple[str, Differing]], count: int) -> Message:
    """A bubble a tambon: how many lines differ, and which."""
    if not found:
        return Message("menus_alike")
    return Message(
        "menus_compared",
        {
            "bubbles": [_tambon(title, differing) for title, differing in found],
            "more": max(0, count - len(found)),
        },
    )


def notice(params: Mapping[str, Any]) -> Message:
    """Word to the tambon's groups: what changed, and from when."""
    data = params["change"]
    old = None if data["old"] is None else item_from_data(data["old"])
    new = item_from_data(data["new"])
    return Message(
        "notice_menu_changed",
        {
            "name": new.name,
            "new": old is None,
            "rows": differences(old, new),
            "since": date.fromisoformat(data["since"]),
            "menu": Say("เมนูความดี", "เมนูความดี"),
        },
    )


def differences(old: MenuItem | None, new: MenuItem) -> list[Row]:
    """What differs, part by part."""
    rows: list[Row] = []
    for label, part in (
        ("ชื่อ", lambda item: item.name),
        ("แต้ม", _worth),
        ("นับได้วันละ", lambda item: f"{item.per_day} {item.unit}"),
        ("ไม่เกิน", lambda item: _limit(item.limit)),
        ("หลักฐาน", evidence),
    ):
        was, now = part(old) if old else None, part(new)
        if was != now and not (old is None and label == "ชื่อ"):
            rows.append((label, was, now))
    return rows


def evidence(item: MenuItem) -> str:
    """`รูปหรือพยาน`."""
    return "หรือ".join(EVIDENCE[name] for name in sorted(item.evidence)) or "ไม่ต้องมี"


def _worth(item: MenuItem) -> str:
    return worth(item) if item.points else "ไม่มีแต้ม"


def _limit(limit: Limit | None) -> str:
    return f"{limit.times} ครั้งต่อ{PERIOD_NAMES[limit.period]}" if limit else "ไม่จำกัด"


def _line(since: date | None, item: MenuItem) -> dict[str, object]:
    data: dict[str, object] = {"k": item.code}
    if since is not None:
        data["d"] = since.isoformat()
    label = "ปิดความดีนี้" if is_own(item.code) else "กลับเป็นค่ากลาง"
    closed = is_own(item.code) and item.points == 0
    return {
        "since": since,
        "code": item.code,
        "name": item.name,
        "own": is_own(item.code),
        "rows": differences(items().get(item.code), item),
        "back": None if closed else Tap(label, "menu.back", data, says=label),
    }  # fmt: skip


def _tambon(title: str, found: Differing) -> dict[str, object]:
    names = [_in_short(item) for item in found.kinds]
    return {
        "title": title,
        "count": len(found.kinds),
        "names": names[:MOST_NAMES],
        "more": max(0, len(names) - MOST_NAMES),
        "planned": [(plan.since, _in_short(plan.item)) for plan in found.planned[:MOST_PLANS]],
        "changed_at": _day(found.changed_at),
    }


def _in_short(item: MenuItem) -> str:
    nation = items().get(item.code)
    name = shortened(item.short_name, LONGEST_NAME)
    if nation is None:
        return f"เพิ่ม {name} {_worth(item)}"
    if _worth(nation) == _worth(item):
        return name
    return f"{name} {_worth(nation)} → {_worth(item)}"


def _day(at: datetime) -> date:
    return at.date()
