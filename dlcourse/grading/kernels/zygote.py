"""The process that kernels are forked from: it has imported everything, and does nothing else.

It reads requests from a socket, one JSON object a packet: fork, signal, poll. It runs no TensorFlow operation and
starts no thread, so that a fork is safe; it holds no secret; and no fork inherits its socket.
"""

import gc
import json
import os
import signal
import socket
import sys
import tempfile
import traceback
from pathlib import Path

from dlcourse.grading.kernels import jail
from dlcourse.grading.kernels.limits import Limits

MAX_PACKET = 65536


def serve(control: socket.socket) -> None:
    """Answer requests until the other side hangs up."""
    children: dict[int, int | None] = {}  # pid → exit code, None while it runs
    control.send(json.dumps({"ready": os.getpid()}).encode())
    while packet := control.recv(MAX_PACKET):
        request = json.loads(packet)
        if "fork" in request:
            pid = _fork(request["fork"], control)
            children[pid] = None
            reply = {"pid": pid}
        elif "signal" in request:
            _signal(children, request["pid"], request["signal"])
            reply = {}
        else:
            _reap(children)
            reply = {"exit": children.get(request["poll"], 1)}
        control.send(json.dumps(reply).encode())
    for pid, code in children.items():
        if code is None:
            os.kill(pid, signal.SIGKILL)


def _signal(children: dict, pid: int, number: int) -> None:
    _reap(children)
    if pid in children and children[pid] is None:
        os.kill(pid, number)


def _reap(children: dict) -> None:
    """Collect the exit codes of children that have ended."""
    for pid, code in children.items():
        if code is None and os.waitpid(pid, os.WNOHANG)[0] == pid:
            children[pid] = 0


def _fork(order: dict, control: socket.socket) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            os.setsid()
            _guardian(order) if order["jailed"] else _kernel(order)
        except BaseException:
            traceback.print_exc(file=sys.__stderr__)
        finally:
            os._exit(1)
    return pid


def _guardian(order: dict) -> None:
    """Stand between zygote and kernel: born outside of the new PID namespace, it can end all that is in it."""
    jail.die_with_parent()
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
    os.write(tell, str(kernel).encode())
    os.close(tell)
    _, status = os.waitpid(kernel, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0x7F)


def _jailed_kernel(order: dict, outer_pid: int) -> None:
    try:
        limits = Limits(**order["limits"])
        jail.build_walls(outer_pid, limits)
        jail.give_up_privileges()
        jail.set_limits(limits)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        _kernel(order)
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
    finally:
        os._exit(1)


def _kernel(order: dict) -> None:
    """Become a Jupyter kernel; never returns."""
    from ipykernel.kernelapp import IPKernelApp

    signal.signal(signal.SIGINT, signal.default_int_handler)
    work, home = Path(order["work"]), Path(order["home"])
    os.environ.update(HOME=str(home), IPYTHONDIR=str(home / ".ipython"), JUPYTER_RUNTIME_DIR=str(home))
    os.environ["TMPDIR"] = tempfile.tempdir = order["tmp"]
    os.chdir(work)
    connection = home / "connection.json"
    connection.write_text(json.dumps(order["connection"]))
    app = IPKernelApp.instance()
    app.initialize(["-f", str(connection), "--HistoryManager.enabled=False", "--IPKernelApp.log_level=CRITICAL"])
    connection.unlink(missing_ok=True)
    app.start()
    os._exit(0)


def import_everything() -> None:
    """What submissions use, so that no fork has to import it again."""
    import importlib

    for name in (
        "numpy", "matplotlib.figure", "matplotlib.pyplot", "matplotlib_inline.backend_inline", "tensorflow", "keras",
        "sklearn.datasets", "sklearn.linear_model", "sklearn.model_selection", "ipywidgets", "ipykernel.kernelapp",
        "ipykernel.ipkernel", "IPython.core.completer", "dlcourse.checks", "dlcourse.grading.examiner.agent",
        "dlcourse.plots.decision", "dlcourse.plots.images", "dlcourse.plots.softmax",
    ):  # fmt: skip
        importlib.import_module(name)
    keras = sys.modules["keras"]
    assert keras.backend.backend() == "tensorflow"
    gc.collect()
    gc.freeze()  # a collection in a fork would otherwise write to every page and undo the sharing


if __name__ == "__main__":
    import_everything()
    serve(socket.socket(fileno=int(sys.argv[1])))
