"""`สมุดความดี` and `เมนูความดี`: what one looks up."""

from datetime import date
from typing import Any

from bot.domain import channel, ledger, passbook, statements
from bot.domain.bookmarks import Place, month_of, months_back, place_of
from bot.domain.registry import Household
from bot.messages import menu as say_menu
from bot.messages import passbook as say
from bot.routing import Answer, Bid, Scene, Topic, command, words
from bot.thai.months import read_month
from bot.welcoming import welcome

BOOK = (
    "สมุดความดี", "สมุดบัญชีความดี", "ดูสมุดความดี", "ยอดคงเหลือ", "ดูแต้ม", "เช็คแต้ม", "แต้มสะสม",
    "แต้มของฉัน", "มีกี่แต้ม", "มีแต้มเท่าไหร่", "แต้มบ้านเราเท่าไหร่",
)  # fmt: skip
BOOK_TOO = ("ดูสมุด", "สมุด", "ยอด", "ดูยอด", "เช็คยอด", "แต้มเท่าไหร่", "กี่แต้ม")
MENU = ("เมนูความดี", "ส่งความดี", "รายการความดี", "ความดีมีอะไรบ้าง", "ทำอะไรได้แต้มบ้าง")
MENU_TOO = ("เมนู", "ดูเมนู", "ทำความดี", "ทำอะไรได้บ้าง")


def hear(scene: Scene) -> Bid | None:
    return command(scene, "balance", book, BOOK, BOOK_TOO) or command(
        scene, "menu", menu, MENU, MENU_TOO
    )


def book(scene: Scene) -> Answer:
    """The household's book; in a group only its balance, for the rest is the house's own."""
    user = scene.user
    bot = channel.basic_id(scene.session) if scene.place == "group" else None
    links = scene.rules.links
    if user is None or user.household is None:
        return say.no_passbook() if scene.place == "person" else None
    house = user.household
    if scene.place == "group":
        balance = ledger.balance(scene.session, house.id)
        go = links.chat_with_bot(bot, "สมุดความดี") if bot else None
        return say.passbook_in_group(balance, house.address, go)
    if month := read_month(scene.said.text, scene.today):
        return _statement(scene, house, user.id, month=month)
    found = passbook.read(scene.session, house, scene.today, lines=say.BOOK_LINES)
    return say.passbook(found, links.passbook(house.id, user.id), scene.today)


def lines(scene: Scene, data: dict[str, Any]) -> Answer:
    """ดูรายการทั้งหมด, ก่อนหน้านี้, ใหม่กว่า and the months' buttons."""
    user = scene.user
    if scene.place == "group":
        return None
    if user is None or user.household is None:
        return say.no_passbook()
    return _statement(
        scene,
        user.household,
        user.id,
        month=month_of(words(data, "m"), scene.today),
        before=place_of(words(data, "b")),
        after=place_of(words(data, "a")),
    )


def _statement(
    scene: Scene,
    house: Household,
    user_id: int,
    *,
    month: date | None,
    before: Place | None = None,
    after: Place | None = None,
) -> Answer:
    found = statements.page(
        scene.session, house, say.A_PAGE, before=before, after=after, month=month
    )
    of_month = statements.month(scene.session, house, month) if month else None
    oldest = statements.first_day(scene.session, house.id) or scene.today
    offered = months_back(scene.today, min(oldest, scene.today), say.MONTHS_SHOWN)
    address = scene.rules.links.passbook(house.id, user_id)
    return say.statement(house.address, found, of_month, offered, address, scene.today)


def menu(scene: Scene) -> Answer:
    """For anybody; somebody new in 1:1 sees the notice with it."""
    new = scene.place == "person" and (scene.user is None or not scene.user.may_join)
    if new:
        return [*say_menu.deed_menu(scene.menu), welcome(scene)]
    return say_menu.deed_menu(scene.menu)


TOPIC = Topic(hear=hear, taps={"book.lines": lines})
