"""Rich menus: sizes, areas and texts."""

from typing import Any

import pytest

from simulator import limits
from simulator.limits.rich_menu import RICH_MENU

TAP = {"type": "postback", "data": "menu"}
WHOLE = {"bounds": {"x": 0, "y": 0, "width": 2500, "height": 1686}, "action": TAP}
MENU = {
    "size": {"width": 2500, "height": 1686},
    "selected": True,
    "name": "ชาวบ้าน",
    "chatBarText": "เมนู",
    "areas": [WHOLE],
}
SWITCH = {"type": "richmenuswitch", "richMenuAliasId": "officer", "data": "x"}


def sized(width: int, height: int) -> dict[str, Any]:
    return MENU | {"size": {"width": width, "height": height}, "areas": []}


def area(x: int, y: int, width: int, height: int, action: Any = TAP) -> dict[str, Any]:
    bounds = {"x": x, "y": y, "width": width, "height": height}
    return MENU | {"areas": [{"bounds": bounds, "action": action}]}


@pytest.mark.parametrize(
    "menu",
    [
        MENU,
        sized(800, 250),
        sized(2500, 1724),
        MENU | {"areas": [WHOLE] * 20, "name": "ที่" * 300, "chatBarText": "ที่" * 14},
        area(0, 0, 1, 1, SWITCH),
        area(2499, 1685, 1, 1, TAP | {"label": "ก" * 20}),
    ],
)
def test_accepted(menu: dict[str, Any]) -> None:
    assert limits.check(menu, RICH_MENU) == ()


@pytest.mark.parametrize(
    ("menu", "place"),
    [
        ({name: value for name, value in MENU.items() if name != "name"}, "name"),
        (sized(799, 250), "size.width"),
        (sized(2501, 1686), "size.width"),
        (sized(800, 249), "size.height"),
        (sized(2500, 1725), "size.height"),
        (MENU | {"areas": [WHOLE] * 21}, "areas"),
        (MENU | {"name": "ก" * 301}, "name"),
        (MENU | {"chatBarText": "ก" * 15}, "chatBarText"),
        (MENU | {"selected": "yes"}, "selected"),
        (area(1, 0, 2500, 10), "areas[0].bounds"),
        (area(0, 1, 10, 1686), "areas[0].bounds"),
        (area(-1, 0, 10, 10), "areas[0].bounds.x"),
        (area(0, 0, 0, 10), "areas[0].bounds.width"),
        (area(0, 0, 1, 1, {"type": "camera", "label": "ก"}), "areas[0].action.type"),
        (area(0, 0, 1, 1, TAP | {"label": "ก" * 21}), "areas[0].action.label"),
        (
            area(0, 0, 1, 1, SWITCH | {"richMenuAliasId": "Officer"}),
            "areas[0].action.richMenuAlias",
        ),
        (area(0, 0, 1, 1, {"type": "uri", "uri": "ftp://a.th"}), "areas[0].action.uri"),
    ],
)
def test_refused(menu: dict[str, Any], place: str) -> None:
    (mistake,) = limits.check(menu, RICH_MENU)
    assert mistake.property.startswith(place)
