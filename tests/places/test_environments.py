"""Kernels start in every kind of environment, also behind links, and see only what they need."""

import ast
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.places.clones import borrow_environment, link_folder

pytestmark = pytest.mark.slow

EVALUATE = """
import sys
from jupyter_core.utils import run_sync
from dlcourse.grading.jail import zygote_client
from dlcourse.grading.jupyter.manager import manager_of_forks

manager = manager_of_forks(sys.argv[1], bare=True)
run_sync(manager.start_kernel)()
client = manager.client()
client.start_channels()
sent = client.execute("import glob, os, sys, numpy", silent=True, user_expressions={"answer": sys.argv[2]})
while (reply := run_sync(client.get_shell_msg)(timeout=60))["parent_header"].get("msg_id") != sent:
    pass
run_sync(manager.shutdown_kernel)(now=True)
zygote_client.retire_all()
found = reply["content"]["user_expressions"]["answer"]
print(found["data"]["text/plain"] if found["status"] == "ok" else found)
"""
BASE = Path(os.path.realpath(sys.base_prefix))
PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def folder():
    """A folder with a path that is short enough for the sockets of zygotes."""
    folder = Path(tempfile.mkdtemp(prefix="places-"))
    yield folder
    shutil.rmtree(folder)


def answer(environment: Path, expression: str, *, temporary: Path, isolation: str = "bubblewrap"):
    """The value of an expression in a kernel without frameworks, started by this environment's Python."""
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    variables = outside | {"PYTHONPATH": str(REPOSITORY), "TMPDIR": str(temporary)}
    command = [environment / "bin" / "python", "-c", EVALUATE, isolation, expression]
    run = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=120)
    assert run.returncode == 0, run.stdout + run.stderr
    return ast.literal_eval(run.stdout)


def behind_links(folder: Path) -> Path:
    """An environment whose Python is a link to a link, in a folder that is a link."""
    (folder / "versions").mkdir()
    (folder / "versions" / "3").symlink_to(BASE)
    environment = folder / "environment"
    borrow_environment(environment)
    (environment / "pyvenv.cfg").write_text(f"home = {folder}/versions/3/bin\n")
    (environment / "bin" / "python").unlink()
    (folder / "programs").mkdir()
    (folder / "programs" / "python").symlink_to(folder / "versions" / "3" / "bin" / PYTHON)
    (environment / "bin" / "python").symlink_to("../../programs/python")
    return environment


def prefix(folder: Path) -> Path:
    """Python and the packages in one folder, as in conda: not an environment of another Python."""
    place = folder / "a prefix"
    (place / "bin").mkdir(parents=True)
    link_folder(BASE / "lib" / PYTHON, place / "lib" / PYTHON, "site-packages", "test", "idlelib", "__pycache__")
    for library in (BASE / "lib").glob("libpython*"):
        shutil.copy(library, place / "lib", follow_symlinks=False)
    (place / "lib" / PYTHON / "site-packages").symlink_to(sysconfig.get_path("purelib"))
    program, library = (BASE / "bin" / PYTHON).read_bytes(), str(BASE / "lib").encode()  # where it looks for libpython
    (place / "bin" / "python").write_bytes(program.replace(library, b"$ORIGIN/../lib".ljust(len(library), b"\0")))
    (place / "bin" / "python").chmod(0o755)
    return place


def linked_prefix(folder: Path) -> Path:
    """A link to such a folder."""
    prefix(folder)
    (folder / "link").symlink_to("a prefix")
    return folder / "link"


def without_links(folder: Path) -> Path:
    """An environment with its own copy of the program."""
    environment = folder / "environment"
    borrow_environment(environment)
    (environment / "bin" / "python").unlink()
    shutil.copy(BASE / "bin" / PYTHON, environment / "bin" / "python")
    return environment


SEEN = "[name for name in ('keras', 'scipy') for found in {packages!r} if glob.glob(os.path.join(found, name, '*'))]"


@pytest.mark.parametrize("make", [behind_links, prefix, linked_prefix, without_links])
def test_a_bare_kernel_starts_and_sees_no_framework_under_any_path(make, folder):
    environment = make(folder)
    packages = [
        sysconfig.get_path("purelib"),
        f"{environment}/lib/{PYTHON}/site-packages",
        f"{BASE}/lib/{PYTHON}/site-packages",
    ]
    assert answer(environment, SEEN.format(packages=packages), temporary=folder) == []


def test_a_kernel_of_an_environment_in_the_courses_own_folder_sees_no_files_of_the_course(folder):
    course = folder / "course"
    borrow_environment(course)
    (course / "gradebook.db").touch()
    (course / "solutions").mkdir()
    assert answer(course, f"sorted(os.listdir({str(course)!r}))", temporary=folder) == ["bin", "lib", "pyvenv.cfg"]


@pytest.mark.parametrize("isolation", ["bubblewrap", "none"])
def test_the_folder_for_temporary_files_may_have_a_long_path(folder, isolation):
    environment, long = folder / "environment", folder / ("t" * 120)
    borrow_environment(environment)
    long.mkdir()
    assert answer(environment, "1 + 1", temporary=long, isolation=isolation) == 2


WHERE = "from dlcourse.grading.jail import zygote_client; print(zygote_client._socket_path('bubblewrap', bare=True))"


def test_each_environment_has_one_zygote_also_behind_a_link(folder):
    borrow_environment(folder / "one")
    borrow_environment(folder / "two")
    (folder / "link").symlink_to("one")
    one, link, two = (
        subprocess.check_output(
            [folder / name / "bin" / python, "-c", WHERE], text=True, env=os.environ | {"PYTHONPATH": str(REPOSITORY)}
        )
        for name, python in (("one", "python"), ("link", "python3"), ("two", "python"))
    )
    assert one == link != two
