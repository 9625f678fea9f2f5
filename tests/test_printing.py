"""What the committee prints: a village's books, and slips for houses without LINE."""

from typing import Any

import pytest

from bot.db import Store
from bot.domain import areas, paper, people, registry
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.printing import passbooks, press, slips
from tests.booking import ago, book, redeem, today
from tests.village import TAMBON, Answer, Village, Villager


@pytest.fixture
def saman(village: Village) -> Villager:
    """The committee of หมู่ 4, who lives at 22."""
    found = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(found, "committee", f"{TAMBON}04")
    return found


def joins(village: Village, *numbers: str, moo: int = 4) -> None:
    """Houses that have joined through a helper, without LINE."""
    with village.store.write() as session:
        place = areas.add_village(session, f"{TAMBON}{moo:02d}")
        for number in numbers:
            registry.enter(session, place, number, today(village))


def path(village: Village, answer: Answer, label: str) -> str:
    uri: str = answer.action(label)["uri"]
    return uri.removeprefix(village.settings.public_base_url)


def is_pdf(village: Village, address: str) -> bool:
    got = village.web.get(address)
    assert got.status_code == 404 or got.headers["Cache-Control"] == "no-store"
    return bool(got.status_code == 200 and got.data.startswith(b"%PDF"))


class TestTheLinks:
    def test_open_the_book_and_the_slips(self, village: Village, saman: Villager) -> None:
        joins(village, "9", "12/3")
        card = saman.says("พิมพ์สมุด")
        assert card.labels == ["สมุดทั้งหมู่บ้าน", "ใบแจ้ง ต.ค. 69", "ใบแจ้ง พ.ย. 69"]
        assert "3 ครัวเรือน" in card
        assert "ไม่มีไลน์ 2 ครัวเรือน" in card
        for label in card.labels:
            assert is_pdf(village, path(village, card, label)), label
        made = [(row.what, row.who, row.area_code) for row in village.rows(AuditEntry)][-4:]
        assert made[0] == ("print:links", saman.id, f"{TAMBON}04")
        assert made[1:] == [("print:made", saman.id, f"{TAMBON}04")] * 3

    def test_are_refused_once_the_power_is_gone(self, village: Village, saman: Villager) -> None:
        address = path(village, saman.says("พิมพ์สมุด"), "สมุดทั้งหมู่บ้าน")
        assert is_pdf(village, address)
        with village.store.write() as session:
            session.query(Role).delete()
        assert village.web.get(address).status_code == 404
        assert village.web.get(address.removesuffix("/book.pdf")).status_code == 404

    def test_forged_odd_and_old_ones_open_nothing(self, village: Village, saman: Villager) -> None:
        address = path(village, saman.says("พิมพ์สมุด"), "สมุดทั้งหมู่บ้าน")
        base = address.removesuffix("/book.pdf")
        book_token = saman.says("สมุดความดี").action("เปิดสมุดทั้งเล่ม")["uri"].rsplit("/", 1)[1]
        for odd in (
            f"{base}/book-2.pdf", f"{base}/book-0.pdf", f"{base}/slips.pdf", f"{base}/x.pdf",
            f"{base}/slips-2026-13.pdf", f"{base[:-2]}aa/book.pdf", f"/print/{book_token}/book.pdf",
        ):  # fmt: skip
            assert village.web.get(odd).status_code == 404, odd
        assert is_pdf(village, f"{base}/book-1.pdf")

    def test_run_out_after_a_day(
        self, village: Village, saman: Villager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = path(village, saman.says("พิมพ์สมุด"), "สมุดทั้งหมู่บ้าน")
        from itsdangerous import TimestampSigner

        made = TimestampSigner.get_timestamp
        for seconds, opens in ((86000, True), (86500, False)):
            monkeypatch.setattr(
                TimestampSigner, "get_timestamp", lambda self, s=seconds: made(self) + s
            )
            assert is_pdf(village, address) is opens


class TestWhoMay:
    def test_a_villager_is_told_kindly_of_their_own_book(self, village: Village) -> None:
        said = village.villager("สมศรี").says("พิมพ์สมุด")
        assert "งานของกรรมการ" in said
        assert "สมุดความดี" in said.labels

    def test_in_a_group_there_are_no_links(self, village: Village, saman: Villager) -> None:
        group = village.group("หมู่ 4", saman)
        said = saman.says("พิมพ์สมุด", group)
        assert not any("uri" in action for action in said._actions())

    def test_only_the_villages_one_answers_for(self, village: Village, saman: Villager) -> None:
        joins(village, "9", moo=5)
        said = saman.says("พิมพ์สมุดหมู่ 5")
        assert "หมู่ 5 ไม่ได้อยู่ในความดูแล" in said
        assert "หมู่ 4" in saman.says("พิมพ์สมุดหมู่ 4")

    def test_a_tambon_has_a_bubble_a_village(self, village: Village, saman: Villager) -> None:
        village.grant(saman, "committee", TAMBON)
        joins(village, "9", moo=2)
        said = saman.says("พิมพ์สมุด")
        assert said.text.count("พิมพ์สมุดความดี") == 6
        assert said.text.count("ยังไม่มีบ้านที่เข้าร่วม") == 4
        assert "หมู่ 4" not in saman.says("พิมพ์สมุดหมู่ 2")

    def test_of_many_villages_one_is_asked_for(self, village: Village, saman: Villager) -> None:
        village.moo(*range(1, 13))
        village.grant(saman, "officer", TAMBON)
        assert "12 หมู่บ้าน" in saman.says("พิมพ์สมุด")
        assert "หมู่ 4" in saman.says("พิมพ์สมุดหมู่ ๔ ค่ะ")
        assert "สมุดทั้งหมู่บ้าน" in saman.says("พิมพ์สมุด หมู่ 4 ต.บ้านแพรก").labels


class TestThePaper:
    def test_a_large_village_comes_in_parts_by_house_number(
        self, village: Village, saman: Villager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(paper, "A_PART", 2)
        joins(village, "100", "9", "12/10", "12/3", "3ก")
        with village.store.read() as session:
            found = [
                [house.house_no for house in part.households]
                for part in paper.parts(session, f"{TAMBON}04")
            ]
        assert found == [["3ก", "9"], ["12/3", "12/10"], ["22", "100"]]
        card = saman.says("พิมพ์สมุด")
        page = village.web.get(path(village, card, "ทุกเล่ม")).get_data(as_text=True)
        assert "เล่ม 2 บ้านเลขที่ 12/3 ถึง 12/10" in page
        assert "ชุด 3 บ้านเลขที่ 100 ถึง 100" in page
        assert is_pdf(village, path(village, card, "ทุกเล่ม") + "/book-3.pdf")

    def test_slips_are_for_houses_without_line(self, village: Village, saman: Villager) -> None:
        joins(village, "9")
        quit_ = village.villager("สมศรี", "15")
        with village.store.write() as session:
            user = people.find(session, quit_.id)
            assert user
            people.withdraw(session, user, "join", village.clock.now(), channel="line")
        with village.store.read() as session:
            [part] = paper.parts(session, f"{TAMBON}04", without_line=True)
            assert [house.house_no for house in part.households] == ["9", "15"]

    def test_a_slip_says_what_was_done(self, village: Village, saman: Villager) -> None:
        joins(village, "9")
        village.grant(saman, "helper")
        saman.says("บ้านเลขที่ 9 หมู่ 4 ปลูกผัก 5 ต้น")
        saman.says("บ้านเลขที่ 9 หมู่ 4 เมื่อวานปลูกผัก 3 ต้น")
        book(village, 40, ago(village, 40), house_no="9")
        data = self.slips_of(village, saman)
        [one] = data["slips"]
        assert one["done"] == [["ปลูกผักสวนครัวต้นใหม่", "2 ครั้ง", "8"]]
        assert (one["deposited"], one["closing"], one["month"]) == ("8", "48", "พฤศจิกายน 2569")

    def slips_of(self, village: Village, saman: Villager) -> Any:
        with village.store.read() as session:
            [part] = paper.parts(session, f"{TAMBON}04", without_line=True)
            month = today(village).replace(day=1)
            return slips.data(paper.slips(session, part, month), "หมู่ 4")

    def test_what_is_large_is_set_in_a_process_of_its_own(
        self, village: Village, saman: Villager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = path(village, saman.says("พิมพ์สมุด"), "สมุดทั้งหมู่บ้าน")
        monkeypatch.setattr(press, "SMALL", 0)
        monkeypatch.setattr(press, "_set", None)
        assert is_pdf(village, address)

    def test_a_book_is_like_a_banks(self, village: Village) -> None:
        village.villager("สมศรี")
        book(village, 100, ago(village, 40))
        redeem(village, "ไข่ไก่ 1 แผง", 30, ago(village, 38))
        book(village, -5, ago(village, 2), "correction")
        book(village, 7, today(village))
        rows = rows_of(village.store, 10, village)
        assert [(r["sort"], r.get("deposited"), r.get("withdrawn")) for r in rows] == [
            ("line", "100", ""), ("line", "", "30"), ("month", "100", "30"),
            ("line", "−5", ""), ("line", "7", ""), ("month", "2", ""),
        ]  # fmt: skip
        assert [r["balance"] for r in rows if r["sort"] == "line"] == ["100", "70", "65", "72"]

    def test_what_is_not_printed_is_carried_over(self, village: Village) -> None:
        village.villager("สมศรี")
        for n in range(1, 6):
            book(village, n, ago(village, 6 - n))
        rows = rows_of(village.store, 2, village)
        assert [r["balance"] for r in rows if "balance" in r] == ["6", "10", "15"]
        assert [r["sort"] for r in rows] == ["carried", "line", "line", "month"]
        assert rows[-1]["deposited"] == "15"

    def test_others_do_not_read_what_a_house_believes_or_suffers(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ใส่บาตรเช้านี้")
        somsri.says("ปลูกผัก 2 ต้น")
        assert [row["name"] for row in rows_of(village.store, 9, village)[:2]] == [
            "ทำบุญตักบาตร/ละหมาดร่วม/นมัสการ", "ปลูกผักสวนครัวต้นใหม่",
        ]  # fmt: skip
        guarded = rows_of(village.store, 9, village, guarded=True)[:2]
        assert [row["name"] for row in guarded] == ["ความดีด้านสังคม", "ปลูกผักสวนครัวต้นใหม่"]


def rows_of(store: Store, lines: int, village: Village, *, guarded: bool = False) -> Any:
    with store.read() as session:
        mine = registry.find(session, f"{TAMBON}04", "12/3")
        assert mine
        printed = paper.printed(session, mine, today(village), lines)
        data: Any = passbooks.data([printed], "หมู่ 4", today(village), guarded=guarded)
        return data["books"][0]["rows"]
