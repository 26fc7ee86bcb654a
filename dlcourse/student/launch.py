"""Starting JupyterLab, for students without nbgrader's menus for instructors."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote

import dlcourse

SETTINGS = Path(dlcourse.__file__).with_name("lab_settings")
# What is switched off for students: on every machine, and where they work alone, without a folder to hand in to.
FOR_STUDENTS = (SETTINGS / "alone", SETTINGS / "student")


def launch(folder: Path, start: Path, page: str | None, *, instructor: bool, more: Sequence[str]) -> NoReturn:
    """Become JupyterLab on this folder, opened on a page in it. nbgrader reads its settings from where it starts."""
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={SETTINGS}"]
    options += [f"--LabApp.default_url=/lab/tree/{quote(page)}"] if page else []
    command = [sys.executable, "-m", "jupyterlab", *options, *more]
    os.chdir(start)
    if os.name == "nt":  # there, no process can take another's place
        lab = subprocess.Popen(command, env=environment(instructor))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for JupyterLab, which asks back
        sys.exit(lab.wait())
    os.execve(sys.executable, command, environment(instructor))


def environment(instructor: bool) -> dict[str, str]:
    """This process's variables, with the programs beside this Python first, and the settings for students."""
    ours = [str(settings) for settings in FOR_STUDENTS]
    programs = [Path(sys.executable).parent, os.environ.get("PATH", "")]
    # Perhaps this runs in a terminal of a JupyterLab that has these settings already.
    others = [path for path in os.environ.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep) if path not in ours]
    settings = others if instructor else [*ours, *others]
    return os.environ | {"PATH": _joined(programs), "JUPYTER_CONFIG_PATH": _joined(settings)}


def _joined(places: Iterable[str | Path]) -> str:
    return os.pathsep.join(filter(None, map(str, places)))
