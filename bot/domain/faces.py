"""หน้าตาของบ้านที่เข้าชิง: what neighbours see of a house that stands or has won, beside its number.

Its number and หมู่ are public by the vote's rule; name, picture and story only by the tick `show` of
one of its own. Whoever put the picture or told the story must have that tick and live there: both
go when the tick is taken back, and whoever looks is shown the rows as they stand that moment.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, String, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base
from bot.domain import audit, menu, months, photos
from bot.domain.deed import Deed
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.domain.registry import Household, Member
from bot.errors import Refused

LONGEST_STORY = 80
"""Letters, the signs above and below them not counted."""

MOST_NAMES, MOST_DONE = 2, 2
JUST_SENT = timedelta(minutes=10)
"""So long ago at most a picture may have been sent that is meant now."""

_TELLS_TOO_MUCH = re.compile(
    r"(?:[0-9๐-๙][\s.-]*){9,}|https?:|www\.|\.(?:com|net|org|th)\b|@", re.IGNORECASE
)
"""A telephone number or an address: not for a page that everybody reads."""


class NoHouse(Refused):
    """Whoever has not said where they live has no house to show."""

    key = "face_no_house"


class StoryTooLong(Refused):
    """Params: most (letters)."""

    key = "face_story_long"


class StoryTellsTooMuch(Refused):
    key = "face_story_private"


class PictureGone(Refused):
    """It was unsent, used otherwise, or LINE has it no more."""

    key = "face_picture_gone"


class NotTicked(Refused):
    """The tick was taken back meanwhile."""

    key = "face_not_ticked"


class Face(Base):
    """What a house has put beside its number. The picture is its sender's."""

    __tablename__ = "faces"

    household_id: Mapped[int] = mapped_column(ForeignKey("households.id"), primary_key=True)
    photo_id: Mapped[int | None] = mapped_column(
        ForeignKey("photos.id", ondelete="SET NULL"), index=True
    )
    story: Mapped[str | None] = mapped_column(String(2 * LONGEST_STORY + 80))
    story_by: Mapped[int | None] = mapped_column(
        ForeignKey("line_users.id", ondelete="SET NULL"), index=True
    )
    story_message_id: Mapped[str | None] = mapped_column(index=True)


@dataclass(frozen=True)
class Seen:
    """What neighbours see now. `did`: what was done most in the month and how often, where nobody
    has told a story. `photo`: the file's name."""

    names: tuple[str, ...] = ()
    story: str | None = None
    did: tuple[tuple[str, int], ...] = ()
    photo: str | None = None


UNSEEN = Seen()


@dataclass
class _Ticked:
    """Those of a house whose own account has the tick."""

    ids: set[int]
    names: tuple[str, ...]


def seen(
    session: Session, wanted: Iterable[tuple[Household, date]], *, with_deeds: bool = True
) -> dict[tuple[int, date], Seen]:
    """What is seen of each of these houses beside a vote about that month, by the house's id and
    the month; of a house that was merged, what is seen of the other. Three looks, however many.
    `with_deeds`: also what was done, of houses without a story; for some dozens at most."""
    asked = {(house.id, month): house.merged_into or house.id for house, month in wanted}
    ticked = _ticked(session, set(asked.values()))
    put = _put(session, ticked)
    silent = [key for key, home in asked.items() if home in ticked and not put[home].story]
    did = _did(session, silent) if with_deeds else {}
    return {
        key: Seen(ticked[home].names, put[home].story, did.get(key, ()), put[home].photo)
        if home in ticked
        else UNSEEN
        for key, home in asked.items()
    }


def of(session: Session, house: Household, month: date) -> Seen:
    return seen(session, [(house, month)])[house.id, month]


def clean_story(text: str) -> str:
    """In one line. Raises StoryTooLong, StoryTellsTooMuch."""
    story = " ".join(text.split())
    if sum(not unicodedata.category(char).startswith("M") for char in story) > LONGEST_STORY:
        raise StoryTooLong(most=LONGEST_STORY)
    if len(story) > 2 * LONGEST_STORY + 80:  # signs heaped on signs
        raise StoryTooLong(most=LONGEST_STORY)
    if _TELLS_TOO_MUCH.search(story):
        raise StoryTellsTooMuch
    return story


def just_sent(session: Session, user: LineUser, chat_id: str, now: datetime) -> Photo | None:
    """The picture this person sent here a moment ago that belongs to nothing yet."""
    return session.scalar(
        select(Photo)
        .filter_by(line_user_id=user.id, chat_id=chat_id, sort="picture")
        .filter_by(deed_id=None, sheet_id=None)
        .where(Photo.said_at.between(now - JUST_SENT, now), Photo.state.in_(("wanted", "kept")))
        .order_by(Photo.said_at.desc(), Photo.id.desc())
        .limit(1)
    )


def is_free(user: LineUser, photo: Photo | None) -> bool:
    """Whether this person may still put it beside their house's number."""
    return (
        photo is not None
        and photo.line_user_id == user.id
        and (photo.deed_id, photo.sheet_id, photo.sort) == (None, None, "picture")
        and photo.state in ("wanted", "kept")
    )


def show_picture(
    session: Session, house: Household, user: LineUser, photo: Photo | None, now: datetime
) -> None:
    """Put the picture there, in place of an earlier one. Raises NotTicked, PictureGone."""
    _require_tick(user)
    if photo is None or not is_free(user, photo):
        raise PictureGone
    face = _face(session, house)
    _drop_picture(session, face, now)
    photo.sort, face.photo_id = "face", photo.id
    _log(session, user.line_id, "face:picture", house, now)


def tell_story(
    session: Session, house: Household, user: LineUser, story: str, message_id: str | None,
    now: datetime,
) -> None:  # fmt: skip
    """Raises NotTicked, StoryTooLong, StoryTellsTooMuch."""
    _require_tick(user)
    face = _face(session, house)
    face.story, face.story_by, face.story_message_id = clean_story(story), user.id, message_id
    _log(session, user.line_id, "face:story", house, now)


def remove_picture(session: Session, house: Household, who: str, now: datetime) -> bool:
    """Whoever of the house put it. False if there is none."""
    face = session.get(Face, house.id)
    if face is None or not _drop_picture(session, face, now):
        return False
    _log(session, who, "face:picture removed", house, now)
    return True


def remove_story(session: Session, house: Household, who: str, now: datetime) -> bool:
    """Whoever of the house told it. False if there is none."""
    face = session.get(Face, house.id)
    if face is None or face.story is None:
        return False
    _drop_story(face)
    _log(session, who, "face:story removed", house, now)
    return True


def take_back(session: Session, user: LineUser, now: datetime) -> None:
    """The tick is taken back, or they leave their house: what they put goes, of whatever house."""
    own = select(Photo.id).filter_by(line_user_id=user.id, sort="face")
    for face in session.scalars(select(Face).where(Face.photo_id.in_(own))).all():
        _drop_picture(session, face, now)
    for face in session.scalars(select(Face).filter_by(story_by=user.id)).all():
        _drop_story(face)
    session.flush()


def stories_of(session: Session, user: LineUser) -> list[str]:
    """What this person has told of houses, and still stands."""
    told = select(Face.story).filter_by(story_by=user.id).order_by(Face.household_id)
    return [story for story in session.scalars(told) if story]


def unsent(session: Session, message_id: str) -> None:
    """The story's message was taken back; a picture's is `photos.unsent`'s matter."""
    face = session.scalar(select(Face).filter_by(story_message_id=message_id))
    if face is not None:
        _drop_story(face)
        session.flush()


def merged(session: Session, old: Household, new: Household, now: datetime) -> None:
    """The other house keeps its own face; what it has not got it takes over."""
    face = session.get(Face, old.id)
    if face is None:
        return
    kept = _face(session, new)
    if kept.photo_id is None:
        kept.photo_id, face.photo_id = face.photo_id, None
    if kept.story is None:
        kept.story, kept.story_by = face.story, face.story_by
        kept.story_message_id = face.story_message_id
    _drop_picture(session, face, now)
    session.delete(face)
    session.flush()


def _ticked(session: Session, homes: Collection[int]) -> dict[int, _Ticked]:
    """The houses of which somebody has the tick. Whoever has asked to be forgotten is seen no
    more; a phone of several people has nobody's name."""
    rows = session.execute(
        select(LineUser.household_id, LineUser.id, LineUser.shared, Member.name)
        .outerjoin(Member, Member.id == LineUser.member_id)
        .where(LineUser.household_id.in_(homes), LineUser.may_join, LineUser.may_show)
        .where(LineUser.erase_at.is_(None))
        .order_by(LineUser.household_since, LineUser.id)
    )
    found: dict[int, _Ticked] = {}
    for home, user_id, shared, name in rows:
        if home is None:
            continue
        known = found.setdefault(home, _Ticked(set(), ()))
        known.ids.add(user_id)
        if name and not shared and name not in known.names:
            known.names = (*known.names, name)[:MOST_NAMES]
    return found


def _put(session: Session, ticked: dict[int, _Ticked]) -> dict[int, Seen]:
    """Story and picture of those who still have the tick and live there."""
    rows = session.execute(
        select(Face.household_id, Face.story, Face.story_by, Photo.file, Photo.line_user_id)
        .outerjoin(Photo, (Photo.id == Face.photo_id) & (Photo.state == "kept"))
        .where(Face.household_id.in_(ticked))
    )
    found = dict.fromkeys(ticked, UNSEEN)
    for home, story, told_by, file, sent_by in rows:
        ids = ticked[home].ids
        found[home] = Seen(
            story=story if told_by in ids else None, photo=file if sent_by in ids else None
        )
    return found


def _did(
    session: Session, wanted: Collection[tuple[int, date]]
) -> dict[tuple[int, date], tuple[tuple[str, int], ...]]:
    """What each did most often in its month, by the menu's short names. Nothing that tells of
    belief or health, nor what a tambon has named itself, of which nobody can tell whether it does.
    """
    if not wanted:
        return {}
    month_of = (
        (Deed.household_id == house) & Deed.done_on.between(month, months.last_of(month))
        for house, month in wanted
    )
    rows = session.execute(
        select(Deed.household_id, Deed.done_on, Deed.kind, func.count())
        .where(or_(*month_of), Deed.status == "accepted", Deed.points > 0)
        .group_by(Deed.household_id, Deed.done_on, Deed.kind)
    )
    times: dict[tuple[int, date], dict[str, int]] = {key: {} for key in wanted}
    for house, day, kind, count in rows:
        known = menu.items().get(kind)
        if known is None or known.sensitive or known.dimension == "X":
            continue
        done = times[house, day.replace(day=1)]
        done[known.short_name] = done.get(known.short_name, 0) + count
    return {
        key: tuple(sorted(done.items(), key=lambda one: (-one[1], one[0]))[:MOST_DONE])
        for key, done in times.items()
    }


def _face(session: Session, house: Household) -> Face:
    face = session.get(Face, house.id)
    if face is None:
        face = Face(household_id=house.id)
        session.add(face)
        session.flush()
    return face


def _require_tick(user: LineUser) -> None:
    if not user.may("show"):
        raise NotTicked


def _drop_picture(session: Session, face: Face, now: datetime) -> bool:
    """Its bytes go, too: it was sent for nothing else."""
    photo = session.get(Photo, face.photo_id) if face.photo_id else None
    face.photo_id = None
    session.flush()
    if photo is None or photo.state == "removed":
        return False
    photos.remove(session, photo, now)
    return True


def _drop_story(face: Face) -> None:
    face.story = face.story_by = face.story_message_id = None


def _log(session: Session, who: str, what: str, house: Household, now: datetime) -> None:
    audit.write(session, who, what, house.id, now, house.village_code)
    session.flush()
