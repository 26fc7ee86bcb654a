"""Ctrl-C while the gradebook is used takes effect after it, so that nothing is half-written."""

import signal
import sqlite3
import threading

import pytest
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.book.opening import open_gradebook
from dlcourse.grading.ctrl_c import ctrl_c_waits
from tests.support.classroom import make_course


def test_what_was_begun_is_finished_first():
    done = []
    with pytest.raises(KeyboardInterrupt), ctrl_c_waits():
        signal.raise_signal(signal.SIGINT)
        done.append("the rest of the block")
    assert done


def test_a_problem_in_the_block_is_not_hidden_and_ctrl_c_works_again():
    with pytest.raises(ZeroDivisionError), ctrl_c_waits():
        1 / 0  # noqa: B018
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_another_thread_may_use_the_gradebook():
    entered = []

    def work():
        with ctrl_c_waits():
            entered.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert entered


def test_what_is_written_into_the_gradebook_at_that_moment_stays(tmp_path):
    course = make_course(tmp_path, {})
    coursedir = CourseDirectory(config=load_config(course))
    with pytest.raises(KeyboardInterrupt), open_gradebook(coursedir) as gradebook:
        signal.raise_signal(signal.SIGINT)
        gradebook.update_or_create_student("ada")
    with sqlite3.connect(course / "gradebook.db") as found:
        assert found.execute("SELECT id FROM student").fetchall() == [("ada",)]
