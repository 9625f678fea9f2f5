"""A deed told becomes a row: recorded with the pictures sent beside it, and its household told if
somebody else told it. For every handler through which a telling may come."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain import deeds, doers, notices, people, photos, prints, registry
from bot.domain.deed import Claim
from bot.domain.deeds import Receipt, Source
from bot.domain.doers import Who
from bot.domain.people import LineUser
from bot.domain.photos import Attached
from bot.domain.registry import Household
from bot.routing import Scene
from bot.thai import DeedReading, Utterance
from bot.thai.doers import read_doers
from bot.wording import thai_date


@dataclass(frozen=True)
class Kept:
    """What was recorded, and what was sent with it."""

    receipt: Receipt
    photos: Attached


def record(
    scene: Scene,
    user: LineUser,
    house: Household,
    claims: Sequence[Claim],
    day: date,
    source: Source,
    who: Who,
    *,
    until: datetime | None = None,
) -> Kept:
    """Raises as `deeds.report` does. `scene.now` is the moment of the telling; what was sent from
    then `until` it was understood belongs to it too."""
    receipt = deeds.report(
        scene.session,
        house,
        claims,
        day,
        source,
        scene.now,
        by=user,
        member=who.member,
        doers=who.together,
        today=scene.today,
    )
    if who.several:
        receipt = replace(receipt, doers=())
    if house.id != user.household_id:
        _tell_household(scene, user, house, receipt)
    moments = [scene.now] if scene.photo or until else []
    sent = [
        photos.attach_earlier(scene.session, user, receipt.deed, moment, scene.place)
        for moment in (*moments, *([until] if until else ()))
    ]
    belonging = Attached(tuple(photo for one in sent for photo in one.sent))
    for photo in belonging.sent:
        prints.look(scene.session, photo, receipt.deed)
    return Kept(receipt, belonging)


def who(
    scene: Scene, user: LineUser, house: Household, said: Utterance, readings: Sequence[DeedReading]
) -> Who:
    """Whoever the words name, else the speaker. A deed of several is one deed of the house."""
    own = house.id == user.household_id
    speaker = user.member if own and not user.shared else None
    told = min((reading.matched for reading in readings), key=said.text.find, default="")
    read = read_doers(said, told) if told else None
    named = None
    if read is not None:
        named = doers.found(registry.members(scene.session, house), read, speaker)
    return named or Who(speaker)


def _tell_household(scene: Scene, helper: LineUser, house: Household, receipt: Receipt) -> None:
    if people.of_household(scene.session, house.id):
        for outcome in receipt.outcomes:
            notices.leave(
                scene.session,
                house,
                "logged_for_you",
                scene.now,
                helper=people.said_name(helper) or "ผู้ช่วย",
                house=house.address,
                day=thai_date(scene.today),
                name=outcome.deed.item.short_name,
                points=outcome.deed.points,
            )
