"""Three months of votes, unattended, as the demo plays them; then everything is counted again from
what was said and answered, without a line of the bot's own counting."""

from collections import Counter, defaultdict
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from bot.domain.deed import Deed
from bot.domain.elections import Ballot, Candidate, Election
from bot.domain.notice import Notice
from demo import stage, three_votes
from tests.village import Village, words
from tests.voting import MOO4


def test_three_months_of_votes_run_by_themselves(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [village.villager(f"คน {n}", str(n)) for n in range(1, 8)]
    group = village.tied_group("หมู่ 4", MOO4, *people)
    houses = {person.id: str(n) for n, person in enumerate(people, 1)}
    cast: Any = SimpleNamespace(
        grandmother=people[0].person, neighbour=people[1].person, helper=people[2].person,
        voters=tuple(p.person for p in people[3:]), village_group=group,
    )  # fmt: skip
    monkeypatch.setattr(stage.time, "sleep", lambda _: None)
    monkeypatch.setattr(village.line, "advance", lambda seconds: village.live(seconds=seconds))
    shown = stage.Stage(village.line, cast, lambda: _local(village), village.settle)
    heard = _record(village, monkeypatch)
    village.until(24, 18, month=11)
    three_votes.Votes(shown).play()

    elections = village.rows(Election)
    assert [e.month for e in elections] == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    won: list[str] = []
    for election in elections:
        stood = _candidates(village, election)
        _recount_the_candidates(village, election, stood, won)
        _recount(village, election, stood, heard, houses)
        won.append(stood[election.winner].household.house_no if election.winner else "")
    assert len(set(won)) == len(won), "a winner rests"
    assert all(won)
    told = [n for n in village.rows(Notice) if n.chat_id == group.group_id and n.kind == "results"]
    assert len(told) == len(elections)
    assert all(n.how in ("reply", "push") for n in told)


def _recount_the_candidates(
    village: Village, election: Election, stood: dict[int, Candidate], won: list[str]
) -> None:
    """From the deeds as they were accepted: two dimensions, four days, five houses, no winner."""
    points, days, kinds = Counter[int](), defaultdict(set), defaultdict(set)
    for deed in village.rows(Deed):
        if deed.status == "accepted" and deed.done_on.replace(day=1) == election.month:
            points[deed.household_id] += deed.points
            days[deed.household_id].add(deed.done_on)
            kinds[deed.household_id].add(deed.kind[0])
    rested = {c.household_id for n in range(1, election.id)
              for c in village.rows(Candidate) if c.election_id == n and c.rank == 1}  # fmt: skip
    free = [h for h in points if h not in rested]
    fit = [h for h in free if len(days[h]) >= 4 and len(kinds[h]) >= 2]
    assert election.loosened == (not fit)
    best = sorted(fit or free, key=lambda h: (-points[h], -len(kinds[h]), -len(days[h]), h))[:5]
    assert [c.household_id for c in stood.values()] == best


def _recount(
    village: Village, election: Election, stood: dict[int, Candidate],
    heard: list[tuple[datetime, str, str, str]], houses: dict[str, str],
) -> None:  # fmt: skip
    """Each house's last accepted vote in the time of this one, and who has most."""
    last: dict[str, int] = {}
    for moment, who, said, answered in heard:
        number = next((int(part) for part in said.split() if part.isdigit()), 0)
        accepted = "รับโหวตแล้ว" in answered
        if election.opens_at <= moment < election.closes_at and _is_vote(said):
            own = stood.get(number) and stood[number].household.house_no == houses[who]
            assert accepted == (number in stood and not own), (said, answered)
            if accepted:
                last[houses[who]] = number
    counts = Counter(last.values())
    assert {n: c.votes for n, c in stood.items()} == {n: counts[n] for n in stood}
    ballots = [b for b in village.rows(Ballot) if b.election_id == election.id]
    assert len(ballots) == election.turnout == len(last)
    assert (election.households, election.quorum_met) == (len(houses), len(last) >= 4)
    most = max(counts.values())
    first = [n for n in stood if counts[n] == most]
    best = max((stood[n].dimensions, stood[n].days) for n in first)
    equal = [n for n in first if (stood[n].dimensions, stood[n].days) == best]
    assert election.winner in equal if election.winner else len(equal) > 1


def _is_vote(said: str) -> bool:
    return "โหวต" in said or "เลือก" in said


def _candidates(village: Village, election: Election) -> dict[int, Candidate]:
    return {c.number: c for c in village.rows(Candidate) if c.election_id == election.id}


def _record(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> list[tuple[datetime, str, str, str]]:
    """When who said what in 1:1, and what the bot answered."""
    heard: list[tuple[datetime, str, str, str]] = []
    say = village.line.say

    def saying(who: Any, text: str, where: Any = None) -> Any:
        before = len(village.line.answers(who))
        done = say(who, text, where)
        village.settle()
        new = village.line.answers(who)[before:]
        answer = "\n".join(word for line in new for word in words(dict(line.message)))
        heard.append((village.clock.now(), who.user_id, text, answer))
        return done

    monkeypatch.setattr(village.line, "say", saying)
    return heard


def _local(village: Village) -> datetime:
    return village.clock.now().astimezone(village.settings.zone)
