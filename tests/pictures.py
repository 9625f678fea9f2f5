"""Pictures as phones send them, drawn by chance."""

import random
from io import BytesIO

from PIL import Image, ImageEnhance


def photo(seed: int, *, side: int = 320) -> Image.Image:
    """Soft shapes, always the same for a seed."""
    chance = random.Random(seed)
    small = Image.frombytes("RGB", (6, 6), bytes(chance.randrange(256) for _ in range(108)))
    return small.resize((side, side * 3 // 4), Image.Resampling.BICUBIC)


def jpeg(picture: Image.Image, quality: int = 88) -> bytes:
    out = BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


def saved_anew(picture: Image.Image) -> bytes:
    """Smaller, a little brighter, and squeezed: as a picture that went through two chats."""
    half = picture.resize((picture.width // 2, picture.height // 2))
    return jpeg(ImageEnhance.Brightness(half).enhance(1.08), quality=55)
