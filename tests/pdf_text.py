"""What a PDF of typst says, page by page: just enough of the format to read our own sheets."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)(?:stream\n(.*?)\nendstream)?\nendobj", re.S)
_STRING = rb"\((?:\\.|[^\\()])*\)"
for _ in range(4):  # brackets that match may stand in a string as they are
    _STRING = rb"\((?:\\.|[^\\()]|" + _STRING + rb")*\)"
_SHOWN = re.compile(
    rb"/(?P<font>\w+) [\d.]+ Tf|/ActualText(?P<actual><[0-9A-F]*>|"
    + _STRING
    + rb")|(?P<end>EMC)|(?P<glyphs>"
    + _STRING
    + rb")",
    re.S,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Objects = dict[int, tuple[bytes, bytes]]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without any space: where a line is broken, the space goes."""
    objects: Objects = {
        int(number): (head, zlib.decompress(stream) if b"FlateDecode" in head else stream)
        for number, head, stream in _OBJECT.findall(pdf)
    }
    [kids] = [head for head, _ in objects.values() if b"/Type/Pages" in head]
    return [_page(objects, number) for number in _references(kids.split(b"/Kids")[1])]


def _page(objects: Objects, number: int) -> str:
    page = objects[number][0]
    [resources] = _references(page, rb"/Resources ")
    [content] = _references(page, rb"/Contents ")
    named = objects[resources][0].split(b"/Font<<")[1].split(b">>")[0]
    fonts = {
        name: _meanings(objects, int(font))
        for name, font in re.findall(rb"/(\w+) (\d+) 0 R", named)
    }
    font: dict[int, str] = {}
    said: list[str] = []
    inside = False
    for found in _SHOWN.finditer(objects[content][1]):
        if found["font"]:
            font = fonts[found["font"]]
        elif found["actual"]:
            said.append(_text(found["actual"]))
            inside = True
        elif found["end"]:
            inside = False
        elif not inside:
            glyphs = _unescaped(found["glyphs"])
            for at in range(0, len(glyphs), 2):
                one = font.get(int.from_bytes(glyphs[at : at + 2], "big"), "")
                # where two glyphs make one cluster, each may stand for the whole of it
                if len(one) == 1 or said[-1:] != [one]:
                    said.append(one)
    return bare("".join(said))


def bare(text: str) -> str:
    return "".join(text.split())


def _meanings(objects: Objects, font: int) -> dict[int, str]:
    [cmap] = _references(objects[font][0], rb"/ToUnicode ")
    pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", objects[cmap][1].split(b"bfchar", 1)[1])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _references(head: bytes, before: bytes = b"") -> list[int]:
    return [int(number) for number in re.findall(before + rb"(\d+) 0 R", head)]


def _text(written: bytes) -> str:
    raw = bytes.fromhex(written[1:-1].decode()) if written[:1] == b"<" else _unescaped(written)
    return raw[2:].decode("utf-16-be") if raw[:2] == b"\xfe\xff" else raw.decode("latin-1")


def _unescaped(literal: bytes) -> bytes:
    def meant(found: re.Match[bytes]) -> bytes:
        code = found[1]
        return bytes([int(code, 8)]) if code.isdigit() else _NAMED.get(code, code)

    return _ESCAPE.sub(meant, literal[1:-1])
