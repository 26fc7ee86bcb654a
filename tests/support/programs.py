"""Programs of the system that tests run: what each is for, whether it is here, and what brings it.

A test names what it needs: `@pytest.mark.needs("bubblewrap")`. Where that is missing the test is skipped, and the run ends
with one line a program. `python -m tests.support.programs NAME…` installs what is missing, where it may.
"""

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY


@dataclass(frozen=True)
class Program:
    """`fault` says why one that is here cannot be used; empty when it can."""

    name: str
    tests: str
    here: Callable[[], object]
    apt: str = ""
    brew: str = ""
    remedy: str = ""
    fault: Callable[[], str | None] = lambda: None


def chromium() -> str | None:
    """The browser of the tests."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def postgresql() -> Path | None:
    """The folder of PostgreSQL's server programs; Debian does not put them on PATH."""
    found = shutil.which("initdb")
    return Path(found).parent if found else max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def bubblewrap_fault() -> str | None:
    """Why bubblewrap cannot be used here, as graders are told."""
    from dlcourse.grading.jail.bubblewrap import why_unavailable

    return why_unavailable()


def proxy() -> bool:
    """Whether the hub's proxy is installed, and Node.js to run it."""
    return bool(shutil.which("node")) and (REPOSITORY / "deploy/hub/node_modules/configurable-http-proxy").is_dir()


PROGRAMS = {
    program.name: program
    for program in (
        Program(
            "bubblewrap",
            "jailed grading",
            lambda: sys.platform == "linux" and shutil.which("bwrap"),
            apt="bubblewrap libseccomp2",
            remedy="" if sys.platform == "linux" else "It is a program for Linux.",
            fault=bubblewrap_fault,
        ),
        Program("chromium", "pages in a browser", chromium, apt="chromium", brew="--cask chromium"),
        Program("postgresql", "a gradebook in PostgreSQL", postgresql, apt="postgresql", brew="postgresql"),
        Program("npm", "a class on JupyterHub", proxy, apt="npm", brew="node"),
        Program(
            "root",
            "accounts on JupyterHub",
            lambda: hasattr(os, "geteuid") and os.geteuid() == 0,
            remedy="Run them as root, on a machine of which nothing depends: they make accounts.",
        ),
    )
}


@cache
def missing(name: str) -> str:
    """What is to be done before tests can use this program; empty when it is here and works."""
    program = PROGRAMS[name]
    if program.here():
        return program.fault() or ""
    tool, package = ("brew", program.brew) if sys.platform == "darwin" else ("apt-get", program.apt)
    return program.remedy or f"Install it: `{tool} install {package}`, or your system's package."


def install(names: list[str]) -> None:
    """Install those of these programs that are missing, saying so first. Does nothing where it may not."""
    rights = _rights()
    wanted = [PROGRAMS[name] for name in names if PROGRAMS[name].apt and not PROGRAMS[name].here()]
    wanted = [program for program in wanted if not (program.name == "npm" and shutil.which("npm"))]
    if not wanted or rights is None or not shutil.which("apt-get"):
        return
    for program in wanted:
        command = f"apt-get install --no-install-recommends {program.apt}"
        print(f"Installing {program.name}, to test {program.tests}: {command}  (make … INSTALL=no leaves it out)")
    sys.stdout.flush()
    apt = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    for program in wanted:  # one by one: where one cannot be had, the others can
        install = [*apt, "install", "--yes", "--no-install-recommends", *program.apt.split()]
        run = subprocess.run(install, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if run.returncode != 0:
            reason = (run.stderr.strip().splitlines() or ["no reason given"])[-1]
            print(f"{program.name} could not be installed: {reason}", flush=True)


def _rights() -> list[str] | None:
    """What to put before a command that needs root's rights; None where they are not to be had without asking."""
    if missing("root") == "":
        return []
    if not shutil.which("sudo"):
        return None
    return (
        ["sudo"] if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0 else None
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--leave-nothing-out", action="store_true", help="fail if a test was skipped")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(*programs): skipped where a program of tests.support.programs is missing")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test before its fixtures are made, if a program that it needs is missing."""
    needed = dict.fromkeys(name for mark in item.iter_markers("needs") for name in mark.args)
    lacking = [name for name in needed if missing(name)]
    if lacking:
        item.user_properties += [("lacking", name) for name in lacking]
        pytest.skip(f"{' and '.join(lacking)} cannot be used. {missing(lacking[0])}")


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    """One line for each program that was missing: what was not tested, and what brings it."""
    skipped = terminalreporter.stats.get("skipped", [])
    lacking = Counter(name for report in skipped for what, name in report.user_properties if what == "lacking")
    for name, times in lacking.items():
        line = f"Not tested without {name}: {PROGRAMS[name].tests} ({times} left out). {missing(name)}"
        terminalreporter.write_line(line, yellow=True)
    if skipped and config.getoption("leave_nothing_out"):
        terminalreporter.write_line(f"{len(skipped)} tests were skipped, and --leave-nothing-out forbids it.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """With --leave-nothing-out, a run that skipped a test has failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.config.getoption("leave_nothing_out"):
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


if __name__ == "__main__":
    install(sys.argv[1:])
