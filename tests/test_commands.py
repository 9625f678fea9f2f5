"""The command line, as an operator types it, in processes of its own."""

import json
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bot import config
from bot.__main__ import main
from bot.errors import BadSetting

SOMEBODY = "U" + "a" * 32
OURS = {"PYTHONPATH": str(Path(__file__).parents[1])}
"""The bot of this working tree, also where another is installed."""


def khwamdee(
    *words: str, cwd: Path, stdin: str = "", **env: str
) -> subprocess.CompletedProcess[str]:
    clean = {
        k: v for k, v in os.environ.items() if not k.startswith(("LINE_", "DATA", "HOME_AREA"))
    }
    return subprocess.run(
        [sys.executable, "-m", "bot", *words], cwd=cwd, env={**clean, **OURS, **env}, input=stdin,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_every_command_is_there(tmp_path: Path) -> None:
    done = khwamdee("--help", cwd=tmp_path)
    assert done.returncode == 0
    for command in ("serve", "web", "worker", "clock", "demo", "migrate", "doctor", "understand",
                    "jobs", "run-job", "grant", "group-code", "import", "export", "erase"):  # fmt: skip
        assert command in done.stdout


@pytest.mark.parametrize("words", [("jobs",), ("understand",), ("grant", "x", "y", "z")])
def test_light_commands_import_nothing_heavy(tmp_path: Path, words: tuple[str, ...]) -> None:
    code = (
        "import sys; from bot.__main__ import main; "
        f"main({list(words)!r}); heavy = {{'linebot', 'typst', 'openpyxl', 'waitress'}}; "
        "sys.exit(3 if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={**os.environ, **OURS, "DATA_DIR": str(tmp_path)},
        input="", capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_group_code_prints_only_the_code(tmp_path: Path) -> None:
    done = khwamdee("group-code", "141601", cwd=tmp_path)
    assert re.fullmatch(r"[A-Z2-9]{6}\n", done.stdout)
    assert khwamdee("group-code", "149999", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("grant", SOMEBODY, "king", "141601"), "no role is called king"),
        (("grant", "somsri", "officer", "141601"), "LINE user id"),
        (("grant", SOMEBODY, "officer", "999999"), "no area"),
        (("grant", SOMEBODY, "officer", "14160104"), "no area"),
    ],
)
def test_grant_refuses_in_one_line(tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    done = khwamdee(*words, cwd=tmp_path)
    assert done.returncode == 1
    assert why in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_grant_jobs_erase_and_files(tmp_path: Path) -> None:
    assert khwamdee("grant", SOMEBODY, "officer", "141601", cwd=tmp_path).returncode == 0
    jobs = khwamdee("jobs", cwd=tmp_path).stdout.splitlines()
    due = dict(line.split() for line in jobs)
    assert set(due) == {
        "month-close",
        "candidates",
        "vote-open",
        "vote-remind",
        "vote-close",
        "results",
        "vote-times",
        "tambon-vote",
        "district-vote",
        "nudge",
        "meetings",
        "digest",
        "retention",
        "quota",
        "deliver-due",
    }
    assert re.fullmatch(r"....-..-04T08:00\+07:00", due["candidates"])
    assert re.search(r"T03:00\+07:00$", due["retention"])
    at = "2026-11-23T03:00"
    assert "done" in khwamdee("run-job", "retention", "--at", at, cwd=tmp_path).stdout
    assert "nothing was due" in khwamdee("run-job", "retention", "--at", at, cwd=tmp_path).stdout
    assert khwamdee("run-job", "party", "--at", at, cwd=tmp_path).returncode == 1
    assert khwamdee("erase", SOMEBODY, cwd=tmp_path).returncode == 1
    (tmp_path / "v.csv").write_text("village_code\n14160104\n9\n")
    done = khwamdee("import", "villages", "v.csv", cwd=tmp_path)
    assert done.returncode == 1
    assert "แถว 3:" in done.stderr
    assert khwamdee("import", "villages", "v.csv", "--skip-bad", cwd=tmp_path).returncode == 1
    assert khwamdee("export", "villages", "out.csv", cwd=tmp_path).returncode == 0
    assert "14160104" in (tmp_path / "out.csv").read_text()
    assert khwamdee("export", "dreams", "out.csv", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    "at",
    [
        "soon",
        "0001-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "2019-12-31",
        "2569-11-23T03:00",
    ],
)
def test_a_job_at_no_time_the_village_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], at: str
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert main(["run-job", "retention", "--at", at]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{at} is not a time the village knows")


def test_a_file_that_cannot_be_read_or_written_costs_one_line(tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"")
    for words in (("import", "villages", "bad.xlsx"), ("export", "villages", "nowhere/v.csv")):
        done = khwamdee(*words, cwd=tmp_path)
        assert done.returncode == 1
        [line] = done.stderr.splitlines()
        assert words[-1] in line


def test_understand_streams_and_passes_over_a_broken_line(tmp_path: Path) -> None:
    item = {
        "id": "a",
        "text": "เมื่อวานปลูกผัก 5 ต้น",
        "sent_at": "2026-11-23T10:00:00+07:00",
        "context": "1:1",
    }
    lines = [json.dumps(item), "{broken", "[]", json.dumps({**item, "id": "b", "text": "สมุดความดี"})]
    done = khwamdee("understand", cwd=tmp_path, stdin="\n".join(lines) + "\n")
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["id"], first["intent"], first["categories"]) == (
        "a",
        "deed_report",
        ["food.vegetables"],
    )
    assert (first["quantity"], first["unit"], first["deed_date"]) == (5, "ต้น", "2026-11-22")
    assert (second["id"], second["intent"]) == ("b", "balance")
    assert len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "data").exists()


def test_serve_without_a_channel_says_what_is_missing(tmp_path: Path) -> None:
    done = khwamdee("serve", cwd=tmp_path)
    assert done.returncode == 1
    assert "LINE_CHANNEL_SECRET is not set" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_names_each_fault_and_its_cure(tmp_path: Path) -> None:
    done = khwamdee("doctor", cwd=tmp_path)
    assert done.returncode == 1
    for words in ("LINE_CHANNEL_SECRET", "HOME_AREA", "PUBLIC_BASE_URL", "ยังไม่ได้ใส่ค่า"):
        assert words in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("DATABASE_URL", "mysql://x", "DATABASE_URL"),
        ("PORT", "many", "PORT"),
        ("TZ_NAME", "Moon/Base", "TZ_NAME"),
        ("HOME_AREA", "14160", "HOME_AREA"),
        ("PUBLIC_BASE_URL", "khwamdee.example", "PUBLIC_BASE_URL"),
        ("LINE_API_BASE", "ftp://x", "LINE_API_BASE"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("DATA_DIR", "/proc/nowhere", "DATA_DIR"),
    ],
)
def test_a_bad_setting_is_named(tmp_path: Path, name: str, value: str, why: str) -> None:
    with pytest.raises(BadSetting, match=why):
        config.from_env({"DATA_DIR": str(tmp_path), name: value})


@pytest.mark.parametrize("url", ["postgres://u:p@h/d", "postgresql://u:p@h/d"])
def test_postgres_urls_as_operators_write_them(tmp_path: Path, url: str) -> None:
    found = config.from_env({"DATA_DIR": str(tmp_path), "DATABASE_URL": url})
    assert found.database_url == "postgresql+psycopg://u:p@h/d"


def test_the_secret_key_is_made_once(tmp_path: Path) -> None:
    one, two = (config.from_env({"DATA_DIR": str(tmp_path)}).secret_key for _ in range(2))
    assert one == two
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_the_secret_key_of_a_process_that_starts_beside_us_is_waited_for(tmp_path: Path) -> None:
    """Web and worker start together: one has made the file and is about to fill it."""
    path = tmp_path / "secret_key"
    path.touch()
    other = threading.Timer(0.1, path.write_text, ["a secret of another process"])
    other.start()
    assert config.from_env({"DATA_DIR": str(tmp_path)}).secret_key == "a secret of another process"
    other.join()
