"""Who answers: every topic hears the utterance, the surest wins, order breaks ties.

In 1:1 somebody always answers. In a group the bot is silent unless it is spoken to or is sure.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from bot import inbox
from bot.domain import aliases, conversations, local_menu
from bot.domain.conversations import Pending
from bot.domain.menu import MenuItem, items
from bot.domain.people import LineUser
from bot.errors import Refused
from bot.line.incoming import Content, Edited, Sticker, Tapped, Text, tapped
from bot.line.messages import Message, Tap
from bot.links import Links
from bot.messages.refusals import refusal
from bot.thai import DeedReading, Reading, Utterance, annotate, is_command, read
from bot.thai.assent import says_yes, sticker_says_yes
from bot.thai.own_words import OwnWord

SURE = 0.65
"""How sure a bid must be for the bot to speak up in a family's group."""

LIKELY = 0.5
"""How sure it must be where the bot is spoken to: in 1:1, or mentioned."""

EVERYDAY = 0.6
"""How sure a command is whose words neighbours say to each other too (`ยอด`, `เมนู`, `งง`)."""

REQUESTS = ("balance", "menu", "results", "help", "vote", "register", "location_pin")
A_REQUEST = 16
"""Letters of a request that is no sentence."""

LARGEST = 2**63 - 1
"""The largest number that both databases take."""

TOO_WEIGHTY = (
    "me.", "join.", "consent.", "house", "announce.", "meeting.", "pin.", "vote", "reward.",
    "menu.", "face.",
)  # fmt: skip
"""Taps that no sticker stands for: to be forgotten, to move or put out, to consent, to vote, to
announce, to call a meeting, to spend แต้ม, to change the menu, to be seen. Nobody does these by a
cat that waves."""

Place = Literal["person", "group"]
Answer = Message | Sequence[Message] | None


@dataclass(frozen=True)
class Rules:
    """What the operator set, as far as handlers need it."""

    home_area: str | None
    office: str
    contact: str | None
    links: Links
    secret: str
    geocodes: bool = False
    """Somebody can be asked for the address of a pin."""


@dataclass
class Scene:
    """Who says what, where and when: all a handler may touch. `now` is the event's own time."""

    session: Session
    now: datetime
    place: Place
    chat_id: str
    line_id: str | None
    user: LineUser | None
    group_area: str | None
    message_id: str | None
    content: Content
    rules: Rules
    pending: Pending | None = None
    """What the bot had asked this person here."""
    notices: bool = False
    """Something waits to be told to this person."""
    photo: bool = False
    """They sent a picture just before that belongs to no deed yet."""
    intents: list[str] = field(default_factory=list)
    read_on: date | None = None
    """The day the answer is read, where that is not the day of `now`."""
    push_now: bool = False
    """A handler left something with other chats that shall not wait for the clock."""
    unheard: "Unheard | None" = None
    """Something said earlier that can be heard now; a handler puts it here."""
    _said: Utterance | None = field(default=None, init=False)
    _reading: Reading | None = field(default=None, init=False)
    _own_words: tuple[OwnWord, ...] | None = field(default=None, init=False)
    _menu: Mapping[str, MenuItem] | None = field(default=None, init=False)

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def reading_day(self) -> date:
        """The day from which วันนี้ and เมื่อวาน are counted in an answer."""
        return self.read_on or self.today

    @property
    def said(self) -> Utterance:
        """The text, annotated once for all that hear it."""
        if self._said is None:
            text = self.content.text if isinstance(self.content, Text | Edited) else ""
            self._said = annotate(text, self.today)
        return self._said

    @property
    def tambon(self) -> str | None:
        """Whose own words are understood: the speaker's, else the group's."""
        house = self.user.household if self.user else None
        area = house.village_code if house else self.group_area or ""
        return area[:6] if len(area) >= 6 else None

    @property
    def own_words(self) -> tuple[OwnWord, ...]:
        """What is said in this tambon and nowhere else."""
        if self._own_words is None:
            self._own_words = aliases.active(self.session, self.tambon) if self.tambon else ()
        return self._own_words

    @property
    def menu(self) -> Mapping[str, MenuItem]:
        """What counts in this tambon today; the nation's menu where no tambon is known."""
        if self._menu is None:
            here = self.tambon
            self._menu = local_menu.of(self.session, here, self.today) if here else items()
        return self._menu

    @property
    def reading(self) -> Reading:
        """What the text is for, weighed once for all that hear it."""
        if self._reading is None:
            self._reading = read(self.said, group=not self.addressed, own=self.own_words)
        return self._reading

    @property
    def deeds(self) -> tuple[DeedReading, ...]:
        """The deeds the text reports, best first."""
        return self.reading.deeds

    @property
    def told(self) -> tuple[DeedReading, ...]:
        """Those of the deeds whose words are known; a guess is no answer to a question."""
        return tuple(deed for deed in self.deeds if not deed.guessed)

    def meant(self, intent: str, act: "Callable[[Scene], Answer]") -> "Bid | None":
        """A bid if this is what the text is most likely for."""
        reading = self.reading
        if reading.intent != intent:
            return None
        return Bid(intent, reading.sureness, act, reading.slots)

    @property
    def turns_elsewhere(self) -> bool:
        """A short request (`ยอด`, `เมนู`) or to be registered, said while something else is
        awaited: no answer to it."""
        reading = self.reading
        if reading.intent not in REQUESTS or reading.sureness < SURE:
            return False
        return reading.intent == "register" or len(self.said.text) <= A_REQUEST

    @property
    def addressed(self) -> bool:
        """Spoken to: 1:1, or the bot was mentioned."""
        return self.place == "person" or (isinstance(self.content, Text) and self.content.addressed)

    def ask(self, topic: str, *, minutes: int = 60, **data: object) -> None:
        """Await an answer from this person here."""
        if self.line_id is not None:
            self.pending = conversations.ask(
                self.session, self.chat_id, self.line_id, topic, self.now, minutes=minutes, **data
            )

    def ask_sure(self, topic: str, yes: Tap, no: Tap, *, minutes: int = 60, **data: object) -> None:
        """Await a yes or no; a typed one is as good as a tap on its button."""
        self.ask(topic, minutes=minutes, yes=yes.posted, no=no.posted, **data)

    def hear_again(self) -> None:
        """Let the words of an edit be heard like new ones."""
        self.unheard = Unheard(self.said.raw, self.now, self.message_id)

    def answered(self, *topics: str) -> None:
        """Close the open question if it is one of these; none given: whatever it is."""
        if self.pending is not None and (not topics or self.pending.topic in topics):
            conversations.done(self.session, self.pending)
            self.pending = None


@dataclass(frozen=True)
class Unheard:
    """Words that came too early (before consent, before the house was known), and when."""

    text: str
    at: datetime
    message_id: str | None


@dataclass(frozen=True)
class Bid:
    """A topic's claim on an utterance. `act` is called if it wins; `slots` were understood."""

    intent: str
    sureness: float
    act: Callable[[Scene], Answer]
    slots: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Topic:
    """One handler module: what it listens for, which buttons are its own, which events."""

    hear: Callable[[Scene], Bid | None] | None = None
    taps: Mapping[str, Callable[[Scene, dict[str, Any]], Answer]] = field(default_factory=dict)
    events: Mapping[type, Callable[[Scene], Answer]] = field(default_factory=dict)


def answer(topics: Sequence[Topic], scene: Scene) -> list[Message]:
    """What to say to this event; nothing is to be silent."""
    said = listed(_answer(topics, scene))
    if scene.unheard:
        said += _hear_early(topics, scene, scene.unheard)
    return said


def _hear_early(topics: Sequence[Topic], scene: Scene, words: Unheard) -> list[Message]:
    """Hear them as of their own time, unless they were taken back meanwhile. A refusal of them
    undoes nothing of what let them be heard."""
    if words.message_id and inbox.was_unsent(scene.session, words.message_id):
        return []
    early = replace(
        scene,
        content=Text(words.text, addressed=False),
        now=words.at.astimezone(scene.now.tzinfo),
        message_id=words.message_id,
        read_on=scene.today,
        unheard=None,
    )
    try:
        with scene.session.begin_nested():
            return listed(_hear(topics, early))
    except Refused as refused:
        return [refusal(refused)]


def listed(said: Answer) -> list[Message]:
    if said is None:
        return []
    return [said] if isinstance(said, Message) else list(said)


def command(
    scene: Scene,
    intent: str,
    act: Callable[[Scene], Answer],
    plain: Iterable[str],
    everyday: Iterable[str] = (),
) -> Bid | None:
    """A bid if the whole message is one of these commands, or is meant as much."""
    for phrases, sureness in ((plain, 1.0), (everyday, EVERYDAY)):
        if is_command(scene.said, phrases):
            slots = scene.reading.slots if scene.reading.intent == intent else {}
            return Bid(intent, sureness, act, slots)
    return scene.meant(intent, act)


def surest(topics: Sequence[Topic], scene: Scene) -> Bid | None:
    """The bid that wins, however unsure."""
    bids = [bid for topic in topics if topic.hear and (bid := topic.hear(scene))]
    return max(bids, key=lambda bid: bid.sureness, default=None)


def _answer(topics: Sequence[Topic], scene: Scene) -> Answer:
    scene.content = content = _as_tap(scene) or scene.content
    if isinstance(content, Text):
        return _hear(topics, scene)
    if isinstance(content, Tapped):
        for topic in topics:
            if tap := topic.taps.get(content.name):
                scene.intents.append(content.name)
                return tap(scene, content.data)
        return None
    for topic in topics:
        if act := topic.events.get(type(content)):
            scene.intents.append(type(content).__name__)
            return act(scene)
    return None


def _as_tap(scene: Scene) -> Tapped | None:
    """In 1:1 a yes or no to the open question is the tap on its button."""
    if scene.pending is None or scene.place == "group":
        return None
    match scene.content:
        case Text():
            yes = says_yes(scene.said)
        case Sticker(keywords):
            yes = sticker_says_yes(keywords)
        case _:
            return None
    posted = scene.pending.data.get("yes" if yes else "no") if yes is not None else None
    if not isinstance(posted, str):
        return None
    if isinstance(scene.content, Sticker) and posted.startswith(TOO_WEIGHTY):
        return None
    return tapped(posted)


def _hear(topics: Sequence[Topic], scene: Scene) -> Answer:
    bid = heard(topics, scene)
    if bid is None:
        return None
    scene.intents.append(bid.intent)
    return bid.act(scene)


def heard(topics: Sequence[Topic], scene: Scene) -> Bid | None:
    """The bid that wins and is sure enough to be answered here."""
    bid = surest(topics, scene)
    if bid is None or bid.sureness < (LIKELY if scene.addressed else SURE):
        return None
    return bid


def number(data: Mapping[str, Any], name: str) -> int:
    """A number out of a button, which may be old or odd; 0 if there is none that a row could
    have."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int):
        return 0
    return value if 0 <= value <= LARGEST else 0


def words(data: Mapping[str, Any], name: str) -> str:
    """A text out of a button; empty if there is none."""
    value = data.get(name)
    return value if isinstance(value, str) else ""
