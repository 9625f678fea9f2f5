"""รูปถ่าย: pictures that show a deed, and voices that tell of one; and pictures of the sheet on which
votes were counted. Their bytes lie in files; here is what we know of them. What is said here of a
picture holds for a voice.

A picture is `seen` when it arrives in a group (its message id alone, in case the same person's
deed follows), `wanted` until it has been fetched from LINE, then `kept`, or `missing` if LINE has
it no more, or `removed` when its sender unsent it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base
from bot.domain import errands
from bot.domain.deed import Deed
from bot.domain.people import LineUser

TOGETHER = {"person": timedelta(minutes=10), "group": timedelta(minutes=2)}
"""How far apart a picture and its deed may be said, in 1:1 and in a group."""


class Photo(Base):
    __tablename__ = "photos"
    __table_args__ = (Index("ix_photos_line_user_said", "line_user_id", "said_at"), NEVER_AGAIN)

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    chat_id: Mapped[str]
    line_user_id: Mapped[int] = mapped_column(ForeignKey("line_users.id"))
    said_at: Mapped[datetime]
    deed_id: Mapped[int | None] = mapped_column(ForeignKey("deeds.id"), index=True)
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("sheets.id"), index=True)
    """The count of votes that it shows (`bot/domain/sheets.py`)."""
    state: Mapped[str] = mapped_column(String(10))
    sort: Mapped[str] = mapped_column(String(8), default="picture")
    """`picture`, `voice`, or `face`: a picture of the house itself (`bot/domain/faces.py`)."""
    file: Mapped[str | None]
    """Name under the photo folder: the SHA-256 of the bytes."""
    size: Mapped[int | None]
    print: Mapped[str | None] = mapped_column(String(32))
    """What it looks like (`bot/domain/prints.py`), in hexadecimal; None: not known."""
    twin_id: Mapped[int | None] = mapped_column(ForeignKey("photos.id", ondelete="SET NULL"))
    """An earlier picture of the tambon, of another deed, that looks the same."""


class PrintBand(Base):
    """One eighth of a picture's print, by which its twins are found (`bot/domain/prints.py`)."""

    __tablename__ = "print_bands"

    tambon_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True, index=True
    )


@dataclass(frozen=True)
class Attached:
    """What was sent before a deed and now belongs to it."""

    sent: tuple[Photo, ...] = ()

    @property
    def pictures(self) -> int:
        return sum(photo.sort == "picture" for photo in self.sent)

    @property
    def voices(self) -> int:
        return sum(photo.sort == "voice" for photo in self.sent)


NOTHING = Attached()


def voice_arrived(
    session: Session, user: LineUser, message_id: str, chat_id: str, now: datetime
) -> None:
    """Somebody spoke. What it tells nobody here can hear, so it waits for the deed told next: the
    deed before it was told already."""
    session.add(
        Photo(
            message_id=message_id, chat_id=chat_id, line_user_id=user.id, said_at=now,
            state="wanted", sort="voice",
        )
    )  # fmt: skip
    errands.add(session, "photo", message_id, now)
    session.flush()


def drop_voices(session: Session, user: LineUser, chat_id: str, now: datetime) -> None:
    """Voices that belong to no deed are forgotten at once."""
    loose = select(Photo).where(
        Photo.line_user_id == user.id,
        Photo.chat_id == chat_id,
        Photo.sort == "voice",
        Photo.deed_id.is_(None),
        Photo.state != "removed",
    )
    for voice in session.scalars(loose).all():
        remove(session, voice, now)


def arrived(
    session: Session, user: LineUser, message_id: str, chat_id: str, now: datetime,
    deed: Deed | None, *, place: str,
) -> Photo:  # fmt: skip
    """A picture came, of this deed if one was said just before. In 1:1 every picture is fetched; in
    a group only one that belongs to a deed."""
    wanted = deed is not None or place == "person"
    photo = Photo(
        message_id=message_id,
        chat_id=chat_id,
        line_user_id=user.id,
        said_at=now,
        deed_id=deed.id if deed else None,
        state="wanted" if wanted else "seen",
    )
    session.add(photo)
    if wanted:
        errands.add(session, "photo", message_id, now)
    session.flush()
    return photo


def attach_earlier(
    session: Session, user: LineUser, deed: Deed, now: datetime, place: str
) -> Attached:
    """Pictures and voices this person sent here just before the deed belong to it."""
    rows = session.scalars(
        select(Photo).where(
            Photo.line_user_id == user.id,
            Photo.chat_id == deed.chat_id,
            Photo.deed_id.is_(None),
            Photo.sheet_id.is_(None),
            Photo.sort != "face",
            Photo.said_at.between(now - TOGETHER[place], now),
            Photo.state.in_(("seen", "wanted", "kept")),
        )
    ).all()
    for photo in rows:
        photo.deed_id = deed.id
        if photo.state == "seen":
            photo.state = "wanted"
            errands.add(session, "photo", photo.message_id, now)
    return Attached(tuple(rows))


def kept(
    session: Session, message_id: str, file: str, size: int, print_: str | None, now: datetime
) -> Photo | None:
    """The bytes are on disk, and it looks like this; if it was unsent meanwhile, they go again."""
    photo = session.scalar(select(Photo).filter_by(message_id=message_id))
    if photo is not None and photo.state == "wanted":
        photo.state, photo.file, photo.size, photo.print = "kept", file, size, print_
        return photo
    if session.scalar(select(Photo.id).filter_by(file=file).limit(1)) is None:
        errands.add(session, "remove file", file, now)
    return None


def of_deed(session: Session, deed: Deed) -> list[Photo]:
    """What was sent of this deed and is still there, first sent first."""
    rows = select(Photo).where(Photo.deed_id == deed.id, Photo.state.in_(("wanted", "kept")))
    return list(session.scalars(rows.order_by(Photo.id)))


def of_sheet(session: Session, sheet_id: int) -> list[Photo]:
    """The pictures of a count that are there or on their way, first sent first."""
    rows = select(Photo).where(Photo.sheet_id == sheet_id, Photo.state.in_(("wanted", "kept")))
    return list(session.scalars(rows.order_by(Photo.id)))


def arrived_of_sheet(
    session: Session, user: LineUser, message_id: str, chat_id: str, now: datetime, sheet_id: int
) -> None:
    """A picture of a count came."""
    session.add(
        Photo(
            message_id=message_id, chat_id=chat_id, line_user_id=user.id, said_at=now,
            sheet_id=sheet_id, state="wanted",
        )
    )  # fmt: skip
    errands.add(session, "photo", message_id, now)
    session.flush()


def of_sheet_from_now(
    session: Session, user: LineUser, chat_id: str, sheet_id: int, now: datetime
) -> None:
    """Pictures this person sent in 1:1 just before they began to count show the sheet."""
    session.execute(
        update(Photo)
        .where(Photo.line_user_id == user.id, Photo.chat_id == chat_id, Photo.sort == "picture")
        .where(Photo.deed_id.is_(None), Photo.sheet_id.is_(None))
        .where(Photo.said_at.between(now - TOGETHER["person"], now))
        .where(Photo.state.in_(("wanted", "kept")))
        .values(sheet_id=sheet_id)
    )


def missing(session: Session, message_id: str) -> tuple[LineUser, str] | None:
    """LINE has it no more. Returns who sent it, to be told, and what sort it was; `sheet` is the
    picture of a count, which waits for another."""
    photo = session.scalar(select(Photo).filter_by(message_id=message_id, state="wanted"))
    if photo is None:
        return None
    photo.state = "missing"
    sender = session.get(LineUser, photo.line_user_id)
    return (sender, "sheet" if photo.sheet_id else photo.sort) if sender else None


def unsent(session: Session, message_id: str, now: datetime) -> None:
    """Its sender took it back: our copy goes too."""
    photo = session.scalar(select(Photo).filter_by(message_id=message_id))
    if photo is not None:
        remove(session, photo, now)


def remove(session: Session, photo: Photo, now: datetime) -> None:
    """Forget a picture; its file goes by an errand, for a transaction cannot take back a deletion.

    The same bytes may have been sent twice: the file stays while another picture needs it.
    """
    file, photo.file, photo.size, photo.state = photo.file, None, None, "removed"
    photo.deed_id = photo.sheet_id = photo.print = photo.twin_id = None
    session.execute(delete(PrintBand).where(PrintBand.photo_id == photo.id))
    session.flush()
    if file and session.scalar(select(Photo.id).filter_by(file=file).limit(1)) is None:
        errands.add(session, "remove file", file, now)


def deed_before(
    session: Session, user: LineUser, chat_id: str, now: datetime, place: str
) -> Deed | None:
    """The deed this person told here so shortly before that a picture now is of it."""
    return session.scalar(
        select(Deed)
        .where(
            Deed.reporter_id == user.id,
            Deed.chat_id == chat_id,
            Deed.recorded_at.between(now - TOGETHER[place], now),
            Deed.status.in_(("accepted", "recorded")),
        )
        .order_by(Deed.id.desc())
        .limit(1)
    )


def loose_since(
    session: Session, user: LineUser, since: datetime, *, sort: str = "picture"
) -> bool:
    """Whether this person sent one since then that belongs to no deed yet."""
    query = select(Photo.id).where(
        Photo.line_user_id == user.id,
        Photo.deed_id.is_(None),
        Photo.sheet_id.is_(None),
        Photo.said_at >= since,
        Photo.sort == sort,
        Photo.state != "removed",
    )
    return session.scalar(query.limit(1)) is not None


def attached_since(session: Session, user: LineUser, deed: Deed, since: datetime) -> bool:
    """Whether this person sent a picture since then that belongs to this deed."""
    query = select(Photo.id).where(
        Photo.line_user_id == user.id, Photo.deed_id == deed.id, Photo.said_at >= since
    )
    return session.scalar(query.limit(1)) is not None
