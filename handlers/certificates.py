"""`เกียรติบัตร`: the household's level, and the certificate of it."""

from bot.domain import channel, ledger, levels
from bot.messages import passbook as say
from bot.routing import Answer, Bid, Scene, Topic
from bot.thai import is_command

CERTIFICATE = (
    "เกียรติบัตร", "ใบเกียรติบัตร", "ขอเกียรติบัตร", "ดูเกียรติบัตร", "เกียรติบัตรความดี", "ใบประกาศความดี",
)  # fmt: skip
LEVEL = ("ระดับความดี", "ระดับของบ้านเรา", "บ้านเราอยู่ระดับไหน", "อยู่ระดับไหน")
"""Said to neighbours too: of the water, of a class."""


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
    standing = levels.standing(ledger.earned(scene.session, house.id))
    reached = levels.reached_on(scene.session, house.id, standing.level)
    if reached is None:
        return say.certificate_not_yet(house.address, standing)
    pdf, picture = (links.certificate(house.id, user.id, ending) for ending in ("pdf", "png"))
    return say.certificate(house.address, standing, reached, pdf, picture)


TOPIC = Topic(hear=hear)
