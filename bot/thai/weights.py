"""The learned weights: how much each feature speaks for each label. Learned by `make train`."""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from bot.thai import tables

DEED, SOCIAL = "deed:", "social"
"""How labels begin that are kinds of deeds; the label of what people write to brands."""

SCALE = 100
"""Weights are kept as whole hundredths."""


class Weights(NamedTuple):
    labels: tuple[str, ...]
    bias: tuple[float, ...]
    of: dict[str, tuple[tuple[int, int], ...]]
    """For each feature the labels (by number) it speaks for or against, and how much."""


@cache
def weights() -> Weights:
    """Read from lexicon/model.tsv: labels, their bias, then a feature a row."""
    rows = tables.rows("model")
    labels = tuple(next(rows)[1].split())
    bias = tuple(int(pair.partition(":")[2]) / SCALE for pair in next(rows)[1].split())
    return Weights(labels, bias, {row[0]: _pairs(row[1]) for row in rows})


def _pairs(cell: str) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(label), int(weight)) for label, _, weight in (p.partition(":") for p in cell.split())
    )


def likelihoods(features: Iterable[str]) -> dict[str, float]:
    """How likely each label is, 0..1, together 1. What many features say weighs no more in all
    than what few say: each counts by the root of their number."""
    labels, bias, of = weights()
    sums = [0] * len(labels)
    known = 0
    for feature in features:
        pairs = of.get(feature)
        if pairs is not None:
            known += 1
            for label, weight in pairs:
                sums[label] += weight
    scale = SCALE * math.sqrt(known or 1)
    speaking = [value / scale + given for value, given in zip(sums, bias, strict=True)]
    most = max(speaking)
    shares = [math.exp(value - most) for value in speaking]
    whole = sum(shares)
    return {label: share / whole for label, share in zip(labels, shares, strict=True)}


def likeliest_kind(likely: Mapping[str, float]) -> tuple[str, float]:
    """The likeliest category of deed, and its share of all that is a deed."""
    kinds = {label: share for label, share in likely.items() if label.startswith(DEED)}
    kind = max(kinds, key=lambda label: kinds[label])
    return kind.removeprefix(DEED), kinds[kind] / max(sum(kinds.values()), 1e-9)


def spoke(features: Iterable[str], label: str, most: int = 8) -> list[tuple[str, float]]:
    """The features that spoke loudest for or against a label, the loudest first."""
    labels, _, of = weights()
    number = labels.index(label)
    said = [
        (feature, weight / SCALE)
        for feature in features
        for of_label, weight in of.get(feature, ())
        if of_label == number
    ]
    return sorted(said, key=lambda one: -abs(one[1]))[:most]
