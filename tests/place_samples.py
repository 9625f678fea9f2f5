"""What the bot says of pins and places of the village, each with the longest in it."""

from bot.domain import spots as domain_spots
from bot.domain.places import SPOTS, Pin
from bot.line.messages import Message
from bot.messages import places, spots
from bot.messages.refusals import refusal

LINK = "https://khwamdee.test/" + "x" * 60
ADDRESS = "12345/1234 หมู่ 30"
TITLE = 'ที่ "นี้" {{ x }} <b> ' + "น้ำ" * 13
PIN = Pin(
    id=10**12, household_id=1, category="model", lat=14.657, lon=100.577, precision="110m",
    address=TITLE * 3,
)  # fmt: skip
SPOT = Pin(id=10**12, category="nature", title=TITLE, lat=14.657, lon=100.577, precision="exact")

PLACES: dict[str, Message] = {
    "pin_place_asked": places.place_asked(),
    "pin_in_private": places.in_private(LINK),
    "pin_not_kept": places.not_kept_in_group(LINK),
    "pin_short_link": places.short_link(),
    "pin_far": places.far_away("5" * 18, 1234, "ต.บ้านแพรกพูนสุขสวัสดิ์"),
    "pin_card": places.precision_asked("5" * 18, LINK, again=True, spot=True),
    "pin_card without a picture": places.precision_asked("5" * 18, None, again=False, spot=False),
    "pinned": places.pinned(PIN, ADDRESS, LINK, new=True),
    "pinned before": places.pinned(PIN, ADDRESS, LINK, new=False),
    "pin_sort_asked": places.sort_asked(),
    "pin_not_pinned": places.not_pinned(),
    "pin_too_late": places.too_late(pinned=True),
    "pin_too_late without one": places.too_late(pinned=False),
    "unpinned": places.unpinned(),
    "no_pin": places.no_pin(),
    "spot_sort_asked": spots.sort_asked("5" * 18),
    "spot_title_asked": spots.title_asked(SPOTS[0]),
    "spot_pinned": spots.pinned(SPOT, LINK),
    "spots": spots.listed([SPOT] * 12, LINK),
    "spots_none": spots.none_yet(),
    "spot_removed": spots.removed(TITLE),
    "spot_removed before": spots.removed(None),
    "model_house": spots.model(ADDRESS, yes=True),
    "model_house no more": spots.model(ADDRESS, yes=False),
    "refused_spot_title_long": refusal(domain_spots.TitleTooLong(most=60)),
    "refused_spots_too_many": refusal(domain_spots.TooManySpots(most=200)),
    "refused_model_no_pin": refusal(domain_spots.NoPinThere(house=ADDRESS)),
}
