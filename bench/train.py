"""`make train`: learns from our own lines what a message is for, and measures itself meanwhile.

    python -m bench.train        writes bot/thai/lexicon/model.tsv and bench/results/learned.json

The lines are bench/lines/learn_*.jsonl, and what the rules of the deeds were written with
(tests/thai/lines_tuned.tsv, phrases.tsv); of the latter nothing is learned about how far the rules
can be trusted, for there they are right. The same lines give the same weights. The measure: each
fifth of the lines is once kept aside while the rest is learned.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from bot.thai import CATEGORY_OF, annotate, read_deeds
from bot.thai.features import RULE, features
from bot.thai.reading import CHATTER, as_intents
from bot.thai.weights import DEED, SCALE, SOCIAL, likeliest_kind

LINES = Path(__file__).parent / "lines"
OURS = Path(__file__).parent.parent / "tests" / "thai"
MODEL = Path(__file__).parent.parent / "bot" / "thai" / "lexicon" / "model.tsv"
MEASURE = Path(__file__).parent / "results" / "learned.json"
FOLDS = 5
TO_THE_BOT = {"announcement": 3, CHATTER: 12, SOCIAL: 1000}
"""Of what is said in groups, one line of so many is also learned as said to the bot."""
SEEN_AT_LEAST = 2
STRENGTH = 100
"""Inverse of how strongly weights are held small; features are scaled to length one."""
SMALLEST = 55
"""Hundredths; what weighs less is left out."""
A_DAY = date(2026, 11, 23)


class Line(NamedTuple):
    text: str
    label: str
    also: frozenset[str]
    """Other labels that are right, too."""
    found: frozenset[str]
    fresh: bool
    """The rules had not seen it when they were written."""

    @property
    def fold(self) -> int:
        return self.digest % FOLDS

    @property
    def digest(self) -> int:
        return int(hashlib.sha256(self.text.encode()).hexdigest(), 16)

    @property
    def intent(self) -> str:
        return max(as_intents({self.label: 1.0}).items(), key=lambda pair: pair[1])[0]


def sources() -> list[Path]:
    return [*sorted(LINES.glob("learn_*.jsonl")), OURS / "lines_tuned.tsv", OURS / "phrases.tsv"]


def lines() -> list[Line]:
    """Every line once, in the order of its text, so that the files' order changes nothing; and once
    more as said in the other kind of chat, where it would mean the same there."""
    known: dict[str, Line] = {}
    for path in sources():
        for line in _of(path):
            known.setdefault(line.text, line)
    told = [known[text] for text in sorted(known)]
    return told + [other for line in told for other in _elsewhere(line)]


def _elsewhere(line: Line) -> Iterator[Line]:
    """Deeds are told in both, votes to the bot, too; of the rest less. Half of the deeds are once
    more learned as if no rule had known them: the rules have seen these lines, others not."""
    here, there = ("x:group", "x:alone") if "x:group" in line.found else ("x:alone", "x:group")
    one_of = TO_THE_BOT.get(line.label, 1)
    if line.label.startswith(DEED) or (here == "x:group" and line.digest % one_of == 0):
        yield line._replace(found=(line.found - {here}) | {there}, fresh=False)
    if line.label.startswith(DEED) and line.fresh and line.digest % 2 == 0:
        unknown = frozenset(f for f in line.found if not f.startswith(RULE))
        yield line._replace(found=unknown, fresh=False)


def _of(path: Path) -> Iterator[Line]:
    rows = path.read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(row for row in rows if row and not row.startswith("#")):
        if path.suffix == ".jsonl":
            yield labelled(json.loads(row), social="social" in path.name)
            continue
        first, second = row.split("\t")[:2]
        group = number % 3 == 0
        if path.name == "phrases.tsv":
            for phrase in second.split("|"):
                yield _line(phrase, A_DAY, [DEED + first], group=group, fresh=False)
        else:
            codes = second.replace(",", "/").split("/")
            labels = [CHATTER] if codes == ["-"] else [DEED + CATEGORY_OF[c] for c in codes]
            yield _line(first, A_DAY, labels, group=group, fresh=False)


def labelled(item: dict[str, Any], *, social: bool = False) -> Line:
    """A line of the utterances' form. What people write to brands and stars is a label of its
    own, for it is unlike what neighbours write; both are chatter."""
    labels = [item["intent"]]
    if item["intent"] == "deed_report":
        labels = [DEED + c for c in (*item["categories"], *(item.get("category_alts") or ()))]
    elif item["intent"] == "chatter" and social:
        labels = [SOCIAL]
    on = date.fromisoformat(item["sent_at"][:10])
    return _line(item["text"], on, labels, group=item["context"] == "group", fresh=True)


def _line(text: str, on: date, labels: Sequence[str], *, group: bool, fresh: bool) -> Line:
    u = annotate(text, on)
    found = features(u, read_deeds(u), group=group)
    if not fresh:
        found = frozenset(feature for feature in found if not feature.startswith(RULE))
    return Line(text, labels[0], frozenset(labels), found, fresh)


def fit(rows: Sequence[Line]) -> Any:
    """A multinomial logistic regression over the features seen often enough."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import Normalizer

    seen = Counter(feature for row in rows for feature in row.found)
    kept = sorted(feature for feature, times in seen.items() if times >= SEEN_AT_LEAST)
    bag = CountVectorizer(analyzer=list, vocabulary=kept, binary=True, dtype=float)
    model = make_pipeline(bag, Normalizer(), LogisticRegression(C=STRENGTH, max_iter=3000))
    return model.fit([sorted(row.found) for row in rows], [row.label for row in rows])


def measure(rows: Sequence[Line]) -> dict[str, Any]:
    """Answers to fresh lines that were kept aside."""
    taken: Counter[tuple[str, str]] = Counter()
    deeds = right = 0
    for fold in range(FOLDS):
        model = fit([row for row in rows if row.fold != fold])
        aside = [row for row in rows if row.fold == fold and row.fresh]
        shares = model.predict_proba([sorted(row.found) for row in aside])
        for row, share in zip(aside, shares, strict=True):
            likely = dict(zip(map(str, model.classes_), map(float, share), strict=True))
            intents = as_intents(likely)
            taken[row.intent, max(intents, key=lambda one: intents[one])] += 1
            if row.intent == "deed_report":
                deeds += 1
                right += DEED + likeliest_kind(likely)[0] in row.also
    labels = sorted({said for said, _ in taken})
    f1 = {label: _f1(taken, label) for label in labels}
    wrong = {f"{said} as {heard}": n for (said, heard), n in taken.most_common() if said != heard}
    return {
        "lines": dict(Counter(row.intent for row in rows).most_common()),
        "fresh": sum(row.fresh for row in rows),
        "macro_f1": round(sum(f1.values()) / len(f1), 4),
        "f1": {label: round(value, 3) for label, value in f1.items()},
        "kind of deed right": round(right / deeds, 4),
        "wrong": wrong,
    }


def _f1(taken: Counter[tuple[str, str]], label: str) -> float:
    right = taken[label, label]
    said = sum(n for (gold, _), n in taken.items() if gold == label)
    heard = sum(n for (_, answer), n in taken.items() if answer == label)
    return 2 * right / max(1, said + heard)


def write(model: Any) -> None:
    bag, regression = model.steps[0][1], model.steps[-1][1]
    out = [
        "# What each feature speaks for: learned by `make train`, not written by hand.",
        f"# lines {digest()}",
        "labels\t" + " ".join(map(str, regression.classes_)),
        "bias\t" + _row(regression.intercept_, smallest=0),
    ]
    for feature, column in sorted(bag.vocabulary_.items()):
        if row := _row(regression.coef_[:, column]):
            out.append(f"{feature}\t{row}")
    MODEL.write_text("\n".join(out) + "\n", encoding="utf-8")


def _row(values: Any, smallest: int = SMALLEST) -> str:
    whole = [round(float(value) * SCALE) for value in values]
    return " ".join(f"{i}:{value}" for i, value in enumerate(whole) if abs(value) >= smallest)


def digest() -> str:
    """Of the lines learned from; a test compares it, so that lines and weights stay together."""
    together = hashlib.sha256()
    for path in sources():
        together.update(path.read_bytes())
    return together.hexdigest()[:16]


def main() -> int:
    rows = lines()
    measured = measure(rows)
    MEASURE.write_text(json.dumps(measured, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    write(fit(rows))
    sys.stdout.write(json.dumps(measured, ensure_ascii=False, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
