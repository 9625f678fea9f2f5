"""The command line: `khwamdee COMMAND`. Starts within a second: each command imports its own."""

import argparse
import logging
import sys
from collections.abc import Sequence

from bot.errors import BadSetting

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 if it did what it says, 1 if not, 2 for a wrong call."""
    options = _parser().parse_args(arguments)
    from bot import commands, config

    try:
        logging.basicConfig(level=config.log_level(), format=LOG_FORMAT)
        for noisy in ("apscheduler", "alembic", "waitress.queue", "urllib3"):
            logging.getLogger(noisy).setLevel(logging.WARNING)
        return int(getattr(commands, options.run)(options))
    except BadSetting as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except BrokenPipeError:
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="khwamdee", description="ธนาคารความดีในไลน์")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, explain: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=explain, description=explain)
        command.set_defaults(run=name.replace("-", "_"))
        return command

    serve = add("serve", "web, worker and clock in one")
    web = add("web", "answer LINE and show pages")
    demo = add("demo", "everything with a sample tambon and LINE in the browser")
    for command in (serve, web, demo):
        command.add_argument("--port", type=int, help="default: PORT, else 8000")
    demo.add_argument("--no-open", action="store_true", help="do not open the browser")
    worker = add("worker", "handle events, send messages, run errands")
    worker.add_argument("--with-clock", action="store_true", help=argparse.SUPPRESS)
    worker.add_argument("--until-parent-ends", action="store_true", help=argparse.SUPPRESS)
    add("clock", "run due jobs every minute")
    add("migrate", "bring the schema to head")
    add("doctor", "say what is misconfigured and how to mend it")
    understand = add("understand", "JSON lines in, what was understood out")
    understand.add_argument("--explain", action="store_true", help="say why, too")
    jobs = add("jobs", "what happens by the clock, and when next")
    jobs.add_argument(
        "--words", action=argparse.BooleanOptionalAction, default=None,
        help="in Thai, for people; so by itself in a terminal",
    )  # fmt: skip
    job = add("run-job", "do what is due of one job at a moment")
    job.add_argument("name")
    job.add_argument("--at", required=True, metavar="ISO8601")
    setting = add("setting", "what an area decides for itself: show it, or set it")
    setting.add_argument("area_code")
    setting.add_argument("name", nargs="?")
    setting.add_argument("value", nargs="?", help="empty takes it back")
    add("budget", "this month's messages: used, left, forecast")
    grant = add("grant", "give a role over an area")
    grant.add_argument("line_user_id")
    grant.add_argument("role")
    grant.add_argument("area_code")
    add("group-code", "a code that ties one group to an area").add_argument("area_code")
    imports = add("import", "read a file into the register or the books")
    exports = add("export", "write the register or the books to a file")
    for files in (imports, exports):
        files.add_argument("kind")
        files.add_argument("file")
    imports.set_defaults(run="import_file")
    exports.set_defaults(run="export_file")
    imports.add_argument("--skip-bad", action="store_true", help="write the good rows all the same")
    add("erase", "forget a person at once").add_argument("line_user_id")
    return parser


if __name__ == "__main__":
    sys.exit(main())
