"""Files that officers bring and take: XLSX or CSV, Thai or English headers.

A file is checked whole before anything is written; then it is written in small transactions, so
that LINE gets its answers meanwhile. A bad row is named `แถว N: reason` by its number in the sheet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from bot.bootstrap import House
from bot.files import kinds, rewards
from bot.files.kinds import BadRow, Context, Kind, Row, Write
from bot.files.menu import MENU
from bot.files.sheets import BadFile, read, write

KINDS: Mapping[str, Kind] = {**kinds.KINDS, **rewards.KINDS, "menu": MENU}
IMPORTS = [name for name, kind in KINDS.items() if kind.check]
EXPORTS = [name for name, kind in KINDS.items() if kind.rows]
A_CHUNK = 100
"""Rows in one transaction."""

A_STEP = 1000
"""Rows after which a long file says how far it has come."""

T = TypeVar("T")
Numbered = tuple[int, Row]


def read_in(
    house: House, name: str, path: str, *, skip_bad: bool, say: Callable[[str], None]
) -> int:
    """Import a file; 0 if every row was good, else 1. Nothing is written of a file with a bad row
    unless `skip_bad`."""
    try:
        rows = list(_rows(KINDS[name], Path(path)))
    except (BadFile, OSError) as error:
        say(str(error))
        return 1
    writes, bad = _check(house, KINDS[name], _counted(rows, "ตรวจแล้ว", say))
    for number, reason in bad:
        say(f"แถว {number}: {reason}")
    if not bad or skip_bad:
        chunks = [writes[start : start + A_CHUNK] for start in range(0, len(writes), A_CHUNK)]
        for chunk in _counted(chunks, "เขียนแล้ว", say, each=A_CHUNK):
            with house.store.write() as session:
                for write_row in chunk:
                    write_row(session)
    return 1 if bad else 0


def _counted(
    items: Sequence[T], done: str, say: Callable[[str], None], *, each: int = 1
) -> Iterator[T]:
    """The items, with a word on every thousand rows of a long file."""
    rows = len(items) * each
    for n, item in enumerate(items, 1):
        yield item
        if rows > A_STEP and n * each % A_STEP == 0:
            say(f"{done} {n * each:,} จาก {rows:,} รายการ")


def write_out(house: House, name: str, path: str, *, say: Callable[[str], None]) -> int:
    """Export a kind; 0 if it is written, else 1. An export without rows still has its header."""
    kind = KINDS[name]
    try:
        with house.store.read() as session:
            write(Path(path), kind.columns, kind.rows(session) if kind.rows else ())
    except OSError as error:
        say(str(error))
        return 1
    return 0


def _check(
    house: House, kind: Kind, rows: Iterable[Numbered]
) -> tuple[list[Write], list[tuple[int, str]]]:
    """What would write each good row, and the bad ones by number."""
    context = Context(house.settings.home_area, house.settings.zone, house.now())
    writes: list[Write] = []
    bad: list[tuple[int, str]] = []
    with house.store.read() as session:
        for number, row in rows:
            try:
                if kind.check:
                    writes.append(kind.check(session, row, context))
            except BadRow as reason:
                bad.append((number, str(reason)))
    return writes, bad


def _rows(kind: Kind, path: Path) -> Iterable[Numbered]:
    """The data rows by column name. Raises BadFile when the header lacks what is needed."""
    header: list[str] = []
    for number, cells in read(path):
        if header:
            full = [*cells, *[""] * (len(header) - len(cells))]
            yield number, {name: full[n] for n, name in enumerate(header) if name}
            continue
        header = [_column(kind, cell) for cell in cells]
        for group in kind.needs:
            if not set(group) & set(header):
                raise BadFile(f"ไม่พบคอลัมน์ {' หรือ '.join(group)} ในแถว {number}")
    if not header:
        raise BadFile(f"{path.name} is empty")


def _column(kind: Kind, cell: str) -> str:
    """The column a header means; "" for one we do not read."""
    name = " ".join(cell.split())
    lower = name.lower().replace(" ", "_")
    return lower if lower in (*kind.columns, "moo") else kind.aliases.get(name, "")
