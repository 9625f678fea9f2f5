"""What a speaker says that makes a deed not done, not his, or not a deed."""

import re
from collections.abc import Sequence

from bot.thai.amounts import Amount
from bot.thai.clauses import Piece
from bot.thai.marks import Mark
from bot.thai.rules import Match
from bot.thai.utterance import Utterance

_NO = 0.3
_HARDLY = 0.5
_LESS = 0.85
_NEAR, _FAR = 16, 30
_LONG, _TOO_LONG = 220, 400


def doubt(u: Utterance, said: Sequence[Piece], match: Match, amount: Amount | None) -> float:
    """What the sureness of a match is multiplied by; 1 where nothing speaks against it."""
    place = _Place(u, said, match, amount)
    factor = 1.0
    for mark in u.marks_at:
        factor = min(factor, _by_one(mark, place))
    for name, price in (("rude", _HARDLY), ("advert", _HARDLY)):
        if name in u.marks:
            factor *= price
    return min(factor, _by_people(said, match)) * _length(u)


def _by_people(said: Sequence[Piece], match: Match) -> float:
    """คนออกกำลังกายเต็มสนาม: people in general do it."""
    at = match.at[0] - 1
    while at > 0 and said[at].lemma in _ON_THE_WAY:
        at -= 1
    return _NO if at >= 0 and said[at].lemma in _PEOPLE else 1.0


_ON_THE_WAY = {"มา", "ไป", "ก็", "ชอบ", "กำลัง", "เลย"}
_PEOPLE = {"คน", "เขา", "เค้า", "มัน"}


class _Place:
    """Where a match stands, and what its clause says besides."""

    def __init__(
        self, u: Utterance, said: Sequence[Piece], match: Match, amount: Amount | None
    ) -> None:
        self.u = u
        self.code = match.code
        self.start = said[match.at[0]].start
        self.end = said[match.at[-1]].end
        self.own = [(said[at].start, said[at].end) for at in match.at]
        self.sentence = said[match.at[0]].sentence
        self.clause = said[match.at[0]].clause
        self._said = said
        self.done = any(
            mark.name == "done" and self.sentence_of(mark) == self.sentence for mark in u.marks_at
        )
        self.stated = self.done or amount is not None or u.date_said

    def sentence_of(self, mark: Mark) -> int:
        return self._piece_at(mark).sentence

    def clause_of(self, mark: Mark) -> int:
        return self._piece_at(mark).clause

    def _piece_at(self, mark: Mark) -> Piece:
        for piece in self._said:
            if piece.end > mark.start:
                return piece
        return self._said[-1]

    def same_clause(self, mark: Mark) -> bool:
        return self.clause_of(mark) == self.clause

    def same_sentence(self, mark: Mark) -> bool:
        return self.sentence_of(mark) == self.sentence

    def before(self, mark: Mark, within: int) -> bool:
        """The mark stands in front of the deed's first word, in its clause, this near."""
        return mark.end <= self.start and self.start - mark.end <= within and self.same_clause(mark)

    def is_own(self, mark: Mark) -> bool:
        """The mark is a word of the deed itself: ไม่เผา."""
        return any(mark.start < end and start < mark.end for start, end in self.own)


def _by_one(mark: Mark, place: _Place) -> float:
    judge = _JUDGES.get(mark.name)
    if judge is None or place.is_own(mark):
        return 1.0
    return judge(mark, place)


def _denied(mark: Mark, place: _Place) -> float:
    """Denied in front of the deed, or within it: ขยะไม่มีใครเก็บ. A need that was met denies
    nothing: ยายเดินไม่ได้ อุ้มขึ้นรถ; เณรไม่มีคนหุงข้าว ผมเลยไปทำให้."""
    within = place.start < mark.start < place.end
    if not within and not place.before(mark, _NEAR):
        return 1.0
    met = place.code in _FOR_THE_NEEDY and not _text(mark, place).startswith(("ยัง", "ไม่เอา"))
    return 1.0 if met and _NEED_MET.search(place.u.text, mark.end, place.end) else _NO


_FOR_THE_NEEDY = ("S3-02", "X-01", "S3-05", "S1-01")
_NEED_MET = re.compile(r"[^\s\d]{2,}(?<!เลย)(?<!หรอก) [ก-๎]{2}|เลย(?:ไป|มา|พา|เอา|ช่วย|ให้|ทำ|ขับ|จูง)")
"""Behind a denial: other words, then a new start, or what was done about it."""


def _text(mark: Mark, place: _Place) -> str:
    return place.u.text[mark.start : mark.end]


def _gone_wrong(mark: Mark, place: _Place) -> float:
    """หมูที่เลี้ยงไว้ตายไปสองตัว: told of what was grown or kept, not of growing and keeping it."""
    grown = place.code.startswith(("F1", "F2", "E3-03", "E3-04"))
    replaced = place.u.text[: mark.start].endswith("ที่")
    lost = mark.start >= place.start and place.same_clause(mark) and not replaced
    return _NO if grown and lost else 1.0


def _not_managed(mark: Mark, place: _Place) -> float:
    """เก็บไม่หมด, ทำไม่เสร็จ: the failing comes behind the verb and ends what is said of it."""
    tail = place.u.text[mark.end :].lstrip()[:4]
    ends = not tail or tail.startswith(("เลย", "ค่ะ", "ครับ", "จ้า", "สัก", "อีก"))
    return _NO if ends and mark.start >= place.start and place.same_clause(mark) else 1.0


def _failed(mark: Mark, place: _Place) -> float:
    return _NO if place.before(mark, _FAR) else 1.0


def _hindered(mark: Mark, place: _Place) -> float:
    return _NO if place.same_clause(mark) and not place.stated else 1.0


def _planned(mark: Mark, place: _Place) -> float:
    if mark.start == mark.end or place.u.text[mark.start : mark.end] in _COMING_DAYS:
        return 1.0 if place.done else _NO
    within = place.start < mark.start < place.end and " " not in place.u.text[mark.end : place.end]
    return _NO if within or place.before(mark, _FAR) else 1.0


_COMING_DAYS = frozenset(
    {"พรุ่งนี้", "มะรืน", "มะรืนนี้", "คืนนี้", "เดือนหน้า", "อาทิตย์หน้า", "สัปดาห์หน้า", "ปีหน้า"}
)


def _wished(mark: Mark, place: _Place) -> float:
    if place.before(mark, _FAR):
        return _NO
    return _NO if place.same_clause(mark) and not place.stated else 1.0


def _if(mark: Mark, place: _Place) -> float:
    return _NO if place.same_sentence(mark) and mark.start <= place.start else 1.0


def _asked(mark: Mark, place: _Place) -> float:
    if place.same_sentence(mark):
        return _NO
    return _LESS if place.stated else _HARDLY


_TOLD_HOW_MANY = re.compile(r"\s*(?:\d+|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด)\s*คน")


def _invited(mark: Mark, place: _Place) -> float:
    """ไปกันสามคน tells who went; it invites nobody."""
    if _TOLD_HOW_MANY.match(place.u.text, mark.end):
        return 1.0
    if place.done or (place.stated and place.u.text[mark.start : mark.end] == "ชวน"):
        return 1.0
    return _NO if place.same_sentence(mark) else _LESS


def _requested(mark: Mark, place: _Place) -> float:
    return _NO if place.same_sentence(mark) and not place.done else 1.0


def _forbidden(mark: Mark, place: _Place) -> float:
    return _NO if place.same_sentence(mark) and mark.start <= place.start else 1.0


def _hearsay(mark: Mark, place: _Place) -> float:
    """Told of others: who does it stands in front. Seeing (เห็น) is also how helping starts."""
    if mark.end > place.start or not place.same_sentence(mark):
        return 1.0
    seen = place.u.text[mark.start : mark.end].startswith("เห็น")
    return 1.0 if seen and place.code in {"X-01", "E2-02"} else _NO


def _long_ago(mark: Mark, place: _Place) -> float:
    if mark.start >= place.end and place.same_sentence(mark):
        # ต้นไม้ที่ปลูกไว้ปีก่อน: it may be the tree that is of long ago.
        return 0.75
    return _NO if place.same_sentence(mark) else _LESS


def _sold(_mark: Mark, place: _Place) -> float:
    if place.code == "E1-04":
        return 1.0 if place.stated else _NO
    if place.code in _OF_THE_PROCEEDS:
        return 1.0
    return 1.0 if place.code.startswith("F3") and place.done else _NO


_OF_THE_PROCEEDS = frozenset({"E3-06", "E3-07", "S3-07"})
"""What is put aside, written down or given is often what something was sold for."""


def _paid(mark: Mark, place: _Place) -> float:
    """ไม่มีค่าแรง, ไม่เอาค่าจ้าง: it was done for nothing."""
    if place.u.text[: mark.start].rstrip().endswith(_UNPAID):
        return 1.0
    return _NO if place.same_sentence(mark) else _LESS


_UNPAID = ("ไม่มี", "ไม่เอา", "ไม่คิด", "ไม่รับ", "ไม่ได้", "บ่เอา", "บ่มี", "บ่คิด", "ไม่ขอ", "ไม่มีใครได้")


def _about_the_bot(_mark: Mark, place: _Place) -> float:
    return _NO if not place.done else _HARDLY


def _announced(mark: Mark, place: _Place) -> float:
    return _NO if mark.start <= 12 and mark.end <= place.start and not place.done else 1.0


def _told(mark: Mark, place: _Place) -> float:
    return _NO if mark.end <= place.start else 1.0


def _thanked(mark: Mark, place: _Place) -> float:
    return _NO if mark.end <= place.start and place.same_sentence(mark) else 1.0


def _timed(mark: Mark, place: _Place) -> float:
    """An hour without anything done is an appointment, unless it is told as past (ตอนตีสี่)."""
    told = place.u.text[: mark.start].endswith(("ตอน", "ตั้งแต่", "เมื่อ", "ถึง", "จน"))
    return 1.0 if place.stated or told else 0.7


_JUDGES = {
    "neg": _denied,
    "cannot": _not_managed,
    "fail": _failed,
    "hindered": _hindered,
    "future": _planned,
    "wish": _wished,
    "conditional": _if,
    "question": _asked,
    "invite": _invited,
    "request": _requested,
    "forbid": _forbidden,
    "hearsay": _hearsay,
    "memory": _long_ago,
    "ruin": _gone_wrong,
    "selling": _sold,
    "paid": _paid,
    "bot_talk": _about_the_bot,
    "announce": _announced,
    "story_word": _told,
    "thanks": _thanked,
    "clock": _timed,
}


def _length(u: Utterance) -> float:
    """A villager reports in a line or two. Longer is a story, a quotation or an advertisement."""
    size = len(u.text)
    if size <= _LONG:
        return 1.0
    return _LESS if size <= _TOO_LONG else _HARDLY
