"""What a picture looks like, in 128 bits: the same picture is found again in its tambon, also when
it was made smaller, saved anew or a little brighter."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.db import Base


class PrintBand(Base):
    """One eighth of a picture's print: pictures that differ in at most seven bits share one."""

    __tablename__ = "print_bands"

    tambon_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True, index=True
    )
