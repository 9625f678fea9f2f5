"""Pages for everybody: what this is, and what is done with what people tell it."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, channel
from bot.messages.joining import TICKS
from bot.routing import Rules


def blueprint(store: Store, rules: Rules) -> Blueprint:
    public = Blueprint("public", __name__)

    @public.get("/")
    def home() -> ResponseReturnValue:
        with store.read() as session:
            bot = channel.basic_id(session)
            place = areas.title(session, rules.home_area) if rules.home_area else None
        add = rules.links.chat_with_bot(bot, "ลงทะเบียน") if bot else None
        return render_template("home.html", place=place, add=add)

    @public.get("/privacy")
    def privacy() -> ResponseReturnValue:
        """The whole notice; the card in the chat is its short form."""
        return render_template(
            "privacy.html",
            office=rules.office,
            contact=rules.contact,
            ticks=TICKS.values(),
        )

    return public
