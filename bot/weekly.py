"""Word for officers and committees by the clock, and the daily question to LINE about the month."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.domain import access, errands, notices
from bot.domain.access import Role
from bot.domain.groups import Group


def looked_after(session: Session) -> Sequence[str]:
    """Areas over which somebody decides or runs things."""
    roles = access.from_up("decide on deeds")
    areas = select(Role.area_code).where(Role.role.in_(roles)).distinct()
    return session.scalars(areas.order_by(Role.area_code)).all()


def digest(session: Session, area: str, due: datetime, now: datetime) -> None:
    """The week of the area, to everybody who holds a role for it. To officers it is worth a
    message, one each; to the many of the committees it rides free, or not at all."""
    for role in access.holding(session, "decide on deeds", area):
        officer = role.role in access.from_up("announce")
        notices.leave(
            session, role.line_id, "digest" if officer else "digest_free", now,
            about=f"{area} {due:%Y-%m-%d}", area=area,
        )  # fmt: skip


def ask_line(session: Session, now: datetime, wall: datetime) -> None:
    """How many messages are left, as of `now`; on Mondays the size of each group, too: people come
    and go, and a push costs a message for each."""
    errands.add(session, "quota", now.isoformat(), wall)
    if now.weekday() == 0:
        ours = select(Group.chat_id).where(Group.area_code.is_not(None), Group.left_at.is_(None))
        for chat_id in session.scalars(ours):
            errands.add(session, "group", chat_id, wall)
