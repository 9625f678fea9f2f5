"""The only place where the parts meet: settings to store, clients, topics and loops."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import geothai

from bot import clock
from bot.config import Settings
from bot.db import Store
from bot.links import Links
from bot.routing import Rules

if TYPE_CHECKING:
    from flask import Flask

    from bot.errands import Runner
    from bot.line.client import LineClient
    from bot.maps import Geocoder
    from bot.patience import Patience
    from bot.sender import Sender
    from bot.worker import Worker


@dataclass
class House:
    """One process's parts, each made when first asked for."""

    settings: Settings
    now: Callable[[], datetime] = clock.now

    @cached_property
    def store(self) -> Store:
        if self.settings.on_sqlite:
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
        return Store(self.settings.database_url)

    @cached_property
    def rules(self) -> Rules:
        settings = self.settings
        return Rules(
            home_area=settings.home_area,
            office=_office(settings.home_area),
            contact=settings.contact,
            links=Links(settings.public_base_url, settings.secret_key),
            secret=settings.secret_key,
            geocodes=bool(settings.google_maps_api_key),
        )

    @cached_property
    def outgoing(self) -> threading.Event:
        return threading.Event()

    @property
    def photo_dir(self) -> Path:
        return self.settings.data_dir / "photos"

    def local_now(self) -> datetime:
        return self.now().astimezone(self.settings.zone)

    def line(self) -> "LineClient":
        """LINE's client, one a process; the SDK takes a second to import."""
        with self._line_lock:
            return self._line

    @cached_property
    def _line_lock(self) -> threading.Lock:
        return threading.Lock()

    @cached_property
    def _line(self) -> "LineClient":
        from bot.line.client import LineClient

        settings = self.settings
        return LineClient(
            settings.line_channel_access_token,
            settings.line_api_base,
            settings.line_data_api_base,
            self.now,
        )

    @cached_property
    def geocoder(self) -> "Geocoder | None":
        """None without a key: pins then stay without an address."""
        from bot.maps import GoogleGeocoder

        key, base = self.settings.google_maps_api_key, self.settings.google_maps_api_base
        return GoogleGeocoder(key, base) if key else None

    def web(self) -> "Flask":
        from bot.line.signature import Signature
        from bot.web import create_app

        signature = Signature(self.settings.line_channel_secret)
        return create_app(
            self.store, signature, self.rules, self.now, self.local_now, self.photo_dir
        )

    def worker(self) -> "Worker":
        from bot.worker import Worker
        from handlers import TOPICS

        return Worker(self.store, TOPICS, self.rules, self.settings.zone, self.now, self.outgoing)

    def sender(self) -> "Sender":
        from bot.sender import Sender

        return Sender(self.store, self.line, self.now, self.outgoing, self.settings.zone)

    def patience(self) -> "Patience":
        from bot.patience import Patience

        return Patience(self.store, self.line, self.now, self.outgoing)

    def runner(self) -> "Runner":
        from bot.errands import Runner

        return Runner(self.store, self.line, self.local_now, self.photo_dir, lambda: self.geocoder)


def _office(home_area: str | None) -> str:
    """Who asks for the data: the district's Community Development office."""
    district = geothai.district(home_area[:4]) if home_area and len(home_area) >= 4 else None
    return f"สำนักงานพัฒนาชุมชนอำเภอ{district.name_th}" if district else "สำนักงานพัฒนาชุมชน"
