"""What the documents name is there."""

import re
from datetime import timedelta
from pathlib import Path

from bot.domain.notice_kinds import KINDS

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_documents_name_exists() -> None:
    """`test_x.py` and `test_y` are somewhere; `test_x::test_y` is in that file."""
    of_file: dict[str, set[str]] = {}
    for path in ROOT.glob("tests/**/test_*.py"):
        of_file.setdefault(path.stem, set()).update(re.findall(r"def (test_\w+)", path.read_text()))
    there = set(of_file).union(*of_file.values())
    pages = "".join(page.read_text() for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")])
    named = set(re.findall(r"\btest_\w+", pages))
    paired = set(re.findall(r"\b(test_\w+)(?:\.py)?::(test_\w+)", pages))
    assert len(named) > 100
    assert len(paired) > 30
    assert named - there == set()
    assert {(file, test) for file, test in paired if test not in of_file.get(file, ())} == set()


def test_every_setting_that_is_read_is_documented() -> None:
    read = set(
        re.findall(r"""["']([A-Z][A-Z_]{3,})["']""", (ROOT / "bot" / "config.py").read_text())
    )
    levels = {"DEBUG", "INFO", "WARNING", "ERROR"}
    documented = set(
        re.findall(r"^\| `([A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text(), re.M)
    )
    assert {"DATABASE_URL", "LINE_CHANNEL_SECRET"} <= read
    assert read - levels <= documented


def test_links_between_documents_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]:
        for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_the_table_of_kinds_is_the_one_in_use() -> None:
    table = (ROOT / "docs" / "cost.md").read_text()
    for name, kind in KINDS.items():
        waits = _span(kind.waits) if kind.pushes else "rides only"
        open_to_all = "yes" if kind.is_open else ""
        row = (
            f"| `{name}` | {kind.thai} | {('low', 'normal', 'high')[kind.urgency]} | {waits} "
            f"| {_span(kind.lasts)} | {open_to_all} |"
        )
        assert row in table, row


def _span(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    for size, unit in ((1440, "d"), (60, "h")):
        if minutes and minutes % size == 0:
            return f"{minutes // size} {unit}"
    return f"{minutes} min" if minutes else "none"
