"""กติกาโหวต in words: what a vote is held by, said before it, in the chat and on paper."""

from datetime import datetime

from bot.domain.counting import quorum
from bot.domain.vote_rules import VoteRules
from bot.line.messages import Message
from bot.messages.votes import TIE_WORDS
from bot.wording import figure, thai_date, thai_time


def lines(rules: VoteRules, households: int | None = None) -> list[str]:
    """One thought a line, in the order in which a vote goes. `households`: how many may vote, where
    that is known."""
    found = ["บ้านละหนึ่งเสียง เปลี่ยนใจได้จนปิดโหวต นับครั้งสุดท้าย โหวตให้บ้านตัวเองไม่ได้"]
    needs = [
        *([f"อย่างน้อย {rules.dimensions} มิติ"] if rules.dimensions > 1 else []),
        *([f"{rules.days} วันขึ้นไป"] if rules.days > 1 else []),
    ]
    done = f" ที่ทำความดี{' '.join(needs)}ในเดือน" if needs else ""
    found.append(f"เข้าชิงได้ {rules.most} บ้าน{done} เรียงตามแต้มที่กรรมการรับแล้ว")
    if rules.picks:
        found.append(f"กรรมการเสนอเพิ่มได้อีก {rules.picks} บ้าน โดยบอกเหตุผล")
    if rules.rest:
        found.append(f"บ้านที่ชนะแล้วพัก {rules.rest} เดือน")
    if rules.officers_apart:
        found.append("บ้านของเจ้าหน้าที่ไม่เข้าชิง")
    found += [_quorum(rules, households), _without_quorum(rules)]
    ties = " ".join(TIE_WORDS[name] for name in rules.ties)
    found.append(f"เสียงเท่ากัน ดูตามลำดับ {ties} แล้วประธานชี้ขาด")
    found.append("ไม่มีใครรู้ว่าใครเลือกใคร ระหว่างโหวตเห็นแค่ว่ามาแล้วกี่บ้าน")
    return found


def _quorum(rules: VoteRules, households: int | None) -> str:
    share = f"ร้อยละ {rules.quorum} ของครัวเรือน"
    if rules.quorum_least:
        share += f" แต่ไม่ต่ำกว่า {rules.quorum_least} บ้านหรือครึ่งหนึ่ง"
    if households is None:
        return f"องค์ประชุม {share}"
    least = quorum(households, rules.quorum, rules.quorum_least)
    return f"องค์ประชุม {figure(least)} จาก {figure(households)} บ้าน ({share})"


def _without_quorum(rules: VoteRules) -> str:
    then = "ชุดปฏิบัติการตัดสินในที่ประชุม" if rules.committee_decides else "ใช้เสียงที่มีตัดสิน"
    if not rules.extend:
        return f"ไม่ครบองค์ประชุม {then}"
    return f"ไม่ครบ ขยายเวลา {rules.extend} วันครั้งเดียว ยังไม่ครบอีก {then}"


def rules(
    held_by: VoteRules,
    area: str,
    opens: datetime | None,
    closes: datetime | None,
    *,
    households: int | None = None,
    loosened: bool = False,
) -> Message:
    """`opens`, `closes`: of the vote it is about, by the village's time; None before it is called.
    `loosened`: this month nobody had the dimensions and days."""
    when = None
    if opens and closes:
        when = f"{thai_date(opens)} {thai_time(opens)} ถึง {thai_date(closes)} {thai_time(closes)}"
    return Message(
        "vote_rules",
        {"area": area, "when": when, "lines": lines(held_by, households), "loosened": loosened},
    )
