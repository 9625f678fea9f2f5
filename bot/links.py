"""Addresses the bot hands out: pages under PUBLIC_BASE_URL, signed where they are private."""

from urllib.parse import quote

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

PASSBOOK_DAYS = 30
OWN_DATA_DAYS = 1
EVIDENCE_DAYS = 1
PRINT_DAYS = 1
PREVIEW_DAYS = 1


class Links:
    """Makes and checks addresses. A signed one names ids only and runs out."""

    def __init__(self, base: str, secret: str) -> None:
        self._base = base
        self._passbooks = URLSafeTimedSerializer(secret, salt="passbook")
        self._prints = URLSafeTimedSerializer(secret, salt="print")
        self._own_data = URLSafeTimedSerializer(secret, salt="own data")
        self._sheets = URLSafeTimedSerializer(secret, salt="sheet")
        self._evidence = URLSafeTimedSerializer(secret, salt="evidence")
        self._faces = URLSafeSerializer(secret, salt="face")
        self._previews = URLSafeTimedSerializer(secret, salt="face preview")

    def page(self, path: str) -> str:
        return f"{self._base}{path}"

    def passbook(self, household_id: int, line_user_id: int) -> str:
        """The household's book, for one of its accounts, for thirty days."""
        return self.page(f"/me/{self._passbooks.dumps([household_id, line_user_id])}")

    def open_passbook(self, token: str) -> tuple[int, int] | None:
        """Household and account of a passbook address; None if it is forged or has run out."""
        try:
            household, user = self._passbooks.loads(token, max_age=PASSBOOK_DAYS * 86400)
            return int(household), int(user)
        except (BadSignature, ValueError, TypeError):
            return None

    def certificate(self, household_id: int, line_user_id: int, ending: str) -> str:
        """The household's certificate as pdf or png, as long as its book."""
        return f"{self.passbook(household_id, line_user_id)}/certificate.{ending}"

    def prints(self, village_code: str, line_user_id: int) -> str:
        """What the committee prints for a village, for one of its accounts, for a day."""
        return self.page(f"/print/{self._prints.dumps([village_code, line_user_id])}")

    def open_prints(self, token: str) -> tuple[str, int] | None:
        """Village and account; None if it is forged or has run out."""
        try:
            village, user = self._prints.loads(token, max_age=PRINT_DAYS * 86400)
            return str(village), int(user)
        except (BadSignature, ValueError, TypeError):
            return None

    def for_card(self, path: str) -> str | None:
        """The address of a picture in a card: LINE takes https alone. None on a machine that has
        none, as the demo's."""
        return self.page(path) if self._base.startswith("https://") else None

    def face(self, election_id: int, number: int) -> str:
        """Path of the picture of a house that stands or has won, for as long as it may be seen."""
        return f"/faces/{self._faces.dumps([election_id, number])}.jpg"

    def open_face(self, token: str) -> tuple[int, int] | None:
        """Vote and number; None if it is forged."""
        try:
            election, number = self._faces.loads(token)
            return int(election), int(number)
        except (BadSignature, ValueError, TypeError):
            return None

    def face_preview(self, photo_id: int, line_user_id: int) -> str:
        """Path of a picture that its sender is asked about, for a day."""
        return f"/faces/mine/{self._previews.dumps([photo_id, line_user_id])}.jpg"

    def open_face_preview(self, token: str) -> tuple[int, int] | None:
        """Picture and account; None if it is forged or has run out."""
        try:
            photo, user = self._previews.loads(token, max_age=PREVIEW_DAYS * 86400)
            return int(photo), int(user)
        except (BadSignature, ValueError, TypeError):
            return None

    def vote_certificate(self, household_id: int, line_user_id: int, election_id: int) -> str:
        """The household's certificate of a vote it has won, as long as its book."""
        return f"{self.passbook(household_id, line_user_id)}/vote-{election_id}.pdf"

    def own_data(self, line_user_id: int) -> str:
        """All that is kept of one account, for a day."""
        return self.page(f"/me/data/{self._own_data.dumps(line_user_id)}")

    def open_own_data(self, token: str) -> int | None:
        try:
            return int(self._own_data.loads(token, max_age=OWN_DATA_DAYS * 86400))
        except (BadSignature, ValueError, TypeError):
            return None

    def evidence(self, deed_id: int, line_id: str) -> str:
        """Pictures and voices of a deed, for one of those who decide on it, for a day."""
        return self.page(f"/evidence/{self._evidence.dumps([deed_id, line_id])}")

    def open_evidence(self, token: str) -> tuple[int, str] | None:
        """Deed and LINE id of an evidence address; None if it is forged or has run out."""
        try:
            deed, line_id = self._evidence.loads(token, max_age=EVIDENCE_DAYS * 86400)
            return int(deed), str(line_id)
        except (BadSignature, ValueError, TypeError):
            return None

    def sheet(self, sheet_id: int, line_id: str) -> str:
        """Picture and roll of a count of votes, for one of those who may count them, for a day."""
        return self.page(f"/sheet/{self._sheets.dumps([sheet_id, line_id])}")

    def open_sheet(self, token: str) -> tuple[int, str] | None:
        """Sheet and LINE id of such an address; None if it is forged or has run out."""
        try:
            sheet, line_id = self._sheets.loads(token, max_age=EVIDENCE_DAYS * 86400)
            return int(sheet), str(line_id)
        except (BadSignature, ValueError, TypeError):
            return None

    @staticmethod
    def chat_with_bot(basic_id: str, text: str) -> str:
        """Opens the 1:1 chat with the bot, with the text typed already."""
        return f"https://line.me/R/oaMessage/{quote(basic_id)}/?{quote(text)}"
