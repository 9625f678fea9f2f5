"""The bot's worker by the demo's clock."""

import logging

from bot import config, processes
from bot.bootstrap import House
from demo.ahead import FILE, Ahead


def main() -> None:
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s %(message)s")
    settings = config.from_env(need_line=True)
    house = House(settings, now=Ahead(settings.data_dir / FILE).now)
    processes.end_with_parent()
    processes.worker(house, with_clock=True)


if __name__ == "__main__":
    main()
