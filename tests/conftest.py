"""Shared fixtures: two databases, one simulated LINE a process, and a village on top."""

import gc
import itertools
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, event, text

from bot import schema
from bot.db import Base, Store
from simulator.app import Served
from simulator.platform import Platform
from tests.contract import complaint
from tests.postgres import Server
from tests.village import Clock, Village

SERVER_URL = "KHWAMDEE_TEST_SERVER"
"""How the server's address reaches the processes that run tests beside each other."""

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
"""What one process of the tests has compiled the others read, whatever the shell's taste: else each
of them compiles the whole suite anew, and each command that a test starts the whole bot."""

_server: Server | None = None


def pytest_configure(config: pytest.Config) -> None:
    """One PostgreSQL for all test processes, started by the first."""
    global _server  # noqa: PLW0603 - pytest's hooks share nothing else
    if hasattr(config, "workerinput") or SERVER_URL in os.environ:
        return
    if given := os.environ.get("TEST_DATABASE_URL"):
        os.environ[SERVER_URL] = given
        return
    _server = Server()
    os.environ[SERVER_URL] = _server.url


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Thousands of tests and all modules stay to the end: the garbage collector, which would walk
    through them again and again, need not look at them."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    if _server is not None:
        _server.stop()


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any) -> None:
    """With CI=true nothing may be skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    if os.environ.get("CI") == "true" and skipped:
        terminalreporter.write_line(f"CI=true: {len(skipped)} skipped tests are failures")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and session.exitstatus == 0:
        session.exitstatus = 1


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Nothing but this machine can be reached."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1", "::1", "localhost",
        ):  # fmt: skip
            pytest.fail(f"a test wants the network: {address}")
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database built by the migrations, to be copied."""
    path = tmp_path_factory.mktemp("template") / "khwamdee.db"
    store = Store(f"sqlite:///{path}")
    schema.upgrade(store)
    store.close()  # the last connection folds the log into the file
    return path


@pytest.fixture(scope="session")
def postgres_database(worker_id: str) -> Iterator[str]:
    """This process's own database on the server, built by the migrations."""
    server = _psycopg(os.environ[SERVER_URL])
    name = f"khwamdee_test_{worker_id}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    url = server.rsplit("/", 1)[0] + f"/{name}"
    store = Store(url)
    schema.upgrade(store)
    store.close()
    yield url
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    engine.dispose()


@pytest.fixture(scope="session")
def sqlite_store(sqlite_template: Path) -> Iterator[Store]:
    """One engine for all tests of a process: what SQLAlchemy has compiled once it keeps."""
    store = Store(f"sqlite:///{sqlite_template.with_name('test.db')}")
    event.listen(store.engine, "connect", _hurry)
    yield store
    store.close()


def _hurry(connection: sqlite3.Connection, _: object) -> None:
    """No test cuts the power: none waits for the disk."""
    connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def postgres_store(postgres_database: str) -> Iterator[Store]:
    store = Store(postgres_database)
    yield store
    store.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, sqlite_store: Store) -> str:
    """The database, empty again."""
    sqlite_store.close()
    path = sqlite_template.with_name("test.db")
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgres_url(postgres_database: str, postgres_store: Store) -> str:
    """The database, empty again. Rows are deleted, which takes a hundredth of a TRUNCATE of thirty
    small tables; now and then the tables are made new, for the dead rows slow them down."""
    emptied = next(_emptied)
    with postgres_store.connect() as connection:
        connection.execute(text(_afresh() if emptied % 100 == 0 else _emptying(connection)))
        connection.commit()
    return postgres_database


_emptied = itertools.count()


def _afresh() -> str:
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    return f"TRUNCATE {tables} RESTART IDENTITY CASCADE"


_sequence_names: list[str] = []


def _sequences_of(connection: Connection) -> list[str]:
    """Asked for once a process."""
    if not _sequence_names:
        names = text("SELECT schemaname || '.' || sequencename FROM pg_sequences")
        _sequence_names.extend(connection.execute(names).scalars())
    return _sequence_names


def _emptying(connection: Connection) -> str:
    """Triggers and foreign keys have no say in it."""
    deletes = "; ".join(f"DELETE FROM {table.name}" for table in Base.metadata.sorted_tables)
    anew = ", ".join(f"setval('{name}', 1, false)" for name in _sequences_of(connection))
    return f"SET LOCAL session_replication_role = replica; {deletes}; SELECT {anew}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty database with the schema, once of each kind."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def store(database_url: str, request: pytest.FixtureRequest) -> Store:
    kind = "sqlite" if database_url.startswith("sqlite") else "postgres"
    found: Store = request.getfixturevalue(f"{kind}_store")
    return found


@pytest.fixture(scope="session")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def served(clock: Clock) -> Iterator[Served]:
    """LINE for this process, over HTTP; its world is emptied before each test."""
    platform = Platform(
        channel_secret="channel secret", access_token="channel token", clock=clock.seconds, seed=1
    )
    with Served(platform) as served:
        yield served


@pytest.fixture(scope="session")
def village_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the villages of this process keep their files, one after the other."""
    return tmp_path_factory.mktemp("village")


@pytest.fixture
def found_village(
    database_url: str, store: Store, served: Served, clock: Clock, village_dir: Path
) -> Iterator[Callable[..., Village]]:
    """Makes a village with settings of one's own."""
    from tests.village import MORNING

    clock.at = MORNING
    line = served.platform
    line.reset()
    shutil.rmtree(village_dir)
    village_dir.mkdir()
    made: list[Village] = []

    def found(**settings: Any) -> Village:
        made.append(Village(database_url, store, served, line, clock, village_dir, **settings))
        return made[-1]

    yield found
    for chat in [*line.people, *line.groups]:
        for said in line.answers(chat):
            assert complaint(dict(said.message)) is None


@pytest.fixture
def village(found_village: Callable[..., Village]) -> Village:
    """ต.บ้านแพรก with หมู่ 1–6 and nobody in it."""
    village = found_village()
    village.moo(1, 2, 3, 4, 5, 6)
    return village


def _psycopg(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)
