"""What people ask about a vote, in their own words: never a dead end, nor a word too much in a
group."""

import pytest

from bot.domain.candidacy import Pick
from bot.domain.elections import Ballot
from tests.village import TAMBON, Village, Villager
from tests.voting import MOO4, neighbours

ASKED = {
    "เบอร์ 1": (
        "โหวตทำไง", "ยายโหวตไม่เป็นจ้ะหลาน", "กดโหวตไม่ได้ค่ะ", "โหวตตรงไหน", "ขอโหวตใหม่จ้า", "อยากเปลี่ยนโหวต", "มีใครเข้าชิงบ้าง",
        "ใครเข้าชิงบ้างคะ", "ใครได้เข้าชิงบ้าง", "บ้านไหนเข้าชิง", "รายชื่อผู้เข้าชิง", "ขอดูรายชื่อหน่อย", "เบอร์ 2 คือใคร", "เบอร์ ๒ บ้านใคร",
        "ใครเบอร์ 2", "มีเบอร์อะไรบ้าง",
    ),
    "โหวตได้ถึง": (
        "โหวตวันไหน", "โหวตถึงวันไหนจ๊ะ", "หมดเขตโหวตเมื่อไหร่", "ปิดโหวตกี่โมงครับ", "ฉันโหวตไปหรือยัง", "เมื่อกี้โหวตไปยัง", "บ้านเราโหวตยัง",
        "โหวตติดไหมคะ",
    ),
    "บ้านละหนึ่งเสียง": (
        "กติกาเป็นยังไง", "กติกาการโหวตมีอะไรบ้าง", "โหวตได้กี่ครั้ง", "โหวตได้กี่เบอร์", "ใครโหวตได้บ้าง", "โหวตลับไหม",
        "คนอื่นรู้ไหมว่าโหวตใคร", "ใครโหวตให้เรา", "ทำยังไงให้ได้เข้าชิง", "ใครเข้าชิงได้บ้าง",
    ),
    "0 แต้ม": (
        "ทำไมบ้านเราไม่ติด", "ทำไมไม่มีบ้านยาย", "บ้านยายหายไปไหน", "บ้านหนูไม่เห็นมีชื่อเลย", "บ้านเราได้ที่เท่าไหร่", "ไม่อยากเข้าชิง",
    ),
}  # fmt: skip
SAID = (
    "โหวตให้2", "ขอโหวตเบอร์ 2 จ้ะลูก", "เอาเบอร์สองจ้ะหลาน", "ยายเลือกเบอร์สองนะลูก", "เลือกเบอร์2เด้อลูก", "เบอร์2จร้า", "ฉานเอาเบอร์ 2",
    "โหวตเบ่อ 2", "โหวตเบอร์สองนะคะคุณบอท", "ป้าขอโหวตเบอร์สองจ้าหนู", "หนูจ๋ายายขอโหวตเบอร์สอง", "เมื่อกี้กดผิด เอาเบอร์ 2",
)  # fmt: skip


@pytest.fixture
def four(village: Village) -> list[Villager]:
    """Three that stand, and one without a แต้ม; the vote is open, and nothing waits to be said."""
    found = neighbours(village, 30, 20, 10, 0)
    village.until(5, 9)
    return found


def test_what_is_asked_in_private_is_answered(village: Village, four: list[Villager]) -> None:
    for expected, phrases in ASKED.items():
        for words in phrases:
            village.later(seconds=10)
            assert expected in four[3].says(words), words
    assert village.rows(Ballot) == []


def test_in_a_group_the_same_questions_are_the_neighbours(
    village: Village, four: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *four)
    four[0].says("โหวต", group)  # what waited to be said has gone with it
    for phrases in ASKED.values():
        for words in phrases:
            assert not four[3].says(words, group), words


def test_votes_in_words_of_home(village: Village, four: list[Villager]) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *four)
    for words in SAID:
        village.later(seconds=10)
        assert "รับโหวตแล้วค่ะ บ้านคุณเลือกเบอร์ 2" in four[3].says(words), words
        four[3].says("โหวต 3")
    assert "รับโหวตแล้ว" in four[2].says("เอาเบอร์สองจ้ะหลาน", group)


def test_who_changes_their_mind_after_a_vote_means_the_vote(
    village: Village, four: list[Villager]
) -> None:
    voter = four[3]
    assert "ไม่มีรายการใหม่" in voter.says("เปลี่ยนใจเป็น 2")
    for words in ("เปลี่ยนใจเป็น 2", "เปลี่ยนใจเอา 2", "ไม่เอา 3 แล้ว เอา 2"):
        village.later(minutes=1)
        voter.says("โหวต 3")
        village.later(minutes=1)
        assert "บ้านคุณเลือกเบอร์ 2" in voter.says(words), words
    village.later(minutes=1)
    assert "บันทึกแล้ว" in voter.says("ปลูกผัก 5 ต้น")
    village.later(minutes=1)
    voter.says("เปลี่ยนใจเป็น 3")
    assert [ballot.number for ballot in village.rows(Ballot)] == [2]


def test_how_the_vote_goes_is_told_as_it_is(village: Village) -> None:
    voter, mate, *_ = neighbours(village, 30, 20, 10)
    village.until(4, 9)
    group = village.tied_group("หมู่ 4", MOO4, voter, mate)
    early = voter.says("ผลโหวต")
    assert "ยังไม่ประกาศผลค่ะ โหวตได้ 5 ธ.ค. 69 07:00 น. ถึง 7 ธ.ค. 69 20:00 น." in early
    assert "บ้านคุณ" not in early.lines[0].text
    village.until(5, 9)
    assert "บ้านคุณยังไม่ได้โหวต" in voter.says("โหวตหรือยัง")
    voter.says("โหวต 2")
    assert "บ้านคุณโหวตแล้ว" in voter.says("ผลโหวต")
    assert "บ้านคุณ" not in voter.says("ผลโหวต", group).lines[0].text
    village.until(7, 21)
    late = voter.says("ผลโหวต")
    assert "ปิดโหวตแล้ว รอนับเสียงอยู่ ผลออก 8 ธ.ค. 69 08:00 น." in late
    assert "โหวตได้ถึง" not in late


def test_what_is_not_understood_in_a_group_blames_no_button(
    village: Village, four: list[Villager]
) -> None:
    group = village.tied_group("หมู่ 4", MOO4, *four)
    typed = four[3].says("โหวต 2 กับ 3", group)
    assert "ไม่แน่ใจว่าหมายถึงบ้านไหน" in typed
    assert "ปุ่มในกลุ่ม" not in typed


def test_who_has_withdrawn_is_told_so_and_not_asked_again(
    village: Village, four: list[Villager]
) -> None:
    one = four[0]
    one.says("ไม่ขอเข้าชิง").taps("ไม่ขอเข้าชิง")
    for words in ("ไม่ขอเข้าชิง", "ทำไมบ้านเราไม่ได้เข้าชิง"):
        said = one.says(words)
        assert "ขอถอนตัวแล้ว" in said
        assert "เข้าชิงอยู่" not in said
    for voter, number in zip(four, (2, 3, 2, 2), strict=True):
        voter.says(f"โหวต {number}")
    village.until(8, 9)
    assert "จบไปแล้ว" in four[1].says("ไม่ขอเข้าชิง")


def test_where_all_have_withdrawn_there_is_no_empty_card(
    village: Village, four: list[Villager]
) -> None:
    for villager in four[:3]:
        villager.says("ไม่ขอเข้าชิง").taps("ไม่ขอเข้าชิง")
    group = village.tied_group("หมู่ 4", MOO4, *four)
    assert "ถอนตัวทุกบ้าน" in four[3].says("โหวต")
    assert "ถอนตัวทุกบ้าน" in four[3].says("โหวต", group)


def test_more_deeds_help_this_month_while_it_lasts(village: Village) -> None:
    one, officer, _ = neighbours(village, 0, 0, 5)
    village.grant(officer, "officer", TAMBON)
    assert "เดือนนี้ยังมีลุ้น" in one.says("บ้านเราติดไหม")
    assert "มีลุ้น" not in officer.says("บ้านเราติดไหม")
    village.until(4, 9)
    assert "เดือนหน้ามีลุ้น" in one.says("บ้านเราติดไหม")


def test_a_pick_without_a_reason_is_asked_for_one(village: Village) -> None:
    one, *_ = neighbours(village, 30, 20, 0)
    village.grant(one, "committee", MOO4)
    for words in ("เสนอเข้าชิง บ้าน 3", "เสนอชื่อบ้านเลขที่ 3 เข้าชิง"):
        assert "เพราะช่วยงานศพทุกงาน" in one.says(words)
    assert not village.rows(Pick)


def test_picks_go_by_the_rules_the_vote_has_kept(village: Village) -> None:
    from bot.domain import settings

    one, *_ = neighbours(village, 30, 20, 0)
    village.grant(one, "committee", MOO4)
    village.until(4, 9)
    with village.store.write() as session:
        settings.put(session, MOO4, "vote-picks", "0", village.clock.now())
    assert "ได้เบอร์ 3" in one.says("เสนอเข้าชิง บ้าน 3 เพราะขยัน")


def test_opened_early_by_hand_the_groups_hear_of_it_with_the_reason(village: Village) -> None:
    officer, *others = neighbours(village, 30, 20, 10)
    village.grant(officer, "officer", TAMBON)
    group = village.tied_group("หมู่ 4", MOO4, officer, *others)
    village.until(4, 12)
    others[0].says("โหวต", group)
    before = len(village.line.answers(group))
    assert "เปิดโหวตแล้ว" in officer.says("เปิดโหวต หมู่ 4 เพราะพรุ่งนี้มีงานวัด")
    village.later(minutes=1)
    others[0].says("ผลโหวต", group)
    told = "\n".join(str(m.message) for m in village.line.answers(group)[before:])
    assert "เปิดโหวตแล้วค่ะ" in told
    assert "เพราะพรุ่งนี้มีงานวัด" in told
