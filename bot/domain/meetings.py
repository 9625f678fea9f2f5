"""นัดประชุม: the committee calls its area to a meeting. Every group of the area hears of it, is
reminded the evening before and two hours before, and hears if it is off.

Each word is a waiting notice: it rides free when somebody writes there, and is pushed at its latest
time if the month's messages allow. None is said after the meeting's hour. A word that takes up what
an earlier one still waits to say takes its place.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, String, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from bot.db import NEVER_AGAIN, Base
from bot.domain import access, audience, audit, notices, settings
from bot.domain.access import NotAllowed
from bot.domain.announcements import Audience
from bot.domain.areas import within
from bot.domain.groups import Group
from bot.domain.notice_kinds import DAY, HOUR, KINDS
from bot.domain.registry import Household
from bot.domain.settings import Night
from bot.errors import Refused

LONGEST = 200
"""Letters of place and topic."""

FARTHEST = timedelta(days=180)
AT_MOST = 3
"""Meetings shown to who asks for the next."""

EVENING = time(18, 30)
BEFORE = timedelta(hours=2)
LOOK_AHEAD = timedelta(days=3)
"""No reminder is due earlier before its meeting."""

_TOLD = ("meeting_called", "meeting_remind")


class Meeting(Base):
    """One meeting. `told_eve` and `told_soon`: when its reminders were seen to."""

    __tablename__ = "meetings"
    __table_args__ = NEVER_AGAIN

    id: Mapped[int] = mapped_column(primary_key=True)
    area_code: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(LONGEST))
    """Place and topic, as they were said."""
    called_by: Mapped[str]
    """A LINE id."""
    called_at: Mapped[datetime]
    told_eve: Mapped[datetime | None]
    told_soon: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    cancelled_by: Mapped[str | None]

    @property
    def about(self) -> str:
        """What its notices are about, each told once a chat."""
        return f"meeting {self.id}"


class MeetingPast(Refused):
    """That hour is over."""

    key = "meeting_past"


class MeetingTooFar(Refused):
    """Params: days."""

    key = "meeting_too_far"


class MeetingTooLong(Refused):
    """Too many words. Params: most."""

    key = "meeting_too_long"


class MeetingGone(Refused):
    """There is no such meeting to come: it is over, or off already."""

    key = "meeting_gone"


def check(at: datetime, what: str, now: datetime) -> None:
    """Raises MeetingPast, MeetingTooFar, MeetingTooLong."""
    if at <= now:
        raise MeetingPast
    if at - now > FARTHEST:
        raise MeetingTooFar(days=FARTHEST.days)
    if len(what) > LONGEST:
        raise MeetingTooLong(most=LONGEST)


def call(
    session: Session, line_id: str | None, area: str, at: datetime, what: str, now: datetime
) -> Meeting:
    """Enter it and leave word with everybody of the area.

    Raises NotAllowed without the role there, and what `check` raises.
    """
    access.require(session, line_id, "call a meeting", area)
    check(at, what, now)
    meeting = Meeting(area_code=area, at=at, what=what, called_by=line_id or "", called_at=now)
    session.add(meeting)
    session.flush()
    _tell(session, meeting, "meeting_called", meeting.about, now)
    audit.write(session, line_id, "meeting:called", str(meeting.id), now, area)
    return meeting


def whom(session: Session, area: str) -> Audience:
    """A village's groups and those of the areas it lies in, or its households; of a wider area all
    groups inside it, and the households that none of these reaches."""
    if len(area) < 8:
        return Audience(*audience.inside(session, area))
    around = audience.around(session, area)
    groups = [each for each in around if isinstance(each, Group)]
    return Audience(groups, [each for each in around if isinstance(each, Household)])


def find(session: Session, meeting_id: int) -> Meeting | None:
    return session.get(Meeting, meeting_id)


def coming(
    session: Session, home: str | None, held: Sequence[str], now: datetime
) -> Sequence[Meeting]:
    """The next meetings of a home's village and of the areas it lies in, and those within the areas
    somebody answers for; none that is off."""
    heard: list[ColumnElement[bool]] = [within(Meeting.area_code, area) for area in held]
    if home:
        codes = [home[:length] for length in (2, 4, 6, 8) if length <= len(home)]
        heard.append(Meeting.area_code.in_(codes))
    if not heard:
        return ()
    return session.scalars(
        select(Meeting)
        .where(Meeting.at > now, Meeting.cancelled_at.is_(None), or_(*heard))
        .order_by(Meeting.at, Meeting.id)
        .limit(AT_MOST)
    ).all()


def may_cancel(session: Session, meeting: Meeting, line_id: str | None) -> bool:
    """Whoever called it, and whoever might have."""
    own = line_id is not None and meeting.called_by == line_id
    return own or access.may(session, line_id, "call a meeting", meeting.area_code)


def to_cancel(
    session: Session, meeting_id: int, line_id: str | None, now: datetime, *, hold: bool = False
) -> Meeting:
    """A meeting to come that this account may cancel; `hold` it until the end of the transaction.
    Raises MeetingGone, NotAllowed."""
    meeting = session.get(Meeting, meeting_id, with_for_update=hold)
    if meeting is None or meeting.cancelled_at is not None or meeting.at <= now:
        raise MeetingGone
    if not may_cancel(session, meeting, line_id):
        raise NotAllowed(act="call a meeting")
    return meeting


def cancel(
    session: Session, meeting_id: int, line_id: str | None, now: datetime
) -> tuple[Meeting, bool]:
    """It is off: what still waits is not said; where anybody has heard of it, everybody hears so.
    Returns the meeting, and whether word was left. Raises MeetingGone, NotAllowed."""
    meeting = to_cancel(session, meeting_id, line_id, now, hold=True)
    meeting.cancelled_at, meeting.cancelled_by = now, line_id
    abouts = _abouts(meeting)
    notices.withdraw(session, _TOLD, abouts, now)
    told = notices.was_told(session, _TOLD, abouts)
    if told:
        _tell(session, meeting, "meeting_off", meeting.about, now)
    audit.write(session, line_id, "meeting:cancelled", str(meeting.id), now, meeting.area_code)
    return meeting, told


def latest(night: Night, at: datetime, now: datetime, waits: timedelta) -> datetime | None:
    """Until when a word about a meeting may wait for a free ride: an hour before it at most, and
    not into the night. None where a push would only come after it: then it only ever rides."""
    last = min(now + waits, at - HOUR)
    if night.covers(last):
        last = night.begun(last) - notices.BEFORE_NIGHT
    last = night.over(max(now, last))
    return last if last < at else None


def latest_call(session: Session, area: str, at: datetime, now: datetime) -> datetime | None:
    """When a meeting called now is pushed where nobody has written."""
    return latest(settings.night(session, area), at, now, KINDS["meeting_called"].waits)


def any_near(session: Session, now: datetime) -> bool:
    """Whether there is a meeting that may have to be reminded of."""
    return session.scalar(select(Meeting.id).where(*_is_near(now)).limit(1)) is not None


def remind(session: Session, now: datetime) -> None:
    """Leave the reminders that are due at `now`, the village's time, each once, however many clocks
    there are; none for what is off or over. Where both fall on one evening, one is enough."""
    near = select(Meeting).where(*_is_near(now)).order_by(Meeting.at, Meeting.id)
    for meeting in session.scalars(near).all():
        eve, soon = _moments(settings.night(session, meeting.area_code), _hour(meeting, now))
        if soon <= now:
            said = meeting.told_eve is not None and eve.date() == soon.date()
            if _claim(session, meeting, Meeting.told_soon, now) and not said:
                _remind(session, meeting, "soon", soon, now)
        elif eve <= now and _claim(session, meeting, Meeting.told_eve, now):
            _remind(session, meeting, "eve", eve, now)


def _is_near(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Meeting.cancelled_at.is_(None), Meeting.told_soon.is_(None),
        Meeting.at > now, Meeting.at <= now + LOOK_AHEAD,
    )  # fmt: skip


def _moments(night: Night, at: datetime) -> tuple[datetime, datetime]:
    """The evening before, and two hours before; what lies in the night comes an hour before it
    begins."""
    eve = datetime.combine(at.date() - DAY, EVENING, at.tzinfo)
    eve, soon = (
        night.begun(moment) - HOUR if night.covers(moment) else moment
        for moment in (eve, at - BEFORE)
    )
    return eve, soon


def _claim(
    session: Session, meeting: Meeting, flag: InstrumentedAttribute[datetime | None], now: datetime
) -> bool:
    """Whether this transaction is the one that sees to it."""
    row = update(Meeting).where(
        Meeting.id == meeting.id, flag.is_(None), Meeting.cancelled_at.is_(None)
    )
    return session.scalar(row.values({flag: now}).returning(Meeting.id)) is not None


def _remind(
    session: Session, meeting: Meeting, which: str, moment: datetime, now: datetime
) -> None:
    """Unless it was called only after the reminder's moment: the call is as good."""
    if meeting.called_at >= moment:
        return
    notices.withdraw(session, _TOLD, _abouts(meeting), now)
    _tell(session, meeting, "meeting_remind", f"{meeting.about} {which}", now)


def _abouts(meeting: Meeting) -> tuple[str, ...]:
    return meeting.about, f"{meeting.about} eve", f"{meeting.about} soon"


def _tell(session: Session, meeting: Meeting, kind: str, about: str, now: datetime) -> None:
    to = whom(session, meeting.area_code)
    at = _hour(meeting, now)
    for group in to.groups:
        night = settings.night(session, group.area_code or meeting.area_code)
        last = latest(night, at, now, KINDS[kind].waits)
        notices.leave(
            session, group, kind, now, about=about, latest=last, expires=at, free=last is None,
            meeting=meeting.id,
        )  # fmt: skip
    for house in to.households:
        notices.leave(session, house, kind, now, about=about, expires=at, meeting=meeting.id)


def _hour(meeting: Meeting, now: datetime) -> datetime:
    """When it begins, by the village's clock."""
    return meeting.at.astimezone(now.tzinfo)
