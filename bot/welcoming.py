"""Whoever is new: the notice and the consent by purpose, from whatever handler meets them first."""

from bot.domain.people import PURPOSES
from bot.line.messages import Message
from bot.messages import joining as say
from bot.messages.joining import Held
from bot.routing import Scene


def welcome(scene: Scene, held: Held | None = None) -> Message:
    """The notice and the consent card; nothing is kept. `held`: what a first word already told."""
    given = [purpose for purpose in PURPOSES if scene.user and scene.user.may(purpose)]
    return say.welcome(
        scene.rules.office, scene.rules.links.page("/privacy"), held or Held(), given
    )
