"""What the documents name is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_test_that_the_outcomes_name_exists() -> None:
    named = re.findall(r"\btest_\w+", (ROOT / "docs" / "bad-input.md").read_text())
    there = {path.stem for path in ROOT.glob("tests/**/test_*.py")}
    for path in ROOT.glob("tests/**/test_*.py"):
        there |= set(re.findall(r"def (test_\w+)", path.read_text()))
    assert len(named) > 20
    assert set(named) <= there


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
