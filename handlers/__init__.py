"""Everything the bot understands. Where two are equally sure, the earlier one answers."""

from bot.routing import Topic
from handlers import (
    asking,
    books,
    checking,
    corrections,
    deeds,
    groups,
    helping,
    joining,
    members,
    officers,
    own_words,
    photos,
    places,
    privacy,
    votes,
)

TOPICS: tuple[Topic, ...] = (
    groups.TOPIC,
    privacy.TOPIC,
    officers.TOPIC,
    own_words.TOPIC,
    votes.TOPIC,
    checking.TOPIC,
    books.TOPIC,
    places.TOPIC,
    joining.TOPIC,
    members.TOPIC,
    corrections.TOPIC,
    asking.TOPIC,
    deeds.TOPIC,
    photos.TOPIC,
    helping.TOPIC,
)
