"""Has this picture been shown before? Prints of pictures (`bot/pictures.py`) by tambon.

Two prints that differ in at most seven of their 128 bits are the same picture. Cut into eight
bands, such prints share at least one whole band, so one look by index finds them among any number.
"""

from sqlalchemy import and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from bot.domain.deed import Deed
from bot.domain.photos import Photo, PrintBand

SAME = 7
"""Bits in which the prints of one picture may differ."""

BANDS, BITS = 8, 16
MOST = 200
"""Pictures compared; more that share a band with one show next to nothing."""

TWIN = "twin"
"""The doubt about a deed whose picture was seen with another."""


def look(session: Session, photo: Photo, deed: Deed) -> Photo | None:
    """Enter the picture of this deed among its tambon's. Returns an earlier picture of another deed
    that looks the same, if there is one: the picture then bears it as its twin, and the deed, if it
    was accepted without the committee, a doubt for the committee to look at."""
    if photo.print is None or photo.sort != "picture":
        return None
    bands = _bands(int(photo.print, 16))
    tambon = deed.village_code[:6]
    twin = _twin(session, photo, deed, tambon, bands)
    session.execute(delete(PrintBand).where(PrintBand.photo_id == photo.id))
    session.execute(
        insert(PrintBand),
        [
            {"tambon_code": tambon, "band": n, "value": value, "photo_id": photo.id}
            for n, value in enumerate(bands)
        ],
    )
    if twin is not None:
        photo.twin_id = twin.id
        if deed.status == "accepted" and deed.points and deed.decided_by is None:
            deed.doubt = TWIN
        session.flush()
    return twin


def _twin(
    session: Session, photo: Photo, deed: Deed, tambon: str, bands: list[int]
) -> Photo | None:
    shares = [and_(PrintBand.band == n, PrintBand.value == value) for n, value in enumerate(bands)]
    others = session.scalars(
        select(Photo)
        .join(Deed, Deed.id == Photo.deed_id)
        .where(
            Photo.id.in_(
                select(PrintBand.photo_id).where(PrintBand.tambon_code == tambon, or_(*shares))
            ),
            Photo.id != photo.id,
            Photo.deed_id != deed.id,
            Deed.status != "withdrawn",
            Deed.message_id.is_distinct_from(deed.message_id) | Deed.message_id.is_(None),
        )
        .order_by(Photo.id)
        .limit(MOST)
    )
    mine = int(photo.print or "0", 16)
    return next((o for o in others if (mine ^ int(o.print or "0", 16)).bit_count() <= SAME), None)


def _bands(print_: int) -> list[int]:
    return [(print_ >> (BITS * n)) & (2**BITS - 1) for n in range(BANDS)]
