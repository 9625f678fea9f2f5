"""`make score`: how well villagers' Thai is understood, judged by the utterances' own scorer.

    python -m bench.score [FOLDER …] [--explain] [--plain]     (default: ../shared/utterances)

For each folder the understanding alone (`khwamdee understand`); with `--plain` also by the written
rules alone; with `--explain` every line that was read wrongly, and why. Without any of these the
development lines are afterwards sent through the webhook (`bench/recorded.py`).
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

UTTERANCES = Path("../shared/utterances")
SCORER = "score.py"


def main() -> int:
    parser = argparse.ArgumentParser("bench.score")
    parser.add_argument("folders", nargs="*", type=Path, default=[UTTERANCES])
    parser.add_argument("--explain", action="store_true", help="the errors, and what led to them")
    parser.add_argument("--plain", action="store_true", help="by the written rules alone, too")
    options = parser.parse_args()
    if not (UTTERANCES / SCORER).exists():
        sys.stderr.write(f"No scorer in {UTTERANCES}.\n")
        return 1
    for folder in options.folders:
        print(f"{folder.name}: understanding alone", flush=True)
        score(folder, [sys.executable, "-m", "bot", "understand"])
        if options.plain:
            print(f"\n{folder.name}: by the written rules alone", flush=True)
            score(folder, [sys.executable, "-m", "bench.plain"])
        if options.explain:
            explain(folder)
    if options.folders == [UTTERANCES] and not (options.explain or options.plain):
        from bench import recorded

        print("\nthrough the webhook, as it then stands in the passbook", flush=True)
        recorded.main(UTTERANCES)
    return 0


def score(folder: Path, command: list[str]) -> None:
    suffix = "_dev" if (folder / "deeds_dev.jsonl").exists() else ""
    subprocess.run(
        [sys.executable, UTTERANCES / SCORER, "--dir", folder, "--suffix", suffix,
         "--cmd", " ".join(command)],
        check=True,
    )  # fmt: skip


def explain(folder: Path) -> None:
    """Every line whose intent, kinds or day is another than its label says."""
    lines = [
        json.loads(row)
        for path in sorted(folder.glob("*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
        if row.strip()
    ]
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8") as asked:
        for line in lines:
            asked.write(
                json.dumps({key: line[key] for key in ("id", "text", "sent_at", "context")}) + "\n"
            )
        asked.seek(0)
        answers = subprocess.run(
            [sys.executable, "-m", "bot", "understand", "--explain"],
            stdin=asked, capture_output=True, check=True, text=True,
        ).stdout.splitlines()  # fmt: skip
    for line, answer in zip(lines, map(json.loads, answers), strict=True):
        if wrong := _wrong(line, answer):
            print(f"\n{line['id']}  {line['text']}\n  {wrong}")
            for name, value in answer["why"].items():
                if value:
                    print(f"  {name:<8} {json.dumps(value, ensure_ascii=False)}")


def _wrong(line: dict[str, Any], answer: dict[str, Any]) -> str:
    if line["intent"] != answer["intent"]:
        return f"is {line['intent']}, heard as {answer['intent']}"
    if line["intent"] != "deed_report":
        return ""
    kinds = {*line["categories"], *(line.get("category_alts") or ())}
    if kinds.isdisjoint(answer["categories"]):
        return f"is {line['categories']}, heard as {answer['categories']}"
    if line["deed_date"] != answer["deed_date"]:
        return f"was done on {line['deed_date']}, heard as {answer['deed_date']}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
