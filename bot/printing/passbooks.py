"""สมุดบัญชีความดี on A4, like a bank's: one household's, or a whole village's one after the other."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from bot.domain.paper import Printed
from bot.domain.registry import Household
from bot.domain.statements import Line, Month, Page, Sums
from bot.messages.passbook import line_amount, line_name, line_who, month_members, month_parts
from bot.printing import press
from bot.wording import figure, short_month, thai_date, thai_month

Row = dict[str, object]


def pdf(data: Mapping[str, object]) -> bytes:
    return press.pdf("passbook.typ", data)


def data(
    books: Sequence[Printed], place: str, today: date, *, guarded: bool = False
) -> dict[str, object]:
    """The texts of these households' books, each to start on a page of its own. `guarded`: others
    than the household will hold them."""
    texts = [_book(printed, place, guarded) for printed in books]
    return {"printed_on": thai_date(today), "books": texts}


def month_pdf(data: Mapping[str, object]) -> bytes:
    return press.pdf("month.typ", data)


def month_data(month: Month, page: Page, household: Household, place: str) -> dict[str, object]:
    """The texts of one month of a book."""
    return {
        "house": household.house_no,
        "place": place,
        "month": thai_month(month.month),
        "opening": figure(month.opening),
        "closing": figure(month.closing),
        "deposited": _or_nothing(month.deposited),
        "withdrawn": _or_nothing(month.withdrawn),
        "parts": [[name, _signed(points)] for name, points in month_parts(month)],
        "members": [[name, figure(points)] for name, points in month_members(month)],
        "rows": [_line(line) for line in reversed(page.lines)],
        "cut": page.older is not None,
    }


def _book(printed: Printed, place: str, guarded: bool) -> dict[str, object]:
    book = printed.book
    standing = book.standing
    return {
        "house": book.household.house_no,
        "place": place,
        "head": book.household.head or "",
        "balance": figure(book.balance),
        "level": standing.level.name,
        "to_go": (
            f"อีก {figure(standing.to_go)} แต้ม ถึงระดับ {standing.next.name}" if standing.next else ""
        ),
        "waiting": figure(book.waiting) if book.waiting else "",
        "rows": list(_rows(book.page, printed.sums, guarded)),
    }


def _rows(page: Page, sums: Mapping[date, Sums], guarded: bool) -> Iterator[Row]:
    """Oldest first: what is carried over, and after each month's lines its sums."""
    lines = page.lines[::-1]
    if page.older and lines:
        yield {"sort": "carried", "balance": figure(lines[0].balance - lines[0].amount)}
    for month, of_month in groupby(lines, key=lambda line: line.day.replace(day=1)):
        yield from (_line(line, guarded) for line in of_month)
        total = sums.get(month, Sums())
        yield {
            "sort": "month",
            "name": f"รวมเดือน {short_month(month)}",
            "deposited": _or_nothing(total.deposited),
            "withdrawn": _or_nothing(total.withdrawn),
        }


def _line(line: Line, guarded: bool = False) -> Row:
    """Corrections stand under ฝาก with their sign, so that a column's lines make its sum."""
    return {
        "sort": "line",
        "day": thai_date(line.day),
        "name": line_name(line, guarded=guarded),
        "amount": "" if guarded and line.deed and line.deed.item.sensitive else line_amount(line),
        "who": line_who(line),
        "deposited": "" if line.spent else _signed(line.amount),
        "withdrawn": _signed(-line.amount) if line.spent else "",
        "balance": _signed(line.balance),
    }


def _signed(points: int) -> str:
    """A minus, but no plus: the column says what it is."""
    return f"{'−' if points < 0 else ''}{abs(points):,}"


def _or_nothing(points: int) -> str:
    return _signed(points) if points else ""
