"""กติกาโหวต in words: what a vote is held by, said before it, in the chat and on paper."""

from datetime import datetime

from bot.domain.vote_rules import VoteRules
from bot.line.messages import Message
from bot.messages.votes import TIE_WORDS
from bot.wording import thai_date, thai_time


def lines(rules: VoteRules) -> list[str]:
    """One thought a line, in the order in which a vote goes."""
    found = ["บ้านละหนึ่งเสียง เปลี่ยนใจได้จนปิดโหวต นับครั้งสุดท้าย โหวตให้บ้านตัวเองไม่ได้"]
    needs = [
        *([f"ทำความดีอย่างน้อย {rules.dimensions} มิติ"] if rules.dimensions > 1 else []),
        *([f"{rules.days} วันในเดือน"] if rules.days > 1 else []),
    ]
    who = f"เข้าชิงได้ {rules.most} บ้านที่มีแต้มมากที่สุด"
    found.append(f"{who} และ{' '.join(needs)}" if needs else who)
    if rules.picks:
        found.append(f"กรรมการเสนอเพิ่มได้อีก {rules.picks} บ้าน โดยบอกเหตุผล")
    if rules.rest:
        found.append(f"บ้านที่ชนะแล้วพัก {rules.rest} เดือน")
    if rules.officers_apart:
        found.append("บ้านของเจ้าหน้าที่ไม่เข้าชิง")
    found.append(_quorum(rules))
    ties = [TIE_WORDS[name] for name in rules.ties]
    found.append(f"เสียงเท่ากัน ดูว่าบ้านไหน{' แล้ว'.join(ties)} เท่ากันอีก ประธานชี้ขาด")
    found.append("ไม่มีใครรู้ว่าใครเลือกใคร ระหว่างโหวตเห็นแค่ว่ามาแล้วกี่บ้าน")
    return found


def _quorum(rules: VoteRules) -> str:
    share = f"ต้องมาโหวตอย่างน้อยร้อยละ {rules.quorum} ของครัวเรือน"
    if rules.quorum_least:
        share += f" และไม่น้อยกว่า {rules.quorum_least} บ้าน (หมู่บ้านเล็กครึ่งหนึ่งก็พอ)"
    longer = f" ไม่ครบ ขยายเวลา {rules.extend} วัน ครั้งเดียว" if rules.extend else ""
    then = "ชุดปฏิบัติการตัดสินในที่ประชุม" if rules.committee_decides else "ใช้เสียงที่มีตัดสิน"
    again = " ยังไม่ครบอีก" if rules.extend else " ไม่ครบ"
    return f"{share}{longer}{again} {then}"


def rules(
    held_by: VoteRules,
    area: str,
    opens: datetime | None,
    closes: datetime | None,
    *,
    loosened: bool = False,
) -> Message:
    """`opens`, `closes`: of the vote it is about, by the village's time; None before it is called.
    `loosened`: this month nobody had the dimensions and days."""
    when = None
    if opens and closes:
        when = f"{thai_date(opens)} {thai_time(opens)} ถึง {thai_date(closes)} {thai_time(closes)}"
    return Message(
        "vote_rules",
        {"area": area, "when": when, "lines": lines(held_by), "loosened": loosened},
    )
