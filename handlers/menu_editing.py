"""`ตั้งแต้ม …`, `เพิ่มความดี …`, `ปิดความดี …`: those who answer for a tambon edit its menu.

Each is shown first; nothing is written before ยืนยัน.
"""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from bot.domain import access, aliases, areas, local_menu, menu_editing
from bot.domain.access import NotAllowed
from bot.domain.local_menu import NoSuchKind
from bot.domain.menu import Limit
from bot.domain.menu_editing import Change, OutOfBounds, Wish
from bot.errors import CardTooOld
from bot.messages import menu_editing as say
from bot.routing import Answer, Bid, Scene, Topic, command, words
from bot.thai.menu_words import MenuWords, read_menu_words

EDITING = re.compile(
    r"^(?P<what>(?:ตั้ง|แก้|ปรับ|เปลี่ยน)แต้ม|เพิ่มความดี|ปิดความดี|เปลี่ยนชื่อความดี|กลับเป็นค่ากลาง)\s*(?P<rest>.*)$",
    re.DOTALL,
)
NEW_NAME = re.compile(r"^(?P<kind>.+?)\s*(?:=|เป็น)\s*(?P<name>.+)$")
OF_TAMBON = ("เมนูของตำบล", "เมนูตำบล", "เมนูตำบลเรา", "เมนูความดีของตำบล")
COMPARED = ("เมนูที่ต่าง", "เมนูต่าง", "เมนูที่แตกต่าง")
MINUTES = 60
"""How long a preview waits for ยืนยัน."""


def hear(scene: Scene) -> Bid | None:
    if not scene.addressed:
        return None
    found = EDITING.match(scene.said.text)
    if found is not None:
        act = _ACTS.get(found["what"], _set)
        return Bid("menu_editing", 1.0, partial(_edit, act=act, rest=found["rest"].strip()))
    return command(scene, "menu_of_tambon", of_tambon, OF_TAMBON) or command(
        scene, "menus_compared", compared, COMPARED
    )


def of_tambon(scene: Scene) -> Answer:
    """What differs from the nation's menu, what is planned, and the way back."""
    tambon = _tambon(scene)
    if scene.place == "group":
        return say.in_private()
    changed = local_menu.changed(scene.session, tambon, scene.today)
    planned = local_menu.planned(scene.session, tambon, scene.today)
    return say.of_tambon(areas.title(scene.session, tambon), changed, planned)


def compared(scene: Scene) -> Answer:
    """For officers: which tambons of their areas differ, those that changed last first."""
    held = access.areas(scene.session, scene.line_id, "compare menus")
    whole = [area for area in held if len(area) <= 6]
    if not whole:
        raise NotAllowed(act="compare menus")
    if scene.place == "group":
        return say.in_private()
    outer = [area for area in whole if not any(_inside(area, other) for other in whole)]
    found, count = [], 0
    for area in dict.fromkeys(outer):
        some, there = local_menu.differing_within(
            scene.session, area, scene.today, most=say.MOST_BUBBLES
        )
        found += some
        count += there
    newest = sorted(found, key=lambda one: one.changed_at, reverse=True)[: say.MOST_BUBBLES]
    titled = [(areas.title(scene.session, one.tambon), one) for one in newest]
    return say.compared(titled, count)


def confirm(scene: Scene, data: dict[str, Any]) -> Answer:
    """ยืนยัน: what was shown is entered, if it still would be the same."""
    shown = _shown(scene, data)
    scene.answered()
    change = menu_editing.from_data(scene.session, shown, scene.today)
    menu_editing.enter(scene.session, change, scene.line_id, scene.now)
    return say.entered(change)


def drop(scene: Scene, data: dict[str, Any]) -> Answer:
    """ไม่ใช่: nothing changes."""
    _shown(scene, data)
    scene.answered()
    return say.dropped()


def back(scene: Scene, data: dict[str, Any]) -> Answer:
    """กลับเป็นค่ากลาง: shown first like any other change."""
    tambon = _tambon(scene)
    try:
        since = date.fromisoformat(words(data, "d") or scene.today.isoformat())
    except ValueError:
        raise CardTooOld from None
    change = menu_editing.to_nation(scene.session, tambon, words(data, "k"), since, scene.today)
    return _show(scene, change)


def _edit(scene: Scene, act: Callable[[Scene, str, str], Change | None], rest: str) -> Answer:
    tambon = _tambon(scene)
    if scene.place == "group":
        return say.in_private()
    change = act(scene, tambon, rest) if rest else None
    return say.how() if change is None else _show(scene, change)


def _set(scene: Scene, tambon: str, rest: str) -> Change | None:
    said = read_menu_words(rest, scene.today)
    if not said.name:
        return None
    wish = replace(_wish(said), kind=_kind(scene, tambon, said.name))
    if wish == Wish(wish.kind, since=wish.since):
        return None
    return menu_editing.propose(scene.session, tambon, wish, scene.today)


def _add(scene: Scene, tambon: str, rest: str) -> Change | None:
    said = read_menu_words(rest, scene.today)
    if not said.name:
        return None
    wish = replace(_wish(said), name=said.name, dimension=said.dimension)
    return menu_editing.propose(scene.session, tambon, wish, scene.today)


def _close(scene: Scene, tambon: str, rest: str) -> Change:
    said = read_menu_words(rest, scene.today)
    wish = Wish(_kind(scene, tambon, said.name), points=Decimal(0), since=_day(said))
    return menu_editing.propose(scene.session, tambon, wish, scene.today)


def _rename(scene: Scene, tambon: str, rest: str) -> Change | None:
    said = read_menu_words(rest, scene.today)
    found = NEW_NAME.match(said.name)
    if found is None:
        return None
    kind = _kind(scene, tambon, found["kind"])
    wish = Wish(kind, name=found["name"], since=_day(said), phrases=said.phrases)
    return menu_editing.propose(scene.session, tambon, wish, scene.today)


def _to_nation(scene: Scene, tambon: str, rest: str) -> Change:
    said = read_menu_words(rest, scene.today)
    kind = _kind(scene, tambon, said.name)
    since = _day(said) or scene.today
    return menu_editing.to_nation(scene.session, tambon, kind, since, scene.today)


_ACTS: dict[str, Callable[[Scene, str, str], Change | None]] = {
    "เพิ่มความดี": _add,
    "ปิดความดี": _close,
    "เปลี่ยนชื่อความดี": _rename,
    "กลับเป็นค่ากลาง": _to_nation,
}


def _wish(said: MenuWords) -> Wish:
    return Wish(
        unit=said.unit,
        points=said.points,
        per_day=said.per_day,
        limit=Limit(*said.limit) if said.limit else None,
        evidence=said.evidence,
        since=_day(said),
        phrases=said.phrases,
    )


def _day(said: MenuWords) -> date | None:
    if said.unread:
        raise OutOfBounds(what="day", least=None, most=None)
    return said.since


def _kind(scene: Scene, tambon: str, name: str) -> str:
    """The line of the tambon's menu that is meant, also one still to come."""
    menu = local_menu.every(scene.session, tambon)
    own = aliases.active(scene.session, tambon)
    kind = aliases.kind_meant(menu, name, scene.today, own)
    if kind is None:
        raise NoSuchKind(said=name)
    return kind


def _tambon(scene: Scene) -> str:
    """Whose menu this account edits. Raises NotAllowed and WhichMenu."""
    held = access.areas(scene.session, scene.line_id, "edit menu")
    return menu_editing.tambon_of(held, scene.tambon)


def _show(scene: Scene, change: Change) -> Answer:
    shown = menu_editing.as_data(change)
    yes, no = say.yes_and_no(_token(shown))
    scene.ask_sure("menu.change", yes, no, minutes=MINUTES, change=shown)
    return say.preview(change, yes, no)


def _shown(scene: Scene, data: dict[str, Any]) -> dict[str, Any]:
    """What this person was shown last, if the button is of that card."""
    pending = scene.pending
    if pending is None or pending.topic != "menu.change":
        raise CardTooOld
    shown: dict[str, Any] = pending.data["change"]
    if words(data, "n") != _token(shown):
        raise CardTooOld
    return shown


def _token(shown: dict[str, Any]) -> str:
    """Tells one preview from another."""
    return f"{zlib.crc32(json.dumps(shown, sort_keys=True).encode()):08x}"


def _inside(area: str, other: str) -> bool:
    return area != other and area.startswith(other)


TOPIC = Topic(hear=hear, taps={"menu.yes": confirm, "menu.no": drop, "menu.back": back})
