"""What a Thai sentence says, as villagers write and dictate it: one utterance, read once for all.

Pure functions on text and a day: no database, no LINE, no clock. The words are data, in lexicon/.
"""

from bot.thai.amounts import Amount, convert
from bot.thai.commands import is_command, strip_polite
from bot.thai.deeds import CATEGORY_OF, DeedReading, read_deeds
from bot.thai.fold import fold
from bot.thai.houses import HouseRef, read_house_answer, read_moo_answer
from bot.thai.numbers import read_number
from bot.thai.reading import Reading, read
from bot.thai.utterance import Utterance, annotate

__all__ = [
    "CATEGORY_OF",
    "Amount",
    "DeedReading",
    "HouseRef",
    "Reading",
    "Utterance",
    "annotate",
    "convert",
    "fold",
    "is_command",
    "read",
    "read_deeds",
    "read_house_answer",
    "read_moo_answer",
    "read_number",
    "strip_polite",
]
