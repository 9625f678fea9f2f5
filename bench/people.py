"""Registers people for the benchmarks and prints their LINE ids.

python -m bench.people HOW_MANY
"""

import json
import sys

from bot import config
from bot.bootstrap import House
from bot.domain import areas, people, registry
from bot.domain.people import PURPOSES


def main() -> None:
    house = House(config.from_env())
    ids = [f"U{n:032x}" for n in range(int(sys.argv[1]))]
    now = house.now()
    with house.store.write() as session:
        village = areas.add_village(session, "14160104")
        for n, line_id in enumerate(ids):
            user = people.consent(session, line_id, PURPOSES, now, channel="line")
            home = registry.enter(session, village, str(n + 1), now.date())
            people.move_in(session, user, home, now)
            user.display_name = f"คน {n}"
    sys.stdout.write(json.dumps(ids))


if __name__ == "__main__":
    main()
