"""The menu as a file: in, out, elsewhere, and every bad row named."""

from datetime import date
from pathlib import Path

from bot import files
from bot.domain.aliases import Alias
from bot.domain.deed import Deed
from bot.domain.local_menu import MenuChange
from tests.test_files import bring, export, take, write_csv
from tests.village import TAMBON, Village

HEADER = ["รหัสตำบล", "รหัสความดี", "ชื่อความดี", "ด้าน", "หน่วย", "แต้ม", "วันละไม่เกิน", "จำกัด", "หลักฐาน",
          "ตั้งแต่วันที่", "เรียกว่า"]  # fmt: skip
ROWS = [
    ["", "E1-05", "", "", "", "๖", "3", "2/สัปดาห์", "รูป|พยาน", "1 ธ.ค. 2569", ""],
    [TAMBON, "", "ทอผ้าขาวม้า", "สังคม", "ผืน", "5", "3", "1/ไตรมาส", "ไม่ต้อง", "", "ทอเสื่อกก|ทอผ้าฝ้าย"],
    [TAMBON, "", "เลี้ยงไส้เดือน", "F", "กก.", "2", "", "", "", "", ""],
    [TAMBON, "F1-02", "", "", "", "0", "", "", "", "", ""],
]


def test_an_officers_file(village: Village, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "m.csv", [HEADER, *ROWS])
    assert bring(village, "menu", path) == (0, [])
    first = [
        (r.kind, r.points, r.per_day, r.times, r.period, r.evidence, r.since)
        for r in village.rows(MenuChange)
    ]
    assert first == [
        ("E1-05", 6, 3, 2, "week", "photo|witness", date(2026, 12, 1)),
        ("S9-01", 5, 3, 1, "quarter", "", date(2026, 11, 23)),
        ("F9-01", 2, 1, None, None, "", date(2026, 11, 23)),
        ("F1-02", 0, 1, None, None, "", date(2026, 11, 23)),
    ]
    assert {a.phrase for a in village.rows(Alias)} == {
        "ทอเสื่อกก",
        "ทอผ้าฝ้าย",
        "ทอผ้าขาวม้า",
        "เลี้ยงไส้เดือน",
    }
    somsri = village.villager("สมศรี")
    somsri.says("วันนี้ทอเสื่อกก 2 ผืนค่ะ")
    [deed] = village.rows(Deed)
    assert (deed.kind, deed.units, deed.points) == ("S9-01", 1, 5)
    assert bring(village, "menu", path) == (0, [])
    assert len(village.rows(MenuChange)) == 4


def test_out_and_in_again_and_elsewhere(village: Village, tmp_path: Path) -> None:
    bring(village, "menu", write_csv(tmp_path / "m.csv", [HEADER, *ROWS]))
    village.later(days=5)
    village.villager("สมศรี").says("วันนี้ทอเสื่อกก 2 ผืนค่ะ")
    kaew = village.villager("แก้ว", "17")
    village.grant(kaew, "committee")
    kaew.says("เปลี่ยนชื่อความดี S9-01 = ทอผ้าไหม ตั้งแต่ 1 ม.ค. 70").taps("ยืนยัน")
    for name in ("m.xlsx", "out.csv"):
        export(village, "menu", tmp_path / name)
        assert bring(village, "menu", tmp_path / name) == (0, [])
        assert len(village.rows(MenuChange)) == 5
    there = [
        {**row, "tambon_code": "141602"} for row in take(village, "menu", tmp_path / "out.csv")
    ]
    path = write_csv(
        tmp_path / "there.csv", [list(there[0]), *[list(row.values()) for row in there]]
    )
    assert bring(village, "menu", path) == (0, [])
    rows = village.rows(MenuChange)
    assert len(rows) == 10
    assert {(r.kind, r.name, r.since) for r in rows if r.tambon_code == "141602"} == {
        (r.kind, r.name, r.since) for r in rows if r.tambon_code == TAMBON
    }


def test_bad_rows_are_named(village: Village, tmp_path: Path) -> None:
    bad = {
        "รหัสตำบล": ["99", "E1-05", "", "", "", "6", "", "", "", "", ""],
        "ไม่มีรหัสความดี": ["", "Z1", "", "", "", "6", "", "", "", "", ""],
        "0 ถึง 30": ["", "E1-05", "", "", "", "31", "", "", "", "", ""],
        "ไม่ใช่ตัวเลข": ["", "E1-05", "", "", "", "หก", "", "", "", "", ""],
        "1 ถึง 100 หน่วย": ["", "E1-05", "", "", "", "6", "0", "", "", "", ""],
        "อ่านไม่ออก ใส่แบบ": ["", "E1-05", "", "", "", "6", "", "2/ชาติ", "", "", ""],
        "หลักฐาน “ใจ”": ["", "E1-05", "", "", "", "6", "", "", "ใจ", "", ""],
        "วันที่เริ่ม": ["", "E1-05", "", "", "", "6", "", "", "", "วันไหน", ""],
        "เป็นความดีด้านไหน": ["", "", "ทอผ้าขาวม้า", "", "ผืน", "5", "", "", "", "", ""],
        "ไม่รู้จัก ใส่ F E S": ["", "", "ทอผ้าขาวม้า", "กีฬา", "ผืน", "5", "", "", "", "", ""],
        "ไม่รู้จักหน่วย": ["", "", "ทอผ้าขาวม้า", "S", "กระบุงโกย", "5", "", "", "", "", ""],
        "ด้านไม่ตรง": ["", "S9-05", "ทอผ้าขาวม้า", "F", "ผืน", "5", "", "", "", "", ""],
        "80 ตัวอักษร": ["", "", "ทอผ้า" * 17, "S", "ผืน", "5", "", "", "", "", ""],
        "คำไทยสั้น ๆ": ["", "", "5ส", "S", "ผืน", "5", "", "", "", "", ""],
    }
    code, said = bring(village, "menu", write_csv(tmp_path / "m.csv", [HEADER, *bad.values()]))
    assert code == 1
    assert len(said) == len(bad)
    for number, (line, reason) in enumerate(zip(said, bad, strict=True), 2):
        assert line.startswith(f"แถว {number}: ")
        assert reason in line
    assert village.rows(MenuChange) == []


def test_most_thirty_own_deeds_in_one_file_too(village: Village, tmp_path: Path) -> None:
    letters = [chr(ord("ก") + n) for n in range(31)]
    rows = [["", "", f"งาน{c}ของตำบลเรา", "S", "ครั้ง", "1", "", "", "", "", ""] for c in letters]
    code, said = bring(village, "menu", write_csv(tmp_path / "m.csv", [HEADER, *rows]))
    assert (code, len(said)) == (1, 1)
    assert said[0].startswith("แถว 32: ")
    assert "30 อย่าง" in said[0]


def test_deeds_of_a_file_are_worth_what_their_day_says(village: Village, tmp_path: Path) -> None:
    bring(village, "menu", write_csv(tmp_path / "m.csv", [
        ["kind", "name", "dimension", "unit", "points", "since"],
        ["E1-05", "", "", "", "3", "2026-11-01"],
        ["S9-01", "ทอผ้าขาวม้า", "S", "ผืน", "4", "2026-11-10"],
    ]))  # fmt: skip
    village.villager("สมศรี")
    header = ["village_code", "house_no", "kind", "done_on", "quantity", "unit"]
    rows = [[f"{TAMBON}04", "12/3", kind, day, 2, unit] for kind, day, unit in (
        ("E1-05", "2026-10-31", "ชั่วโมง"), ("E1-05", "2026-11-01", "ชั่วโมง"), ("S9-01", "2026-11-10", "ผืน"),
    )]  # fmt: skip
    assert bring(village, "deeds", write_csv(tmp_path / "d.csv", [header, *rows])) == (0, [])
    assert [(d.points, d.kind_name, d.kind_unit) for d in village.rows(Deed)] == [
        (10, None, None), (6, None, None), (8, "ทอผ้าขาวม้า", "ผืน")
    ]  # fmt: skip
    assert [row["category"] for row in take(village, "deeds", tmp_path / "o.csv")][-1] == "other"
    early = [f"{TAMBON}04", "12/3", "S9-01", "2026-11-09", 1, "ผืน"]
    code, said = bring(village, "deeds", write_csv(tmp_path / "e.csv", [header, early]))
    assert code == 1
    assert "ในเมนูของวันนั้น" in said[0]
    code, said = bring(village, "menu", write_csv(
        tmp_path / "late.csv", [["kind", "points", "since"], ["E1-05", 9, "2026-11-01"]]
    ))  # fmt: skip
    assert code == 1
    assert "เร็วที่สุด" in said[0]


def test_an_export_without_rows_has_its_header(village: Village, tmp_path: Path) -> None:
    assert take(village, "menu", tmp_path / "a.csv") == []
    assert "menu" in files.IMPORTS
    assert "menu" in files.EXPORTS
