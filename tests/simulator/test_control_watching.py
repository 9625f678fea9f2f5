"""What the browser looks at and waits for."""

import base64
import threading
import time
from typing import Any

from simulator.model import Content, Group, Person
from simulator.platform import Platform

PNG = base64.b64encode(b"\x89PNG").decode()


def test_contents_are_shown_but_never_run(line: Platform, http: Any, malee: Person) -> None:
    for content_type, shown in (("image/png", True), ("text/html", False)):
        said = line.say(malee, {"type": "file", "data": PNG, "contentType": content_type})
        url = line.messages(malee)[-1].as_json()["contentUrl"]
        status, data, headers = http("GET", url)
        assert (status, data) == (200, b"\x89PNG")
        assert headers["x-content-type-options"] == "nosniff"
        assert ("content-disposition" in headers) is not shown
        line.unsend(malee, said)
        assert http("GET", url)[0] == 404


def test_chats_are_seen_by_those_in_them(
    line: Platform, http: Any, malee: Person, somchai: Person, moo4: Group
) -> None:
    line.say(malee, "ก", moo4)
    late = line.person("มาทีหลัง")
    assert http.control(f"chats/{moo4.group_id}?as={late.user_id}")[0] == 404
    line.join(moo4, late)
    line.say(malee, "ข", moo4)

    def seen(person: Person, since: int | None = None) -> list[str]:
        more = "" if since is None else f"&since={since}"
        _, chat = http.control(f"chats/{moo4.group_id}?as={person.user_id}{more}")
        return [m["message"].get("text") or m["note"] for m in chat["messages"]]

    joined = "มาทีหลัง เข้าร่วมกลุ่ม"
    assert seen(somchai) == ["ความดี เข้าร่วมกลุ่ม", "ก", joined, "ข"]
    assert seen(late) == [joined, "ข"]
    assert seen(somchai, line.messages(moo4)[1].rev) == [joined, "ข"]
    assert http.control(f"chats/{malee.user_id}?as={somchai.user_id}")[0] == 404


def test_reading(line: Platform, http: Any, malee: Person, somchai: Person, moo4: Group) -> None:
    line.say(malee, "ก", moo4)
    line.say(somchai, "ข", moo4)
    http.control("read", {"as": somchai.user_id, "chat": moo4.group_id})
    first, second = line.messages(moo4)[-2:]
    assert somchai.user_id in first.seen_by
    assert somchai.user_id not in second.seen_by


def test_changes_at_once(line: Platform, http: Any, malee: Person, moo4: Group) -> None:
    rev = line.chats.rev
    assert http.control(f"changes?since={rev}")[1] == {"rev": rev, "chats": [], "state": False}
    line.read(malee, moo4)
    line.say(malee, "ก", moo4)
    _, changed = http.control(f"changes?since={rev}")
    assert changed["chats"] == [moo4.group_id]
    assert changed["rev"] > rev
    rev = changed["rev"]
    line.set_quota(5)
    assert http.control(f"changes?since={rev}")[1]["state"] is True
    later = http.control(f"changes?since={rev + 1000}")[1]
    assert (later["state"], moo4.group_id in later["chats"]) == (True, True)


def test_changes_are_waited_for(line: Platform, http: Any, malee: Person) -> None:
    rev = line.chats.rev
    timer = threading.Timer(0.05, line.say, (malee, "ก"))
    timer.start()
    started = time.perf_counter()
    _, changed = http.control(f"changes?since={rev}&wait=5")
    assert 0.04 < time.perf_counter() - started < 2
    assert changed["chats"] == [malee.user_id]
    timer.join()
    started = time.perf_counter()
    _, nothing = http.control(f"changes?since={line.chats.rev}&wait=0.05")
    assert nothing["chats"] == []
    assert time.perf_counter() - started >= 0.05


def test_many_waiters_starve_nobody(line: Platform, http: Any) -> None:
    rev = line.chats.rev
    waiters = [
        threading.Thread(target=http.control, args=(f"changes?since={rev}&wait=20",))
        for _ in range(80)
    ]
    for waiter in waiters:
        waiter.start()
    time.sleep(0.1)
    started = time.perf_counter()
    assert http.line("GET", "/v2/bot/info")[0] == 200
    assert time.perf_counter() - started < 1
    line.chats.touch()
    for waiter in waiters:
        waiter.join(5)
    assert not any(waiter.is_alive() for waiter in waiters)


def test_after_a_reset_the_browser_notices(line: Platform, http: Any, malee: Person) -> None:
    rev = line.chats.rev
    line.reset()
    _, changed = http.control(f"changes?since={rev}")
    assert changed["state"] is True
    assert changed["rev"] > rev


def test_menus_are_drawn_from_the_state(line: Platform, http: Any, malee: Person) -> None:
    menu = {"size": {"width": 2500, "height": 1686}, "name": "ก", "areas": []}
    menu_id = line.menus.create(menu)
    assert http.control("state")[1]["richMenu"]["menus"][menu_id]["imageUrl"] is None
    line.menus.images[menu_id] = Content(b"png", "image/png")
    shown = http.control("state")[1]["richMenu"]["menus"][menu_id]
    assert {name: shown[name] for name in menu} == menu
    assert http("GET", shown["imageUrl"])[:2] == (200, b"png")


def test_the_page_and_its_files(http: Any) -> None:
    status, page, headers = http("GET", "/simulator")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert b"<html" in page
    assert http("GET", "/simulator/static/index.html")[0] == 200
    for path in ("/simulator/static/../app.py", "/simulator/static/%2e%2e/app.py", "/nothing"):
        assert http("GET", path)[0] == 404
