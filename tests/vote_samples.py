"""What the bot says about votes, each with the longest that can be in it."""

from datetime import UTC, date, datetime
from typing import Any

from bot.domain import candidacy, closing, elections, picking
from bot.domain.awards import Award
from bot.domain.candidacy import Standing
from bot.domain.elections import LONGEST_REASON, Candidate, Election
from bot.domain.registry import Household
from bot.domain.vote_rules import VoteRules
from bot.domain.why_not import Why
from bot.line.messages import Message, Open, Tap
from bot.messages import vote_rules, vote_running, vote_yours, votes
from bot.messages.refusals import refusal
from bot.voting import VoteHeld

AREA = "หมู่ 12 บ้านท่าดินแดงเหนือ ต.บ้านแพรก"
NOW = datetime(2026, 12, 6, 7, 0, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
LONG = ('ยายทำ "ขนม" {{ x }} <b> ' * 10)[:LONGEST_REASON]
HOUSE = Household(id=1, village_code="14160112", house_no="1234/5678ก", status="active")
RULES = VoteRules(most=8, picks=3, rest=12, quorum_least=999, extend=7, ties=(
    "dimensions", "days", "fewer-wins", "earlier-win", "points"))  # fmt: skip


def candidate(n: int, reason: str | None = None) -> Candidate:
    found = Candidate(
        election_id=1, number=n, household_id=n, points=1234, dimensions=3, days=30, reason=reason
    )
    found.household, found.votes, found.rank = HOUSE, 1234 - n, n
    return found


def election(count: int = 11, **more: Any) -> Election:
    found = Election(
        id=10**12, area_code="14160112", month=NOVEMBER, rules=RULES.kept, opens_at=NOW,
        closes_at=NOW, results_at=NOW, turnout=1234, on_paper=34, households=4567, quorum_met=True, loosened=True,
    )  # fmt: skip
    found.candidates = [candidate(n, LONG if n > 8 else None) for n in range(1, count + 1)]
    for name, value in more.items():
        setattr(found, name, value)
    return found


def award(sort: str) -> Award:
    found = Award(election_id=1, sort=sort, household_id=1, figure=123)
    found.household = HOUSE
    return found


OPEN = election()
WON = election(winner=1, decided_by="votes", decided_at=NOW)
EQUAL = election(awaits="chair", decided_at=NOW)
LACKING = election(awaits="committee", decided_at=NOW, quorum_met=False)
DECIDED = election(winner=2, decided_by="committee", why=LONG, decided_at=NOW)
OFF = election(cancelled_at=NOW, why=LONG)
GONE = election(decided_by="nobody", decided_at=NOW)
PAGE = Open("ดูผลทุกหมู่", "https://example.org/results")
TAP = Tap("ไม่ขอเข้าชิง", "vote.left", {"e": 10**12, "n": 11})
MINE = Standing(1, 12345, 1, 3)
HOUSES = [HOUSE] * 400

VOTES: dict[str, Message] = {
    "candidates with reasons": votes.candidates(OPEN, UTC),
    "vote_nobody_stands": votes.candidates(election(0), UTC),
    "vote_is_it": votes.is_it(candidate(11), *votes.yes_and_no(OPEN, candidate(11))),
    "vote_one_only": votes.which_one(OPEN, OPEN.candidates),
    "vote_one_only of none": votes.which_one(OPEN, []),
    "vote_extended": votes.vote_extended(OPEN, 12, AREA, UTC),
    "vote_extended by an officer": votes.vote_extended(DECIDED, 12, AREA, UTC),
    "vote_off": votes.vote_off(OFF, AREA),
    "vote_taken in private": votes.taken(OPEN, 123, 4567, UTC, candidate(11)),
    "vote_taken after a newer one": votes.taken(OPEN, 123, 4567, UTC, replaced=True),
    "vote_not_here": votes.not_here("https://line.me/R/oaMessage/@khwamdee/?x"),
    "vote_not_here without a way": votes.not_here(None),
    "results of nobody": votes.results(GONE, AREA, PAGE),
    "results with awards": votes.results(WON, AREA, PAGE, [award("improved"), award("newcomer")]),
    "results of equals": votes.results(EQUAL, AREA, PAGE),
    "results without enough": votes.results(LACKING, AREA, PAGE),
    "results by the committee": votes.results(DECIDED, AREA, PAGE),
    "vote_rules": vote_rules.rules(RULES, AREA, NOW, NOW, households=4567, loosened=True),
    "vote_rules in general": vote_rules.rules(VoteRules(), "", None, None),
    "notice_you_stand": vote_yours.you_stand(OPEN, candidate(9, LONG), AREA, UTC),
    "notice_you_won": vote_yours.you_won(WON, AREA, "winner"),
    "notice_you_won an award": vote_yours.you_won(WON, AREA, "improved"),
    "notice_vote_stands": Message("notice_vote_stands", {"day": "5 ธ.ค. 69"}),
    "vote_withdraw_asked": vote_yours.withdraw_asked(candidate(11), TAP, TAP),
    "vote_withdrawn": vote_yours.withdrawn(),
    "vote_stays": vote_yours.stays(),
    "vote_only_own": vote_yours.only_own_house(),
    "vote_why_in_private": vote_yours.why_in_private(),
    "vote_why_not": vote_yours.why_not(
        Why(
            NOVEMBER,
            MINE,
            RULES,
            place=99,
            few_dimensions=True,
            few_days=True,
            rests_until=date(2027, 3, 1),
            apart=True,
            waiting=12,
            called=True,
        ),
        HOUSE.address,
    ),
    "vote_why_not one that withdrew": vote_yours.why_not(
        Why(NOVEMBER, MINE, RULES, withdrawn=True, called=True), HOUSE.address
    ),
    "vote_why_not one that stands": vote_yours.why_not(
        Why(NOVEMBER, MINE, RULES, number=3, place=3, called=True), HOUSE.address
    ),
    "vote_to_decide": vote_running.to_decide(LACKING, AREA, range(1, 12)),
    "vote_to_decide by the chair": vote_running.to_decide(EQUAL, AREA, (1, 2)),
    "vote_state": vote_running.state(OPEN, AREA, 123, 4567, 1371, NOW, runs=True),
    "vote_state of one called off": vote_running.state(OFF, AREA, 123, 4567, 1371, NOW, runs=True),
    "vote_state that awaits": vote_running.state(LACKING, AREA, 1, 4567, 1371, NOW, runs=False),
    "vote_not_called": vote_running.no_vote_yet(AREA, "14160112", NOVEMBER, runs=True),
    "vote_which_area": vote_running.which_area([("14160112", AREA)] * 90),
    "vote_manage_in_private": vote_running.manage_in_private(),
    "vote_reason_asked": vote_running.reason_asked("cancel"),
    "vote_days_asked": vote_running.days_asked(OPEN),
    "vote_left_alone": vote_running.dropped(),
    "vote_opened": vote_running.opened(OPEN, AREA, UTC),
    "vote_longer": vote_running.extended(OPEN, AREA, UTC),
    "vote_cancelled": vote_running.cancelled(AREA),
    "vote_chosen": vote_running.chosen(HOUSE.address),
    "vote_picked": vote_running.picked(HOUSE.address, NOVEMBER, 9),
    "vote_pick_how": vote_running.pick_how(),
    "vote_roll": vote_running.roll(AREA, NOVEMBER, HOUSES, HOUSES, narrow=False),
    "refused_vote_cancelled": refusal(elections.VoteCancelled(why=LONG)),
    "refused_not_standing": refusal(elections.NotStanding(number=11)),
    "refused_voted_elsewhere": refusal(elections.VotedElsewhere()),
    "refused_voted_on_paper": refusal(elections.VotedOnPaper()),
    "refused_pick_barred": refusal(
        picking.PickBarred(house=HOUSE.address, why="rests", until=NOVEMBER)
    ),
    "refused_pick_barred of an officer": refusal(
        picking.PickBarred(house=HOUSE.address, why="apart", until=None)
    ),
    "refused_picks_full": refusal(picking.PicksFull(most=3)),
    "refused_picked_before": refusal(picking.PickedBefore(house=HOUSE.address)),
    "refused_own_house_picked": refusal(picking.OwnHousePicked()),
    "refused_new_in_house": refusal(candidacy.NewInHouse(month=NOVEMBER)),
    "refused_pick_not_joined": refusal(picking.NotJoined(house=HOUSE.address)),
    "refused_nothing_to_decide": refusal(closing.NothingToDecide()),
    "refused_not_among_equals": refusal(closing.NotAmongEquals(numbers=[1, 2, 11])),
    "refused_own_house_decides": refusal(closing.OwnHouseDecides()),
    "refused_vote_over": refusal(closing.VoteOver(month=NOVEMBER)),
    "refused_bad_extension": refusal(closing.BadExtension(days=14)),
    "refused_vote_held": refusal(VoteHeld(month=NOVEMBER)),
}
