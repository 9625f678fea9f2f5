"""Tables in files: XLSX by openpyxl, CSV in UTF-8 or the cp874 of old Excel."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from bot.wording import FULL_MONTHS, MONTHS, printable

_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_MONTH_NO = {
    name.rstrip(".").replace(".", ""): n
    for names in (MONTHS, FULL_MONTHS)
    for n, name in enumerate(names, 1)
}
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d.*)?")
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{2,4})")
_NAMED_DATE = re.compile(r"(\d{1,2})\s*([ก-๙.]+?)\s*(\d{2,4})")


_DISARMED = ("'=", "'+", "'-", "'@")
"""A spreadsheet must not run what a villager wrote: such a text is written behind a quote."""


class BadFile(Exception):
    """The file as a whole cannot be read; the text says why."""


def read(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not empty, each with its number in the sheet; every cell as text."""
    rows = _xlsx(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    for number, row in rows:
        cells = [_cell(value) for value in row]
        if any(cells):
            yield number, cells


def write(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A file with its header, even without rows. CSV bears a BOM, so that Excel reads Thai."""
    if path.suffix.lower() == ".xlsx":
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        with path.open("wb") as file:
            sheet.append(list(header))
            for row in rows:
                sheet.append([_plain(value) for value in row])
            book.save(file)
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([_plain(value) for value in row] for row in rows)


def read_date(text: str) -> date | None:
    """`2026-11-23`, `23/11/2569`, `23/11/69`, `23 พ.ย. 2569`. Years over 2400, and those of two
    digits, are Buddhist. None if it is no date."""
    text = text.translate(_DIGITS).strip()
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMERIC_DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _NAMED_DATE.fullmatch(text):
        named = _MONTH_NO.get(found[2].replace(".", ""))
        if named is None:
            return None
        day, month, year = int(found[1]), named, int(found[3])
    else:
        return None
    year += 2500 if year < 100 else 0
    try:
        return date(year - 543 if year > 2400 else year, month, day)
    except ValueError:
        return None


def digits(text: str) -> str:
    """Thai digits as Arabic ones."""
    return text.translate(_DIGITS)


def _xlsx(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    from openpyxl import load_workbook

    with path.open("rb") as file:
        try:
            sheet = load_workbook(file, read_only=True, data_only=True).worksheets[0]
            sheet.reset_dimensions()  # what a file says of its own size is often wrong
            yield from enumerate(sheet.iter_rows(values_only=True), 1)
        except Exception as error:  # a damaged file fails in ways without number
            raise BadFile(f"{path.name} is not an XLSX file that can be read") from error


def _csv(path: Path) -> Iterator[tuple[int, Sequence[object]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp874")
        except UnicodeDecodeError:
            raise BadFile(f"{path.name} is neither UTF-8 nor cp874 (Thai Excel)") from None
    number = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            yield number, row
    except csv.Error as error:
        raise BadFile(f'แถว {number + 1}: อ่านไม่ออก อาจลืมปิดเครื่องหมาย " ({error})') from error


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = printable(str(value)).strip()
    return text[1:] if text[:2] in _DISARMED else text


def _plain(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, str):
        text = printable(value)
        return "'" + text if "'" + text[:1] in _DISARMED else text
    return value
