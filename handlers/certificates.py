"""`เกียรติบัตร`: the household's level and the certificate of it, and those of votes it has won."""

from bot.domain import channel, honours, ledger, levels, months
from bot.domain.people import LineUser
from bot.domain.registry import Household
from bot.line.messages import Message
from bot.messages import passbook as say
from bot.messages import vote_sharing as say_votes
from bot.routing import Answer, Bid, Scene, Topic, listed
from bot.thai import is_command

CERTIFICATE = (
    "เกียรติบัตร", "ใบเกียรติบัตร", "ขอเกียรติบัตร", "ดูเกียรติบัตร", "เกียรติบัตรความดี", "ใบประกาศความดี",
)  # fmt: skip
LEVEL = ("ระดับความดี", "ระดับของบ้านเรา", "บ้านเราอยู่ระดับไหน", "อยู่ระดับไหน")
"""Said to neighbours too: of the water, of a class."""

A_YEAR, MOST = 12, 10
"""Months; buttons on one card."""


def hear(scene: Scene) -> Bid | None:
    asked = (*CERTIFICATE, *LEVEL) if scene.addressed else CERTIFICATE
    if not is_command(scene.said, asked):
        return None
    return Bid("certificate", 1.0, certificate)


def certificate(scene: Scene) -> Answer:
    """In a group a hint to 1:1, for those who have a book."""
    user, links = scene.user, scene.rules.links
    if scene.place == "group":
        if user is None or user.household is None:
            return None
        bot = channel.basic_id(scene.session)
        return say.certificate_in_private(links.chat_with_bot(bot, "เกียรติบัตร") if bot else None)
    if user is None or user.household is None:
        return say.no_passbook()
    house = user.household
    return [*listed(_of_level(scene, user, house)), *_of_votes(scene, user, house)]


def _of_level(scene: Scene, user: LineUser, house: Household) -> Answer:
    links = scene.rules.links
    standing = levels.standing(ledger.earned(scene.session, house.id))
    reached = levels.reached_on(scene.session, house.id, standing.level)
    if reached is None:
        return say.certificate_not_yet(house.address, standing)
    pdf, picture = (links.certificate(house.id, user.id, ending) for ending in ("pdf", "png"))
    return say.certificate(house.address, standing, reached, pdf, picture)


def _of_votes(scene: Scene, user: LineUser, house: Household) -> list[Message]:
    """A button for each vote that the house has won in the last year."""
    since = months.after(scene.today.replace(day=1), -A_YEAR)
    won = honours.of_household(scene.session, house, since)[:MOST]
    if not won:
        return []
    links = scene.rules.links
    return [
        say_votes.certificates(
            house.address,
            [(h, links.vote_certificate(house.id, user.id, h.election.id)) for h in won],
        )
    ]


TOPIC = Topic(hear=hear)
