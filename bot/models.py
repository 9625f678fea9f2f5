"""Every table, in one import: for migrations, exports and tests."""

from bot import inbox, jobs, outbox
from bot.domain import (
    access,
    announcements,
    areas,
    audit,
    channel,
    conversations,
    deeds,
    elections,
    errands,
    groups,
    ledger,
    notices,
    people,
    photos,
    registry,
    strangers,
)

__all__ = [
    "access",
    "announcements",
    "areas",
    "audit",
    "channel",
    "conversations",
    "deeds",
    "elections",
    "errands",
    "groups",
    "inbox",
    "jobs",
    "ledger",
    "notices",
    "outbox",
    "people",
    "photos",
    "registry",
    "strangers",
]
