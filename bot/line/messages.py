"""What the bot says, before it is drawn: a template, what goes into it, and buttons."""

import json
from dataclasses import dataclass, field

MOST_BUBBLES = 5
"""Messages in one reply or push."""

POSTBACK_DATA = 300
"""UTF-16 units."""


@dataclass(frozen=True)
class Tap:
    """A button that comes back to us as a postback, shown in the chat as `says` if given.

    `keyboard`: the phone opens its keyboard, too.
    """

    label: str
    name: str
    data: dict[str, object] = field(default_factory=dict)
    says: str | None = None
    keyboard: bool = False

    @property
    def posted(self) -> str:
        """What comes back when it is tapped."""
        return postback_data(self.name, self.data)

    def action(self) -> dict[str, object]:
        data = self.posted
        more = {"displayText": self.says} if self.says else {}
        if self.keyboard:
            more["inputOption"] = "openKeyboard"
        return {"type": "postback", "label": self.label, "data": data, **more}


@dataclass(frozen=True)
class Say:
    """A button that types a text for the person."""

    label: str
    text: str

    def action(self) -> dict[str, object]:
        return {"type": "message", "label": self.label, "text": self.text}


@dataclass(frozen=True)
class Open:
    """A button that opens a page."""

    label: str
    uri: str

    def action(self) -> dict[str, object]:
        return {"type": "uri", "label": self.label, "uri": self.uri}


@dataclass(frozen=True)
class SendPlace:
    """A quick button that opens the phone's map to send a place; LINE takes it nowhere else."""

    label: str

    def action(self) -> dict[str, object]:
        return {"type": "location", "label": self.label}


Button = Tap | Say | Open | SendPlace


@dataclass(frozen=True)
class Message:
    """`template` is a folder of templates/line; `quick` buttons hang under it in 1:1 chats."""

    template: str
    params: dict[str, object] = field(default_factory=dict)
    quick: tuple[Button, ...] = ()


def postback_data(name: str, data: dict[str, object]) -> str:
    """`name {"json":…}` as it travels in a postback; raises ValueError if LINE would refuse it."""
    text = name
    if data:
        text += " " + json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if units(text) > POSTBACK_DATA:
        raise ValueError(f"postback {name} carries more than {POSTBACK_DATA} units")
    return text


def units(text: str) -> int:
    """Length as LINE counts texts: in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2
