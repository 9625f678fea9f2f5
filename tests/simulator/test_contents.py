"""What people sent that is not text."""

import struct
from typing import Any

from linebot.v3.messaging import (
    MessagingApiBlob,
)

from simulator.model import Person
from simulator.platform import Platform
from tests.simulator.asking import NOT_FOUND, refused


def test_contents_are_there_until_unsent(
    line: Platform, blob: MessagingApiBlob, malee: Person
) -> None:
    said = line.say(malee, {"type": "image", "data": b"jpeg", "contentType": "image/jpeg"})
    assert blob.get_message_content(said.message_id) == b"jpeg"
    assert blob.get_message_content_preview(said.message_id) == b"jpeg"
    line.unsend(malee, said)
    assert refused(lambda: blob.get_message_content(said.message_id))[0] == 410
    text = line.say(malee, "ก")
    for message_id in (text.message_id, "1"):
        assert (
            refused(lambda message_id=message_id: blob.get_message_content(message_id)) == NOT_FOUND
        )


def test_films_have_a_picture_and_files_have_none(
    line: Platform, blob: MessagingApiBlob, malee: Person
) -> None:
    video = line.say(malee, {"type": "video", "data": b"mp4"})
    assert blob.get_message_content_preview(video.message_id).startswith(b"\x89PNG")
    status = blob.get_message_content_transcoding_by_message_id(video.message_id)
    assert status.status == "succeeded"
    pdf = line.say(malee, {"type": "file", "data": b"%PDF"})
    assert blob.get_message_content(pdf.message_id) == b"%PDF"
    assert refused(lambda: blob.get_message_content_preview(pdf.message_id)) == NOT_FOUND


def test_content_type(line: Platform, http: Any, malee: Person) -> None:
    said = line.say(malee, {"type": "image", "data": b"png", "contentType": "image/png"})
    status, data, headers = http.line("GET", f"/v2/bot/message/{said.message_id}/content")
    assert (status, data, headers["content-type"]) == (200, b"png", "image/png")


def test_content_faults(line: Platform, http: Any, blob: MessagingApiBlob, malee: Person) -> None:
    said = line.say(malee, {"type": "audio", "data": b"m4a"})
    path = f"/v2/bot/message/{said.message_id}/content"
    line.set_faults(content_202=2)
    assert http.line("GET", path)[0] == 202
    assert http.line("GET", f"{path}/transcoding")[1] == {"status": "processing"}
    assert http.line("GET", path)[:2] == (200, b"m4a")
    for fault, status in (("content_404", 404), ("content_410", 410)):
        line.set_faults(**{fault: True})
        assert http.line("GET", path)[0] == status
        line.set_faults(**{fault: False})
    assert blob.get_message_content(said.message_id) == b"m4a"


def png(width: int = 2500, height: int = 1686, size: int = 100) -> bytes:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height)
    return head.ljust(size, b"\0")
