"""ข้อมูลของฉัน: everything kept of one account, to be read or taken away (PDPA s.30, s.31)."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.domain import faces, goals, places
from bot.domain.access import Role
from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Election
from bot.domain.people import PURPOSES, Consent, LineUser, said_name
from bot.domain.photos import Photo
from bot.domain.questions import Question
from bot.domain.rewards import Redemption


def count_deeds(session: Session, user: LineUser) -> int:
    return session.scalar(select(func.count()).where(Deed.reporter_id == user.id)) or 0


def collect(session: Session, user: LineUser) -> dict[str, Any]:
    """Machine-readable; times in ISO 8601, UTC."""
    deeds = session.scalars(select(Deed).filter_by(reporter_id=user.id).order_by(Deed.id))
    consents = session.scalars(select(Consent).filter_by(line_id=user.line_id).order_by(Consent.id))
    roles = session.scalars(select(Role).filter_by(line_id=user.line_id))
    photos = session.scalars(select(Photo).filter_by(line_user_id=user.id).order_by(Photo.id)).all()
    asked = select(Redemption).filter_by(asked_by=user.id).order_by(Redemption.id)
    house = user.household
    pin = places.home_of(session, house) if house else None
    return {
        "line_id": user.line_id,
        "name_in_line": user.display_name,
        "called": said_name(user),
        "household": {"house_no": house.house_no, "village_code": house.village_code}
        if house
        else None,
        "consents_now": {purpose: user.may(purpose) for purpose in PURPOSES},
        "consents": [
            {"purpose": c.purpose, "given": c.given, "version": c.version, "channel": c.channel,
             "at": c.at.isoformat()}
            for c in consents
        ],
        "roles": [{"role": role.role, "area_code": role.area_code} for role in roles],
        "deeds": [
            {"deed_id": d.key, "kind": d.kind, "done_on": d.done_on.isoformat(),
             "points": d.points, "status": d.status, "text": d.text}
            for d in deeds
        ],
        "pin": {"lat": pin.lat, "lon": pin.lon, "precision": pin.precision, "address": pin.address,
                "public": pin.public, "at": pin.pinned_at.isoformat(),
                "pinned_by_you": pin.pinned_by == user.id}
        if pin
        else None,
        "votes": [
            {"month": month.isoformat(), "area_code": area, "number": ballot.number,
             "at": ballot.cast_at.isoformat()}
            for ballot, month, area in session.execute(
                select(Ballot, Election.month, Election.area_code)
                .join(Election, Election.id == Ballot.election_id)
                .where(Ballot.voter_id == user.id)
                .order_by(Election.month)
            )
        ],
        "answers": [
            {"asked": q.text, "answer": q.answer, "at": q.answered_at.isoformat()}
            for q in session.scalars(
                select(Question).filter_by(answered_by=user.id).order_by(Question.id)
            )
            if q.answered_at
        ],
        "rewards_asked_for": [
            {"name": r.reward.name, "points": r.price, "state": r.state,
             "at": r.asked_at.isoformat()}
            for r in session.scalars(asked)
        ],
        "goals_you_set": [
            {"kind": g.kind, "month": g.month.isoformat(), "units": f"{g.units:f}"}
            for g in goals.set_by(session, user)
        ],
        "photos": [_sent(p) for p in photos if p.sort == "picture"],
        "house_pictures": [_sent(p) for p in photos if p.sort == "face"],
        "house_stories": faces.stories_of(session, user),
        "voices": [_sent(p) for p in photos if p.sort == "voice"],
    }  # fmt: skip


def _sent(photo: Photo) -> dict[str, str]:
    return {"at": photo.said_at.isoformat(), "state": photo.state}
