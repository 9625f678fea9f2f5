"""A small village's month through the chat; `python -m bench.bank month` plays one of 60 houses."""

import pytest

from tests import bank_month
from tests.village import Village

pytestmark = pytest.mark.storm


def test_the_books_balance_after_a_month(village: Village) -> None:
    month = bank_month.play(village, houses=8, deeds=80, step=3)
    bank_month.recount(month)
    assert {"rejected", "taken back", "put right", "handed over"} <= set(month.told)
