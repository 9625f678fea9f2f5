"""The parts of webhook events, in LINE's exact shapes."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulator.limits.values import utf16
from simulator.model import Group, Person

Event = dict[str, Any]


def user(person: Person) -> dict[str, Any]:
    return {"type": "user", "userId": person.user_id}


def within(group: Group, person: Person | None = None) -> dict[str, Any]:
    """A group as the source of an event: with the userId only of those who may be named."""
    where = {"type": group.kind, f"{group.kind}Id": group.group_id}
    if person is not None and person.named_in_groups:
        where["userId"] = person.user_id
    return where


def members(people: Iterable[Person]) -> dict[str, Any]:
    """Who joined or left; people who have not agreed are missing."""
    return {"members": [user(person) for person in people if person.named_in_groups]}


def mention(text: str, called: str, who: Mapping[str, Any]) -> dict[str, Any]:
    """Where in the text somebody is called: positions and lengths are in UTF-16 units."""
    return {"index": utf16(text[: text.index(called)]), "length": utf16(called), **who}
