"""The examiner's line to a kernel: a conversation, begun and ended, and whatever comes between."""

import time

import pytest
import zmq

from dlcourse.grading.examiner.kernel import StudentKernel
from dlcourse.grading.examiner.plain_data import encode
from dlcourse.grading.examiner.proxy import Line
from dlcourse.grading.kernels.manager import QuickClient


def call(line, name: str, seconds: float) -> None:
    """Have the kernel call what the student has under this name."""
    target = line.find([name])[name]._id
    line.kernel.ask({"do": "call", "target": target, "args": encode([]), "kwargs": encode({})}, seconds)


class LateStudentKernel(StudentKernel):
    """Its line for questions comes up when the first reply is long made."""

    def _wait(self, deadline, serve_callback):
        if self.endpoint:
            time.sleep(0.5)
            self._client.stdin_channel.socket.connect(self.endpoint)
            self.endpoint = None
        return super()._wait(deadline, serve_callback)


def test_a_reply_is_not_lost_where_the_line_comes_up_late(shared_student):
    shared_student.run("a = 7").kernel.close()
    connection = shared_student.manager.get_connection_info()
    nobody = connection | {"stdin_port": 1}  # no program may listen there
    kernel = LateStudentKernel(nobody, shared_student.manager.interrupt_kernel)
    kernel.endpoint = f"tcp://{connection['ip']}:{connection['stdin_port']}"
    kernel._client.stdin_channel.socket.disconnect(f"tcp://{connection['ip']}:1")
    assert Line(kernel, static_reach=None).find(["a"]) == {"a": 7}
    kernel.close()


def test_the_kernel_runs_cells_between_conversations(shared_student):
    line = shared_student.run("a = 6")
    assert line.find(["a"]) == {"a": 6}
    line.kernel.rest()
    shared_student._execute("a += 1")
    assert line.find(["a"]) == {"a": 7}
    line.kernel.close()


def test_a_conversation_goes_on_after_an_answer_that_was_too_slow(shared_student):
    line = shared_student.run("a = 7\ndef f():\n    while True: pass")
    with pytest.raises(TimeoutError):
        call(line, "f", 0.5)
    assert line.find(["a"]) == {"a": 7}
    line.kernel.close()


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
    line = shared_student.run("if True:" + cell)
    with pytest.raises(TimeoutError):
        call(line, "f", 0.5)
    assert line.find(["a"]) == {"a": 7}
    line.kernel.close()


def test_an_answer_that_asks_the_examiner_for_input_hears_something_and_goes_on(shared_student):
    line = shared_student.run("a = 7\ndef f():\n    return len(get_ipython().kernel.raw_input('How many? ')) < 1000")
    assert line.find(["f"])["f"]() is True
    assert line.find(["a"]) == {"a": 7}
    line.kernel.close()


def test_what_may_wait_for_us_is_limited_on_every_line():
    client = QuickClient()
    with client.context.socket(zmq.SUB) as socket:
        assert socket.get(zmq.MAXMSGSIZE) * socket.get(zmq.RCVHWM) <= 2**30


def test_nobody_listens_where_nothing_is_read(student):
    client = QuickClient()
    client.load_connection_info(student.manager.get_connection_info())
    client.start_channels()
    assert client.shell_channel.is_alive()
    assert client.iopub_channel.is_alive()
    assert client._stdin_channel is None
    assert client._control_channel is None
    client.stop_channels()
