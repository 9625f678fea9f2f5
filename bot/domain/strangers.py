"""People who have not joined: all that is kept is a keyed digest, so as to tell them only once."""

import hashlib
import hmac
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


class Told(Base):
    __tablename__ = "strangers_told"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


def first_time(session: Session, who: str, secret: str, now: datetime) -> bool:
    """True once for each `who` (a LINE id, or a group where LINE names nobody)."""
    digest = hmac.new(secret.encode(), who.encode(), hashlib.sha256).hexdigest()
    if session.get(Told, digest) is not None:
        return False
    session.add(Told(digest=digest, at=now))
    session.flush()
    return True
