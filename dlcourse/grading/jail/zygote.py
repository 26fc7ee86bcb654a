"""The process that kernels are forked from: it imports everything once, so that a kernel starts quickly.

It reads requests from sockets, one JSON object per packet: fork, signal, poll. It runs no TensorFlow operation and
starts no thread, so that a fork is safe. It holds no secret, and no fork inherits its sockets.
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

from dlcourse.agent.frameworks import FRAMEWORKS
from dlcourse.compat.ipykernel import import_without_debugger
from dlcourse.compat.keras import build_before_tracing
from dlcourse.grading.jail import namespaces, seccomp, watchdog
from dlcourse.grading.jail.huge_pages import use_huge_pages
from dlcourse.grading.jail.limits import Limits

MAX_PACKET = 65536
SECONDS_BETWEEN_POLLS = 0.5  # of the kernels, while no request comes
MAX_IDLE_SECONDS = 600  # without a connection; then this process ends
STACK_WORDS = 70_000  # just over half of 1 MiB: Python rounds up to the next power of two


class _Kernel:
    """The kernel of one connection."""

    pid: int | None = None  # None: nothing was forked yet
    exit_code: int | None = None  # None: it runs

    def running(self) -> int | None:
        """Its process id while it runs."""
        return self.pid if self.exit_code is None else None

    def poll(self) -> None:
        """Collect its exit code if it has ended."""
        if (pid := self.running()) is not None:
            ended, status = os.waitpid(pid, os.WNOHANG)
            self.exit_code = os.waitstatus_to_exitcode(status) if ended else None

    def kill(self) -> None:
        if (pid := self.running()) is not None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def serve(listener: socket.socket, versions: list[int]) -> None:
    """Answer requests until there has been no connection for a while, or, after a "retire", until the last one closes.

    A connection is for one kernel, which ends when the client closes it; no other client can signal that kernel.

    Args:
        versions: sent to each client, which so learns whether this process has imported the current packages.
    """
    kernels: dict[socket.socket, _Kernel] = {}
    selector = selectors.PollSelector()  # needs no file descriptor, which a fork would inherit
    selector.register(listener, selectors.EVENT_READ)
    while kernels or listener.fileno() >= 0:
        ready = selector.select(SECONDS_BETWEEN_POLLS if kernels else MAX_IDLE_SECONDS)
        if not ready and not kernels:
            return
        for key, _ in ready:
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            if connection is listener:
                connection, _ = listener.accept()
                kernels[connection] = _Kernel()
                selector.register(connection, selectors.EVENT_READ)
                _send(connection, {"versions": versions})
            elif packet := _receive(connection):
                request = json.loads(packet)
                if "retire" in request and listener.fileno() >= 0:
                    selector.unregister(listener)
                    listener.close()
                _send(connection, _answer(request, kernels[connection], [listener, *kernels]))
            else:
                selector.unregister(connection)
                kernels.pop(connection).kill()
                connection.close()
        for kernel in kernels.values():
            kernel.poll()


def _answer(request: dict, kernel: _Kernel, sockets: list[socket.socket]) -> dict:
    """Do what a request says, and give the reply. A fork closes its copies of `sockets`."""
    kernel.poll()
    if "fork" in request:
        kernel.pid = _fork(request["fork"], sockets)
        return {"pid": kernel.pid}
    if "signal" in request and (pid := kernel.running()) is not None:
        os.kill(pid, request["signal"])
    return {"exit": kernel.exit_code}


def _receive(connection: socket.socket) -> bytes:
    """The next packet; empty where the client has closed the connection."""
    try:
        return connection.recv(MAX_PACKET)
    except OSError:
        return b""


def _send(connection: socket.socket, reply: dict) -> None:
    with contextlib.suppress(OSError):  # where the client has closed the connection, the next `_receive` tells
        connection.send(json.dumps(reply).encode())


def _fork(order: dict, sockets: list[socket.socket]) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            for inherited in sockets:
                inherited.close()
            os.setsid()
            if order["processors"]:  # kernels of several workers compute on different ones
                with contextlib.suppress(OSError):  # where this process may not use these
                    os.sched_setaffinity(0, order["processors"])
            _become_guardian(order) if order["jailed"] else _become_kernel(order)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)
    return pid


def _become_guardian(order: dict) -> None:
    """Fork a kernel into a new PID namespace, and watch it from outside; ends with the kernel.

    From outside, the guardian sees all processes of the namespace, and can end them.
    """
    namespaces.die_with_parent()
    Path("/proc/self/oom_score_adj").write_text("1000")  # when memory runs out, Linux ends a kernel first
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    namespaces.enter_namespaces()
    pid_reader, pid_writer = os.pipe()
    ready_reader, ready_writer = os.pipe()
    kernel = os.fork()
    if kernel == 0:
        os.close(pid_writer)
        os.close(ready_reader)
        namespaces.die_with_parent()
        outer_pid = int(os.read(pid_reader, 32))
        os.close(pid_reader)
        _become_jailed_kernel(order, outer_pid, ready_writer)
    os.close(pid_reader)
    os.close(ready_writer)
    signal.signal(signal.SIGINT, lambda *_: os.kill(kernel, signal.SIGINT))
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)  # before the kernel replaces it
    os.write(pid_writer, str(kernel).encode())
    os.close(pid_writer)
    if os.read(ready_reader, 1):  # empty where the kernel has ended
        namespaces.protect_sockets()  # before any student's code: the grader waits for it
    os._exit(watchdog.wait_and_limit(kernel, Limits(**order["limits"]), proc))


def _become_jailed_kernel(order: dict, outer_pid: int, ready: int) -> None:
    try:
        limits = Limits(**order["limits"])
        namespaces.mount_private_folders(outer_pid, limits)
        namespaces.give_up_privileges()
        namespaces.set_limits(limits)
        _become_kernel(order, ready)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(1)


def _become_kernel(order: dict, ready: int | None = None) -> None:
    """Become a Jupyter kernel; never returns. Writes to the file `ready` when its sockets are open."""
    from traitlets.config import Config

    from dlcourse.grading.jupyter.ipykernel_app import App

    # Until now, stderr went to the log that says why a start failed. A submission must not write to that log.
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 2)
    os.close(null)
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
    if ready is not None:
        os.write(ready, b"1")
        os.close(ready)
    _call_with_large_stack_chunk(app.start)
    os._exit(0)


def _call_with_large_stack_chunk(run: Callable) -> None:
    """Call `run` with 1 MiB for the frames of Python functions.

    Python keeps frames in chunks of 16 KiB. If a loop calls a function whose frame does not fit into the current chunk,
    each call maps a new chunk and each return unmaps it: about 6,000 times in one `fit`, a fifth of its time. For a
    function with a large `co_stacksize`, Python maps a chunk of that size, and the frames above it use the same chunk.
    """

    def call() -> None:
        run()

    call.__code__ = call.__code__.replace(co_stacksize=STACK_WORDS)
    call()


NEEDED = (  # by every kernel
    "numpy", "dlcourse.grading.jupyter.ipykernel_app", "dlcourse.agent.agent", "IPython.core.completer",
    "IPython.core.completerlib", "IPython.core.debugger", "IPython.core.debugger_backport", "IPython.core.logger",
    "IPython.core.oinspect", "IPython.extensions.storemagic", "pygments.formatters.terminal256", "stack_data",
    "tornado.platform.asyncio",
)  # fmt: skip
USED = (  # by submissions
    "tensorflow", "keras", "matplotlib.figure", "matplotlib.pyplot", "matplotlib_inline.backend_inline",
    "sklearn.datasets", "sklearn.linear_model", "sklearn.model_selection", "ipywidgets", "cProfile",
    "dlcourse.data", "dlcourse.nn", "dlcourse.plots.images", "dlcourse.plots.perceptron.decision_boundary",
    "dlcourse.plots.perceptron.softmax",
)  # fmt: skip


def import_everything(*, bare: bool = False) -> None:
    """Import the packages that submissions use, once for all forks; a bare zygote imports no frameworks."""
    import importlib

    gc.disable()  # imports make no garbage, and searching for it would take a sixth of the time
    if bare:
        for name in FRAMEWORKS:  # None: importing it fails, also where no sandbox hides it
            sys.modules[name] = None  # type: ignore[assignment]  # typeshed knows modules only
    import_without_debugger()
    build_before_tracing()
    for name in NEEDED if bare else NEEDED + USED:
        importlib.import_module(name)
    assert bare or sys.modules["keras"].backend.backend() == "tensorflow"
    seccomp.system_call_filter()  # made once, loaded by every fork
    gc.enable()
    gc.freeze()  # otherwise a collection in a fork would write to every page of memory, and copy it
    if not bare:
        use_huge_pages()


if __name__ == "__main__":
    import_everything(bare="bare" in sys.argv)
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
