"""What the committee is told of places of the village, and of model households."""

from collections.abc import Sequence

from bot.domain.places import SPOTS, Pin
from bot.line.messages import Message, Open, Say, Tap
from bot.messages.places import CATEGORIES, SEND

ALL = Say("สถานที่ของหมู่บ้าน", "สถานที่ของหมู่บ้าน")


def sort_asked(ref: str) -> Message:
    quick = tuple(
        Tap(CATEGORIES[sort], "spot.sort", {"c": sort, "m": ref}, says=CATEGORIES[sort])
        for sort in SPOTS
    )
    return Message("spot_sort_asked", quick=quick)


def title_asked(sort: str) -> Message:
    return Message("spot_title_asked", {"sort": CATEGORIES[sort]})


def pinned(spot: Pin, page: str) -> Message:
    return Message(
        "spot_pinned",
        {
            "sort": CATEGORIES[spot.category],
            "title": spot.title,
            "open": Open("ดูแผนที่", page),
            "remove": _remove(spot),
        },
        (ALL,),
    )


def listed(spots: Sequence[Pin], page: str) -> Message:
    """The first ten, each with a button; the map has them all."""
    rows = [(CATEGORIES[spot.category], spot.title, _remove(spot)) for spot in spots[:10]]
    more = max(0, len(spots) - len(rows))
    return Message("spots", {"rows": rows, "more": more, "open": Open("ดูแผนที่", page)}, (SEND,))


def none_yet() -> Message:
    return Message("spots_none", quick=(SEND,))


def removed(title: str | None) -> Message:
    return Message("spot_removed", {"title": title}, (ALL,))


def model(house: str, *, yes: bool) -> Message:
    return Message("model_house", {"house": house, "yes": yes})


def _remove(spot: Pin) -> Tap:
    return Tap("เอาออก", "spot.remove", {"p": spot.id})
