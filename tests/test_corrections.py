"""A deed put right: by แก้ไข, by editing the message, by unsending it, by ยกเลิก."""

import pytest
from sqlalchemy import delete

from bot.domain.access import Role
from bot.domain.deed import Deed
from bot.domain.ledger import Balance, Entry
from bot.domain.photos import Photo
from bot.inbox import Event
from tests.village import Village


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """It is about what is said, not about how it is kept: one database is enough."""
    return sqlite_url


def test_undo_by_the_cards_button_books_a_reversal(village: Village) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("ปลูกผัก 5 ต้น")
    answer = card.taps("ยกเลิก")
    assert "ยอดคงเหลือ 0 แต้ม" in answer
    assert "ยกเลิกไปแล้ว" in card.taps("ยกเลิก")
    ours = [entry for entry in village.rows(Entry) if entry.household_id]
    assert [(entry.amount, entry.reason) for entry in ours] == [(5, "deposit"), (-5, "reversal")]
    assert sum(entry.amount for entry in village.rows(Entry)) == 0


def test_an_old_button_of_another_house_is_refused(village: Village) -> None:
    somsri, malee = village.villager("สมศรี"), village.villager("มาลี", "9", 2)
    card = somsri.says("ปลูกผัก 5 ต้น")
    action = card.action("ยกเลิก")
    village.line.postback(malee.person, action["data"])
    village.settle()
    assert "ของบ้านอื่น" in malee.hears()
    assert village.balance() == 5


def test_who_has_left_the_house_leaves_its_deeds_to_it(village: Village) -> None:
    somsri = village.newcomer("สมศรี")
    village.later(minutes=1)
    malee = village.newcomer("มาลี")
    card = malee.says("ปลูกผัก 5 ต้น")
    somsri.says("สมุดความดี").taps("ไม่ใช่")
    for word in ("แก้ไข", "ยกเลิก"):
        answer = card.taps(word)
        assert "ของบ้านอื่น" in answer
        assert "ยอด" not in answer
    assert "ไม่มีรายการใหม่" in malee.says("ยกเลิก")
    assert "ไม่มีรายการใหม่" in malee.says("แก้ไข")
    assert village.balance() == 5


def test_an_answer_about_a_deed_of_a_house_since_left_is_heard_as_new(village: Village) -> None:
    somsri = village.newcomer("สมศรี")
    village.later(minutes=1)
    malee = village.newcomer("มาลี")
    malee.says("ปลูกผัก 5 ต้น").taps("แก้ไข")
    somsri.says("สมุดความดี").taps("ไม่ใช่")
    assert "บ้านเลขที่" in malee.says("กวาดบ้าน")
    assert village.balance() == 5


def test_a_helper_puts_right_what_they_logged_while_they_are_a_helper(village: Village) -> None:
    village.villager("สมศรี")
    nok = village.villager("พี่นก", "16")
    village.grant(nok, "helper")
    card = nok.says("12/3 ม.4 ปลูกผัก 5 ต้น")
    card.taps("แก้ไข")
    assert "+3 แต้ม" in nok.says("3 ต้น")
    with village.store.write() as session:
        session.execute(delete(Role))
    assert "ของบ้านอื่น" in card.taps("ยกเลิก")
    assert "ของบ้านอื่น" in nok.says("ยกเลิก")
    assert village.balance() == 3


def test_odd_buttons_do_no_harm(village: Village) -> None:
    somsri = village.villager("สมศรี")
    for data in ("deed.undo", "deed.undo {", 'deed.undo {"id":"x"}', 'deed.undo {"id":999}', "no such",
                 'house.add {"in":[],"no":{}}', 'consent.tick {"p":7}', 'join.house {"in":1}'):  # fmt: skip
        village.line.postback(somsri.person, data)
        village.settle()
    assert {event.state for event in village.rows(Event)} == {"done"}


def test_edit_the_amount_the_kind_and_the_day(village: Village) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("ปลูกผัก 5 ต้น")
    assert "เป็นอะไรดี" in card.taps("แก้ไข")
    assert "+3 แต้ม" in somsri.says("3 ต้น")
    card.taps("แก้ไข")
    assert "เมื่อวาน" in somsri.says("เมื่อวาน")
    card.taps("แก้ไข")
    assert "กวาดลานวัด" not in somsri.says("รดน้ำผัก")
    [deed] = village.rows(Deed)
    assert (deed.kind, deed.points, deed.done_on.isoformat()) == ("F1-02", 2, "2026-11-22")
    assert village.rows(Balance)[0].amount == 2
    reasons = [entry.reason for entry in village.rows(Entry) if entry.household_id]
    assert reasons == ["deposit", "correction", "correction", "correction"]  # two by the kind


def test_edit_can_be_let_be(village: Village) -> None:
    somsri = village.villager("สมศรี")
    card = somsri.says("ปลูกผัก 5 ต้น")
    card.taps("แก้ไข")
    assert "ไม่เป็นไร" in somsri.says("ไม่แก้แล้ว")
    assert "ไม่เข้าใจ" not in somsri.says("สวัสดีค่ะ")
    card.taps("แก้ไข")
    assert "ยังไม่เข้าใจ" in somsri.says("ฮ่าๆ")
    assert village.balance() == 5


def test_edit_by_a_day_button(village: Village) -> None:
    somsri = village.villager("สมศรี")
    asked = somsri.says("ปลูกผัก 5 ต้น").taps("แก้ไข")
    assert "แก้ไขให้แล้ว" in asked.taps("เป็นเมื่อวาน")
    [deed] = village.rows(Deed)
    assert deed.done_on.isoformat() == "2026-11-22"


def test_edit_from_an_accepted_to_a_waiting_amount_takes_the_points_back(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น").taps("แก้ไข")
    assert "รอกรรมการตรวจ" in somsri.says("15 ต้น")
    assert village.balance() == 0


def test_an_odd_day_button_changes_nothing(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    for back in (8, -1, 10**6, 10**12):
        village.line.postback(somsri.person, f'deed.day {{"id":1,"back":{back}}}')
        village.settle()
    assert {event.state for event in village.rows(Event)} == {"done"}
    assert village.rows(Deed)[0].done_on.isoformat() == "2026-11-23"


class TestSeveralDeedsOfOneMessage:
    def test_another_day_is_the_day_of_all(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("ปลูกผัก 2 ต้น กวาดบ้าน")
        card.taps("แก้ไข").taps("เป็นเมื่อวาน")
        assert [str(deed.done_on) for deed in village.rows(Deed)] == ["2026-11-22"] * 2
        card.taps("แก้ไข")
        somsri.says("วันเสาร์")
        assert [str(deed.done_on) for deed in village.rows(Deed)] == ["2026-11-21"] * 2
        assert village.balance() == 4

    def test_another_amount_is_that_of_the_deed_it_fits(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("กวาดบ้าน ปลูกผัก 2 ต้น")
        for said in ("4 ต้น", "เมื่อวาน 3 ต้น"):
            card.taps("แก้ไข")
            somsri.says(said)
        amounts = {deed.kind: (deed.quantity, deed.counts) for deed in village.rows(Deed)}
        assert amounts == {"E2-01": (None, True), "F1-01": (3, True)}
        assert village.balance() == 5

    def test_a_number_alone_is_that_of_the_deed_that_had_one(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("กวาดบ้าน ปลูกผัก 2 ต้น").taps("แก้ไข")
        somsri.says("4")
        amounts = {deed.kind: (deed.quantity, deed.unit) for deed in village.rows(Deed)}
        assert amounts == {"E2-01": (None, None), "F1-01": (4, "ต้น")}

    def test_an_amount_that_fits_none_is_that_of_the_first(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("รดน้ำผัก กวาดบ้าน")
        first = village.rows(Deed)[0].kind
        card.taps("แก้ไข")
        somsri.says("3 กิโล")
        assert [deed.kind for deed in village.rows(Deed) if deed.quantity] == [first]
        assert all(deed.counts for deed in village.rows(Deed))


class TestTheAnswersOwnMessage:
    """The words that answered แก้ไข are edited or taken back in their turn."""

    def test_to_edit_it_is_to_put_the_same_deed_right(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("ปลูกผัก 5 ต้น", group)
        somsri.says("แก้ไข", group)
        somsri.says("ปลูกผัก 3 ต้น", group)
        assert "+4 แต้ม" in somsri.edits("ปลูกผัก 4 ต้น", group)
        [deed] = village.rows(Deed)
        assert (deed.quantity, deed.text) == (4, "ปลูกผัก 4 ต้น")
        assert village.balance() == 4

    def test_to_edit_an_amount_alone(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("ปลูกผัก 5 ต้น", group)
        somsri.says("แก้ไข", group)
        somsri.says("3 ต้น", group)
        assert "+4 แต้ม" in somsri.edits("4 ต้น", group)
        assert village.balance() == 4

    def test_to_unsend_it_takes_the_deed_and_the_words_it_brought(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น").taps("แก้ไข")
        somsri.says("ปลูกผัก 3 ต้น ที่บ้านป้าแดง")
        somsri.unsends()
        [deed] = village.rows(Deed)
        assert (deed.status, deed.text, deed.reason) == ("withdrawn", None, "unsent")
        assert village.balance() == 0


class TestTheTickOfWhoeverSaysIt:
    def test_a_housemates_words_of_belief_are_kept_under_the_housemates_tick(
        self, village: Village
    ) -> None:
        somsri = village.villager("สมศรี")
        malee = village.person("มาลี")
        malee.follows().taps("เข้าร่วม (จำเป็น)")
        malee.says("12/3 หมู่ 4")
        card = somsri.says("เช้านี้ใส่บาตร")
        village.line.postback(malee.person, card.action("แก้ไข")["data"])
        village.settle()
        assert "แก้ไขให้แล้ว" in malee.says("เมื่อวานใส่บาตรกับพระอาจารย์")
        assert village.rows(Deed)[0].text is None

    def test_and_go_when_the_housemate_takes_it_back(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี")
        card = somsri.says("เช้านี้ใส่บาตร")
        village.line.postback(malee.person, card.action("แก้ไข")["data"])
        village.settle()
        malee.says("เมื่อวานใส่บาตรกับพระอาจารย์")
        assert village.rows(Deed)[0].text == "เมื่อวานใส่บาตรกับพระอาจารย์"
        malee.says("ข้อมูลของฉัน").taps("ศาสนาและสุขภาพ")
        assert village.rows(Deed)[0].text is None

    def test_another_day_leaves_the_words_that_were_kept(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        malee = village.person("มาลี")
        malee.follows().taps("เข้าร่วม (จำเป็น)")
        malee.says("12/3 หมู่ 4")
        asked = somsri.says("ใส่บาตรที่วัด").taps("แก้ไข")
        village.line.postback(malee.person, asked.action("เป็นเมื่อวาน")["data"])
        village.settle()
        [deed] = village.rows(Deed)
        assert (str(deed.done_on), deed.text) == ("2026-11-22", "ใส่บาตรที่วัด")


class TestAQuestionWhoseDeedIsGone:
    def test_the_cards_undo_ends_it(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        card = somsri.says("ปลูกผัก 5 ต้น")
        card.taps("แก้ไข")
        card.taps("ยกเลิก")
        assert "บันทึกแล้ว" in somsri.says("กวาดบ้าน")
        assert village.balance() == 2

    def test_a_housemate_withdrew_it_and_the_answer_is_a_new_deed(self, village: Village) -> None:
        somsri, malee = village.villager("สมศรี"), village.villager("มาลี")
        card = somsri.says("ปลูกผัก 5 ต้น")
        for answer, said in (("บันทึกแล้ว", "กวาดบ้าน"), ("ยกเลิกไปแล้ว", "3 ต้น")):
            card.taps("แก้ไข")
            village.line.postback(malee.person, card.action("ยกเลิก")["data"])
            village.settle()
            assert answer in somsri.says(said)
            card = somsri.says("รดน้ำผัก")
        assert [d.kind for d in village.rows(Deed) if d.counts] == ["E2-01", "F1-02"]


class TestEditedMessage:
    @pytest.mark.parametrize(
        ("text", "day"), [("วันนี้ปลูกผัก 5 ต้น", "23"), ("เมื่อวานปลูกผัก 5 ต้น", "22"), ("ปลูกผัก 4 ต้น", "23")]
    )
    def test_days_are_counted_from_the_message_not_from_its_edit(
        self, village: Village, text: str, day: str
    ) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("วันนี้ปลูกผัก 3 ต้น", group)
        village.later(hours=20)
        somsri.edits(text, group)
        [deed] = village.rows(Deed)
        assert str(deed.done_on) == f"2026-11-{day}"

    def test_the_day_of_an_answer_too(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("วันนี้ปลูกผัก 3 ต้น", group)
        village.later(hours=20)
        somsri.says("แก้ไข", group)
        somsri.says("เมื่อวานซืน", group)
        village.later(days=1)
        somsri.edits("เมื่อวาน", group)
        assert str(village.rows(Deed)[0].done_on) == "2026-11-23"

    def test_it_corrects_the_deed_instead_of_adding_one(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("ปลูกผัก 3 ต้น", group)
        assert "+5 แต้ม" in somsri.edits("ปลูกผัก 5 ต้น", group)
        [deed] = village.rows(Deed)
        assert (deed.quantity, deed.text) == (5, "ปลูกผัก 5 ต้น")
        assert village.balance() == 5

    def test_chatter_that_becomes_a_deed_is_recorded_and_back(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        assert not somsri.says("ร้อนจังเลยวันนี้", group)
        assert "+5 แต้ม" in somsri.edits("วันนี้ปลูกผักบุ้ง 5 ต้น", group)
        assert "ยกเลิก" in somsri.edits("ร้อนจังเลยวันนี้", group)
        assert village.balance() == 0

    def test_more_or_fewer_deeds(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("รดน้ำผัก", group)
        somsri.edits("รดน้ำผัก กวาดบ้าน", group)
        assert village.balance() == 4
        somsri.edits("กวาดบ้าน", group)
        assert village.balance() == 2
        assert [d.kind for d in village.rows(Deed) if d.counts] == ["E2-01"]

    def test_an_edit_that_comes_before_its_message(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        village.line.set_faults(reorder=1)
        village.at_once = False
        somsri.says("ปลูกผัก 3 ต้น", group)
        village.later(seconds=5)
        somsri.edits("ปลูกผัก 5 ต้น", group)
        village.at_once = True
        village.settle()
        [deed] = village.rows(Deed)
        assert deed.quantity == 5

    def test_an_edit_handled_before_its_message_arrives_stands(self, village: Village) -> None:
        """As above, but the original comes only when the edit has been handled."""
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        posts: list[tuple[bytes, dict[str, str]]] = []
        village.line.courier.deliver = lambda body, headers: posts.append((body, headers)) or 200
        somsri.says("ปลูกผัก 3 ต้น", group)
        village.later(seconds=5)
        somsri.edits("ปลูกผัก 5 ต้น", group)
        for body, headers in reversed(posts):
            village.deliver(body, headers)
            village.settle()
        [deed] = village.rows(Deed)
        assert deed.quantity == 5
        assert village.balance() == 5

    def test_an_older_edit_that_comes_late_changes_nothing(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        somsri.says("ปลูกผัก 3 ต้น", group)
        posts: list[tuple[bytes, dict[str, str]]] = []
        village.line.courier.deliver = lambda body, headers: posts.append((body, headers)) or 200
        for seconds, text in ((5, "ปลูกผัก 4 ต้น"), (5, "ปลูกผัก 5 ต้น")):
            village.later(seconds=seconds)
            somsri.edits(text, group)
        for body, headers in reversed(posts):
            village.deliver(body, headers)
            village.settle()
        [deed] = village.rows(Deed)
        assert deed.quantity == 5


class TestUnsend:
    def test_it_withdraws_the_deed_and_forgets_words_and_picture(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น")
        assert not somsri.unsends()
        [deed] = village.rows(Deed)
        assert (deed.status, deed.text, deed.reason) == ("withdrawn", None, "unsent")
        assert village.balance() == 0

    def test_the_picture_file_goes_too(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น")
        assert "แนบรูป" in somsri.sends_photo(b"\xff\xd8 photo")
        folder = village.settings.data_dir / "photos"
        assert len(list(folder.iterdir())) == 1
        somsri.unsends()
        assert list(folder.iterdir()) == []
        [photo] = village.rows(Photo)
        assert (photo.state, photo.file, photo.deed_id) == ("removed", None, None)
        assert village.balance() == 5

    def test_unsent_before_its_message_was_handled(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        posts: list[tuple[bytes, dict[str, str]]] = []
        village.line.courier.deliver = lambda body, headers: posts.append((body, headers)) or 200
        somsri.says("ปลูกผัก 5 ต้น")
        village.later(seconds=2)
        somsri.unsends()
        for body, headers in reversed(posts):
            village.deliver(body, headers)
            village.settle()
        assert village.rows(Deed) == []
        assert {event.body for event in village.rows(Event)} == {None}
