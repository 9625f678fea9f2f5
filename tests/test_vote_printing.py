"""The vote on paper: certificates, the picture of the result, the notice board, the loudspeaker."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image, ImageChops

from bot.printing import certificates, loudspeaker, press, votes
from bot.printing.votes import Area, Award, Candidate, Certificate, Count, House, Result, Vote
from tests.pdf_text import bare, pages
from tests.pictures import jpeg

MONTH = date(2026, 11, 1)
DAY = date(2026, 12, 8)
OFFICE = "สำนักงานพัฒนาชุมชนอำเภอบ้านแพรก"
AREA = Area("village", "บ้านแพรก", "พระนครศรีอยุธยา", "บ้านแพรก", 4, "ท่าดินแดง")
WINNER = House("12/3", 4, "ท่าดินแดง")
NAME = "นางสมศรี ใจดี"
OTHERS = ("9", "102/15", "7ก", "45/2", "33", "120/4")
RESULT = Result(
    AREA, MONTH, [Count(WINNER, 18), *(Count(House(no, 4), 6 - n) for n, no in enumerate(OTHERS))],
    31, 96,
)  # fmt: skip
LONG = "หนองสาหร่ายเหนือพัฒนาสามัคคีธรรมกตัญญูรู้คุณ"
AWKWARD = r'#panic() $x^2$ [*ก*] "ข" \n <ค> @ง `จ` _ฉ_ // ช {{ 1 }} {% x %} = ~ '
"""What typst or jinja would take for their own."""

OPENS = datetime(2026, 12, 5, 7, tzinfo=ZoneInfo("Asia/Bangkok"))
RULES = ["หนึ่งครัวเรือนมีหนึ่งเสียง", "โหวตให้บ้านของตัวเองไม่ได้"]
VOTE = Vote(
    AREA, MONTH, OPENS, OPENS + timedelta(days=2, hours=13),
    [Candidate(n, House(no, 4), 100 - n, 14, 3) for n, no in enumerate(("12/3", *OTHERS), 1)],
    RULES, ["1", "1/1", "12345/12345ก"],
)  # fmt: skip


def named(result: Result, **house: str) -> Result:
    """The result with another house as its winner."""
    winner = Count(replace(WINNER, **house), 18)  # type: ignore[arg-type]
    return replace(result, counts=[winner, *result.counts[1:]])


def on_paper(certificate: Certificate) -> str:
    [page] = pages(votes.certificate_pdf(certificate))
    return page


def in_picture(result: Result, **more: Any) -> str:
    """Its texts: the picture's own sheet, set as PDF."""
    texts = votes._picture(result, more.get("address", ""), more.get("photo"))
    [page] = pages(press.pdf("share.typ", texts))
    return page


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


class TestTheCertificate:
    def test_says_who_where_when_and_by_how_many(self) -> None:
        said = on_paper(Certificate(RESULT, DAY, OFFICE, head=NAME))
        for part in (
            "ธนาคารความดี ตำบลบ้านแพรก", "ครัวเรือนทำความดีประจำเดือน",
            "ประจำเดือนพฤศจิกายน พ.ศ. 2569", "ระดับหมู่บ้าน",
            "ครัวเรือนบ้านเลขที่ 12/3 หมู่ที่ 4 บ้านท่าดินแดง",
            "ตำบลบ้านแพรก อำเภอบ้านแพรก จังหวัดพระนครศรีอยุธยา", f"หัวหน้าครัวเรือน {NAME}",
            "ได้รับ 18 จาก 31 เสียงของเพื่อนบ้าน", "ให้ไว้ ณ วันที่ 8 ธันวาคม พ.ศ. 2569",
            "ประธานกรรมการธนาคารความดี", OFFICE,
        ):  # fmt: skip
            assert bare(part) in said, part

    def test_names_nobody_who_was_not_given(self) -> None:
        assert "หัวหน้าครัวเรือน" not in on_paper(Certificate(RESULT, DAY, OFFICE))
        assert bare(NAME) in on_paper(Certificate(named(RESULT, name=NAME), DAY, OFFICE))

    def test_says_when_the_committee_chose(self) -> None:
        said = on_paper(Certificate(replace(RESULT, by_committee=True), DAY, OFFICE))
        assert "โดยมติชุดปฏิบัติการ" in said
        assert "ได้รับ" not in said

    @pytest.mark.parametrize(
        ("level", "words"), [("tambon", "ระดับตำบล"), ("district", "ระดับอำเภอ")]
    )
    def test_says_which_level(self, level: votes.Level, words: str) -> None:
        higher = replace(named(RESULT, tambon="คลองน้อย"), area=replace(AREA, level=level))
        said = on_paper(Certificate(higher, DAY, OFFICE))
        assert words in said
        assert "ตำบลคลองน้อยอำเภอบ้านแพรก" in said

    @pytest.mark.parametrize("title", [votes.IMPROVED, votes.NEWCOMER])
    def test_of_a_side_award_says_why(self, title: str) -> None:
        award = Award(title, House("9", 4), "แต้มเพิ่มจากเดือนก่อน 42 แต้ม")
        said = on_paper(Certificate(RESULT, DAY, OFFICE, award=award))
        assert title in said
        assert bare(award.why) in said
        assert "บ้านเลขที่9หมู่ที่4" in said
        assert "ครัวเรือนทำความดีประจำเดือน" not in said
        assert "12/3" not in said
        assert "ได้รับ" not in said

    def test_stays_one_page_whatever_the_names(self) -> None:
        long = named(RESULT, house_no="12345/12345ก", village=LONG, tambon=LONG)
        said = on_paper(Certificate(long, DAY, OFFICE * 2, head=NAME * 2))
        assert f"หมู่ที่4บ้าน{LONG}" in said

    def test_is_as_large_as_a_levels_and_in_the_same_border(self) -> None:
        texts = dict.fromkeys(
            ("house", "place", "head", "level", "points", "day", "office", "bank"), "ก"
        )
        levels = opened(certificates.png(texts))
        winners = opened(votes.certificate_png(Certificate(RESULT, DAY, OFFICE)))
        assert winners.size == levels.size == (1286, 909)
        corner = (0, 0, 160, 160)
        same = ImageChops.difference(winners.crop(corner), levels.crop(corner))
        assert same.getbbox() is None
        assert len(winners.crop(corner).getcolors(25600) or ()) > 2


class TestThePicture:
    def test_says_who_won_and_who_stood(self) -> None:
        said = in_picture(RESULT, address="https://ban.example/results")
        for part in (
            "เดือนพฤศจิกายน 2569", "ครัวเรือนทำความดีประจำเดือน", "บ้านเลขที่ 12/3",
            "หมู่ที่ 4 บ้านท่าดินแดง ตำบลบ้านแพรก", "ได้ 18 เสียง", "มาโหวต 31 จาก 96 บ้าน",
            "ทุกบ้านที่เข้าชิง", "102/15 หมู่ 4 5 เสียง", "120/4 หมู่ 4 1 เสียง",
            "ธนาคารความดี ตำบลบ้านแพรก", "ban.example/results",
        ):  # fmt: skip
            assert bare(part) in said, part
        assert "https" not in said

    def test_shows_a_name_and_a_story_only_if_given(self) -> None:
        told = replace(named(RESULT, name=NAME), story="ปู่เก็บขยะริมน้ำ\nหลานปลูกผัก")
        said = in_picture(told)
        assert bare(NAME) in said
        assert "ปู่เก็บขยะริมน้ำหลานปลูกผัก" in said
        assert bare(NAME) not in in_picture(RESULT)

    def test_is_as_large_as_facebook_asks(self) -> None:
        long = named(RESULT, house_no="12345/12345ก", village=LONG, tambon=LONG, name=NAME)
        for result in (RESULT, replace(long, story=LONG * 9, by_committee=True)):
            assert opened(votes.picture(result, "https://ban.example/results")).size == (1200, 630)

    def test_shows_the_photo_in_the_round(self) -> None:
        blue = jpeg(Image.new("RGB", (640, 480), "blue"))
        shown = opened(votes.picture(RESULT, "", blue))
        red, green, blueness = shown.getpixel((210, 252))  # type: ignore[misc]
        assert (red < 20, green < 20, blueness > 230) == (True, True, True)
        assert shown.getpixel((40, 100)) != shown.getpixel((210, 252))

    def test_draws_a_house_where_there_is_no_photo_that_can_be_read(self) -> None:
        drawn = votes.picture(RESULT, "")
        assert votes.picture(RESULT, "", b"no picture") == drawn
        whole = jpeg(Image.new("RGB", (640, 480), "blue"))
        assert votes.picture(RESULT, "", whole[: len(whole) // 2]) == drawn

    def test_counts_the_houses_it_has_no_room_for(self) -> None:
        many = replace(RESULT, counts=[Count(House(str(n), n), 50 - n) for n in range(1, 14)])
        said = in_picture(many)
        assert "6หมู่6" in said
        assert "7หมู่7" not in said
        assert "และอีก7บ้าน" in said
        assert "และอีก" not in in_picture(RESULT)

    def test_tells_houses_of_a_districts_tambons_apart(self) -> None:
        twins = [Count(House("9", 4, tambon=name), 3) for name in ("บ้านใหม่", "คลองน้อย")]
        said = in_picture(replace(RESULT, area=replace(AREA, level="district"), counts=twins))
        assert "9หมู่4ต.บ้านใหม่3เสียง" in said
        assert "9หมู่4ต.คลองน้อย3เสียง" in said


class TestTheNoticeBoard:
    def test_says_all_that_a_voter_must_know(self) -> None:
        picked = replace(VOTE.candidates[6], reason="ดูแลผู้ป่วยข้างบ้าน", dimensions=2)
        vote = replace(
            VOTE,
            candidates=[*VOTE.candidates[:6], picked],
            meeting="ศาลาวัดท่าดินแดง",
            address="https://ban.example/results",
        )
        poster, tally, roll, ballots = pages(votes.board_pdf(vote))
        for part in (
            "หมู่ที่ 4 บ้านท่าดินแดง ตำบลบ้านแพรก", "เดือนพฤศจิกายน 2569",
            "วันเสาร์ที่ 5 ธันวาคม 2569 เวลา 07:00 น.", "วันจันทร์ที่ 7 ธันวาคม 2569 เวลา 20:00 น.",
            "เบอร์ 1 บ้านเลขที่ 12/3 หมู่ 4 99 แต้ม · ทำ 14 วัน · ครบ 3 มิติ",
            "2 มิติ กรรมการเสนอ: ดูแลผู้ป่วยข้างบ้าน", "ทางไลน์", "หย่อนบัตร", "ยกมือ",
            "1. หนึ่งครัวเรือนมีหนึ่งเสียง", "2. โหวตให้บ้านของตัวเองไม่ได้", "ศาลาวัดท่าดินแดง",
            "ban.example/results",
        ):  # fmt: skip
            assert bare(part) in poster, part
        for part in ("ใบนับเสียง", "ขีดเสียง", "บัตรเสีย", "ผู้นับคนที่ 1", "ผู้นับคนที่ 2"):
            assert bare(part) in tally, part
        assert "11/112345/12345ก" in roll
        assert ballots.count("บัตรลงเสียง") == 8
        assert ballots.count("7120/4หมู่4") == 8

    def test_names_only_those_who_ticked(self) -> None:
        told = replace(VOTE.candidates[0], house=House("12/3", 4, name=NAME))
        poster, *others = pages(votes.board_pdf(replace(VOTE, candidates=[told])))
        assert bare(NAME) in poster
        assert not any(bare(NAME) in page for page in others)

    def test_has_every_house_on_the_roll_once(self) -> None:
        houses = [f"{n}/{n}" for n in range(1001, 1301)]
        made = pages(votes.board_pdf(replace(VOTE, roll=houses)))
        assert len(made) == 5
        first, second = made[2:4]
        assert "300บ้านแผ่นที่1จาก2" in first
        assert re.findall(r"1[0-3]\d\d/1[0-3]\d\d", first + second) == houses

    @pytest.mark.parametrize(
        ("candidates", "rules", "roll", "sheets"),
        [(1, 1, 0, 3), (5, 12, 155, 4), (7, 10, 156, 5), (12, 10, 1, 4), (7, 60, 1, 5)],
    )
    def test_has_as_many_pages_as_it_takes(
        self, candidates: int, rules: int, roll: int, sheets: int
    ) -> None:
        standing = [Candidate(n, House(f"{n}", 4), 50, 9, 2) for n in range(1, candidates + 1)]
        vote = replace(VOTE, candidates=standing, rules=RULES[:1] * rules, roll=["9"] * roll)
        made = pages(votes.board_pdf(vote))
        assert len(made) == sheets
        assert "".join(made).count(RULES[0]) == rules
        assert made[-1].count("บัตรลงเสียง") == (8 if candidates <= 8 else 4)

    def test_gives_its_memory_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(press, "_set", None)
        assert votes.board_pdf(VOTE).startswith(b"%PDF")


class TestTheLoudspeaker:
    def test_says_the_winner_twice_and_numbers_as_they_are_read(self) -> None:
        said = loudspeaker.text(RESULT)
        assert said.count("บ้านเลขที่ 12 ทับ 3 หมู่ที่ 4") == 2
        assert "บ้านเลขที่ 7 ก หมู่ที่ 4 ได้ 4 เสียง" in said
        assert "และอีก 2 บ้าน" in said
        assert "มาโหวต 31 บ้าน จากทั้งหมด 96 บ้าน" in said
        assert "/" not in said

    def test_takes_a_minute_or_a_minute_and_a_half(self) -> None:
        awards = [
            Award(votes.IMPROVED, House("9", 4), "แต้มเพิ่มจากเดือนก่อน 42 แต้ม"),
            Award(votes.NEWCOMER, House("45/2ก", 4), "เพิ่งเข้าร่วมเดือนนี้ ทำความดีแล้ว 9 วัน"),
        ]
        said = loudspeaker.text(RESULT, awards, date(2027, 1, 5))
        letters_a_second = 14  # slowly, with pauses
        assert 60 <= len(said) / letters_a_second <= 90
        assert f"รางวัล{votes.IMPROVED} ได้แก่ บ้านเลขที่ 9 หมู่ที่ 4 แต้มเพิ่มจากเดือนก่อน 42 แต้ม" in said
        assert f"รางวัล{votes.NEWCOMER} ได้แก่ บ้านเลขที่ 45 ทับ 2 ก หมู่ที่ 4" in said
        assert "โหวตครั้งต่อไป เริ่มวันอังคารที่ 5 มกราคม" in said

    def test_names_only_who_ticked_and_shames_nobody(self) -> None:
        told = replace(named(RESULT, name=NAME), story="ปู่ปลูกผัก")
        said = loudspeaker.text(told)
        assert f"บ้านของ{NAME} ได้ 18 เสียง" in said
        assert "ปู่ปลูกผัก" in said
        silent = replace(RESULT, counts=[RESULT.counts[0], Count(House("9", 4), 0)])
        said = loudspeaker.text(silent)
        assert "บ้านเลขที่ 9 หมู่ที่ 4\n" in said
        assert "บ้านของ" not in said
        assert "เล่าว่า" not in said

    def test_says_when_the_committee_chose(self) -> None:
        said = loudspeaker.text(replace(RESULT, by_committee=True))
        assert "ชุดปฏิบัติการจึงประชุมกัน" in said
        assert "ได้ 18 เสียง" not in said
        assert "ชุดปฏิบัติการ" not in loudspeaker.text(RESULT)

    def test_of_a_district_names_the_tambon(self) -> None:
        higher = named(replace(RESULT, area=Area("district", "บ้านแพรก", "อยุธยา")), tambon="คลองน้อย")
        said = loudspeaker.text(higher)
        assert "พี่น้องอำเภอบ้านแพรก" in said
        assert "ธนาคารความดี อำเภอบ้านแพรก" in said
        assert "บ้านเลขที่ 12 ทับ 3 หมู่ที่ 4 ตำบลคลองน้อย" in said


def test_awkward_words_are_printed_as_they_are() -> None:
    area = replace(AREA, village=AWKWARD)
    result = replace(named(RESULT, village=AWKWARD, name=AWKWARD), area=area, story=AWKWARD)
    award = Award(votes.IMPROVED, result.winner.house, AWKWARD)
    word = bare(AWKWARD)
    assert on_paper(Certificate(result, DAY, AWKWARD, AWKWARD, award)).count(word) == 4
    assert in_picture(result).count(word) == 3
    assert bare(loudspeaker.text(result, [award])).count(word) == 4
    candidate = Candidate(1, House("9", 4, name=AWKWARD), 1, 1, 1, reason=AWKWARD)
    vote = replace(
        VOTE, area=area, candidates=[candidate], rules=[AWKWARD], roll=[AWKWARD], meeting=AWKWARD,
        address=AWKWARD,
    )  # fmt: skip
    poster, tally, roll, ballots = pages(votes.board_pdf(vote))
    assert poster.count(word) == 6
    assert (tally.count(word), roll.count(word), ballots.count(word)) == (1, 2, 8)
