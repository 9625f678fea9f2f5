"""What the bot says to officers who keep the register: always first what it would do."""

from bot.domain.households import Merging, Moving, Splitting
from bot.domain.registry import Household
from bot.line.messages import Message, Tap

KEEP = Tap("ไม่ทำ", "household.keep", says="ไม่ทำ")


def how() -> Message:
    return Message("household_how")


def look_at_merge(found: Merging, tap: Tap) -> Message:
    return Message(
        "household_merge_look",
        {
            "old": found.old.address, "new": found.new.address, "balance": found.balance,
            "earned": found.earned, "members": found.members, "accounts": found.accounts,
            "waiting": found.waiting, "yes": tap, "no": KEEP,
        },
    )  # fmt: skip


def merged(done: Merging) -> Message:
    return Message(
        "household_merged",
        {"old": done.old.address, "new": done.new.address, "balance": done.balance},
    )


def look_at_split(found: Splitting, tap: Tap) -> Message:
    return Message(
        "household_split_look",
        {
            "old": found.old.address, "new": f"{found.house_no} หมู่ {found.village.moo}",
            "points": found.points, "left": found.balance - found.points,
            "yes": tap, "no": KEEP,
        },
    )  # fmt: skip


def split(old: Household, new: Household, points: int) -> Message:
    return Message("household_split", {"old": old.address, "new": new.address, "points": points})


def look_at_move(found: Moving, tap: Tap) -> Message:
    return Message(
        "household_move_look",
        {
            "name": found.member.name, "old": found.old.address,
            "new": f"{found.house_no} หมู่ {found.village.moo}",
            "accounts": found.accounts, "yes": tap, "no": KEEP,
        },
    )  # fmt: skip


def moved(name: str, old: Household, new: Household) -> Message:
    return Message("household_moved", {"name": name, "old": old.address, "new": new.address})


def kept() -> Message:
    return Message("household_kept")
