"""The demo's evening: the bot speaks where it should, and nowhere else."""

from demo.evening import EVENING
from tests.village import Village

HOUSES = {"grandmother": "12/3", "neighbour": "10", "helper": "16", "committee": "22"}


def test_an_evening_in_the_group(village: Village) -> None:
    people = {who: village.villager(who, house) for who, house in HOUSES.items()}
    people["newcomer"] = village.person("newcomer")
    group = village.tied_group("หมู่ 4", "14160104", *people.values())
    spoke = []
    for said in EVENING:
        village.later(minutes=3)
        spoke.append(bool(people[said.who].says(said.text, group)))
    wrong = [
        said.text for said, heard in zip(EVENING, spoke, strict=True) if heard != said.answered
    ]
    assert wrong == []
    assert sum(spoke) >= 5
