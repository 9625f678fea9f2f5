"""What the bot says of sheets of counted votes, each with the longest that can be in it."""

from datetime import UTC, date
from typing import Any

from bot.domain import drafts, recounts, sheets
from bot.domain.rolls import RollRead
from bot.domain.sheets import HANDS, PAPER, Replaces, Sheet
from bot.errors import Refused
from bot.line.messages import Message
from bot.messages import vote_paper as say
from bot.messages.notices import notice_message
from bot.messages.refusals import refusal
from bot.messages.vote_paper import Card, Noted
from tests.vote_samples import AREA, LONG, NOW, election

AWKWARD = 'ยาย"แดง\\ {{ x }} </b>\n' * 5
NUMBERS = list(range(1, 12))
HOUSES = [f"{n}234/5678ก หมู่ 12" for n in range(1, 1500)]
LINK = "https://khwamdee.test/sheet/" + "x" * 120
NOTED = Noted(1499, dict.fromkeys(NUMBERS, 1234), [11])


def sheet(sort: str = PAPER) -> Sheet:
    found = Sheet(
        id=10**12, sort=sort, held_at=NOW, revision=10**6, state="entered",
        totals={str(n): 100 + n for n in NUMBERS}, second_totals={str(n): 0 for n in NUMBERS},
    )  # fmt: skip
    found.election = election()
    return found


CARD = Card(sheet(), AREA, 1499, "differs", NUMBERS, LINK, True, True, True)


def noticed(kind: str, **params: Any) -> Message:
    kept = {"place": AREA, "month": "2026-11-01", **params}
    return notice_message(kind, kept, date(2026, 12, 6), date(2026, 12, 7))


def refused(what: Refused) -> Message:
    return refusal(what)


SHEETS: dict[str, Message] = {
    "sheet_in_private": say.in_private(),
    "sheet_which": say.which_vote([(election(), AREA)] * 40),
    **{
        f"sheet_asked {part} {sort} {bool(noted.houses)}": say.asked(part, noted, sort)
        for part in say.PARTS
        for sort in (PAPER, HANDS)
        for noted in (NOTED, Noted(0, {}, NUMBERS))
    },
    "sheet_roll_unclear": say.roll_unclear(
        RollRead(
            *([f"{n}2345/12345ก หมู่ 12" for n in range(200)],) * 6,
            unread=[AWKWARD] * 50, said_size=9999, counted=1499,
        )
    ),
    "sheet_roll_unclear with nothing read": say.roll_unclear(RollRead(unread=["x"])),
    "sheet_preview": say.preview(sheet(), AREA, HOUSES, Replaces(1234, 123), UTC),
    "sheet_preview without votes by LINE": say.preview(sheet(HANDS), AREA, ["1"], Replaces(0, 0), UTC),
    "sheet_mend": say.mend(PAPER),
    "sheet_mend of hands": say.mend(HANDS),
    "sheet_dropped": say.dropped(),
    "sheet_nothing_begun": say.nothing_begun(),
    "sheet_entered": say.entered(3),
    "sheet_entered with nobody else": say.entered(0),
    "sheet_picture_kept": say.picture_kept(),
    "sheets": say.sheets([CARD] * 10, UTC),
    "sheets without a button": say.sheets([Card(sheet(HANDS), AREA, 1, "counted")], UTC),
    "sheets_none": say.no_sheets(),
    "sheet_second": say.second_asked(sheet(), AREA, HOUSES, LINK, UTC),
    "sheet_more_totals": say.more_totals(NOTED.totals, NUMBERS),
    "sheet_totals_again": say.totals_asked_again(),
    "sheet_confirmed": say.confirmed(1499),
    "sheet_differs": say.differs(NUMBERS, 99, officers=True),
    "sheet_differs at first": say.differs([1], 1, officers=False),
    "sheet_corrected": say.corrected(),
    "sheet_sure": say.sure_asked(*say.sure_taps(sheet())),
    "sheet_why_asked": say.why_asked(),
    "sheet_stays": say.stays(),
    "sheet_withdrawn": say.withdrawn(1499),
    "notice_sheet_waiting": noticed("sheet_waiting"),
    "notice_sheet_counted": noticed("sheet_counted", numbers=[]),
    "notice_sheet_differs": noticed("sheet_differs", numbers=NUMBERS),
    "notice_sheet_stuck": noticed("sheet_stuck", tries=99),
    "notice_sheet_off": noticed("sheet_off", why=LONG),
    "notice_sheet_off without a reason": noticed("sheet_off", why=None),
    "notice_photo_missing of a sheet": noticed("photo_missing", day="2026-12-06", sort="sheet"),
    "refused_sheet_own_house": refused(sheets.OwnHouseCounts()),
    "refused_sheet_too_late": refused(sheets.CountOver()),
    "refused_sheet_outside": refused(drafts.MeetingOutside(opens=NOW, closes=NOW)),
    **{
        f"refused_sheet_totals {n}": refused(
            sheets.BadTotals(
                **{"unread": (), "absent": [], "twice": [], "most": 11, "total": 9, "size": 9,
                   "spoiled": 3, **bad}
            )
        )
        for n, bad in enumerate(
            ({"absent": NUMBERS}, {"twice": NUMBERS}, {"unread": [AWKWARD] * 300}, {"total": 9999}, {})
        )
    },
    "refused_sheet_elsewhere": refused(drafts.HousesElsewhere(houses=HOUSES)),
    "refused_sheet_houses_gone": refused(drafts.HousesGone(houses=HOUSES)),
    "refused_sheet_no_picture": refused(sheets.NoPicture(coming=True)),
    "refused_sheet_no_picture any more": refused(sheets.NoPicture(coming=False)),
    "refused_sheet_gone": refused(recounts.SheetGone()),
    "refused_sheet_counted": refused(recounts.CountedTwice()),
    "refused_sheet_same_person": refused(recounts.SamePerson()),
    "refused_sheet_same_house": refused(recounts.SameHouse()),
    "refused_sheet_why": refused(recounts.ReasonMissing()),
}  # fmt: skip
