"""ใครทำ: which member of the household a word calls — a name, or what a family calls its own."""

import re
from collections.abc import Sequence

from bot.domain.registry import Member
from bot.thai import fold

_TITLES = re.compile(
    r"^(?:นางสาว|นาย|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|คุณ|น้อง|พี่|ป้า|ลุง|ยาย|ตา|แม่|พ่อ|น้า|อา)\s*"
)
_SHORTEST_NAME = 2


def called(members: Sequence[Member], word: str) -> Member | None:
    """The member of this name or kin word; None unless it can be but one. The word alone comes
    before a name that starts with it: ยาย before ยายแดง."""
    word = fold(word)
    for alike in (_exactly, _by_given_name, _beginning):
        found = [member for member in members if alike(fold(member.name), word)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _exactly(name: str, word: str) -> bool:
    return name == word


def _by_given_name(name: str, word: str) -> bool:
    """สมศรี, ยายสมศรี and นางสมศรี ใจดี are one name."""
    given, said = _given(name), _given(word)
    return len(given) >= _SHORTEST_NAME and given == said


def _beginning(name: str, word: str) -> bool:
    """ยาย calls ยายแดง."""
    return bool(word) and name.startswith(word) and _given(name) != name


def _given(name: str) -> str:
    return (_TITLES.sub("", name).split() or [""])[0]
