"""How long it takes to understand a message, on one core after warm-up.

    python -m bench.understanding [UTTERANCES]     writes bench/results/understanding.json

Every line of the folder is annotated, weighed and read five times in turn; a line's time is the
least of its five, so that what else the machine does is not counted. Also: how long the import
takes, and the first message of all.
"""

import json
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

RESULTS = Path(__file__).parent / "results" / "understanding.json"
TIMES = 5
IMPORT = "import time; t=time.perf_counter(); import bot.thai; print(time.perf_counter()-t)"


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/utterances")
    lines = [
        json.loads(row)
        for path in sorted(folder.glob("*.jsonl"))
        for row in path.read_text(encoding="utf-8").splitlines()
    ]
    imports = [
        float(
            subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, check=True).stdout
        )
        for _ in range(TIMES)
    ]
    from bot.thai import annotate, read

    start = time.perf_counter()
    read(annotate("วันนี้ปลูกผัก 5 ต้น", date(2026, 11, 23)), group=False)
    first = time.perf_counter() - start
    took = []
    for _ in range(TIMES):
        for at, line in enumerate(lines):
            start = time.perf_counter()
            on = date.fromisoformat(line["sent_at"][:10])
            read(annotate(line["text"], on), group=line["context"] == "group")
            spent = (time.perf_counter() - start) * 1000
            took[at : at + 1] = [min(spent, took[at])] if at < len(took) else [spent]
    took.sort()
    figures = {
        "messages": len(lines),
        "median_ms": round(statistics.median(took), 3),
        "p99_ms": round(took[int(len(took) * 0.99)], 3),
        "longest_ms": round(took[-1], 3),
        "import_s": round(statistics.median(imports), 3),
        "first_message_s": round(first, 3),
    }
    RESULTS.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
