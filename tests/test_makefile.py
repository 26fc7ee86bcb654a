"""What `make environment` does and prints, for environments of one small package that needs no network."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from dlcourse.student.doctor import PYTHONS
from tests.conftest import REPOSITORY

BASE = sys._base_executable
PROJECT = '[build-system]\nrequires = []\nbuild-backend = "build"\nbackend-path = ["."]\n[project]\nname = "tiny"\nversion = "1"\n'
BUILD = """
import zipfile


def build_editable(folder, *_):
    name = "tiny-1-py3-none-any.whl"
    with zipfile.ZipFile(f"{folder}/{name}", "w") as wheel:
        wheel.writestr("tiny-1.dist-info/METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n")
        wheel.writestr("tiny-1.dist-info/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr("tiny-1.dist-info/RECORD", "")
    return name
"""


@pytest.fixture
def course(tmp_path):
    """A course that needs one package, in a folder whose name has blanks, parentheses and Korean letters."""
    course = tmp_path / "내 강의 (봄)" / "dlcourse"
    course.mkdir(parents=True)
    for name in ("Makefile", "environment.py"):
        shutil.copy(REPOSITORY / name, course)
    with zipfile.ZipFile(tmp_path / "small-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("small.py", "")
        wheel.writestr("small-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: small\nVersion: 1\n")
        wheel.writestr("small-1.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("small-1.dist-info/RECORD", "")
    (course / "requirements.txt").write_text("small==1\n", encoding="utf-8")
    (course / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    (course / "build.py").write_text(BUILD, encoding="utf-8")
    return course


def make(course: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess:
    """Run make with this Python's uv and without a network."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_", "MAKE"))}
    environment |= {
        "PATH": f"{Path(sys.prefix) / 'bin'}:{os.environ['PATH']}",
        "UV_FIND_LINKS": str(course.parents[1]),
        "UV_NO_INDEX": "1",
        "UV_CACHE_DIR": str(course.parents[1] / "cache"),
    } | variables
    command = ["make", "environment", f"PYTHON={BASE}", *arguments]
    return subprocess.run(command, cwd=course, env=environment, capture_output=True, text=True, check=False)


def works(course: Path) -> bool:
    program = [course / ".venv" / "bin" / "python", "-c", "import small"]
    return subprocess.run(program, capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_an_environment_is_made_once(course):
    first = make(course)
    assert first.returncode == 0, first.stdout + first.stderr
    assert first.stdout.startswith("Setting up Python")
    assert works(course)
    made = (course / ".venv").stat().st_ino
    again = make(course)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert (course / ".venv").stat().st_ino == made


@pytest.mark.slow
def test_an_existing_environment_keeps_its_python(course):
    assert make(course).returncode == 0
    command = ["make", "environment"]
    run = subprocess.run(
        command, cwd=course, env={"PATH": "/usr/bin:/bin"}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def change_folder(course):
    moved = course.with_name("renamed")
    course.rename(moved)
    return moved


def change_python(course):
    ready = course / ".venv" / ".ready"
    ready.write_text(ready.read_text().replace(" in ", " in /another"))
    return course


def make_incomplete(course):
    (course / ".venv" / ".ready").unlink()
    return course


CHANGES = {
    "folder": (change_folder, "The course's folder has moved"),
    "python": (change_python, "made with another Python"),
    "incomplete": (make_incomplete, "is not complete"),
}


@pytest.mark.slow
@pytest.mark.parametrize(("change", "says"), CHANGES.values(), ids=CHANGES)
def test_an_environment_that_does_not_fit_is_made_again(course, change, says):
    assert make(course).returncode == 0
    course = change(course)
    mark = course / ".venv" / "of-the-old-one"
    mark.touch()
    run = make(course)
    assert run.returncode == 0, run.stdout + run.stderr
    assert says in run.stdout.splitlines()[0]
    assert works(course)
    assert not mark.exists()
    assert not (course / ".venv.old").exists()
    assert make(course).stdout == ""


@pytest.mark.slow
def test_after_the_lock_has_changed_the_environment_is_updated(course):
    assert make(course).returncode == 0
    made = (course / ".venv").stat().st_ino
    (course / "requirements.txt").write_text("# none any more\nsmall==1\n", encoding="utf-8")
    run = make(course)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "list of packages has changed" in run.stdout
    assert (course / ".venv").stat().st_ino == made


@pytest.mark.slow
def test_a_missing_package_leaves_no_incomplete_environment(course):
    (course / "requirements.txt").write_text("small==2\n", encoding="utf-8")
    run = make(course)
    assert run.returncode != 0
    said = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1, said
    assert said[0].startswith("Set-up failed: ")
    assert not (course / ".venv").exists()


@pytest.mark.slow
def test_without_network_one_line_says_what_to_do(course):
    (course / "requirements.txt").write_text("numpy==2.4.6\n", encoding="utf-8")
    run = make(course, UV_NO_INDEX="0", UV_DEFAULT_INDEX="http://127.0.0.1:1/simple", UV_HTTP_RETRIES="0")
    assert run.returncode != 0
    said = [line for line in run.stderr.splitlines() if not line.startswith("make")]
    assert len(said) == 1, said
    assert said[0].startswith("The packages cannot be downloaded. Connect this machine to the network")
    assert not (course / ".venv").exists()


@pytest.mark.slow
def test_if_the_new_environment_cannot_be_made_the_old_one_is_kept(course):
    assert make(course).returncode == 0
    (course / "requirements.txt").write_text("small==2\n", encoding="utf-8")
    course = change_folder(course)
    assert make(course).returncode != 0
    assert works(course)
    assert not (course / ".venv.old").exists()


@pytest.mark.slow
@pytest.mark.parametrize("python", ["false", "no-such-program", "/nowhere/bin/python 3"])
def test_another_python_is_refused_with_a_clear_line(course, python):
    run = make(course, f"PYTHON={python}")
    assert run.returncode != 0
    assert "dlcourse needs Python 3.11, 3.12 or 3.13." in run.stdout
    assert not (course / ".venv").exists()


def test_make_doctor_and_pyproject_know_the_same_pythons():
    from packaging.specifiers import SpecifierSet

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    allowed = SpecifierSet(project["requires-python"])
    minors = [minor for minor in range(8, 20) if allowed.contains(f"3.{minor}.1")]
    assert [(3, minor) for minor in minors] == list(PYTHONS)
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert f"not (3, {minors[0]}) <= sys.version_info < (3, {minors[-1] + 1})" in makefile


def test_the_help_lists_the_commands():
    run = subprocess.run(["make", "help"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    for target in ("lab", "test", "test-all", "build", "docs", "handout", "lock", "clean"):
        assert f"make {target} " in run.stdout


def commands_of_ci():
    """Every command that CI runs."""
    workflow = yaml.safe_load((REPOSITORY / ".github/workflows/ci.yml").read_text(encoding="utf-8"))
    for job in workflow["jobs"].values():
        assert 0 < job["timeout-minutes"] <= 60
        yield from (step["run"] for step in job["steps"] if "run" in step)


def test_the_commands_of_ci_exist():
    commands = list(commands_of_ci())
    assert ".ci/run" in commands
    for command in commands:
        for word in command.split():
            if word.startswith(("tests/", "solutions/", ".ci/")) or word.endswith(".txt"):
                assert (REPOSITORY / word).exists(), f"{command}: there is no {word}"
        if command.startswith("make "):
            known = subprocess.run(["make", "-n", command.split()[1]], cwd=REPOSITORY, capture_output=True, check=False)
            assert known.returncode == 0, command
