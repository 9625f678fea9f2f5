"""The menu of deeds as it is shown: nine activities, and what a tambon has of its own."""

from collections.abc import Mapping, Sequence

from bot.domain import menu
from bot.domain.menu import OWN, MenuItem
from bot.line.messages import Message, Tap
from bot.thai.asked import button_name
from bot.wording import shortened

A_PAGE = 15
"""A tambon's own deeds on one bubble; it may have twice as many."""

LONGEST_NAME, NAME_TO_PICK = 60, 26
"""Letters of a name in the list, the second beside buttons, for a carousel has 50 KB; the whole of
it is on the card of the deed."""

ON_A_BUTTON = 20
"""Letters that LINE shows on a button."""


def deed_menu(items: Mapping[str, MenuItem], pick_for: str | None = None) -> list[Message]:
    """Every activity, each deed with its points; before them, on a card of its own, what the tambon
    has added. With `pick_for`, a message, a touch on a deed says that it told of this one.
    """
    groups: dict[str, list[MenuItem]] = {}
    for item in items.values():
        groups.setdefault(item.activity, []).append(item)
    own = sorted(groups.pop(OWN, ()), key=lambda item: item.code)
    added = [_bubble("ตำบลของเรา", "#4E342E", OWN, page, pick_for) for page in _pages(own)]
    nation = [
        _bubble(menu.DIMENSIONS[dimension], _COLOURS[dimension], activity, kinds, pick_for)
        for activity, kinds in groups.items()
        for dimension in kinds[0].dimension
    ]
    return [Message("deed_menu", {"bubbles": bubbles}) for bubbles in (added, nation) if bubbles]


def on_button(item: MenuItem) -> str:
    """What a deed is called on a button: the nation's name for it, or the tambon's."""
    nation = menu.items().get(item.code)
    if nation is not None and nation.name == item.name:
        return button_name(item.code)
    return shortened(item.short_name, ON_A_BUTTON)


def worth(item: MenuItem) -> str:
    """`5 แต้ม/ชั่วโมง`."""
    return f"{item.points} แต้ม/{item.unit}" if item.points else "บอกได้ ยังไม่มีแต้ม"


def _pages(own: Sequence[MenuItem]) -> list[Sequence[MenuItem]]:
    return [own[at : at + A_PAGE] for at in range(0, len(own), A_PAGE)]


def _bubble(
    dimension: str, colour: str, activity: str, kinds: Sequence[MenuItem], pick_for: str | None
) -> dict[str, object]:
    most = LONGEST_NAME if pick_for is None else NAME_TO_PICK
    return {
        "dimension": dimension,
        "colour": colour,
        "activity": activity,
        "rows": [
            (shortened(item.short_name, most), worth(item), _pick(item, pick_for)) for item in kinds
        ],
    }


def _pick(item: MenuItem, message_id: str | None) -> Tap | None:
    if message_id is None:
        return None
    name = on_button(item)
    # A name cut short is not said twice: with 54 of them the carousel would be too large.
    says = name if len(name) <= ON_A_BUTTON and not name.endswith("…") else None
    return Tap(name, "deed.pick", {"k": item.code, "m": message_id}, says=says)


_COLOURS = {"F": "#2E7D32", "E": "#00695C", "S": "#9A5B00", "X": "#455A64"}
