"""A deed put right: by แก้ไข, by editing the message, by unsending it, by ยกเลิก."""

from bot.domain.deeds import Deed
from bot.domain.ledger import Balance, Entry
from bot.domain.photos import Photo
from bot.inbox import Event
from tests.village import Village


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
    assert reasons == ["deposit", "correction", "correction"]


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


class TestEditedMessage:
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
