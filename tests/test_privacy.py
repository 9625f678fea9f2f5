"""One's own data: to see, to take away, to have erased; and what never leaves the house."""

import json

from bot import retention
from bot.db import Base
from bot.domain import audit, groups, people
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.notice import Notice
from bot.domain.people import Consent, LineUser
from bot.domain.photos import Photo
from bot.domain.registry import Member
from bot.inbox import Event
from bot.outbox import Outgoing
from tests.test_free_delivery import leave_with
from tests.test_webhook import body_of, event, post
from tests.village import TAMBON, Village


def test_what_is_kept_is_shown_and_given_as_a_file(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    mine = somsri.says("ข้อมูลของฉัน")
    assert "สมศรี" in mine
    assert "12/3 หมู่ 4" in mine
    assert "1 รายการ" in mine
    link = mine.action("ดูทั้งหมดเป็นไฟล์")["uri"]
    answer = village.web.get(link.removeprefix(village.settings.public_base_url))
    data = json.loads(answer.data)
    assert data["line_id"] == somsri.id
    assert data["deeds"][0]["text"] == "ปลูกผัก 5 ต้น"
    assert len(data["consents"]) == 5
    assert answer.headers["Cache-Control"] == "no-store"
    village.later(days=2)
    assert village.web.get(link[:-3] + "xxx").status_code == 404


def test_a_stranger_has_nothing_and_a_group_hears_nothing(village: Village) -> None:
    malee, somsri = village.person("มาลี"), village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri)
    assert "ยังไม่ได้เก็บ" in malee.says("ข้อมูลของฉัน")
    assert not somsri.says("ข้อมูลของฉัน", group)


def test_erasing_waits_seven_days_and_can_be_taken_back(village: Village) -> None:
    somsri = village.villager("สมศรี")
    planned = somsri.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    assert "30 พ.ย. 69" in planned
    assert "ไม่ลบแล้ว" in planned.taps("ไม่ลบแล้ว")
    purge(village, days=8)
    assert len(village.rows(LineUser)) == 1

    somsri.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    purge(village, days=6)
    assert len(village.rows(LineUser)) == 1
    purge(village, days=2)
    assert village.rows(LineUser) == []


def test_nothing_of_the_erased_remains_but_numbers(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.grant(somsri, "committee")
    somsri.says("ฉันชื่อ ยายแดง")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.sends_photo()
    somsri.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    purge(village, days=8)
    village.settle()

    assert village.balance() == 5
    assert list((village.settings.data_dir / "photos").iterdir()) == []
    assert village.rows(Role) == village.rows(Photo) == village.rows(Member) == []
    [deed] = village.rows(Deed)
    assert (deed.text, deed.reporter_id, deed.member_id, deed.message_id) == (None,) * 4
    everything = [
        vars(row)
        for model in (Consent, AuditEntry, Deed, Entry, Event, Outgoing)
        for row in village.rows(model)
    ]
    assert somsri.id not in str(everything)
    assert "ยายแดง" not in str(everything)
    assert len(village.rows(Consent)) == 5


def test_no_row_of_any_table_bears_the_id_or_the_names_of_the_erased(village: Village) -> None:
    """Of a helper who logged for others, decided, tied a group and was called by two names."""
    malee, daeng = village.villager("มาลี"), village.villager("แดง", "7")
    nuan = village.villager("นวลผู้ช่วย", "7")
    for role in ("helper", "committee", "officer"):
        village.grant(nuan, role)
    with village.store.write() as session:
        audit.write(session, None, "role:officer", nuan.id, village.clock.now(), TAMBON)
        code = groups.new_code(session, f"{TAMBON}04", village.clock.now())
    nuan.says("ชื่อ ป้านวล")
    nuan.says("ชื่อ ยายนวล")
    nuan.says("บ้านเลขที่ 99 หมู่ 4 กวาดบ้าน").taps("เจ้าของบ้านยินยอม")
    malee.says("ปลูกมะม่วง 4 ต้น")
    nuan.says("บ้านเลขที่ 12/3 หมู่ 4 กวาดบ้าน")
    nuan.says("คิวตรวจ").taps("ผ่าน")
    nuan.says(f"ผูกกลุ่ม {code}", village.group("หมู่ 4", nuan, malee))
    nuan.says("ประกาศ พรุ่งนี้เก็บขยะ").taps("ส่ง")

    with village.store.write() as session:
        user = people.find(session, nuan.id)
        assert user
        retention.forget(session, user, village.clock.now(), village.settings.secret_key)
    village.settle()
    for model in {mapper.class_ for mapper in Base.registry.mappers}:
        left = str([vars(row) for row in village.rows(model)])
        assert not [word for word in (nuan.id, "นวล") if word in left], model
    assert "ผู้ช่วย" in malee.says("สมุดความดี"), "what was done for others is still told"
    assert "เข้าร่วมสมุด" not in daeng.says("สมุดความดี")


def test_what_a_notice_said_is_kept_no_longer_than_it_waits(village: Village) -> None:
    somsri = village.newcomer("สมศรี")
    village.newcomer("สมชาย")
    [notice] = village.rows(Notice)
    assert notice.params["name"] == "สมชาย"
    assert "สมชาย เข้าร่วม" in somsri.says("สมุดความดี")
    [notice] = village.rows(Notice)
    assert (notice.how, notice.params) == ("reply", {})


def test_coming_back_after_being_erased_begins_anew(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ลบข้อมูล").taps("ยืนยันลบข้อมูล")
    purge(village, days=8)
    assert "ยินยอมทั้งหมด" in somsri.says("สวัสดีค่ะ").labels


def test_of_strangers_not_even_the_id_stays(village: Village) -> None:
    """Whatever they do, taken back or changed before it was handled, in 1:1 or beside villagers."""
    malee, somsri = village.person("มาลีผู้ไม่รู้จัก"), village.villager("สมศรี")
    group = village.group("หมู่ 4", somsri, malee)
    malee.says("สวัสดีค่ะ")
    malee.says("ปลูกผัก 5 ต้น", group)
    malee.unsends()
    malee.sends_photo()
    village.at_once = False
    malee.says("กวาดบ้าน", group)
    malee.edits("ถูบ้าน", group)
    malee.says("กวาดวัด")
    malee.unsends()
    village.settle()
    village.at_once = True
    standby = event(mode="standby", source={"type": "user", "userId": malee.id})
    assert post(village, body_of(standby)) == 200
    village.settle()
    for model in {mapper.class_ for mapper in Base.registry.mappers}:
        left = str([vars(row) for row in village.rows(model)])
        assert malee.id not in left, model
        assert "ผู้ไม่รู้จัก" not in left, model
    assert {row.state for row in village.rows(Event)} == {"done"}


def test_no_log_line_bears_words_names_or_houses(village: Village, caplog) -> None:
    caplog.set_level("DEBUG")
    somsri = village.villager("สมศรีผู้มีชื่อ")
    group = village.group("กลุ่มลับ", somsri)
    somsri.says("ปลูกผักบุ้งริมรั้ว 5 ต้น", group)
    somsri.says("12/3 ม.1 ปลูกผัก 5 ต้น")
    village.line.set_faults(fail_500=1)
    somsri.says("เก็บขยะหน้าวัดสองชั่วโมง")
    ours = [r for r in caplog.records if r.name.startswith(("bot", "handlers"))]
    assert ours
    logged = "\n".join(record.getMessage() for record in ours)
    for secret in ("สมศรี", "กลุ่มลับ", "ผักบุ้ง", "12/3", "ขยะ", somsri.id, "channel token"):
        assert secret not in logged


def test_a_sent_message_is_blanked_in_the_outbox(village: Village) -> None:
    village.newcomer("สมศรี")
    assert {(row.state, row.body) for row in village.rows(Outgoing)} == {("sent", None)}


def purge(village: Village, *, days: int) -> None:
    village.later(days=days)
    with village.store.write() as session:
        retention.purge(session, village.house.local_now(), village.settings.secret_key)


def test_an_erased_person_is_not_in_what_comes_back(village: Village) -> None:
    somsri = village.villager("สมศรี", "1")
    helper = village.villager("อสม.สมใจ", "5")
    leave_with(
        village,
        "1",
        "logged_for_you",
        helper="อสม.สมใจ",
        house="1 หมู่ 4",
        day="23 พ.ย. 69",
        name="ปลูกผัก",
        points=5,
    )
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    with village.store.write() as session:
        user = people.find(session, helper.id)
        assert user
        retention.forget(session, user, village.clock.now(), "secret")
    assert "สมใจ" not in str([n.params for n in village.rows(Notice)])


def test_a_house_hears_what_went_with_an_erased_persons_answer(village: Village) -> None:
    somsri = village.villager("สมศรี", "1")
    son = village.villager("ลูก", "1")
    leave_with(village, "1", "household_split", old="1", house="2", points=0)
    village.at_once = False
    somsri.says("สมุดความดี")
    village.worker.drain()
    with village.store.write() as session:
        user = people.find(session, somsri.id)
        assert user
        retention.forget(session, user, village.clock.now(), "secret")
    village.at_once = True
    assert "แยกบ้าน" in son.says("สมุดความดี")
