"""A vote of หมู่ 4 to count by hand, and those who count it."""

from datetime import date, datetime, timedelta

from bot.domain import areas, candidacy, closing, elections, registry, sheets
from bot.domain.candidacy import Standing
from bot.domain.elections import Ballot, Election
from bot.domain.sheets import Sheet
from tests.pictures import jpeg, photo
from tests.village import TAMBON, Answer, Village, Villager

MOO4 = f"{TAMBON}04"
PICTURE = jpeg(photo(7))


def enter_houses(village: Village, *house_nos: str, moo: int = 4) -> None:
    """Households that have joined, and have no phone."""
    with village.store.write() as session:
        place = areas.village_of_moo(session, moo, TAMBON)
        for house_no in house_nos:
            registry.enter(session, place, house_no, village.clock.now().date())


def hold_vote(
    village: Village,
    *stand: str,
    area: str = MOO4,
    moo: int = 4,
    since: float = 24,
    hours: float = 24,
) -> int:
    """A vote that opened some hours ago and closes in some; these houses stand, by number."""
    now = village.clock.now()
    enter_houses(village, *stand, moo=moo)
    with village.store.write() as session:
        houses = [registry.find(session, f"{TAMBON}{moo:02d}", house_no) for house_no in stand]
        election = Election(
            area_code=area, month=date(2026, 10, 1), rules={}, opens_at=now - timedelta(hours=since),
            closes_at=now + timedelta(hours=hours), own_times=True,
            results_at=now + timedelta(hours=hours + 12),
        )  # fmt: skip
        from bot.domain import vote_rules

        election.rules = vote_rules.of(session, area).kept
        candidacy.enter(session, election, [Standing(h.id, 9, 3, 9) for h in houses if h], {})
        return election.id


def counted(village: Village, election_id: int) -> tuple[dict[int, int], int]:
    """Votes by number, and how many ballots there are."""
    with village.store.read() as session:
        election = elections.find(session, election_id)
        assert election
        return dict(elections.votes(session, election)), elections.turnout(session, election)


def settle(village: Village, election_id: int) -> str:
    """The result, at its hour."""
    with village.store.write() as session:
        election = elections.find(session, election_id)
        assert election and election.results_at
        return closing.settle(
            session, election, election.results_at.astimezone(village.settings.zone)
        )


def enters(village: Village, who: Villager, said: str, *, photo: bytes = PICTURE) -> Answer:
    """The whole first count: everything in one message, the picture, ถูกต้อง."""
    assert "ขอรูปใบนับ" in (answer := who.says(said)), answer
    preview = who.sends_photo(photo)
    assert "ดูก่อนส่ง" in preview, preview
    return preview.taps("ถูกต้อง")


def counts_again(who: Villager, said: str) -> Answer:
    asked = who.says("ใบนับเสียง").taps("นับซ้ำ")
    assert "นับเองนะคะ" in asked, asked
    return who.says(said)


def states(village: Village) -> list[str]:
    return [sheet.state for sheet in village.rows(Sheet)]


def paper_houses(village: Village) -> list[str]:
    """House numbers whose ballot lies in the box."""
    with village.store.read() as session:
        found = []
        for ballot in session.query(Ballot).filter_by(via="paper"):
            house = session.get(registry.Household, ballot.household_id)
            assert house and ballot.number is None and ballot.sheet_id and ballot.voter_id is None
            found.append(house.house_no)
        return sorted(found, key=sheets.as_counted)


def at(village: Village) -> datetime:
    return village.clock.now()
