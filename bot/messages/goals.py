"""What the bot says of a household's own goals. It cheers on; it never blames nor compares."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.domain.goals import Encouragement, Progress
from bot.domain.menu import MenuItem
from bot.line.messages import Message, Open, Say, Tap
from bot.messages.menu import ON_A_BUTTON, on_button
from bot.wording import figure, shortened

Proposal = tuple[MenuItem, Decimal]


def card(
    month: date, goals: Sequence[Progress], proposals: Sequence[Proposal], streak: int
) -> Message:
    """เมนูครัวเรือน: the goals of the month, each with a bar; what could be one where none is."""
    return Message(
        "household_menu",
        {
            "month": month,
            "streak": streak if streak >= 2 else None,
            "rows": [_row(goal) for goal in goals],
            "proposals": [] if goals else [_set(item, units) for item, units in proposals],
            "more": Tap("ตั้งเป้าเพิ่ม", "goal.more", says="ตั้งเป้าเพิ่ม"),
            "fewer": Tap("เลิกบางเป้า", "goal.fewer", says="เลิกบางเป้า") if goals else None,
        },
    )


def more(proposals: Sequence[Proposal]) -> Message:
    """What else could be a goal, and how to say it in words."""
    return Message("goal_more", {"buttons": [_set(item, units) for item, units in proposals]})


def fewer(goals: Sequence[Progress]) -> Message:
    """Which goal is to go."""
    buttons = [
        Tap(on_button(goal.item), "goal.drop", {"k": goal.item.code}, says=_dropping(goal.item))
        for goal in goals
    ]
    return Message("goal_fewer", {"buttons": buttons})


def how_much(item: MenuItem, usual: Decimal) -> Message:
    """A goal needs a number."""
    amounts = [usual, usual * 2, usual * 3]
    return Message(
        "goal_how_much",
        {"name": item.short_name, "unit": item.unit},
        tuple(_set(item, units, short=True) for units in amounts),
    )


def noted(item: MenuItem, units: Decimal) -> Message:
    return Message(
        "goal_set", {"name": item.short_name, "amount": f"{figure(units)} {item.unit}"}, (_LIST,)
    )


def dropped(item: MenuItem) -> Message:
    return Message("goal_dropped", {"name": item.short_name}, (_LIST,))


def how() -> Message:
    return Message("goal_how", quick=(_LIST,))


def in_private(chat_with_bot: str | None) -> Message:
    """A house's goals are its own: not for a group."""
    go = Open("เปิดแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("goals_in_private", {"go": go})


def nudge(facts: Encouragement) -> Message:
    """One gentle word to a household: two things at most."""
    goal = facts.nearest
    return Message(
        "nudge_household",
        {
            "streak": facts.streak,
            "goal": goal and {
                "name": goal.item.short_name, "begun": goal.done > 0,
                "left": f"{figure(goal.left)} {goal.item.unit}",
                "whole": f"{figure(goal.goal)} {goal.item.unit}",
            },
            "missing": facts.missing,
        },
    )  # fmt: skip


_LIST = Say("เมนูครัวเรือน", "เมนูครัวเรือน")


def _row(goal: Progress) -> dict[str, object]:
    return {
        "name": goal.item.short_name,
        "said": f"{figure(goal.done)} จาก {figure(goal.goal)} {goal.item.unit}",
        "percent": goal.percent,
        "reached": goal.reached,
    }


def _set(item: MenuItem, units: Decimal, *, short: bool = False) -> Tap:
    amount = f"{figure(units)} {item.unit}"
    room = ON_A_BUTTON - len(amount) - 1
    label = amount if short else f"{shortened(on_button(item), room)} {amount}"
    data: dict[str, object] = {"k": item.code, "n": str(units)}
    return Tap(label, "goal.set", data, says=f"ตั้งเป้า {on_button(item)} {amount}")


def _dropping(item: MenuItem) -> str:
    return f"เลิกเป้า {on_button(item)}"
