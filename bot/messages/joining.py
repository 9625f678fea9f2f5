"""What the bot says on the way into the village's bank: consent, house, who holds the phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.people import PURPOSES, Purpose
from bot.domain.registry import Household, Member
from bot.line.messages import POSTBACK_DATA, Message, Open, Say, Tap, postback_data, units

TICKS: dict[Purpose, tuple[str, str]] = {
    "join": ("เข้าร่วม (จำเป็น)", "เก็บชื่อในไลน์ บ้านเลขที่ และความดีที่บอก เพื่อทำสมุดความดี"),
    "show": (
        "แสดงชื่อและรูป",
        "ให้เห็นชื่อ รูป และเรื่องสั้นของบ้านในกลุ่ม หน้าเว็บ และประกาศของหมู่บ้าน",
    ),
    "pin": ("ปักหมุดบ้าน", "ให้ปักหมุดบ้านบนแผนที่"),
    "sensitive": ("ศาสนาและสุขภาพ", "เก็บถ้อยคำความดีด้านศาสนาและสุขภาพ"),
    "guardian": ("ยินยอมแทนเด็กในบ้าน", "ผู้ปกครองยินยอมแทนเด็กในบ้าน"),
}
NUMBERS = "①②③④⑤"


@dataclass(frozen=True)
class Held:
    """What was said before consent: it rides in the buttons, for nothing may be kept yet."""

    text: str = ""
    at: str = ""
    message_id: str = ""
    house_no: str = ""
    moo: int | None = None

    def data(self) -> dict[str, object]:
        """For a postback; a text too long to ride is left behind."""
        found: dict[str, object] = {}
        if self.house_no:
            found["no"] = self.house_no
        if self.moo:
            found["moo"] = self.moo
        if self.text:
            words = {**found, "say": self.text, "at": self.at, "mid": self.message_id}
            if units(postback_data_unbounded(words)) <= POSTBACK_DATA - 40:
                return words
        return found


def postback_data_unbounded(data: dict[str, object]) -> str:
    """How long the data would be."""
    try:
        return postback_data("consent.tick", data)
    except ValueError:
        return "x" * POSTBACK_DATA


def welcome(office: str, notice: str, held: Held, given: Sequence[Purpose] = ()) -> Message:
    """The notice and the consent by purpose; nothing is kept before it."""
    ticks = [_tick(purpose, held, given) for purpose in PURPOSES]
    return Message(
        "welcome",
        {
            "office": office,
            "reasons": [f"{NUMBERS[n]} {TICKS[p][1]}" for n, p in enumerate(PURPOSES)],
            "all": Tap("ยินยอมทั้งหมด", "consent.all", held.data(), says="ยินยอมทั้งหมด"),
            "ticks": ticks,
            "notice": Open("อ่านฉบับเต็ม", notice),
        },
    )


def ticks(given: Sequence[Purpose]) -> Message:
    """The ticks as they stand, to be changed one by one."""
    return Message("ticks", {"ticks": consent_buttons(given)})


def consent_buttons(given: Sequence[Purpose]) -> list[Tap]:
    return [_tick(purpose, Held(), given) for purpose in PURPOSES]


def _tick(purpose: Purpose, held: Held, given: Sequence[Purpose]) -> Tap:
    sign = "☑" if purpose in given else "☐"
    label = f"{sign} {TICKS[purpose][0]}"
    return Tap(label, "consent.tick", {"p": purpose, **held.data()}, says=label)


def join_first() -> Message:
    """A tick came, but not the one without which nothing can be kept."""
    return Message("join_first", {"join": _tick("join", Held(), ())})


def house_asked() -> Message:
    return Message("house_asked")


def moo_asked(house_no: str, known: Sequence[int]) -> Message:
    quick = tuple(Say(f"หมู่ {moo}", f"หมู่ {moo}") for moo in known[:13])
    return Message("moo_asked", {"house_no": house_no}, quick)


def house_unclear() -> Message:
    return Message("house_unclear")


def registered(household: Household, place: str, members: Sequence[Member], others: int) -> Message:
    """Joined; and, where the register knows people of this house, who holds the phone."""
    quick = [Tap(m.name[:20], "house.me", {"m": m.id}, says=m.name[:300]) for m in members[:10]]
    if quick:
        quick.append(Tap("ชื่ออื่น", "house.me", {}, says="ชื่ออื่น"))
    shared = Tap("เครื่องนี้ใช้หลายคน", "house.shared", {}, says="เครื่องนี้ใช้หลายคน")
    return Message(
        "registered",
        {
            "house": f"บ้านเลขที่ {household.house_no}",
            "place": place,
            "others": others,
            "ask_who": bool(quick),
            "menu": Say("เมนูความดี", "เมนูความดี"),
            "book": Say("สมุดความดี", "สมุดความดี"),
            "shared": shared,
        },
        tuple(quick),
    )


def already_there(household: Household) -> Message:
    return Message("already_there", {"house": household.address})


def move_asked(old: Household, house_no: str, village_code: str) -> Message:
    new = f"{house_no} หมู่ {int(village_code[6:])}"
    return Message(
        "move_asked",
        {
            "old": old.address,
            "new": new,
            "move": Tap("ใช่ ย้ายบ้าน", "join.move", {"no": house_no, "in": village_code}),
        },
    )


def names_asked() -> Message:
    return Message("names_asked")


def name_asked() -> Message:
    return Message("name_asked")


def phone_of(name: str) -> Message:
    return Message("phone_of", {"name": name})


def members_noted(names: Sequence[str]) -> Message:
    return Message("members_noted", {"names": list(names)})


def not_ours_done() -> Message:
    return Message("not_ours_done")


def consent_in_private() -> Message:
    """A consent button tapped where LINE does not say by whom."""
    return Message("consent_in_private")


def welcome_back(address: str | None) -> Message:
    return Message("welcome_back", {"house": address})
