"""Runs migrations on the store it is given; two processes that start at once do it one by one."""

from alembic import context
from sqlalchemy import Connection, text

import bot.models  # noqa: F401 - every table must be known
from bot.db import Base, Thousandths, Utc

LOCK = 0x6B77616D  # PostgreSQL's advisory lock; SQLite has one writer anyway


def run() -> None:
    store = context.config.attributes["store"]
    with store.connect(patience=60) as connection:
        _migrate(connection)


def _plainly(kind: str, item: object, _: object) -> str | bool:
    """A migration must not depend on what our own types become later."""
    if kind == "type" and isinstance(item, Utc):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Thousandths):
        return "sa.BigInteger()"
    return False


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_plainly,
        transactional_ddl=False,  # the store has opened the one transaction
    )
    context.run_migrations()


run()
