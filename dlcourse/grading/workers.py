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

from dlcourse.course import load_config
from dlcourse.grading import CannotGrade
from dlcourse.grading.record import Record, hash_of_code, hash_of_folder
from dlcourse.grading.submission import grade_submission

SECONDS_TO_CONNECT = 10


class NoScheduler(CannotGrade):
    """The scheduler cannot be reached, or not be used; the message says what to do."""


class Changed(Exception):
    """What a worker sees is not what it was asked to grade."""


class Job(NamedTuple):
    """One submission to grade, from what, and where the result is to lie."""

    course: Path
    chapter: str
    student: str
    isolation: str
    submission_hash: str
    checks_hash: str
    code_hash: str
    folder: Path


@contextmanager
def on_this_machine(jobs: list[Job], count: int) -> Iterator[Iterable[tuple[Job, Future]]]:
    """Have forks of this process do the jobs, `count` at a time; gives each job as it is done.

    A future whose process was killed from outside raises BrokenProcessPool, and so do those that were in flight.
    """
    count = min(count, len(jobs))
    context = get_context("fork")
    shares = context.SimpleQueue()
    for share in _shares(count):
        shares.put(share)
    pool = ProcessPoolExecutor(count, mp_context=context, initializer=_start, initargs=[shares])
    try:
        futures = {pool.submit(work, job): job for job in jobs}  # the first of them forks
        yield ((futures[future], future) for future in as_completed(futures))
    finally:
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()  # on Ctrl-C; when all is done they have nothing to lose
            process.join()


@contextmanager
def on_a_scheduler(jobs: list[Job], address: str) -> Iterator[Iterable[tuple[Job, Future]]]:
    """Have the workers of a Dask scheduler do the jobs; they see the course's folder under the same path as we do.

    Raises NoScheduler.
    """
    try:
        from distributed import Client
        from distributed import as_completed as completed
    except ModuleNotFoundError:
        raise NoScheduler("a scheduler needs Dask: `pip install 'dlcourse[cluster]'`.") from None
    try:
        client = Client(address, timeout=SECONDS_TO_CONNECT)
    except (OSError, ValueError, TypeError) as error:
        reason = str(error).splitlines()[0].rstrip(".")
        raise NoScheduler(f"no scheduler answers at {address} ({reason}). Is `dask scheduler` running there?") from None
    with client:
        if not client.scheduler_info()["workers"]:
            raise NoScheduler(f"the scheduler at {address} has no workers. Start some: `dask worker {address}`.")
        futures = {client.submit(work, job, key=f"{job.folder}", pure=False): job for job in jobs}
        try:
            yield ((futures[future], future) for future in completed(futures, raise_errors=False))
        finally:
            client.cancel(list(futures))


def work(job: Job) -> Record:
    """Grade one submission. Raises Changed where another submission, or another version of this package, is seen."""
    if hash_of_code() != job.code_hash:
        raise Changed("this worker has another version of dlcourse than the program that asked it")
    config = load_config(job.course)
    config.Examine.isolation = job.isolation
    coursedir = CourseDirectory(config=config)
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, job.student, job.chapter))
    if hash_of_folder(submitted) != job.submission_hash:
        raise Changed("the submission has changed or vanished since grading began; run again")
    hashes = (job.submission_hash, job.checks_hash)
    return grade_submission(config, job.chapter, job.student, job.folder, hashes)


def _shares(count: int) -> list[list[int]]:
    """The processors, divided among workers: however many processes a submission has, the next keeps its own."""
    if not hasattr(os, "sched_setaffinity"):
        return [[]] * count
    every = sorted(os.sched_getaffinity(0))
    return [every[number::count] or [every[number % len(every)]] for number in range(count)]


def _start(shares: SimpleQueue) -> None:
    """A process of ours leaves Ctrl-C to the main one, ends when that ends, and keeps nbgrader's chatter to itself."""
    if share := shares.get():
        os.sched_setaffinity(0, share)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stderr = open(os.devnull, "w")  # noqa: SIM115 (for the life of the process)
    threading.Thread(target=_end_with, args=[parent_process()], daemon=True).start()


def _end_with(main: BaseProcess) -> None:
    main.join()
    os._exit(1)
