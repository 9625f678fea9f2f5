"""Lines that nobody had in sight when rules and weights were made: what is reached stays reached."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.understanding import one

UNSEEN = Path(__file__).parent.parent.parent / "bench" / "lines"


def lines(folder: str, name: str) -> list[dict[str, Any]]:
    text = (UNSEEN / folder / f"{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(row) for row in text.splitlines() if row.strip()]


@pytest.mark.parametrize("folder", ["unseen_c", "unseen_d"])
class TestUnseen:
    def test_intents(self, folder: str) -> None:
        asked = lines(folder, "intents")
        right = sum(one(line)["intent"] == line["intent"] for line in asked)
        assert right >= 0.93 * len(asked)

    def test_deeds(self, folder: str) -> None:
        told = lines(folder, "deeds")
        heard = [(line, one(line)) for line in told]
        found = [(line, said) for line, said in heard if said["intent"] == "deed_report"]
        assert len(found) >= 0.91 * len(told)
        kinds = sum(
            not {*line["categories"], *(line.get("category_alts") or ())}.isdisjoint(
                said["categories"]
            )
            for line, said in found
        )
        assert kinds >= 0.86 * len(told)
        days = sum(line["deed_date"] == said["deed_date"] for line, said in found)
        assert days >= 0.97 * len(found)

    def test_what_is_no_deed(self, folder: str) -> None:
        traps = lines(folder, "traps")
        assert sum(one(line)["intent"] == "deed_report" for line in traps) <= 0.07 * len(traps)
        chatter = lines(folder, "chatter_village")
        assert sum(one(line)["intent"] != "chatter" for line in chatter) <= 0.02 * len(chatter)
