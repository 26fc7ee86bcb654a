"""Files that cannot be read, vanish, lead elsewhere, or find no room: nothing is shown, and nothing half-written."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import pytest

from dlcourse.grading.batch import Grading
from tests.support.classroom import CHAPTER, make_course, notebook, short
from tests.support.commands import dlcourse, nbgrader, program

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]


def test_a_submission_that_vanishes_is_not_graded_and_the_others_are(tmp_path):
    course = make_course(tmp_path, {"ada": short(notebook()), "gone": short(notebook())})
    grading = Grading(course, CHAPTER, None, "auto", False)
    shutil.rmtree(course / "submitted" / "gone")
    with grading.start(1):
        results = {result.student: result for result in grading.results()}
    assert results["ada"].problem == ""
    assert "changed or vanished" in results["gone"].reason
    assert [path.parent.name for path in course.glob("autograded/*/*")] == ["ada"]


@pytest.mark.parametrize("command", ["nbgrader autograde", "dlcourse grade"])
def test_what_lies_behind_a_link_is_not_shown_to_a_submission(tmp_path, command):
    work = short(notebook())
    work.cells.insert(0, nbformat.v4.new_code_cell("import os\nprint(sorted(os.listdir('.')))"))
    course = make_course(tmp_path, {"mallory": work})
    folder = course / "submitted" / "mallory" / CHAPTER
    (folder / "data.csv").write_text("1,2\n")
    (folder / "solution.py").symlink_to(f"../../../solutions/{CHAPTER}/{CHAPTER}.py")
    (folder / "all").symlink_to("../../../solutions")
    program, step = command.split()
    run = nbgrader(course, step, CHAPTER) if program == "nbgrader" else dlcourse(course, step, CHAPTER)
    assert run.returncode == 0, run.stderr
    graded = course / "autograded" / "mallory" / CHAPTER
    first = nbformat.read(graded / f"{CHAPTER}.ipynb", as_version=4).cells[0]
    assert first.outputs[0].text == "['data.csv']\n"
    assert not (graded / "solution.py").exists()
    assert not (graded / "all").exists()
    assert (folder / "solution.py").is_symlink()  # what was handed in stays as it was


@pytest.mark.parametrize("command", ["nbgrader autograde", "dlcourse grade"])
def test_strange_names_and_active_files_are_left_out_and_everybody_gets_feedback(tmp_path, command):
    course = make_course(tmp_path, {name: short(notebook()) for name in ("ada", "b\nb", "zoe")})
    folder = course / "submitted" / "ada" / CHAPTER
    for name in ("01_perceptron.html", ".dlcourse.json", "more.html"):
        (folder / name).mkdir()
        (folder / name / "data.csv").write_text("1,2\n")
    for name in ("plots.html", "PLOTS.SVG", "a.xml", "a.js", "a.html ", "more.html/a.xhtml", ".html"):
        (folder / name).write_text("<script>alert(1)</script>")
    program, step = command.split()
    run = nbgrader(course, step, CHAPTER) if program == "nbgrader" else dlcourse(course, step, CHAPTER)
    assert "b\nb" not in run.stderr
    assert "a sign that cannot be shown" in run.stderr
    assert "PLOTS.SVG" in run.stderr + run.stdout
    feedback = nbgrader(course, "generate_feedback", CHAPTER)
    assert feedback.returncode == 0, feedback.stderr
    made = [path for step in ("autograded", "feedback") for path in course.glob(f"{step}/*/*/**/*") if path.is_file()]
    assert {path.name for path in made} == {"01_perceptron.ipynb", "01_perceptron.html", "data.csv"} | (
        {".dlcourse.json"} if program == "dlcourse" else set()
    )
    assert sorted(path.parts[-3] for path in made if path.name == "01_perceptron.html") == ["ada", "zoe"]


@pytest.fixture
def sandbox():
    """A command that runs another with this machine's files, as a user who cannot override permissions.

    All ends with it, and what it leaves for the next of that user's commands lies in a folder that goes, too.
    """
    user = ["--unshare-user", "--uid", "1000", "--gid", "1000", "--unshare-pid", "--as-pid-1", "--proc", "/proc"]
    with tempfile.TemporaryDirectory() as own:
        yield ["bwrap", "--dev-bind", "/", "/", *user, "--setenv", "TMPDIR", own]


def test_permissions_that_forbid_reading_are_named(tmp_path, sandbox):
    course = make_course(tmp_path, {"ada": short(notebook()), "locked": short(notebook())})
    (course / "submitted" / "locked" / CHAPTER / f"{CHAPTER}.ipynb").chmod(0)
    command = [*sandbox, program("dlcourse"), "grade", CHAPTER]
    run = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    assert "locked: permission denied" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert (course / "autograded" / "ada" / CHAPTER / f"{CHAPTER}.ipynb").exists()


def test_a_full_disk_leaves_nothing_half_written(tmp_path, sandbox):
    course = make_course(tmp_path / "course", {"ada": short(notebook()), "bob": short(notebook())})
    size = sum(path.stat().st_size for path in course.rglob("*") if path.is_file())
    small = tmp_path / "small"
    small.mkdir()
    script = f"""
    cp -r {course}/. {small} && cd {small} && head -c 100M /dev/zero > filler 2>/dev/null
    dlcourse grade {CHAPTER}; echo "first: $?"; find autograded .grading-* -type f 2>/dev/null; echo "listed"
    rm filler && dlcourse grade {CHAPTER}; echo "second: $?"
    """
    options = ["--size", str(size + 3_000_000), "--tmpfs", str(small), "--setenv", "PATH", _path()]
    run = subprocess.run([*sandbox, *options, "bash", "-c", script], capture_output=True, text=True, check=False)
    assert "first: 1\nlisted" in run.stdout, run.stdout + run.stderr
    assert "ada: not graded: " in run.stderr + run.stdout
    assert "space" in run.stdout + run.stderr or "full" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert "second: 0" in run.stdout


def _path() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
