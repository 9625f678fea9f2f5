"""What a household hears of its own part in a vote: it stands, it does not and why, it has won."""

from datetime import tzinfo

from bot.domain.elections import Candidate, Election
from bot.domain.why_not import Why
from bot.line.messages import Message, Say, Tap
from bot.messages.faces import SET_PICTURE, SET_STORY
from bot.messages.votes import AWARDS
from bot.wording import figure, thai_month

LEVELS = {8: "หมู่บ้าน", 6: "ตำบล", 4: "อำเภอ", 2: "จังหวัด"}
"""By the digits of the area's code."""


def you_stand(election: Election, candidate: Candidate, area: str, zone: tzinfo | None) -> Message:
    return Message(
        "notice_you_stand",
        {
            "number": candidate.number,
            "month": election.month,
            "area": area,
            "opens": election.opens_at.astimezone(zone),
            "reason": candidate.reason,
            "picture": SET_PICTURE,
            "story": SET_STORY,
            "no": Tap(
                "ไม่ขอเข้าชิง", "vote.withdraw", {"e": election.id, "n": candidate.number},
                says="ไม่ขอเข้าชิง",
            ),
        },
    )  # fmt: skip


def you_won(election: Election, area: str, what: str) -> Message:
    """`what`: winner, or one of the side awards."""
    return Message(
        "notice_you_won",
        {
            "won": AWARDS.get(what),
            "level": LEVELS[len(election.area_code)],
            "month": election.month,
            "area": area,
            "votes": election.won.votes if election.won else None,
            "certificate": Say("ดูเกียรติบัตร", "เกียรติบัตร"),
        },
    )


def withdraw_asked(candidate: Candidate, yes: Tap, no: Tap) -> Message:
    return Message("vote_withdraw_asked", {"number": candidate.number, "yes": yes, "no": no})


def withdrawn() -> Message:
    return Message("vote_withdrawn")


def stays() -> Message:
    return Message("vote_stays")


def why_not(why: Why, house: str) -> Message:
    """Every reason, and what would help next time."""
    return Message(
        "vote_why_not",
        {"house": house, "month": why.month, "lines": _reasons(why), **_figures(why)},
    )


def _figures(why: Why) -> dict[str, object]:
    return {
        "points": why.mine.points, "dimensions": why.mine.dimensions, "days": why.mine.days,
        "called": why.called, "number": why.number, "hope": _hope(why),
    }  # fmt: skip


def _hope(why: Why) -> str | None:
    """When more deeds will help; None where they would not."""
    if why.apart or why.rests_until or why.withdrawn:
        return None
    return "เดือนนี้ยัง" if why.goes_on else "เดือนหน้า"


def _reasons(why: Why) -> list[str]:
    if why.number is not None:
        return [f"บ้านคุณเข้าชิงอยู่ค่ะ เบอร์ {why.number}"]
    if why.withdrawn:
        return ["บ้านคุณขอถอนตัวแล้ว เดือนนี้จึงไม่อยู่ในรายชื่อค่ะ ความดีและแต้มยังอยู่ครบ"]
    return [*_lacking(why), *_beside(why)]


def _lacking(why: Why) -> list[str]:
    """What the deeds of the month do not come to."""
    found = []
    if not why.mine.points:
        found.append(f"ในเดือน{thai_month(why.month)} ยังไม่มีแต้มที่กรรมการรับแล้ว")
    if why.few_dimensions and why.mine.points:
        found.append(f"ทำ {why.mine.dimensions} มิติ กติกาขอ {why.rules.dimensions} มิติ")
    if why.few_days and why.mine.points:
        found.append(f"ทำ {why.mine.days} วัน กติกาขอ {why.rules.days} วัน")
    return found


def _beside(why: Why) -> list[str]:
    """What stands beside the deeds: the rules, the others, the committee."""
    found = []
    if why.rests_until:
        found.append(f"เพิ่งชนะไป พักก่อนนะคะ เข้าชิงได้อีกตั้งแต่เดือน{thai_month(why.rests_until)}")
    if why.apart:
        found.append("เป็นบ้านของเจ้าหน้าที่ จึงไม่เข้าชิง")
    if why.place and why.place > why.rules.most:
        found.append(f"แต้มอยู่ลำดับที่ {why.place} เข้าชิงได้ {why.rules.most} บ้าน")
    if why.place and why.place <= why.rules.most:
        later = "แต้มครบหลังจากประกาศผู้เข้าชิงไปแล้ว" if why.called else "ตอนนี้อยู่ในเกณฑ์เข้าชิงค่ะ"
        found.append(later)
    if why.waiting:
        found.append(f"มี {figure(why.waiting)} รายการรอกรรมการตรวจ ยังไม่นับ")
    return found


def only_own_house() -> Message:
    """Why another house does not stand is its own matter."""
    return Message("vote_only_own")


def why_in_private() -> Message:
    return Message("vote_why_in_private")
