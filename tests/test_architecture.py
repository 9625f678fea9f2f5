"""Habits that import contracts cannot see, kept by reading the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import config

ROOT = Path(__file__).parents[1]
CODE = sorted([*ROOT.glob("bot/**/*.py"), *ROOT.glob("handlers/*.py")])


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_transactions_and_time_belong_to_the_edge(path: Path) -> None:
    """No commit outside the store, no clock outside clock.py, no environment outside config.py."""
    name = str(path.relative_to(ROOT))
    text = path.read_text()
    for line, call in calls(path):
        where = f"{name}:{line}"
        if name != "bot/db.py":
            assert not call.endswith((".commit", ".rollback")), where
        if name not in ("bot/clock.py", "bot/processes.py"):
            assert not re.search(
                r"\b(datetime\.now|datetime\.today|date\.today|utcnow|time\.time)$", call
            ), where
    if name not in ("bot/config.py",):
        assert "os.environ" not in text, name
        assert "os.getenv" not in text, name


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_says_what_it_is_for_and_is_short(path: Path) -> None:
    text = path.read_text()
    assert ast.get_docstring(ast.parse(text)), path
    assert text.count("\n") <= 420, f"{path} is too long to be read at once"


def test_every_setting_is_described() -> None:
    described = (ROOT / "docs" / "settings.md").read_text()
    for name in config.Settings.__dataclass_fields__:
        assert f"`{name.upper()}`" in described


def test_no_address_of_a_registry_in_a_lock_file() -> None:
    for lock in ROOT.glob("*.lock"):
        assert "://" not in lock.read_text()


def test_points_are_never_called_otherwise() -> None:
    """แต้ม are points and เสียง votes; คะแนน is neither."""
    for path in [*ROOT.glob("templates/**/*"), *CODE]:
        if path.is_file():
            assert "คะแนน" not in path.read_text(), path
