"""Shapes: what a JSON value may hold, said once, checked from the inside out.

A check takes a value and gives back its mistakes, none if all is well. Where a mistake lies is put
together on the way out, so a good message (nearly all are) never pays for its paths.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Mistake:
    """One entry of LINE's `details`: what is wrong, and where."""

    message: str
    property: str = ""

    def below(self, where: str) -> "Mistake":
        joint = "." if self.property and not self.property.startswith("[") else ""
        return replace(self, property=f"{where}{joint}{self.property}")


Mistakes = tuple[Mistake, ...]
Check = Callable[[Any], Mistakes]
FINE: Mistakes = ()


def wrong(message: str, where: str = "") -> Mistakes:
    return (Mistake(message, where),)


def anything(_value: Any) -> Mistakes:
    return FINE


class Shape:
    """An object with these properties and no others.

    Once each is right its rules run, one after another, so a rule can rely on those before it.
    """

    def __init__(
        self,
        required: Mapping[str, Check],
        optional: Mapping[str, Check] | None = None,
        *rules: Check,
        missing: str = "May not be empty",
    ) -> None:
        self.required = tuple(required)
        self.checks = {**required, **(optional or {})}
        self.rules = rules
        self.missing = missing

    def __call__(self, value: Any) -> Mistakes:
        if not isinstance(value, dict):
            return wrong("must be an object")
        mistakes: list[Mistake] = []
        for name, item in value.items():
            check = self.checks.get(name)
            if check is None:
                mistakes.append(Mistake("unknown field", name))
            elif found := check(item):
                mistakes += [mistake.below(name) for mistake in found]
        for name in self.required:
            if name not in value:
                mistakes.append(Mistake(self.missing, name))
        if mistakes:
            return tuple(mistakes)
        for rule in self.rules:
            if found := rule(value):
                return found
        return FINE


class Kinds:
    """An object whose `type` says which shape it has."""

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.shapes = dict(shapes)
        for shape in self.shapes.values():
            shape.checks["type"] = anything

    def only(self, *names: str) -> "Kinds":
        return Kinds({name: self.shapes[name] for name in names})

    def __call__(self, value: Any) -> Mistakes:
        if not isinstance(value, dict):
            return wrong("must be an object")
        kind = value.get("type")
        if not kind:
            return wrong("May not be empty", "type")
        shape = self.shapes.get(kind) if isinstance(kind, str) else None
        if shape is None:
            return wrong(f"Must be one of the following values: [{', '.join(self.shapes)}]", "type")
        return shape(value)


def list_of(check: Check, least: int = 0, most: int | None = None) -> Check:
    """A list of least to most items; every item is checked."""

    def inner(value: Any) -> Mistakes:
        if not isinstance(value, list):
            return wrong("must be an array")
        if len(value) < least or (most is not None and len(value) > most):
            return wrong(f"Size must be between {least} and {most}")
        mistakes: list[Mistake] = []
        for place, item in enumerate(value):
            if found := check(item):
                mistakes += [mistake.below(f"[{place}]") for mistake in found]
        return tuple(mistakes)

    return inner
