"""A message and its template to final LINE JSON.

A folder under templates/line holds `flex.json` with `alt.txt`, or `text.txt`. In `flex.json` every
`{{ expression }}` becomes one whole JSON value, so no quote in a house's name can break it, and a
missing variable fails instead of vanishing.
"""

import json
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.config import ROOT
from bot.line.messages import Button, Message
from bot.wording import FILTERS

TEMPLATES = ROOT / "templates" / "line"


def _as_json(value: object) -> Markup:
    """Macros come as Markup and pass through; all else becomes a JSON value."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, Button):
        value = value.action()
    return Markup(json.dumps(value, ensure_ascii=False))  # noqa: S704 - JSON, not HTML


_loader = FileSystemLoader(TEMPLATES)
_flex = Environment(loader=_loader, autoescape=True, undefined=StrictUndefined, finalize=_as_json)
_text = Environment(  # noqa: S701 - plain text for a chat
    loader=_loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_flex.filters.update(FILTERS)
_text.filters.update(FILTERS)


def render(message: Message) -> dict[str, Any]:
    """The message as LINE takes it."""
    drawn = _flex_message(message) if _has_flex(message.template) else _text_message(message)
    if message.quick:
        items = [{"type": "action", "action": button.action()} for button in message.quick]
        drawn["quickReply"] = {"items": items}
    return drawn


def _has_flex(template: str) -> bool:
    if template not in _KNOWN:
        _KNOWN[template] = (TEMPLATES / template / "flex.json").exists()
    return _KNOWN[template]


_KNOWN: dict[str, bool] = {}


def _flex_message(message: Message) -> dict[str, Any]:
    source = _flex.get_template(f"{message.template}/flex.json").render(message.params)
    alt = _text.get_template(f"{message.template}/alt.txt").render(message.params)
    return {"type": "flex", "altText": " ".join(alt.split()), "contents": json.loads(source)}


def _text_message(message: Message) -> dict[str, Any]:
    text = _text.get_template(f"{message.template}/text.txt").render(message.params)
    return {"type": "text", "text": text.strip()}
