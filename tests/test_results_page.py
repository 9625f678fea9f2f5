"""Results for everybody: what the pages show, to whom they show a face, and what they cost."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event

from bot.domain import faces, months, people, registry
from bot.domain.awards import Award
from bot.domain.photos import Photo
from bot.printing import votes as sheets
from bot.web import minute
from bot.web.minute import KEPT, MOST, Minute
from tests.pdf_text import bare, pages
from tests.pictures import jpeg, photo
from tests.village import Village, Villager
from tests.voting import MOO4, held, listed

STORY = "ยายกับหลานปลูกผักแบ่งเพื่อนบ้าน"
MOST_LOOKS, HEAVIEST = 10, 60_000
"""At the database for a page; bytes of it: it loads over a weak signal."""


def get(village: Village, path: str) -> str:
    answer = village.web.get(path)
    assert answer.status_code == 200, path
    return answer.text


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.split("<main>")[1]).split())


@contextmanager
def counted(village: Village) -> Iterator[list[str]]:
    """Every look at the database in between."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *___: object) -> None:
        asked.append(statement)

    event.listen(village.store.engine, "before_cursor_execute", note)
    yield asked
    event.remove(village.store.engine, "before_cursor_execute", note)


@pytest.fixture
def winner(village: Village) -> Villager:
    """ยายแดง of house 1, which has won; it has a picture and a story."""
    found = village.villager("คน 1", "1")
    found.says("ฉันชื่อ ยายแดง")
    with village.store.write() as session:
        user = people.find(session, found.id)
        assert user
        assert user.household
        now = village.clock.now()
        sent = Photo(
            message_id="1", chat_id=found.id, line_user_id=user.id, said_at=now, state="kept",
            file="ab" * 32, sort="picture",
        )  # fmt: skip
        session.add(sent)
        session.flush()
        faces.show_picture(session, user.household, user, sent, now)
        faces.tell_story(session, user.household, user, STORY, "2", now)
    folder = village.settings.data_dir / "photos"
    folder.mkdir()
    (folder / ("ab" * 32)).write_bytes(jpeg(photo(5)))
    held(village, 18, 9, 4)
    return found


class TestThePage:
    def test_shows_house_moo_and_votes_with_no_other_figure_between(
        self, village: Village, winner: Villager
    ) -> None:
        said = words(get(village, "/results"))
        for house, votes in (("1", 18), ("2", 9), ("3", 4)):
            assert re.search(rf"บ้านเลขที่ {house} หมู่ 4\D*{votes} เสียง", said), house
        assert said.index("บ้านเลขที่ 1 หมู่ 4") < said.index("บ้านเลขที่ 2 หมู่ 4")
        assert "พฤศจิกายน 2569" in said
        assert "มาโหวต 31 จาก 62 บ้าน" in said

    def test_shows_the_newest_month_first_and_turns_its_pages(self, village: Village) -> None:
        for n in range(25):
            held(village, 3, 1, month=months.after(date(2024, 10, 1), n))
        first = get(village, "/results")
        assert first.index("ตุลาคม 2569") < first.index("กันยายน 2569")
        assert first.count("<h2>") == 20
        older = re.search(r'href="(/results\?[^"]*page=2)"', first)
        assert older
        second = get(village, older[1].replace("&amp;", "&"))
        assert second.count("<h2>") == 5
        assert "page=3" not in second
        assert "page=1" in second

    def test_tells_who_decided_and_the_side_awards(self, village: Village) -> None:
        one = held(village, 5, 5, decided_by="committee", why="ช่วยน้ำท่วม", quorum_met=False)
        with village.store.write() as session:
            house = registry.find(session, MOO4, "2")
            assert house
            session.add(Award(election_id=one, sort="newcomer", household_id=house.id, figure=7))
        said = words(get(village, "/results"))
        assert "ชุดปฏิบัติการตัดสิน: ช่วยน้ำท่วม" in said
        assert "น้องใหม่ไฟแรง: บ้านเลขที่ 2 หมู่ 4" in said

    def test_shows_a_result_that_still_awaits_a_word(self, village: Village) -> None:
        one = held(village, 5, 5, winner=None, awaits="chair", decided_by=None)
        assert "รอประธานชี้ขาด" in get(village, "/results")
        page = get(village, f"/results/{one}")
        assert "รอประธานชี้ขาด" in page
        assert "og:image" not in page
        for end in (".png", "/announcement.txt", "/certificate.pdf"):
            assert village.web.get(f"/results/{one}{end}").status_code == 404

    def test_of_one_area_or_level(self, village: Village) -> None:
        held(village, 5, 1, moo=4)
        held(village, 7, 2, moo=5)
        assert "หมู่ 5" not in words(get(village, f"/results?area={MOO4}")).split("ดู", 1)[1]
        assert "5 เสียง" in get(village, "/results?level=village")
        assert "ยังไม่มีผลโหวต" in get(village, "/results?level=tambon")

    @pytest.mark.parametrize(
        "query", ["area=1417", "area=x", "area=14160104'", "area=๑๔๑๖๐๑", "area=14"]
    )
    def test_of_no_area_that_is_not_ours(self, village: Village, query: str) -> None:
        assert village.web.get(f"/results?{query}").status_code == 404

    @pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999", "page=9999"])
    def test_of_no_odd_page(self, village: Village, query: str) -> None:
        assert village.web.get(f"/results?{query}").status_code == 200

    def test_of_no_vote_that_runs_or_is_of_elsewhere(self, village: Village) -> None:
        running = held(village, 5, decided_at=None, winner=None)
        elsewhere = held(village, 5, month=date(2026, 10, 1), area_code="14160201")
        for one in (running, elsewhere, 999, 2**70):
            for end in ("", ".png", "/announcement.txt", "/certificate.pdf"):
                assert village.web.get(f"/results/{one}{end}").status_code == 404, (one, end)
        assert "14160201" not in get(village, "/results")


class TestTheHall:
    def test_has_the_winners_of_two_years_month_by_month(self, village: Village) -> None:
        held(village, 8, 1, moo=4)
        held(village, 6, 1, moo=5)
        held(village, 4, 3, moo=4, month=date(2024, 11, 1))
        held(village, 2, 1, moo=4, month=date(2024, 10, 1))
        said = words(get(village, "/results/hall"))
        assert said.index("พฤศจิกายน 2569") < said.index("พฤศจิกายน 2567")
        assert "8 เสียง" in said
        assert "6 เสียง" in said
        assert "ตุลาคม 2567" not in said, "that is more than two years ago"
        assert "6 เสียง" not in words(get(village, f"/results/hall?area={MOO4}"))

    def test_says_so_where_nobody_has_won(self, village: Village) -> None:
        assert "ยังไม่มีบ้านที่ชนะ" in get(village, "/results/hall")


class TestWhatItCosts:
    @pytest.mark.parametrize("path", ["/results", "/results/hall"])
    def test_no_more_looks_for_many_than_for_few(
        self, village: Village, winner: Villager, path: str
    ) -> None:
        with counted(village) as few:
            get(village, path)
        self.many_beside(village)
        with counted(village) as many:
            page = get(village, path)
        assert len(few) <= len(many) <= MOST_LOOKS
        assert len(page.encode()) <= HEAVIEST

    def many_beside(self, village: Village) -> None:
        for moo in (1, 2, 3):
            for n in range(8):
                held(village, 9, 5, 4, 3, 2, moo=moo, month=months.after(date(2026, 11, 1), -n))

    def test_a_full_page_is_light(self, village: Village) -> None:
        for n in range(24):
            held(village, *range(20, 8, -1), month=months.after(date(2026, 11, 1), -n))
        assert len(get(village, "/results").encode()) <= HEAVIEST

    def test_it_has_no_script(self, village: Village, winner: Villager) -> None:
        for path in ("/results", "/results/hall"):
            assert "<script" not in get(village, path)


def test_a_page_of_its_own_shows_facebook_a_picture(village: Village, winner: Villager) -> None:
    page = get(village, "/results/1")
    assert '<meta property="og:image" content="https://khwamdee.test/results/1.png">' in page
    assert 'property="og:title" content="ครัวเรือนทำความดี พฤศจิกายน 2569 · หมู่ 4' in page
    assert "บ้านเลขที่ 1 หมู่ 4 ได้ 18 เสียง" in page
    got = village.web.get("/results/1.png")
    assert got.headers["Cache-Control"] == "public, max-age=60"
    assert Image.open(BytesIO(got.data)).size == (1200, 630)


def test_the_certificate_for_everybody_has_no_name(village: Village, winner: Villager) -> None:
    with village.store.write() as session:
        house = registry.find(session, MOO4, "1")
        assert house
        house.head = "นางสมศรี ใจดี"
    [page] = pages(village.web.get("/results/1/certificate.pdf").data)
    assert bare("ครัวเรือนบ้านเลขที่ 1 หมู่ที่ 4") in page
    assert bare("สมศรี") not in page
    assert bare("ยายแดง") not in page


class TestTheFace:
    """By the tick alone, wherever it can be seen."""

    def shown(self, village: Village, monkeypatch: pytest.MonkeyPatch) -> str:
        """All that anybody can read, and of the picture what it is drawn from."""
        drawn: list[str] = []

        def draw(result: sheets.Result, address: str, image: bytes | None = None) -> bytes:
            drawn.append(f"{result} {'with a photo' if image else ''}")
            return b"a picture"

        monkeypatch.setattr(sheets, "picture", draw)
        monkeypatch.setattr(minute, "KEPT", 0.0)
        village.web.get("/results/1.png")
        paths = ("/results", "/results/1", "/results/hall", "/results/1/announcement.txt")
        return " ".join([*drawn, *(get(village, path) for path in paths)])

    def test_is_shown_with_it(
        self, village: Village, winner: Villager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        said = self.shown(village, monkeypatch)
        assert said.count("ยายแดง") >= 5
        assert said.count(STORY) >= 4
        assert "with a photo" in said
        path = re.search(r'src="(/faces/[^"]+)"', said)
        assert path
        assert village.web.get(path[1]).status_code == 200

    def test_is_gone_at_once_without_it(
        self, village: Village, winner: Villager, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = re.search(r'src="(/faces/[^"]+)"', self.shown(village, monkeypatch))
        assert path
        winner.says("ข้อมูลของฉัน").taps("☑ แสดงชื่อและรูป")
        said = self.shown(village, monkeypatch)
        assert "บ้านเลขที่ 1" in said, "number and หมู่ stay"
        for part in ("ยายแดง", STORY, "with a photo", "/faces/", "ดูแลแปลงผัก"):
            assert part not in said, part
        assert village.web.get(path[1]).status_code == 404

    def test_of_those_who_have_not_won_is_not_shown(
        self, village: Village, winner: Villager
    ) -> None:
        village.villager("คน 2", "2").says("ฉันชื่อ ตามี")
        assert "ตามี" not in get(village, "/results")

    def test_a_page_is_asked_for_anew(self, village: Village, winner: Villager) -> None:
        for path in ("/results", "/results/1", "/results/hall", "/results/1/announcement.txt"):
            assert village.web.get(path).headers["Cache-Control"] == "max-age=1"

    def test_the_link_is_no_others(self, village: Village, winner: Villager) -> None:
        token = village.house.rules.links.face(1, 1)
        assert village.web.get(token).status_code == 200
        for number in (2, 9):
            assert village.web.get(village.house.rules.links.face(1, number)).status_code == 404
        assert village.web.get(token.replace(".jpg", "0.jpg")).status_code == 404
        assert village.web.get("/faces/x.jpg").status_code == 404


class TestTheLoudspeaker:
    def test_says_the_result_as_it_is_read_aloud(self, village: Village, winner: Villager) -> None:
        answer = village.web.get("/results/1/announcement.txt")
        assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
        assert "บ้านเลขที่ 1 หมู่ที่ 4" in answer.text
        assert "18 เสียง" in answer.text
        assert "วันเสาร์ที่ 5 ธันวาคม" in answer.text, "the next one opens then"


class TestOnceAMinute:
    def test_what_is_asked_for_again_is_not_drawn_again(self) -> None:
        now = [0.0]
        kept, drawn = Minute(lambda: now[0]), list[int]()

        def draw() -> bytes:
            drawn.append(1)
            return b"%d" % len(drawn)

        assert kept.of("a", draw) == kept.of("a", draw) == b"1"
        assert kept.of("b", draw) == b"2", "what shows anything else is another"
        now[0] += KEPT
        assert kept.of("a", draw) == b"3"

    def test_it_keeps_no_more_than_it_may(self) -> None:
        kept, drawn = Minute(lambda: 0.0), list[int]()

        def drawing(n: int) -> Callable[[], bytes]:
            return lambda: drawn.append(n) or b"x"  # type: ignore[func-returns-value]

        for n in range(MOST + 1):
            kept.of(n, drawing(n))
        kept.of(MOST, drawing(MOST))
        kept.of(0, drawing(0))
        assert drawn == [*range(MOST + 1), 0]

    def test_many_at_once_draw_it_once(self) -> None:
        kept, drawn, go = Minute(lambda: 0.0), list[int](), threading.Event()

        def draw() -> bytes:
            go.wait(2)
            drawn.append(1)
            return b"x"

        threads = [threading.Thread(target=lambda: kept.of("a", draw)) for _ in range(4)]
        for thread in threads:
            thread.start()
        go.set()
        for thread in threads:
            thread.join()
        assert drawn == [1]


def test_a_household_that_joined_without_a_phone_has_no_face(village: Village) -> None:
    listed(village, "1")
    held(village, 5, 1)
    page = get(village, "/results/1")
    assert "/faces/" not in page
    assert "บ้านของ" not in page
