"""Writers queue in their order, and nobody waits for ever."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from bot.turns import Turns


def test_whoever_waits_is_before_whoever_comes_back(tmp_path: Path) -> None:
    turns, order = Turns(tmp_path / "a.db"), list[str]()
    waiting = threading.Event()

    def waiter() -> None:
        waiting.set()
        with turns.turn(5):
            order.append("waiter")

    with turns.turn(5):
        other = threading.Thread(target=waiter)
        other.start()
        waiting.wait()
        time.sleep(0.05)  # long enough to stand in the door
    with turns.turn(5):
        order.append("back again")
    other.join()
    assert order == ["waiter", "back again"]


def test_only_one_is_in_the_room(tmp_path: Path) -> None:
    turns, inside, most = Turns(tmp_path / "a.db"), [0], [0]

    def writer() -> None:
        for _ in range(20):
            with turns.turn(5):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0.0002)
                inside[0] -= 1

    writers = [threading.Thread(target=writer) for _ in range(4)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    assert most == [1]


def test_who_waited_in_vain_goes_on_and_asks_sqlite(tmp_path: Path) -> None:
    turns, went_on = Turns(tmp_path / "a.db"), []
    with turns.turn(5), turns.turn(0.01):
        went_on.append(True)
    assert went_on


def test_a_dead_writer_leaves_the_room(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c",
         "import sys, time, pathlib; from bot.turns import Turns\n"
         "with Turns(pathlib.Path(sys.argv[1])).turn(5): print('in', flush=True); time.sleep(60)",
         str(tmp_path / "a.db")],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdout
    assert holder.stdout.readline()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    begun = time.monotonic()
    with Turns(tmp_path / "a.db").turn(30):
        assert time.monotonic() - begun < 10


def test_a_folder_that_takes_no_file_is_for_sqlite_to_report(tmp_path: Path) -> None:
    with Turns(tmp_path / "missing" / "a.db").turn(1):
        pass
