"""Rich menus: create, picture, default, per user, in bulk, in batches, aliases."""

import re
from typing import Any

from simulator.endpoints.base import (
    NOT_FOUND,
    USER,
    Answer,
    Call,
    Endpoint,
    bad_parameter,
    bad_property,
    checked,
    person_of,
    user_of,
)
from simulator.errors import LineError, mistaken
from simulator.limits import Mistake
from simulator.limits.rich_menu import CHANGED_ALIAS, MENU_ID, NEW_ALIAS, RICH_MENU
from simulator.limits.shape import Kinds, Shape, list_of
from simulator.limits.values import matching, text
from simulator.model import Content, Person
from simulator.rates import HOUR, Rate

PICTURES = ("image/jpeg", "image/png")
USER_IDS = list_of(text(200), 1, 500)
LINK = Shape({"richMenuId": MENU_ID, "userIds": USER_IDS})
UNLINK = Shape({"userIds": USER_IDS})
OPERATION = Kinds(
    {
        "link": Shape({"from": MENU_ID, "to": MENU_ID}),
        "unlink": Shape({"from": MENU_ID}),
        "unlinkAll": Shape({}),
    }
)


def together(batch: dict[str, Any]) -> tuple[Mistake, ...]:
    """`unlinkAll` goes alone, and no menu is the origin of two operations."""
    kinds = [operation["type"] for operation in batch["operations"]]
    origins = [operation["from"] for operation in batch["operations"] if "from" in operation]
    if "unlinkAll" in kinds and set(kinds) != {"unlinkAll"}:
        message = "'unlinkAll' type can't be combined with other type"
        return (Mistake(message, "operations[].type"),)
    twice = [origin for origin in origins if origins.count(origin) > 1]
    if twice:
        return (Mistake(f"from richmenu ({twice[0]}) is duplicated", "operations[].from"),)
    return ()


RESUME_KEY = matching(r"[0-9a-zA-Z\-_]{1,100}", "invalid resumeRequestKey")
BATCH = Shape(
    {"operations": list_of(OPERATION, 1, 1000)}, {"resumeRequestKey": RESUME_KEY}, together
)
ALIAS_ID = re.compile(r"[a-z0-9_-]{1,32}")


def create(call: Call) -> Answer:
    menu = checked(call, RICH_MENU)
    return Answer({"richMenuId": _changed(call, call.platform.menus.create, menu)})


def validate(call: Call) -> Answer:
    checked(call, RICH_MENU)
    return Answer()


def every(call: Call) -> Answer:
    return Answer({"richmenus": list(call.platform.menus.menus.values())})


def get(call: Call) -> Answer:
    return Answer(call.platform.menus.get(call.path["menuId"]))


def delete(call: Call) -> Answer:
    _changed(call, call.platform.menus.delete, call.path["menuId"])
    return Answer()


def upload(call: Call) -> Answer:
    content_type = call.headers.get("Content-Type", "")
    if content_type not in PICTURES:
        raise LineError(415, f"The content type, {content_type}, is not supported")
    picture = Content(call.raw, content_type)
    _changed(call, call.platform.menus.upload, call.path["menuId"], picture)
    return Answer()


def download(call: Call) -> Answer:
    picture = call.platform.menus.image(call.path["menuId"])
    return Answer(picture.data, content_type=picture.content_type)


def set_default(call: Call) -> Answer:
    _changed(call, call.platform.menus.set_default, call.path["menuId"])
    return Answer()


def get_default(call: Call) -> Answer:
    menu_id = call.platform.menus.default
    if menu_id is None:
        raise LineError(404, "no default richmenu")
    return Answer({"richMenuId": menu_id})


def clear_default(call: Call) -> Answer:
    with call.platform.lock:
        call.platform.menus.default = None
        call.platform.chats.touch()
    return Answer()


def of_user(call: Call) -> Answer:
    menu_id = call.platform.menus.by_user.get(user_of(call))
    if menu_id is None:
        raise LineError(404, "the user has no richmenu")
    return Answer({"richMenuId": menu_id})


def link(call: Call) -> Answer:
    person = person_of(call)
    _changed(call, call.platform.menus.link, call.path["menuId"], [person] if person else [])
    return Answer()


def unlink(call: Call) -> Answer:
    person = person_of(call)
    _changed(call, call.platform.menus.unlink, [person] if person else [])
    return Answer()


def link_many(call: Call) -> Answer:
    body = checked(call, LINK)
    people = _people(call, body["userIds"])
    if body["richMenuId"] not in call.platform.menus.menus:
        raise LineError(404, "richmenu not found")
    _changed(call, call.platform.menus.link, body["richMenuId"], people)
    return Answer(status=202)


def unlink_many(call: Call) -> Answer:
    body = checked(call, UNLINK)
    _changed(call, call.platform.menus.unlink, _people(call, body["userIds"]))
    return Answer(status=202)


def batch(call: Call) -> Answer:
    body = _checked_batch(call)
    _changed(call, call.platform.menus.batch, body["operations"])
    call.platform.menus.batches[call.request_id] = call.platform.moment()
    return Answer(status=202)


def validate_batch(call: Call) -> Answer:
    _checked_batch(call)
    return Answer()


def batch_progress(call: Call) -> Answer:
    request_id = call.query.get("requestId")
    if not request_id:
        raise bad_parameter("requestId")
    if request_id not in call.platform.menus.batches:
        raise LineError(404, NOT_FOUND)
    done = call.platform.menus.batches[request_id]
    return Answer({"phase": "succeeded", "acceptedTime": done, "completedTime": done})


def create_alias(call: Call) -> Answer:
    body = checked(call, NEW_ALIAS)
    alias, menu_id = body["richMenuAliasId"], body["richMenuId"]
    _changed(call, call.platform.menus.create_alias, alias, menu_id)
    return Answer()


def get_alias(call: Call) -> Answer:
    return Answer(call.platform.menus.alias(_alias_of(call)))


def update_alias(call: Call) -> Answer:
    body = checked(call, CHANGED_ALIAS)
    _changed(call, call.platform.menus.update_alias, _alias_of(call), body["richMenuId"])
    return Answer()


def delete_alias(call: Call) -> Answer:
    _changed(call, call.platform.menus.delete_alias, _alias_of(call))
    return Answer()


def every_alias(call: Call) -> Answer:
    menus = call.platform.menus
    return Answer({"aliases": [menus.alias(alias) for alias in menus.aliases]})


def _changed(call: Call, change: Any, *what: Any) -> Any:
    """Do it under the lock, and let the browser know."""
    with call.platform.lock:
        result = change(*what)
        call.platform.chats.touch()
    return result


def _people(call: Call, user_ids: list[str]) -> list[Person]:
    for place, user_id in enumerate(user_ids):
        if not USER.fullmatch(user_id):
            raise bad_property(f"'userIds[{place}]'")
    people = call.platform.people
    return [people[user_id] for user_id in user_ids if user_id in people]


def _alias_of(call: Call) -> str:
    if not ALIAS_ID.fullmatch(call.path["alias"]):
        raise bad_parameter("richMenuAliasId")
    return call.path["alias"]


def _checked_batch(call: Call) -> dict[str, Any]:
    """Every menu named exists, and one that is to be shown has its picture."""
    body = checked(call, BATCH)
    menus = call.platform.menus
    for place, operation in enumerate(body["operations"]):
        for end in ("from", "to"):
            menu_id = operation.get(end)
            where = f"operations[{place}].{end}"
            if menu_id and menu_id not in menus.menus:
                error = mistaken((Mistake(f"Richmenu ({menu_id}) is not found", where),))
                error.status = 404
                raise error
            if end == "to" and menu_id and menu_id not in menus.images:
                message = f"'to' richmenu ({menu_id}) must have image but it doesn't"
                raise mistaken((Mistake(message, where),))
    return body


JSON = "application/json"
MENU, ALIAS, USERS = "/v2/bot/richmenu", "/v2/bot/richmenu/alias", "/v2/bot/user"
FEW = Rate(100, HOUR)
ENDPOINTS = (
    Endpoint("POST", MENU, create, FEW, takes=JSON),
    Endpoint("POST", f"{MENU}/validate", validate, takes=JSON),
    Endpoint("GET", f"{MENU}/list", every, Rate(10, 1)),
    Endpoint("GET", f"{MENU}/<menuId>", get),
    Endpoint("DELETE", f"{MENU}/<menuId>", delete, FEW),
    Endpoint("POST", f"{MENU}/<menuId>/content", upload),
    Endpoint("GET", f"{MENU}/<menuId>/content", download),
    Endpoint("POST", f"{USERS}/all/richmenu/<menuId>", set_default),
    Endpoint("GET", f"{USERS}/all/richmenu", get_default),
    Endpoint("DELETE", f"{USERS}/all/richmenu", clear_default),
    Endpoint("GET", f"{USERS}/<userId>/richmenu", of_user),
    Endpoint("POST", f"{USERS}/<userId>/richmenu/<menuId>", link),
    Endpoint("DELETE", f"{USERS}/<userId>/richmenu", unlink),
    Endpoint("POST", f"{MENU}/bulk/link", link_many, takes=JSON),
    Endpoint("POST", f"{MENU}/bulk/unlink", unlink_many, takes=JSON),
    Endpoint("POST", f"{MENU}/batch", batch, Rate(3, HOUR), takes=JSON),
    Endpoint("POST", f"{MENU}/validate/batch", validate_batch, takes=JSON),
    Endpoint("GET", f"{MENU}/progress/batch", batch_progress, FEW),
    Endpoint("POST", ALIAS, create_alias, takes=JSON),
    Endpoint("GET", f"{ALIAS}/list", every_alias),
    Endpoint("GET", f"{ALIAS}/<alias>", get_alias),
    Endpoint("POST", f"{ALIAS}/<alias>", update_alias, takes=JSON),
    Endpoint("DELETE", f"{ALIAS}/<alias>", delete_alias, FEW),
)
