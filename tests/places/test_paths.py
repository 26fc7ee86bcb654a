"""Where code comes from is told by its folder: not by names on the way there, nor by anything a student can write."""

import os
import sys
import tempfile
from multiprocessing import get_context
from pathlib import Path

import keras
import pytest

from dlcourse.checks import origin
from dlcourse.grading.examiner import agent
from dlcourse.grading.grade import Grading, NotReady
from dlcourse.grading.kernels import installation
from dlcourse.grading.kernels.sandbox import NoIsolation, chosen_isolation
from dlcourse.grading.kernels.short_paths import MAX_BYTES, folder_for_sockets
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
    """A function as it would be if it stood in this file."""
    names = {}
    exec(compile("def answer():\n    return 7", str(file), "exec"), names)
    return names["answer"]


@pytest.mark.parametrize("file", BEFORE.values(), ids=BEFORE)
def test_code_that_only_looks_like_a_packages_may_run(file):
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
def test_a_packages_code_may_not_run_under_any_name(file, tmp_path):
    with pytest.raises(RuntimeError, match="built by hand"), agent._guard(PACKAGES):
        function_of(file(tmp_path))()


def test_what_a_student_writes_into_a_module_changes_nothing(monkeypatch):
    monkeypatch.setattr(keras, "__path__", [])
    monkeypatch.setattr(keras, "__file__", "/private/work/mine.py")
    monkeypatch.setattr(keras, "__name__", "mine")
    monkeypatch.setattr(sys, "path", ["/private/work"])
    origin.code_of.cache_clear()
    with pytest.raises(RuntimeError, match="built by hand"), agent._guard(PACKAGES):
        function_of(KERAS / "layers.py")()


def test_what_carries_arguments_and_results_may_run_where_this_package_is_forbidden():
    packed = agent.encode([1.0])
    with agent._guard(PACKAGES):
        assert agent._pack([1.0]) == packed


STUDENTS = {
    "a cell": ("/tmp/ipykernel_12/34.py", True),
    "a line at IPython's prompt": ("<ipython-input-3-abc>", True),
    "a file": ("/home/ada/answer.py", True),
    "a file with our folder's name in front": (f"{origin.PACKAGE}_answers.py", True),
    "text": ("<string>", False),
    "ours": (f"{origin.PACKAGE}/nn/activations.py", False),
    "a library's": (f"{KERAS}/layers.py", False),
    "a library's that has IPython in its path": (f"{KERAS.parent}/ipython_genutils/path.py", False),
    "Python's": (f"{os.path.dirname(os.__file__)}/json/decoder.py", False),
}


@pytest.mark.parametrize(("file", "expected"), STUDENTS.values(), ids=STUDENTS)
def test_the_students_code_is_told_from_other_code(file, expected):
    assert origin.is_students(file) is expected


def test_ours_is_ours_through_a_link_too(tmp_path):
    (tmp_path / "course").symlink_to(REPOSITORY)
    assert not origin.is_students(str(tmp_path / "course" / "dlcourse" / "nn" / "activations.py"))


def test_a_sockets_path_is_never_too_long(monkeypatch):
    name = "dlcourse-0/socket"
    for length in range(1, 150):
        monkeypatch.setattr(tempfile, "tempdir", "/" + "t" * length)
        path = os.fsencode(folder_for_sockets(name) / name)
        assert len(path) <= MAX_BYTES
        assert path.startswith(b"/t" if length + len(name) + 2 <= MAX_BYTES else b"/tmp/")


def test_submissions_see_python_and_the_packages_and_not_what_lies_beside():
    assert installation.shows(KERAS)
    assert installation.shows(REPOSITORY / "dlcourse")
    assert not installation.shows(REPOSITORY)
    assert not installation.shows(REPOSITORY / "solutions")
    assert not installation.shows(Path(sys.prefix))


def test_a_prefix_shows_only_its_parts_that_are_pythons(tmp_path, monkeypatch):
    for name in ("bin", "lib", "course"):
        (tmp_path / "prefix" / name).mkdir(parents=True)
    (tmp_path / "link").symlink_to("prefix")
    for name in ("prefix", "base_prefix"):
        monkeypatch.setattr(sys, name, str(tmp_path / "link"))
    files = installation.files()
    assert {tmp_path / "prefix" / "bin", tmp_path / "prefix" / "lib"} <= set(files)
    assert not installation.shows(tmp_path / "prefix" / "course")
    assert installation.links()[tmp_path / "link" / "lib"] == tmp_path / "prefix" / "lib"


def test_a_course_that_submissions_would_see_is_not_graded():
    with pytest.raises(NoIsolation, match=r"submissions would see /usr/share: it lies where Python"):
        chosen_isolation("auto", Path("/usr/share"))


@pytest.mark.parametrize("name", ["a*b", "what?", "[1]"])
def test_a_folder_that_nbgrader_takes_for_a_pattern_is_named(tmp_path, name):
    (tmp_path / name).mkdir()
    with pytest.raises(NotReady, match="for a pattern: give the folder another name"):
        Grading(tmp_path / name, "01_perceptron", None, "none", force=False)


def _problem_of_nobody(course: Path, answer) -> None:
    if os.getuid() == 0:
        os.setresuid(65534, 65534, 65534)
    try:
        Grading(course, "01_perceptron", None, "none", force=False)
    except NotReady as problem:
        answer.put(str(problem))


def test_a_course_that_may_not_be_written_is_said_to_be_so():
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o555)
        context = get_context("fork")
        answer = context.SimpleQueue()
        process = context.Process(target=_problem_of_nobody, args=(Path(folder), answer))
        process.start()
        process.join()
        assert answer.get() == f"{folder} may not be written, and grades are kept there: grade in a copy that is yours."
