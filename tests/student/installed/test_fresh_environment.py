"""The wheel in a new environment, with another Python where there is one: all that a student does there."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY
from tests.student.installed.images import run, stages

pytestmark = pytest.mark.slow

FIRST = CHAPTERS[0].name


def pythons():
    """Every Python on this machine that runs, with its version, newest first."""
    on_path = filter(None, (shutil.which(f"python3.{minor}") for minor in range(20, 10, -1)))
    places = [
        *map(Path, on_path),
        *Path.home().glob(".pyenv/versions/*/bin/python3"),
        *Path("/opt").glob("*/bin/python3"),
    ]
    found = {}
    for program in places:
        says = subprocess.run([program, "-c", "import platform; print(platform.python_version())"],
                              capture_output=True, text=True, check=False)  # fmt: skip
        if says.returncode == 0:
            found.setdefault(Version(says.stdout.strip()), program)
    return sorted(found.items(), reverse=True)


def another_python(wheel):
    """A Python that the wheel supports; another one than the tests' if there is one."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(name).decode("utf-8").splitlines()
    wanted = SpecifierSet(next(line.partition(": ")[2] for line in lines if line.startswith("Requires-Python: ")))
    usable = [
        (version.release[:2] != sys.version_info[:2], program) for version, program in pythons() if version in wanted
    ]
    return max(usable, key=lambda usable: usable[0], default=(False, sys.executable))[1]


def uv(*arguments):
    done = subprocess.run(["uv", *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def programs(wheel, tmp_path_factory):
    """The folder of programs in a new environment with the wheel and the versions of the lock."""
    environment = tmp_path_factory.mktemp("environment") / "course"
    uv("venv", "--seed", "--python", another_python(wheel), environment)
    folder = environment / ("Scripts" if os.name == "nt" else "bin")
    constraints = ["--constraints", REPOSITORY / "requirements.txt"]
    uv("pip", "install", "--python", folder / "python", *constraints, wheel, "setuptools", "wheel")
    return folder


@pytest.fixture(scope="module")
def student(programs, tmp_path_factory):
    """A student who runs commands in a home folder, outside of any checkout."""
    home = tmp_path_factory.mktemp("home")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTHON"))}
    environment |= {"HOME": str(home), "COLUMNS": "200"}

    def dlcourse(*arguments, cwd=home):
        command = [programs / "dlcourse", *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )

    dlcourse.home = home
    dlcourse.notebooks = home / "dlcourse-notebooks"
    started = dlcourse("lab", "--", "--version")
    assert started.returncode == 0, started.stderr
    return dlcourse


def test_lab_has_copied_the_notebooks(student):
    assert sorted(path.stem for path in student.notebooks.glob("*/*.ipynb")) == [chapter.name for chapter in CHAPTERS]
    assert (student.notebooks / "Start here.md").is_file()


def test_a_chapter_without_answers_runs_and_has_no_points(student):
    done = student("check", student.notebooks / FIRST / f"{FIRST}.ipynb", "--json")
    assert done.returncode == 1, done.stderr
    result = json.loads(done.stdout)
    assert (result["earned"], result["points"]) == (0, 20)


def test_a_solved_chapter_has_all_points_except_those_of_the_written_answer(student, tmp_path):
    shutil.copy(REPOSITORY / "solutions" / FIRST / f"{FIRST}.ipynb", tmp_path)
    done = student("check", tmp_path / f"{FIRST}.ipynb", "--json")
    assert json.loads(done.stdout)["earned"] == 18, done.stderr


def test_progress_doctor_and_update_work_in_any_folder(student):
    done = student("progress", "--json")
    assert [chapter["name"] for chapter in json.loads(done.stdout)] == [chapter.name for chapter in CHAPTERS]
    done = student("doctor")
    assert done.returncode == 0, done.stdout
    assert "as the course needs" in done.stdout
    done = student("update")
    assert done.returncode == 0, done.stderr
    assert f"{len(CHAPTERS)} notebooks are up to date" in done.stdout


def test_shipped_data_is_found(programs, student):
    code = "from dlcourse.data import load; print(len(load('reviews_ko').x_train) > 100)"
    done = subprocess.run(
        [programs / "python", "-c", code], cwd=student.home, capture_output=True, text=True, check=False
    )
    assert done.stdout == "True\n", done.stderr


def test_commands_for_instructors_end_with_one_line(student):
    for command in (["build"], ["grade", FIRST], ["report", FIRST], ["lab", "--instructor"]):
        done = student(*command)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1, done.stderr


def test_the_run_lines_of_the_image_work(programs, wheel, tmp_path):
    """Each RUN line of the Dockerfile, except installing packages (done in this environment) and adding an account."""
    wheel_stage, image = stages(REPOSITORY / "binder" / "Dockerfile")
    clone, handout = tmp_path / "clone", tmp_path / "handout"
    clone.mkdir()
    for name in (
        "setup.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "requirements.txt",
        "dlcourse",
        "data",
        "notebooks",
    ):
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copy
        copy(REPOSITORY / name, clone / name)
    handout.mkdir()
    shutil.copy(wheel, handout)
    shutil.copy(REPOSITORY / "requirements.txt", handout / "constraints.txt")
    for number, context in enumerate((clone, handout)):
        places = {"/course": context, "/handout": tmp_path / f"made-{number}"}
        for command in [rest for word, rest in wheel_stage if word == "RUN"]:
            run(command, places, programs, context)
        assert {path.name for path in places["/handout"].iterdir()} == {wheel.name, "constraints.txt"}
    home = tmp_path / "home"
    home.mkdir()
    places = {"/opt/settings": tmp_path / "settings", "/usr/local/etc": tmp_path / "etc"}
    for command in [rest for word, rest in image if word == "RUN"]:
        if not command.startswith(("pip install", "useradd")):
            run(command, places, programs, home)
    assert (tmp_path / "settings" / "student" / "jupyter_server_config.json").is_file()
    settings = json.loads((tmp_path / "etc" / "jupyter" / "jupyter_server_config.json").read_text(encoding="utf-8"))
    assert Path(settings["LabApp"]["app_settings_dir"], "overrides.json").is_file()
    assert len(list((home / "dlcourse-notebooks").glob("*/*.ipynb"))) == len(CHAPTERS)
