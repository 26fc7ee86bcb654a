"""What students use runs on Windows and macOS as on Linux: nothing outside of grading leans on POSIX."""

import ast
import re
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

PACKAGE = REPOSITORY / "dlcourse"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "grading"))
POSIX_MODULES = set("crypt fcntl grp posix pty pwd resource spwd syslog termios tty".split())
POSIX_NAMES = {
    "os": "fork forkpty getegid geteuid getgid getpgid getuid killpg chown chroot mkfifo nice pwrite setgid setpgid "
    "setsid setuid uname wait waitpid WNOHANG sched_getaffinity sched_setaffinity O_CLOEXEC O_NOFOLLOW",
    "signal": "SIGKILL SIGUSR1 SIGUSR2 SIGALRM SIGHUP SIGCHLD SIGSTOP SIGCONT SIGQUIT setitimer alarm pause",
}
# What opens bytes unless told otherwise, by the name it has here.
OPENS_BYTES = {"archive", "gzip", "tarfile"}
PLACES = re.compile(r"^/(tmp|dev|etc|home|proc|usr|var)\b")
ASKED_AND_MISSED = {"/proc/meminfo"}  # doctor looks whether it is there
STUDENT = [
    "dlcourse",
    "dlcourse.chapters",
    "dlcourse.checks",
    "dlcourse.cli",
    "dlcourse.data",
    "dlcourse.environments",
    "dlcourse.student.doctor",
    "dlcourse.student.progress",
    "dlcourse.student.scorecard",
    "dlcourse.nn",
    "dlcourse.notebooks",
    "dlcourse.plots",
    "dlcourse.recommend",
    "dlcourse.student",
    "dlcourse.text",
]
WITHOUT_POSIX = f"""
import builtins, importlib, pkgutil, sys
from_anyone = builtins.__import__
def import_for(name, globals=None, *rest):
    who = (globals or {{}}).get("__name__") or ""
    if who.split(".")[0] == "dlcourse" and name.split(".")[0] in {POSIX_MODULES!r}:
        raise ModuleNotFoundError(f"{{who}} imports {{name}}")
    return from_anyone(name, globals, *rest)
builtins.__import__ = import_for
for room in sys.argv[1:]:
    module = importlib.import_module(room)
    for inner in pkgutil.iter_modules(getattr(module, "__path__", [])):
        if room != "dlcourse":
            importlib.import_module(f"{{room}}.{{inner.name}}")
"""


def faults(tree):
    """(line, what) for everything in this source that works on POSIX alone, or differently elsewhere."""
    guarded = {id(inner) for function in ast.walk(tree) if _asks_first(function) for inner in ast.walk(function)}
    for node in ast.walk(tree):
        found = _imports(node) or (id(node) not in guarded and _posix_name(node)) or _text_mode(node)
        found = found or (id(node) not in guarded and _path(node))
        if found:
            yield node.lineno, found


def _asks_first(function):
    """Whether a function looks with hasattr, at os.name, or for /tmp, before it uses what is not everywhere."""
    if not isinstance(function, ast.FunctionDef):
        return False
    text = ast.unparse(function)
    return "hasattr(signal" in text or "os.name ==" in text or "os.path.isdir('/tmp')" in text


def _imports(node):
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
    return ", ".join(sorted({name.split(".")[0] for name in names} & POSIX_MODULES))


def _posix_name(node):
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
        return ""
    home = node.value.id
    return f"{home}.{node.attr}" if node.attr in POSIX_NAMES.get(home, "").split() else ""


def _text_mode(node):
    """Text that is read or written in whatever encoding the system prefers."""
    if not isinstance(node, ast.Call):
        return ""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    given = {keyword.arg: keyword.value for keyword in node.keywords}
    if "encoding" in given:
        return ""
    if name in ("run", "Popen", "check_output") and {"text", "universal_newlines"} & set(given):
        return f"{name} with text, without encoding"
    if name in ("read_text", "write_text"):
        return f"{name} without encoding"
    if name in ("open", "fdopen") and not _in_bytes(node, given):
        return f"{name} in text mode, without encoding"
    return ""


def _in_bytes(call, given):
    if isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) in OPENS_BYTES:
        return True
    modes = [*call.args[:2], given.get("mode")]
    return any("b" in inner.value for mode in filter(None, modes) for inner in ast.walk(mode) if _is_mode(inner))


def _is_mode(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("[rwxabt+]{1,3}", node.value)


def _path(node):
    if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.sep", "os.path.sep"):
        return "os.sep"
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        ends = [side.value for side in (node.left, node.right) if isinstance(side, ast.Constant)]
        return "a path put together from strings" if any(end in ("/", "\\") for end in ends) else ""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value not in ASKED_AND_MISSED:
        return node.value if PLACES.match(node.value) else ""
    return ""


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_runs_on_every_system(module):
    assert list(faults(ast.parse(module.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "source",
    [
        "import fcntl",
        "from resource import getrlimit",
        "os.fork()",
        "os.kill(pid, signal.SIGKILL)",
        "def stop():\n    signal.setitimer(signal.ITIMER_REAL, 1)",
        "open(path)",
        "open('names')",
        "path.open('w')",
        "path.read_text()",
        "path.write_text(text)",
        "subprocess.run(command, text=True)",
        "folder + '/' + name",
        "folder + os.sep + name",
        "Path('/tmp/scratch')",
    ],
)
def test_each_fault_is_seen(source):
    assert list(faults(ast.parse(source)))


@pytest.mark.parametrize(
    "source",
    [
        "open(path, 'rb')",
        "path.open('ab' if again else 'wb')",
        "path.open(encoding='utf-8')",
        "gzip.open(path)",
        "folder / name",
        "'https://' + host",
        "def stop():\n    if hasattr(signal, 'SIGALRM'):\n        signal.setitimer(signal.ITIMER_REAL, 1)",
    ],
)
def test_what_is_portable_is_no_fault(source):
    assert not list(faults(ast.parse(source)))


def test_what_a_student_uses_imports_without_any_posix_module():
    command = [sys.executable, "-c", WITHOUT_POSIX, *STUDENT]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 0, run.stderr[-2000:]


def test_that_import_would_fail_for_the_jail():
    command = [sys.executable, "-c", WITHOUT_POSIX, "dlcourse.grading.jail.namespaces"]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "dlcourse.grading.jail.namespaces imports fcntl" in run.stderr
