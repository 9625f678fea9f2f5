"""Three clocks that are killed again and again miss nothing and double nothing."""

from pathlib import Path

import pytest

from bench.storm import storm

pytestmark = pytest.mark.storm

DAYS = 19
"""From 27 November: a month is closed, called to the vote and decided; votes are extended; the
winners of villages stand for their tambon's, and that is told about."""


def test_clocks_that_are_killed_miss_nothing_and_double_nothing(
    tmp_path: Path, database_url: str
) -> None:
    found = storm(tmp_path, database_url, 3, days=DAYS, seed=2)
    assert (found["missed"], found["doubled"], found["wrong"]) == (0, 0, 0), found
    assert found["kills"] > 0
    counted = ("moments", "notices", "elections", "extended", "wider", "awaited", "months")
    assert min(found[what] for what in counted) > 0, found
