"""What is taken out of a vote: the result to be made known, papers for its board, certificates."""

from datetime import date

import pytest

from bot.domain import registry, settings
from bot.domain.access import Role
from bot.domain.audit import AuditEntry
from bot.domain.awards import Award
from bot.domain.elections import Election
from tests.pdf_text import bare, pages
from tests.village import TAMBON, Answer, Village, Villager
from tests.voting import MOO4, held, listed, neighbours

SITE = "https://khwamdee.test"


def path(answer: Answer, label: str) -> str:
    uri: str = answer.action(label)["uri"]
    return uri.removeprefix(SITE)


def texts(answer: Answer) -> list[str]:
    return [dict(line.message)["text"] for line in answer.lines if line.message["type"] == "text"]


@pytest.fixture
def saman(village: Village) -> Villager:
    """The committee of หมู่ 4, who lives at 22."""
    found = village.villager("ผู้ใหญ่สมาน", "22")
    village.grant(found, "committee", MOO4)
    return found


class TestTheResultIsShared:
    @pytest.mark.parametrize(
        "words", ["ประกาศผลโหวต", "เสียงตามสายค่ะ", "ขอรูปผลโหวตหน่อย", "ประกาศผลโหวต หมู่ ๔"]
    )
    def test_with_its_words_its_picture_and_its_page(
        self, village: Village, saman: Villager, words: str
    ) -> None:
        held(village, 12, 3, month=date(2026, 10, 1))
        newest = held(village, 18, 9)
        answer = saman.says(words)
        assert "บ้านเลขที่ 1 หมู่ 4" in answer
        assert answer.labels == ["รูปลงเฟซบุ๊ก", "หน้าผลโหวต", "เกียรติบัตร (PDF)"]
        assert path(answer, "รูป") == f"/results/{newest}.png"
        assert path(answer, "หน้า") == f"/results/{newest}"
        for label in answer.labels:
            assert village.web.get(path(answer, label)).status_code == 200
        [loud] = texts(answer)
        assert "บ้านเลขที่ 1 หมู่ที่ 4" in loud
        assert loud == village.web.get(f"/results/{newest}/announcement.txt").text.strip()
        [act] = [row for row in village.rows(AuditEntry) if row.what == "vote:shared"]
        assert (act.who, act.subject, act.area_code) == (saman.id, str(newest), MOO4)

    def test_of_several_villages_one_is_chosen(self, village: Village) -> None:
        officer = village.villager("พัฒนากร", "22")
        village.grant(officer, "officer")
        held(village, 18, 9, moo=4)
        five = held(village, 7, 5, moo=5)
        asked = officer.says("ประกาศผลโหวต")
        assert len(asked.labels) == 2
        assert f"/results/{five}" in path(asked.taps("หมู่ 5"), "หน้า")
        assert f"/results/{five}" in path(officer.says("เสียงตามสาย หมู่ 5"), "หน้า")
        assert "ยังไม่มีผลโหวต" in officer.says("เสียงตามสาย หมู่ 6")

    def test_not_to_another_villages_committee_nor_to_villagers(
        self, village: Village, saman: Villager
    ) -> None:
        five = held(village, 7, 5, moo=5)
        assert "ยังไม่มีผลโหวต" in saman.says("ประกาศผลโหวต")
        assert f"/results/{five}" not in saman.posts_back(f'result.share {{"e":{five}}}').text
        assert "กรรมการ" in saman.posts_back(f'result.share {{"e":{five}}}')
        villager = village.villager("สมศรี", "9", 5)
        assert "คำประกาศ" not in villager.says("เสียงตามสาย")
        assert "คำประกาศ" not in villager.says("รูปผลโหวต")
        assert not [row for row in village.rows(AuditEntry) if row.what == "vote:shared"]

    def test_not_once_the_power_is_gone(self, village: Village, saman: Villager) -> None:
        held(village, 18, 9)
        held(village, 7, 5, moo=5)
        village.grant(saman, "committee", f"{TAMBON}05")
        asked = saman.says("ประกาศผลโหวต")
        with village.store.write() as session:
            session.query(Role).delete()
        assert "หน้าผลโหวต" not in asked.taps("หมู่ 4").labels

    def test_nothing_before_somebody_has_won(self, village: Village, saman: Villager) -> None:
        assert "ยังไม่มีผลโหวต" in saman.says("ประกาศผลโหวต")
        held(village, 5, 5, winner=None, awaits="chair", decided_by=None)
        assert "ยังไม่มีผลโหวต" in saman.says("ประกาศผลโหวต")

    def test_in_private(self, village: Village, saman: Villager) -> None:
        group = village.tied_group("หมู่ 4", MOO4, saman)
        held(village, 18, 9)
        said = saman.says({"type": "text", "text": "ประกาศผลโหวต", "mention": True}, group)
        assert "แชทส่วนตัว" in said
        assert not saman.says("เสียงตามสายบอกว่าน้ำจะไม่ไหล", group)

    def test_an_announcement_is_still_one(self, village: Village, saman: Villager) -> None:
        village.grant(saman, "officer", MOO4)
        held(village, 18, 9)
        village.tied_group("หมู่ 4", MOO4, saman)
        assert "ส่งประกาศ" in saman.says("ประกาศ ผลโหวตออกแล้ว ดูที่ศาลานะคะ").labels

    def test_a_name_only_by_the_tick(self, village: Village, saman: Villager) -> None:
        winner = village.villager("คน 1", "1")
        winner.says("ฉันชื่อ ยายแดง")
        held(village, 18, 9)
        assert "ยายแดง" in saman.says("เสียงตามสาย")
        winner.says("ข้อมูลของฉัน").taps("☑ แสดงชื่อและรูป")
        assert "ยายแดง" not in saman.says("เสียงตามสาย")


class TestTheCertificate:
    def test_of_each_vote_won_in_the_last_year(self, village: Village) -> None:
        somsri = village.villager("สมศรี", "1")
        with village.store.write() as session:
            house = registry.find(session, MOO4, "1")
            assert house
            house.head = "นางสมศรี ใจดี"
        held(village, 12, 3, month=date(2025, 9, 1))
        held(village, 12, 3, month=date(2026, 7, 1))
        newest = held(village, 18, 9, month=date(2026, 10, 1))
        answer = somsri.says("เกียรติบัตร")
        assert answer.labels[-2:] == ["หมู่บ้าน ต.ค. 69", "หมู่บ้าน ก.ค. 69"]
        got = village.web.get(path(answer, "หมู่บ้าน ต.ค. 69"))
        assert got.headers["Cache-Control"] == "no-store"
        [page] = pages(got.data)
        for part in ("ประจำเดือนตุลาคม พ.ศ. 2569", "หัวหน้าครัวเรือน นางสมศรี ใจดี", "18 จาก 27 เสียง"):
            assert bare(part) in page
        png = path(answer, "หมู่บ้าน ต.ค. 69").replace(f"vote-{newest}.pdf", f"vote-{newest}.png")
        assert village.web.get(png).data.startswith(b"\x89PNG")

    def test_of_a_side_award(self, village: Village) -> None:
        malee = village.villager("มาลี", "2")
        one = held(village, 18, 9, month=date(2026, 10, 1))
        with village.store.write() as session:
            house = registry.find(session, MOO4, "2")
            assert house
            session.add(Award(election_id=one, sort="newcomer", household_id=house.id, figure=42))
        answer = malee.says("เกียรติบัตร")
        assert answer.labels[-1] == "น้องใหม่ ต.ค. 69"
        [page] = pages(village.web.get(path(answer, "น้องใหม่")).data)
        assert bare("ทำได้ 42 แต้ม") in page

    def test_none_for_a_vote_that_another_has_won(self, village: Village) -> None:
        malee = village.villager("มาลี", "2")
        one = held(village, 18, 9)
        answer = malee.says("เกียรติบัตร")
        assert not [label for label in answer.labels if "หมู่บ้าน" in label]
        with village.store.read() as session:
            house = registry.find(session, MOO4, "2")
            assert house
            link = village.house.rules.links.vote_certificate(house.id, 1, one)
        assert village.web.get(link.removeprefix(SITE)).status_code == 404

    def test_of_a_house_that_was_merged_into_this(self, village: Village) -> None:
        listed(village, "1")
        somsri = village.villager("สมศรี", "9")
        held(village, 18, 9)
        with village.store.write() as session:
            old, new = (registry.find(session, MOO4, number) for number in ("1", "9"))
            assert old
            assert new
            old.status, old.merged_into = "left", new.id
        assert "หมู่บ้าน พ.ย. 69" in somsri.says("เกียรติบัตร").labels


class TestPapersOfAVote:
    def called(self, village: Village) -> Election:
        neighbours(village, 40, 30, 20)
        village.until(4, 12)
        [election] = village.rows(Election)
        assert isinstance(election, Election)
        return election

    def test_poster_sheet_roll_and_ballots(self, village: Village, saman: Villager) -> None:
        village.villager("คน 1", "1").says("ฉันชื่อ ยายแดง")
        self.called(village)
        answer = saman.says("พิมพ์ใบโหวต")
        assert answer.labels[0] == "ใบโหวตหมู่บ้าน"
        got = village.web.get(path(answer, "ใบโหวต"))
        assert got.headers["Cache-Control"] == "no-store"
        sheets = pages(got.data)
        assert len(sheets) >= 3
        assert bare("1 หมู่ 4") in sheets[0]
        assert bare("บ้านละหนึ่งเสียง") in sheets[0]
        assert "22" in sheets[1]
        assert "ยายแดง" not in "".join(sheets), "paper cannot be taken back"
        acts = [row.what for row in village.rows(AuditEntry) if row.what.startswith("print:")]
        assert acts == ["print:links", "print:made"]

    def test_lie_on_the_committees_page_and_card(self, village: Village, saman: Villager) -> None:
        self.called(village)
        card = saman.says("พิมพ์สมุด")
        assert "ใบโหวตหมู่บ้าน" in card.labels
        page = path(card, "ใบโหวต").rsplit("/", 1)[0]
        assert "ใบนับเสียง" in village.web.get(page).text

    def test_only_while_it_is_called_and_not_counted(
        self, village: Village, saman: Villager
    ) -> None:
        assert "ยังไม่มีโหวต" in saman.says("พิมพ์ใบโหวต")
        self.called(village)
        address = path(saman.says("พิมพ์ใบโหวต"), "ใบโหวต")
        with village.store.write() as session:
            for election in session.query(Election):
                election.cancelled_at = village.clock.now()
        assert village.web.get(address).status_code == 404
        assert "ยังไม่มีโหวต" in saman.says("พิมพ์ใบโหวต หมู่ 4")
        assert "ใบโหวตหมู่บ้าน" not in saman.says("พิมพ์สมุด").labels

    def test_not_for_others(self, village: Village, saman: Villager) -> None:
        election = self.called(village)
        far = village.villager("กรรมการหมู่ 5", "1", 5)
        village.grant(far, "committee", f"{TAMBON}05")
        assert "ยังไม่มีโหวต" in far.says("พิมพ์ใบโหวต")
        assert "กรรมการเป็นคนพิมพ์" in far.says("พิมพ์ใบโหวต หมู่ 4")
        assert "กรรมการเป็นคนพิมพ์" in village.villager("สมศรี", "3").says("พิมพ์ใบโหวต")
        own = path(saman.says("พิมพ์ใบโหวต"), "ใบโหวต")
        other = village.house.rules.links.prints(f"{TAMBON}05", 4).removeprefix(SITE)
        assert village.web.get(f"{other}/ballot-{election.id}.pdf").status_code == 404
        with village.store.write() as session:
            session.query(Role).delete()
        assert village.web.get(own).status_code == 404

    def test_of_a_tambons_vote_with_the_roll_of_the_village(
        self, village: Village, saman: Villager
    ) -> None:
        with village.store.write() as session:
            settings.put(session, TAMBON, "vote-area", "tambon", village.clock.now())
        listed(village, "77", moo=5)
        self.called(village)
        answer = saman.says("พิมพ์ใบโหวต")
        assert answer.labels[0] == "ใบโหวตตำบล"
        sheets = "".join(pages(village.web.get(path(answer, "ใบโหวต")).data))
        assert "22" in sheets
        assert "77" not in sheets
