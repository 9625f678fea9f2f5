"""Everything the bot understands. Where two are equally sure, the earlier one answers."""

from bot.routing import Topic
from handlers import (
    again,
    books,
    cancelling,
    checking,
    corrections,
    deeds,
    groups,
    helping,
    joining,
    members,
    officers,
    photos,
    places,
    privacy,
    stories,
    stickers,
    voices,
    votes,
)

TOPICS: tuple[Topic, ...] = (
    groups.TOPIC,
    privacy.TOPIC,
    officers.TOPIC,
    votes.TOPIC,
    checking.TOPIC,
    books.TOPIC,
    places.TOPIC,
    joining.TOPIC,
    members.TOPIC,
    corrections.TOPIC,
    cancelling.TOPIC,
    again.TOPIC,
    deeds.TOPIC,
    photos.TOPIC,
    stories.TOPIC,
    stickers.TOPIC,
    voices.TOPIC,
    helping.TOPIC,
)
