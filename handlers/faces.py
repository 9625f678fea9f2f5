"""`รูปบ้านเข้าชิง`, `เรื่องบ้านเข้าชิง …`: what neighbours see of a house that stands, beside its number.

Set in 1:1, by somebody who has ticked that it may be seen, after a look at what it will be.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from bot import mirror
from bot.domain import channel, faces, people, photos
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.messages import faces as say
from bot.messages import privacy as say_privacy
from bot.messages.faces import What
from bot.routing import Answer, Bid, Scene, Topic, number, words
from bot.thai import is_command, strip_polite

PICTURE = (
    say.PICTURE, "รูปเข้าชิง", "ใส่รูปบ้าน", "ตั้งรูปบ้าน", "เปลี่ยนรูปบ้าน", "ขอใส่รูปบ้าน", "รูปบ้านเรา",
)  # fmt: skip
STORY = (say.STORY, "เล่าเรื่องบ้าน", "ใส่เรื่องบ้าน", "เปลี่ยนเรื่องบ้าน")
NO_PICTURE = ("ลบรูปบ้าน", "ลบรูปบ้านเข้าชิง", "เอารูปบ้านออก")
NO_STORY = ("ลบเรื่องบ้าน", "ลบเรื่องบ้านเข้าชิง", "เอาเรื่องบ้านออก")
REMOVES = re.compile(r"^(?:ขอ)?(?:ลบ|เอา|ถอน)")
"""Two wrong letters are forgiven in a command, and these two are the whole difference."""

TELLS = re.compile(
    r"^\s*(?:@\S+\s+)?เรื่อง(?:ของ)?บ้าน(?:เรา)?เข้าชิง\s*[:：]?\s*(?P<story>\S.*)$", re.DOTALL
)

STORY_ASKED, TICK = "face.story", "face.tick"
"""What was asked: for the line; for the tick, with what was told before it."""


def hear(scene: Scene) -> Bid | None:
    if scene.user is None or not scene.user.may_join or not scene.addressed:
        return None
    bid = _meant(scene, scene.user)
    return Bid("face", bid.sureness, to_private) if bid and scene.place == "group" else bid


def _meant(scene: Scene, user: LineUser) -> Bid | None:
    acts: tuple[tuple[bool, tuple[str, ...], Callable[[Scene], Answer]], ...] = (
        (True, NO_PICTURE, partial(_remove, what="picture")),
        (True, NO_STORY, partial(_remove, what="story")),
        (False, PICTURE, partial(_picture, user=user)),
        (False, STORY, partial(_story, user=user)),
    )
    removes = REMOVES.match(strip_polite(scene.said.text)) is not None
    for removing, phrases, act in acts:
        if removing == removes and is_command(scene.said, phrases):
            return Bid("face", 1.0, act)
    if found := TELLS.match(scene.said.raw):
        return Bid("face", 1.0, partial(_story, user=user, told=found["story"]))
    asked = scene.pending.topic if scene.pending else None
    if asked == STORY_ASKED and scene.place == "person" and not scene.turns_elsewhere:
        return Bid("face", 0.99, partial(_story, user=user, told=scene.said.raw))
    return None


def to_private(scene: Scene) -> Answer:
    bot = channel.basic_id(scene.session)
    return say.in_private(scene.rules.links.chat_with_bot(bot, say.PICTURE) if bot else None)


def _picture(scene: Scene, user: LineUser) -> Answer:
    """A picture sent a moment ago, else the next one."""
    mirror.house_of(user)
    if not user.may("show"):
        scene.ask(TICK)
        return say.tick_asked("picture")
    sent = faces.just_sent(scene.session, user, scene.chat_id, scene.now)
    if sent is not None:
        return mirror.picture(scene, user, sent)
    scene.ask(mirror.ASKED)
    return say.picture_asked()


def _story(scene: Scene, user: LineUser, told: str = "") -> Answer:
    mirror.house_of(user)
    if not user.may("show"):
        said = faces.clean_story(told)
        scene.ask(TICK, story=said, message_id=scene.message_id or "")
        return say.tick_asked("story")
    if told:
        return mirror.story(scene, user, told, scene.message_id)
    scene.ask(STORY_ASKED)
    return say.story_asked(faces.LONGEST_STORY)


def ticked(scene: Scene, data: dict[str, Any]) -> Answer:
    """ยินยอมให้เห็น: then on with what they were about."""
    user = scene.user
    if user is None or not user.may_join:
        return say_privacy.nothing_kept()
    mirror.house_of(user)
    people.consent(scene.session, user.line_id, ("show",), scene.now, channel="line")
    asked = scene.pending.data if scene.pending and scene.pending.topic == TICK else {}
    if words(data, "w") != "story":
        return _picture(scene, user)
    told = words(asked, "story")
    if not told:
        return _story(scene, user)
    return mirror.story(scene, user, told, words(asked, "message_id"))


def use(scene: Scene, data: dict[str, Any]) -> Answer:
    """ใช้: from now on everybody sees it wherever the house stands or has won."""
    asked, user = _asked(scene, data), scene.user
    if asked is None or user is None:
        return say.too_late()
    house = mirror.house_of(user)
    scene.answered()
    what: What = "story" if "story" in asked else "picture"
    if what == "story":
        told, ref = words(asked, "story"), words(asked, "message_id") or None
        faces.tell_story(scene.session, house, user, told, ref, scene.now)
    else:
        photo = scene.session.get(Photo, number(asked, "photo"))
        faces.show_picture(scene.session, house, user, photo, scene.now)
    return say.kept(what)


def decline(scene: Scene, data: dict[str, Any]) -> Answer:
    """ไม่เอา: a picture that was sent for this alone is forgotten at once."""
    asked, user = _asked(scene, data), scene.user
    if asked is not None and user is not None:
        scene.answered()
        photo = scene.session.get(Photo, number(asked, "photo"))
        if photo is not None and faces.is_free(user, photo):
            photos.remove(scene.session, photo, scene.now)
    return say.dropped()


def _remove(scene: Scene, what: What) -> Answer:
    user = scene.user
    if user is None:
        return None
    take = faces.remove_picture if what == "picture" else faces.remove_story
    gone = take(scene.session, mirror.house_of(user), user.line_id, scene.now)
    return say.removed(what) if gone else say.nothing_there(what)


def _asked(scene: Scene, data: dict[str, Any]) -> dict[str, Any] | None:
    """What the open question holds, if it is this card's."""
    asked = scene.pending
    if asked is None or asked.topic != mirror.SURE or asked.data.get("message_id") != data.get("m"):
        return None
    return asked.data


TOPIC = Topic(hear=hear, taps={"face.tick": ticked, "face.use": use, "face.no": decline})
