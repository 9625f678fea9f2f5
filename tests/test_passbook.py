"""The passbook: read from the ledger, by month and page by page, in the chat and on the web."""

import re
from typing import Any

import pytest
from sqlalchemy import event, select, text

from bot.domain import areas, bonus, ledger, months, passbook, statements
from bot.domain.bookmarks import Place
from bot.domain.ledger import About, Entry
from bot.domain.registry import Member
from tests.booking import ago, book, house, redeem, today
from tests.village import TAMBON, Village


def web_path(village: Village, answer: Any) -> str:
    uri: str = answer.action("เปิดสมุดทั้งเล่ม")["uri"]
    return uri.removeprefix(village.settings.public_base_url)


def page_of(village: Village, path: str) -> str:
    page = village.web.get(path)
    assert page.status_code == 200, path
    return str(page.get_data(as_text=True))


class TestTheCard:
    def test_says_balance_level_month_and_who_did_how_much(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ฉันชื่อ ยายแดง")
        somsri.says("ปลูกผัก 5 ต้น")
        book(village, 100, ago(village, 40))
        book(village, 20, ago(village, 1), "bonus", about=About(bonus_month=ago(village, 40)))
        card = somsri.says("สมุดความดี")
        assert re.findall(r"([\d,]+) แต้ม", card.text)[0] == "125"
        assert "ระดับ ต้นกล้าความดี" in card
        assert "อีก 75 แต้ม ถึงระดับ ไม้อ่อน" in card
        assert "พฤศจิกายน 2569 ได้ 25 แต้ม" in card
        assert "โบนัสครบ 3 มิติ" in card
        assert "ตุลาคม 2569\n100" in card
        assert "ใครทำ\nยายแดง\n5" in card

    def test_of_a_new_house_invites(self, village: Village) -> None:
        card = village.villager("สมศรี").says("สมุดความดี")
        assert "ยังไม่มีรายการ" in card
        assert "ดูรายการทั้งหมด" not in card.labels

    def test_a_deed_reversed_is_two_lines_and_no_sum(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น").taps("ยกเลิก")
        card = somsri.says("สมุดความดี")
        assert "ยอดคงเหลือ 0 แต้ม" in card
        assert "ยกเลิก ปลูกผักสวนครัวต้นใหม่" in card
        assert "−5" in card

    def test_who_is_named_afterwards_stands_on_the_line_and_makes_no_line(
        self, village: Village
    ) -> None:
        somsri = village.villager("สมศรี")
        with village.store.write() as session:
            session.add(Member(household_id=house(session).id, name="ตาดำ"))
        somsri.says("ปลูกผัก 5 ต้น").taps("ตาดำ")
        statement = somsri.says("สมุดความดี").taps("ดูรายการทั้งหมด")
        assert statement.text.count("ปลูกผักสวนครัวต้นใหม่") == 1
        assert "วันนี้ · 5 ต้น · ตาดำ" in statement

    def test_in_a_group_a_month_says_no_more_than_the_balance(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        group = village.group("หมู่ 4", somsri)
        book(village, 100, ago(village, 40))
        assert "ยอดคงเหลือ 100 แต้ม" in somsri.says("สมุดความดี", group)
        assert "ตุลาคม" not in somsri.says("สมุดความดีเดือนที่แล้ว", group)


class TestAMonth:
    def test_is_asked_for_in_words(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        book(village, 100, ago(village, 70))
        book(village, 40, ago(village, 40))
        redeem(village, "ไข่ไก่ 1 แผง", 30, ago(village, 35))
        book(village, 7, today(village))
        for words in ("สมุดความดีเดือนที่แล้ว", "สมุดความดีเดือนตุลาคม", "สมุดความดี ต.ค. 69"):
            said = somsri.says(words)
            assert "ยอดยกมา\n100" in said, words
            assert "รวมฝาก\n+40" in said
            assert "แลกของรางวัล\n−30" in said
            assert "ยอดคงเหลือสิ้นเดือน\n110 แต้ม" in said
            assert "แลก ไข่ไก่ 1 แผง" in said
            assert "เหลือ 117" not in said
        assert "ไม่มีรายการในเดือนนี้" in somsri.says("สมุดความดีเดือนสิงหาคม")

    def test_that_is_closed_reads_the_same_for_ever(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ปลูกผัก 5 ต้น")
        first = today(village).replace(day=1)
        with village.store.write() as session:
            months.close(session, f"{TAMBON}04", first)
            before = statements.month(session, house(session), first)
            lines = statements.page(session, house(session), 9, month=first)
        village.later(days=20)
        book(village, 50, today(village))
        with village.store.write() as session:
            entry = session.scalars(select(Entry).where(Entry.deed_id.is_not(None))).first()
            assert entry
            moo4 = session.get_one(areas.Village, f"{TAMBON}04")
            moment = ledger.when(moo4, village.clock.now(), entry.day)
            ledger.settle(session, house(session), About(deed_id=entry.deed_id), {}, moment)
        with village.store.read() as session:
            mine = house(session)
            assert statements.month(session, mine, first) == before
            again = statements.page(session, mine, 9, month=first)
            assert [(x.day, x.amount, x.balance, x.who) for x in again.lines] == [
                (x.day, x.amount, x.balance, x.who) for x in lines.lines
            ]
            now = statements.month(session, mine, today(village).replace(day=1))
        assert (before.deposited, before.closing) == (5, 5)
        assert (now.opening, now.deposited, now.closing) == (5, 45, 50)

    def test_its_parts_make_its_sum(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ฉันชื่อ ยายแดง")
        somsri.says("ปลูกผัก 5 ต้น")
        somsri.says("เก็บขยะที่สาธารณะ 1 ชั่วโมง")
        book(village, 20, today(village), "bonus", about=About(bonus_month=ago(village, 40)))
        book(village, 3, today(village), "correction")
        with village.store.read() as session:
            month = statements.month(session, house(session), today(village).replace(day=1))
        assert len(month.by_dimension) == 2
        of_deeds = sum(points for _, points in month.by_dimension)
        assert of_deeds == sum(points for _, points in month.by_member)
        assert (month.bonus, month.other) == (20, 3)
        assert month.deposited == of_deeds + 23 == month.closing


class TestPages:
    def test_turn_back_and_forth_over_every_line_once(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        for n in range(1, 20):
            book(village, n, ago(village, 25 - n))
        said = somsri.says("สมุดความดี").taps("ดูรายการทั้งหมด")
        assert "ใหม่กว่า" not in said.labels
        seen = [said]
        while "ก่อนหน้านี้" in seen[-1].labels:
            seen.append(seen[-1].taps("ก่อนหน้านี้"))
        amounts = [int(a) for page in seen for a in re.findall(r"\+(\d+)$", page.text, re.M)]
        assert amounts == list(range(19, 0, -1))
        left = [int(b) for page in seen for b in re.findall(r"เหลือ (\d+)$", page.text, re.M)]
        assert left == [sum(range(1, n + 1)) for n in range(19, 0, -1)]
        assert seen[2].taps("ใหม่กว่า").text == seen[1].text
        assert seen[1].taps("ใหม่กว่า").taps("ก่อนหน้านี้").text == seen[1].text

    def test_stay_within_their_month(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        for n in range(1, 13):
            book(village, n, ago(village, 30 + n % 3))
        book(village, 77, today(village))
        said = somsri.says("สมุดความดีเดือนที่แล้ว")
        older = said.taps("ก่อนหน้านี้")
        assert older.text.count("เหลือ") == said.text.count("เหลือ") - 4
        assert "ตุลาคม 2569" in older
        assert "+77" not in said.text + older.text
        assert "+77" in older.taps("พ.ย. 69")

    @pytest.mark.parametrize(
        "data",
        [
            "", ' {"b":7}', ' {"b":"20269999-1"}', ' {"a":"20261101-999999999999999999"}',
            ' {"m":"2026-13"}', ' {"m":"0001-01"}', ' {"m":"9999-01"}', ' {"m":[],"a":{},"b":null}',
            ' {"b":"00010101-1"}', ' {"b":"๒๐๒๖๑๑๐๑-๑"}', " {", ' {"b":"20260101-1","a":"x"}',
        ],
    )  # fmt: skip
    def test_odd_buttons_are_harmless(self, village: Village, data: str) -> None:
        somsri = village.villager("สมศรี")
        book(village, 5, today(village))
        said = somsri.posts_back(f"book.lines{data}")
        if data != " {":
            assert "รายการ" in said or "ยังไม่มี" in said, data

    def test_without_a_house_there_is_none(self, village: Village) -> None:
        malee = village.person("มาลี")
        malee.follows()
        assert "รายการทั้งหมด" not in malee.posts_back("book.lines")


class TestOnTheWeb:
    def test_months_and_older_lines_open(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        for n in range(1, 41):
            book(village, n, ago(village, 60 - n))
        path = web_path(village, somsri.says("สมุดความดี"))
        first = page_of(village, path)
        assert "ยอดคงเหลือ 820 แต้ม" in first
        assert first.index("ยอดคงเหลือ") < first.index("ไม้ใหญ่")
        assert "เหลือ 820" in first
        [older] = re.findall(r'href="([^"]+\?before=[^"]+)"', first)
        second = page_of(village, older)
        assert "+10<" in second
        assert "+11<" not in second
        assert "before=" not in second
        month = page_of(village, f"{path}?m={ago(village, 40):%Y-%m}")
        assert "ยอดยกมา" in month
        [pdf] = re.findall(r'href="([^"]+\.pdf)"', month)
        printed = village.web.get(pdf)
        assert printed.data.startswith(b"%PDF")
        assert printed.headers["Cache-Control"] == "no-store"

    def test_odd_addresses_open_the_first_page(self, village: Village) -> None:
        path = web_path(village, village.villager("สมศรี").says("สมุดความดี"))
        for odd in ("?m=2026-99", "?before=1", "?m=9999-12", "?before=99999999-1&m=x"):
            assert "ยอดคงเหลือ 0 แต้ม" in page_of(village, path + odd)
        for odd in ("/month-2026-99.pdf", "/month-x.pdf", "/certificate.exe"):
            assert village.web.get(path + odd).status_code == 404

    def test_the_names_are_the_house_own(self, village: Village) -> None:
        somsri = village.villager("สมศรี")
        somsri.says("ฉันชื่อ ยายแดง")
        somsri.says("ปลูกผัก 5 ต้น")
        path = web_path(village, somsri.says("สมุดความดี"))
        assert "ยายแดง" in page_of(village, path)
        somsri.says("ลงทะเบียน บ้านเลขที่ 9 หมู่ 2").taps("ใช่ ย้ายบ้าน")
        for end in ("", "/passbook.pdf", "?m=2026-11", "/month-2026-11.pdf"):
            assert village.web.get(path + end).status_code == 404


def test_no_query_of_a_book_reads_the_whole_ledger(village: Village) -> None:
    """What each asks of the database goes by an index of the entries, whatever the size."""
    somsri = village.villager("สมศรี")
    somsri.says("ฉันชื่อ ยายแดง")
    somsri.says("ปลูกผัก 5 ต้น")
    redeem(village, "ไข่ไก่ 1 แผง", 2, today(village))
    for n in range(1, 10):
        book(village, n, ago(village, n * 9))
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cur: Any, statement: str, parameters: Any, _x: Any, _m: bool) -> None:
        if "FROM entries" in statement:
            asked.append((statement, parameters))

    place = Place(ago(village, 30), 5)
    event.listen(village.store.engine, "before_cursor_execute", note)
    try:
        with village.store.read() as session:
            mine, first = house(session), today(village).replace(day=1)
            passbook.read(session, mine, today(village), lines=5)
            statements.page(session, mine, 3, before=place)
            statements.page(session, mine, 3, after=place, month=first)
            statements.done(session, mine, first)
            statements.first_day(session, mine.id)
            bonus.settle(session, mine.village_code, first, village.clock.now())
            session.execute(select(Entry.id).where(Entry.reason == "bonus"))
    finally:
        event.remove(village.store.engine, "before_cursor_execute", note)
    plans = [plan(village, statement, parameters) for statement, parameters in asked]
    assert len(plans) > 10
    scanned = [
        found for found in plans if re.search(r"SCAN entries(?! USING)|Seq Scan on entries", found)
    ]
    assert scanned == plans[-1:], "only the one that this test asks itself"
    for way in "<>":  # a page begins where the last one ended, in the index itself
        assert any(re.search(rf"day{way}\?|Index Cond:.*ROW\(.*\) {way} ROW", p) for p in plans), (
            plans
        )


def plan(village: Village, statement: str, parameters: Any) -> str:
    """How the database would go about it; PostgreSQL scans a table of ten rows unless told not to."""
    with village.store.read() as session:
        connection = session.connection()
        explain = "EXPLAIN QUERY PLAN" if village.store.on_sqlite else "EXPLAIN"
        if not village.store.on_sqlite:
            connection.execute(text("SET LOCAL enable_seqscan = off"))
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
        return "\n".join(str(row[-1]) for row in rows)


def test_a_page_takes_as_many_queries_in_a_large_ledger(village: Village) -> None:
    village.villager("สมศรี")
    village.villager("มาลี", "9")
    for n in range(1, 12):
        book(village, n, ago(village, n))
    before = queries_of_a_page(village)
    for n in range(1, 30):
        book(village, n, ago(village, n), house_no="9")
        book(village, n, ago(village, 40 + n))
    assert queries_of_a_page(village) == before <= 8


def queries_of_a_page(village: Village) -> int:
    asked: list[str] = []

    def note(_c: Any, _cur: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(village.store.engine, "before_cursor_execute", note)
    try:
        with village.store.read() as session:
            statements.page(session, house(session), 5)
    finally:
        event.remove(village.store.engine, "before_cursor_execute", note)
    return len(asked)
