"""When a rule says no: one kind sentence, and a way on."""

from bot.domain.areas import Tambon
from bot.errors import Refused
from bot.line.messages import Button, Message, Say, Tap
from bot.messages.officers import free_announcement
from bot.messages.places import SEND


def refusal(refused: Refused) -> Message:
    """The refusal's own words lie in templates/line/refused_<key>."""
    ways = {
        "which_tambon": _tambons,
        "no_such_deed": _book,
        "too_long_ago": _menu,
        "not_on_menu": _menu,
        "no_such_kind": _menu,
        "changed_since": _queue,
        "outside_thailand": _send_place,
        "reward_out_of_stock": _rewards,
        "reward_too_few_points": _rewards,
        "reward_too_many": _rewards,
        "reward_not_to_fetch": _reward_queue,
        "reward_points_gone": _reward_queue,
        "announce_too_dear": _free,
    }
    quick = ways.get(refused.key, _none)(refused)
    return Message(f"refused_{refused.key}", dict(refused.params), quick)


def sorry() -> Message:
    """Something broke on our side; the person can do nothing about it but need not worry."""
    return Message("sorry")


def _tambons(refused: Refused) -> tuple[Button, ...]:
    tambons: list[Tambon] = list(refused.params["tambons"])  # type: ignore[call-overload]
    return tuple(
        Tap(
            f"ต.{tambon.name}"[:20],
            "join.house",
            {"no": refused.params["house_no"], "in": f"{tambon.code}{refused.params['moo']:02d}"},
            says=f"ต.{tambon.name}",
        )
        for tambon in tambons[:13]
    )


def _book(_: Refused) -> tuple[Button, ...]:
    return (Say("สมุดความดี", "สมุดความดี"),)


def _menu(_: Refused) -> tuple[Button, ...]:
    return (Say("เมนูความดี", "เมนูความดี"),)


def _queue(_: Refused) -> tuple[Button, ...]:
    return (Say("คิวตรวจ", "คิวตรวจ"),)


def _rewards(_: Refused) -> tuple[Button, ...]:
    return (Say("ของรางวัล", "ของรางวัล"),)


def _reward_queue(_: Refused) -> tuple[Button, ...]:
    return (Say("คิวของรางวัล", "คิวของรางวัล"),)


def _send_place(_: Refused) -> tuple[Button, ...]:
    return (SEND,)


def _free(refused: Refused) -> tuple[Button, ...]:
    return (free_announcement(int(str(refused.params["id"]))),)


def _none(_: Refused) -> tuple[Button, ...]:
    return ()
