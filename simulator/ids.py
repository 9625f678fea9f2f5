"""Identifiers in LINE's forms."""

import base64
import random
import threading
import uuid

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FIRST_MESSAGE = 540_000_000_000_000_000


class Ids:
    """Unpredictable by default; the same ones every time with a seed."""

    def __init__(self, seed: int | None = None) -> None:
        self._random = random.Random(seed)
        self._lock = threading.Lock()
        self._message = FIRST_MESSAGE

    def _hex(self) -> str:
        return f"{self._random.getrandbits(128):032x}"

    def _secret(self, size: int) -> str:
        return base64.urlsafe_b64encode(self._random.randbytes(size)).decode().rstrip("=")

    def user(self) -> str:
        return f"U{self._hex()}"

    def group(self, kind: str) -> str:
        return f"{'R' if kind == 'room' else 'C'}{self._hex()}"

    def basic(self) -> str:
        return f"@{self._random.getrandbits(36) % 1000:03d}{self._secret(4).lower()[:5]}"

    def message(self) -> str:
        """A growing number, as people's and bots' messages have."""
        with self._lock:
            self._message += self._random.randrange(1, 1 << 16)
            return str(self._message)

    def event(self, at_ms: int) -> str:
        """A ULID: 48 bits of time, 80 of chance."""
        number = at_ms << 80 | self._random.getrandbits(80)
        return "".join(CROCKFORD[number >> 5 * place & 31] for place in range(25, -1, -1))

    def reply_token(self) -> str:
        return self._hex()

    def quote_token(self) -> str:
        return self._secret(48)

    def read_token(self) -> str:
        return self._secret(36)

    def image_set(self) -> str:
        return (self._hex() + self._hex()).upper()

    def rich_menu(self) -> str:
        return f"richmenu-{self._hex()}"

    def request(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))
