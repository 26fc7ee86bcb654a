"""What processors have done for a process counts, whichever of its threads or children they worked for."""

import os
import threading
import time

import pytest

from dlcourse.grading.jail.processor_time import processor_seconds

WORK = 0.3  # seconds
pytestmark = pytest.mark.needs("bubblewrap")


def work() -> None:
    began = time.thread_time()
    while time.thread_time() - began < WORK:
        pass


def test_the_work_of_a_child_counts_while_it_runs_and_afterwards():
    before = processor_seconds(os.getpid())
    done, stay = os.pipe(), os.pipe()
    child = os.fork()
    if child == 0:
        os.close(stay[1])
        work()
        os.write(done[1], b"x")
        os.read(stay[0], 1)
        os._exit(0)
    os.read(done[0], 1)
    assert processor_seconds(os.getpid()) - before >= 0.9 * WORK
    os.close(stay[1])
    os.waitpid(child, 0)
    assert processor_seconds(os.getpid()) - before >= 0.9 * WORK


def test_the_work_of_a_thread_counts():
    before = processor_seconds(os.getpid())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert processor_seconds(os.getpid()) - before >= 0.9 * WORK


def test_a_process_that_has_ended_has_no_time():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    with pytest.raises(OSError, match="No such"):
        processor_seconds(child)
