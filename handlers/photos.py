"""A picture: evidence of the deed told just before or after it, a sheet of counted votes, or the
house's own where that was asked for."""

from collections.abc import Callable
from datetime import timedelta

from bot import mirror, sheet_steps
from bot.domain import deeds, photos
from bot.domain.deed import Deed
from bot.domain.people import LineUser
from bot.line.incoming import Image, OtherMessage
from bot.messages import deeds as say
from bot.routing import Answer, Scene, Topic, number
from bot.welcoming import welcome

BURST = timedelta(seconds=60)
"""Pictures sent together are answered once."""


def arrived(scene: Scene) -> Answer:
    """In 1:1 it is kept and asked about; in a group kept only beside a deed, without a word."""
    user = scene.user
    if user is None or not user.may_join:
        return _welcome(scene)
    if not isinstance(scene.content, Image) or not scene.content.fetchable:
        return other(scene)
    if scene.message_id is None:
        return None
    if take := _awaited(scene):
        return take(scene, user, scene.message_id)
    before = scene.now - BURST
    asked_just_now = photos.loose_since(scene.session, user, before)
    deed = _of_answer(scene) or photos.deed_before(
        scene.session, user, scene.chat_id, scene.now, scene.place
    )
    told_just_now = deed is not None and photos.attached_since(scene.session, user, deed, before)
    photos.arrived(
        scene.session, user, scene.message_id, scene.chat_id, scene.now, deed, place=scene.place
    )
    if scene.place == "group" or told_just_now or (deed is None and asked_just_now):
        return None
    return say.photo_kept(deed.item.short_name) if deed else say.photo_asked()


def _awaited(scene: Scene) -> Callable[[Scene, LineUser, str], Answer] | None:
    """What to do with a picture that was asked for, or that a count is begun with."""
    if sheet := sheet_steps.of_picture(scene):
        return lambda s, _, __: sheet_steps.take_picture(s, sheet)
    if scene.place == "person" and scene.pending and scene.pending.topic == mirror.ASKED:
        return _of_house
    return None


def _of_house(scene: Scene, user: LineUser, message_id: str) -> Answer:
    """The house's own picture."""
    photo = photos.arrived(
        scene.session, user, message_id, scene.chat_id, scene.now, None, place="person"
    )
    return mirror.picture(scene, user, photo)


def _of_answer(scene: Scene) -> Deed | None:
    """The deed the committee asks about, or that it shall look at again."""
    pending = scene.pending
    if pending is None or pending.topic not in ("deed.answer", "deed.plea"):
        return None
    deed = scene.session.get(Deed, number(pending.data, "deed"))
    own = deed and scene.user and deeds.is_own(scene.session, deed, scene.user)
    return deed if own else None


def other(scene: Scene) -> Answer:
    """A film, a file: in 1:1 nobody is left without a word."""
    if scene.place == "group":
        return None
    return say.only_words() if scene.user and scene.user.may_join else _welcome(scene)


def _welcome(scene: Scene) -> Answer:
    return None if scene.place == "group" else welcome(scene)


TOPIC = Topic(events={Image: arrived, OtherMessage: other})
