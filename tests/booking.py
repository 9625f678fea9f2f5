"""Entries put into a household's book directly, as bonus and rewards will be booked."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.domain import ledger, registry
from bot.domain.ledger import COMMON, About, When
from bot.domain.registry import Household
from bot.domain.rewards import Redemption, Reward
from tests.village import TAMBON, Village


def today(village: Village) -> date:
    return village.clock.now().astimezone(village.settings.zone).date()


def ago(village: Village, days: int) -> date:
    return today(village) - timedelta(days=days)


def house(session: Session, house_no: str = "12/3", moo: int = 4) -> Household:
    found = registry.find(session, f"{TAMBON}{moo:02d}", house_no)
    assert found
    return found


def book(
    village: Village, amount: int, day: date, reason: str = "deposit", *, house_no: str = "12/3",
    member: int = COMMON, about: About | None = None,
) -> None:  # fmt: skip
    with village.store.write() as session:
        whose = house(session, house_no)
        against = f"{'rewards' if reason == 'withdrawal' else 'bank'}:{whose.village_code}"
        moment = When(village.clock.now(), day)
        ledger.transfer(session, whose, against, {member: amount}, reason, moment, about or About())


def redeem(village: Village, name: str, price: int, day: date) -> int:
    """The household has fetched this reward; the redemption's id."""
    with village.store.write() as session:
        whose, now = house(session), village.clock.now()
        reward = Reward(area_code=TAMBON, name=name, price=price, stock=1, added_at=now)
        session.add(reward)
        session.flush()
        asked = Redemption(
            reward_id=reward.id, household_id=whose.id, village_code=whose.village_code,
            asked_at=now, price=price, state="approved",
        )  # fmt: skip
        session.add(asked)
        session.flush()
        made = asked.id
    book(village, -price, day, "withdrawal", about=About(redemption_id=made))
    return made
