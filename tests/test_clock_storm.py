"""Three clocks that are killed again and again miss nothing and double nothing."""

from pathlib import Path

from bench.storm import storm

DAYS = 17
"""From 27 November: a month is closed, called to the vote, decided, and told about."""


def test_clocks_that_are_killed_miss_nothing_and_double_nothing(tmp_path: Path) -> None:
    found = storm(tmp_path, f"sqlite:///{tmp_path}/storm.db", 5, days=DAYS)
    assert (found["missed"], found["doubled"], found["wrong"]) == (0, 0, 0), found
    assert found["kills"] > 0
    assert min(found[what] for what in ("moments", "notices", "elections", "months")) > 0
