"""Settings: the only reader of the environment. `docs/settings.md` describes each."""

import os
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.errors import BadSetting

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Settings:
    """What an operator chose. Field names are the variables' names in lower case."""

    database_url: str
    data_dir: Path
    public_base_url: str
    secret_key: str
    port: int
    tz_name: str
    home_area: str | None
    contact: str | None
    line_channel_secret: str
    line_channel_access_token: str
    line_api_base: str
    line_data_api_base: str
    google_maps_api_key: str
    google_maps_api_base: str

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz_name)

    @property
    def on_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")


def from_env(env: Mapping[str, str] | None = None, *, need_line: bool = False) -> Settings:
    """Read and check every setting; raises BadSetting naming the first wrong one.

    With `need_line` the channel's secret and token must be there: only what talks to LINE asks.
    """
    env = os.environ if env is None else env
    data_dir = Path(env.get("DATA_DIR") or "./data").absolute()
    port = _port(env.get("PORT") or "8000")
    settings = Settings(
        database_url=_database_url(env.get("DATABASE_URL") or "", data_dir),
        data_dir=data_dir,
        public_base_url=_base(env, "PUBLIC_BASE_URL", f"http://localhost:{port}"),
        secret_key=env.get("SECRET_KEY") or _own_secret(data_dir),
        port=port,
        tz_name=_zone(env.get("TZ_NAME") or "Asia/Bangkok"),
        home_area=_home_area(env.get("HOME_AREA") or ""),
        contact=env.get("CONTACT") or None,
        line_channel_secret=env.get("LINE_CHANNEL_SECRET") or "",
        line_channel_access_token=env.get("LINE_CHANNEL_ACCESS_TOKEN") or "",
        line_api_base=_base(env, "LINE_API_BASE", "https://api.line.me"),
        line_data_api_base=_base(env, "LINE_DATA_API_BASE", "https://api-data.line.me"),
        google_maps_api_key=env.get("GOOGLE_MAPS_API_KEY") or "",
        google_maps_api_base=_base(env, "GOOGLE_MAPS_API_BASE", "https://maps.googleapis.com"),
    )
    if len(settings.secret_key) < 16:
        raise BadSetting("SECRET_KEY is shorter than 16 characters: choose a long random one")
    if need_line:
        _require_line(settings)
    return settings


def log_level(env: Mapping[str, str] | None = None) -> str:
    """How much is logged: DEBUG, INFO, WARNING or ERROR."""
    env = os.environ if env is None else env
    level = (env.get("LOG_LEVEL") or "INFO").upper()
    if level not in ("DEBUG", "INFO", "WARNING", "ERROR"):
        raise BadSetting(f"LOG_LEVEL is “{level}”: write DEBUG, INFO, WARNING or ERROR")
    return level


def _require_line(settings: Settings) -> None:
    for name in ("LINE_CHANNEL_SECRET", "LINE_CHANNEL_ACCESS_TOKEN"):
        if not getattr(settings, name.lower()):
            raise BadSetting(
                f"{name} is not set: copy it from the LINE Developers console, Messaging API"
            )


def _database_url(url: str, data_dir: Path) -> str:
    """Operators write postgres:// or postgresql://; which driver speaks it is ours to choose."""
    if not url:
        return f"sqlite:///{data_dir / 'khwamdee.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.startswith("/"):
        return url
    raise BadSetting(
        f"DATABASE_URL starts with “{scheme}”: write postgresql://… or sqlite:////path/file.db"
    )


def _base(env: Mapping[str, str], name: str, default: str) -> str:
    url = (env.get(name) or default).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise BadSetting(f"{name} is “{url}”: write it as https://host")
    return url


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise BadSetting(f"PORT is “{text}”: write a number from 0 to 65535")
    return int(text)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadSetting(f"TZ_NAME is “{name}”: write a zone such as Asia/Bangkok") from None
    return name


def _home_area(code: str) -> str | None:
    if code and not re.fullmatch(r"\d{2}(\d{2}){0,3}", code):
        raise BadSetting(
            f"HOME_AREA is “{code}”: write a DOPA code of 2, 4, 6 or 8 digits, such as 141601"
        )
    return code or None


def _own_secret(data_dir: Path) -> str:
    """Where none is given, one is made once and kept beside the data, readable by us alone."""
    path = data_dir / "secret_key"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    except OSError as error:
        raise BadSetting(f"DATA_DIR {data_dir} cannot be written: {error.strerror}") from None
    return _written(path)


def _written(path: Path) -> str:
    """What is in a file that a process started beside us may have made but not yet filled."""
    until = time.monotonic() + 2
    while not (text := path.read_text()) and time.monotonic() < until:
        time.sleep(0.01)
    return text
