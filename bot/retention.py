"""What is kept is kept for a time (domain §5), then goes; and people who asked to be forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot import inbox, outbox
from bot.domain import arrivals, elections, erasure, photos, recounts
from bot.domain.budget import Cost, QuotaReading
from bot.domain.conversations import Pending
from bot.domain.errands import Errand
from bot.domain.meetings import Meeting
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from bot.domain.photos import Photo
from bot.domain.strangers import Told

EVENTS = timedelta(days=90)
PHOTOS = timedelta(days=396)
LOOSE_PHOTOS = timedelta(hours=1)
"""A picture that turned out to belong to no deed."""

STRANGERS = timedelta(days=365)
CHOICES = timedelta(days=396)
"""What a household has voted: so long a vote can be counted again."""

NOTICES = timedelta(days=400)
"""A little over a year, so that what a month cost can be held against the same month last year."""


def purge(session: Session, now: datetime, secret: str) -> None:
    """Once a day: delete what has had its time."""
    for user in erasure.due(session, now):
        forget(session, user, now, secret)
    inbox.purge(session, now - EVENTS)
    outbox.purge(session, now - EVENTS)
    session.execute(delete(Pending).where(Pending.until < now))
    session.execute(delete(Told).where(Told.at < now - STRANGERS))
    session.execute(delete(Notice).where(Notice.delivered_at < now - NOTICES))
    session.execute(delete(Meeting).where(Meeting.at < now - NOTICES))
    elections.forget_choices(session, now - CHOICES)
    session.execute(delete(Cost).where(Cost.at < now - NOTICES))
    session.execute(delete(QuotaReading).where(QuotaReading.at < now - NOTICES))
    session.execute(delete(Errand).where(Errand.kind == "quota", Errand.ready_at < now - EVENTS))
    recounts.drop_old_drafts(session, now)
    old = Photo.said_at < now - PHOTOS
    alone = Photo.deed_id.is_(None) & Photo.sheet_id.is_(None) & (Photo.sort != "face")
    loose = alone & (Photo.said_at < now - LOOSE_PHOTOS)
    for photo in session.scalars(select(Photo).where(Photo.state != "removed", old | loose)):
        photos.remove(session, photo, now)


def forget(session: Session, user: LineUser, now: datetime, secret: str) -> None:
    """Erase a person from the domain, and from what waits to be handled or sent."""
    line_id = user.line_id
    erasure.erase(session, user, now, secret)
    inbox.forget_person(session, line_id)
    arrivals.came_back(session, outbox.forget_person(session, line_id), None, now)
