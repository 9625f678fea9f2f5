"""Help, and words to what was not understood."""

from bot.line.messages import Message, Say


def help_card(*, committee: bool) -> Message:
    """What one can say, each as a button."""
    buttons = [
        Say("เมนูความดี", "เมนูความดี"),
        Say("สมุดความดี", "สมุดความดี"),
        Say("ของรางวัล", "ของรางวัล"),
        Say("ปักหมุดบ้าน", "ปักหมุดบ้าน"),
        Say("ข้อมูลของฉัน", "ข้อมูลของฉัน"),
    ]
    if committee:
        buttons += [Say("คิวตรวจ", "คิวตรวจ"), Say("คิวของรางวัล", "คิวของรางวัล")]
    return Message("help", {"buttons": buttons})


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
