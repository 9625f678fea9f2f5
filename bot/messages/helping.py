"""Help, and words to what was not understood."""

from collections.abc import Sequence

from bot.line.messages import Message, Say

FOR_ALL = (
    "เมนูความดี", "สมุดความดี", "เมนูครัวเรือน", "ของรางวัล", "เกียรติบัตร", "ปักหมุดบ้าน", "ข้อมูลของฉัน",
    "นัดประชุม",
)  # fmt: skip
FOR_COMMITTEE = ("คิวตรวจ", "คิวของรางวัล", "พิมพ์สมุด", "เมนูของตำบล")


def help_card(*, committee: bool) -> Message:
    """What one can say, each as a button, two beside each other."""
    return Message(
        "help",
        {"rows": _rows(FOR_ALL), "of_committee": _rows(FOR_COMMITTEE if committee else ())},
    )


def _rows(words: Sequence[str]) -> list[list[Say]]:
    buttons = [Say(word, word) for word in words]
    return [buttons[n : n + 2] for n in range(0, len(buttons), 2)]


def story_not_yet() -> Message:
    return Message("story_not_yet", quick=(Say("เมนูความดี", "เมนูความดี"),))


def warm_word() -> Message:
    """To a sticker."""
    return Message("warm_word")


def not_understood() -> Message:
    return Message(
        "not_understood",
        quick=(
            Say("เมนูความดี", "เมนูความดี"),
            Say("สมุดความดี", "สมุดความดี"),
            Say("ช่วยเหลือ", "ช่วยเหลือ"),
        ),
    )
