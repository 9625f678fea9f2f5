"""People: the LINE accounts that speak to us, and what each has consented to (PDPA, domain §5).

Nothing is kept of an account before its owner consents to join. A shared phone is one account
through which several members of a household speak.
"""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from bot.db import NEVER_AGAIN, Base
from bot.domain import audit
from bot.domain.registry import Household, Member
from bot.errors import Refused

Purpose = Literal["join", "show", "pin", "sensitive", "guardian"]
PURPOSES: tuple[Purpose, ...] = ("join", "show", "pin", "sensitive", "guardian")
NOTICE_VERSION = "2569-11-3"
"""Which wording of the consent notice people saw; raise it whenever the wording changes."""


MOVES_A_DAY = 3


AWAY = timedelta(days=30)
"""How long somebody whom a household has put out cannot enter it again by themselves."""


class TooManyMoves(Refused):
    key = "too_many_moves"


class PutOut(Refused):
    """The household has said that this is none of theirs. Params: house, days."""

    key = "put_out"


class LineUser(Base):
    """One LINE account whose owner has consented to join (or once had)."""

    __tablename__ = "line_users"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(unique=True)
    display_name: Mapped[str | None]
    household_id: Mapped[int | None] = mapped_column(ForeignKey("households.id"), index=True)
    household_since: Mapped[datetime | None]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    """Who holds this phone; None: not said yet, or shared."""
    shared: Mapped[bool] = mapped_column(default=False)
    blocked: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    erase_at: Mapped[datetime | None]
    """When the owner asked to be forgotten: the day it happens, seven days later."""

    may_join: Mapped[bool] = mapped_column(default=False)
    may_show: Mapped[bool] = mapped_column(default=False)
    may_pin: Mapped[bool] = mapped_column(default=False)
    may_sensitive: Mapped[bool] = mapped_column(default=False)
    may_guardian: Mapped[bool] = mapped_column(default=False)

    household: Mapped[Household | None] = relationship(lazy="joined")
    member: Mapped[Member | None] = relationship(lazy="joined")

    @property
    def has_joined(self) -> bool:
        return self.may_join and self.household_id is not None

    def may(self, purpose: Purpose) -> bool:
        return bool(getattr(self, f"may_{purpose}"))


class Consent(Base):
    """One tick given or taken back: append-only, kept ten years as evidence."""

    __tablename__ = "consents"

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[str] = mapped_column(index=True)
    purpose: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    version: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


def find(session: Session, line_id: str | None) -> LineUser | None:
    if line_id is None:
        return None
    return session.scalar(select(LineUser).filter_by(line_id=line_id))


def consent(
    session: Session, line_id: str, purposes: tuple[Purpose, ...], now: datetime, *, channel: str
) -> LineUser:
    """Write down what was ticked, each purpose alone; the first tick is what makes us keep a row.

    Saying yes to something that already stands is not written twice.
    """
    user = find(session, line_id)
    if user is None:
        user = LineUser(line_id=line_id, created_at=now)
        session.add(user)
        session.flush()
    user.erase_at = None
    for purpose in purposes:
        if not user.may(purpose):
            _write(session, user, purpose, now, given=True, channel=channel)
    return user


def withdraw(
    session: Session, user: LineUser, purpose: Purpose, now: datetime, *, channel: str
) -> None:
    """Take one tick back, as easily as it was given."""
    if user.may(purpose):
        _write(session, user, purpose, now, given=False, channel=channel)


def _write(
    session: Session, user: LineUser, purpose: Purpose, now: datetime, *, given: bool, channel: str
) -> None:
    setattr(user, f"may_{purpose}", given)
    session.add(
        Consent(
            line_id=user.line_id,
            purpose=purpose,
            given=given,
            version=NOTICE_VERSION,
            channel=channel,
            at=now,
        )
    )


def consent_by_word(
    session: Session, household: Household, helper_line_id: str, now: datetime
) -> None:
    """A household without a phone said yes to a helper, who answers for it."""
    session.add(
        Consent(
            line_id=f"household:{household.id} by {helper_line_id}",
            purpose="join",
            given=True,
            version=NOTICE_VERSION,
            channel="spoken",
            at=now,
        )
    )


def check_moves(session: Session, user: LineUser, now: datetime) -> None:
    """Raises TooManyMoves: whoever joins a household reads its book, so nobody tries them all."""
    since = now - timedelta(days=1)
    if audit.count(session, user.line_id, "household:joined", since) >= MOVES_A_DAY:
        raise TooManyMoves


def move_in(session: Session, user: LineUser, household: Household, now: datetime) -> None:
    """The account now speaks for this household; what it did elsewhere stays there.

    Raises PutOut where the household has put this account out lately.
    """
    if user.household_id == household.id:
        return
    if audit.happened(session, "household:removed", _of(household, user), now - AWAY):
        raise PutOut(house=household.address, days=AWAY.days)
    user.household = household
    user.household_since = now
    user.member = None
    user.shared = False
    audit.write(
        session, user.line_id, "household:joined", household.id, now, household.village_code
    )
    session.flush()


def homes(session: Session, user: LineUser) -> set[int]:
    """The households that this account speaks for or has ever joined: moving away for a minute
    makes nobody a stranger to their own."""
    joined = audit.subjects(session, user.line_id, "household:joined")
    found = {int(subject) for subject in joined if subject.isdecimal()}
    return found | ({user.household_id} if user.household_id is not None else set())


def has_lived_in(session: Session, user: LineUser, household_id: int) -> bool:
    return household_id in homes(session, user)


def move_out(session: Session, user: LineUser) -> None:
    """The account speaks for no household any more."""
    user.household, user.household_since, user.member, user.shared = None, None, None, False
    session.flush()


def may_put_out(user: LineUser, newcomer: LineUser, household: Household) -> bool:
    """Both of this household; and nobody puts out who was there before."""
    of_house = newcomer.household_id == user.household_id == household.id
    return of_house and was_there_before(user, newcomer)


def put_out(
    session: Session, user: LineUser, newcomer: LineUser, household: Household, now: datetime
) -> None:
    """`user` says that `newcomer` is none of their household's: it loses the book at once."""
    move_out(session, newcomer)
    what, whom = "household:removed", _of(household, newcomer)
    audit.write(session, user.line_id, what, whom, now, household.village_code)


def _of(household: Household, user: LineUser) -> str:
    """An account in a household, as the audit log names it."""
    return f"{user.id} of {household.id}"


def was_there_before(user: LineUser, other: LineUser) -> bool:
    """Whether `user` joined their household before `other` did."""
    if user.household_since is None or other.household_since is None:
        return False
    return (user.household_since, user.id) < (other.household_since, other.id)


def of_household(session: Session, household_id: int) -> list[LineUser]:
    """The accounts of a household, first to join first."""
    rows = session.scalars(
        select(LineUser)
        .filter_by(household_id=household_id, may_join=True)
        .order_by(LineUser.household_since, LineUser.id)
    )
    return list(rows)


def said_name(user: LineUser) -> str | None:
    """What the house calls the one who speaks: the member's name, else the name in LINE."""
    if user.shared:
        return None
    return user.member.name if user.member else user.display_name
