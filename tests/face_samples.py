"""What the bot says of a house's face and of results to be shared, each with the longest in it."""

from bot.domain import faces
from bot.domain.faces import Seen
from bot.domain.honours import Honour
from bot.line.messages import Message
from bot.messages import faces as say
from bot.messages import printing, vote_sharing, votes
from bot.messages.printing import Called, Printable
from bot.messages.refusals import refusal
from tests.vote_samples import AREA, HOUSE, NOVEMBER, NOW, OPEN, UTC, WON, award

LINK = "https://khwamdee.test/faces/" + "x" * 60
NAMES = ("นางประเสริฐศรี ศรีแพรกพูนสุข" * 2, 'ตา "มี" {{ x }} <b>')
STORY = "ที่ นี้ น้ำ ปู่ กตัญญู " * 4
LOOK = say.look(Seen(NAMES, STORY, photo="0" * 64), LINK)
DID = say.look(Seen(NAMES, did=(("เข้าร่วมประชุม/เวทีประชาคม", 30), (STORY, 12))), None)
ALL = {n: LOOK if n % 2 else DID for n in range(1, 12)}
YES, NO = say.yes_and_no("5" * 18)
CALLED = tuple(Called(10**12, level) for level in ("หมู่บ้าน", "ตำบล", "อำเภอ"))
PRINTABLE = Printable(AREA, 300, 120, LINK, one_file=True, votes=CALLED)

FACES: dict[str, Message] = {
    "candidates with faces": votes.candidates(OPEN, UTC, ALL),
    "face_in_private": say.in_private(LINK),
    "face_in_private without a name": say.in_private(None),
    "face_tick_asked": say.tick_asked("picture"),
    "face_picture_asked": say.picture_asked(),
    "face_story_asked": say.story_asked(80),
    "face_preview": say.preview(LOOK, HOUSE.address, YES, NO, pictured=True, nameless=True),
    "face_preview without a picture": say.preview(
        DID, HOUSE.address, YES, NO, pictured=True, nameless=False
    ),
    "face_preview of nothing": say.preview(
        say.PLAIN, HOUSE.address, YES, NO, pictured=False, nameless=True
    ),
    "face_kept": say.kept("picture"),
    "face_kept of a story": say.kept("story"),
    "face_dropped": say.dropped(),
    "face_removed": say.removed("picture"),
    "face_none": say.nothing_there("story"),
    "face_too_late": say.too_late(),
    "refused_face_no_house": refusal(faces.NoHouse()),
    "refused_face_story_long": refusal(faces.StoryTooLong(most=80)),
    "refused_face_story_private": refusal(faces.StoryTellsTooMuch()),
    "refused_face_picture_gone": refusal(faces.PictureGone()),
    "refused_face_not_ticked": refusal(faces.NotTicked()),
    "vote_share": vote_sharing.share(WON, AREA, HOUSE.address, LINK),
    "vote_loudspeaker": vote_sharing.loudspeaker(STORY * 40),
    "vote_share_which": vote_sharing.which(NOVEMBER, [(10**12, AREA)] * 12, 120),
    "vote_share_none": vote_sharing.nothing_to_share(),
    "vote_share_in_private": vote_sharing.in_private(),
    "vote_certificates": vote_sharing.certificates(
        HOUSE.address,
        [(h, LINK) for h in (Honour(WON), Honour(WON, award("improved")))] * 5,
    ),
    "print_links with votes": printing.links([PRINTABLE] * 10, NOW.date(), NOVEMBER),
    "print_ballots": printing.ballots([(AREA, LINK, CALLED)] * 10),
    "print_ballots_which": printing.ballots_of_which(1234),
    "print_ballots_committee": printing.ballots_for_committee(),
    "print_ballots_in_private": printing.ballots_in_private(),
    "print_no_ballots": printing.no_ballots(),
}
