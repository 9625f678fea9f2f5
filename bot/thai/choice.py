"""Chooses among all matches of a message those that are its deeds."""

from collections.abc import Sequence

from bot.thai.clauses import Piece
from bot.thai.rules import ONLY_ALONE, VAGUE_BELOW, Match

_LESSONS = ("S3-05", "F3-03")
_A_WORD_MORE = 0.01
_HELPERS = frozenset({"volunteer", "help_verb"})


def deeds_among(found: Sequence[Match], said: Sequence[Piece]) -> list[Match]:
    """The strongest matches in the order of the text, no word used for two different deeds."""
    chosen: list[Match] = []
    used: dict[int, str] = {}
    for match in _ranked(found, said):
        own = [at for at in match.at if "#any" not in said[at].kinds]
        if any(used.get(at, match.code) != match.code for at in own):
            continue
        if _inside_a_lesson(match, chosen, said) or _says_no_more(match, chosen, said):
            continue
        chosen.append(match)
        for at in own:
            used.setdefault(at, match.code)
    return sorted(chosen, key=lambda match: match.at)


def _ranked(found: Sequence[Match], said: Sequence[Piece]) -> list[Match]:
    """Strongest first; among the vaguest, what most words speak for."""
    about: dict[str, set[int]] = {}
    for match in found:
        if match.strength < ONLY_ALONE:
            about.setdefault(match.code, set()).update(match.at)

    def rank(match: Match) -> tuple[float, int, int, tuple[int, ...], str]:
        words = len(about[match.code]) if match.strength < ONLY_ALONE else 0
        width = said[match.at[-1]].end - said[match.at[0]].start
        return -match.strength - _A_WORD_MORE * words, -len(match.at), width, match.at, match.code

    return sorted(found, key=rank)


def _says_no_more(match: Match, chosen: Sequence[Match], said: Sequence[Piece]) -> bool:
    """A vague match adds nothing to a clear one, nor does having helped to what was done by it."""
    if match.strength < VAGUE_BELOW and chosen:
        return match.strength < ONLY_ALONE or _beside_another(match, chosen, said)
    helped = all(not _HELPERS.isdisjoint(said[at].kinds) for at in match.at)
    return helped and _beside_another(match, chosen, said)


def _beside_another(match: Match, chosen: Sequence[Match], said: Sequence[Piece]) -> bool:
    return any(said[other.at[0]].clause == said[match.at[0]].clause for other in chosen)


def _inside_a_lesson(match: Match, chosen: Sequence[Match], said: Sequence[Piece]) -> bool:
    """What is taught was not itself done: สอนชาวบ้านทำน้ำยาล้างจาน is one deed, a lesson."""
    if match.code in _LESSONS:
        return False
    return any(
        lesson.code in _LESSONS
        and lesson.at[0] < match.at[0]
        and said[lesson.at[0]].clause == said[match.at[0]].clause
        for lesson in chosen
    )
