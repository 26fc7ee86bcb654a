"""Run the commands of a document's shell blocks in one shell, as a reader would type them."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.support.documents import Line, shell_lines

PERSON = f"{shlex.quote(sys.executable)} {shlex.quote(str(Path(__file__).with_name('person.py')))}"
# nbgrader's exit code is 0 even for an unknown command, and after some errors.
COMPLAINT = re.compile(r"^No command given|\| (ERROR|CRITICAL)\]", flags=re.MULTILINE)
# A line that fails ends the walk, and its place is printed last.
BEGIN = """
set -euo pipefail
at="before the first line"
trap 'code=$?; [ $code = 0 ] || echo "FAILED WITH $code: $at" >&2' EXIT
"""


def walk(document: Path, folder: Path, environment: Mapping[str, str], stand_ins: Mapping[str, str]) -> str:
    """Run all shell lines of a document, beginning in `folder`; returns what they print.

    Raises AssertionError with the place of the line that failed.
    """
    command = ["bash", "-c", script(shell_lines(document), stand_ins)]
    run = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, errors="replace", check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-8000:]
    for said in run.stdout.split("\n--- "):
        assert not COMPLAINT.search(said), f"{said[-8000:]}\nSAID AN ERROR: {said.partition(chr(10))[0]}"
    return run.stdout


def script(lines: list[Line], stand_ins: Mapping[str, str], repository: Path = REPOSITORY) -> str:
    """These lines as a script for bash, which prints the place of the line that fails.

    `stand_ins`: command → what is run in its place, if the command needs a person or another machine. `{line}` in it
    stands for the line itself.
    """
    unknown = set(stand_ins) - {line.command for line in lines}
    assert not unknown, f"the document no longer has the lines {sorted(unknown)}"
    text = [BEGIN]
    for line in lines:
        done = stand_ins.get(line.command, "{line}").replace("{line}", line.text)
        text += [f"at={shlex.quote(f'{line.place}: {line.command}')}", 'echo "--- ${SECONDS} s: $at"']
        text += [done.replace("<this repository>", shlex.quote(str(repository)))]
    return "\n".join(text)


def own_environment() -> dict[str, str]:
    """This process's variables, without those of the tests and of the virtual environment that they run in."""
    of_tests = (
        "VIRTUAL_ENV",
        "PYTHONPATH",
        "MAKE",
        "MFLAGS",
        "PYTEST_",
        "JUPYTER_",
        "TF_",
        "OMP_",
        "OPENBLAS_",
        "KERAS_",
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(of_tests)}
    programs = str(Path(sys.executable).parent)
    kept["PATH"] = os.pathsep.join(path for path in os.environ["PATH"].split(os.pathsep) if path != programs)
    return kept


def newcomers_environment(private: Path) -> dict[str, str]:
    """The variables of a newcomer's terminal. JupyterLab is allowed to run as root, and opens no browser.

    Of thousands of modules only those that are used are compiled, when they are: set-up then takes seconds.
    """
    for name in ("config", "runtime", "data", "tmp"):
        (private / name).mkdir(parents=True)
    allowed = '{"ServerApp": {"allow_root": true, "open_browser": false}}'
    (private / "config" / "jupyter_server_config.json").write_text(allowed)
    return own_environment() | {
        "PYTHON": os.path.realpath(sys._base_executable),  # type: ignore[attr-defined]  # the Python that these tests are for
        "UV_COMPILE_BYTECODE": "0",
        "TMPDIR": str(private / "tmp"),
        "JUPYTER_CONFIG_DIR": str(private / "config"),
        "JUPYTER_RUNTIME_DIR": str(private / "runtime"),
        "JUPYTER_DATA_DIR": str(private / "data"),
    }
