"""The store: SQLAlchemy's base class, times in UTC, and how a transaction is opened.

A transaction is opened at the edge (web request, worker, sender, job, command) and nowhere else.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    Table,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, make_transient_to_detached
from sqlalchemy.types import TypeDecorator

from bot.turns import Turns

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

PATIENCE = 10.0
"""Seconds a writer waits for another writer before it gives up."""


class Utc(TypeDecorator[datetime]):
    """An aware datetime. Kept in UTC; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Thousandths(TypeDecorator[Decimal]):
    """A decimal with up to three places, kept as a whole number so that both databases keep it
    exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, _: Dialect) -> int | None:
        return None if value is None else round(value * 1000)

    def process_result_value(self, value: int | None, _: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-3).normalize()


NEVER_AGAIN = {"sqlite_autoincrement": True}
"""For a table whose ids leave the house in links and buttons: an id of a row that was erased is
given to no other. (PostgreSQL never does.)"""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it so
        datetime: Utc(),
        Decimal: Thousandths(),
        int: BigInteger().with_variant(Integer, "sqlite"),
    }


class Store:
    """One database. `write` commits when its block returns and rolls back when it raises."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        database = self.engine.url.database
        self._turns = Turns(Path(database)) if self.on_sqlite and database else None

    @property
    def on_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def write(self, *, patience: float = PATIENCE) -> Iterator[Session]:
        """A transaction that may write. On SQLite it takes the one writer's place at once, so that
        nothing it reads can change before it writes; waits `patience` seconds for that place."""
        with self._writing(patience) as connection, Session(connection) as session:
            yield session
            session.commit()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent look that never waits for writers."""
        with self._connection({"begin": "DEFERRED"}) as connection, Session(connection) as session:
            yield session

    @contextmanager
    def connect(self, *, patience: float = PATIENCE) -> Iterator[Connection]:
        """As `write`, for those who speak SQL without objects."""
        with self._writing(patience) as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self, patience: float) -> Iterator[Connection]:
        options = {"begin": "IMMEDIATE", "patience": patience}
        turn = self._turns.turn(patience) if self._turns else nullcontext()
        with turn, self._connection(options) as connection:
            yield connection

    @contextmanager
    def _connection(self, options: dict[str, Any]) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            yield connection.execution_options(**options)

    def ping(self) -> None:
        """Raises when the database does not answer."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    # An error's text goes to the log: what was to be written is people's words and places.
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_pre_ping=True, pool_size=10, max_overflow=10, hide_parameters=True
        )
    engine = create_engine(url, pool_size=10, max_overflow=30, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a 200 to LINE means the event survives a power cut
        "foreign_keys=ON",
        # SQLite's own waiting steps up to 100 ms apart, an age beside transactions of a few ms: it
        # waits one millisecond, and `_begin_sqlite` asks again. Among ourselves `Turns` decides.
        "busy_timeout=1",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    statement = f"BEGIN {options.get('begin', 'IMMEDIATE')}"
    until = time.monotonic() + options.get("patience", PATIENCE)
    while True:
        try:
            connection.exec_driver_sql(statement)
        except OperationalError as error:
            if not is_locked(error) or time.monotonic() > until:
                raise
        else:
            return


def enter(session: Session, row: Base) -> None:
    """Insert a new row at once and make it the session's, its id filled in.

    What `add` and `flush` do, without the unit of work, which would cost more than all the rest of
    handling an event. For rows that are written with every message.
    """
    table, insert = _insert(type(row))
    known = row.__dict__
    values = {column.key: known[column.key] for column in table.columns if column.key in known}
    row.id = session.connection().execute(insert, values).scalar_one()  # type: ignore[attr-defined]
    make_transient_to_detached(row)
    session.add(row)


@cache
def _insert(model: type[Base]) -> tuple[Table, Any]:
    table = cast(Table, model.__table__)
    return table, table.insert().returning(table.c.id)


@cache
def insert_if_new(dialect: str, model: type[Base]) -> "postgresql.Insert | sqlite.Insert":
    """INSERT … ON CONFLICT DO NOTHING, as this database says it. Whether a row was inserted is
    told by RETURNING alone: the drivers' row counts differ."""
    if dialect == "postgresql":  # its dialect brings asyncio along: a tenth of a second
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(model).on_conflict_do_nothing()
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(model).on_conflict_do_nothing()


def store_failed(error: Exception) -> bool:
    """Whether the database is to blame, not what it was given."""
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, OperationalError | InterfaceError)


def is_locked(error: OperationalError) -> bool:
    """Another writer holds SQLite's one place."""
    return getattr(error.orig, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY
