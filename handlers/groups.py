"""The bot in a group: one short hello, then silence until a code ties it to its village."""

import re

from bot.domain import areas, errands, groups, people, roll
from bot.line.incoming import BotJoined, BotLeft, PeopleCame
from bot.messages import groups as say
from bot.routing import Answer, Bid, Scene, Topic

TIE = re.compile(r"^ผูกกลุ่ม\s*(?P<code>\S*)")


def hear(scene: Scene) -> Bid | None:
    # as it was typed: reading folds letters that are drawn out, and a code may have three alike
    found = TIE.match(scene.said.raw.strip()) or TIE.match(scene.said.text)
    return Bid("group_tie", 1.0, lambda s: tie(s, found["code"])) if found else None


def tie(scene: Scene, code: str) -> Answer:
    """`ผูกกลุ่ม CODE` by committee or above over the code's area."""
    if scene.place == "person":
        return say.tie_in_group()
    group = groups.enter(scene.session, scene.chat_id, scene.now)
    groups.tie(scene.session, group, code, scene.line_id, scene.now)
    return say.tied(areas.title(scene.session, group.area_code or ""))


def joined(scene: Scene) -> Answer:
    """The bot was added: one hello."""
    group = groups.enter(scene.session, scene.chat_id, scene.now)
    errands.add(scene.session, "group", scene.chat_id, scene.now)
    return say.hello() if group.area_code is None else None


def left(scene: Scene) -> Answer:
    groups.leave(scene.session, scene.chat_id, scene.now)
    roll.empty(scene.session, scene.chat_id)
    return None


def people_came(scene: Scene) -> Answer:
    """Nobody's business; only what a push costs changes."""
    if isinstance(scene.content, PeopleCame):
        groups.grow(scene.session, scene.chat_id, scene.content.count)
        for line_id in scene.content.who if scene.content.count < 0 else ():
            if user := people.find(scene.session, line_id):
                roll.left(scene.session, scene.chat_id, user)
    return None


TOPIC = Topic(hear=hear, events={BotJoined: joined, BotLeft: left, PeopleCame: people_came})
