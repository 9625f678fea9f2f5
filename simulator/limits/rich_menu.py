"""Rich menus as objects: size, areas, names. Their pictures are in `simulator.pictures`."""

from typing import Any

from simulator.limits.actions import ALIAS, IN_RICH_MENU
from simulator.limits.shape import FINE, Mistake, Mistakes, Shape, list_of, wrong
from simulator.limits.values import boolean, clusters, matching, text, whole

WIDEST, NARROWEST, LOWEST, FLATTEST = 2500, 800, 250, 1.45
MISSING = "must be specified"
MENU_ID = matching(r"richmenu-[0-9a-f]{32}", "invalid richMenuId")


def flat_enough(size: dict[str, Any]) -> Mistakes:
    """Width by height is at least 1.45."""
    if size["width"] / size["height"] >= FLATTEST:
        return FINE
    return wrong("the aspect ratio (width / height) must be at least 1.45", "height")


def areas_inside(menu: dict[str, Any]) -> Mistakes:
    """No area reaches over the edge of the picture."""
    size = menu["size"]
    return tuple(
        Mistake("must be inside the rich menu", f"areas[{place}].bounds")
        for place, bounds in enumerate(area["bounds"] for area in menu["areas"])
        if bounds["x"] + bounds["width"] > size["width"]
        or bounds["y"] + bounds["height"] > size["height"]
    )


SIZE = Shape(
    {"width": whole(NARROWEST, WIDEST), "height": whole(LOWEST)}, {}, flat_enough, missing=MISSING
)
BOUNDS = Shape(
    {"x": whole(0), "y": whole(0), "width": whole(1), "height": whole(1)}, missing=MISSING
)
AREA = Shape({"bounds": BOUNDS, "action": IN_RICH_MENU}, missing=MISSING)
RICH_MENU = Shape(
    {
        "size": SIZE,
        "selected": boolean,
        "name": text(300, counted=clusters),
        "chatBarText": text(14, counted=clusters),
        "areas": list_of(AREA, 0, 20),
    },
    {},
    areas_inside,
    missing=MISSING,
)
NEW_ALIAS = Shape({"richMenuAliasId": ALIAS, "richMenuId": MENU_ID})
CHANGED_ALIAS = Shape({"richMenuId": MENU_ID})
