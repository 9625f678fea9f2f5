"""Paper: PDF through typst, which shapes and breaks Thai lines rightly, with the Sarabun fonts."""

import json
from importlib.resources import files
from pathlib import Path

import typst

from bot.config import ROOT
from bot.domain.passbook import Book
from bot.messages.deeds import amount_said, doer
from bot.wording import figure, thai_date, thai_month

TEMPLATES = ROOT / "templates" / "print"


def passbook_pdf(book: Book, place: str) -> bytes:
    """The household's passbook for a printer."""
    return _pdf(
        "passbook.typ",
        {
            "house": f"บ้านเลขที่ {book.household.house_no}",
            "place": place,
            "balance": figure(book.balance),
            "waiting": figure(book.waiting),
            "month": thai_month(book.month),
            "month_points": figure(book.month_points),
            "dimensions": [[name, figure(points)] for name, points in book.by_dimension],
            "rows": [
                {
                    "day": thai_date(deed.done_on),
                    "name": deed.item.short_name,
                    "amount": amount_said(deed),
                    "who": doer(deed) or "",
                    "points": f"{'รอ ' if deed.status == 'recorded' else ''}+{figure(deed.points)}",
                }
                for deed in book.lines
            ],
        },
    )


def _pdf(template: str, data: dict[str, object]) -> bytes:
    found = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=[str(_fonts())],
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return bytes(found)


def _fonts() -> Path:
    return Path(str(files("fontpkg_sarabun")))
