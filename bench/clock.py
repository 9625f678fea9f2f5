"""`python -m bench.clock`: what a month costs, and whether the clock misses or doubles anything.
Prints and writes bench/results/clock.json.

    python -m bench.clock [month] [storm] [--seeds 1 2 3] [--seconds 30]

month  a month of one tambon, each notice pushed at once, by this bot, and by this bot without the
       tokens of messages it does not answer (bench/month.py, bench/traffic.py)
storm  three clocks on one database, killed at random while years go by (bench/storm.py)
"""

import argparse
import json
import multiprocessing
import os
import statistics
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results" / "clock.json"
SEEDS = (1, 2, 3)
MOST_RATIO, LEAST_IN_TIME, FREE_PLAN = 0.02, 95.0, 300
"""What a month should keep to; told, not asserted."""


def main() -> None:
    parser = argparse.ArgumentParser("bench.clock")
    parser.add_argument("what", nargs="*", default=["month", "storm"])
    parser.add_argument("--seeds", type=int, nargs="+", default=list(SEEDS))
    parser.add_argument("--seconds", type=float, default=600.0, help="of the storm, each database")
    options = parser.parse_args()
    for part in options.what:
        if part == "month":
            found = month(options.seeds)
        else:
            from bench import storm

            found = storm.both(options.seconds)
        figures = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        RESULTS.write_text(json.dumps(figures | {part: found}, ensure_ascii=False, indent=1) + "\n")


def month(seeds: list[int]) -> dict[str, Any]:
    """Every seed and way, as many at once as there are cores."""
    from bench.month import BOT, PUSH, WAYS, play

    with ProcessPoolExecutor(
        os.cpu_count(), mp_context=multiprocessing.get_context("spawn")
    ) as pool:
        runs = {(seed, way): pool.submit(play, seed, way) for seed in seeds for way in WAYS}
        found = {key: run.result() for key, run in runs.items()}
    by_seed = {seed: {way: found[seed, way] for way in WAYS} for seed in seeds}
    for ways in by_seed.values():
        for each in ways.values():
            each["ratio_percent"] = round(
                100 * each["line_counted"] / ways[PUSH]["line_counted"], 2
            )
    summary = {
        way: {
            name: _spread([by_seed[seed][way][name] for seed in seeds])
            for name in ("line_counted", "ratio_percent", "left", "in_time_percent", "rode_free",
                         "went_by_push")
        }
        for way in WAYS
    }  # fmt: skip
    _show(summary, by_seed[seeds[0]][BOT], seeds)
    for (seed, way), each in found.items():
        if not each["books_agree"]:
            sys.stdout.write(
                f"!!! THE BOOKS DO NOT AGREE, seed {seed}, {way}: "
                f"LINE counted {each['line_counted']}, message_costs {each['books']}\n"
            )
    return {"summary": summary, "seeds": by_seed}


def _spread(found: list[float]) -> dict[str, float]:
    return {"median": statistics.median(found), "min": min(found), "max": max(found)}


def _show(summary: dict[str, Any], one: dict[str, Any], seeds: list[int]) -> None:
    out = [f"one month, seeds {seeds}: median (least to most)", ""]
    for way, figures in summary.items():
        out.append(way)
        for name, found in figures.items():
            out.append(
                f"  {name:<18}{found['median']:>10,}  ({found['min']:,} to {found['max']:,})"
            )
    out += ["", f"khwamdee, seed {seeds[0]}, by kind"]
    names = ("left", "free", "pushed", "messages", "expired", "replaced", "waiting",
             "in_time_percent", "median_hours")  # fmt: skip
    out.append(f"  {'':<18}" + "".join(f"{name.removesuffix('_percent'):>13}" for name in names))
    for kind, row in one["kinds"].items():
        out.append(f"  {kind:<18}" + "".join(f"{row[name] if row[name] is not None else '–':>13}"
                                             for name in names))  # fmt: skip
    out += [f"  refused by the budget: {one['refused_by_budget']}",
            f"  not in time: {one['not_in_time']}", f"  pushes: {one['pushes']}"]  # fmt: skip
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
