"""The one place that runs typst: texts as JSON into a sheet, and out comes a file."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Literal

import typst

from bot.config import ROOT

TEMPLATES = ROOT / "templates" / "print"


def pdf(sheet: str, data: Mapping[str, object]) -> bytes:
    """`data`: texts only; a sheet sets them and counts nothing."""
    return _set(sheet, data, "pdf")


def png(sheet: str, data: Mapping[str, object], dots_an_inch: int) -> bytes:
    """The same as a picture, for a sheet of one page."""
    return _set(sheet, data, "png", dots_an_inch)


def _set(
    sheet: str, data: Mapping[str, object], sort: Literal["pdf", "png"], dots: int | None = None
) -> bytes:
    return typst.compile(
        TEMPLATES / sheet,
        root=TEMPLATES,
        font_paths=[Path(str(files("fontpkg_sarabun")))],
        ignore_system_fonts=True,
        format=sort,
        ppi=dots,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
