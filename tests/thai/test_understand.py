"""Labels of one line of a corpus, as the bot would hear it."""

from typing import Any

from bot.understanding import one


def line(text: str, context: str = "1:1") -> dict[str, Any]:
    return {"id": "x-1", "text": text, "sent_at": "2026-11-23T08:00:00+07:00", "context": context}


def test_a_deed_report() -> None:
    assert one(line("เมื่อวานแยกขวดได้ 3 โลครึ่ง")) == {
        "id": "x-1",
        "intent": "deed_report",
        "categories": ["env.waste"],
        "quantity": 3.5,
        "unit": "กก.",
        "deed_date": "2026-11-22",
        "slots": {},
    }


def test_chatter() -> None:
    labels = one(line("สวัสดีตอนเช้าค่ะ", "group"))
    assert (labels["intent"], labels["categories"], labels["deed_date"]) == ("chatter", [], None)


def test_one_quantity_a_message() -> None:
    labels = one(line("ปลูกพริก 5 ต้น แล้วก็กวาดบ้าน"))
    assert labels["categories"] == ["food.vegetables", "env.home_hygiene"]
    assert (labels["quantity"], labels["unit"]) == (5, "ต้น")


def test_whom_one_takes_to_the_doctor_is_taken_once() -> None:
    labels = one(line("พาแม่ไปหาหมอค่ะ"))
    assert (labels["quantity"], labels["unit"]) == (1, "ครั้ง")


def test_other_intents_carry_their_slots() -> None:
    labels = one(line("โหวต 3"))
    assert (labels["intent"], labels["slots"]) == ("vote", {"number": 3})


def test_in_a_group_a_vague_deed_is_chatter() -> None:
    vague = "เปิดประตูรั้วให้รถเข้า"
    assert one(line(vague, "group"))["intent"] == "chatter"


def test_why_it_is_read_so() -> None:
    why = one(line("ไม่ได้กวาดวัดเลย"), explain=True)["why"]
    assert "neg: ไม่ได้" in why["marks"]
    assert any(rule.startswith("S1-") and "× 0.30" in rule for rule in why["rules"]), why["rules"]
    assert max(why["likely"], key=why["likely"].get) == "chatter"
