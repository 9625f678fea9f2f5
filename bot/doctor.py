"""`khwamdee doctor`: what is misconfigured, in Thai and English, each with its cure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from bot import config, schema
from bot.bootstrap import House
from bot.domain import areas
from bot.errors import BadSetting, GiveUp, RetryLater


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `cure` is empty when it is well."""

    what: str
    thai: str = ""
    cure: str = ""


def examine(say: Callable[[str], None]) -> int:
    """Look at settings, store, LINE and addresses; 1 if anything is wrong."""
    try:
        settings = config.from_env()
    except BadSetting as error:
        say(f"✗ การตั้งค่าไม่ถูกต้อง\n  {error}")
        return 1
    house = House(settings)
    wrong = 0
    for look in (_secrets, _store, _home_area, _address, _line):
        for finding in look(house):
            if finding.cure:
                wrong += 1
                say(f"✗ {finding.what}\n  {finding.thai}\n  {finding.cure}")
            else:
                say(f"✓ {finding.what}")
    return 1 if wrong else 0


def _secrets(house: House) -> Iterator[Finding]:
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
        there = bool(getattr(house.settings, name.lower()))
        yield (
            Finding(name)
            if there
            else Finding(
                f"{name} is not set",
                "ยังไม่ได้ใส่ค่าจาก LINE Developers Console หน้า Messaging API",
                f"Copy it from the LINE Developers console and set {name}.",
            )
        )


def _store(house: House) -> Iterator[Finding]:
    try:
        house.store.ping()
        with house.store.read() as session:
            current = schema.current(session)
    except (SQLAlchemyError, OSError) as error:
        yield Finding(
            f"DATABASE_URL does not answer ({type(error).__name__})",
            "เปิดฐานข้อมูลไม่ได้ ตรวจที่อยู่ ชื่อผู้ใช้ รหัสผ่าน หรือสิทธิ์เขียนของ DATA_DIR",
            "Check the address, user and password, or that DATA_DIR can be written.",
        )
        return
    if current in (schema.head(), None) and house.settings.on_sqlite:
        yield Finding("database")
    elif current != schema.head():
        yield Finding(
            "the schema is not at head", "ตารางในฐานข้อมูลยังไม่เป็นรุ่นล่าสุด", "Run: khwamdee migrate"
        )
    else:
        yield Finding("database")


def _home_area(house: House) -> Iterator[Finding]:
    code = house.settings.home_area
    if code is None:
        yield Finding(
            "HOME_AREA is not set",
            "ยังไม่ได้บอกรหัสตำบลหรืออำเภอที่ดูแล",
            "Set HOME_AREA to the DOPA code of your tambon, such as 141601.",
        )
        return
    known = areas.tambon(code[:6]) if len(code) >= 6 else areas.is_above_tambon(code)
    yield (
        Finding(f"HOME_AREA {code}")
        if known
        else Finding(
            f"HOME_AREA {code} is no area of Thailand",
            "ไม่พบรหัสพื้นที่นี้ในทะเบียนของกรมการปกครอง",
            "Look the code up; a tambon has 6 digits.",
        )
    )


def _address(house: House) -> Iterator[Finding]:
    base = house.settings.public_base_url
    yield (
        Finding(f"PUBLIC_BASE_URL {base}")
        if base.startswith("https://")
        else Finding(
            f"PUBLIC_BASE_URL {base} is not https",
            "LINE ส่งข้อความมาได้เฉพาะที่อยู่ https",
            "Set PUBLIC_BASE_URL to the https address under which the world reaches this machine.",
        )
    )


def _line(house: House) -> Iterator[Finding]:
    if not house.settings.line_channel_access_token:
        return
    try:
        info = house.line().bot_info()
        endpoint = house.line().webhook_endpoint()
        quota, used = house.line().quota(), house.line().consumption()
    except (RetryLater, GiveUp) as error:
        yield Finding(
            f"LINE does not answer ({error.status or error})",
            "ติดต่อ LINE ไม่ได้ หรือ access token ไม่ถูกต้อง",
            "Check LINE_CHANNEL_ACCESS_TOKEN and that this machine reaches api.line.me.",
        )
        return
    yield Finding(f"LINE account {info.get('basicId')}")
    yield Finding(f"messages this month: {used} of {'no limit' if quota is None else quota} used")
    ours = f"{house.settings.public_base_url}/line/webhook"
    set_right = endpoint.get("endpoint") == ours and endpoint.get("active") is True
    yield (
        Finding(f"webhook {ours}")
        if set_right
        else Finding(
            f"LINE sends its events to {endpoint.get('endpoint') or 'nowhere'}",
            f"ตั้ง Webhook URL ใน LINE Developers Console เป็น {ours} แล้วเปิด Use webhook",
            f"Set the webhook URL to {ours} and switch “Use webhook” on.",
        )
    )
