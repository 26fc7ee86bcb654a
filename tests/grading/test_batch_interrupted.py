"""A run of `dlcourse grade` that is stopped or killed: what is done stays, and the next run does the rest."""

import contextlib
import os
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.support.classroom import CHAPTER, make_course, notebook, scores, short, solved
from tests.support.commands import dlcourse, nbgrader, program
from tests.support.kernels import kernels_of, zygote


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


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_whoever_is_graded_when_the_zygote_dies_is_not_graded_but_next_time(tmp_path, monkeypatch):
    work = short(solved())
    check = next(i for i, cell in enumerate(work.cells) if cell.id == "check-softmax")
    sleeps = "import time\ndef softmax(z):\n    time.sleep(100)"
    work.cells.insert(check, nbformat.v4.new_code_cell(sleeps))
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
    assert "the same command does the rest." in errors
    assert "Traceback" not in errors
    assert not list(course.glob(".grading-*"))
    assert list(course.glob(f"autograded/*/{CHAPTER}/{CHAPTER}.ipynb"))
