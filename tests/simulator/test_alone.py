"""The simulator stands alone: it knows nothing of the bot, and runs by itself."""

import ast
import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

import simulator

ROOT = Path(simulator.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))


def imports(source: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_imports_neither_bot_nor_sdk(source: Path) -> None:
    allowed = {"simulator", "flask", "waitress", "werkzeug", "regex"} | set(sys.stdlib_module_names)
    assert imports(source) <= allowed


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_stay_small(source: Path) -> None:
    assert len(source.read_text(encoding="utf-8").splitlines()) < 300


def test_python_m_simulator() -> None:
    environment = {"LINE_CHANNEL_SECRET": "", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "simulator", "--port", "0", "--token", "t", "--secret", "s"]
    process = subprocess.Popen(
        [*command, "--webhook", "http://127.0.0.1:9/line/webhook"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout
        first, second = process.stdout.readline(), process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+", first)
        assert address
        assert second == f"LINE_API_BASE={address[0]}/simulator/line\n"
        request = urllib.request.Request(
            f"{address[0]}/simulator/line/v2/bot/info", headers={"Authorization": "Bearer t"}
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status == 200
        process.send_signal(2)
        assert process.wait(10) == 0
    finally:
        process.kill()
        process.communicate()
