"""What a vote shows of its houses: faces as the rows stand, in the shape of cards and pages."""

from collections.abc import Sequence
from datetime import tzinfo

from sqlalchemy.orm import Session

from bot.domain import faces
from bot.domain.elections import Candidate, Election
from bot.line.messages import Message
from bot.links import Links
from bot.messages import votes
from bot.messages.faces import Look, look


def candidates(session: Session, links: Links, election: Election, zone: tzinfo | None) -> Message:
    """The card of those who stand."""
    shown = [(election, c) for c in election.candidates if c.stands]
    found = on_page(session, links, shown)
    on_card = {
        number: Look(one.names, one.story, one.picture and links.for_card(one.picture))
        for (_, number), one in found.items()
    }
    return votes.candidates(election, zone, on_card)


def on_page(
    session: Session,
    links: Links,
    shown: Sequence[tuple[Election, Candidate]],
    *,
    with_deeds: bool = True,
) -> dict[tuple[int, int], Look]:
    """Each as it is seen now, by the vote's id and its number; pictures by their path."""
    houses = [(c.household, e.month) for e, c in shown]
    seen = faces.seen(session, houses, with_deeds=with_deeds)
    return {
        (e.id, c.number): look(seen[c.household_id, e.month], links.face(e.id, c.number))
        for e, c in shown
    }
