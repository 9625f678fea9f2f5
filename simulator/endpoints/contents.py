"""What people sent that is not text: its bytes, a small picture of it, whether it is ready."""

from base64 import b64decode

from simulator.endpoints.base import NOT_FOUND, Answer, Call, Endpoint
from simulator.errors import LineError
from simulator.model import Content

# One grey pixel, for films: nothing here can look into them.
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCAhUzZxwAAAABJRU5ErkJggg=="
)


def _content(call: Call) -> Content:
    """404 for what never was or is no more, 410 for what was unsent."""
    faults, message_id = call.platform.faults, call.path["messageId"]
    if faults["content_404"] or message_id not in call.platform.contents:
        raise LineError(404, NOT_FOUND)
    content = call.platform.contents[message_id]
    if faults["content_410"] or content is None:
        raise LineError(410, "Gone")
    return content


def get(call: Call) -> Answer:
    """202 means: not ready yet, ask again."""
    content = _content(call)
    if call.platform.faults.take("content_202"):
        return Answer(status=202)
    return Answer(content.data, content_type=content.content_type)


def preview(call: Call) -> Answer:
    content = _content(call)
    if call.platform.faults.take("content_202"):
        return Answer(status=202)
    kind = content.content_type.partition("/")[0]
    if kind == "image":
        return Answer(content.data, content_type=content.content_type)
    if kind == "video":
        return Answer(PIXEL, content_type="image/png")
    raise LineError(404, NOT_FOUND)


def transcoding(call: Call) -> Answer:
    _content(call)
    waiting = call.platform.faults.take("content_202")
    return Answer({"status": "processing" if waiting else "succeeded"})


CONTENT = "/v2/bot/message/<messageId>/content"
ENDPOINTS = (
    Endpoint("GET", CONTENT, get),
    Endpoint("GET", f"{CONTENT}/preview", preview),
    Endpoint("GET", f"{CONTENT}/transcoding", transcoding),
)
