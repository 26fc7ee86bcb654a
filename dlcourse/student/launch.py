"""Start JupyterLab. Students do not see nbgrader's menus for instructors."""

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
# Settings that switch off menus: those not for students, and those that do not work without a shared exchange folder.
FOR_STUDENTS = (SETTINGS / "alone", SETTINGS / "student")


def launch(folder: Path, start: Path, page: str | None, *, instructor: bool, more: Sequence[str]) -> NoReturn:
    """Replace this process by JupyterLab, with `folder` as its root and `page` open.

    nbgrader reads its settings from the folder `start`.
    """
    options = [f"--ServerApp.root_dir={folder}", f"--LabApp.app_settings_dir={SETTINGS}"]
    options += [f"--LabApp.default_url=/lab/tree/{quote(page)}"] if page else []
    command = [sys.executable, "-m", "jupyterlab", *options, *more]
    os.chdir(start)
    if os.name == "nt":  # Windows cannot replace a process by another
        lab = subprocess.Popen(command, env=environment(instructor))
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for JupyterLab, which asks before it stops
        sys.exit(lab.wait())
    os.execve(sys.executable, command, environment(instructor))


def environment(instructor: bool) -> dict[str, str]:
    """The environment variables, with this Python's programs first on PATH, and with the settings for students."""
    for_students = [str(settings) for settings in FOR_STUDENTS]
    programs = [str(Path(sys.executable).parent), os.environ.get("PATH", "")]
    # In a terminal of a JupyterLab for students, the variable contains these settings already.
    others = [path for path in os.environ.get("JUPYTER_CONFIG_PATH", "").split(os.pathsep) if path not in for_students]
    settings = others if instructor else [*for_students, *others]
    return os.environ | {"PATH": _path_list(programs), "JUPYTER_CONFIG_PATH": _path_list(settings)}


def _path_list(paths: Iterable[str]) -> str:
    return os.pathsep.join(filter(None, paths))
