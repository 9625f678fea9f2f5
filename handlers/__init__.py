"""Everything the bot understands. Where two are equally sure, the earlier one answers."""

from bot.routing import Topic
from handlers import (
    books,
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
    deeds.TOPIC,
    photos.TOPIC,
    stories.TOPIC,
    helping.TOPIC,
)
