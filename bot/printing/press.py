"""The one place that runs typst: texts as JSON into a sheet, and out comes a file."""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import typst

from bot.config import ROOT

TEMPLATES = ROOT / "templates" / "print"


def pdf(sheet: str, data: Mapping[str, object]) -> bytes:
    """`data`: texts only; a sheet sets them and counts nothing."""
    return bytes(typst.compile(**_sheet(sheet, data)))


def png(sheet: str, data: Mapping[str, object], dots_an_inch: int) -> bytes:
    """The same as a picture, for a sheet of one page."""
    return bytes(typst.compile(**_sheet(sheet, data), format="png", ppi=dots_an_inch))


def _sheet(sheet: str, data: Mapping[str, object]) -> dict[str, object]:
    return {
        "input": str(TEMPLATES / sheet),
        "root": str(TEMPLATES),
        "font_paths": [str(Path(str(files("fontpkg_sarabun"))))],
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
    }
