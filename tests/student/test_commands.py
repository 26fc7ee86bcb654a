"""The commands `dlcourse lab`, `update`, `progress` and `doctor`, in a student's folder without a checkout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner

from dlcourse.chapters import CHAPTERS
from dlcourse.cli import main
from dlcourse.student.merge import fingerprints
from dlcourse.student.place import DEFAULT, RECORDS, default_place, find_place, place_at, read_records, write_records
from dlcourse.student.start_page import NAME as PAGE
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow

NAMES = [chapter.name for chapter in CHAPTERS]
PROGRAM = Path(sys.executable).with_name("dlcourse")
OPENS_NOTHING = ["--", "--version"]  # JupyterLab prints its version and ends


@pytest.fixture
def home(monkeypatch, tmp_path):
    """A home folder, and another folder as the working directory."""
    (tmp_path / "elsewhere").mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


def lab(*arguments, wrap=(), cwd=None):
    command = [*wrap, PROGRAM, "lab", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def dlcourse(*arguments):
    result = CliRunner().invoke(main, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def notebooks(folder):
    return sorted(path.stem for path in folder.glob("*/*.ipynb"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A folder after the first `dlcourse lab`."""
    folder = tmp_path_factory.mktemp("filled") / "mein Kurs – 딥러닝"
    run = lab(folder, *OPENS_NOTHING)
    assert run.returncode == 0, run.stderr
    assert f"{len(NAMES)} notebooks are new in" in run.stdout
    return folder


@pytest.fixture
def folder(filled, tmp_path, monkeypatch):
    """A copy of that folder, as the working directory."""
    copy = shutil.copytree(filled, tmp_path / "mine")
    monkeypatch.chdir(copy)
    return copy


def test_the_first_lab_copies_the_chapters_and_writes_the_page(filled):
    assert notebooks(filled) == NAMES
    assert sorted(path.name for path in filled.iterdir()) == sorted([*NAMES, PAGE, RECORDS])
    for name in NAMES:
        released = REPOSITORY / "notebooks" / name / f"{name}.ipynb"
        assert (filled / name / f"{name}.ipynb").read_bytes() == released.read_bytes()


def test_without_a_folder_lab_uses_the_one_in_the_home_folder(home):
    assert find_place(Path.cwd()) is None
    assert lab(*OPENS_NOTHING).returncode == 0
    assert notebooks(home / DEFAULT) == NAMES
    assert find_place(Path.cwd()) == default_place()
    assert not list(Path.cwd().iterdir())


def test_the_nearest_folder_is_found(home, filled):
    for inside in (filled, filled / NAMES[0]):
        assert find_place(inside).notebooks == filled
    assert find_place(REPOSITORY / "notebooks" / NAMES[0]).checkout == REPOSITORY
    for named in (REPOSITORY, REPOSITORY / "notebooks"):
        assert (place_at(named).notebooks, place_at(named).checkout) == (REPOSITORY / "notebooks", REPOSITORY)
    assert place_at(REPOSITORY / "mine").checkout is None
    assert place_at(filled / NAMES[0]).notebooks == filled  # the notebooks are not copied into a chapter's folder


def test_in_a_checkout_nothing_is_copied_or_changed(tmp_path):
    shutil.copytree(REPOSITORY / "notebooks" / NAMES[0], tmp_path / "notebooks" / NAMES[0])
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    before = (tmp_path / "notebooks" / NAMES[0] / f"{NAMES[0]}.ipynb").read_bytes()
    assert lab(*OPENS_NOTHING, cwd=tmp_path).returncode == 0
    assert (tmp_path / "notebooks" / NAMES[0] / f"{NAMES[0]}.ipynb").read_bytes() == before
    assert sorted(path.name for path in (tmp_path / "notebooks").iterdir()) == [NAMES[0], PAGE]
    result = dlcourse("update", tmp_path)
    assert result.exit_code == 2
    assert "git pull" in result.output


def test_progress_reads_the_students_own_notebooks(folder):
    shutil.copy(REPOSITORY / "solutions" / NAMES[0] / f"{NAMES[0]}.ipynb", folder / NAMES[0])
    first = json.loads(dlcourse("progress", "--json").output)[0]
    assert (first["name"], first["earned"], first["points"]) == (NAMES[0], 18, 18)


def test_progress_before_the_first_lab_says_what_to_do(home):
    result = dlcourse("progress")
    assert result.exit_code == 2
    assert "copy them with `dlcourse lab`" in result.output


def test_doctor_works_with_notebooks_and_without(folder, home):
    for where, expected in ((folder, str(folder)), (home, "none yet")):
        os.chdir(where)
        result = CliRunner(env={"COLUMNS": "300"}).invoke(main, ["doctor"])
        assert result.exit_code == 0, result.output
        assert expected in result.output
        assert "as the course needs" in result.output


def changed(folder, name=NAMES[0]):
    """Write an answer into a notebook, and make the notebook one of an older version of the course."""
    path = folder / name / f"{name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    cells = {cell.id: cell for cell in notebook.cells}
    cells["check-neuron"].source = "check.neuron(neuron, points=0.5)"
    records = read_records(folder)
    records.files[f"{name}/{name}.ipynb"] = fingerprints(notebook.cells)
    write_records(folder, records)
    cells["neuron"].source = "def neuron(x, w, b):\n    return 1"
    nbformat.write(notebook, path)
    return path


def test_update_shows_what_differs_and_merges(folder):
    path = changed(folder)
    assert f"{len(NAMES) - 1} notebooks are up to date" in dlcourse("update").output
    result = dlcourse("update")
    assert result.exit_code == 1
    assert f"The new version is {NAMES[0]}-new.ipynb." in result.output
    assert "corrected check: check-neuron" in result.output
    result = dlcourse("update", "--merge")
    assert result.exit_code == 0
    assert f"A copy of your old notebook is {NAMES[0]}-before-update-1.ipynb." in result.output
    assert "return 1" in path.read_text(encoding="utf-8")
    assert f"{len(NAMES)} notebooks are up to date" in dlcourse("update", folder).output


def test_lab_changes_no_students_work_and_the_page_says_what_to_do(folder):
    path = changed(folder)
    before = path.read_bytes()
    (folder / NAMES[1] / f"{NAMES[1]}.ipynb").write_text("{")
    run = lab(*OPENS_NOTHING, cwd=folder)
    assert run.returncode == 0
    assert f"{NAMES[0]}-new.ipynb" in run.stdout
    assert f"{NAMES[1]}.ipynb cannot be read: not a notebook" in run.stdout
    assert path.read_bytes() == before
    page = (folder / PAGE).read_text(encoding="utf-8")
    assert "`dlcourse update --merge`" in page
    assert "cannot be read" in page


def test_a_folder_of_a_newer_course_opens_and_is_not_changed(folder):
    records = read_records(folder)
    records.version = "9999.1"
    write_records(folder, records)
    changed(folder)
    run = lab(*OPENS_NOTHING, cwd=folder)
    assert run.returncode == 0
    assert "opened by dlcourse 9999.1" in run.stderr
    assert not (folder / NAMES[0] / f"{NAMES[0]}-new.ipynb").exists()
    assert dlcourse("update").exit_code == 2


def test_update_without_notebooks_says_what_to_do(home):
    for arguments in ([], [home]):
        result = dlcourse("update", *arguments)
        assert result.exit_code == 2
        assert "`dlcourse lab` copies them" in result.output
    assert [path.name for path in home.iterdir()] == ["elsewhere"]


@pytest.mark.parametrize("way", ["the folder is a file", "a chapter is a file", "below a file"])
def test_a_file_where_a_folder_should_be_is_named(tmp_path, way):
    folder = tmp_path / "mine"
    match way:
        case "the folder is a file":
            folder.write_text("")
        case "a chapter is a file":
            folder.mkdir()
            (folder / NAMES[3]).write_text("")
        case "below a file":
            folder.write_text("")
            folder = folder / "inner"
    result = dlcourse("lab", folder)
    assert result.exit_code == 2
    assert "there is a file where a folder should be" in result.output
    assert not list(tmp_path.rglob(".*.ipynb*"))


@pytest.mark.skipif(not shutil.which("bwrap"), reason="bubblewrap makes a folder that cannot be written")
@pytest.mark.parametrize(
    ("place", "says"),
    [
        (["--ro-bind", "{folder}", "{folder}"], "cannot be written"),
        (["--size", "200000", "--tmpfs", "{folder}"], "the disk is full"),
    ],
)
def test_a_folder_that_cannot_be_written_is_named_in_one_line(place, says, tmp_path):
    (tmp_path / "mine").mkdir()
    words = [word.format(folder=tmp_path) for word in place]
    run = lab(tmp_path / "mine", *OPENS_NOTHING, wrap=["bwrap", "--dev-bind", "/", "/", *words])
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert run.stdout == ""


def test_ctrl_c_while_copying_prints_one_line_and_the_next_run_copies_the_rest(tmp_path, monkeypatch):
    from dlcourse.student import update

    write_atomically, written = update.write_atomically, []

    def interrupted(path, write):
        if len(written) == 3:
            raise KeyboardInterrupt
        written.append(path)
        write_atomically(path, write)

    (tmp_path / "mine").mkdir()
    write_records(tmp_path / "mine", read_records(tmp_path / "mine"))
    with monkeypatch.context() as patch:
        patch.setattr(update, "write_atomically", interrupted)
        result = dlcourse("update", tmp_path / "mine")
    assert result.exit_code == 2
    assert result.output.startswith("dlcourse: stopped.")
    assert notebooks(tmp_path / "mine") == NAMES[:3]
    assert f"{len(NAMES) - 3} notebooks are new" in dlcourse("update", tmp_path / "mine").output
