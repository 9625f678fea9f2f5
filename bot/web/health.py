"""/healthz, /readyz and /metrics: what an operator and their machines ask."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy.exc import SQLAlchemyError

from bot import inbox, outbox, schema
from bot.db import Store

OLDEST = timedelta(seconds=60)
"""An event that waits longer means that no worker works."""


class Rows:
    """Counts of the inbox and outbox, read from the store when asked."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def collect(self) -> Iterator[Metric]:
        with self._store.read() as session:
            events, sends = inbox.counts(session), outbox.counts(session)
            oldest = inbox.oldest_waiting(session)
        for name, help_text, counts in (
            ("khwamdee_inbox_events", "Events by state", events),
            ("khwamdee_outbox_messages", "Messages by state", sends),
        ):
            family = GaugeMetricFamily(name, help_text, labels=["state"])
            for state, count in counts.items():
                family.add_metric([state], count)
            yield family
        age = (self._clock() - oldest).total_seconds() if oldest else 0
        yield GaugeMetricFamily(
            "khwamdee_inbox_oldest_seconds", "Age of the oldest unhandled event", value=age
        )


def blueprint(store: Store, clock: Callable[[], datetime]) -> Blueprint:
    health = Blueprint("health", __name__)
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Rows(store, clock))

    @health.get("/healthz")
    def alive() -> ResponseReturnValue:
        return "ok", 200

    @health.get("/readyz")
    def ready() -> ResponseReturnValue:
        """503 names what is missing: the store, the schema, or a worker."""
        try:
            with store.read() as session:
                at_head = schema.current(session) == schema.head()
                oldest = inbox.oldest_waiting(session)
        except SQLAlchemyError:
            return jsonify(ready=False, missing="store"), 503
        if not at_head:
            return jsonify(ready=False, missing="schema"), 503
        if oldest is not None and clock() - oldest > OLDEST:
            return jsonify(ready=False, missing="worker"), 503
        return jsonify(ready=True), 200

    @health.get("/metrics")
    def metrics() -> ResponseReturnValue:
        try:
            return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
        except SQLAlchemyError:
            return "store", 503

    return health
