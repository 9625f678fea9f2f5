"""A deed told becomes a row: recorded with the pictures sent beside it, and its household told if
somebody else told it. For every handler through which a telling may come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain import deeds, notices, people, photos
from bot.domain.deeds import Claim, Receipt, Source
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.routing import Scene
from bot.wording import thai_date


@dataclass(frozen=True)
class Kept:
    """What was recorded, and how many pictures came with it."""

    receipt: Receipt
    photos: int


def record(
    scene: Scene,
    user: LineUser,
    house: Household,
    claims: Sequence[Claim],
    day: date,
    source: Source,
    *,
    until: datetime | None = None,
) -> Kept:
    """Raises as `deeds.report` does. `scene.now` is the moment of the telling; what was sent from
    then `until` it was understood belongs to it too."""
    own = house.id == user.household_id
    receipt = deeds.report(
        scene.session,
        house,
        claims,
        day,
        source,
        scene.now,
        by=user,
        member=user.member if own and not user.shared else None,
        today=scene.today,
    )
    if not own:
        _tell_household(scene, user, house, receipt)
    moments = [scene.now] if scene.photo or until else []
    pictures = sum(
        photos.attach_earlier(scene.session, user, receipt.deed, moment, scene.place)
        for moment in (*moments, *([until] if until else ()))
    )
    return Kept(receipt, pictures)


def _tell_household(scene: Scene, helper: LineUser, house: Household, receipt: Receipt) -> None:
    for user in people.of_household(scene.session, house.id):
        for outcome in receipt.outcomes:
            notices.leave(
                scene.session,
                user,
                "logged_for_you",
                scene.now,
                helper=people.said_name(helper) or "ผู้ช่วย",
                house=house.address,
                day=thai_date(scene.today),
                name=outcome.deed.item.short_name,
                points=outcome.deed.points,
            )
