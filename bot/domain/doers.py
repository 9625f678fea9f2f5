"""ใครทำ: which member of the household a word calls — a name, or what a family calls its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.registry import Member
from bot.thai import fold
from bot.thai.doers import Doers

_TITLES = re.compile(
    r"^(?:นางสาว|นาย|นาง|น\.ส\.|ด\.ช\.|ด\.ญ\.|เด็กชาย|เด็กหญิง|คุณ|น้อง|พี่|ป้า|ลุง|ยาย|ตา|แม่|พ่อ|น้า|อา)\s*"
)
_SHORTEST_NAME = 2


@dataclass(frozen=True)
class Who:
    """Who did a deed: one member, or several of them, or the house (neither is known).

    `several`: more than one did it, whether or not their names are known.
    """

    member: Member | None
    together: tuple[Member, ...] = ()
    several: bool = False


def found(members: Sequence[Member], read: Doers, speaker: Member | None) -> Who | None:
    """Who is meant among the members of the house; nobody is made up. None if nothing was meant: a
    word that is no kin and nobody's name."""
    known = [speaker if word == "" else called(members, word) for word in read.called]
    named = tuple(dict.fromkeys(member for member in known if member is not None))
    if read.several:
        return Who(None, named, several=True)
    if named:
        return Who(named[0])
    return Who(None) if read.kin else None


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
