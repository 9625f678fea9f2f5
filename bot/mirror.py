"""A house before the mirror: it sees what neighbours would see before it says yes. For every
handler through which its picture or its words may come."""

from dataclasses import replace

from bot.domain import faces, months
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.domain.registry import Household
from bot.line.messages import Message
from bot.messages import faces as say
from bot.messages.faces import Look
from bot.routing import Scene

ASKED, SURE = "face.photo", "face.sure"
"""What was asked: for a picture; whether it shall be so."""


def picture(scene: Scene, user: LineUser, photo: Photo) -> Message:
    """With this picture. Raises NoHouse."""
    house = house_of(user)
    yes, no = say.yes_and_no(photo.message_id)
    scene.ask_sure(SURE, yes, no, message_id=photo.message_id, photo=photo.id)
    seen = replace(_now(scene, house), photo=photo.message_id)
    path = scene.rules.links.face_preview(photo.id, user.id)
    look = say.look(seen, scene.rules.links.for_card(path))
    return say.preview(look, house.address, yes, no, pictured=True, nameless=_is_nameless(user))


def story(scene: Scene, user: LineUser, words: str, message_id: str | None) -> Message:
    """With this line; the picture stays as it is. Raises NoHouse, StoryTooLong,
    StoryTellsTooMuch."""
    house, told, ref = house_of(user), faces.clean_story(words), message_id or ""
    yes, no = say.yes_and_no(ref)
    scene.ask_sure(SURE, yes, no, message_id=ref, story=told)
    seen = _now(scene, house)
    look = Look(say.names(seen), say.quoted(told))
    return say.preview(
        look, house.address, yes, no, pictured=bool(seen.photo), nameless=_is_nameless(user)
    )


def house_of(user: LineUser) -> Household:
    """Raises NoHouse."""
    if user.household is None:
        raise faces.NoHouse
    return user.household


def _now(scene: Scene, house: Household) -> faces.Seen:
    """As in the vote about last month, which is the one that people think of."""
    return faces.of(scene.session, house, months.before(scene.today))


def _is_nameless(user: LineUser) -> bool:
    return user.member is None and not user.shared
