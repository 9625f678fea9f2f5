"""A tambon's own words: learnt where a guess is put right, decided on by people, heard there only."""

import csv
from pathlib import Path

import pytest

from bot.domain.aliases import Alias, AliasTeller
from bot.domain.areas import add_village
from bot.domain.audit import AuditEntry
from bot.domain.deed import Deed
from tests.test_asking import ALIKE
from tests.test_files import bring, take, write_csv
from tests.test_old_cards import forget
from tests.village import TAMBON, Village, Villager

WORD = "ฮุมแฮงสร้างทาง"
"""Nobody in the nation reads this as a deed."""


@pytest.fixture
def officer(village: Village) -> Villager:
    nok = village.villager("พี่นก", "16")
    village.grant(nok, "officer")
    return nok


def corrected(
    village: Village, house: str, *, telling: str = "วันนี้เอาขี้เถ้าโรยต้นหอมแล้วค่ะ"
) -> Villager:
    """A house whose telling is recorded as one kind and put right to be another."""
    who = village.villager(f"คน {house}", house)
    who.says(telling).taps("แก้ไข")
    assert "แก้ไขให้แล้ว" in who.says("ทำปุ๋ยหมัก")
    return who


def kinds(village: Village) -> list[str]:
    return [deed.kind for deed in village.rows(Deed)]


def test_a_correction_leaves_the_wording_and_nothing_of_the_person(village: Village) -> None:
    somsri = corrected(
        village, "12", telling="เมื่อวานยายสมศรีเอาขี้เถ้าโรยต้นหอม 3 แปลง บ้านเลขที่ 12 หมู่ 4 แล้วค่ะ"
    )
    [alias] = village.rows(Alias)
    assert (alias.tambon_code, alias.kind, alias.state, alias.times) == (
        TAMBON, "F1-05", "suggested", 1
    )  # fmt: skip
    assert alias.phrase == "ขี้เถ้าโรยต้นหอม"
    assert [teller.household_id for teller in village.rows(AliasTeller)] == [1]
    forget(village, somsri)
    assert village.rows(AliasTeller) == []
    assert len(village.rows(Alias)) == 1


def test_three_households_make_it_active_and_not_three_phones(village: Village) -> None:
    for house in ("12", "12", "13"):
        corrected(village, house)
    assert village.rows(Alias)[0].state == "suggested"
    malee = village.villager("มาลี", "20")
    malee.says("วันนี้เอาขี้เถ้าโรยต้นหอมแล้วค่ะ")
    assert kinds(village)[-1] == "F1-02"
    corrected(village, "14")
    assert village.rows(Alias)[0].state == "active"
    village.later(minutes=1)
    malee.says("เอาขี้เถ้าโรยต้นหอม")
    assert kinds(village)[-1] == "F1-05"


def test_three_households_do_not_turn_what_everybody_means(
    village: Village, officer: Villager
) -> None:
    for house in ("12", "13", "14"):
        who = village.villager(f"คน {house}", house)
        who.says("ปลูกผักบุ้ง 5 ต้นค่ะ").taps("แก้ไข")
        who.says("รดน้ำผัก")
    [alias] = village.rows(Alias)
    assert (alias.phrase, alias.state) == ("ปลูกผักบุ้ง", "suggested")
    shown = officer.says("คำของตำบล")
    assert "ปกติคำนี้หมายถึง ปลูกผักสวนครัวต้นใหม่" in shown
    shown.taps("ใช้")
    officer.says("ปลูกผักบุ้งแล้วค่ะ")
    assert kinds(village)[-1] == "F1-02"


def test_a_tap_on_the_other_kind_is_remembered(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("แจกเมล็ดบวบให้บ้านใกล้เรือนเคียง").taps("แบ่งผัก")
    [alias] = village.rows(Alias)
    assert (alias.kind, alias.state) == ("F1-04", "suggested")
    assert alias.phrase in "แจกเมล็ดบวบให้บ้านใกล้เรือนเคียง"


def test_the_menu_after_neither_is_remembered(village: Village) -> None:
    somsri = village.villager("สมศรี")
    somsri.says(ALIKE).taps("ไม่ใช่").taps("บริจาคของ")
    assert [alias.kind for alias in village.rows(Alias)] == ["S3-07"]


def test_an_officer_adds_sees_and_takes_away(village: Village, officer: Villager) -> None:
    assert "ยังไม่มีคำ" in officer.says("คำของตำบล")
    assert "หมายถึง ลงแขก" in officer.says(f"คำของตำบล {WORD} = S3-03")
    malee = village.villager("มาลี", "20")
    group = village.group("หมู่ 4", malee)
    malee.says(f"{WORD} 2 ชั่วโมง", group)
    [deed] = village.rows(Deed)
    assert (deed.kind, deed.quantity, deed.points) == ("S3-03", 2, 10)
    shown = officer.says("คำของตำบล")
    assert WORD in shown
    assert "ไม่ใช้" in shown.taps("ไม่ใช้")
    assert not malee.says(f"{WORD} 3 ชั่วโมง", group)
    assert [entry.what for entry in village.rows(AuditEntry) if "alias" in entry.what] == [
        "alias:active", "alias:off"
    ]  # fmt: skip
    assert "ยังไม่มีคำ" in officer.says("คำของตำบล")


@pytest.mark.parametrize(
    "kind", ["S3-03", "s3-03", "ลงแขก/เอามื้อสามัคคี", "ลงแขก/เอามื้อ", "ลงแขกเกี่ยวข้าว"]
)
def test_a_kind_is_named_as_one_likes(village: Village, officer: Villager, kind: str) -> None:
    officer.says(f"คำของตำบล {WORD} = {kind}")
    assert [(a.phrase, a.kind) for a in village.rows(Alias)] == [(WORD, "S3-03")]


@pytest.mark.parametrize(
    "words",
    [
        "คำของตำบล กก = S3-03",
        "คำของตำบล 0812345678 = S3-03",
        "คำของตำบล ฮุมแฮง = ไม่มีในเมนู",
        "คำของตำบล abc = S3-03",
    ],
)
def test_what_cannot_be_a_word_is_refused_kindly(
    village: Village, officer: Villager, words: str
) -> None:
    assert "พิมพ์แบบนี้" in officer.says(words)
    assert village.rows(Alias) == []


def test_a_villager_decides_nothing(village: Village, officer: Villager) -> None:
    officer.says(f"คำของตำบล {WORD} = S3-03")
    card = officer.says("คำของตำบล")
    malee = village.villager("มาลี", "20")
    for answer in (malee.says("คำของตำบล"), malee.says("คำของตำบล กินข้าว = S3-03"),
                   malee.posts_back(card.action("ไม่ใช้")["data"])):  # fmt: skip
        assert "เฉพาะกรรมการ" in answer
    assert [alias.state for alias in village.rows(Alias)] == ["active"]
    assert "ไม่พบคำนี้" in officer.posts_back('words.use {"id":999}')


def test_a_phrase_means_one_kind_at_a_time(village: Village, officer: Villager) -> None:
    officer.says(f"คำของตำบล {WORD} = S3-03")
    officer.says(f"คำของตำบล {WORD} = S3-01")
    assert [(a.kind, a.state) for a in village.rows(Alias)] == [
        ("S3-03", "off"),
        ("S3-01", "active"),
    ]


def test_never_another_tambons(village: Village, officer: Villager) -> None:
    with village.store.write() as session:
        add_village(session, "14160201")
    officer.says(f"คำของตำบล {WORD} = S3-03")
    there = village.person("แดง")
    there.follows().taps("ยินยอมทั้งหมด")
    with village.store.write() as session:
        from bot.domain import areas, people, registry

        user, place = people.find(session, there.id), session.get(areas.Village, "14160201")
        assert user
        assert place
        people.move_in(
            session, user, registry.enter(session, place, "1", None), village.clock.now()
        )
    there.says(f"{WORD}แล้วค่ะ")
    assert village.rows(Deed) == []
    village.grant(there, "officer", "141602")
    assert WORD not in there.says("คำของตำบล")


def test_in_a_group_the_words_are_not_shown(village: Village, officer: Villager) -> None:
    officer.says(f"คำของตำบล {WORD} = S3-03")
    group = village.group("หมู่ 4", officer)
    assert not officer.says("คำของตำบล", group)


def test_negated_or_planned_it_is_no_deed(village: Village, officer: Villager) -> None:
    officer.says(f"คำของตำบล {WORD} = S3-03")
    for words in (f"พรุ่งนี้จะไป{WORD}", f"ยังไม่ได้{WORD}เลย", f"{WORD}ไหมคะ"):
        officer.says(words)
    assert village.rows(Deed) == []


def test_out_and_in_again_as_a_file(village: Village, officer: Villager, tmp_path: Path) -> None:
    officer.says(f"คำของตำบล {WORD} = S3-03")
    [row] = take(village, "aliases", tmp_path / "a.csv")
    assert (row["tambon_code"], row["phrase"], row["kind"], row["state"]) == (
        TAMBON, WORD, "S3-03", "active"
    )  # fmt: skip
    assert bring(village, "aliases", tmp_path / "a.csv") == (0, [])
    assert len(village.rows(Alias)) == 1
    path = write_csv(
        tmp_path / "b.csv", [["ตำบล", "คำ", "รหัสความดี", "สถานะ"], ["", "เก็บเบี้ยริมทาง", "E1-05", ""], ["", WORD, "S3-03", "ไม่ใช้"]],
    )  # fmt: skip
    assert bring(village, "aliases", path) == (0, [])
    assert [(a.phrase, a.state) for a in village.rows(Alias)] == [
        (WORD, "off"), ("เก็บเบี้ยริมทาง", "active")
    ]  # fmt: skip


def test_bad_rows_are_named(village: Village, tmp_path: Path) -> None:
    header = ["tambon_code", "phrase", "kind", "state"]
    rows = [["999999", "ฮุมแฮง", "S3-03", ""], [TAMBON, "1", "S3-03", ""], [TAMBON, "ฮุมแฮง", "Z", ""],
            [TAMBON, "ฮุมแฮง", "S3-03", "?"]]  # fmt: skip
    code, said = bring(village, "aliases", write_csv(tmp_path / "a.csv", [header, *rows]))
    assert code == 1
    assert [line.split(":")[0] for line in said] == ["แถว 2", "แถว 3", "แถว 4", "แถว 5"]
    assert village.rows(Alias) == []


def test_an_export_without_rows_has_its_header(village: Village, tmp_path: Path) -> None:
    assert take(village, "aliases", tmp_path / "a.csv") == []
    with (tmp_path / "a.csv").open(encoding="utf-8-sig") as file:
        assert next(csv.reader(file))[:3] == ["tambon_code", "phrase", "kind"]
