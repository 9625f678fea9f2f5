"""Files in and out: as officers keep them, with every bad row named and nothing half written."""

import csv
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from bot import files
from bot.domain import arrivals, notices
from bot.domain.areas import Village as VillageRow
from bot.domain.deed import Deed
from bot.domain.notice import Notice
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.files.sheets import read_date
from tests.village import TAMBON, Village


def bring(
    village: Village, kind: str, path: Path, *, skip_bad: bool = False
) -> tuple[int, list[str]]:
    said: list[str] = []
    code = files.read_in(village.house, kind, str(path), skip_bad=skip_bad, say=said.append)
    return code, said


def write_csv(path: Path, rows: list[list[object]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def export(village: Village, kind: str, path: Path) -> None:
    said: list[str] = []
    assert (files.write_out(village.house, kind, str(path), say=said.append), said) == (0, [])


def take(village: Village, kind: str, path: Path) -> list[dict[str, str]]:
    export(village, kind, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


THAI_HEADER = [
    "ลำดับ", "บ้านเลขที่", "หมู่ที่", "ชื่อหัวหน้าครัวเรือน", "เบอร์โทร", "จำนวนสมาชิก", "วันที่สมัคร",
]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_households_as_an_officer_keeps_them(
    village: Village, tmp_path: Path, encoding: str
) -> None:
    path = write_csv(
        tmp_path / "h.csv",
        [
            THAI_HEADER,
            ["๑", "๑๒/๓", "๔", "นางแดง ใจดี", "๐๘๑-๒๓๔", "๕", "๑ ส.ค. ๒๕๖๙"],
            [],
            ["2", "10", "4", "นายดำ", "", "", "23/11/69"],
        ],
        encoding,
    )
    assert bring(village, "households", path) == (0, [])
    assert bring(village, "households", path) == (0, [])
    first, second = village.rows(Household)
    assert (first.house_no, first.village_code, first.head) == ("12/3", f"{TAMBON}04", "นางแดง ใจดี")
    assert (first.size, first.joined_on.isoformat()) == (5, "2026-08-01")
    assert second.joined_on.isoformat() == "2026-11-23"


def test_households_from_excel(village: Village, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["moo", "house_no", "head", "members", "joined_on"])
    book.active.append([4, "12/3", "แดง", 5.0, datetime(2026, 8, 1)])  # noqa: DTZ001 - as in Excel
    book.active.append([4, "12/4", "ดำ", 2, datetime(2569, 8, 1)])  # noqa: DTZ001 - the year is Buddhist
    book.save(tmp_path / "h.xlsx")
    assert bring(village, "households", tmp_path / "h.xlsx") == (0, [])
    house, other = village.rows(Household)
    assert (house.house_no, house.size, house.joined_on.isoformat()) == ("12/3", 5, "2026-08-01")
    assert other.joined_on.isoformat() == "2026-08-01"


def test_a_bad_row_is_named_and_nothing_is_written(village: Village, tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "h.csv",
        [
            THAI_HEADER,
            [1, "12/3", 4, "แดง", "", "", ""],
            [2, "ไม่ทราบ", 4, "", "", "", ""],
            [3, "7", 44, "", "", "", ""],
            [4, "8", "สี่", "", "", "", ""],
            [5, "9", 4, "", "", "ห้า", ""],
            [6, "11", 4, "", "", "", "เมื่อวาน"],
        ],
    )
    code, said = bring(village, "households", path)
    assert code == 1
    assert [line.split(":")[0] for line in said] == [f"แถว {n}" for n in (3, 4, 5, 6, 7)]
    assert village.rows(Household) == []
    assert bring(village, "households", path, skip_bad=True)[0] == 1
    assert [house.house_no for house in village.rows(Household)] == ["12/3"]


def test_moo_that_could_be_in_two_tambons_is_a_bad_row(
    found_village: Callable[..., Village], tmp_path: Path
) -> None:
    village = found_village(home_area=None)
    villages = write_csv(tmp_path / "v.csv", [["village_code"], ["14160104"], ["14160204"]])
    assert bring(village, "villages", villages) == (0, [])
    path = write_csv(tmp_path / "h.csv", [["moo", "house_no"], [4, "1"]])
    code, [line] = bring(village, "households", path)
    assert code == 1
    assert "หลายตำบล" in line


def test_villages_in_and_out(found_village: Callable[..., Village], tmp_path: Path) -> None:
    village = found_village()
    rows = [
        ["village_code", "moo", "name", "lat", "lon"],
        ["14160104", "4", "บ้านท่าดินแดง", "14.66", "100.58"],
        ["๑๔๑๖๐๑๐๕", "๐๕", "", "", ""],
    ]
    path = write_csv(tmp_path / "v.csv", rows)
    assert bring(village, "villages", path) == (0, [])
    out = take(village, "villages", tmp_path / "out.csv")
    assert [row["village_code"] for row in out] == ["14160104", "14160105"]
    assert (out[0]["name"], out[0]["lat"], out[0]["moo"]) == ("บ้านท่าดินแดง", "14.66", "4")
    bad = [
        ["village_code", "moo", "lat", "lon"],
        ["99999999", "", "", ""],
        ["1416010", "", "", ""],
        ["14160104", "5", "", ""],
        ["14160100", "", "", ""],
        ["14160104", "4", "100.58", "14.66"],
        ["14160104", "4", "14.66", "-100.58"],
        ["14160104", "4", "nan", ""],
        ["14160104", "9" * 5000, "", ""],
    ]
    code, said = bring(village, "villages", write_csv(tmp_path / "bad.csv", bad))
    assert code == 1
    assert [line.split(":")[0] for line in said] == [f"แถว {n}" for n in range(2, 10)]
    assert len(village.rows(VillageRow)) == 2


def test_deeds_in_and_out(village: Village, tmp_path: Path) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ฉันชื่อ ยายแดง")
    somsri.says("เมื่อวานปลูกผักบุ้ง 5 ต้น")
    [out] = take(village, "deeds", tmp_path / "d.csv")
    assert out["kind"] == "F1-01"
    assert out["category"] == "food.vegetables"
    assert (out["quantity"], out["unit"], out["points"]) == ("5", "ต้น", "5")
    assert (out["done_on"], out["status"], out["member"]) == ("2026-11-22", "accepted", "ยายแดง")
    assert (out["house_no"], out["village_code"]) == ("12/3", f"{TAMBON}04")
    assert out["text"] == "เมื่อวานปลูกผักบุ้ง 5 ต้น"
    assert out["message_id"] == somsri.last[-1].message_id
    assert bring(village, "deeds", tmp_path / "d.csv") == (0, [])
    assert len(village.rows(Deed)) == 1

    new = write_csv(
        tmp_path / "new.csv",
        [
            [
                "deed_id",
                "village_code",
                "house_no",
                "kind",
                "quantity",
                "unit",
                "points",
                "done_on",
            ],
            ["", f"{TAMBON}04", "12/3", "F1-01", "30", "ต้น", "", "2026-01-05"],
            ["", f"{TAMBON}04", "12/3", "F1-01", "30", "ต้น", "", "2026-01-05"],
            ["kept", f"{TAMBON}04", "12/3", "F1-01", "1", "ต้น", "7", "๕ ม.ค. ๒๕๖๙"],
        ],
    )
    assert bring(village, "deeds", new) == (0, [])
    assert village.balance() == 5 + 30 + 30 + 7
    out = take(village, "deeds", tmp_path / "d.csv")
    assert [row["quantity"] for row in out] == ["5", "30", "30", "1"]
    assert bring(village, "deeds", new) == (0, [])
    assert len(village.rows(Deed)) == 1 + 3 + 2, "rows without an id are new each time"


def test_bad_deeds(village: Village, tmp_path: Path) -> None:
    village.villager("สมศรี")
    rows = [
        ["village_code", "house_no", "kind", "done_on", "quantity", "status"],
        [f"{TAMBON}04", "99", "F1-01", "2026-01-05", "", ""],
        [f"{TAMBON}04", "12/3", "Z9-99", "2026-01-05", "", ""],
        [f"{TAMBON}04", "12/3", "F1-01", "วันก่อน", "", ""],
        [f"{TAMBON}04", "12/3", "F1-01", "2026-01-05", "มาก", ""],
        [f"{TAMBON}04", "12/3", "F1-01", "2026-01-05", "1", "maybe"],
    ]
    code, said = bring(village, "deeds", write_csv(tmp_path / "d.csv", rows))
    assert (code, len(said)) == (1, 5)
    assert village.rows(Deed) == []


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"points": "-5"}, "แต้ม -5"),
        ({"points": "2.5"}, "ไม่ใช่จำนวนเต็ม"),
        ({"points": "999999999"}, "แต้ม 999999999"),
        ({"points": "9" * 5000}, "มากเกินไป"),
        ({"quantity": "-5"}, "ติดลบ"),
        ({"quantity": "1000000000"}, "แต้ม 1000000000"),
        ({"done_on": "2026-11-24"}, "ยังมาไม่ถึง"),
        ({"done_on": "31/12/2559"}, "เก่ากว่าปี 2560"),
        ({"deed_id": "x" * 41}, "ยาวเกิน"),
        ({"village_code": "", "moo": "9" * 5000}, "หมู่ที่"),
    ],
)
def test_deeds_nobody_can_have_done(
    village: Village, tmp_path: Path, cells: dict[str, str], why: str
) -> None:
    village.villager("สมศรี")
    good = {
        "deed_id": "", "village_code": f"{TAMBON}04", "moo": "", "house_no": "12/3",
        "kind": "F1-01", "quantity": "5", "unit": "ต้น", "points": "", "done_on": "2026-11-23",
    }  # fmt: skip
    rows = [list(good), list(good.values()), list((good | cells).values())]
    code, [line] = bring(village, "deeds", write_csv(tmp_path / "d.csv", rows))
    assert code == 1
    assert line.startswith("แถว 3: ")
    assert why in line
    assert len(line) < 120
    assert village.rows(Deed) == []


def test_a_known_deed_is_left_alone_whatever_its_row_says(village: Village, tmp_path: Path) -> None:
    village.villager("สมศรี").says("ปลูกผักบุ้ง 5 ต้น")
    [out] = take(village, "deeds", tmp_path / "d.csv")
    path = write_csv(tmp_path / "d.csv", [list(out), [*(out | {"points": "-5"}).values()]])
    village.later(days=-1)
    assert bring(village, "deeds", path) == (0, [])
    assert village.balance() == 5


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("members", "9" * 23),
        ("members", "1000"),
        ("members", "-1"),
        ("moo", "9" * 5000),
        ("moo", "-4"),
        ("house_no", "1" * 5000),
        ("joined_on", "1" * 5000),
        ("status", "x" * 5000),
    ],
)
def test_a_cell_beyond_all_measure_writes_nothing(
    village: Village, tmp_path: Path, column: str, cell: str
) -> None:
    good = {"moo": "4", "house_no": "1", "members": "5", "joined_on": "", "status": ""}
    many = [[*(good | {"house_no": str(n)}).values()] for n in range(1, 151)]
    rows = [list(good), *many, [*(good | {column: cell}).values()]]
    code, [line] = bring(village, "households", write_csv(tmp_path / "h.csv", rows))
    assert code == 1
    assert line.startswith("แถว 152: ")
    assert len(line) < 120
    assert village.rows(Household) == []


def test_the_ledger_out_balances(village: Village, tmp_path: Path) -> None:
    somsri = village.villager("สมศรี")
    somsri.says("ปลูกผัก 5 ต้น").taps("ยกเลิก")
    rows = take(village, "ledger", tmp_path / "l.csv")
    assert sum(int(row["amount"].lstrip("'")) for row in rows) == 0
    assert {row["reason"] for row in rows} == {"deposit", "reversal"}


def test_ballots_and_results_after_the_result_stands(village: Village, tmp_path: Path) -> None:
    homes = ("12/3", "45", "7")
    somsri, malee, lek = (village.villager(f"คนบ้าน {no}", no) for no in homes)
    somsri.says("ปลูกผักบุ้ง 5 ต้น")
    malee.says("ปลูกผักบุ้ง 3 ต้น")
    village.until(5, 8)
    lek.says("โหวต 1")
    malee.says("โหวต 1")
    village.until(7, 21)
    for kind in ("ballots", "results"):
        assert take(village, kind, tmp_path / "early.csv") == []
    village.until(8, 9)

    ballots = take(village, "ballots", tmp_path / "b.csv")
    same = {"month": "2026-11", "area_code": f"{TAMBON}04", "via": "line", "counted": "true"}
    assert ballots == [same | {"house_no": no} for no in ("45", "7")]
    results = take(village, "results", tmp_path / "r.csv")
    same = {
        "month": "2026-11",
        "area_code": f"{TAMBON}04",
        "quorum_met": "true",
        "decided_by": "votes",
    }
    assert results == [
        same | {"rank": "1", "house_no": "12/3", "votes": "2"},
        same | {"rank": "2", "house_no": "45", "votes": "0"},
    ]


def test_notices_out(village: Village, tmp_path: Path) -> None:
    somsri = village.villager("สมศรี")
    now = village.clock.now().astimezone(village.settings.zone)
    with village.store.write() as session:
        user = session.scalars(select(LineUser)).one()
        for _ in range(2):
            notices.leave(session, user, "photo_missing", now)
        arrivals.went(session.get_one(Notice, 1), "push", village.clock.now(), billed=1)
    gone, waiting = take(village, "notices", tmp_path / "n.csv")
    assert gone == {
        "notice_id": "1", "kind": "photo_missing", "chat": somsri.id,
        "created_at": "2026-11-23T03:00:00+00:00", "due_at": "2026-11-24T03:00:00+00:00",
        "delivered_at": "2026-11-23T03:00:00+00:00", "how": "push", "billed": "1",
    }  # fmt: skip
    assert (waiting["delivered_at"], waiting["how"], waiting["billed"]) == ("", "", "0")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_control_characters_break_no_file(village: Village, tmp_path: Path, ending: str) -> None:
    village.villager("สมศรี").says("ปลูกผักบุ้ง\x0b 5 ต้น\x00\r\nที่สวน")
    with village.store.write() as session:  # as it came in before they were taken out
        session.scalars(select(Household)).one().head = "แดง\x1f ใจดี"
    for kind in files.EXPORTS:
        path = tmp_path / f"{kind}.{ending}"
        export(village, kind, path)
    assert village.rows(Deed)[0].text == "ปลูกผักบุ้ง 5 ต้น\nที่สวน"
    assert bring(village, "households", tmp_path / f"households.{ending}") == (0, [])
    assert village.rows(Household)[0].head == "แดง ใจดี"


def test_control_characters_are_not_brought(village: Village, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "h.csv", [THAI_HEADER, [1, "1\x0b2/3", 4, "แ\x00ดง", "", "", ""]])
    assert bring(village, "households", path) == (0, [])
    [house] = village.rows(Household)
    assert (house.house_no, house.head) == ("12/3", "แดง")


@pytest.mark.parametrize("kind", files.EXPORTS)
def test_an_empty_export_has_its_header(village: Village, tmp_path: Path, kind: str) -> None:
    export(village, kind, tmp_path / "x.xlsx")
    [header, *_] = load_workbook(tmp_path / "x.xlsx").active.iter_rows(values_only=True)
    assert header == files.KINDS[kind].columns


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("x.xlsx", b"not a zip", "is not an XLSX file"),
        ("x.csv", b"\x00\xff\xfe\xfd\xdb\xdc", "neither UTF-8"),
        ("x.xlsx", b"", "is not an XLSX file"),
        ("x.csv", b"", "empty"),
        ("x.csv", b'moo,house_no,head\n4,1,a\n4,2,"b\n4,3,c\n', "แถว 3:"),
        ("x.csv", b'moo,house_no,head\n4,1,a\n4,2,"b\n4,3,"c"\n', "แถว 3:"),
        ("x.csv", b"moo,house_no,head\n4,1," + b"x" * 200_000, "แถว 2:"),
        ("x.csv", "ชื่อ,อายุ\nแดง,5\n".encode(), "ไม่พบคอลัมน์"),
    ],
)
def test_a_file_that_is_none(
    village: Village, tmp_path: Path, name: str, data: bytes, why: str
) -> None:
    (tmp_path / name).write_bytes(data)
    code, [line] = bring(village, "households", tmp_path / name)
    assert code == 1
    assert why in line


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_damaged_sheet(village: Village, tmp_path: Path, keep: float) -> None:
    book = Workbook()
    book.active.append(["moo", "house_no"])
    for number in range(1, 500):
        book.active.append([4, str(number)])
    book.save(tmp_path / "whole.xlsx")
    with ZipFile(tmp_path / "whole.xlsx") as whole, ZipFile(tmp_path / "h.xlsx", "w") as damaged:
        for name in whole.namelist():
            data = whole.read(name)
            part = data[: int(len(data) * keep)] if "sheet1" in name else data
            damaged.writestr(name, part)
    code, [line] = bring(village, "households", tmp_path / "h.xlsx")
    assert code == 1
    assert "is not an XLSX file" in line
    assert village.rows(Household) == []


def test_a_sheet_that_is_wrong_about_its_size(village: Village, tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["moo", "house_no"])
    book.active.append([4, "1"])
    book.save(tmp_path / "right.xlsx")
    with ZipFile(tmp_path / "right.xlsx") as right, ZipFile(tmp_path / "h.xlsx", "w") as wrong:
        for name in right.namelist():
            wrong.writestr(name, right.read(name).replace(b'ref="A1:B2"', b'ref="A1"'))
    assert bring(village, "households", tmp_path / "h.xlsx") == (0, [])
    assert [house.house_no for house in village.rows(Household)] == ["1"]


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx", "folder.csv", "folder.xlsx"])
def test_no_file_there(village: Village, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    code, [line] = bring(village, "households", tmp_path / name)
    assert code == 1
    assert name in line


@pytest.mark.parametrize("name", ["nowhere/x.csv", "nowhere/x.xlsx", "folder.csv", "folder.xlsx"])
def test_no_place_to_write(village: Village, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.xlsx").mkdir()
    said: list[str] = []
    assert files.write_out(village.house, "villages", str(tmp_path / name), say=said.append) == 1
    [line] = said
    assert name in line


def test_lines_may_end_as_on_an_old_mac(village: Village, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_bytes(b"moo,house_no\r4,1\r4,2\r")
    assert bring(village, "households", tmp_path / "h.csv") == (0, [])
    assert len(village.rows(Household)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23", "2026-11-23"), ("23/11/2569", "2026-11-23"), ("23/11/69", "2026-11-23"),
        ("๒๓ พ.ย. ๒๕๖๙", "2026-11-23"), ("23 พฤศจิกายน 2569", "2026-11-23"), ("23พย69", "2026-11-23"),
        ("23-11-2026", "2026-11-23"), ("2569-11-23", "2026-11-23"), ("๒๕๖๙-๑๑-๒๓", "2026-11-23"),
        ("2567-02-29", "2024-02-29"), ("2026-11-23T10:00:00+07:00", "2026-11-23"), ("2569-13-01", None),
        ("31/02/2569", None), ("พรุ่งนี้", None), ("", None), ("23/11", None),
    ],
)  # fmt: skip
def test_dates(text: str, expected: str | None) -> None:
    found = read_date(text)
    assert (found and found.isoformat()) == expected
