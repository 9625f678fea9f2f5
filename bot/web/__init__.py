"""The web process: the webhook, the pages, and what operators ask."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from bot.config import ROOT
from bot.db import Store
from bot.line.signature import Signature
from bot.routing import Rules
from bot.web import (
    evidence,
    faces,
    health,
    me,
    me_paper,
    paper,
    paper_votes,
    pin_card,
    pins,
    pins_feed,
    public,
    results,
    results_shared,
    sheets,
    webhook,
)
from bot.web.intake import Intake
from bot.web.policy import content_policy
from bot.wording import FILTERS


def create_app(
    store: Store,
    signature: Signature,
    rules: Rules,
    clock: Callable[[], datetime],
    local_now: Callable[[], datetime],
    photo_dir: Path,
) -> Flask:
    """`clock` is the real one, in UTC; `local_now` tells the village's day to the pages."""
    app = Flask(__name__, template_folder=str(ROOT / "templates" / "web"), static_folder="static")
    app.jinja_env.filters.update(FILTERS)
    app.register_blueprint(webhook.blueprint(signature, Intake(store), clock))
    app.register_blueprint(health.blueprint(store, clock))
    app.register_blueprint(public.blueprint(store, rules))
    app.register_blueprint(results.blueprint(store, rules, local_now))
    app.register_blueprint(results_shared.blueprint(store, rules, local_now, photo_dir))
    app.register_blueprint(faces.blueprint(store, rules, photo_dir))
    app.register_blueprint(pins.blueprint(store, rules))
    app.register_blueprint(pin_card.blueprint(store, rules, photo_dir))
    app.register_blueprint(pins_feed.blueprint(store, rules))
    app.register_blueprint(me.blueprint(store, rules, local_now))
    app.register_blueprint(evidence.blueprint(store, rules, photo_dir))
    app.register_blueprint(sheets.blueprint(store, rules, photo_dir))
    app.register_blueprint(me_paper.blueprint(store, rules, local_now))
    app.register_blueprint(paper.blueprint(store, rules, clock, local_now))
    app.register_blueprint(paper_votes.blueprint(store, rules, clock, local_now))
    app.register_error_handler(HTTPException, _kindly)
    app.after_request(_guard)
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    return app


def _kindly(error: HTTPException) -> ResponseReturnValue:
    """A page for people, whatever went wrong."""
    if error.code is None or error.code < 400:
        return error
    return render_template("error.html", code=error.code), error.code


def _guard(response: Response) -> Response:
    if response.content_length == 0:  # an empty answer, as LINE gets it, shows nothing
        return response
    response.headers.setdefault("Content-Security-Policy", content_policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response
