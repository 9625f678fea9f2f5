"""What a draft of a count still lacks is asked for, one thing after the other; for whatever handler
words or a picture come through."""

from datetime import timedelta

from bot.domain import areas, drafts, photos, sheets
from bot.domain.sheets import BadTotals, Sheet
from bot.line.messages import Message
from bot.messages import vote_paper as say
from bot.messages.refusals import refusal
from bot.routing import Answer, Scene, number, words

DRAFT = "vote.sheet"
"""The question about a draft: `s`, and under `want` what was asked for."""

PATIENCE = 24 * 60
"""Minutes: a meeting may be counted the morning after."""

BURST = timedelta(seconds=60)
"""Pages of one sheet sent together are answered once."""


def go_on(scene: Scene, sheet: Sheet) -> Message:
    """Ask for what is missing; else show all of it."""
    missing = drafts.needs(scene.session, sheet)
    if missing:
        return ask(scene, sheet, missing[0])
    try:
        drafts.require_fit(scene.session, sheet)
    except BadTotals as bad:
        return unfit(scene, sheet, bad)
    area = areas.title(scene.session, sheet.election.area_code)
    houses = [house_of(sheet, each.address) for each in sheets.roll(scene.session, sheet)]
    yes, no = say.yes_and_no(sheet)
    scene.ask_sure(DRAFT, yes, no, minutes=PATIENCE, s=sheet.id, want="sure")
    replaces = sheets.replaces(scene.session, sheet)
    return say.preview(sheet, area, houses, replaces, scene.now.tzinfo)


def ask(scene: Scene, sheet: Sheet, part: str) -> Message:
    """Ask for one part of the draft."""
    scene.ask(DRAFT, minutes=PATIENCE, s=sheet.id, want=part)
    totals = sheet.counted
    still = sheets.uncounted(sheet, totals)
    noted = say.Noted(sheets.size(scene.session, sheet), totals, still)
    return say.asked(part, noted, sheet.sort)


def unfit(scene: Scene, sheet: Sheet, bad: BadTotals) -> Message:
    """Say what is wrong with the totals and await them again; the rest of the draft is kept."""
    scene.ask(DRAFT, minutes=PATIENCE, s=sheet.id, want="totals")
    return refusal(bad)


def house_of(sheet: Sheet, address: str) -> str:
    """A village's own vote needs no หมู่ beside each house."""
    return address.partition(" ")[0] if len(sheet.election.area_code) == 8 else address


def draft(scene: Scene) -> Sheet | None:
    """What this person is asked about now, if it is theirs and still a draft."""
    if scene.pending is None or scene.pending.topic != DRAFT:
        return None
    sheet = sheets.find(scene.session, number(scene.pending.data, "s"))
    if sheet is None or sheet.state != "draft" or sheet.entered_by != scene.line_id:
        return None
    return sheet


def wanted(scene: Scene) -> str:
    """What the draft was asked for."""
    return words(scene.pending.data, "want") if scene.pending else ""


def of_picture(scene: Scene) -> Sheet | None:
    """The sheet that a picture sent now in 1:1 shows: of the draft at hand, or one that waits for
    another picture."""
    if scene.place != "person" or scene.line_id is None:
        return None
    return draft(scene) or (
        sheets.lacking_picture(scene.session, scene.line_id) if scene.pending is None else None
    )


def take_picture(scene: Scene, sheet: Sheet) -> Answer:
    """It belongs to the sheet; further pages of it are taken without a word."""
    if scene.user is None or scene.message_id is None:
        return None
    before = photos.of_sheet(scene.session, sheet.id)
    photos.arrived_of_sheet(
        scene.session, scene.user, scene.message_id, scene.chat_id, scene.now, sheet.id
    )
    if sheet.state != "draft":
        return say.picture_kept()
    if before and before[-1].said_at > scene.now - BURST:
        return None
    return go_on(scene, sheet)
