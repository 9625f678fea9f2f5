"""The shelf of rewards: kept by the committee, asked for by households, approved, fetched."""

import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.domain import ledger, people, redemptions, registry, rewards
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from bot.domain.ledger import Entry
from bot.domain.redemptions import MOST_GUESSES, MOST_OPEN
from bot.domain.registry import Household
from bot.domain.rewards import Redemption, Reward
from bot.errors import Refused
from tests.test_files import bring, take, write_csv
from tests.test_old_cards import forget
from tests.village import TAMBON, Answer, Village, Villager

EGGS = "ไข่ไก่ 1 แผง"


@pytest.fixture
def saman(village: Village) -> Villager:
    """Of the committee of the whole tambon."""
    saman = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(saman, "committee")
    return saman


@pytest.fixture
def somsri(village: Village) -> Villager:
    return village.villager("สมศรี")


def on_shelf(
    village: Village, name: str = EGGS, price: int = 10, stock: int = 3, area: str = TAMBON
) -> int:
    with village.store.write() as session:
        rewards.bring(session, area, name, price, stock, village.clock.now(), offered=True)
        return session.scalar(select(Reward.id).filter_by(area_code=area, name=name)) or 0


def give_points(village: Village, house_no: str, points: int, moo: int = 4) -> None:
    """As a correction by an officer: no caps to mind."""
    now = village.clock.now()
    with village.store.write() as session:
        house = registry.find(session, f"{TAMBON}{moo:02d}", house_no)
        assert house
        moment = ledger.When(now, now.date())
        shares = {ledger.COMMON: points}
        bank = f"bank:{house.village_code}"
        ledger.transfer(session, house, bank, shares, "correction", moment, ledger.About())


def balanced(village: Village) -> bool:
    with village.store.read() as session:
        return ledger.replay(session).balanced


def stock(village: Village) -> list[int]:
    return [reward.stock for reward in village.rows(Reward)]


def states(village: Village) -> list[str]:
    return [redemption.state for redemption in village.rows(Redemption)]


def asks(who: Villager, name: str = "ขอแลก") -> Answer:
    return who.says("ของรางวัล").taps(name).taps("ยืนยันขอแลก")


def approved(village: Village, somsri: Villager, saman: Villager) -> str:
    """Asked for by the one, approved by the other; the code."""
    asks(somsri)
    saman.says("คิวของรางวัล").taps("อนุมัติ")
    code: str = village.rows(Redemption)[-1].code
    return code


class TestTheShelf:
    @pytest.mark.parametrize(
        "words",
        [
            "เพิ่มของรางวัล ไข่ไก่ 1 แผง 100 แต้ม 10 ชิ้น",
            "เพิ่มของรางวัล ไข่ไก่ ๑ แผง ๑๐ ชิ้น ๑๐๐ แต้ม",
            "เพิ่มของรางวัล 10 ชิ้น ไข่ไก่ 1 แผง 100แต้ม",
            "เพิ่มรางวัล ไข่ไก่ 1 แผง ราคา 100 แต้ม มี 10 แผง",
        ],
    )
    def test_is_written_after_a_look(self, village: Village, saman: Villager, words: str) -> None:
        look = saman.says(words)
        assert EGGS in look
        assert "100 แต้ม" in look
        assert "มี 10 ชิ้น" in look
        assert village.rows(Reward) == []
        assert "เพิ่ม “ไข่ไก่ 1 แผง” แล้ว" in look.taps("ยืนยัน")
        [reward] = village.rows(Reward)
        assert (reward.area_code, reward.name, reward.price, reward.stock, reward.offered) == (
            TAMBON, EGGS, 100, 10, True
        )  # fmt: skip
        assert "มี “ไข่ไก่ 1 แผง” อยู่แล้ว" in look.taps("ยืนยัน")
        whats = [entry.what for entry in village.rows(AuditEntry)]
        assert whats.count("reward:offered") == 1

    def test_a_figure_not_said_is_asked_for(self, village: Village, saman: Villager) -> None:
        assert "กี่แต้มคะ" in saman.says("เพิ่มของรางวัล ข้าวสาร 5 กก.")
        assert "กี่ชิ้นคะ" in saman.says("๑๒๐ แต้มค่ะ")
        assert "มี 8 ชิ้น" in saman.says("8 ถุง")
        assert "เพิ่ม “ข้าวสาร 5 กก.” แล้ว" in saman.says("ใช่ค่ะ")
        assert [(r.price, r.stock) for r in village.rows(Reward)] == [(120, 8)]

    def test_nothing_is_written_without_a_yes(self, village: Village, saman: Villager) -> None:
        saman.says("เพิ่มของรางวัล น้ำปลา 20 แต้ม 5 ขวด").taps("ไม่เปลี่ยน")
        assert "พิมพ์แบบนี้" in saman.says("เพิ่มของรางวัล")
        assert "ยังใส่แบบนี้ไม่ได้" in saman.says("เพิ่มของรางวัล ทอง 0 แต้ม 5 ชิ้น")
        assert village.rows(Reward) == []

    def test_restocking_counts_once_a_card(self, village: Village, saman: Villager) -> None:
        on_shelf(village)
        look = saman.says("เติมของรางวัล ไข่ไก่ 1 แผง 5")
        assert "เป็น 8 ชิ้น" in look
        look.taps("ยืนยัน")
        look.taps("ยืนยัน")
        assert stock(village) == [8]
        assert "เพิ่มอีกกี่ชิ้น" in saman.says("เติมของรางวัล ไข่ไก่ 1 แผง")
        saman.says("2").taps("ยืนยัน")
        assert stock(village) == [10]
        assert "ไม่พบของรางวัลนี้" in saman.says("เติมของรางวัล รถไถ 5")

    def test_what_is_given_no_more_and_again(
        self, village: Village, saman: Villager, somsri: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 50)
        card = somsri.says("ของรางวัล").taps("ขอแลก")
        saman.says("เลิกแจก ไข่ไก่ 1 แผง").taps("ยืนยัน")
        assert EGGS not in somsri.says("ของรางวัล")
        assert "เลิกแจกไปแล้ว" in card.taps("ยืนยันขอแลก")
        saman.says("เพิ่มของรางวัล ไข่ไก่ 1 แผง 20 แต้ม 4 ชิ้น").taps("ยืนยัน")
        assert [(r.price, r.stock, r.offered) for r in village.rows(Reward)] == [(20, 4, True)]
        assert (states(village), stock(village)) == ([], [4])

    def test_a_village_has_its_own_beside_the_tambons(
        self, village: Village, saman: Villager, somsri: Villager
    ) -> None:
        saman.says("เพิ่มของรางวัล ต้นกล้า 5 แต้ม 10 ต้น หมู่ 2").taps("ยืนยัน")
        head = village.villager("ผู้ใหญ่หมู่สี่", "30")
        village.grant(head, "committee", f"{TAMBON}04")
        head.says("เพิ่มของรางวัล ผ้าขาวม้า 30 แต้ม 2 ผืน").taps("ยืนยัน")
        assert [r.area_code for r in village.rows(Reward)] == [f"{TAMBON}02", f"{TAMBON}04"]
        seen = somsri.says("ของรางวัล")
        assert "ผ้าขาวม้า" in seen
        assert "ต้นกล้า" not in seen
        on_shelf(village)
        assert "ไม่พบของรางวัลนี้" in head.says("เลิกแจก ไข่ไก่ 1 แผง")
        forged = '{"a":"' + TAMBON + '","n":"รถ","p":1,"s":1}'
        assert "เฉพาะกรรมการ" in head.posts_back(f"reward.offer {forged}")

    def test_a_villager_decides_nothing(self, village: Village, somsri: Villager) -> None:
        on_shelf(village)
        for words in ("เพิ่มของรางวัล ทอง 1 แต้ม 9 ชิ้น", "เติมของรางวัล ไข่ไก่ 1 แผง 5",
                      "เลิกแจก ไข่ไก่ 1 แผง", "คิวของรางวัล", "มอบของ ABC234"):  # fmt: skip
            assert "เฉพาะกรรมการ" in somsri.says(words)
        assert stock(village) == [3]


class TestAsking:
    def test_the_shelf_says_what_can_be_had(self, village: Village, somsri: Villager) -> None:
        for name, price, left in ((EGGS, 10, 3), ("ข้าวสาร", 100, 3), ("น้ำปลา", 5, 0)):
            on_shelf(village, name, price, left)
        give_points(village, "12/3", 40)
        seen = somsri.says("แลกแต้ม")
        assert seen.text.index("มี 40 แต้ม") < seen.text.index(EGGS)
        assert "แต้มพอ" in seen
        assert "ขาดอีก 60 แต้ม" in seen
        assert "ของหมดแล้ว" in seen
        assert seen.labels.count("ขอแลก") == 1

    def test_a_request_holds_one_at_once_and_no_points(
        self, village: Village, somsri: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        card = somsri.says("ของรางวัล").taps("ขอแลก")
        assert "เหลือ 15 แต้ม" in card
        assert stock(village) == [3]
        assert "รับคำขอแล้ว" in card.taps("ยืนยันขอแลก")
        assert (stock(village), states(village), village.balance()) == ([2], ["asked"], 25)
        assert "รอกรรมการอนุมัติ" in somsri.says("ของรางวัล")
        assert "ขอแลกไว้ 10 แต้ม" in somsri.says("ของรางวัล")

    def test_a_double_tap_asks_once(self, village: Village, somsri: Villager) -> None:
        on_shelf(village)
        give_points(village, "12/3", 50)
        card = somsri.says("ของรางวัล").taps("ขอแลก")
        for _ in range(3):
            assert "รับคำขอแล้ว" in card.taps("ยืนยันขอแลก")
        assert (stock(village), len(states(village))) == ([2], 1)
        asks(somsri)
        assert (stock(village), len(states(village))) == ([1], 2), "twice on purpose is twice"

    def test_yes_in_words_and_no(self, village: Village, somsri: Villager) -> None:
        on_shelf(village)
        give_points(village, "12/3", 50)
        somsri.says("ของรางวัล").taps("ขอแลก")
        assert "ยังไม่แลก" in somsri.says("ไม่")
        assert states(village) == []
        somsri.says("ของรางวัล").taps("ขอแลก")
        assert "รับคำขอแล้ว" in somsri.says("ใช่ค่ะ")

    def test_what_other_requests_will_cost_cannot_be_spent(
        self, village: Village, somsri: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 15)
        first = somsri.says("ของรางวัล")
        first.taps("ขอแลก").taps("ยืนยันขอแลก")
        assert "ขาดอีก 5 แต้ม" in first.taps("ขอแลก")
        assert stock(village) == [2]

    def test_out_of_stock_between_card_and_tap(self, village: Village, somsri: Villager) -> None:
        on_shelf(village, stock=1)
        malee = village.villager("มาลี", "20")
        for house in ("12/3", "20"):
            give_points(village, house, 20)
        card = somsri.says("ของรางวัล").taps("ขอแลก")
        asks(malee)
        assert "เพิ่งหมดไป" in card.taps("ยืนยันขอแลก")
        assert (stock(village), len(states(village)), village.balance()) == ([0], 1, 20)

    def test_a_price_changed_meanwhile_is_shown_again(
        self, village: Village, somsri: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 50)
        card = somsri.says("ของรางวัล").taps("ขอแลก")
        on_shelf(village, price=30)
        again = card.taps("ยืนยันขอแลก")
        assert "ใช้ 30 แต้ม" in again
        assert states(village) == []
        again.taps("ยืนยันขอแลก")
        assert [r.price for r in village.rows(Redemption)] == [30]

    def test_at_most_so_many_at_a_time(self, village: Village, somsri: Villager) -> None:
        on_shelf(village, stock=9)
        give_points(village, "12/3", 90)
        first = somsri.says("ของรางวัล")
        for _ in range(MOST_OPEN):
            first.taps("ขอแลก").taps("ยืนยันขอแลก")
        assert "ขอแลกไว้ครบ" in first.taps("ขอแลก")
        assert "ขอแลก" not in somsri.says("ของรางวัล").labels
        assert stock(village) == [6]

    def test_another_villages_reward_cannot_be_asked_for(
        self, village: Village, somsri: Villager
    ) -> None:
        there = on_shelf(village, area=f"{TAMBON}02")
        give_points(village, "12/3", 50)
        assert "ไม่พบของรางวัลนี้" in somsri.posts_back(f'reward.ask {{"id":{there}}}')
        assert states(village) == []

    def test_in_a_group_only_the_way(self, village: Village, somsri: Villager) -> None:
        on_shelf(village)
        give_points(village, "12/3", 50)
        group = village.group("หมู่ 4", somsri)
        said = somsri.says("ของรางวัล", group)
        assert "แชทส่วนตัว" in said
        assert "50" not in said
        assert EGGS not in said

    def test_a_stranger_is_told_how_to_join(self, village: Village) -> None:
        malee = village.person("มาลี")
        assert "ยินยอมทั้งหมด" in malee.says("ของรางวัล").labels
        malee.follows().taps("ยินยอมทั้งหมด")
        assert "บ้านเลขที่" in malee.says("ของรางวัล")

    def test_a_long_shelf_has_pages(self, village: Village, somsri: Villager) -> None:
        for n in range(14):
            on_shelf(village, f"ของ{n}", n + 1)
        first = somsri.says("ของรางวัล")
        assert "ของ13" not in first
        assert "ของ13" in first.taps("ดูของรางวัลต่อ")


class TestTheCommittee:
    def test_a_yes_withdraws_and_gives_a_code(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        card = saman.says("คิวของรางวัล")
        assert "12/3 หมู่ 4" in card
        assert "อนุมัติแล้ว" in card.taps("อนุมัติ")
        assert "อนุมัติแล้ว" in card.taps("อนุมัติ")
        assert village.balance() == 15
        [redemption] = village.rows(Redemption)
        assert redemption.decided_by == saman.id
        assert set(redemption.code) <= set("ABCDEFGHJKMNPQRSTUVWXYZ23456789")
        assert len(redemption.code) == 6
        booked = [e for e in village.rows(Entry) if e.redemption_id]
        house = f"household:{redemption.household_id}"
        assert [(e.account, e.amount, e.reason) for e in booked] == [
            (house, -10, "withdrawal"), (f"rewards:{TAMBON}", 10, "withdrawal")
        ]  # fmt: skip
        said = somsri.says("สวัสดีค่ะ")
        assert redemption.code in said
        assert redemption.code in somsri.says("ของรางวัล")
        assert balanced(village)

    def test_a_no_gives_the_reason_and_the_stock_back(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        for words, reason in ((None, "ของไม่พอแจก"), ("แผงนี้แตกหมดแล้วจ้า", "แผงนี้แตกหมดแล้วจ้า")):
            asks(somsri)
            assert stock(village) == [2]
            why = saman.says("คิวของรางวัล").taps("ไม่อนุมัติ")
            assert "ไม่อนุมัติแล้ว" in (saman.says(words) if words else why.taps(reason))
            assert reason in somsri.says("สวัสดีค่ะ")
            assert (stock(village), village.balance()) == ([3], 25)
        assert states(village) == ["refused", "refused"]

    def test_what_is_said_otherwise_is_no_reason_and_refuses_nothing(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        saman.says("คิวของรางวัล").taps("ไม่อนุมัติ")
        assert "ยอดคงเหลือ" in saman.says("ยอด")
        saman.says("เดี๋ยวก่อน")
        assert states(village) == ["asked"]

    def test_the_first_decision_stands(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        card = saman.says("คิวของรางวัล")
        why = card.taps("ไม่อนุมัติ")
        card.taps("อนุมัติ")
        assert "อนุมัติแล้ว" in why.taps("ไม่บอกเหตุผล")
        assert (states(village), stock(village), village.balance()) == (["approved"], [2], 15)

    def test_points_gone_meanwhile_leave_the_request(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 12)
        asks(somsri)
        give_points(village, "12/3", -5)
        said = saman.says("คิวของรางวัล").taps("อนุมัติ")
        assert "แต้มไม่พอแล้ว" in said
        assert "ขาด 3 แต้ม" in said
        assert (states(village), stock(village), village.balance()) == (["asked"], [2], 7)
        assert village.rows(Redemption)[0].code is None

    def test_nobody_decides_on_their_own_nor_elsewhere(
        self, village: Village, somsri: Villager
    ) -> None:
        on_shelf(village)
        malee = village.villager("มาลี", "9", 2)
        for who, house, moo in ((somsri, "12/3", 4), (malee, "9", 2)):
            village.grant(who, "committee", f"{TAMBON}04")
            give_points(village, house, 20, moo)
            asks(who)
        own, other = village.rows(Redemption)
        assert "ไม่มีคำขอ" in somsri.says("คิวของรางวัล")
        for act in ("approve", "why", "refuse", "hand", "handed"):
            assert "กรรมการท่านอื่น" in somsri.posts_back(f'reward.{act} {{"id":{own.id}}}')
            assert "เฉพาะกรรมการ" in somsri.posts_back(f'reward.{act} {{"id":{other.id}}}')
        somsri.says("ลงทะเบียน บ้านเลขที่ 40 หมู่ 4").taps("ใช่ ย้ายบ้าน")
        assert "ไม่มีคำขอ" in somsri.says("คิวของรางวัล"), "what one asked for oneself"
        assert "กรรมการท่านอื่น" in somsri.posts_back(f'reward.approve {{"id":{own.id}}}')
        assert states(village) == ["asked", "asked"]

    def test_two_of_the_committee_at_once_withdraw_once(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        other = village.villager("กำนัน", "50")
        village.grant(other, "committee")
        at_once(
            village,
            lambda s, r: redemptions.approve(s, r, saman.id, village.clock.now()),
            lambda s, r: redemptions.approve(s, r, other.id, village.clock.now()),
            lambda s, r: redemptions.refuse(s, r, other.id, village.clock.now(), None),
        )
        [state] = states(village)
        assert (state, village.balance(), stock(village)) in (
            ("approved", 15, [2]), ("refused", 25, [3])
        )  # fmt: skip
        assert len([e for e in village.rows(Entry) if e.redemption_id]) in (0, 2)
        assert balanced(village)


def at_once(village: Village, *acts: Any) -> None:
    """Each act on the newest request in a transaction and thread of its own."""
    gate = threading.Barrier(len(acts))
    newest = village.rows(Redemption)[-1].id

    def run(act: Any) -> None:
        gate.wait()
        with village.store.write() as session:
            act(session, redemptions.get(session, newest))

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_at_once_share_what_there_is(village: Village) -> None:
    """Eight households want one of three."""
    eggs = on_shelf(village)
    houses = [str(n) for n in range(1, 9)]
    users = [village.villager(f"คน {house}", house).id for house in houses]
    for house in houses:
        give_points(village, house, 10)
    refused: list[str] = []
    gate = threading.Barrier(len(users))

    def ask(line_id: str) -> None:
        gate.wait()
        try:
            with village.store.write() as session:
                user = people.find(session, line_id)
                assert user
                redemptions.ask(session, user, eggs, village.clock.now(), seen=0)
        except Refused as error:
            refused.append(error.key)

    threads = [threading.Thread(target=ask, args=(user,)) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (stock(village), states(village)) == ([0], ["asked"] * 3)
    assert refused == ["reward_out_of_stock"] * 5


def test_two_phones_of_a_house_spend_its_points_once(village: Village, somsri: Villager) -> None:
    on_shelf(village)
    nid = village.villager("นิด")
    give_points(village, "12/3", 15)
    cards = [who.says("ของรางวัล").taps("ขอแลก") for who in (somsri, nid)]
    cards[0].taps("ยืนยันขอแลก")
    assert "ขาดอีก 5 แต้ม" in cards[1].taps("ยืนยันขอแลก")
    assert (stock(village), len(states(village))) == ([2], 1)


class TestCancellingAndFetching:
    def test_cancelled_before_and_after_the_yes(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        card = somsri.says("ของรางวัล")
        assert "ยอดคงเหลือ 25 แต้ม" in card.taps("ยกเลิกแลก")
        approved(village, somsri, saman)
        assert (village.balance(), stock(village)) == (15, [2])
        card = somsri.says("ของรางวัล")
        for _ in range(2):
            assert "ยอดคงเหลือ 25 แต้ม" in card.taps("ยกเลิกแลก")
        assert (village.balance(), stock(village)) == (25, [3])
        with village.store.read() as session:
            house = registry.find(session, f"{TAMBON}04", "12/3")
            assert house
            assert ledger.earned(session, house.id) == 25, "neither way does the level change"
        assert balanced(village)

    def test_another_house_cancels_nothing(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        card = somsri.says("ของรางวัล")
        assert "ไม่พบคำขอ" in saman.posts_back(card.action("ยกเลิกแลก")["data"])
        assert states(village) == ["asked"]

    def test_handed_over_for_its_code_and_signed(
        self, village: Village, somsri: Villager, saman: Villager, tmp_path: Path
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        code = approved(village, somsri, saman)
        card = saman.says(f"มอบของ {code.lower()[:3]} {code[3:]}")
        assert EGGS in card
        assert "12/3 หมู่ 4" in card
        assert states(village) == ["approved"]
        assert "มอบ “ไข่ไก่ 1 แผง” ให้บ้านเลขที่ 12/3" in card.taps("มอบแล้ว")
        assert "รับไปแล้วเมื่อ 23 พ.ย. 69" in card.taps("มอบแล้ว")
        assert "รับไปแล้ว" in saman.says(f"มอบของ {code}")
        assert "รับไปแล้ว" in somsri.posts_back('reward.cancel {"id":1}')
        seen = somsri.says("ของรางวัล")
        assert "รับแล้ว 23 พ.ย. 69" in seen
        assert "ผู้ใหญ่สมาน" in seen
        [row] = take(village, "redemptions", tmp_path / "r.csv")
        assert (row["house_no"], row["reward"], row["state"], row["handed_by"]) == (
            "12/3", EGGS, "handed over", "ผู้ใหญ่สมาน"
        )  # fmt: skip
        assert row["handed_at"].startswith("2026-11-23")
        assert (village.balance(), stock(village)) == (15, [2])

    def test_handed_over_from_the_list(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        code = approved(village, somsri, saman)
        listed = saman.says("คิวของรางวัล")
        assert code not in listed
        listed.taps("มอบของ").taps("มอบแล้ว")
        assert states(village) == ["handed over"]
        assert "ไม่มีคำขอ" in saman.says("คิวของรางวัล")

    def test_not_before_the_yes_nor_after_a_no(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        asks(somsri)
        assert "ยังรอกรรมการ" in saman.posts_back('reward.handed {"id":1}')
        saman.says("คิวของรางวัล").taps("อนุมัติ")
        somsri.says("ของรางวัล").taps("ยกเลิกแลก")
        assert "ยกเลิกไปแล้ว" in saman.posts_back('reward.handed {"id":1}')
        assert states(village) == ["cancelled"]

    def test_a_code_of_elsewhere_is_no_code_and_guesses_are_counted(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        code = approved(village, somsri, saman)
        malee = village.villager("มาลี", "9", 2)
        village.grant(malee, "committee", f"{TAMBON}02")
        assert "ไม่พบรหัสนี้" in malee.says(f"มอบของ {code}")
        for n in range(MOST_GUESSES - 1):
            assert "ไม่พบรหัสนี้" in malee.says(f"มอบของ ABC23{n % 8 + 2}"), n
        assert "ใส่รหัสผิดหลายครั้ง" in malee.says("มอบของ ABC234")
        village.grant(malee, "committee", f"{TAMBON}04")
        assert "ใส่รหัสผิดหลายครั้ง" in malee.says(f"มอบของ {code}")
        village.later(hours=25)
        assert EGGS in malee.says(f"มอบของ {code}")

    def test_in_a_group_nothing_private_is_said(
        self, village: Village, somsri: Villager, saman: Villager
    ) -> None:
        on_shelf(village)
        give_points(village, "12/3", 25)
        code = approved(village, somsri, saman)
        group = village.group("หมู่ 4", somsri, saman)
        for words in ("คิวของรางวัล", f"มอบของ {code}", "เพิ่มของรางวัล ทอง 1 แต้ม 9 ชิ้น"):
            assert not saman.says(words, group)
        assert states(village) == ["approved"]


def test_a_deed_whose_points_are_spent_stands(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    on_shelf(village, price=5)
    card = somsri.says("ปลูกผัก 5 ต้น")
    approved(village, somsri, saman)
    assert village.balance() == 0
    assert "แลกของรางวัลไปแล้ว" in card.taps("ยกเลิก")
    assert village.balance() == 0
    assert "+5" in somsri.says("สมุดความดี")
    somsri.says("ของรางวัล").taps("ยกเลิกแลก")
    card.taps("ยกเลิก")
    assert village.balance() == 0
    assert balanced(village)


def test_unsent_words_go_also_where_the_points_are_spent(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    on_shelf(village, price=5)
    somsri.says("ปลูกผัก 5 ต้น")
    told = somsri.last[-1]
    approved(village, somsri, saman)
    somsri.last.append(told)
    somsri.unsends()
    [deed] = village.rows(Deed)
    assert (deed.status, deed.text) == ("accepted", None)
    assert balanced(village)


def test_who_is_forgotten_leaves_no_name(
    village: Village, somsri: Villager, saman: Villager
) -> None:
    on_shelf(village)
    give_points(village, "12/3", 25)
    code = approved(village, somsri, saman)
    saman.says(f"มอบของ {code}").taps("มอบแล้ว")
    forget(village, saman)
    forget(village, somsri)
    [redemption] = village.rows(Redemption)
    assert redemption.asked_by is None
    for kept in (redemption.decided_by, redemption.handed_by):
        assert kept.startswith("erased-")


class TestFiles:
    HEADER = ("รหัสตำบล", "ชื่อของรางวัล", "แต้ม", "จำนวน", "แจกอยู่")

    def test_in_twice_and_out(self, village: Village, tmp_path: Path) -> None:
        rows = [[*self.HEADER], [TAMBON, EGGS, "๑๐๐", "10", "แจก"], ["", "ข้าวสาร", 50, 0, "เลิกแจก"],
                [f"{TAMBON}04", EGGS, 80, 2, ""]]  # fmt: skip
        path = write_csv(tmp_path / "r.csv", rows)
        for _ in range(2):
            assert bring(village, "rewards", path) == (0, [])
            assert len(village.rows(Reward)) == 3
        out = take(village, "rewards", tmp_path / "out.csv")
        assert [tuple(row.values()) for row in out] == [
            (TAMBON, EGGS, "100", "10", "true"),
            (TAMBON, "ข้าวสาร", "50", "0", "false"),
            (f"{TAMBON}04", EGGS, "80", "2", "true"),
        ]
        assert bring(village, "rewards", tmp_path / "out.csv") == (0, [])
        assert len(village.rows(Reward)) == 3

    def test_the_stock_is_as_given(self, village: Village, tmp_path: Path) -> None:
        on_shelf(village, stock=1)
        rows = [["tambon_code", "name", "price", "stock"], [TAMBON, EGGS, 12, 7]]
        assert bring(village, "rewards", write_csv(tmp_path / "r.csv", rows)) == (0, [])
        assert [(r.price, r.stock, r.offered) for r in village.rows(Reward)] == [(12, 7, True)]

    def test_bad_rows_are_named(self, village: Village, tmp_path: Path) -> None:
        rows = [["area_code", "name", "price", "stock", "offered"],
                ["9999", EGGS, 10, 1, ""], [TAMBON, "", 10, 1, ""], [TAMBON, EGGS, 0, 1, ""],
                [TAMBON, EGGS, 10, -1, ""], [TAMBON, EGGS, 10, 1, "?"], [TAMBON, EGGS, "สิบ", 1, ""]]  # fmt: skip
        code, said = bring(village, "rewards", write_csv(tmp_path / "r.csv", rows))
        assert code == 1
        assert [line.split(":")[0] for line in said] == [f"แถว {n}" for n in range(2, 8)]
        assert village.rows(Reward) == []


def test_a_house_that_only_stands_in_a_list_asks_for_nothing(
    village: Village, somsri: Villager
) -> None:
    eggs = on_shelf(village)
    give_points(village, "12/3", 25)
    with village.store.write() as session:
        house = session.scalar(select(Household).filter_by(house_no="12/3"))
        assert house
        house.status = "left"
    for act in ("ask", "yes"):
        assert "สมุดความดีแล้ว" in somsri.posts_back(f'reward.{act} {{"id":{eggs},"p":10,"seen":0}}')
    assert states(village) == []
