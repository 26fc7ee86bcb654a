"""The origin of code is told by its real folder, not by other names in its path or by what a student can write."""

import os
import subprocess
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import keras
import pytest

from dlcourse.agent import agent, code_location
from dlcourse.grading.batch import Grading, NotReadyError
from dlcourse.grading.jail import installation
from dlcourse.grading.jail.bubblewrap import IsolationError, chosen_isolation
from dlcourse.grading.jail.socket_paths import MAX_BYTES, folder_for_sockets
from tests.conftest import REPOSITORY

KERAS = Path(keras.__file__).parent
PACKAGES = ["keras", "tensorflow", "dlcourse"]
BEFORE = {
    "a folder called dlcourse": "/srv/dlcourse/.venv/lib/python3.11/site-packages/numpy/lib.py",
    "a folder called keras": "/srv/keras/.venv/lib/python3.11/site-packages/numpy/lib.py",
    "a folder called tensorflow": "/srv/tensorflow/keras/lib/python3.11/site-packages/numpy/lib.py",
    "a name with a package's in front": f"{KERAS}_of_my_own/layers.py",
    "the student's own": "/private/work/keras/layers.py",
    "a cell": "/private/tmp/ipykernel_1/2.py",
    "text": "<string>",
}


def function_of(file):
    """A function that seems to be defined in this file."""
    names = {}
    exec(compile("def answer():\n    return 7", str(file), "exec"), names)
    return names["answer"]


@pytest.mark.parametrize("file", BEFORE.values(), ids=BEFORE)
def test_code_with_a_path_similar_to_a_packages_may_run(file):
    with agent._guard(PACKAGES):
        assert function_of(file)() == 7


def through_a_link(folder: Path) -> Path:
    (folder / "link").symlink_to(KERAS.parent)
    return folder / "link" / "keras" / "layers.py"


FORBIDDEN = {
    "of a framework": lambda folder: KERAS / "layers" / "core.py",
    "through a link": through_a_link,
    "through /proc": lambda folder: f"/proc/self/root{KERAS}/layers.py",
    "of this package": lambda folder: REPOSITORY / "dlcourse" / "nn" / "activations.py",
    "of the checks": lambda folder: REPOSITORY / "dlcourse" / "checks" / "perceptron.py",
}


@pytest.mark.parametrize("file", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_packages_code_may_not_run_under_any_path(file, tmp_path):
    with pytest.raises(RuntimeError, match="built by hand"), agent._guard(PACKAGES):
        function_of(file(tmp_path))()


def test_a_student_cannot_allow_a_package_by_changing_its_module(monkeypatch):
    monkeypatch.setattr(keras, "__path__", [])
    monkeypatch.setattr(keras, "__file__", "/private/work/mine.py")
    monkeypatch.setattr(keras, "__name__", "mine")
    monkeypatch.setattr(sys, "path", ["/private/work"])
    code_location.code_of.cache_clear()
    with pytest.raises(RuntimeError, match="built by hand"), agent._guard(PACKAGES):
        function_of(KERAS / "layers.py")()


def test_arguments_and_results_can_be_encoded_where_this_package_is_forbidden():
    packed = agent.encode([1.0])
    with agent._guard(PACKAGES):
        assert agent._pack([1.0]) == packed


STUDENTS = {
    "a cell": ("/tmp/ipykernel_12/34.py", True),
    "a line at IPython's prompt": ("<ipython-input-3-abc>", True),
    "a file": ("/home/ada/answer.py", True),
    "a file with our folder's name in front": (f"{code_location.PACKAGE}_answers.py", True),
    "text": ("<string>", False),
    "ours": (f"{code_location.PACKAGE}/nn/activations.py", False),
    "a library's": (f"{KERAS}/layers.py", False),
    "a library's that has IPython in its path": (f"{KERAS.parent}/ipython_genutils/path.py", False),
    "Python's": (f"{os.path.dirname(os.__file__)}/json/decoder.py", False),
}


@pytest.mark.parametrize(("file", "expected"), STUDENTS.values(), ids=STUDENTS)
def test_the_students_code_is_recognized(file, expected):
    assert code_location.is_students(file) is expected


def test_this_packages_code_is_recognized_behind_a_link(tmp_path):
    (tmp_path / "course").symlink_to(REPOSITORY)
    assert not code_location.is_students(str(tmp_path / "course" / "dlcourse" / "nn" / "activations.py"))


def test_the_package_is_found_from_the_folder_that_a_clone_of_its_name_lies_in(tmp_path):
    (tmp_path / "dlcourse" / "data").mkdir(parents=True)
    command = [sys.executable, "-c", "import dlcourse.data.makers"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_a_sockets_path_is_never_too_long(monkeypatch):
    name = "dlcourse-0/socket"
    for length in range(1, 150):
        monkeypatch.setattr(tempfile, "tempdir", "/" + "t" * length)
        path = os.fsencode(folder_for_sockets(name) / name)
        assert len(path) <= MAX_BYTES
        assert path.startswith(b"/t" if length + len(name) + 2 <= MAX_BYTES else b"/tmp/")


def test_submissions_see_python_and_the_packages_but_no_other_files_there():
    assert installation.is_visible(KERAS)
    assert installation.is_visible(REPOSITORY / "dlcourse")
    assert not installation.is_visible(REPOSITORY)
    assert not installation.is_visible(REPOSITORY / "solutions")
    assert not installation.is_visible(Path(sys.prefix))


def test_submissions_see_only_pythons_parts_of_a_prefix(tmp_path, monkeypatch):
    for name in ("bin", "lib", "course"):
        (tmp_path / "prefix" / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to("prefix")
    for name in ("prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path / "link"))
    files = installation.files()
    assert {tmp_path / "prefix" / "bin", tmp_path / "prefix" / "lib"} <= set(files)
    assert not installation.is_visible(tmp_path / "prefix" / "course")
    assert installation.links()[tmp_path / "link" / "lib"] == tmp_path / "prefix" / "lib"


def test_a_course_that_submissions_would_see_is_not_graded():
    with pytest.raises(IsolationError, match=r"submissions would see /usr/share: it lies where Python"):
        chosen_isolation("auto", Path("/usr/share"))


@pytest.mark.parametrize("name", ["a*b", "what?", "[1]"])
def test_a_folder_name_that_is_a_pattern_for_nbgrader_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(NotReadyError, match="as a pattern: give the folder another name"):
        Grading(tmp_path / name, "01_perceptron", None, "none", force=False)


def _problem_for_another_account(course: Path, answer) -> None:
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 65534)
    try:
        Grading(course, "01_perceptron", None, "none", force=False)
    except NotReadyError as problem:
        answer.put(str(problem))


def test_a_course_in_a_read_only_folder_is_refused():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        context = get_context("fork")
        answer = context.SimpleQueue()
        process = context.Process(target=_problem_for_another_account, args=(Path(folder), answer))
        process.start()
        process.join()
        assert answer.get() == f"you may not write in {folder}, where grades are kept: grade in a copy of your own."
