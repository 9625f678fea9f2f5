"""`กติกาโหวต`, `ทำไมบ้านเราไม่ได้เข้าชิง`, and a household that does not want to stand."""

import re
from typing import Any

from bot.domain import areas, candidacy, elections, vote_rules, why_not
from bot.domain.closing import VoteOver
from bot.domain.elections import Candidate, Election
from bot.line.messages import Tap
from bot.messages import vote_rules as say_rules
from bot.messages import vote_yours as say
from bot.messages import votes as say_votes
from bot.routing import Answer, Bid, Scene, Topic, number
from bot.thai import is_command, strip_polite, tables

RULES = (
    "กติกาโหวต", "กติกาการโหวต", "กติกา", "ดูกติกาโหวต", "กฎโหวต", "กฎการโหวต", "โหวตมีกติกาอะไรบ้าง",
    "กติกาเข้าชิง", "เข้าชิงต้องทำยังไง", "ทำยังไงถึงจะได้เข้าชิง", "องค์ประชุมเท่าไหร่",
)  # fmt: skip
MAY_STAND = re.compile(r"^(?:ใคร|บ้านไหน)เข้าชิงได้(?:บ้าง)?$")
"""Not ใครเข้าชิงบ้าง, who stands."""
RANK = (
    "บ้านเราอยู่อันดับที่เท่าไหร่", "บ้านเราได้เข้าชิงไหม", "บ้านเราจะได้เข้าชิงไหม", "บ้านฉันได้เข้าชิงไหม",
    "บ้านเราเข้าชิงไหม", "บ้านเราติดไหม",
)  # fmt: skip
OUT = ("ไม่ขอเข้าชิง", "ขอถอนตัว", "ถอนตัวจากโหวต", "ขอถอนตัวจากการโหวต", "ไม่เข้าชิง", "ถอนตัวไม่เข้าชิง",
       "ไม่อยากเข้าชิง")  # fmt: skip
_OURS = r"บ้าน(?:ของ)?(?:เรา|ฉัน|ผม|หนู|ดิฉัน|กู|ข้อย|ข่อย|เฮา|ยาย|ตา|ป้า|ลุง)?"
_LEFT_OUT = (
    r"(?:ไม่|บ่|บ่ได้|ไม่เห็น)\s*(?:ได้)?\s*(?:มี)?\s*"
    r"(?:เข้าชิง|เข้ารอบ|ติดโผ|ติดรายชื่อ|ติดอันดับ|ติดห้าอันดับ|มีชื่อ|ชื่อ|อยู่ในรายชื่อ|ถูกเลือก|ถูกเสนอ)"
)
WHY = re.compile(
    rf"(?:ทำไม|เพราะอะไร|เพราะเหตุใด|ไหง|เป็นหยัง).{{0,30}}{_LEFT_OUT}"
    rf"|{_OURS}.{{0,12}}{_LEFT_OUT}.{{0,15}}(?:ทำไม|เพราะอะไร|เหรอ|หรอ|หรือ|ล่ะ|เป็นหยัง)"
    r"|(?:ทำไม|ไหง|เป็นหยัง).{0,10}(?:ไม่มี|บ่มี)\s*(?:ชื่อ)?บ้าน(?:เรา|ฉัน|ผม|หนู|เฮา|ข้อย)"
)
LEAVE = "vote.leave"
"""The question whether one really does not want to stand."""


def hear(scene: Scene) -> Bid | None:
    said = strip_polite(scene.said.raw)
    if is_command(scene.said, RULES):
        return Bid("vote_rules", 1.0 if "โหวต" in said or scene.addressed else 0.6, rules)
    if scene.addressed and (MAY_STAND.match(said) or _asks(scene, "rules")):
        return Bid("vote_rules", 1.0, rules)
    if scene.addressed and _asks(scene, "why"):
        return Bid("vote_why", 1.0, why)
    if WHY.search(said) or is_command(scene.said, RANK):
        return Bid("vote_why", 1.0, why)
    if scene.place == "person" and is_command(scene.said, OUT):
        return Bid("vote_out", 1.0, ask_to_leave)
    return None


def _asks(scene: Scene, sort: str) -> bool:
    return is_command(scene.said, tables.choices("vote_asked", sort))


def rules(scene: Scene) -> Answer:
    """Those of the newest vote, else of the one to come."""
    area = _village(scene)
    if area is None:
        return say_rules.rules(vote_rules.VoteRules(), "", None, None)
    election = elections.newest(scene.session, area, scene.now)
    if election is None or election.cancelled_at:
        here = vote_rules.voting_area(scene.session, area) if len(area) == len("14160104") else area
        title = areas.title(scene.session, here)
        return say_rules.rules(vote_rules.of(scene.session, here), title, None, None)
    zone = scene.now.tzinfo
    return say_rules.rules(
        election.by, areas.title(scene.session, election.area_code),
        election.opens_at.astimezone(zone), election.closes_at.astimezone(zone),
        households=elections.electorate(scene.session, election), loosened=election.loosened,
    )  # fmt: skip


def why(scene: Scene) -> Answer:
    """To the household alone: it names its แต้ม."""
    if scene.place == "group":
        return say.why_in_private()
    if scene.user is None or scene.user.household is None:
        return say_votes.join_first()
    home = scene.user.household
    if any(house.house_no != home.house_no for house in scene.said.houses):
        return say.only_own_house()
    return say.why_not(why_not.why(scene.session, home, scene.now), home.address)


def ask_to_leave(scene: Scene) -> Answer:
    """`ไม่ขอเข้าชิง` in words: of the newest vote."""
    home = scene.user.household if scene.user else None
    election = elections.newest(scene.session, home.village_code, scene.now) if home else None
    if election is None:
        raise elections.NoVote
    if not elections.is_open(election):
        raise VoteOver(month=election.month)
    mine = next((c for c in election.candidates if _ours(scene, c) and c.stands), None)
    if mine is None:
        return why(scene)
    return _ask(scene, election, mine)


def leave(scene: Scene, data: dict[str, Any]) -> Answer:
    """The button under word of standing: asked once."""
    return _ask(scene, *_mine(scene, data))


def left(scene: Scene, data: dict[str, Any]) -> Answer:
    scene.answered(LEAVE)
    election, candidate = _mine(scene, data)
    _require_at_home(scene, election)
    candidacy.withdraw(scene.session, candidate, scene.line_id, scene.now)
    return say.withdrawn()


def _require_at_home(scene: Scene, election: Election) -> None:
    if scene.user is not None:
        candidacy.require_at_home(scene.session, election, scene.user, scene.now)


def stay(scene: Scene, _: dict[str, Any]) -> Answer:
    scene.answered(LEAVE)
    return say.stays()


def _ask(scene: Scene, election: Election, candidate: Candidate) -> Answer:
    _require_at_home(scene, election)
    this: dict[str, object] = {"e": election.id, "n": candidate.number}
    yes = Tap("ไม่ขอเข้าชิง", "vote.left", this, says="ไม่ขอเข้าชิง")
    no = Tap("เข้าชิงต่อ", "vote.stay", this, says="เข้าชิงต่อ")
    scene.ask_sure(LEAVE, yes, no)
    return say.withdraw_asked(candidate, yes, no)


def _mine(scene: Scene, data: dict[str, Any]) -> tuple[Election, Candidate]:
    """The candidate of a button, if it is the speaker's own house and the vote goes on. Raises
    NoVote, VoteOver, NoSuchCandidate, NotStanding."""
    election = elections.find(scene.session, number(data, "e"))
    if election is None:
        raise elections.NoVote
    if not elections.is_open(election):
        raise VoteOver(month=election.month)
    candidate = elections.standing(election, number(data, "n"))
    if not _ours(scene, candidate):
        raise elections.NoSuchCandidate(most=len(election.candidates))
    return election, candidate


def _ours(scene: Scene, candidate: Candidate) -> bool:
    home = scene.user.household_id if scene.user else None
    return home is not None and home in (candidate.household_id, candidate.household.merged_into)


def _village(scene: Scene) -> str | None:
    if scene.user and scene.user.household:
        return scene.user.household.village_code
    return scene.group_area


TOPIC = Topic(hear=hear, taps={"vote.withdraw": leave, "vote.left": left, "vote.stay": stay})
