"""A newcomer's first minutes in the demo, in a real browser."""

import re
from typing import Any

import pytest
import urllib3

from tests.test_templates import SAMPLES


def state(demo: str) -> dict[str, Any]:
    found: dict[str, Any] = urllib3.request("GET", f"{demo}/simulator/api/state").json()
    return found


def person(demo: str, name: str) -> str:
    return next(p["userId"] for p in state(demo)["people"] if p["displayName"] == name)


def group(demo: str, name: str) -> str:
    return next(g["groupId"] for g in state(demo)["groups"] if name in g["groupName"])


def open_chat(page: Any, demo: str, who: str, chat: str | None = None) -> Any:
    """Somebody's phone with a chat open; by default the one with the bot."""
    user = person(demo, who)
    page.goto(f"{demo}/simulator?phones={user}&chat={chat or user}&panel=0")
    page.wait_for_selector("[data-testid=ready]", state="attached")
    phone = page.locator(f"[data-testid=phone][data-user-id={user}]")
    phone.get_by_test_id("composer-text").wait_for()
    return phone


def say(phone: Any, text: str) -> None:
    phone.get_by_test_id("composer-text").fill(text)
    phone.get_by_test_id("composer-text").press("Enter")


def last_card(phone: Any, words: str) -> Any:
    """The newest message of the bot that has these words, once it is there."""
    found = phone.locator("[data-testid=message][data-from=bot]", has_text=words).last
    found.wait_for(timeout=10_000)
    return found


def test_a_deed_in_the_groups_chat_and_the_passbook(page: Any, demo: str) -> None:
    phone = open_chat(page, demo, "ยายแดง", group(demo, "หมู่ 4"))
    say(phone, "เมื่อเช้ากวาดลานวัดสองชั่วโมงค่ะ")
    card = last_card(phone, "บันทึกแล้ว")
    assert "ยอดคงเหลือ" in card.inner_text()
    assert card.locator("[data-testid=flex-button][data-label=แก้ไข]").count() == 1
    phone = open_chat(page, demo, "ยายแดง")
    say(phone, "สมุดความดี")
    assert "ยอดคงเหลือ" in last_card(phone, "เปิดสมุดทั้งเล่ม").inner_text()


def test_a_newcomer_joins_by_tapping(page: Any, demo: str) -> None:
    phone = open_chat(page, demo, "น้าต้อย")
    say(phone, "สวัสดีค่ะ")
    card = last_card(phone, "ยินยอมทั้งหมด")
    card.locator("[data-testid=flex-button][data-label=ยินยอมทั้งหมด]").click()
    last_card(phone, "บ้านเลขที่เท่าไร")
    say(phone, "31 หมู่ 4")
    last_card(phone, "ลงทะเบียนเรียบร้อย")
    say(phone, "วันนี้ปลูกพริก 3 ต้นค่ะ")
    last_card(phone, "+3 แต้ม").locator("[data-testid=flex-button][data-label=ยกเลิก]").click()
    last_card(phone, "ยอดคงเหลือ 0 แต้ม")


def test_the_passbook_page_opens_and_prints(page: Any, demo: str) -> None:
    phone = open_chat(page, demo, "ลุงมี")
    say(phone, "สมุดความดี")
    last_card(phone, "เปิดสมุดทั้งเล่ม")
    user = person(demo, "ลุงมี")
    chat = urllib3.request("GET", f"{demo}/simulator/api/chats/{user}?as={user}").data
    link = re.search(r'http://localhost(:\d+/me/[^"]+)', chat.decode())
    assert link is not None
    link = f"http://127.0.0.1{link[1]}"
    page.goto(link)
    assert "ยอดคงเหลือ" in page.inner_text(".balance")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360, "the page must not scroll sideways on a small phone"
    pdf = urllib3.request("GET", f"{link}/passbook.pdf")
    assert pdf.data.startswith(b"%PDF")


LONG = {
    "type": "bubble",
    "footer": {
        "type": "box",
        "layout": "vertical",
        "contents": [
            {
                "type": "button",
                "action": {
                    "type": "message",
                    "label": "โรงเรียนผู้สูงอายุตำบลบ้านแพรก หมู่ 4 และหมู่ 5",
                    "text": "x",
                },
            }
        ],
    },
}
"""A card whose label no phone shows whole: it must be found, or the test below sees nothing."""


@pytest.mark.parametrize("width", [320, 360])
def test_no_label_on_any_card_is_cut(page: Any, demo: str, width: int) -> None:
    """Every message the bot can say, drawn as a small phone draws it."""
    from bot.line.render import render

    page.set_viewport_size({"width": width, "height": 740})
    # pictures of the samples lie nowhere; what is looked at are words
    page.route(
        re.compile(r"^https?://(?!127\.|localhost)"),
        lambda route: route.fulfill(body=b"", content_type="image/png"),
    )
    page.goto(f"{demo}/simulator/static/flex-lab.html?width={width}")
    page.wait_for_selector("body[data-ready=true]")
    drawn = [render(message) for message in SAMPLES.values()]
    drawn.append({"type": "flex", "altText": "long", "contents": LONG})
    cut = page.evaluate(
        """async ([messages, width]) => {
            const { renderMessage } = await import('/simulator/static/templates.js');
            const { cutLabels } = await import('/simulator/static/flex.js');
            const found = [];
            const rooms = messages.map(message => {
                const room = document.createElement('div');
                room.style.width = `${width}px`;
                document.body.append(room);
                const element = renderMessage(message, {});
                room.append(element.element ?? element);
                return [message, room];
            });
            await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
            for (const [message, room] of rooms)
                found.push(...cutLabels(room).map(label => [message.altText ?? message.text, label]));
            return found;
        }""",
        [drawn, width],
    )
    assert cut == [["long", LONG["footer"]["contents"][0]["action"]["label"]]]


def test_the_clock_is_moved_on_and_the_month_happens(page: Any, demo: str) -> None:
    """+1 เดือน in the control panel: whatever the day, one vote was held and its result is told."""
    village = group(demo, "หมู่ 4")
    page.goto(f"{demo}/simulator?panel=1")
    page.wait_for_selector("[data-testid=ready]", state="attached")
    page.locator("[data-testid=panel-clock] summary").click()
    with page.expect_response("**/simulator/api/advance", timeout=60_000):
        page.get_by_test_id("advance-2592000").click()
    phone = open_chat(page, demo, "ยายแดง", village)
    last_card(phone, "ผลโหวต")
    page.goto(f"{demo}/results")
    assert page.get_by_text("เสียง").count() > 5
    page.route("https://tile.openstreetmap.org/**", lambda route: route.fulfill(status=204))
    page.goto(f"{demo}/map")
    page.wait_for_selector(".leaflet-interactive")
    assert page.locator(".leaflet-interactive").count() > 3
