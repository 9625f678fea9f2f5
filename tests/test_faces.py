"""The face of a house that stands: by the tick alone, seen before it is used, gone when it is taken
back."""

import random
from collections.abc import Callable
from datetime import UTC, date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from bot import retention, showing
from bot.domain import faces, households, people, registry
from bot.domain.audit import AuditEntry
from bot.domain.elections import Election
from bot.domain.faces import LONGEST_STORY, Face, Seen, StoryTellsTooMuch, StoryTooLong
from bot.domain.people import Consent
from bot.domain.photos import Photo
from bot.line.render import render
from bot.pictures import A_BANNER, banner
from simulator.model import Group
from tests.pictures import jpeg, photo
from tests.village import TAMBON, Village, Villager, dumped
from tests.voting import MOO4, did, neighbours

STORY = "ยายกับหลานปลูกผักแบ่งเพื่อนบ้าน"
PICTURE = jpeg(photo(7))
SHOW = "แสดงชื่อและรูป"


@pytest.fixture
def three(village: Village) -> list[Villager]:
    """Three houses that will stand; the first speaks as ยายแดง."""
    found = neighbours(village, 40, 30, 20)
    assert "ยายแดง" in found[0].says("ฉันชื่อ ยายแดง")
    return found


def tick_off(villager: Villager) -> None:
    villager.says("ข้อมูลของฉัน").taps(f"☑ {SHOW}")


def shows_itself(villager: Villager) -> None:
    """A picture and a story."""
    villager.says("รูปบ้านเข้าชิง")
    assert "ใส่รูปให้แล้ว" in villager.sends_photo(PICTURE).taps("ใช้")
    assert "ใส่เรื่อง" in villager.says(f"เรื่องบ้านเข้าชิง {STORY}").taps("ใช้")


def card(village: Village, group: Group) -> dict[str, Any]:
    """The newest card of the candidates in the group."""
    lines = [dict(line.message) for line in village.line.answers(group)]
    return [line for line in lines if "ผู้เข้าชิง" in line.get("altText", "")][-1]


def called(village: Village, *people: Villager) -> dict[str, Any]:
    """The candidates are shown in the group."""
    group = village.tied_group("หมู่ 4", MOO4, *people)
    village.until(4, 20, 5)
    return card(village, group)


def heroes(card: dict[str, Any]) -> list[str]:
    """Paths of the pictures on it, or the words of the band."""
    bubbles = card["contents"]["contents"]
    return [
        b["hero"].get("url", "").removeprefix("https://khwamdee.test")
        or b["hero"]["contents"][-1]["text"]
        for b in bubbles
    ]


def seen(village: Village, house_no: str = "1") -> Seen:
    with village.store.read() as session:
        house = registry.find(session, MOO4, house_no)
        assert house
        return faces.of(session, house, date(2026, 11, 1))


class TestItIsSet:
    def test_by_the_command_and_then_a_picture(
        self, village: Village, three: list[Villager]
    ) -> None:
        assert "ส่งรูปมาได้เลย" in three[0].says("รูปบ้านเข้าชิงค่ะ")
        preview = three[0].sends_photo(PICTURE)
        assert "เพื่อนบ้านจะเห็นแบบนี้" in preview
        assert "บ้านของยายแดง" in preview
        assert seen(village).photo is None, "not before they say so"
        preview.taps("ใช้")
        assert seen(village).photo
        assert [p.sort for p in village.rows(Photo)] == ["face"]

    def test_by_a_picture_and_then_the_command(
        self, village: Village, three: list[Villager]
    ) -> None:
        three[0].sends_photo(PICTURE)
        three[0].says("รูปบ้านเข้าชิง").taps("ใช้")
        assert seen(village).photo

    def test_the_preview_shows_the_picture_to_its_sender(
        self, village: Village, three: list[Villager]
    ) -> None:
        three[0].says("รูปบ้านเข้าชิง")
        [message] = [dict(line.message) for line in three[0].sends_photo(PICTURE).lines]
        path = message["contents"]["hero"]["url"].removeprefix("https://khwamdee.test")
        got = village.web.get(path)
        assert (got.status_code, got.headers["Cache-Control"]) == (200, "no-store")
        assert Image.open(BytesIO(got.data)).size == (640, 416)
        assert village.web.get(path.replace(".jpg", "x.jpg")).status_code == 404

    def test_a_typed_yes_and_no_are_as_good_as_a_tap(
        self, village: Village, three: list[Villager]
    ) -> None:
        three[0].says(f"เรื่องบ้านเข้าชิง {STORY}")
        assert "ใส่เรื่อง" in three[0].says("ใช่ค่ะ")
        assert seen(village).story == STORY
        three[0].says("รูปบ้านเข้าชิง")
        three[0].sends_photo(PICTURE)
        assert "ไม่ใช้นะคะ" in three[0].says("ไม่เอา")
        assert [(p.state, p.file) for p in village.rows(Photo)] == [("removed", None)]
        assert not any((village.settings.data_dir / "photos").iterdir())

    def test_a_story_asked_for_is_the_next_thing_said(
        self, village: Village, three: list[Villager]
    ) -> None:
        assert f"{LONGEST_STORY} ตัวอักษร" in three[0].says("เรื่องบ้านเข้าชิง")
        assert f"“{STORY}”" in three[0].says(STORY)
        assert seen(village).story is None

    def test_a_new_one_takes_the_place_of_the_old(
        self, village: Village, three: list[Villager]
    ) -> None:
        shows_itself(three[0])
        first = seen(village)
        three[0].says("รูปบ้านเข้าชิง")
        three[0].sends_photo(jpeg(photo(8))).taps("ใช้")
        three[0].says("เรื่องบ้านเข้าชิง ใหม่กว่า").taps("ใช้")
        now = seen(village)
        assert now.story == "ใหม่กว่า"
        assert now.photo
        assert now.photo != first.photo
        assert [p.state for p in village.rows(Photo)] == ["removed", "kept"]

    def test_an_old_card_does_not_answer_for_a_newer_one(
        self, village: Village, three: list[Villager]
    ) -> None:
        old = three[0].says("เรื่องบ้านเข้าชิง เรื่องเก่า")
        three[0].says("เรื่องบ้านเข้าชิง เรื่องใหม่")
        assert "การ์ดนี้เก่าไปแล้ว" in old.taps("ใช้")
        assert seen(village).story is None

    def test_a_picture_of_the_house_is_no_evidence(
        self, village: Village, three: list[Villager]
    ) -> None:
        shows_itself(three[0])
        assert "แนบรูป" not in three[0].says("วันนี้ปลูกพริก 3 ต้น")
        assert [p.deed_id for p in village.rows(Photo)] == [None]

    def test_in_a_group_it_goes_to_private(self, village: Village, three: list[Villager]) -> None:
        group = village.tied_group("หมู่ 4", MOO4, *three)
        assert not three[0].says("รูปบ้านเข้าชิง", group), "neighbours speak of such things, too"
        for words in ("รูปบ้านเข้าชิง", f"เรื่องบ้านเข้าชิง {STORY}", "ลบรูปบ้าน"):
            called_on = {"type": "text", "text": words, "mention": True}
            answer = three[0].says(called_on, group)
            assert "แชทส่วนตัว" in answer
            assert STORY not in answer
        assert village.rows(Face) == []

    def test_without_the_tick_it_is_asked_for_first(
        self, village: Village, three: list[Villager]
    ) -> None:
        tick_off(three[0])
        asked = three[0].says(f"เรื่องบ้านเข้าชิง {STORY}")
        assert asked.labels == ["ยินยอมให้เห็น"]
        before = len(village.rows(Consent))
        preview = asked.taps("ยินยอมให้เห็น")
        [given] = village.rows(Consent)[before:]
        assert (given.purpose, given.given, given.line_id) == ("show", True, three[0].id)
        assert f"“{STORY}”" in preview
        preview.taps("ใช้")
        assert seen(village).story == STORY

    def test_whoever_takes_the_tick_back_before_the_last_tap_shows_nothing(
        self, village: Village, three: list[Villager]
    ) -> None:
        preview = three[0].says(f"เรื่องบ้านเข้าชิง {STORY}")
        tick_off(three[0])
        assert "ยังไม่ได้ยินยอม" in preview.taps("ใช้")
        assert seen(village) == faces.UNSEEN

    def test_somebody_without_a_house_is_asked_for_it(self, village: Village) -> None:
        new = village.person("ใหม่")
        new.follows().taps("ยินยอมทั้งหมด")
        assert "บอกบ้านเลขที่ก่อน" in new.says("รูปบ้านเข้าชิง")


@pytest.mark.parametrize(
    "words",
    [
        "โทร 081-234-5678 ได้เลย", "โทร ๐๘๑ ๒๓๔ ๕๖๗๘", "ดูที่ https://x.example", "ไลน์ @yaidaeng",
        "www.example.com",
    ],
)  # fmt: skip
def test_a_story_tells_no_number_nor_address(words: str) -> None:
    with pytest.raises(StoryTellsTooMuch):
        faces.clean_story(words)


def test_a_story_is_one_line_of_letters_without_their_signs() -> None:
    assert faces.clean_story(" ปู่ \n ย่า ") == "ปู่ ย่า"
    assert faces.clean_story("ที่" * LONGEST_STORY) == "ที่" * LONGEST_STORY
    for long in ("ก" * (LONGEST_STORY + 1), "ก" + "่" * 400):
        with pytest.raises(StoryTooLong):
            faces.clean_story(long)


class TestTheCard:
    def test_shows_picture_name_and_story_by_the_tick(
        self, village: Village, three: list[Villager]
    ) -> None:
        shows_itself(three[0])
        tick_off(three[1])
        shown = called(village, *three)
        [first, second, third] = shown["contents"]["contents"]
        assert "บ้านของยายแดง" in dumped(first)
        assert STORY in dumped(first)
        assert "เบอร์ 1" in dumped(first)
        assert first["hero"]["type"] == "image"
        assert heroes(shown)[1:] == ["เบอร์ 2", "เบอร์ 3"]
        assert "ครั้ง" not in dumped(second), "nobody there has the tick"
        assert "ดูแลแปลงผัก 2 ครั้ง" in dumped(third)
        assert "บ้านของ" not in dumped(second) + dumped(third), "nobody said what they are called"

    def test_tells_nothing_of_belief_and_health(self, village: Village) -> None:
        neighbours(village, 40)
        assert seen(village).did == (("ดูแลแปลงผัก", 2), ("คัดแยกขยะในบ้าน", 1))
        # the fourth deed of that month was a visit to the sick: more of them change nothing
        for day in (10, 11, 12):
            did(village, "1", 5, days=(1, 2, day), dimensions=3)
        assert "เยี่ยม" not in str(seen(village).did)

    def test_its_picture_is_small_and_tells_no_place(
        self, village: Village, three: list[Villager]
    ) -> None:
        shows_itself(three[0])
        path = heroes(called(village, *three))[0]
        got = village.web.get(path)
        assert got.headers["Content-Type"] == "image/jpeg"
        assert got.headers["Cache-Control"] == "public, max-age=60"
        assert len(got.data) <= A_BANNER
        assert not Image.open(BytesIO(got.data)).getexif()

    def test_without_https_line_gets_no_picture(self, found_village: Any) -> None:
        village = found_village(public_base_url="http://localhost:8000")
        village.moo(4)
        people = neighbours(village, 40, 30)
        shows_itself(people[0])
        shown = called(village, *people)
        assert heroes(shown) == ["เบอร์ 1", "เบอร์ 2"]
        assert STORY in dumped(shown)

    def test_a_house_that_stands_is_offered_it(
        self, village: Village, three: list[Villager]
    ) -> None:
        called(village, *three)
        answer = three[0].says("สมุดความดี")
        assert "ใส่รูปบ้าน" in answer.labels
        assert "ส่งรูปมาได้เลย" in answer.taps("ใส่รูปบ้าน")


def test_a_picture_of_any_kind_fits() -> None:
    noise = Image.frombytes("RGB", (900, 700), random.Random(1).randbytes(900 * 700 * 3))
    for one in (jpeg(noise, 95), jpeg(photo(3)), jpeg(Image.new("L", (10, 900)))):
        made = banner(one)
        assert made
        assert len(made) <= A_BANNER
        width, height = Image.open(BytesIO(made)).size
        assert (width * 13) // 20 == height
    assert banner(b"no picture") is None


def _erase(village: Village, who: Villager) -> None:
    with village.store.write() as session:
        user = people.find(session, who.id)
        assert user
        retention.forget(session, user, village.clock.now(), "secret")
    village.settle()


LEAVES: dict[str, Callable[[Village, Villager], object]] = {
    "the tick": lambda _, who: tick_off(who),
    "the house": lambda _, who: who.says("ย้ายบ้าน บ้านเลขที่ 77 หมู่ 4").taps("ใช่ ย้ายบ้าน"),
    "words of removal": lambda _, who: (who.says("ลบรูปบ้าน"), who.says("ลบเรื่องบ้าน")),
    "all that is kept": _erase,
    "asking to be forgotten": lambda _, who: who.says("ลบข้อมูล").taps("ยืนยัน"),
}


@pytest.mark.parametrize("how", LEAVES)
def test_it_goes_with(village: Village, three: list[Villager], how: str) -> None:
    shows_itself(three[0])
    path = heroes(called(village, *three))[0]
    assert village.web.get(path).status_code == 200
    LEAVES[how](village, three[0])
    assert village.web.get(path).status_code == 404
    assert STORY not in dumped(_again(village, three[1]))
    left = seen(village)
    assert (left.photo, left.story) == (None, None)
    if how != "asking to be forgotten":  # it can still be taken back
        assert not any((village.settings.data_dir / "photos").iterdir())


def _again(village: Village, asker: Villager) -> dict[str, Any]:
    [election] = village.rows(Election)
    with village.store.read() as session:
        found = session.get(Election, election.id)
        assert found
        message = showing.candidates(session, village.house.rules.links, found, UTC)
        return render(message)


def test_it_goes_with_whom_the_house_puts_out(village: Village, three: list[Villager]) -> None:
    village.later(minutes=1)
    stranger = village.newcomer("ไม่ใช่คนบ้านนี้", "1")
    shows_itself(stranger)
    assert seen(village).story == STORY
    with village.store.read() as session:
        user = people.find(session, stranger.id)
        assert user
        who = user.id
    three[0].posts_back(f'house.not_ours {{"who":{who}}}')
    left = seen(village)
    assert (left.photo, left.story, left.names) == (None, None, ("ยายแดง",))


def test_unsent_it_goes(village: Village, three: list[Villager]) -> None:
    three[0].says("รูปบ้านเข้าชิง")
    three[0].sends_photo(PICTURE).taps("ใช้")
    three[0].unsends()
    assert seen(village).photo is None
    three[0].says(f"เรื่องบ้านเข้าชิง {STORY}").taps("ใช้")
    assert seen(village).story == STORY
    three[0].unsends()
    assert seen(village).story is None


def test_the_tick_given_again_brings_nothing_back(village: Village, three: list[Villager]) -> None:
    shows_itself(three[0])
    tick_off(three[0])
    three[0].says("ข้อมูลของฉัน").taps(f"☐ {SHOW}")
    left = seen(village)
    assert (left.photo, left.story, left.names) == (None, None, ("ยายแดง",))


def test_a_picture_lasts_thirteen_months_and_not_an_hour(
    village: Village, three: list[Villager]
) -> None:
    shows_itself(three[0])
    village.later(days=30)
    village.run_job("retention")
    assert seen(village).photo
    village.later(days=370)
    village.run_job("retention")
    assert seen(village).photo is None


def test_another_of_the_house_may_remove_it_but_not_a_neighbour(
    village: Village, three: list[Villager]
) -> None:
    shows_itself(three[0])
    assert "ยังไม่ได้ใส่รูป" in three[1].says("ลบรูปบ้าน")
    assert seen(village).photo
    daughter = village.villager("ลูกสาว", "1")
    assert "เอารูปบ้านออกแล้ว" in daughter.says("ลบรูปบ้าน")
    assert seen(village).photo is None
    acts = [row.what for row in village.rows(AuditEntry) if row.what.startswith("face:")]
    assert acts == ["face:picture", "face:story", "face:picture removed"]


def test_no_more_than_two_names_and_none_of_a_shared_phone(
    village: Village, three: list[Villager]
) -> None:
    for n, name in enumerate(("ลูกสาว", "หลาน")):
        village.later(minutes=1)
        other = village.villager(name, "1")
        other.says(f"ฉันชื่อ {name}") if n else other.says("เครื่องนี้ใช้หลายคน")
    village.later(minutes=1)
    village.villager("เหลน", "1").says("ฉันชื่อ เหลน")
    assert seen(village).names == ("ยายแดง", "หลาน")


def test_a_house_that_was_merged_keeps_its_face(village: Village, three: list[Villager]) -> None:
    shows_itself(three[0])
    path = heroes(called(village, *three))[0]
    officer = village.villager("เจ้าหน้าที่", "99")
    village.grant(officer, "officer", TAMBON)
    with village.store.write() as session:
        old, new = (registry.find(session, MOO4, number) for number in ("1", "99"))
        assert old
        assert new
        households.merge(session, old, new, officer.id, village.clock.now())
    assert village.web.get(path).status_code == 200
    assert seen(village, "99").story == STORY


def test_it_is_the_persons_own_data(village: Village, three: list[Villager]) -> None:
    shows_itself(three[0])
    address = three[0].says("ข้อมูลของฉัน").action("ดู")["uri"]
    kept = village.web.get(address.removeprefix("https://khwamdee.test")).json
    assert kept
    assert kept["house_stories"] == [STORY]
    assert len(kept["house_pictures"]) == 1
    assert kept["photos"] == []


def test_nothing_of_it_is_logged(
    village: Village, three: list[Villager], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    shows_itself(three[0])
    village.web.get(heroes(called(village, *three))[0])
    assert STORY not in caplog.text
    assert "ยายแดง" not in caplog.text
