"""The menu, the passbook in the chat, on the web and on paper, the committee's queue, and help."""

import re

import pytest

from bot.domain import menu
from bot.domain.deed import Deed
from tests.village import TAMBON, Answer, Village


def path_of(village: Village, answer: Answer) -> str:
    uri: str = answer.action("เปิดสมุดทั้งเล่ม")["uri"]
    assert uri.startswith(village.settings.public_base_url + "/me/")
    return uri.removeprefix(village.settings.public_base_url)


def test_the_menu_names_every_deed_with_its_points(village: Village) -> None:
    somsri = village.villager("สมศรี")
    answer = somsri.says("เมนูความดี")
    for item in menu.items().values():
        assert item.short_name in answer
        assert f"{item.points} แต้ม/{item.unit}" in answer


def test_a_stranger_may_see_the_menu_and_the_notice_with_it(village: Village) -> None:
    malee = village.person("มาลี")
    answer = malee.says("เมนูความดี")
    assert "ปลูกผักสวนครัวต้นใหม่" in answer
    assert "ยินยอมทั้งหมด" in answer.labels


def test_the_passbook_says_the_balance_first(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น")
    somsri.says("ปลูกมะม่วง 4 ต้น")
    book = somsri.says("สมุดความดี")
    first = re.search(r"([\d,]+) แต้ม", book.text)
    assert first
    assert first[1] == "5"
    assert "ยอดคงเหลือ 5 แต้ม" in book
    assert "รอกรรมการตรวจ 12 แต้ม" in book
    assert "รอ +12" in book
    assert "พฤศจิกายน 2569 ได้ 5 แต้ม" in book


def test_the_page_and_the_pdf_behind_the_link(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ฉันชื่อ ยายแดง")
    somsri.says("ปลูกผัก 5 ต้น")
    path = path_of(village, somsri.says("สมุดความดี"))
    page = village.web.get(path)
    html = page.get_data(as_text=True)
    assert "ยอดคงเหลือ 5 แต้ม" in html
    assert "ยายแดง" in html
    assert page.headers["Cache-Control"] == "no-store"
    [pdf_path] = re.findall(r'href="([^"]+\.pdf)"', html)
    pdf = village.web.get(pdf_path)
    assert pdf.content_type == "application/pdf"
    assert pdf.data.startswith(b"%PDF")


def test_a_forged_an_old_and_a_left_link_open_nothing(village: Village) -> None:
    somsri = village.villager("สมศรี")
    path = path_of(village, somsri.says("สมุดความดี"))
    assert village.web.get(path[:-2] + "aa").status_code == 404
    assert village.web.get("/me/nonsense").status_code == 404
    somsri.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2").taps("ใช่ ย้ายบ้าน")
    assert village.web.get(path).status_code == 404


def test_the_committee_decides_on_what_waits(village: Village) -> None:
    somsri, saman = village.villager("สมศรี"), village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee", f"{TAMBON}04")
    somsri.says("ปลูกมะม่วง 4 ต้น")
    somsri.says("ลอกคลอง 2 ชั่วโมง")
    queue = saman.says("คิวตรวจ")
    assert queue.labels == ["ผ่าน", "ไม่ผ่าน", "ถามเจ้าของบ้าน"] * 2
    assert "ผ่านแล้ว" in queue.taps("ผ่าน")
    assert village.balance() == 12
    second = saman.says("คิวตรวจ")
    assert "ไม่ผ่าน" in second.taps("ไม่ผ่าน")
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")
    first, other = village.rows(Deed)
    assert (first.status, first.decided_by) == ("accepted", saman.id)
    assert (other.status, other.points) == ("rejected", 10)


def test_nobody_decides_on_their_own_household_nor_outside_their_area(village: Village) -> None:
    saman, malee = village.villager("ผู้ใหญ่สมาน", "22"), village.villager("มาลี", "9", 2)
    village.grant(saman, "committee", f"{TAMBON}04")
    saman.says("ปลูกมะม่วง 4 ต้น")
    malee.says("ปลูกมะม่วง 4 ต้น")
    assert "ไม่มีรายการรอตรวจ" in saman.says("คิวตรวจ")
    for deed_id, answer in ((1, "กรรมการท่านอื่น"), (2, "เฉพาะกรรมการ")):
        village.line.postback(saman.person, f'deed.accept {{"id":{deed_id}}}')
        village.settle()
        assert answer in saman.hears()
    assert "เฉพาะกรรมการ" in malee.says("คิวตรวจ")


def test_nobody_decides_on_what_they_reported_themselves(village: Village) -> None:
    village.villager("สมศรี")
    nok = village.villager("พี่นก", "16")
    village.grant(nok, "committee")
    nok.says("12/3 ม.4 ปลูกมะม่วง 4 ต้น")
    assert "ไม่มีรายการรอตรวจ" in nok.says("คิวตรวจ")
    nok.says("ปลูกมะม่วง 4 ต้น")
    nok.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2").taps("ใช่ ย้ายบ้าน")
    assert "ไม่มีรายการรอตรวจ" in nok.says("คิวตรวจ")
    for deed_id in (1, 2):
        village.line.postback(nok.person, f'deed.accept {{"id":{deed_id}}}')
        village.settle()
    assert nok.hears().count("กรรมการท่านอื่น") == 2
    assert {deed.status for deed in village.rows(Deed)} == {"recorded"}


class TestWhatTheCommitteeSaw:
    def test_a_deed_put_right_meanwhile_is_looked_at_again(self, village: Village) -> None:
        somsri, saman = village.villager("สมศรี"), village.villager("ผู้ใหญ่สมาน", "22")
        village.grant(saman, "committee")
        somsri.says("ปลูกมะม่วง 4 ต้น")
        queue = saman.says("คิวตรวจ")
        somsri.says("แก้ไข")
        somsri.says("8 ต้น")
        changed = queue.taps("ผ่าน")
        assert "เปลี่ยนไปแล้ว" in changed
        assert village.balance() == 0
        assert "ผ่านแล้ว" in changed.taps("คิวตรวจ").taps("ผ่าน")
        assert village.balance() == 24

    def test_a_deed_withdrawn_meanwhile_is_neither_accepted_nor_rejected(
        self, village: Village
    ) -> None:
        somsri, saman = village.villager("สมศรี"), village.villager("ผู้ใหญ่สมาน", "22")
        village.grant(saman, "committee")
        somsri.says("ปลูกมะม่วง 4 ต้น")
        queue = saman.says("คิวตรวจ")
        somsri.says("ยกเลิก")
        for word in ("ผ่าน", "ไม่ผ่าน"):
            answer = queue.taps(word)
            assert "เปลี่ยนไปแล้ว" in answer
            assert "ไม่ผ่านนะคะ" not in answer
        assert village.rows(Deed)[0].status == "withdrawn"

    def test_the_first_decision_stands_and_is_what_a_second_tap_hears(
        self, village: Village
    ) -> None:
        somsri, saman = village.villager("สมศรี"), village.villager("ผู้ใหญ่สมาน", "22")
        village.grant(saman, "committee")
        somsri.says("ปลูกมะม่วง 4 ต้น")
        queue = saman.says("คิวตรวจ")
        queue.taps("ผ่าน")
        assert "ผ่านแล้ว" in queue.taps("ไม่ผ่าน")
        assert village.balance() == 12


def test_help_and_the_last_word(village: Village) -> None:
    somsri = village.villager("สมศรี")
    assert "เมนูความดี" in somsri.says("ช่วยเหลือ").labels
    assert "คิวตรวจ" not in somsri.says("ช่วยเหลือ").labels
    village.grant(somsri, "committee")
    assert "คิวตรวจ" in somsri.says("ช่วยเหลือ").labels


@pytest.mark.parametrize("path", ["/", "/privacy"])
def test_public_pages(village: Village, path: str) -> None:
    page = village.web.get(path, headers={"Host": "anything.example", "X-Forwarded-Proto": "https"})
    assert page.status_code == 200
    assert "ธนาคารความดี" in page.get_data(as_text=True)
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


def test_a_page_that_is_not_there_says_so_kindly(village: Village) -> None:
    page = village.web.get("/no/such/page")
    assert page.status_code == 404
    assert "ไม่พบหน้านี้" in page.get_data(as_text=True)
