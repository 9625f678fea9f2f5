"""What the bot says to officers who announce something, and to the groups they announce it to."""

from collections.abc import Sequence

from bot.domain.announcements import Announcement
from bot.domain.groups import Group
from bot.line.messages import Message, Tap


def preview(
    announcement: Announcement, to: Sequence[Group], where: Sequence[str], price: int
) -> Message:
    """The words as they will be read, the audience, the price in messages."""
    data: dict[str, object] = {"id": announcement.id}
    return Message(
        "announce_preview",
        {
            "text": announcement.text,
            "where": " · ".join(where),
            "groups": [group.name or "กลุ่มไลน์" for group in to][:10],
            "count": len(to),
            "price": price,
            "unknown": sum(group.members is None for group in to),
            "send": Tap("ส่งประกาศ", "announce.send", data, says="ส่งประกาศ") if to else None,
            "drop": Tap("ไม่ส่ง", "announce.drop", data, says="ไม่ส่ง"),
        },
    )


def sent(count: int, *, waits: bool) -> Message:
    return Message("announce_sent", {"count": count, "waits": waits})


def dropped() -> Message:
    return Message("announce_dropped")


def in_private() -> Message:
    return Message("announce_in_private")
