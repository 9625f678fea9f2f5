"""The control API: the JSON that the browser and outside tests use, and the browser's files."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from simulator.errors import NotHereError, NotPossibleError
from simulator.model import Content, Person
from simulator.page import serve_files
from simulator.platform import Platform

PREFIX = "/simulator"
LONGEST_WAIT = 20.0
SHOWN = ("image/", "video/", "audio/")
Body = Mapping[str, Any]
Do = Callable[[Platform, Body], Any]


def blueprint(platform: Platform, long_polls: int) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix=PREFIX)
    serve_files(control)
    _serve_state(control, platform, long_polls)
    for path, do in ACTIONS.items():
        control.add_url_rule(f"/api/{path}", path, _action(platform, do), methods=["POST"])
    control.register_error_handler(NotHereError, lambda error: _error(error, 404))
    control.register_error_handler(NotPossibleError, lambda error: _error(error, 400))
    return control


def _error(error: Exception, status: int) -> tuple[Response, int]:
    return jsonify({"error": str(error)}), status


def _action(platform: Platform, do: Do) -> Callable[..., Response]:
    def view(**path: str) -> Response:
        return jsonify(do(platform, {**_body(), **path}))

    return view


def _body() -> dict[str, Any]:
    try:
        body = request.get_json(force=True) if request.data else {}
    except BadRequest:
        raise NotPossibleError("the body is not JSON") from None
    if not isinstance(body, dict):
        raise NotPossibleError("the body must be an object")
    return body


def _need(body: Body, name: str, kind: type | tuple[type, ...] = str) -> Any:
    if not isinstance(body.get(name), kind):
        raise NotPossibleError(f"{name} is missing or of the wrong type")
    return body[name]


# Looking


def _serve_state(control: Blueprint, platform: Platform, long_polls: int) -> None:
    waiting = [0]

    @control.get("/api/state")
    def state() -> Response:
        return jsonify(state_of(platform))

    @control.get("/api/chats/<chat>")
    def chat(chat: str) -> Response:
        viewer = platform.find_person(request.args.get("as", ""))
        with platform.lock:
            _check_viewer(platform, viewer, chat)
            lines = platform.chats.lines(chat, int(_number("since", 0)), viewer.user_id)
            rev = platform.chats.rev
        return jsonify({"rev": rev, "messages": [line.as_json() for line in lines]})

    @control.get("/api/changes")
    def changes() -> Response:
        since, wait = _number("since", 0), min(_number("wait", 0.0), LONGEST_WAIT)
        with platform.lock:
            # A poll beyond those there are threads for is answered soon, so that none starve.
            patience = wait if waiting[0] < long_polls else min(wait, 0.2)
            waiting[0] += 1
        try:
            found = platform.chats.wait(int(since), patience)
        finally:
            with platform.lock:
                waiting[0] -= 1
        return jsonify(asdict(found))

    @control.get("/api/content/<message_id>")
    def content(message_id: str) -> Response:
        return _bytes(platform.contents.get(message_id))

    @control.get("/api/richmenu/<menu_id>/image")
    def menu_image(menu_id: str) -> Response:
        return _bytes(platform.menus.images.get(menu_id))


def _number(name: str, otherwise: float) -> float:
    try:
        return float(request.args.get(name, otherwise))
    except ValueError:
        raise NotPossibleError(f"{name} must be a number") from None


def _check_viewer(platform: Platform, viewer: Person, chat: str) -> None:
    if chat == viewer.user_id:
        return
    if viewer.user_id not in platform.find_group(chat).members:
        raise NotHereError(f"{viewer.display_name} is not in this group")


def _bytes(content: Content | None) -> Response:
    if content is None:
        raise NotHereError("there is no such content")
    answer = Response(content.data, content_type=content.content_type)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if not content.content_type.startswith(SHOWN):
        answer.headers["Content-Disposition"] = "attachment"
    return answer


def state_of(platform: Platform) -> dict[str, Any]:
    with platform.lock:
        menus = platform.menus
        return {
            "rev": platform.chats.rev,
            "now": platform.now_ms(),
            "bot": platform.bot.as_json(),
            "scenes": list(platform.scenes),
            "people": [person.as_json() for person in platform.people.values()],
            "groups": [group.as_json() for group in platform.groups.values()],
            "faults": platform.faults.as_json(),
            "quota": {"limit": platform.quota.limit, "used": platform.quota.used(platform.now())},
            "webhook": platform.courier.as_json(),
            "richMenu": {
                "default": menus.default,
                "byUser": dict(menus.by_user),
                "aliases": dict(menus.aliases),
                "menus": {
                    menu_id: {**menu, "imageUrl": _image_url(platform, menu_id)}
                    for menu_id, menu in menus.menus.items()
                },
            },
            "loading": {user: round(until * 1000) for user, until in platform.loading.items()},
        }


def _image_url(platform: Platform, menu_id: str) -> str | None:
    there = menu_id in platform.menus.images
    return f"{PREFIX}/api/richmenu/{menu_id}/image" if there else None


# Doing


def add_person(platform: Platform, body: Body) -> Any:
    return platform.person(
        _need(body, "displayName"),
        agreed=bool(body.get("agreed", True)),
        device=body.get("device", "android"),
        picture_url=body.get("pictureUrl"),
    ).as_json()


def change_person(platform: Platform, body: Body) -> Any:
    names = {"displayName": "display_name", "agreed": "agreed", "device": "device"}
    new = {ours: body[theirs] for theirs, ours in names.items() if theirs in body}
    return platform.change_person(body["user_id"], **new).as_json()


def add_group(platform: Platform, body: Body) -> Any:
    return platform.group(
        _need(body, "groupName"),
        _need(body, "members", list),
        bot=bool(body.get("bot", True)),
        kind=body.get("kind", "group"),
    ).as_json()


def change_group(platform: Platform, body: Body) -> Any:
    group = platform.find_group(body["group_id"])
    if "groupName" in body:
        platform.change_group(group, group_name=_need(body, "groupName"))
    if body.get("join"):
        platform.join(group, *_need(body, "join", list))
    if body.get("leave"):
        platform.leave(group, *_need(body, "leave", list))
    if "bot" in body:
        (platform.invite_bot if body["bot"] else platform.remove_bot)(group)
    return platform.find_group(group).as_json()


def follow(platform: Platform, body: Body) -> Any:
    return platform.follow(_need(body, "as")).as_json()


def block(platform: Platform, body: Body) -> Any:
    return platform.block(_need(body, "as")).as_json()


def say(platform: Platform, body: Body) -> Any:
    who, message = _need(body, "as"), _need(body, "message", (dict, list))
    several = message if isinstance(message, list) else [message]
    if not several or not all(isinstance(each, dict) for each in several):
        raise NotPossibleError("a message is an object")
    said = platform.say_at_once(who, several, body.get("chat"))
    told = [{"messageId": one.message_id, "webhookEventId": one.event_id} for one in said]
    return told if isinstance(message, list) else told[0]


def postback(platform: Platform, body: Body) -> Any:
    event_id = platform.postback(
        _need(body, "as"),
        _need(body, "data"),
        body.get("chat"),
        display_text=body.get("displayText"),
        params=body.get("params"),
    )
    return {"webhookEventId": event_id}


def unsend(platform: Platform, body: Body) -> Any:
    platform.unsend(_need(body, "as"), _need(body, "messageId"))
    return {}


def edit(platform: Platform, body: Body) -> Any:
    platform.edit(_need(body, "as"), _need(body, "messageId"), _need(body, "text"))
    return {}


def read(platform: Platform, body: Body) -> Any:
    platform.read(_need(body, "as"), body.get("chat"))
    return {}


def faults(platform: Platform, body: Body) -> Any:
    platform.set_faults(**body)
    return platform.faults.as_json()


def advance(platform: Platform, body: Body) -> Any:
    platform.advance(_need(body, "seconds", (int, float)))
    return {"now": platform.now_ms()}


def play(platform: Platform, body: Body) -> Any:
    """A scene goes on by itself; the answer does not wait for its end."""
    scene = platform.scenes.get(_need(body, "scene"))
    if scene is None:
        raise NotHereError("there is no such scene")
    threading.Thread(target=scene, daemon=True).start()
    return {}


def quota(platform: Platform, body: Body) -> Any:
    platform.set_quota(body.get("limit", platform.quota.limit), body.get("used"))
    return state_of(platform)["quota"]


def webhook(platform: Platform, body: Body) -> Any:
    if body.get("verify"):
        return platform.courier.verify().as_json()
    platform.set_webhook(**{name: _need(body, name) for name in ("url", "secret") if name in body})
    return platform.courier.as_json()


def reset(platform: Platform, _body: Body) -> Any:
    platform.reset()
    return {}


ACTIONS: dict[str, Do] = {
    "people": add_person,
    "people/<user_id>": change_person,
    "groups": add_group,
    "groups/<group_id>": change_group,
    "follow": follow,
    "block": block,
    "say": say,
    "postback": postback,
    "unsend": unsend,
    "edit": edit,
    "read": read,
    "faults": faults,
    "advance": advance,
    "play": play,
    "quota": quota,
    "webhook": webhook,
    "reset": reset,
}
