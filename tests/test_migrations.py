"""The schema is what the migrations make of it, up and down, on both databases."""

from sqlalchemy import inspect

import bot.models  # noqa: F401 - every table must be known
from bot import schema
from bot.db import Base, Store


def test_down_to_nothing_and_up_again(store: Store) -> None:
    schema.move(store, "base")
    with store.read() as session:
        assert inspect(session.connection()).get_table_names() in ([], ["alembic_version"])
    schema.move(store, "head")
    with store.read() as session:
        assert schema.current(session) == schema.head()
        tables = set(inspect(session.connection()).get_table_names())
    assert tables == {table.name for table in Base.metadata.sorted_tables} | {"alembic_version"}


def test_the_migrations_make_what_the_code_expects(store: Store) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with store.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Base.metadata) == []


def test_the_newest_file_is_alembics_head() -> None:
    from alembic.script import ScriptDirectory

    assert ScriptDirectory(str(schema.MIGRATIONS)).get_heads() == [schema.head()]
