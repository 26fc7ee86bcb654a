"""The process that kernels are forked from: it has imported everything, and does nothing else.

It reads requests from sockets, one JSON object a packet: fork, signal, poll. It runs no TensorFlow operation and
starts no thread, so that a fork is safe; it holds no secret; and no fork inherits its sockets.
"""

import contextlib
import gc
import json
import logging
import os
import selectors
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

from dlcourse.grading.kernels import filters, jail, watch
from dlcourse.grading.kernels.limits import Limits
from dlcourse.grading.kernels.pages import use_large_pages
from dlcourse.grading.kernels.sandbox import FRAMEWORKS

MAX_PACKET = 65536
SECONDS_BETWEEN_LOOKS = 0.5  # for kernels that have ended, when nobody asks
SECONDS_ALONE = 600  # without a call, until this process ends
WORDS_OF_FRAMES = 70_000  # just over half of 1 MiB: Python takes the next power of two


class _Kernel:
    """What is known of a caller's kernel."""

    pid: int | None = None  # None: nothing was forked yet
    exit_code: int | None = None  # None: it runs

    def running(self) -> bool:
        return self.pid is not None and self.exit_code is None

    def look(self) -> None:
        """Collect its exit code if it has ended."""
        if self.running():
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self.exit_code = os.waitstatus_to_exitcode(status) if ended else None

    def end(self) -> None:
        if self.running():
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


def serve(listener: socket.socket, made_of: list[int]) -> None:
    """Answer requests, on as many lines as there are callers, until nobody has called for a while.

    A line is for one kernel, which ends when the caller hangs up; nobody else can signal it.
    """
    lines: dict[socket.socket, _Kernel] = {}
    watch = selectors.PollSelector()  # holds no file of its own, which a fork would inherit
    watch.register(listener, selectors.EVENT_READ)
    while lines or listener.fileno() >= 0:
        calls = watch.select(SECONDS_BETWEEN_LOOKS if lines else SECONDS_ALONE)
        if not calls and not lines:
            return
        for key, _ in calls:
            if key.fileobj is listener:
                line, _ = listener.accept()
                lines[line] = _Kernel()
                watch.register(line, selectors.EVENT_READ)
                _send(line, {"made_of": made_of})
            elif packet := _packet(line := key.fileobj):
                request = json.loads(packet)
                if "retire" in request and listener.fileno() >= 0:
                    watch.unregister(listener)
                    listener.close()
                _send(line, _answer(request, lines[line], [listener, *lines]))
            else:
                watch.unregister(line)
                lines.pop(line).end()
                line.close()
        for kernel in lines.values():
            kernel.look()


def _answer(request: dict, kernel: _Kernel, private: list[socket.socket]) -> dict:
    """Do as a caller asks. What is in `private`, a fork must not inherit."""
    kernel.look()
    if "fork" in request:
        kernel.pid = _fork(request["fork"], private)
        return {"pid": kernel.pid}
    if "signal" in request and kernel.running():
        os.kill(kernel.pid, request["signal"])
    return {"exit": kernel.exit_code}


def _packet(line: socket.socket) -> bytes:
    try:
        return line.recv(MAX_PACKET)
    except OSError:
        return b""


def _send(line: socket.socket, reply: dict) -> None:
    with contextlib.suppress(OSError):  # a caller that has gone is seen to have, at the next look
        line.send(json.dumps(reply).encode())


def _fork(order: dict, private: list[socket.socket]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            for inherited in private:
                inherited.close()
            os.setsid()
            if order["processors"]:  # which no kernel can leave: others compute elsewhere
                with contextlib.suppress(OSError):  # where this process was given others
                    os.sched_setaffinity(0, order["processors"])
            _guardian(order) if order["jailed"] else _kernel(order)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)
    return pid


def _guardian(order: dict) -> None:
    """Stand between zygote and kernel: born outside of the new PID namespace, it sees all in it, and can end that."""
    jail.die_with_parent()
    Path("/proc/self/oom_score_adj").write_text("1000")  # where memory runs out, a kernel is ended before all else
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    jail.enter_namespaces()
    told, tell = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        os.close(tell)
        jail.die_with_parent()
        outer_pid = int(os.read(told, 32))
        os.close(told)
        _jailed_kernel(order, outer_pid)
    os.close(told)
    signal.signal(signal.SIGINT, lambda *_: os.kill(kernel, signal.SIGINT))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)  # before the kernel hides it
    os.write(tell, str(kernel).encode())
    os.close(tell)
    os._exit(watch.until_it_ends(kernel, Limits(**order["limits"]), proc))


def _jailed_kernel(order: dict, outer_pid: int) -> None:
    try:
        limits = Limits(**order["limits"])
        jail.build_walls(outer_pid, limits)
        jail.give_up_privileges()
        jail.set_limits(limits)
        _kernel(order)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(1)


def _kernel(order: dict) -> None:
    """Become a Jupyter kernel; never returns."""
    from traitlets.config import Config

    from dlcourse.grading.kernels.app import App

    # What was written until now says why a start failed; what a submission writes from now on must not go there.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    work, home = Path(order["work"]), Path(order["home"])
    os.environ.update(HOME=str(home), IPYTHONDIR=str(home / ".ipython"), JUPYTER_RUNTIME_DIR=str(home))
    os.environ["TMPDIR"] = tempfile.tempdir = order["tmp"]
    os.chdir(work)
    sys.path.insert(0, "")  # modules that lie beside the notebook
    connection = home / "connection.json"
    connection.write_text(json.dumps(order["connection"]))
    quiet = {"HistoryManager": {"enabled": False}, "App": {"log_level": logging.CRITICAL}}
    app = App.instance(connection_file=str(connection), config=Config(quiet))
    app.initialize()
    connection.unlink(missing_ok=True)
    _with_room_for_frames(app.start)
    os._exit(0)


def _with_room_for_frames(run: Callable) -> None:
    """Call `run` where Python has room for a million bytes of frames.

    Python keeps the frames of functions in chunks of 16 KiB. Where a loop calls across the end of a chunk, each call
    maps a new one and each return unmaps it: some 6,000 times in one `fit`, a fifth of its time. The frame of a
    function that claims a deep stack is in a chunk as large, and the frames above it share what is left of that.
    """

    def roomy() -> None:
        run()

    roomy.__code__ = roomy.__code__.replace(co_stacksize=WORDS_OF_FRAMES)
    roomy()


NEEDED = (  # by a kernel, whatever runs in it
    "numpy", "dlcourse.grading.kernels.app", "dlcourse.grading.examiner.agent", "IPython.core.completer",
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.debugger_backport", "IPython.core.logger",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "pygments.formatters.terminal256", "stack_data",
    "tornado.platform.asyncio",
)  # fmt: skip
USED = (  # by submissions
    "tensorflow", "keras", "matplotlib.figure", "matplotlib.pyplot", "matplotlib_inline.backend_inline",
    "sklearn.datasets", "sklearn.linear_model", "sklearn.model_selection", "ipywidgets", "cProfile",
    "dlcourse.data", "dlcourse.nn", "dlcourse.plots.decision", "dlcourse.plots.images", "dlcourse.plots.softmax",
)  # fmt: skip


def import_everything(*, bare: bool = False) -> None:
    """What submissions use, so that no fork has to import it again; a bare zygote leaves out the frameworks."""
    import importlib

    gc.disable()  # nothing here is garbage: looking for it takes a sixth of the time
    if bare:
        sys.modules.update(dict.fromkeys(FRAMEWORKS))  # None: not there, also where no sandbox hides it
    for name in NEEDED if bare else NEEDED + USED:
        importlib.import_module(name)
    assert bare or sys.modules["keras"].backend.backend() == "tensorflow"
    filters.system_call_filter()  # made once, loaded by every fork
    gc.enable()
    gc.freeze()  # a collection in a fork would otherwise write to every page and undo the sharing
    if not bare:
        use_large_pages()


if __name__ == "__main__":
    import_everything(bare="bare" in sys.argv)
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
