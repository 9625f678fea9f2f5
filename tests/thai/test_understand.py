"""Labels of one line of a corpus."""

from typing import Any

from bot.thai.understand import OtherIntent, understand
from bot.thai.utterance import Utterance


def line(text: str, context: str = "1:1") -> dict[str, Any]:
    return {"id": "x-1", "text": text, "sent_at": "2026-11-23T08:00:00+07:00", "context": context}


def test_a_deed_report() -> None:
    assert understand(line("เมื่อวานแยกขวดได้ 3 โลครึ่ง")) == {
        "id": "x-1",
        "intent": "deed_report",
        "categories": ["env.waste"],
        "quantity": 3.5,
        "unit": "กก.",
        "deed_date": "2026-11-22",
        "slots": {},
    }


def test_chatter() -> None:
    labels = understand(line("สวัสดีตอนเช้าค่ะ", "group"))
    assert (labels["intent"], labels["categories"], labels["deed_date"]) == ("chatter", [], None)


def test_one_quantity_a_message() -> None:
    labels = understand(line("ปลูกพริก 5 ต้น แล้วก็กวาดบ้าน"))
    assert labels["categories"] == ["food.vegetables", "env.home_hygiene"]
    assert (labels["quantity"], labels["unit"]) == (5, "ต้น")


def test_whom_one_takes_to_the_doctor_is_taken_once() -> None:
    labels = understand(line("พาแม่ไปหาหมอค่ะ"))
    assert (labels["quantity"], labels["unit"]) == (1, "ครั้ง")


def vote(_: Utterance, context: str) -> OtherIntent | None:
    return OtherIntent("vote", 0.9, {"number": 3, "context": context})


def test_another_reader_may_know_better() -> None:
    labels = understand(line("โหวต 3"), vote)
    assert labels["intent"] == "vote"
    assert labels["slots"] == {"number": 3, "context": "1:1"}


def test_the_surer_reading_wins() -> None:
    assert understand(line("วันนี้ปลูกผักบุ้ง 10 ต้นค่ะ"), vote)["intent"] == "deed_report"


def test_in_a_group_a_vague_deed_is_chatter() -> None:
    vague = "เปิดประตูรั้วให้รถเข้า"
    assert understand(line(vague))["intent"] == "deed_report"
    assert understand(line(vague, "group"))["intent"] == "chatter"
