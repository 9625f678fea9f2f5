"""`make score`: how well villagers' Thai is understood, judged by the utterances' own scorer.

    python -m bench.score [UTTERANCES]      (default: ../shared/utterances)

First the understanding alone (`khwamdee understand`), then the same lines sent through the webhook
(`bench/recorded.py`).
"""

import subprocess
import sys
from pathlib import Path

from bench import recorded


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/utterances")
    if not (folder / "score.py").exists():
        sys.stderr.write(f"No utterances in {folder}: name their folder, python -m bench.score …\n")
        return 1
    sys.stdout.write("understanding alone\n")
    sys.stdout.flush()
    subprocess.run(
        [sys.executable, folder / "score.py", "--dir", folder, "--suffix", "_dev",
         "--cmd", f"{sys.executable} -m bot understand"],
        check=True,
    )  # fmt: skip
    sys.stdout.write("\nthrough the webhook, as it then stands in the passbook\n")
    recorded.main(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
