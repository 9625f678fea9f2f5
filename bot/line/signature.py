"""Is this body from LINE? Decided over the raw bytes, before anything is parsed."""

from linebot.v3.webhook import SignatureValidator


class Signature:
    """Checks `X-Line-Signature` with the SDK's own validator (HMAC-SHA256, constant time)."""

    def __init__(self, channel_secret: str) -> None:
        self._validator = SignatureValidator(channel_secret)

    def fits(self, body: bytes, signature: str | None) -> bool:
        """False for a missing or wrong signature, and for bytes that are no UTF-8.

        The SDK takes text and encodes it again; a strict decoding makes that the same bytes.
        """
        if not signature:
            return False
        try:
            return bool(self._validator.validate(body.decode(), signature))
        except UnicodeDecodeError:
            return False
