"""Where submissions are graded: in processes on this machine, or in those of a Dask scheduler."""

import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from typing import NamedTuple

from nbgrader.coursedir import CourseDirectory

from dlcourse.compat.nbgrader import share_one_engine, trust_its_own_schema
from dlcourse.course import load_config
from dlcourse.grading import GradingError
from dlcourse.grading.due import graded_with
from dlcourse.grading.record import GradedWith, Record, hash_of_folder
from dlcourse.grading.submission import grade_submission

SECONDS_TO_CONNECT = 10


class SchedulerError(GradingError):
    """The scheduler cannot be reached or used; the message says what to do."""


class ChangedError(Exception):
    """A worker finds another submission or another dlcourse than it was asked to grade with."""


class Job(NamedTuple):
    """One submission to grade, what to grade it with, and the folder for the result."""

    course: Path
    chapter: str
    student: str
    isolation: str
    submission_hash: str
    graded_with: GradedWith
    folder: Path
    chosen: str = ""  # the notebook that the instructor chose


@contextmanager
def on_this_machine(jobs: list[Job], count: int) -> Iterator[Iterable[tuple[Job, Future]]]:
    """Do the jobs in forks of this process, `count` at a time; yields each job when it is done.

    Where a process was killed from outside, its future and all unfinished ones raise BrokenProcessPool.
    """
    count = min(count, len(jobs))
    context = get_context("fork")
    shares = context.SimpleQueue()
    for share in _shares(count):
        shares.put(share)
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=(shares,))
    try:
        futures = {pool.submit(work, job): job for job in jobs}  # the first of them forks
        yield ((futures[future], future) for future in as_completed(futures))
    finally:
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()  # on Ctrl-C; when all is done, this loses no work
            process.join()


@contextmanager
def on_a_scheduler(jobs: list[Job], address: str) -> Iterator[Iterable[tuple[Job, Future]]]:
    """Do the jobs in the workers of a Dask scheduler; the course's folder must have the same path there as here.

    Raises SchedulerError.
    """
    try:
        from distributed import Client
        from distributed import as_completed as completed
    except ModuleNotFoundError:
        raise SchedulerError(
            "--scheduler needs Dask, which is not installed: `pip install 'dlcourse[cluster]'`."
        ) from None
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise SchedulerError(f"no scheduler answers at {address} ({reason}). Is `dask scheduler` running?") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise SchedulerError(f"the scheduler at {address} has no workers. Start some: `dask worker {address}`.")
        futures = {client.submit(work, job, key=f"{job.folder}", pure=False): job for job in jobs}
        try:
            yield ((futures[future], future) for future in completed(futures, raise_errors=False))
        finally:
            client.cancel(list(futures))


def work(job: Job) -> Record:
    """Grade one submission. Raises ChangedError at another submission or version of this package."""
    if graded_with(job.chapter, job.graded_with.cells) != job.graded_with:
        versions = ", ".join(job.graded_with.packages)
        raise ChangedError(
            f"a worker has another version of dlcourse or {versions} than the program that asked it: install the same"
        )
    share_one_engine()  # the batch did this for its own forks, but not for a scheduler's workers
    trust_its_own_schema()
    config = load_config(job.course)
    config.Examine.isolation = job.isolation
    coursedir = CourseDirectory(config=config)
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, job.student, job.chapter))
    if hash_of_folder(submitted) != job.submission_hash:
        raise ChangedError("the submission has changed or vanished since grading began: grade again")
    basis = (job.submission_hash, job.graded_with)
    return grade_submission(config, job.chapter, job.student, job.folder, basis, job.chosen)


def _shares(count: int) -> list[list[int]]:
    """The processors, divided among the workers, so that a submission with many processes does not slow the others."""
    if not hasattr(os, "sched_setaffinity"):
        return [[]] * count
    processors = sorted(os.sched_getaffinity(0))
    return [processors[number::count] or [processors[number % len(processors)]] for number in range(count)]


def _start(shares: SimpleQueue) -> None:
    """Set up a worker: it ignores Ctrl-C, ends when the main process ends, and hides nbgrader's log messages."""
    if share := shares.get():
        os.sched_setaffinity(0, share)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (open as long as the process)
    threading.Thread(target=_end_with, args=[parent_process()], daemon=True).start()


def _end_with(main: BaseProcess) -> None:
    main.join()
    os._exit(1)
