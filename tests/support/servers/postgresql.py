"""A real PostgreSQL."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.programs import postgresql


@contextmanager
def database() -> Iterator[str]:
    """A database on a server that listens on a socket in the file system, and nowhere else; yields its address."""
    # In pytest's own folder another user cannot stay: each start of pytest takes away the right to enter it.
    with TemporaryDirectory(prefix="dlcourse-pg-", dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield from _serve(Path(folder))


def _serve(folder: Path) -> Iterator[str]:
    programs = postgresql()
    assert programs, "such a test is marked with needs"
    as_owner: list[str | Path] = []
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run([*as_owner, programs / "initdb", "-D", data, "-U", "course", "-A", "trust"], check=True, cwd=folder)
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    control: list[str | Path] = [*as_owner, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", settings, "start"], check=True, cwd=folder)
    try:
        yield f"postgresql+psycopg://course@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder)
