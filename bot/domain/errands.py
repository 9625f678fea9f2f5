"""Work that needs the network or the disk, as rows: a handler writes one, `bot/errands.py` runs it.

Kinds: `photo` (key: message id), `profile` (key: LINE id), `group` (key: group id), `remove file`,
`geocode` (key: `Pin.errand`), `quota` (key: as of when, ISO 8601).
"""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base, insert_if_new


class Errand(Base):
    __tablename__ = "errands"
    __table_args__ = (
        UniqueConstraint("kind", "key"),
        Index(
            "ix_errands_open", "ready_at",
            sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str]
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    attempts: Mapped[int] = mapped_column(default=0)
    ready_at: Mapped[datetime]


def add(session: Session, kind: str, key: str, now: datetime) -> None:
    """Ask for it; asking again for what is done does it again. Two who ask at once ask once."""
    new = insert_if_new(session.get_bind().dialect.name, Errand).returning(Errand.id)
    values = {"kind": kind, "key": key, "state": "waiting", "attempts": 0, "ready_at": now}
    if session.scalar(new.values(values)) is None:
        done = Errand.state != "waiting"
        again = update(Errand).filter_by(kind=kind, key=key).where(done)
        session.execute(again.values(state="waiting", attempts=0, ready_at=now))
