"""The one place that runs typst: texts as JSON into a sheet, and out comes a file.

typst keeps what its last ten pieces of work needed, up to 7 MB for a page of a passbook. So what is
large is set in a process of its own, two at a time at most, and its memory is given back.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

from bot.config import ROOT

TEMPLATES = ROOT / "templates" / "print"
SMALL = 20_000
"""Characters of JSON: some hundred lines of a passbook."""

PATIENCE = 120
"""Seconds a large piece of work may take; a village's part takes two."""

_AT_ONCE = threading.Semaphore(2)


def pdf(sheet: str, data: Mapping[str, object], *, small: bool = True) -> bytes:
    """`data`: texts only; a sheet sets them and counts nothing. `small`: false for a sheet that
    needs much memory even for few texts, as one that tries many sizes."""
    texts = json.dumps(data, ensure_ascii=False)
    small = small and len(texts) <= SMALL
    return _set(sheet, texts, "pdf") if small else _set_apart(sheet, texts)


def png(sheet: str, data: Mapping[str, object], dots_an_inch: int) -> bytes:
    """The same as a picture, for a sheet of one page."""
    return _set(sheet, json.dumps(data, ensure_ascii=False), "png", dots_an_inch)


def _set_apart(sheet: str, texts: str) -> bytes:
    command = [sys.executable, "-m", "bot.printing.press", sheet]
    with _AT_ONCE:
        done = subprocess.run(  # noqa: S603 - ourselves
            command,
            input=texts.encode(),
            stdout=subprocess.PIPE,
            cwd=ROOT,
            timeout=PATIENCE,
            check=True,
        )
    return done.stdout


def _set(sheet: str, texts: str, sort: Literal["pdf", "png"], dots: int | None = None) -> bytes:
    return typst.compile(
        TEMPLATES / sheet,
        root=TEMPLATES,
        font_paths=[Path(str(files("fontpkg_sarabun")))],
        ignore_system_fonts=True,
        format=sort,
        ppi=dots,
        pdf_tags=False,  # they would make a village's books ten times as large
        sys_inputs={"data": texts},
    )


if __name__ == "__main__":
    sys.stdout.buffer.write(_set(sys.argv[1], sys.stdin.buffer.read().decode(), "pdf"))
