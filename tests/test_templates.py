"""Every message the bot can say, drawn with awkward words and held against LINE's limits."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from bot.domain import (
    access,
    aliases,
    announcements,
    areas,
    budget,
    checking,
    days,
    deeds,
    elections,
    households,
    ledger,
    levels,
    local_menu,
    months,
    officers_week,
    people,
    questions,
    redemptions,
    witnesses,
)
from bot.domain import goals as domain_goals
from bot.domain import meetings as domain_meetings
from bot.domain import menu_editing as domain_menu_editing
from bot.domain import places as pins
from bot.domain import rewards as shelf
from bot.domain.announcements import Announcement
from bot.domain.areas import Village
from bot.domain.bookmarks import Place
from bot.domain.deed import Claim, Deed
from bot.domain.deeds import Outcome, Receipt
from bot.domain.elections import Candidate, Election
from bot.domain.goals import Encouragement, Progress
from bot.domain.groups import Group, WrongCode
from bot.domain.local_menu import Differing, Planned
from bot.domain.menu import OWN, Limit, MenuItem, items
from bot.domain.notice import WHYS
from bot.domain.notice_kinds import KINDS
from bot.domain.passbook import Book
from bot.domain.people import PURPOSES, LineUser
from bot.domain.photos import Attached, Photo
from bot.domain.registry import Household, Member
from bot.domain.rewards import Redemption, Reward
from bot.domain.statements import Line, Month, Page
from bot.errors import CardTooOld
from bot.line.messages import Message, Open
from bot.line.render import TEMPLATES, render
from bot.messages import (
    asking,
    goals,
    groups,
    helping,
    joining,
    meetings,
    menu,
    menu_editing,
    officers,
    own_words,
    passbook,
    printing,
    privacy,
    rewards,
    votes,
    waiting,
)
from bot.messages import checking as checked
from bot.messages import deeds as deed_messages
from bot.messages import households as register
from bot.messages.joining import Held
from bot.messages.notices import notice_message
from bot.messages.printing import Printable
from bot.messages.refusals import refusal, sorry
from bot.messages.sure import confirm
from bot.thai.asked import usual_amounts
from bot.wording import FULL_MONTHS
from bot.wording import MONTHS as SHORT_MONTHS
from simulator import limits
from tests.contract import SCHEMA, complaint
from tests.face_samples import FACES
from tests.place_samples import PLACES
from tests.sheet_samples import SHEETS
from tests.village import dumped
from tests.vote_samples import VOTES

AWKWARD = "ยาย\"แดง\\ {{ x }} </b>\nตา'ดำ 👵🏽"
TODAY = date(2026, 11, 23)


def noticed(kind: str, params: dict[str, Any], on: date = TODAY) -> Message:
    return notice_message(kind, params, TODAY, on)


LINK = "https://khwamdee.test/me/" + "x" * 90

VILLAGE = Village(code="14160104", name="บ้านท่าดินแดง")
HOUSE = Household(id=1, village_code="14160104", house_no="1234/5678ก", status="active")
HOUSE.village = VILLAGE
MEMBERS = [Member(id=n, household_id=1, name=f"{AWKWARD} {n}") for n in range(1, 12)]
USER = LineUser(id=1, line_id="U1", display_name=AWKWARD, household_id=1, may_join=True)
USER.household = HOUSE


def deed(n: int, kind: str, *, status: str = "recorded", for_others: bool = True) -> Deed:
    found = Deed(
        id=10**12 + n, kind=kind, quantity=Decimal("1234567.5"), unit="กิโลกรัม", points=60,
        done_on=date(2026, 10, 30), status=status, text=AWKWARD * 20, for_others=for_others,
        household_id=1, village_code="14160104", revision=1234567,
    )  # fmt: skip
    found.household, found.member, found.reporter = HOUSE, MEMBERS[0], USER
    return found


ALL_KINDS = list(items())
DEEDS = [deed(n, kind) for n, kind in enumerate(ALL_KINDS)]
CUTS = ("item", "period", "household", "person", None)
OUTCOMES = tuple(Outcome(d, CUTS[n % 5]) for n, d in enumerate(DEEDS[:6]))
RECEIPT = Receipt(OUTCOMES, 1234567, tuple(MEMBERS))
REWARD = Reward(id=1, name="ไ" * 80, price=30)
REDEMPTION = Redemption(id=1, household_id=1, state="approved")
REDEMPTION.reward = REWARD


def line(n: int, reason: str, amount: int, **about: Any) -> Line:
    place = Place(date(2026, 10, 30), 10**15 + n)
    about = {"deed": None, "redemption": None, "bonus_month": None, **about}
    return Line(
        day=TODAY, amount=amount, balance=1234567, reason=reason, spent=reason == "withdrawal",
        who=(f"{AWKWARD} 1", AWKWARD), oldest=place, newest=place, **about,
    )  # fmt: skip


LINES = (
    line(1, "deposit", 60, deed=DEEDS[0]), line(2, "bonus", 30, bonus_month=date(2026, 10, 1)),
    line(3, "withdrawal", -1234567, redemption=REDEMPTION), line(4, "correction", -5, deed=DEEDS[1]),
    line(5, "reversal", -5, deed=DEEDS[2]), line(6, "correction", 12345), line(7, "deposit", 1),
    line(8, "reversal", 1234567, redemption=REDEMPTION),
)  # fmt: skip
PLACE = Place(date(2026, 10, 30), 10**15)
PAGE = Page(LINES, PLACE, PLACE)
MONTH = Month(
    date(2026, 11, 1), 1234567, 12345, 30, 1246882,
    (("ความมั่นคงทางอาหาร", 12345), ("สิ่งแวดล้อมให้ยั่งยืน", 1)), 30, -5,
    ((AWKWARD, 12345), *((f"{AWKWARD} {n}", n) for n in range(30, 1, -1)), ("", 1)),
)  # fmt: skip
MONTHS = [date(2026, n, 1) for n in range(11, 5, -1)]
BOOK = Book(
    HOUSE, 1234567, 620, levels.standing(620), 999, tuple(DEEDS[:5]), MONTH,
    tuple((month, 12345) for month in MONTHS[1:4]), Page(LINES[: passbook.BOOK_LINES], PLACE, None),
)  # fmt: skip
NEW_BOOK = Book(
    HOUSE, 0, 0, levels.standing(0), 0, (), Month(TODAY.replace(day=1), 0, 0, 0, 0, (), 0, 0, ()),
    (), Page((), None, None),
)  # fmt: skip
PRINTABLE = Printable("หมู่ 4 บ้านท่าดินแดง ต.บ้านแพรก", 300, 120, LINK, one_file=True)
NOW = datetime(2026, 12, 5, 7, 0, tzinfo=UTC)


def candidate(n: int) -> Candidate:
    found = Candidate(election_id=1, number=n, household_id=n, points=1234, dimensions=3, days=30)
    found.household, found.votes, found.rank = HOUSE, 1234 - n, n
    return found


def election(turnout: int, *, quorum_met: bool) -> Election:
    found = Election(
        id=10**12, area_code="14160104", month=date(2026, 11, 1), opens_at=NOW, closes_at=NOW
    )
    found.turnout, found.households, found.quorum_met = turnout, 4567, quorum_met
    found.candidates = [candidate(n) for n in range(1, 6)]
    return found


ELECTION, SILENT = election(1234, quorum_met=True), election(0, quorum_met=False)
ANNOUNCEMENT = Announcement(
    id=10**12, author="U1", areas=["141601"], text=AWKWARD * 80, created_at=NOW
)
GROUP = Group(chat_id="C1", name=AWKWARD, members=None, joined_at=NOW)
# a full moon, so that the line of the วันพระ is drawn; and a day that is none, without a place
MEETING = domain_meetings.Meeting(
    id=10**12, area_code="14160104", at=datetime(2026, 11, 24, 11, 0, tzinfo=UTC),
    what=(AWKWARD * 20)[: domain_meetings.LONGEST],
)  # fmt: skip
BARE_MEETING = domain_meetings.Meeting(id=1, area_code="141601", at=NOW, what="")
LONG_AREA = "หมู่ 12 บ้านท่าดินแดงเหนือ ต.บ้านแพรก"
MEETING_TAPS = meetings.yes_and_no("5" * 18)
HELD = Held("ปลูกผัก" * 20, datetime.now(UTC).isoformat(), "5" * 18, "1234/5678ก", 30)
CLAIMS = [Claim(kind, Decimal("1234567.5"), "กิโลกรัม") for kind in ("S3-02", "E1-05")]
SHOWN = aliases.Shown(
    aliases.Alias(id=10**12, phrase="ก" * 60, kind="S1-01", state="active", times=12345),
    1234, "ร่วม" * 20, "ทอผ้า" * 16,
)  # fmt: skip
LONG_NAME = 'ไข่ "สด" {{ x }}' * 6
REWARDS = [
    shelf.Reward(
        id=10**12 + n, area_code="14160104", name=LONG_NAME[:80], price=99_999, stock=n * 9999
    )
    for n in range(12)
]
PURSE = redemptions.Purse(balance=1234567, asked_for=234567, open=1, newest=10**12)
POOR = redemptions.Purse(balance=5, asked_for=0, open=3, newest=0)


def request(n: int, state: str) -> shelf.Redemption:
    found = shelf.Redemption(
        id=10**12 + n, household_id=1, village_code="14160104", asked_at=NOW, price=99_999,
        state=state, code="WMWMWM", reason=AWKWARD * 5, handed_at=NOW, handed_by="U1",
    )  # fmt: skip
    found.reward, found.household = REWARDS[n % 12], HOUSE
    return found


REQUESTS = [request(n, state) for n, state in enumerate([*shelf.STATES, "asked"])]
BUTTON = confirm("reward.offer", {"a": "14160104", "n": '"' * 80, "p": 99999, "s": 99999})
MERGING = households.Merging(HOUSE, HOUSE, 1234567, 2345678, 12, 5, 3)
OWN_ITEM = MenuItem(
    "S9-01", "S", OWN, "ทอผ้า" * 16, "ครั้ง", 30, 100, Limit(2, "quarter"), frozenset({"photo"})
)
FULL_MENU = {code: replace(item, name=OWN_ITEM.name) for code, item in items().items()} | {
    f"{d}9-{n:02d}": replace(OWN_ITEM, code=f"{d}9-{n:02d}") for d in "FES" for n in range(1, 11)
}
MENU_CHANGE = domain_menu_editing.Change("141601", TODAY, items()["E1-05"], OWN_ITEM, ())
PROGRESS = [
    Progress(replace(OWN_ITEM, code=f"S9-{n:02d}"), Decimal("999.5"), Decimal(done))
    for n, done in enumerate(("123.25", 1000, 0, 1, 2, 3, 4, 5, 6, 7), 1)
]
TAMBONS = [t for code in ("141601", "141602") if (t := areas.tambon(code))]

SENT = tuple(Photo(id=n, sort=sort) for n, sort in enumerate(("picture", "picture", "voice")))
EVIDENCE = [
    checking.Evidence(
        d, (Photo(id=1, sort="picture", state="kept"),), DEEDS[1], (HOUSE,) * 3,
        (questions.Question(text=AWKWARD * 10, answer=AWKWARD * 20),) * 5,
    )
    for d in [*DEEDS[:9], deed(99, "X-01")]
]  # fmt: skip

TOLD_BY_FILE = deed(98, "E1-05")
TOLD_BY_FILE.reporter = None
NOBODY_TO_ASK = checking.Evidence(TOLD_BY_FILE, (), None, (), ())

WEEK = officers_week.Week(
    deeds=1234, points=56789, to_check=200, to_approve=3, to_hand=4, households=10000, quiet=321,
    missed=45, saved=123456, purse=budget.Purse(300, 290, 12, NOW),
    forecast=budget.Forecast(298, 12345),
)  # fmt: skip
MISSED = [
    officers_week.Missed(f"บ้านเลขที่ 1234/5678ก หมู่ 12 {AWKWARD}", "results", why) for why in WHYS
]

SAMPLES: dict[str, Message] = {
    "deed_card": deed_messages.recorded(RECEIPT, TODAY, photos=Attached(SENT)),
    "deed_card for one": deed_messages.recorded(
        Receipt((Outcome(deed(1, "F1-01", status="accepted", for_others=False), None),), 0, ()),
        TODAY,
    ),
    "deed_withdrawn": deed_messages.withdrawn(DEEDS, 5),
    "deed_withdrawn_before": deed_messages.withdrawn_before(),
    "never_mind": deed_messages.never_mind(),
    "nothing_to_cancel": deed_messages.nothing_to_cancel(),
    "edit_asked": deed_messages.edit_asked(DEEDS[0], alone=True),
    "no_twin": deed_messages.no_twin(),
    "which_to_cancel": deed_messages.which_to_cancel(DEEDS[:3], TODAY),
    "nothing_to_repeat": deed_messages.nothing_to_repeat(of_yesterday=True),
    "nothing_to_repeat of before": deed_messages.nothing_to_repeat(of_yesterday=False),
    "warm_word": helping.warm_word(),
    "votes_are_replaced": votes.votes_are_replaced(),
    "nothing_to_correct": deed_messages.nothing_to_correct(),
    "doer_unknown": deed_messages.doer_unknown(
        AWKWARD, *deed_messages.new_doer(DEEDS[0], "ย" * 60)
    ),
    "not_an_edit": deed_messages.not_an_edit(),
    "doer_named": deed_messages.doer_named(DEEDS[0]),
    "how_to_join": deed_messages.how_to_join(LINK),
    "how_to_join_text": deed_messages.how_to_join(None),
    "no_such_house": deed_messages.no_such_house("1234/5678ก", "14160104"),
    "house_added": deed_messages.house_added(HOUSE.address),
    "photo_kept": deed_messages.photo_kept(AWKWARD),
    "photo_asked": deed_messages.photo_asked(),
    "voice_asked": deed_messages.voice_asked(),
    "voice_write": deed_messages.voice_write(),
    "voice_dropped": deed_messages.voice_dropped(),
    "only_words": deed_messages.only_words(),
    "welcome": joining.welcome("สำนักงานพัฒนาชุมชนอำเภอบ้านแพรก", LINK, HELD),
    "ticks": joining.ticks(PURPOSES),
    "join_first": joining.join_first(),
    "house_asked": joining.house_asked(),
    "moo_asked": joining.moo_asked("12/3", range(1, 31)),
    "house_unclear": joining.house_unclear(),
    "registered": joining.registered(HOUSE, "หมู่ 4 บ้านท่าดินแดง ต.บ้านแพรก", MEMBERS, 2),
    "already_there": joining.already_there(HOUSE),
    "move_asked": joining.move_asked(HOUSE, "9", "14160102"),
    "names_asked": joining.names_asked(),
    "name_asked": joining.name_asked(),
    "phone_of": joining.phone_of(AWKWARD),
    "members_noted": joining.members_noted([AWKWARD] * 12),
    "not_ours_done": joining.not_ours_done(),
    "consent_in_private": joining.consent_in_private(),
    "welcome_back": joining.welcome_back(HOUSE.address),
    "deed_menu": menu.deed_menu(items())[0],
    "deed_menu of own deeds": menu.deed_menu(FULL_MENU)[0],
    "deed_menu to pick from": menu.deed_menu(FULL_MENU, pick_for="5" * 18)[1],
    "deed_menu of own deeds to pick from": menu.deed_menu(FULL_MENU, pick_for="5" * 18)[0],
    "kind_asked": asking.kind_asked(items(), CLAIMS, TODAY, NOW, "5" * 18, 10**12)[0],
    "kind_asked of one": asking.kind_asked(items(), CLAIMS[:1], TODAY, NOW, None, 1)[0],
    **{
        f"amount_asked {d.kind}": asking.amount_asked(d, usual_amounts(d.kind))
        for d in DEEDS
        if usual_amounts(d.kind)
    },
    "no_more_asked": asking.no_more_asked(),
    "chosen_before": asking.chosen_before(),
    "pick_asked": asking.pick_asked(),
    "own_words": own_words.listed([SHOWN] * 10),
    "own_words_none": own_words.none_yet(),
    "own_word_decided": own_words.decided(SHOWN),
    "refused_no_such_word": refusal(aliases.NoSuchWord()),
    "refused_not_a_word": refusal(aliases.NotAWord()),
    "refused_whose_words": refusal(aliases.WhoseWords()),
    "passbook": passbook.passbook(BOOK, LINK, TODAY),
    "passbook of a new house": passbook.passbook(NEW_BOOK, LINK, TODAY),
    "passbook_short": passbook.passbook_in_group(1234567, HOUSE.address, LINK),
    "no_passbook": passbook.no_passbook(),
    "statement": passbook.statement(HOUSE.address, PAGE, None, MONTHS, LINK, TODAY),
    "statement of a month": passbook.statement(HOUSE.address, PAGE, MONTH, MONTHS, LINK, TODAY),
    "statement of nothing": passbook.statement(
        HOUSE.address, NEW_BOOK.page, NEW_BOOK.month, MONTHS[:1], LINK, TODAY
    ),
    "certificate": passbook.certificate(HOUSE.address, levels.standing(620), TODAY, LINK, LINK),
    "certificate of the last level": passbook.certificate(
        HOUSE.address, levels.standing(12345), TODAY, LINK, LINK
    ),
    "certificate_not_yet": passbook.certificate_not_yet(HOUSE.address, levels.standing(0)),
    "certificate_in_private": passbook.certificate_in_private(LINK),
    "certificate_in_private without a name": passbook.certificate_in_private(None),
    "print_links": printing.links([PRINTABLE] * 10, MONTHS[0], MONTHS[1]),
    "print_links of others": printing.links(
        [
            replace(PRINTABLE, one_file=False),
            replace(PRINTABLE, without_line=0),
            replace(PRINTABLE, houses=0),
        ],
        MONTHS[0],
        MONTHS[1],
    ),
    "print_which": printing.which_village(1234, None),
    "print_which of a tambon": printing.which_village(1234, "บ้านแพรก"),
    "print_not_yours": printing.not_yours(44, list(range(1, 31))),
    "print_for_committee": printing.for_committee(),
    "print_in_private": printing.in_private(),
    "queue": checked.queue(EVIDENCE, TODAY, [LINK] * 10),
    "queue of a house without LINE": checked.queue([NOBODY_TO_ASK], TODAY, [None]),
    "queue_empty": checked.queue_empty(),
    "decided": checked.decided(DEEDS[0]),
    "reason_kept": checked.reason_kept(AWKWARD * 5),
    "question_asked_for": checked.question_asked_for(DEEDS[0]),
    "question_left": checked.question_left(AWKWARD * 10),
    "answer_asked_for": checked.answer_asked_for(AWKWARD * 10),
    "answer_kept": checked.answer_kept(),
    "appealed": checked.appealed(DEEDS[0]),
    "witnesses_asked": checked.witnesses_asked(2),
    "witnesses_asked of nobody": checked.witnesses_asked(0),
    "witnessed": checked.witnessed(AWKWARD, "1234/5678ก", 12),
    "witnessed in a group": checked.witnessed(None, "1234/5678ก", 1),
    "witness_in_private": checked.witness_in_private(DEEDS[0], LINK),
    "witness_in_private_text": checked.witness_in_private(DEEDS[0], None),
    "notice_deed_accepted": noticed(
        "deed_accepted", {"name": AWKWARD, "day": "2026-11-23", "points": 123, "count": 12}
    ),
    "notice_deed_rejected": noticed(
        "deed_rejected",
        {
            "name": AWKWARD,
            "day": "2026-11-23",
            "deed": 10**12,
            "by": AWKWARD,
            "reason": AWKWARD * 5,
        },
    ),
    "notice_deed_rejected for good": noticed(
        "deed_rejected",
        {"name": AWKWARD, "day": "2026-11-23", "deed": 1, "by": "x", "reason": None, "final": True},
    ),
    "notice_deed_question": noticed(
        "deed_question",
        {"name": AWKWARD, "day": "2026-11-23", "question": 10**12, "text": AWKWARD * 10},
    ),
    "notice_witness_asked": noticed(
        "witness_asked",
        {"name": AWKWARD, "day": "2026-11-23", "deed": 10**12, "house": "1234/5678ก หมู่ 12"},
    ),
    "notice_bonus": noticed("bonus", {"month": "2026-11-01", "house": "12/3 หมู่ 4", "points": 10}),
    "refused_overdrawn": refusal(ledger.Overdrawn(missing=5)),
    "refused_own_witness": refusal(witnesses.OwnWitness()),
    "refused_not_neighbours": refusal(witnesses.NotNeighbours()),
    "refused_no_witness_needed": refusal(witnesses.NoWitnessNeeded()),
    "refused_nothing_to_ask": refusal(questions.NothingToAsk()),
    "refused_card_too_old": refusal(CardTooOld()),
    "refused_nobody_to_ask": refusal(questions.NobodyToAsk()),
    "refused_decided_before": refusal(checking.DecidedBefore()),
    "refused_no_appeal": refusal(checking.NoAppeal(days=30)),
    "menu_preview": menu_editing.preview(MENU_CHANGE, *menu_editing.yes_and_no("1234abcd")),
    "menu_preview of a new deed": menu_editing.preview(
        replace(MENU_CHANGE, old=None, phrases=("ก" * 60,) * 10),
        *menu_editing.yes_and_no("1234abcd"),
    ),
    "menu_entered": menu_editing.entered(MENU_CHANGE),
    "menu_dropped": menu_editing.dropped(),
    "menu_in_private": menu_editing.in_private(),
    "menu_how": menu_editing.how(),
    "menu_as_nation": menu_editing.of_tambon("ต.บ้านแพรก", [], []),
    "menu_of_tambon": menu_editing.of_tambon(
        "ต.บ้านแพรก", list(FULL_MENU.values()), [Planned(TODAY, OWN_ITEM)] * 20
    ),
    "menu_of_tambon closed": menu_editing.of_tambon("ต.x", [replace(OWN_ITEM, points=0)], []),
    "menus_alike": menu_editing.compared([], 0),
    "menus_compared": menu_editing.compared(
        [
            (
                "ต.บ้านแพรก",
                Differing("141601", list(FULL_MENU.values()), [Planned(TODAY, OWN_ITEM)] * 20, NOW),
            )
        ]
        * 10,
        7255,
    ),
    "notice_menu_changed": noticed(
        "menu_changed", {"change": domain_menu_editing.as_data(MENU_CHANGE)}
    ),
    **{
        f"refused_menu_bound {what}": refusal(
            domain_menu_editing.OutOfBounds(what=what, least=1, most=TODAY)
        )
        for what in (
            "points",
            "per_day",
            "times",
            "name",
            "own",
            "since",
            "day",
            "unit",
            "dimension",
            "phrase",
        )
    },
    "refused_menu_too_soon": refusal(domain_menu_editing.TooSoon(since=TODAY, earliest=TODAY)),
    "refused_menu_same": refusal(domain_menu_editing.SameAlready(name=AWKWARD, since=TODAY)),
    "refused_menu_which_tambon": refusal(domain_menu_editing.WhichMenu()),
    "refused_no_such_kind": refusal(local_menu.NoSuchKind(said=AWKWARD * 40)),
    "household_menu": goals.card(TODAY, PROGRESS, [], 104),
    "household_menu without goals": goals.card(TODAY, [], [(OWN_ITEM, Decimal(1000))] * 5, 0),
    "goal_more": goals.more([(OWN_ITEM, Decimal(1000))] * 5),
    "goal_fewer": goals.fewer(PROGRESS),
    "goal_how_much": goals.how_much(OWN_ITEM, Decimal(300)),
    "goal_set": goals.noted(OWN_ITEM, Decimal("999.5")),
    "goal_dropped": goals.dropped(OWN_ITEM),
    "goal_how": goals.how(),
    "goals_in_private": goals.in_private(LINK),
    "goals_in_private without a name": goals.in_private(None),
    "nudge_household": goals.nudge(Encouragement(104, PROGRESS[0], None)),
    "nudge_household with a goal not begun": goals.nudge(
        Encouragement(None, PROGRESS[2], "สิ่งแวดล้อมให้ยั่งยืน")
    ),
    "nudge_household warmly": goals.nudge(Encouragement(None, None, None)),
    "refused_goals_full": refusal(domain_goals.TooManyGoals(most=10)),
    "refused_goal_unit": refusal(domain_goals.NotInUnit(name=AWKWARD, unit="ต้น")),
    "refused_goal_bound": refusal(
        domain_goals.GoalOutOfBounds(name=AWKWARD, unit="ต้น", most=Decimal(1000))
    ),
    "refused_no_such_goal": refusal(domain_goals.NoSuchGoal(name=AWKWARD)),
    "refused_not_on_menu": refusal(local_menu.NotOnMenu(name=AWKWARD, since=TODAY)),
    "refused_not_on_menu here": refusal(local_menu.NotOnMenu(name=None, since=None)),
    "help": helping.help_card(committee=False),
    "help for the committee": helping.help_card(committee=True),
    "not_understood": helping.not_understood(),
    "story_not_yet": helping.story_not_yet(),
    "my_data": privacy.my_data(USER, 1234, LINK, PURPOSES),
    "nothing_kept": privacy.nothing_kept(),
    "erase_asked": privacy.erase_asked(),
    "erase_planned": privacy.erase_planned(datetime(2026, 11, 30, tzinfo=UTC)),
    "erase_taken_back": privacy.erase_taken_back(),
    **PLACES,
    "group_hello": groups.hello(),
    "group_tied": groups.tied("หมู่ 4 ต.บ้านแพรก"),
    "tie_in_group": groups.tie_in_group(),
    "sorry": sorry(),
    "still_working": waiting.still_working(),
    "answer_above": waiting.answer_above(),
    "notice_someone_joined": noticed(
        "someone_joined", {"who": 5, "name": AWKWARD, "house": "12/3 หมู่ 4", "day": "23 พ.ย. 69"}
    ),
    "notice_logged_for_you": noticed(
        "logged_for_you",
        {"helper": AWKWARD, "house": "12/3 หมู่ 4", "day": "23 พ.ย. 69", "name": "x", "points": 5},
    ),
    "notice_photo_missing of a voice": noticed(
        "photo_missing", {"day": "23 พ.ย. 69", "sort": "voice"}
    ),
    "notice_photo_missing": noticed("photo_missing", {"day": "23 พ.ย. 69"}),
    "refused_unknown_moo": refusal(areas.UnknownMoo(moo=44, known=[1, 2])),
    "refused_no_villages": refusal(areas.NoVillages()),
    "refused_which_tambon": refusal(
        areas.WhichTambon(moo=4, house_no="1234/5678ก", tambons=TAMBONS)
    ),
    "refused_too_long_ago": refusal(days.TooLongAgo(done_on=TODAY, days=7)),
    "refused_unclear_day": refusal(days.UnclearDay()),
    "refused_not_yet": refusal(days.NotYet(done_on=TODAY)),
    "refused_no_such_deed": refusal(deeds.NoSuchDeed()),
    "refused_not_your_deed": refusal(deeds.NotYours()),
    "refused_who_tapped": refusal(deeds.WhoTapped()),
    "refused_own_household": refusal(checking.OwnHousehold()),
    "refused_changed_since": refusal(checking.ChangedSince()),
    "refused_not_allowed": refusal(access.NotAllowed(act="tie a group")),
    "refused_not_allowed to edit": refusal(access.NotAllowed(act="edit menu")),
    "refused_not_allowed to compare": refusal(access.NotAllowed(act="compare menus")),
    "refused_not_allowed to call": refusal(access.NotAllowed(act="call a meeting")),
    "refused_not_allowed otherwise": refusal(access.NotAllowed(act="log for others")),
    "refused_wrong_group_code": refusal(WrongCode()),
    "refused_put_out": refusal(people.PutOut(house=HOUSE.address, days=30)),
    "refused_outside_thailand": refusal(pins.OutsideThailand()),
    "refused_no_house_yet": refusal(pins.NoHouseYet()),
    "refused_too_many_moves": refusal(people.TooManyMoves()),
    "candidates": votes.candidates(ELECTION, UTC),
    "vote_open": votes.vote_open(ELECTION, UTC),
    "vote_remind": noticed("vote_remind", {"closes_at": "2026-12-07T20:00:00+07:00"}),
    "nudge": noticed("nudge", {}, date(2026, 11, 15)),
    "nudge at the end": noticed("nudge", {}, date(2026, 11, 25)),
    "vote_taken": votes.taken(ELECTION, 123, 4567, UTC),
    "vote_under_way": votes.under_way(ELECTION, 123, 4567, NOW, voted=False),
    "vote_under_way before": votes.under_way(ELECTION, 0, 4567, NOW - timedelta(days=30)),
    "vote_under_way after": votes.under_way(
        ELECTION, 123, 4567, NOW + timedelta(days=30), voted=True
    ),
    "results": votes.results(ELECTION, "หมู่ 4 บ้านท่าดินแดง ต.บ้านแพรก", Open("ดูผลทุกหมู่", LINK)),
    "results without a quorum": votes.results(SILENT, "หมู่ 4", Open("ดูผล", LINK)),
    "no_result": votes.no_result(),
    "vote_in_private": votes.in_private(LINK),
    "vote_in_private of what was typed": votes.in_private(LINK, tapped=False),
    "vote_join_first": votes.join_first(),
    "announce_preview": officers.preview(
        ANNOUNCEMENT,
        announcements.Audience([GROUP] * 12, [HOUSE] * 7),
        ["ต.บ้านแพรก"] * 4,
        budget.Verdict(allowed=True, room=12345),
        WEEK.purse,
    ),
    "announce_preview too dear": officers.preview(
        ANNOUNCEMENT,
        announcements.Audience([GROUP], []),
        ["ต.บ้านแพรก"],
        budget.Verdict(allowed=False, why="kept", room=12),
        replace(WEEK.purse, limit=None),
    ),
    "announce_preview to nobody": officers.preview(
        ANNOUNCEMENT,
        announcements.Audience([], []),
        ["ต.บ้านแพรก"],
        budget.Verdict(allowed=True),
        WEEK.purse,
    ),
    "announce_sent": officers.sent(announcements.Audience([GROUP], [HOUSE]), waits=None),
    "announce_sent at night": officers.sent(announcements.Audience([GROUP], []), waits=time(6, 30)),
    "meeting_how": meetings.how(),
    "meeting_hour_asked": meetings.hour_asked(TODAY),
    "meeting_day_asked": meetings.day_asked(NOW.time()),
    "meeting_where": meetings.where([("14160104", LONG_AREA)] * 20, "5" * 18),
    "meeting_preview": meetings.preview(
        MEETING.at,
        MEETING.what,
        LONG_AREA,
        announcements.Audience([GROUP] * 12, [HOUSE] * 7),
        NOW,
        *MEETING_TAPS,
    ),
    "meeting_preview that only rides": meetings.preview(
        NOW, "", "ต.บ้านแพรก", announcements.Audience([GROUP], []), None, *MEETING_TAPS
    ),
    "meeting_preview to nobody": meetings.preview(
        NOW, "", "ต.บ้านแพรก", announcements.Audience([], []), None, *MEETING_TAPS
    ),
    "meeting_made": meetings.made(announcements.Audience([GROUP], [HOUSE])),
    "meeting_made for nobody": meetings.made(announcements.Audience([], [])),
    "meeting_dropped": meetings.dropped(),
    "meeting_in_private": meetings.in_private(),
    "meetings": meetings.coming([(MEETING, LONG_AREA, True)] * 3, NOW, calls=True),
    "meetings for a villager": meetings.coming(
        [(BARE_MEETING, LONG_AREA, False)], NOW, calls=False
    ),
    "meeting_none": meetings.none_yet(calls=True, known=True),
    "meeting_none without a house": meetings.none_yet(calls=False, known=False),
    "meeting_cancel_asked": meetings.cancel_asked(
        MEETING, LONG_AREA, NOW, *meetings.cancel_yes_and_no(MEETING)
    ),
    "meeting_cancelled": meetings.cancelled(told=True),
    "meeting_cancelled before it was told": meetings.cancelled(told=False),
    "meeting_kept": meetings.kept(),
    **{
        f"notice_{kind}{how}": meetings.of_notice(kind, meeting, LONG_AREA, MEETING.at)
        for kind in ("meeting_called", "meeting_remind", "meeting_off")
        for meeting, how in ((MEETING, ""), (BARE_MEETING, " without a place"))
    },
    "refused_meeting_past": refusal(domain_meetings.MeetingPast()),
    "refused_meeting_too_far": refusal(domain_meetings.MeetingTooFar(days=180)),
    "refused_meeting_too_long": refusal(domain_meetings.MeetingTooLong(most=200)),
    "refused_meeting_gone": refusal(domain_meetings.MeetingGone()),
    "announce_left_free": officers.left_free(announcements.Audience([GROUP], [HOUSE])),
    "announce_left_free in no group": officers.left_free(announcements.Audience([], [HOUSE])),
    **{
        f"refused_announce_too_dear {why}": refusal(
            announcements.TooDear(id=10**12, price=150, room=12, why=why)
        )
        for why in ("quota", "kept", "share")
    },
    "notice_undelivered": officers.undelivered(MISSED * 9, NOW),
    "notice_undelivered when all is well": officers.undelivered([], NOW),
    "notice_digest": officers.digest("หมู่ 4 บ้านกลาง ต.บ้านแพรก", WEEK, NOW),
    "notice_digest without a limit": officers.digest(
        "อ.บ้านแพรก", replace(WEEK, purse=replace(WEEK.purse, limit=None), missed=0), NOW
    ),
    "notice_quota_jump": noticed("quota_jump", {"day": "23 พ.ย. 69", "messages": 1234}),
    "notice_holy_day": noticed("holy_day", {"day": "2026-11-24"}),
    "budget": officers.budget(WEEK, MISSED * 9, NOW),
    "budget without a limit": officers.budget(
        replace(WEEK, purse=budget.Purse(None, 5, 5, None)), [], NOW
    ),
    "budget_in_private": officers.budget_in_private(),
    "nudge before a holy day": noticed("nudge", {"holy": "2026-11-24"}),
    "announce_dropped": officers.dropped(),
    "announce_in_private": officers.in_private(),
    "notice_announcement": noticed("announcement", {"text": AWKWARD * 80}),
    "refused_no_vote": refusal(elections.NoVote()),
    "refused_vote_not_open": refusal(elections.NotOpen(opens_at=NOW)),
    "refused_vote_closed": refusal(elections.VoteClosed(closes_at=NOW)),
    "refused_no_such_candidate": refusal(elections.NoSuchCandidate(most=5)),
    "refused_own_house_vote": refusal(elections.OwnHouse()),
    "refused_other_village_vote": refusal(elections.OtherVillage(area="หมู่ 4 ต.บ้านแพรก")),
    "refused_month_closed": refusal(months.MonthClosed(done_on=TODAY)),
    "refused_announce_nothing": refusal(announcements.NothingToSay()),
    "refused_announce_too_long": refusal(announcements.TooLong(most=4000)),
    "refused_officers_only": refusal(announcements.OfficersOnly()),
    "reward_mine": rewards.mine(
        HOUSE.address, PURSE, REQUESTS, {r.id: AWKWARD for r in REQUESTS}, UTC
    ),
    "reward_mine of nothing": rewards.mine(HOUSE.address, POOR, [], {}, UTC),
    "rewards": rewards.shelf(REWARDS, PURSE),
    "rewards for the poor": rewards.shelf(REWARDS, POOR, 10),
    "reward_none": rewards.none_yet(),
    "reward_in_group": rewards.in_group(LINK),
    "reward_in_group without a link": rewards.in_group(None),
    "reward_sure": rewards.sure(REWARDS[1], PURSE),
    "reward_asked": rewards.asked(REQUESTS[0], PURSE),
    "reward_not_now": rewards.not_now(),
    "reward_cancelled": rewards.cancelled(REQUESTS[3], 1234567),
    "reward_how": rewards.how(),
    "reward_price_asked": rewards.price_asked(LONG_NAME),
    "reward_stock_asked": rewards.stock_asked(LONG_NAME),
    "reward_stock_asked of more": rewards.stock_asked(LONG_NAME, more=True),
    **{
        f"reward_look at {what}": rewards.look(
            what, "หมู่ 4 บ้านท่าดินแดง ต.บ้านแพรก", LONG_NAME[:80], BUTTON, price=99999, stock=5, more=7
        )
        for what in ("offer", "restock", "stop")
    },
    **{
        f"reward_changed by {what}": rewards.changed(what, REWARDS[1])
        for what in ("offer", "restock", "stop")
    },
    "reward_kept": rewards.kept(),
    "reward_queue": rewards.queue(REQUESTS * 2, {1: 1234567}, UTC),
    "reward_to_fetch": rewards.to_fetch(REQUESTS * 2),
    "reward_queue_empty": rewards.queue_empty(),
    "reward_reason_asked": rewards.reason_asked(REQUESTS[0]),
    **{f"reward_decided {r.state}": rewards.decided(r) for r in REQUESTS},
    "reward_hand": rewards.hand(REQUESTS[1]),
    "reward_handed": rewards.handed(REQUESTS[4], AWKWARD),
    "reward_wrong_code": rewards.wrong_code(),
    "reward_code_asked": rewards.code_asked(),
    "notice_reward_approved": noticed("reward_approved", {"name": LONG_NAME, "code": "ABC234"}),
    "notice_reward_refused": noticed("reward_refused", {"name": LONG_NAME, "reason": AWKWARD}),
    "notice_reward_handed": noticed("reward_handed", {"name": LONG_NAME, "by": None}),
    "refused_no_such_reward": refusal(shelf.NoSuchReward()),
    "refused_reward_offered_before": refusal(
        shelf.OfferedBefore(name=LONG_NAME, price=99999, stock=5)
    ),
    "refused_reward_odd_figure": refusal(shelf.OddFigure(longest=80, most=99999)),
    "refused_reward_out_of_stock": refusal(shelf.OutOfStock(name=LONG_NAME)),
    "refused_reward_which_shelf": refusal(shelf.WhichShelf()),
    "refused_reward_not_joined": refusal(redemptions.NotJoined()),
    "refused_reward_too_few_points": refusal(redemptions.TooFewPoints(missing=99999)),
    "refused_reward_too_many": refusal(redemptions.TooManyRequests(most=3)),
    "refused_no_such_request": refusal(redemptions.NoSuchRequest()),
    "refused_reward_points_gone": refusal(
        redemptions.PointsGone(house=HOUSE.address, missing=99999)
    ),
    "refused_reward_fetched_before": refusal(redemptions.FetchedBefore(name=LONG_NAME, on=TODAY)),
    "refused_reward_not_to_fetch": refusal(
        redemptions.NotToFetch(name=LONG_NAME, state="cancelled")
    ),
    "refused_reward_too_many_guesses": refusal(redemptions.TooManyGuesses()),
    "household_how": register.how(),
    "household_merge_look": register.look_at_merge(MERGING, BUTTON),
    "household_merged": register.merged(MERGING),
    "household_split_look": register.look_at_split(
        households.Splitting(HOUSE, VILLAGE, "1234/5678ก", 1234, 12345), BUTTON
    ),
    "household_split_look without points": register.look_at_split(
        households.Splitting(HOUSE, VILLAGE, "1234/5678ก", 0, 12345), BUTTON
    ),
    "household_split": register.split(HOUSE, HOUSE, 1234),
    "household_move_look": register.look_at_move(
        households.Moving(MEMBERS[0], HOUSE, VILLAGE, "1234/5678ก", 2), BUTTON
    ),
    "household_moved": register.moved(AWKWARD, HOUSE, HOUSE),
    "household_kept": register.kept(),
    "notice_household_merged": noticed(
        "household_merged",
        {"old": HOUSE.address, "house": HOUSE.address, "balance": 1234567, "refused": 3},
    ),
    "notice_household_split": noticed(
        "household_split", {"old": HOUSE.address, "house": HOUSE.address, "points": 1234}
    ),
    "notice_household_moved": noticed(
        "household_moved", {"old": HOUSE.address, "house": HOUSE.address}
    ),
    "refused_no_such_household": refusal(households.NoSuchHousehold(house=HOUSE.address)),
    "refused_no_such_member": refusal(
        households.NoSuchMember(name=AWKWARD, house=HOUSE.address, known=[AWKWARD] * 20)
    ),
    "refused_same_household": refusal(households.SameHousehold(house=HOUSE.address)),
    "refused_merged_before": refusal(
        households.MergedBefore(house=HOUSE.address, into=HOUSE.address)
    ),
    "refused_across_villages": refusal(households.AcrossVillages()),
    "refused_house_taken": refusal(households.HouseTaken(house=HOUSE.address)),
    "refused_split_too_much": refusal(households.SplitTooMuch(balance=1234567)),
    "refused_announce_sent_before": refusal(announcements.AlreadySent()),
    **VOTES,
    **FACES,
    **SHEETS,
}


@pytest.mark.parametrize("name", SAMPLES)
def test_line_would_take_it(name: str) -> None:
    drawn = render(SAMPLES[name])
    assert limits.check(drawn, limits.MESSAGE) == ()
    assert SAMPLES[name].template == name.split(maxsplit=1)[0]


@pytest.mark.parametrize("name", SAMPLES)
def test_lines_own_schema_would_take_it(name: str) -> None:
    if not SCHEMA.exists():
        pytest.skip("LINE's schema is not beside this checkout, so nobody was asked")
    assert complaint(render(SAMPLES[name])) is None


def test_every_folder_has_a_sample() -> None:
    folders = {path.name for path in TEMPLATES.iterdir() if path.is_dir()}
    assert folders == {message.template for message in SAMPLES.values()}


def test_awkward_words_come_out_as_they_went_in() -> None:
    assert AWKWARD in str(render(SAMPLES["phone_of"])["text"])
    drawn: Any = render(SAMPLES["queue"])
    texts = [part["text"] for part in drawn["contents"]["contents"][0]["body"]["contents"]]
    assert any(AWKWARD in text for text in texts)


DAY_OR_MONTH = re.compile("|".join(map(re.escape, SHORT_MONTHS + FULL_MONTHS)))
ANSWERS = ("late_answer", "late_in_group")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ANSWERS])
def test_every_notice_names_its_day_or_its_month(kind: str) -> None:
    """It may be read a week after it was left."""
    template = {"digest_free": "notice_digest"}.get(kind, f"notice_{kind}")
    sample = SAMPLES.get(template) or SAMPLES[kind]
    said = dumped(render(sample))
    assert DAY_OR_MONTH.search(said), said
