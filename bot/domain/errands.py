"""Work that needs the network or the disk, as rows: a handler writes one, `bot/errands.py` runs it.

Kinds: `photo` (key: message id), `profile` (key: LINE id), `group` (key: group id), `remove file`,
`geocode` (key: `Pin.errand`), `quota` (key: as of when, ISO 8601).
"""

from datetime import datetime

from sqlalchemy import Index, String, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


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
    """Ask for it; asking again for what is done does it again."""
    errand = session.scalar(select(Errand).filter_by(kind=kind, key=key))
    if errand is None:
        session.add(Errand(kind=kind, key=key, ready_at=now))
    elif errand.state != "waiting":
        errand.state, errand.attempts, errand.ready_at = "waiting", 0, now
