"""What the bot says about rewards: to households that ask, and to those who keep the shelf."""

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.domain.redemptions import MOST_OPEN, OPEN, Purse
from bot.domain.rewards import Redemption, Reward
from bot.line.messages import Button, Message, Open, Say, Tap
from bot.wording import thai_date

A_PAGE = 10
"""Rewards on one carousel."""

SHOW = Say("ของรางวัล", "ของรางวัล")
QUEUE = Say("คิวของรางวัล", "คิวของรางวัล")

REASONS = ("ของไม่พอแจก", "แต้มรอตรวจอยู่", "ขอคุยกันก่อนนะคะ")
"""Why a request is refused, as the committee may tap it."""


def mine(
    house: str, purse: Purse, requests: Sequence[Redemption], givers: dict[int, str | None],
    zone: tzinfo | None,
) -> Message:  # fmt: skip
    """The household's แต้ม, and what it has asked for. `givers`: who signed, by request."""
    rows = [
        {
            "name": request.reward.name,
            "price": request.price,
            "state": request.state,
            "code": request.code,
            "reason": request.reason,
            "on": _on(request, zone),
            "giver": givers.get(request.id) or "กรรมการ",
            "cancel": Tap(
                "ยกเลิกแลก",
                "reward.cancel",
                {"id": request.id},
                says=f"ยกเลิกแลก {request.reward.name}",
            )
            if request.state in OPEN
            else None,
        }
        for request in requests
    ]
    return Message(
        "reward_mine",
        {"house": house, "balance": purse.balance, "asked_for": purse.asked_for, "rows": rows},
    )


def _on(request: Redemption, zone: tzinfo | None) -> str | None:
    at = request.handed_at
    return thai_date(at.astimezone(zone).date()) if at else None


def shelf(found: Sequence[Reward], purse: Purse, first: int = 0) -> Message:
    """One bubble a reward, with ขอแลก where the household can have it; `first` is where the page
    starts."""
    page = found[first : first + A_PAGE]
    bubbles = [
        {
            "name": reward.name,
            "price": reward.price,
            "stock": reward.stock,
            "missing": max(reward.price - purse.free, 0),
            "full": purse.open >= MOST_OPEN,
            "most": MOST_OPEN,
            "ask": Tap("ขอแลก", "reward.ask", {"id": reward.id}, says=f"ขอแลก {reward.name}")
            if purse.may_ask(reward)
            else None,
        }
        for reward in page
    ]
    after = first + A_PAGE
    quick: tuple[Button, ...] = ()
    if after < len(found):
        quick = (Tap("ดูของรางวัลต่อ", "reward.page", {"from": after}, says="ดูของรางวัลต่อ"),)
    return Message("rewards", {"bubbles": bubbles, "count": len(found)}, quick)


def none_yet() -> Message:
    return Message("reward_none")


def in_group(chat_with_bot: str | None) -> Message:
    go = Open("ดูในแชทส่วนตัว", chat_with_bot) if chat_with_bot else None
    return Message("reward_in_group", {"go": go})


def sure(reward: Reward, purse: Purse) -> Message:
    """What it costs and what will be left, before anything is asked for."""
    return Message(
        "reward_sure",
        {
            "name": reward.name,
            "price": reward.price,
            "left": purse.free - reward.price,
            "yes": yes(reward, purse),
            "no": NOT_NOW,
        },
    )


def yes(reward: Reward, purse: Purse) -> Tap:
    """The card's ยืนยันขอแลก: for this price, and for the state of the house that was shown."""
    data: dict[str, object] = {"id": reward.id, "p": reward.price, "seen": purse.newest}
    return Tap("ยืนยันขอแลก", "reward.yes", data, says="ยืนยันขอแลก")


NOT_NOW = Tap("ยังไม่แลก", "reward.no", says="ยังไม่แลก")


def asked(request: Redemption, purse: Purse) -> Message:
    return Message(
        "reward_asked",
        {"name": request.reward.name, "price": request.price, "free": purse.free},
        (SHOW,),
    )


def not_now() -> Message:
    return Message("reward_not_now", quick=(SHOW,))


def cancelled(request: Redemption, balance: int) -> Message:
    return Message("reward_cancelled", {"name": request.reward.name, "balance": balance}, (SHOW,))


# The committee's shelf


def how() -> Message:
    return Message("reward_how")


def price_asked(name: str) -> Message:
    return Message("reward_price_asked", {"name": name})


def stock_asked(name: str, *, more: bool = False) -> Message:
    return Message("reward_stock_asked", {"name": name, "more": more})


def look(
    what: str, where: str, name: str, tap: Tap, *, price: int, stock: int, more: int = 0
) -> Message:
    """What is about to change on the shelf: `offer`, `restock` or `stop`."""
    return Message(
        "reward_look",
        {
            "what": what, "where": where, "name": name, "price": price, "stock": stock,
            "more": more, "yes": tap, "no": KEEP,
        },
    )  # fmt: skip


KEEP = Tap("ไม่เปลี่ยน", "reward.keep", says="ไม่เปลี่ยน")


def changed(what: str, reward: Reward) -> Message:
    params = {"what": what, "name": reward.name, "price": reward.price, "stock": reward.stock}
    return Message("reward_changed", params, (SHOW, QUEUE))


def kept() -> Message:
    return Message("reward_kept")


# The committee's queue


def queue(found: Sequence[Redemption], balances: dict[int, int], zone: tzinfo | None) -> Message:
    """What waits for a decision. `balances`: what each house has, by its id."""
    return Message(
        "reward_queue",
        {
            "bubbles": [
                {
                    "house": f"บ้านเลขที่ {request.household.address}",
                    "name": request.reward.name,
                    "price": request.price,
                    "balance": balances[request.household_id],
                    "day": thai_date(_day(request, zone)),
                    "accept": Tap("อนุมัติ", "reward.approve", {"id": request.id}, says="อนุมัติ"),
                    "reject": Tap("ไม่อนุมัติ", "reward.why", {"id": request.id}, says="ไม่อนุมัติ"),
                }
                for request in found
            ]
        },
    )


def _day(request: Redemption, zone: tzinfo | None) -> date:
    return request.asked_at.astimezone(zone).date()


def to_fetch(found: Sequence[Redemption]) -> Message:
    """What is approved and waits to be fetched. The codes stay with the houses."""
    return Message(
        "reward_to_fetch",
        {
            "bubbles": [
                {
                    "house": f"บ้านเลขที่ {request.household.address}",
                    "name": request.reward.name,
                    "hand": Tap("มอบของ", "reward.hand", {"id": request.id}, says="มอบของ"),
                }
                for request in found
            ]
        },
    )


def queue_empty() -> Message:
    return Message("reward_queue_empty")


def reason_asked(request: Redemption) -> Message:
    taps = [
        Tap(reason, "reward.refuse", {"id": request.id, "r": n}, says=reason)
        for n, reason in enumerate(REASONS)
    ]
    plain = Tap("ไม่บอกเหตุผล", "reward.refuse", {"id": request.id}, says="ไม่บอกเหตุผล")
    params: dict[str, object] = {"name": request.reward.name, "house": request.household.address}
    return Message("reward_reason_asked", params, (*taps, plain))


def decided(request: Redemption) -> Message:
    return Message(
        "reward_decided",
        {
            "house": request.household.address, "name": request.reward.name,
            "state": request.state, "price": request.price,
        },
        (QUEUE,),
    )  # fmt: skip


def hand(request: Redemption) -> Message:
    """What is fetched, for which house, before it is signed for."""
    return Message(
        "reward_hand",
        {
            "house": f"บ้านเลขที่ {request.household.address}",
            "name": request.reward.name,
            "yes": Tap("มอบแล้ว", "reward.handed", {"id": request.id}, says="มอบแล้ว"),
        },
    )


def handed(request: Redemption, giver: str | None) -> Message:
    house, name = request.household.address, request.reward.name
    params: dict[str, object] = {"house": house, "name": name, "giver": giver}
    return Message("reward_handed", params, (QUEUE,))


def wrong_code() -> Message:
    return Message("reward_wrong_code", quick=(QUEUE,))


def code_asked() -> Message:
    return Message("reward_code_asked", quick=(QUEUE,))
