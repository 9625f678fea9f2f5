"""Pages for everybody: what this is, and what is done with what people tell it."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from bot.db import Store
from bot.domain import areas, channel, elections
from bot.messages.joining import TICKS
from bot.messages.votes import how_decided
from bot.routing import Rules

MOST_RESULTS = 60
"""On one page; a village has one a month."""


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

    @public.get("/results")
    def results() -> ResponseReturnValue:
        """Every candidate by house number, หมู่ and votes, the winner first; no names."""
        with store.read() as session:
            found = [
                {
                    "month": election.month,
                    "area": areas.title(session, election.area_code),
                    "lines": [
                        (c.household.address, c.votes)
                        for c in sorted(election.candidates, key=lambda c: c.rank or 0)
                    ],
                    "turnout": election.turnout,
                    "households": election.households,
                    "how": how_decided(election),
                }
                for election in elections.decided(session, rules.home_area or "", MOST_RESULTS)
            ]
        answer = make_response(render_template("results.html", results=found))
        answer.cache_control.max_age = 1
        return answer

    return public
