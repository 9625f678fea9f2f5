"""A voice: in 1:1 kept and asked about; whoever speaks may find writing hard."""

from datetime import timedelta
from typing import Any

from bot.domain import photos
from bot.line.incoming import Voice
from bot.messages import deeds as say
from bot.routing import Answer, Scene, Topic
from bot.welcoming import welcome

BURST = timedelta(seconds=60)
"""Voices sent one after the other are asked about once."""


def arrived(scene: Scene) -> Answer:
    """It waits for the deed that is told next, as a picture does."""
    if scene.place == "group":
        return None
    user = scene.user
    if user is None or not user.may_join:
        return welcome(scene)
    if not isinstance(scene.content, Voice) or not scene.content.fetchable:
        return say.only_words()
    if scene.message_id is None:
        return None
    asked_just_now = photos.loose_since(scene.session, user, scene.now - BURST, sort="voice")
    photos.voice_arrived(scene.session, user, scene.message_id, scene.chat_id, scene.now)
    return None if asked_just_now else say.voice_asked()


def write(_: Scene, __: dict[str, Any]) -> Answer:
    """พิมพ์บอก: the phone has opened its keyboard; a computer has none to open."""
    return say.voice_write()


def drop(scene: Scene, _: dict[str, Any]) -> Answer:
    """ไม่เป็นไร: what was spoken is not kept."""
    if scene.user is not None:
        photos.drop_voices(scene.session, scene.user, scene.chat_id, scene.now)
    return say.voice_dropped()


TOPIC = Topic(taps={"voice.write": write, "voice.drop": drop}, events={Voice: arrived})
