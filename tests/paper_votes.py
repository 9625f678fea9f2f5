"""A vote of หมู่ 4 to count by hand, and those who count it."""

from datetime import date, timedelta

from sqlalchemy import select

from bot.domain import areas, candidacy, closing, elections, registry, vote_rules
from bot.domain.candidacy import Standing
from bot.domain.elections import Ballot, Election
from bot.domain.registry import Household, by_house_no
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
    since: float = 48,
    until: float = 24,
) -> int:
    """A vote that opened some hours ago and closes in some; these houses stand, by number."""
    now = village.clock.now()
    enter_houses(village, *stand, moo=moo)
    with village.store.write() as session:
        houses = [registry.find(session, f"{TAMBON}{moo:02d}", house_no) for house_no in stand]
        election = Election(
            area_code=area, month=date(2026, 10, 1), rules=vote_rules.of(session, area).kept,
            opens_at=now - timedelta(hours=since), closes_at=now + timedelta(hours=until),
            results_at=now + timedelta(hours=until + 12), own_times=True,
        )  # fmt: skip
        candidacy.enter(session, election, [Standing(h.id, 9, 3, 9) for h in houses if h], {})
        return election.id


def counted(village: Village, election_id: int) -> tuple[dict[int, int], int]:
    """Votes by number, and how many ballots there are."""
    with village.store.read() as session:
        election = elections.find(session, election_id)
        assert election
        return dict(elections.votes(session, election)), elections.turnout(session, election)


def settle(village: Village, election_id: int) -> Election:
    """The result, at its hour, without another try for want of a quorum."""
    with village.store.write() as session:
        election = elections.find(session, election_id)
        assert election
        assert election.results_at
        election.extended_at = election.results_at
        session.flush()
        closing.settle(session, election, election.results_at.astimezone(village.settings.zone))
        assert election.decided_at
        session.expunge_all()
        return election


def call_off(village: Village, election_id: int) -> None:
    with village.store.write() as session:
        election = elections.find(session, election_id)
        assert election
        election.cancelled_at, election.why = village.clock.now(), "ฝนตก"


def begins(who: Villager, said: str, picture: bytes = PICTURE) -> Answer:
    """Everything in one message, then the picture: the preview."""
    assert "ขอรูปใบนับ" in (answer := who.says(said)), answer
    return who.sends_photo(picture)


def enters(who: Villager, said: str) -> Answer:
    """The whole first count."""
    preview = begins(who, said)
    assert "ดูก่อนส่ง" in preview, preview
    return preview.taps("ถูกต้อง")


def counts_again(who: Villager, said: str) -> Answer:
    """The whole second count, of the newest sheet."""
    asked = who.says("ใบนับเสียง").taps("นับซ้ำ")
    assert "นับเองนะคะ" in asked, asked
    return who.says(said)


def states(village: Village) -> list[str]:
    return [sheet.state for sheet in village.rows(Sheet)]


def in_the_box(village: Village) -> list[str]:
    """House numbers whose ballot lies in the box: without a number, and nobody's."""
    with village.store.read() as session:
        found = session.execute(
            select(Household, Ballot.number, Ballot.voter_id, Ballot.message_id)
            .join(Household, Household.id == Ballot.household_id)
            .where(Ballot.via == "paper", Ballot.sheet_id.is_not(None))
        ).all()
    assert all(row[1:] == (None, None, None) for row in found)
    return [house.house_no for house in sorted((row[0] for row in found), key=by_house_no)]
