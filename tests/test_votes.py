"""The vote: who stands, whose ballot counts, and what nobody learns."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import own_data, people, registry
from bot.domain.elections import Ballot, Election
from tests.village import TAMBON, Village, Villager

MOO4 = f"{TAMBON}04"
DEEDS = ("ปลูกผัก 5 ต้น", "ปลูกผัก 4 ต้น", "ปลูกผัก 3 ต้น")


@pytest.fixture
def neighbours(village: Village) -> list[Villager]:
    """Four houses of หมู่ 4; the first three did good in November, in that order of points."""
    people = [village.villager(f"คน {n}", f"{n}/1" if n == 1 else str(n)) for n in range(1, 5)]
    for villager, words in zip(people, DEEDS, strict=False):
        assert "แต้ม" in villager.says(words)
    return people


def to_the_vote(village: Village) -> None:
    village.until(5, 9)


def test_candidates_are_the_houses_with_most_points(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    village.until(4, 20, 5)
    [card] = [m.text for m in village.line.answers(group) if "ผู้เข้าชิง" in m.text]
    assert "3 บ้าน" in card
    answer = neighbours[3].says("โหวต")
    assert [label for label in answer.labels if "เบอร์" in label] == [
        "โหวตเบอร์ 1", "โหวตเบอร์ 2", "โหวตเบอร์ 3",
    ]  # fmt: skip
    assert answer.text.index("บ้านเลขที่ 1/1 หมู่ 4") < answer.text.index("บ้านเลขที่ 2 หมู่ 4")


def test_by_number_by_house_and_by_button(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    one, two, three, four = neighbours
    assert "รับโหวตแล้ว" in one.says("โหวต 2")
    assert "รับโหวตแล้ว" in two.says("โหวตบ้านเลขที่ 1/1")
    assert "รับโหวตแล้ว" in three.says("เลือกเบอร์ ๒ ค่ะ")
    assert "โหวตมาแล้ว 4 จาก 4 บ้าน" in four.says("โหวต").taps("โหวตเบอร์ 2")
    chosen = {ballot.household_id: ballot.number for ballot in village.rows(Ballot)}
    assert list(chosen.values()) == [2, 1, 2, 2]


def test_one_household_one_ballot_and_the_last_one_counts(
    village: Village, neighbours: list[Villager]
) -> None:
    to_the_vote(village)
    daughter = village.person("ลูกสาว")
    daughter.follows().taps("ยินยอมทั้งหมด")
    daughter.says("ลงทะเบียน บ้านเลขที่ 4 หมู่ 4")
    neighbours[3].says("โหวต 1")
    village.later(minutes=1)
    assert "รับโหวตแล้ว" in daughter.says("โหวต 3")
    [ballot] = village.rows(Ballot)
    assert ballot.number == 3


def test_by_the_moment_it_was_cast_not_the_moment_it_came(
    village: Village, neighbours: list[Villager]
) -> None:
    to_the_vote(village)
    village.line.set_faults(reorder=1)
    neighbours[3].says("โหวต 1")
    village.later(minutes=1)
    neighbours[3].says("โหวต 2")
    village.settle()
    [ballot] = village.rows(Ballot)
    assert ballot.number == 2


def test_not_for_oneself_nor_for_nobody(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    assert "บ้านตัวเอง" in neighbours[0].says("โหวต 1")
    assert "ไม่มีผู้เข้าชิงนี้" in neighbours[0].says("โหวต 9")
    assert "ไม่มีผู้เข้าชิงนี้" in neighbours[0].says("โหวต 0")
    assert "ไม่มีผู้เข้าชิงนี้" in neighbours[0].says("โหวตบ้านเลขที่ 4")
    assert "โหวตเบอร์ 1" in neighbours[0].says("โหวตบ้านยายแดง").labels
    assert village.rows(Ballot) == []


def test_before_opening_and_after_closing(village: Village, neighbours: list[Villager]) -> None:
    assert "ยังไม่มีโหวต" in neighbours[3].says("โหวต 1")
    village.until(4, 12)
    assert "ยังไม่เปิดโหวต" in neighbours[3].says("โหวต 1")
    village.until(7, 21)
    assert "ปิดโหวตแล้ว" in neighbours[3].says("โหวต 1")
    assert village.rows(Ballot) == []


def test_among_neighbours_a_number_without_the_word_is_a_vote_from_its_beginning_to_its_result(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", f"{TAMBON}04", *neighbours)
    assert not neighbours[3].says("เลือกเบอร์ 1", group)
    to_the_vote(village)
    assert "รับโหวตแล้ว" in neighbours[3].says("เลือกเบอร์ 1", group)
    assert not neighbours[3].says("เลือกเบอร์ 9", group)
    village.until(7, 21)
    assert "ปิดโหวตแล้ว" in neighbours[3].says("เลือกเบอร์ 1", group)
    village.until(12, 12)
    assert not neighbours[3].says("เลือกเบอร์ 1", group)


def test_a_vote_cast_in_time_that_comes_late_counts_until_the_result_stands(
    village: Village, neighbours: list[Villager]
) -> None:
    to_the_vote(village)
    village.at_once = False
    neighbours[2].says("โหวต 1")
    neighbours[3].says("โหวต 1")
    village.clock.at = datetime(2026, 12, 7, 14, 0, tzinfo=UTC)  # nine in the evening: closed
    village.run_job("vote-close")
    assert len(village.rows(Ballot)) == 2


def test_a_stranger_and_somebody_of_another_village(
    village: Village, neighbours: list[Villager]
) -> None:
    far = village.villager("ไกล", "7", 5)
    group = village.tied_group("หมู่ 4", MOO4, *neighbours, far)
    to_the_vote(village)
    stranger = village.person("คนแปลกหน้า")
    village.line.join(group, stranger.person)
    assert "เข้าร่วมสมุดความดี" in stranger.says("โหวต 1", group)
    card = neighbours[0].says("โหวต", group)
    village.line.set_faults(groupPostbackUserId=True)
    assert "หมู่ 4" in card.taps("โหวตเบอร์ 2", who=far)
    assert village.rows(Ballot) == []


def test_a_tap_in_a_group_that_line_gives_no_name_goes_to_private(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    answer = neighbours[3].says("โหวต", group).taps("โหวตเบอร์ 1")
    assert "แชทส่วนตัว" in answer
    assert village.rows(Ballot) == []


def test_choosing_among_other_things_is_no_vote(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    for words in ("เลือก 2", "เลือกบ้าน 2 หลังไปช่วยน้ำท่วม", "เลือกบ้าน 2"):
        neighbours[3].says(words, group)
    assert village.rows(Ballot) == []
    assert "รับโหวตแล้ว" in neighbours[3].says("เลือกเบอร์ 2", group)


def test_after_closing_there_is_nothing_to_tap(
    village: Village, neighbours: list[Villager]
) -> None:
    village.until(7, 21)
    assert "ปิดโหวตแล้ว" in neighbours[0].says("โหวต")


def test_the_group_learns_the_turnout_and_never_a_choice(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    answer = neighbours[3].says("โหวต 2", group)
    assert "1 จาก 4 บ้าน" in answer
    assert "เบอร์" not in answer.text
    assert "ยังไม่ประกาศผล" in neighbours[0].says("ผลโหวต")


def test_the_result_in_the_group_in_private_and_on_the_page(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    assert "ยังไม่มีผลโหวต" in village.web.get("/results").text
    to_the_vote(village)
    for villager, number in zip(neighbours, (2, 1, 2, 2), strict=True):
        villager.says(f"โหวต {number}")
    village.until(8, 20, 5)
    answer = neighbours[0].says("ผลโหวต")
    lines = [line for line in answer.text.splitlines() if "บ้านเลขที่" in line or "เสียง" in line]
    assert lines == [
        "บ้านเลขที่ 2 หมู่ 4", "3 เสียง", "บ้านเลขที่ 1/1 หมู่ 4", "1 เสียง", "บ้านเลขที่ 3 หมู่ 4", "0 เสียง",
    ]  # fmt: skip
    page = village.web.get("/results").text
    assert page.index("บ้านเลขที่ 2 หมู่ 4") < page.index("3 เสียง") < page.index("บ้านเลขที่ 1/1 หมู่ 4")
    assert "คน 1" not in page
    assert any("ผลโหวต" in m.text for m in village.line.answers(group))
    assert "ปิดโหวตแล้ว" in neighbours[0].says("โหวต 3")
    [election] = village.rows(Election)
    assert (election.turnout, election.households, election.quorum_met) == (4, 4, True)


def test_a_month_without_deeds_has_no_vote(village: Village) -> None:
    somsri = village.villager("สมศรี")
    village.until(8, 12)
    assert village.rows(Election) == []
    assert "ยังไม่มี" in somsri.says("ผลโหวต")


def test_nothing_is_told_into_a_closed_month(village: Village, neighbours: list[Villager]) -> None:
    village.until(1, 9)
    assert "ปิดสมุดเดือนพฤศจิกายน" in neighbours[3].says("วันที่ 28 เก็บขยะ 1 ชั่วโมง")
    assert "บันทึกแล้ว" in neighbours[3].says("ปลูกผัก 2 ต้น")


def test_what_neighbours_say_of_a_vote_is_taken_only_while_there_is_one(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    assert not neighbours[3].says("ขอลงให้เบอร์ 2 จ้า", group)
    to_the_vote(village)
    assert "ไม่มีผู้เข้าชิง" not in neighbours[3].says("ขอลงให้เบอร์ 9 จ้า", group)
    assert village.rows(Ballot) == []
    assert "รับโหวตแล้ว" in neighbours[3].says("ขอลงให้เบอร์ 2 จ้า", group)


def test_a_vote_in_other_words_for_the_house_it_names(
    village: Village, neighbours: list[Villager]
) -> None:
    to_the_vote(village)
    assert "รับโหวตแล้ว" in neighbours[3].says("ขอลงคะแนนให้บ้านเลขที่ 2 หมู่ 4 ค่ะ")
    [ballot] = village.rows(Ballot)
    assert ballot.number == 2


def test_who_blocked_the_bot_votes_in_the_group_all_the_same(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    neighbours[3].blocks()
    assert "รับโหวตแล้ว" in neighbours[3].says("โหวต 2", group)
    assert [ballot.number for ballot in village.rows(Ballot)] == [2]


def test_nobody_votes_for_two_households(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    mover = neighbours[3]
    assert "รับโหวตแล้ว" in mover.says("โหวต 2")
    village.later(minutes=5)
    mover.says("ลงทะเบียน บ้านเลขที่ 77 หมู่ 4").taps("ย้าย")
    assert "คนหนึ่งโหวตได้บ้านเดียว" in mover.says("โหวต 1")
    assert [ballot.number for ballot in village.rows(Ballot)] == [2]
    son = village.person("ลูกชาย")
    son.follows().taps("ยินยอมทั้งหมด")
    son.says("ลงทะเบียน บ้านเลขที่ 77 หมู่ 4")
    assert "รับโหวตแล้ว" in son.says("โหวต 1")


def test_an_edited_message_is_a_new_vote_and_an_unsent_one_leaves_it(
    village: Village, neighbours: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    voter = neighbours[3]
    voter.says("โหวต 2", group)
    village.later(minutes=1)
    assert "รับโหวตแล้ว" in voter.edits("โหวต 1", group)
    assert [ballot.number for ballot in village.rows(Ballot)] == [1]
    village.later(minutes=1)
    voter.edits("โอ๊ยร้อนจัง", group)
    assert [ballot.number for ballot in village.rows(Ballot)] == [1]
    voter.unsends()
    assert [ballot.number for ballot in village.rows(Ballot)] == [1]
    assert "เสียงที่โหวตไว้" in voter.says("สวัสดี")


def test_in_private_it_says_what_it_took(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    assert "เลือกเบอร์ 2 บ้านเลขที่ 2 หมู่ 4" in neighbours[3].says("โหวต 2")


def test_only_the_count_sees_what_was_chosen(village: Village, neighbours: list[Villager]) -> None:
    """Nothing a villager, the committee or an officer can ask for tells a choice before or after."""
    officer = village.person("พัฒนากร")
    officer.follows()
    village.grant(officer, "officer")
    to_the_vote(village)
    neighbours[0].says("โหวต 3")
    for words in ("ผลโหวต", "จัดการโหวต หมู่ 4", "ใครโหวตแล้ว", "งบข้อความ"):
        said = officer.says(words)
        assert "เบอร์ 3" not in said.text.replace("โหวตเบอร์ 3", ""), words
    assert "0 เสียง" not in officer.says("ผลโหวต")
    page = village.web.get("/results").text
    assert "เสียง" not in page.replace("ยังไม่มีผลโหวต", "")


@pytest.mark.parametrize("words", ["โหวต 2 กับ 3", "โหวต 2,3", "โหวตเบอร์ 2 และเบอร์ 3 ค่ะ"])
def test_two_at_once_are_none(village: Village, neighbours: list[Villager], words: str) -> None:
    to_the_vote(village)
    asked = neighbours[3].says(words)
    assert "บ้านเดียว" in asked
    assert village.rows(Ballot) == []
    assert "รับโหวตแล้ว" in asked.taps("เบอร์ 3")
    assert [ballot.number for ballot in village.rows(Ballot)] == [3]


def call_houses(village: Village, **heads: str) -> None:
    """House 1/1, 2 and 3 by the names of their heads."""
    with village.store.write() as session:
        for house, head in zip(("1/1", "2", "3"), heads.values(), strict=False):
            found = registry.find(session, MOO4, house)
            assert found
            found.head = head


def test_by_a_households_name(village: Village, neighbours: list[Villager]) -> None:
    call_houses(village, one="นางสมศรี ใจดี", two="นายบุญมี มั่นคง", three="ยายแดง แก้วใส")
    to_the_vote(village)
    assert "เลือกเบอร์ 3" in neighbours[3].says("โหวตบ้านยายแดง")
    assert "เลือกเบอร์ 2" in neighbours[3].says("โหวตให้บ้านลุงบุญมีค่ะ")
    assert "เลือกเบอร์ 1" in neighbours[3].says("เลือกบ้านสมศรี")


def test_a_misspelt_name_is_asked_about(village: Village, neighbours: list[Villager]) -> None:
    call_houses(village, one="นางสมศรี ใจดี", two="นายบุญเลิศ มั่นคง", three="ยายแดง แก้วใส")
    to_the_vote(village)
    asked = neighbours[3].says("โหวตบ้านบุญเลิด")
    assert "เบอร์ 2" in asked
    assert village.rows(Ballot) == []
    assert "รับโหวตแล้ว" in asked.taps("ใช่")
    asked = neighbours[3].says("โหวตบ้านสมสี")
    assert "เลือกเบอร์ 1" in neighbours[3].says("ใช่ค่ะ")
    asked = neighbours[3].says("โหวตบ้านบุญเลิด")
    assert "โหวตเบอร์ 1" in asked.taps("ไม่ใช่").labels


def test_two_of_one_name_are_asked_about(village: Village, neighbours: list[Villager]) -> None:
    call_houses(village, one="นางสมศรี ใจดี", two="นางสมศรี มั่นคง", three="ยายแดง")
    to_the_vote(village)
    asked = neighbours[3].says("โหวตบ้านสมศรี")
    assert village.rows(Ballot) == []
    assert "เลือกเบอร์ 2" in asked.taps("เบอร์ 2")
    assert "เลือกเบอร์ 1" in neighbours[3].says("โหวตบ้านสมศรี ใจดี")


def test_a_group_reads_no_name_that_is_asked_about(
    village: Village, neighbours: list[Villager]
) -> None:
    call_houses(village, one="นางสมศรี ใจดี", two="นายบุญเลิศ มั่นคง", three="ยายแดง")
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    said = neighbours[3].says("โหวตบ้านบุญเลิด", group)
    assert "เบอร์ 2" not in said.text
    assert "แชทส่วนตัว" in said
    taken = neighbours[3].says("โหวตบ้านยายแดง", group)
    assert "รับโหวตแล้ว" in taken
    assert "เบอร์" not in taken.text


def test_which_to_choose_is_no_choice(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    assert "โหวตเบอร์ 1" in neighbours[3].says("โหวต 2 หรือ 3 ดีคะ").labels
    neighbours[3].says("ไม่โหวต 3")
    neighbours[3].says("โหวต 3 ให้บ้านเลขที่ 2")
    assert village.rows(Ballot) == []


def test_a_number_said_with_another_house_is_asked_about(
    village: Village, neighbours: list[Villager]
) -> None:
    call_houses(village, one="นางสมศรี ใจดี", two="นายบุญเลิศ มั่นคง", three="ยายแดง")
    to_the_vote(village)
    assert "เลือกเบอร์ 3" in neighbours[3].says("โหวตเบอร์ 3 บ้านยายแดง")
    village.later(minutes=1)
    asked = neighbours[3].says("โหวตเบอร์ 1 บ้านยายแดง")
    assert "ใช่ไหม" in asked
    assert [ballot.number for ballot in village.rows(Ballot)] == [3]


def test_a_beauty_contest_is_no_vote_of_ours(village: Village, neighbours: list[Villager]) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *neighbours)
    to_the_vote(village)
    assert not neighbours[3].says("โหวตนางงามกันยัง", group)
    assert not neighbours[3].says("โหวตให้น้องอิงฟ้าด้วยนะ", group)


def test_after_thirteen_months_nobody_can_tell_what_was_chosen(
    village: Village, neighbours: list[Villager]
) -> None:
    to_the_vote(village)
    for voter, number in zip(neighbours, (2, 1, 1), strict=False):
        voter.says(f"โหวต {number}")
    village.until(8, 9)
    village.run_job("retention", village.clock.now() + timedelta(days=30))
    assert {ballot.number for ballot in village.rows(Ballot)} == {1, 2}
    village.clock.at = datetime(2028, 1, 10, tzinfo=UTC)
    village.run_job("retention")
    assert {(ballot.number, ballot.voter_id) for ballot in village.rows(Ballot)} == {(None, None)}
    assert "2 เสียง" in neighbours[0].says("ผลโหวต")


def test_ones_own_votes_are_ones_own_data(village: Village, neighbours: list[Villager]) -> None:
    to_the_vote(village)
    neighbours[3].says("โหวต 2")
    with village.store.read() as session:
        for who, expected in ((neighbours[3], [2]), (neighbours[2], [])):
            user = people.find(session, who.id)
            assert user
            votes = own_data.collect(session, user)["votes"]
            assert [vote["number"] for vote in votes] == expected
