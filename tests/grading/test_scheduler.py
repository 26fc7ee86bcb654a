"""`dlcourse grade --scheduler`: a real Dask scheduler and two worker processes, on loopback."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.classroom import CHAPTER, CLASS, HONEST, make_course, scores, short, solved
from tests.support.commands import dlcourse, nbgrader, program

pytestmark = [pytest.mark.needs("bubblewrap"), pytest.mark.slow]


def dask(*arguments: str, folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
    log = (folder / f"{arguments[0]}.log").open("a")
    return subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)


@pytest.fixture
def scheduler(tmp_path_factory):
    """The address of a scheduler, and the processes of its two workers."""
    from distributed import Client

    folder = tmp_path_factory.mktemp("dask")
    file = folder / "scheduler.json"
    local = ["--host", "127.0.0.1", "--no-dashboard"]
    processes = [dask("scheduler", *local, "--port", "0", "--scheduler-file", str(file), folder=folder)]
    worker = ["worker", "--scheduler-file", str(file), "--nthreads", "1", "--no-nanny", *local]
    processes += [dask(*worker, folder=folder) for _ in range(2)]
    with Client(scheduler_file=str(file), timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        yield client.scheduler.address, processes[1:]
    for process in processes:
        process.kill()
        process.wait()


def test_a_class_is_graded_by_two_workers(tmp_path, scheduler):
    address, _ = scheduler
    course = make_course(tmp_path, {name: CLASS[name][0] for name in [*HONEST, "corrupt", "endless-answer"]})
    run = dlcourse(course, "grade", CHAPTER, "--scheduler", address)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "graded 6, unchanged 0, not graded 0" in run.stdout
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {name: CLASS[name][1] for name in [*HONEST, "corrupt", "endless-answer"]}
    assert not list(course.glob(".grading-*"))


def test_a_worker_that_is_lost_loses_no_submission(tmp_path, scheduler):
    address, workers = scheduler
    course = make_course(tmp_path, {f"student-{i}": short(solved()) for i in range(4)})
    command = [program("dlcourse"), "grade", CHAPTER, "--scheduler", address]
    run = subprocess.Popen(command, cwd=course, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    while not list(course.glob(".grading-*/*")):
        assert run.poll() is None, run.communicate()
    workers[0].send_signal(signal.SIGKILL)
    out, errors = run.communicate(timeout=300)
    assert run.returncode == 0, out + errors
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {f"student-{i}": 18 for i in range(4)}


def test_no_scheduler_is_one_clear_line(tmp_path):
    course = make_course(tmp_path, {"ada": short(solved())})
    run = dlcourse(course, "grade", CHAPTER, "--scheduler", "tcp://127.0.0.1:1")
    assert run.returncode == 2
    assert "no scheduler answers at tcp://127.0.0.1:1" in run.stderr
    assert "Traceback" not in run.stderr
    assert not list(course.glob(".grading-*"))
