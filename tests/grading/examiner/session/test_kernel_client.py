"""The examiner's line to a kernel: a conversation, begun and ended, and whatever comes between."""

import threading
import time

import pytest
import zmq
from jupyter_core.utils import run_sync

from dlcourse.agent.wire_format import encode
from dlcourse.checks.core.time_limit import TimeLimit
from dlcourse.grading.examiner.kernel_client import StudentKernel
from dlcourse.grading.examiner.session import KernelSession
from dlcourse.grading.jupyter.manager import QuickClient, manager_of_forks
from tests.support.kernels import process_of


def call(session, name: str, seconds: float) -> None:
    """Have the kernel call what the student has under this name."""
    target = session.find([name])[name]._id
    session.kernel.ask({"do": "call", "target": target, "args": encode([]), "kwargs": encode({})}, TimeLimit(seconds))


class LateStudentKernel(StudentKernel):
    """Its line for questions comes up when the first reply is long made."""

    def _wait(self, limit, serve_callback):
        if self.endpoint:
            time.sleep(0.5)
            self._client.stdin_channel.socket.connect(self.endpoint)
            self.endpoint = None
        return super()._wait(limit, serve_callback)


def test_a_reply_is_not_lost_where_the_line_comes_up_late(shared_student):
    shared_student.run("a = 7").kernel.close()
    connection = shared_student.manager.get_connection_info()
    nobody = connection | {"stdin_port": 9}  # no program may listen there
    kernel = LateStudentKernel(nobody, shared_student.interrupt)
    kernel.endpoint = shared_student.client._make_url("stdin")
    kernel._client.stdin_channel.socket.disconnect(kernel._client._make_url("stdin"))
    assert KernelSession(kernel).find(["a"]) == {"a": 7}
    kernel.close()


def test_the_kernel_runs_cells_between_conversations(shared_student):
    session = shared_student.run("a = 6")
    assert session.find(["a"]) == {"a": 6}
    session.kernel.rest()
    shared_student._execute("a += 1")
    assert session.find(["a"]) == {"a": 7}
    session.kernel.close()


def test_a_conversation_goes_on_after_an_answer_that_was_too_slow(shared_student):
    session = shared_student.run("a = 7\ndef f():\n    while True: pass")
    with pytest.raises(TimeoutError):
        call(session, "f", 0.5)
    assert session.find(["a"]) == {"a": 7}
    session.kernel.close()


def test_a_conversation_goes_on_after_an_answer_that_outlives_an_interruption(shared_student):
    cell = """
    a, late = 7, []
    def f():
        while not late:
            try:
                while True: pass
            except KeyboardInterrupt: late.append(1)
        return 1
    """
    session = shared_student.run("if True:" + cell)
    with pytest.raises(TimeoutError):
        call(session, "f", 0.5)
    assert session.find(["a"]) == {"a": 7}
    session.kernel.close()


def test_an_answer_that_asks_the_examiner_for_input_hears_something_and_goes_on(shared_student):
    session = shared_student.run("a = 7\ndef f():\n    return len(get_ipython().kernel.raw_input('How many? ')) < 1000")
    assert session.find(["f"])["f"]() is True
    assert session.find(["a"]) == {"a": 7}
    session.kernel.close()


def test_what_may_wait_for_us_is_limited_on_every_line():
    client = QuickClient()
    with client.context.socket(zmq.SUB) as socket:
        assert socket.get(zmq.MAXMSGSIZE) * socket.get(zmq.RCVHWM) <= 2**30


def test_nobody_listens_where_nothing_is_read(shared_student):
    client = QuickClient()
    client.load_connection_info(shared_student.manager.get_connection_info())
    client.start_channels()
    assert client.shell_channel.is_alive()
    assert client.iopub_channel.is_alive()
    assert client._stdin_channel is None
    assert client._control_channel is None
    client.stop_channels()


@pytest.mark.needs("bubblewrap")
def test_an_answer_that_waits_for_a_processor_is_not_too_slow_and_one_that_computes_is():
    manager = manager_of_forks("bubblewrap", bare=True)
    run_sync(manager.start_kernel)()
    kernel = StudentKernel(manager.get_connection_info(), run_sync(manager.interrupt_kernel), manager.clock)
    process = process_of(manager.provisioner.kernel)
    process.suspend()  # as if processors had no time for it, for longer than the limit
    threading.Timer(1.5, process.resume).start()
    assert kernel.ask({"do": "find", "names": []}, TimeLimit(1, kernel.clock)) == {"result": ["dict", []]}
    with pytest.raises(TimeoutError):
        kernel.ask({"do": "define", "statements": ["while True: pass"]}, TimeLimit(0.2, kernel.clock))
    with pytest.raises(TimeoutError):
        kernel.ask({"do": "define", "statements": ["__import__('time').sleep(60)"]}, TimeLimit(0.2, kernel.clock))
    assert kernel.clock == time.monotonic  # a second answer that sleeps is stopped at once
    kernel.close()
    run_sync(manager.shutdown_kernel)(now=True)
