"""The yes of a card that shows first what would be done."""

from bot.line.messages import Tap


def confirm(name: str, data: dict[str, object]) -> Tap:
    return Tap("ยืนยัน", name, data, says="ยืนยัน")
