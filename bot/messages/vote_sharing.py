"""What the committee and officers take out of a result: words for the loudspeaker, the picture, the
page; and what a household that has won may print."""

from collections.abc import Sequence
from datetime import date

from bot.domain.awards import IMPROVED, Award
from bot.domain.elections import Election
from bot.domain.honours import Honour
from bot.line.messages import Message, Open, Tap
from bot.messages.vote_yours import LEVELS
from bot.wording import figure, short_month, shortened

A_LABEL = 20


def award_why(award: Award) -> str:
    """In one line, why it is this house's."""
    if award.sort == IMPROVED:
        return f"แต้มเพิ่มจากเดือนก่อน {figure(award.figure)} แต้ม"
    return f"เพิ่งเข้าร่วม ทำได้ {figure(award.figure)} แต้มในเดือนเดียว"


def share(election: Election, area: str, house: str, page: str) -> Message:
    """The newest result, to be taken to Facebook, to a notice board, to other chats. `page`: the
    address of its own page."""
    return Message(
        "vote_share",
        {
            "month": election.month,
            "area": area,
            "house": house,
            "picture": Open("รูปลงเฟซบุ๊ก", f"{page}.png"),
            "page": Open("หน้าผลโหวต", page),
            "certificate": Open("เกียรติบัตร (PDF)", f"{page}/certificate.pdf"),
        },
    )


def loudspeaker(words: str) -> Message:
    """Alone in a message, so that a long press copies it."""
    return Message("vote_loudspeaker", {"words": words})


def which(month: date, areas: Sequence[tuple[int, str]], more: int) -> Message:
    """Results of several areas: which one? `more`: that have no button."""
    buttons = [Tap(shortened(title, A_LABEL), "result.share", {"e": e}) for e, title in areas]
    return Message("vote_share_which", {"month": month, "buttons": buttons, "more": more})


def nothing_to_share() -> Message:
    return Message("vote_share_none")


def in_private() -> Message:
    return Message("vote_share_in_private")


def certificates(house: str, honours: Sequence[tuple[Honour, str]]) -> Message:
    """A button for each vote it has won, with the address of its certificate."""
    buttons = [Open(_label(honour), address) for honour, address in honours]
    return Message("vote_certificates", {"house": f"บ้านเลขที่ {house}", "buttons": buttons})


def _label(honour: Honour) -> str:
    election, award = honour.election, honour.award
    what = _SHORT[award.sort] if award else LEVELS[len(election.area_code)]
    return f"{what} {short_month(election.month)}"


_SHORT = {"improved": "พัฒนาขึ้น", "newcomer": "น้องใหม่"}
"""A side award on a button, beside its month."""
