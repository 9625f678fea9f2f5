"""The schema: where it is, where it should be, and the way there (alembic)."""

from functools import cache

from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from bot.config import ROOT
from bot.db import Store

MIGRATIONS = ROOT / "migrations"


@cache
def head() -> str:
    """The newest migration in the code. Files are named by time, `20261123_0500_what.py`, and the
    time is the revision's id, so that nobody need load alembic only to ask."""
    newest = max(path.name for path in (MIGRATIONS / "versions").glob("2*.py"))
    return "_".join(newest.split("_")[:2])


def current(session: Session) -> str | None:
    """The migration the database stands at; None for an empty one."""
    if not inspect(session.connection()).has_table("alembic_version"):
        return None
    found = session.scalar(text("SELECT version_num FROM alembic_version"))
    return None if found is None else str(found)


def upgrade(store: Store) -> None:
    """Bring the schema to head; quick when it is there already."""
    with store.read() as session:
        if current(session) == head():
            return
    move(store, "head")


def move(store: Store, target: str) -> None:
    """Up to `target`, or down to it (`base`, or a revision that stands behind)."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["store"] = store
    down = target == "base"
    (command.downgrade if down else command.upgrade)(config, target)
