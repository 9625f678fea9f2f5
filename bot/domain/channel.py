"""What LINE told us of our own account: its name and the id that opens a chat with it."""

from collections.abc import Mapping

from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.db import Base


class Fact(Base):
    __tablename__ = "channel_facts"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


def basic_id(session: Session) -> str | None:
    """Such as `@khwamdee`; None until LINE has been asked."""
    fact = session.get(Fact, "basicId")
    return fact.value if fact else None


def remember(session: Session, facts: Mapping[str, str]) -> None:
    for name, value in facts.items():
        session.merge(Fact(name=name, value=value))
