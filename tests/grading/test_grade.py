"""`dlcourse grade`: the class graded in parallel, with the points nbgrader gives; resumable, idempotent, and clear."""

import atexit
import contextlib
import csv
import io
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.conftest import REPOSITORY
from tests.grading.kernels import kernels_of, zygote
from tests.grading.test_classroom import CHAPTER, CLASS, hand_in, notebook, scores, short, solved
from tests.support.commands import dlcourse, nbgrader, program

SHORT = "\nc.Execute.timeout = 10\n"  # for the endless ones
PLAIN = '\nc.Autograde.autograde_preprocessors[0] = "nbgrader.preprocessors.Execute"\n'
HONEST = ("perfect", "partial", "untouched", "syntax-error")


def make_course(course: Path, students: dict, settings: str = SHORT) -> Path:
    """A course in the gradebook, with these submissions handed in."""
    elsewhere = "db_url" in settings  # the gradebook
    shutil.copytree(_course(known=not elsewhere), course, dirs_exist_ok=True)
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(settings)
    hand_in(course, students)
    if elsewhere:
        assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    return course


@cache
def _course(known: bool) -> Path:
    """A course of one chapter, perhaps with a gradebook that knows it: to copy, as making that one takes long."""
    course = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, course)
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name / CHAPTER, course / name / CHAPTER)
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    if known:
        assert nbgrader(course, "generate_assignment", CHAPTER, "--force").returncode == 0
    return course


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("graded"), {name: work for name, (work, _) in CLASS.items()})
    run = dlcourse(course, "grade", CHAPTER, "--workers", "2")
    assert run.returncode == 0, run.stdout + run.stderr
    (course / "run.txt").write_text(run.stdout + run.stderr)
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.mark.needs("bubblewrap")
def test_a_small_class_has_exactly_the_points_expected(tmp_path):
    works = {name: short(CLASS[name][0]) for name in HONEST}
    course = make_course(tmp_path, works)
    assert dlcourse(course, "grade", CHAPTER, "--workers", "2").returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("student", CLASS)
def test_each_student_has_exactly_the_points_expected(graded, student):
    assert scores(graded)[student] == CLASS[student][1]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_everyone_has_a_feedback_page_even_without_a_notebook(graded):
    pages = {path.parent.parent.name for path in (graded / "feedback").rglob("*.html")}
    assert pages == set(CLASS)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_run_names_each_problem_once_and_sums_up(graded):
    text = (graded / "run.txt").read_text()
    assert text.count("corrupt: not a notebook") == 2  # as it happens, and in the summary
    assert f"graded {len(CLASS)}, unchanged 0, not graded 0" in text


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nothing_of_the_work_is_left_behind(graded):
    assert not list(graded.glob(".grading-*"))


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_unchanged_submissions_are_skipped_and_changed_ones_are_not(graded):
    before = (graded / "autograded" / "loud" / CHAPTER / f"{CHAPTER}.ipynb").stat().st_mtime_ns
    assert f"graded 0, unchanged {len(CLASS)}" in dlcourse(graded, "grade", CHAPTER).stdout
    assert (graded / "autograded" / "loud" / CHAPTER / f"{CHAPTER}.ipynb").stat().st_mtime_ns == before
    nbformat.write(short(notebook()), graded / "submitted" / "loud" / CHAPTER / f"{CHAPTER}.ipynb")
    assert f"graded 1, unchanged {len(CLASS) - 1}" in dlcourse(graded, "grade", CHAPTER).stdout
    nbformat.write(CLASS["loud"][0], graded / "submitted" / "loud" / CHAPTER / f"{CHAPTER}.ipynb")
    assert "graded 1, unchanged 0" in dlcourse(graded, "grade", CHAPTER, "--student", "loud", "--force").stdout


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_report_comes_as_table_csv_and_json(graded):
    assert "often failed" in dlcourse(graded, "report", CHAPTER).stdout
    rows = list(csv.DictReader(io.StringIO(dlcourse(graded, "report", CHAPTER, "--format", "csv").stdout)))
    assert {row["student"] for row in rows} == set(CLASS)
    report = json.loads(dlcourse(graded, "report", CHAPTER, "--format", "json").stdout)
    assert report["submissions"] == len(CLASS)
    assert report["problems"]["no-notebook"] == "no such file or directory"
    assert ["softmax: large logits stay finite", 7] in [list(pair) for pair in report["most_failed"]] or report[
        "most_failed"
    ]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_report_is_the_same_each_time(graded, monkeypatch):
    texts = set()
    for seed in "123":  # by which Python orders sets of text
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        command = [program("dlcourse"), "report", CHAPTER, "--format", "json"]
        texts.add(subprocess.run(command, cwd=graded, capture_output=True, text=True, check=True).stdout)
    assert len(texts) == 1


def changed(**marks):
    """An unsolved notebook whose check cells' metadata say something else."""
    work = short(notebook())
    work.cells.insert(
        0, nbformat.v4.new_code_cell("class check:\n    mse = softmax = lambda *a, points=0, **k: points")
    )
    for cell in work.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id", "").startswith("check-"):
            cell.metadata.nbgrader.update(marks)
            cell.metadata["tags"] = ["in_kernel", "raises-exception"]
    return work


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_roles_and_points_that_a_student_changed_are_restored(tmp_path):
    marks = {"schema_version": 3, "grade_id": "mine", "grade": True, "solution": False, "locked": True, "task": False}
    unknown = changed()
    unknown.cells.append(nbformat.v4.new_code_cell("18.0", metadata={"nbgrader": marks | {"points": 18}}))
    works = {
        "solution": changed(solution=True, locked=False),
        "no-grade": changed(grade=False),
        "task": changed(task=True, grade=False),
        "points": changed(points=1000),
        "tagged": changed(),
        "unknown": unknown,
    }
    course = make_course(tmp_path, works)
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == dict.fromkeys(works, 0)
    hidden = "Softmax depends on the differences between logits only."
    for path in course.glob(f"autograded/*/{CHAPTER}/{CHAPTER}.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "check-softmax":
                assert cell.metadata.nbgrader.grade
                assert hidden in cell.source
                assert cell.outputs[0].output_type == "display_data"


@pytest.mark.slow
def test_plain_nbgrader_gives_honest_work_the_same_points(tmp_path):
    course = make_course(tmp_path, {name: CLASS[name][0] for name in HONEST}, PLAIN)
    assert nbgrader(course, "autograde", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in HONEST}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_run_that_is_killed_is_finished_by_the_next(tmp_path):
    course = make_course(tmp_path, {f"student-{i}": short(solved()) for i in range(5)})
    command = [program("dlcourse"), "grade", CHAPTER, "--workers", "2"]
    first = subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not list(course.glob("autograded/*/*")):
        assert first.poll() is None
        time.sleep(0.02)
    started = workers_of(first.pid)
    assert len(started) == 2
    first.send_signal(signal.SIGKILL)
    first.wait()
    _, left = psutil.wait_procs(started, timeout=30)
    assert not left
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stderr
    assert "not graded 0" in run.stdout
    assert not list(course.glob(".grading-*"))
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {f"student-{i}": 18 for i in range(5)}


def workers_of(parent: int) -> list[psutil.Process]:
    """The processes that grade for a command; the zygote, which it may have started, is none."""
    children = psutil.Process(parent).children()
    return [child for child in children if "grade" in child.cmdline() and "bwrap" not in child.cmdline()]


def kill_whoever_grades(student: str, course: Path, parent: int, done: threading.Event) -> None:
    """Kill the processes that grade, each time this student's turn has come."""
    while not done.is_set():
        if list(course.glob(f".grading-*/{student}")):
            with contextlib.suppress(psutil.Error):
                for process in workers_of(parent):
                    process.kill()
        done.wait(0.02)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_whoever_brings_the_grading_process_down_is_alone_in_going_ungraded(tmp_path):
    course = make_course(tmp_path, {name: short(solved()) for name in ("a", "b", "mallory", "y", "z")})
    command = [program("dlcourse"), "grade", CHAPTER, "--workers", "2"]
    run = subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    done = threading.Event()
    killer = threading.Thread(target=kill_whoever_grades, args=("mallory", course, run.pid, done))
    killer.start()
    output, errors = run.communicate(timeout=300)
    done.set()
    killer.join()
    assert run.returncode == 1
    assert "mallory: not graded: the process that graded it was killed, twice" in output + errors
    assert "graded 4, unchanged 0, not graded 1" in output
    assert {path.parent.name for path in course.glob("autograded/*/*")} == {"a", "b", "y", "z"}


SLEEP = {
    "in a cell": "import time\ntime.sleep(100)",
    "in an answer": "import time\ndef softmax(z):\n    time.sleep(100)",
}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("source", SLEEP.values(), ids=SLEEP.keys())
def test_whoever_is_graded_when_the_zygote_dies_is_not_graded_but_next_time(source, tmp_path, monkeypatch):
    work = short(solved())
    check = next(i for i, cell in enumerate(work.cells) if cell.id == "check-softmax")
    work.cells.insert(check, nbformat.v4.new_code_cell(source))
    course = make_course(tmp_path / "course", {"ada": work})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # a zygote of its own
    command = [program("dlcourse"), "grade", CHAPTER]
    run = subprocess.Popen(
        command, cwd=course, env=os.environ | {"TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )  # fmt: skip
    found = zygote()
    while not kernels_of(found):
        assert run.poll() is None, run.communicate()
    os.kill(found, signal.SIGKILL)
    output, errors = run.communicate(timeout=100)
    assert run.returncode == 1
    assert "ada: not graded: OSError: the process that kernels are forked from has died" in output + errors
    assert not list(course.glob("autograded/*/*"))
    nbformat.write(short(notebook()), course / "submitted" / "ada" / CHAPTER / f"{CHAPTER}.ipynb")
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert list(course.glob("autograded/ada/*"))


def hear_ctrl_c() -> None:
    """Take Ctrl-C as a terminal would send it: what starts in the background may have it ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_ctrl_c_stops_cleanly_and_keeps_what_is_done(tmp_path):
    course = make_course(tmp_path, {f"student-{i}": short(solved()) for i in range(5)})
    command = [program("dlcourse"), "grade", CHAPTER, "--workers", "2"]
    run = subprocess.Popen(
        command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=hear_ctrl_c
    )
    while not list(course.glob("autograded/*/*")):
        assert run.poll() is None, run.communicate()
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "Aborted!" in errors
    assert "Traceback" not in errors
    assert not list(course.glob(".grading-*"))
    assert list(course.glob(f"autograded/*/{CHAPTER}/{CHAPTER}.ipynb"))


FORGED_MESSAGES = """
kernel = get_ipython().kernel
for kind, content in (
    ("execute_input", dict(code="1", execution_count={script!r})),
    ("execute_result", dict(data={{"text/plain": "1"}}, metadata={{}}, execution_count={script!r})),
    ("stream", dict(name={script!r}, text=[{script!r}, "in a list"])),
    ("stream", dict(name="stdout", text=["in a list"])),
    ("display_data", dict(data={{"image/png": "' onerror='alert(4)"}}, metadata={{}})),
):
    kernel.session.send(kernel.iopub_socket, kind, content, parent=kernel.get_parent())
"""


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_no_script_of_a_submission_reaches_the_feedback_page(tmp_path):
    script = "<script>alert('pwned')</script><img src=x onerror=alert(1)>"
    work = short(notebook())
    work.cells.insert(0, nbformat.v4.new_markdown_cell(f"Hello {script}"))
    shown = f"from IPython.display import HTML, Javascript, SVG\\ndisplay(HTML({script!r}), Javascript('alert(2)'))"
    shown += "\\ndisplay(SVG('<svg xmlns=\\'http://www.w3.org/2000/svg\\' onload=\\'alert(3)\\'/>'))"
    work.cells.insert(1, nbformat.v4.new_code_cell(shown.replace("\\n", chr(10))))
    work.cells.insert(2, nbformat.v4.new_code_cell(FORGED_MESSAGES.format(script=script)))
    course = make_course(tmp_path, {"mallory": work})
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    nbformat.validate(nbformat.read(course / "autograded" / "mallory" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4))
    assert nbgrader(course, "generate_feedback", CHAPTER).returncode == 0
    page = (course / "feedback" / "mallory" / CHAPTER / f"{CHAPTER}.html").read_text(encoding="utf-8")
    assert "Hello" in page
    parser = Dangers()
    parser.feed(page)
    assert parser.found == []


class Dangers(HTMLParser):
    """Collects scripts with an alert, and every attribute that would run one."""

    def __init__(self):
        super().__init__()
        self.found, self.in_script = [], False

    def handle_starttag(self, tag, attributes):
        self.in_script = tag == "script"
        self.found += [
            (tag, *pair) for pair in attributes if pair[0].startswith("on") or "javascript:" in (pair[1] or "")
        ]

    def handle_data(self, data):
        if self.in_script and "alert(" in data:
            self.found.append(("script", data))


CLEAR = {
    "a chapter nobody knows": (["grade", "42_nothing"], "the gradebook does not know 42_nothing"),
    "a student who handed nothing in": (
        ["grade", CHAPTER, "--student", "nobody"],
        "no submission of 01_perceptron by nobody",
    ),
    "a report on nothing": (["report", CHAPTER], "nothing of 01_perceptron has been graded yet"),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return make_course(tmp_path_factory.mktemp("small"), {"ada": short(notebook())})


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize(("arguments", "says"), CLEAR.values(), ids=CLEAR.keys())
def test_what_cannot_be_done_is_said_in_one_line(small, arguments, says):
    run = dlcourse(small, *arguments)
    assert run.returncode == 2
    assert says in run.stderr
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_a_locked_gradebook_leaves_the_submission_ungraded_with_the_reason(small):
    lock = sqlite3.connect(small / "gradebook.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")
    try:
        run = dlcourse(small, "grade", CHAPTER)
    finally:
        lock.execute("ROLLBACK")
        lock.close()
    assert run.returncode != 0
    assert "locked" in run.stdout + run.stderr
    assert "Traceback" not in run.stderr
    assert not (small / "autograded").exists()


@pytest.mark.slow
def test_isolation_none_warns_loudly(small):
    run = dlcourse(small, "grade", CHAPTER, "--isolation", "none", "--force")
    assert run.returncode == 0
    assert "YOUR rights" in run.stderr


def test_without_bubblewrap_grading_is_refused_with_the_remedy(small):
    path = str(Path(sys.executable).parent)
    command = [program("dlcourse"), "grade", CHAPTER]
    run = subprocess.run(
        command, cwd=small, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "bubblewrap is not installed" in run.stderr
    assert "apt-get install bubblewrap" in run.stderr
