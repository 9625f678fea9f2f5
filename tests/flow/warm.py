"""Processes of the bot that are forked from one which has imported everything already.

A worker takes two seconds to import itself and the SDK, and the tests that kill need three or four
processes each. What is forked is a process like any other: it has its own arguments, environment
and database connections, and dies of SIGKILL. That the commands start cold as well is what
tests/test_commands.py shows.
"""

import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

import handlers
from bot import commands, processes
from bot.__main__ import main
from bot.line import client
from bot.web import intake
from tests.flow import dying

LOADED = (handlers, commands, processes, client, intake)
"""What web and worker import at their first use."""

_server = multiprocessing.get_context("forkserver")
_server.set_forkserver_preload([__name__])


def start(
    words: Sequence[str], env: Mapping[str, str], *, stage: str | None, marker: Path
) -> BaseProcess:
    """`khwamdee WORDS`; with a `stage`, it dies there once."""
    process = _server.Process(target=_live, args=(list(words), dict(env), stage, marker))
    process.start()
    return process


def _live(words: list[str], env: dict[str, str], stage: str | None, marker: Path) -> None:
    os.environ.clear()
    os.environ.update(env)
    if stage:
        dying.arm(stage, marker)
    sys.exit(main(words))
