"""คำของตำบล: phrases by which a tambon calls a deed, learnt where a guess was put right.

A phrase is `suggested` by corrections, `active` once an officer or the committee of the tambon says
so or three households have corrected it alike, `off` if it was turned down. A phrase holds nothing
of a person; who corrected is kept apart, to be counted, and goes with the account.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base, insert_if_new
from bot.domain import access, audit, local_menu, registry
from bot.domain.areas import within
from bot.domain.menu import MenuItem, is_code, is_own, item
from bot.domain.people import LineUser
from bot.errors import Refused
from bot.thai import annotate, read_deeds
from bot.thai.own_words import OwnWord, as_phrase, phrase_of

STATES = ("suggested", "active", "off")
HOUSEHOLDS = 3
"""So many households that correct a phrase alike make it active."""

MOST = 500
"""Active phrases of a tambon; nobody looks through more."""

SURELY = 0.8
"""A phrase that the nation already reads so surely as another kind is shown with a warning."""


class Alias(Base):
    """One phrase of one tambon for one kind of deed."""

    __tablename__ = "aliases"
    __table_args__ = (UniqueConstraint("tambon_code", "phrase", "kind"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    tambon_code: Mapped[str] = mapped_column(String(6))
    phrase: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    times: Mapped[int]
    """How often it was corrected so."""
    decided_by: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    """Without `decided_by` the households have decided, or a file."""


class AliasTeller(Base):
    """An account that corrected a phrase so, and for which household: once, however often."""

    __tablename__ = "alias_tellers"

    alias_id: Mapped[int] = mapped_column(
        ForeignKey("aliases.id", ondelete="CASCADE"), primary_key=True
    )
    line_user_id: Mapped[int] = mapped_column(
        ForeignKey("line_users.id", ondelete="CASCADE"), primary_key=True
    )
    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"))


@dataclass(frozen=True)
class Shown:
    """A phrase as it is shown to who decides. `means`: what the nation surely reads it as; `name`:
    what the deed is called in the tambon."""

    alias: Alias
    accounts: int
    means: str | None
    name: str


class NoSuchWord(Refused):
    key = "no_such_word"


class NotAWord(Refused):
    """What was written cannot be a phrase, or names no deed."""

    key = "not_a_word"


class WhoseWords(Refused):
    """The officer's area holds several tambons, and none was meant."""

    key = "whose_words"


def active(session: Session, tambon: str) -> tuple[OwnWord, ...]:
    """The phrases in use in this tambon."""
    rows = session.execute(
        select(Alias.phrase, Alias.kind)
        .where(Alias.tambon_code == tambon, Alias.state == "active")
        .order_by(Alias.id)
        .limit(MOST)
    )
    return tuple(OwnWord(phrase, kind) for phrase, kind in rows if is_code(kind))


def remember(
    session: Session, text: str | None, kind: str, by: LineUser, now: datetime
) -> Alias | None:
    """These words turned out to mean this kind of deed. None if they leave no phrase."""
    house = by.household
    if not text or house is None or not _counts_in(session, house.village_code[:6], kind):
        return None
    names = {member.name for member in registry.members(session, house)}
    names |= {name for name in (house.head, by.display_name) if name}
    phrase = phrase_of(annotate(text, now.date()), names)
    if phrase is None:
        return None
    alias = _entered(session, house.village_code[:6], phrase, kind)
    alias.times += 1
    session.execute(
        insert_if_new(session.get_bind().dialect.name, AliasTeller).values(
            alias_id=alias.id, line_user_id=by.id, household_id=house.id
        )
    )
    session.flush()
    if alias.state == "suggested" and _agreed(session, alias):
        alias.state, alias.decided_at = "active", now
        session.flush()
    return alias


def listed(session: Session, areas: Sequence[str], *, most: int) -> list[Shown]:
    """What these areas call deeds: suggested first, then what is in use, newest first."""
    found: dict[int, Alias] = {}
    for state in ("suggested", "active"):
        for area in areas:
            query = select(Alias).where(within(Alias.tambon_code, area), Alias.state == state)
            for alias in session.scalars(query.order_by(Alias.id.desc()).limit(most)):
                found.setdefault(alias.id, alias)
    return [_shown(session, alias) for alias in list(found.values())[:most]]


def decide(
    session: Session, alias_id: int, line_id: str | None, now: datetime, *, use: bool
) -> Shown:
    """ใช้ or ไม่ใช้. Raises NoSuchWord; NotAllowed without the role over the whole tambon."""
    alias = session.get(Alias, alias_id)
    if alias is None:
        raise NoSuchWord
    access.require(session, line_id, "teach words", alias.tambon_code)
    _settle(session, alias, "active" if use else "off", line_id, now)
    return _shown(session, alias)


def teach(
    session: Session, tambon: str, phrase: str, meant: str, line_id: str | None, now: datetime
) -> Shown:
    """An officer's own word for it, in use at once. Raises NotAllowed and NotAWord."""
    access.require(session, line_id, "teach words", tambon)
    menu = local_menu.of(session, tambon, now.date())
    clean, kind = as_phrase(phrase), kind_meant(menu, meant, now.date(), active(session, tambon))
    if clean is None or kind is None:
        raise NotAWord
    alias = _entered(session, tambon, clean, kind)
    _settle(session, alias, "active", line_id, now)
    return _shown(session, alias)


def bring(session: Session, tambon: str, phrase: str, kind: str, state: str, now: datetime) -> None:
    """A row of a file, whose phrase is clean already."""
    alias = _entered(session, tambon, phrase, kind)
    if alias.state != state:
        _settle(session, alias, state, None, now)


def tambon_of(areas: Sequence[str], own: str | None) -> str:
    """Which tambon somebody with these areas writes words for: the only one, or their own.
    Raises WhoseWords."""
    tambons = {area for area in areas if len(area) == 6}
    if own and any(own.startswith(area) for area in areas):
        return own
    if len(tambons) == 1:
        return tambons.pop()
    raise WhoseWords


def adopt(
    session: Session, tambon: str, phrase: str, kind: str, line_id: str | None, now: datetime
) -> None:
    """A clean phrase comes into use with a change of the menu by somebody who may change that."""
    alias = _entered(session, tambon, phrase, kind)
    if alias.state != "active":
        _settle(session, alias, "active", line_id, now)


def kind_meant(
    menu: Mapping[str, MenuItem], said: str, today: date, own: Sequence[OwnWord] = ()
) -> str | None:
    """A code or name of this menu or of a button, or words that surely tell of one kind of it.
    `own`: phrases of the tambon."""
    if named := local_menu.named(menu, said):
        return named
    text = " ".join(said.split())
    kinds = {word.code for word in own if word.phrase == as_phrase(text)} or {
        reading.code for reading in read_deeds(annotate(text, today), own)
    }
    return kinds.pop() if len(kinds) == 1 and kinds <= menu.keys() else None


def kind_called(session: Session, alias: Alias) -> str:
    """What the tambon calls the kind of deed that a phrase means."""
    return local_menu.every(session, alias.tambon_code)[alias.kind].short_name


def contradicts(phrase: str, kind: str, today: date) -> str | None:
    """Another kind that everybody else in the land surely means by it."""
    readings = read_deeds(annotate(f"วันนี้{phrase}แล้ว", today))
    if len(readings) != 1 or readings[0].code == kind:
        return None
    return readings[0].code if readings[0].sureness >= SURELY else None


def everywhere(session: Session) -> Iterator[tuple[Alias, int]]:
    """Every tambon's phrases and how many accounts corrected each, for the operator's file."""
    counted = func.count(AliasTeller.line_user_id)
    query = select(Alias, counted).outerjoin(AliasTeller, AliasTeller.alias_id == Alias.id)
    query = query.group_by(Alias.id).order_by(Alias.tambon_code, Alias.id)
    yield from ((alias, number) for alias, number in session.execute(query))


def accounts(session: Session, alias: Alias) -> int:
    return session.scalar(select(func.count()).where(AliasTeller.alias_id == alias.id)) or 0


def _entered(session: Session, tambon: str, phrase: str, kind: str) -> Alias:
    """The row of this phrase, entered as suggested if it is new."""
    session.execute(
        insert_if_new(session.get_bind().dialect.name, Alias).values(
            tambon_code=tambon, phrase=phrase, kind=kind, state="suggested", times=0
        )
    )
    return session.scalars(
        select(Alias).filter_by(tambon_code=tambon, phrase=phrase, kind=kind)
    ).one()


def _settle(session: Session, alias: Alias, state: str, line_id: str | None, now: datetime) -> None:
    """A phrase means one kind at a time: another that is in use for it goes off."""
    if state == "active":
        for other in _others(session, alias, ("active",)):
            other.state, other.decided_by, other.decided_at = "off", line_id, now
    alias.state, alias.decided_by, alias.decided_at = state, line_id, now
    session.flush()
    audit.write(session, line_id, f"alias:{state}", alias.id, now, alias.tambon_code)


def _counts_in(session: Session, tambon: str, kind: str) -> bool:
    """Another tambon's own deed means nothing here."""
    return not is_own(kind) or kind in local_menu.every(session, tambon)


def _agreed(session: Session, alias: Alias) -> bool:
    """Three households say so, no other kind is in use for it, and the nation does not differ:
    against that, somebody with a role must say so."""
    query = select(func.count(AliasTeller.household_id.distinct()))
    households = session.scalar(query.where(AliasTeller.alias_id == alias.id)) or 0
    if households < HOUSEHOLDS or _others(session, alias, ("active",)):
        return False
    return contradicts(alias.phrase, alias.kind, _ANY_DAY) is None


def _others(session: Session, alias: Alias, states: Collection[str]) -> list[Alias]:
    same = select(Alias).filter_by(tambon_code=alias.tambon_code, phrase=alias.phrase)
    return list(session.scalars(same.where(Alias.id != alias.id, Alias.state.in_(states))))


def _shown(session: Session, alias: Alias) -> Shown:
    other = contradicts(alias.phrase, alias.kind, _ANY_DAY)
    means = item(other).short_name if other else None
    return Shown(alias, accounts(session, alias), means, kind_called(session, alias))


_ANY_DAY = date(2026, 1, 1)
"""A phrase holds no day, so any will do to read it."""
