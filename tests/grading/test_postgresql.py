"""The gradebook in PostgreSQL: a real server, made for the test and ended with it."""

import os
import shutil
import subprocess

import pytest

from tests.grading.test_classroom import CHAPTER, CLASS, scores
from tests.grading.test_grade import HONEST, SHORT, make_course
from tests.support.commands import dlcourse, nbgrader
from tests.support.programs import postgresql

pytestmark = [pytest.mark.needs("bubblewrap", "postgresql"), pytest.mark.slow]
PROGRAMS = postgresql()


@pytest.fixture
def db_url(tmp_path_factory):
    """A database on a server that listens on a socket in the file system, and nowhere else."""
    folder = tmp_path_factory.mktemp("pg")
    as_owner = []
    if os.getuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        for parent in folder.parents[:3]:
            parent.chmod(0o755)
        as_owner = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    subprocess.run([*as_owner, PROGRAMS / "initdb", "-D", data, "-U", "course", "-A", "trust"], check=True, cwd=folder)
    settings = f"-c listen_addresses='' -c unix_socket_directories={folder}"
    control = [*as_owner, PROGRAMS / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", settings, "start"], check=True, cwd=folder)
    yield f"postgresql+psycopg://course@/postgres?host={folder}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd=folder)


def test_grading_into_postgresql_gives_the_same_points(tmp_path, db_url):
    works = {name: CLASS[name][0] for name in HONEST}
    course = make_course(tmp_path, works, f"{SHORT}c.CourseDirectory.db_url = {db_url!r}\n")
    run = dlcourse(course, "grade", CHAPTER, "--workers", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    assert not (course / "gradebook.db").exists()
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}
    assert "graded 0, unchanged 4" in dlcourse(course, "grade", CHAPTER).stdout
