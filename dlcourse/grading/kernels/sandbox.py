"""The outer wall: bubblewrap around the zygote, with nothing inside but Python and the packages, read-only."""

import os
import shutil
import site
import subprocess
import sys
from functools import cache
from pathlib import Path

from dlcourse.grading import CannotGrade
from dlcourse.grading.kernels import installation

# Every kernel computes with these; and nothing of the grader's own environment goes in.
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "HOME": "/tmp",
    "USER": "student",
    "LOGNAME": "student",
    "LANG": "C.UTF-8",
    "KERAS_BACKEND": "tensorflow",
    "KERAS_HOME": "/tmp/keras",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
}

# Not there where answers that must be built by hand are examined.
FRAMEWORKS = (
    "tensorflow", "keras", "scipy", "sklearn", "torch", "jax", "autograd", "statsmodels", "nltk", "gensim", "kiwipiepy",
)  # fmt: skip
# And of this package, only what a kernel itself needs.
_AGENT = (
    "__init__.py", "quick_start.py", "quiet.py", "grading/__init__.py", "grading/kernels",
    *(f"grading/examiner/{name}.py" for name in ("__init__", "agent", "plain_data")),
    *(f"checks/{name}.py" for name in ("__init__", "answer_error", "blame", "compare", "engine", "origin", "reach",
                                       "report", "rules", "shelter", "snippet", "ways_round")),
)  # fmt: skip

# What a jail puts its own folders over; below /tmp, Python and its packages stay in sight.
_EACH_KERNELS_OWN = ("dev", "kernel", "private", "proc")


class NoIsolation(CannotGrade):
    """Submissions cannot be isolated on this machine; the message gives the reason and the remedy."""


def chosen_isolation(wish: str, course: Path | None = None) -> str:
    """What "auto", "bubblewrap" or "none" means here: "bubblewrap" or "none". Raises NoIsolation.

    It is also raised where submissions would see the course's folder, if one is given.
    """
    if wish == "none":
        return "none"
    reason = why_not()
    if not reason and course and installation.shows(course):
        reason = f"submissions would see {course}: it lies where Python or its packages do. Move it elsewhere."
    if reason:
        raise NoIsolation(f"{reason} Or accept the risk: isolation none runs submissions with your own rights.")
    return "bubblewrap"


@cache
def why_not() -> str | None:
    """Why bubblewrap cannot be used here and what to do about it; None when it can."""
    if sys.platform != "linux":
        return f"isolation needs Linux, and this is {sys.platform}. Grade on a Linux machine, or in a virtual one."
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed. Install it: `apt-get install bubblewrap`, or your system's package."
    for path in installation.files():
        if path.parts[1] in _EACH_KERNELS_OWN:
            return f"Python or a package lies in {path}, and each submission has its own /{path.parts[1]}. Move it."
    probe = subprocess.run([*_walls(), "/usr/bin/true"], capture_output=True, text=True, check=False)
    if probe.returncode != 0:
        reason = (probe.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"bubblewrap does not work here ({reason}). Allow unprivileged user namespaces on this machine."
    return None


def command(arguments: list[str], *, bare: bool) -> list[str]:
    """The command that runs Python with these arguments inside the sandbox; a bare one has no frameworks in it."""
    return [*_walls(), *(_without_frameworks() if bare else []), str(installation.program()), "-P", *arguments]


def _walls() -> list[str]:
    walls = ["bwrap", "--unshare-all", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    walls += ["--uid", "1000", "--gid", "1000"]  # nobody in particular: not root, not even by name
    walls += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--dir", "/kernel"]
    walls += ["--dir", "/private"]
    for link in ("bin", "lib", "lib64", "sbin"):
        if os.path.islink(f"/{link}"):
            walls += ["--symlink", os.readlink(f"/{link}"), f"/{link}"]
        elif os.path.isdir(f"/{link}"):
            walls += ["--ro-bind", f"/{link}", f"/{link}"]
    for path in ("/etc/ld.so.cache", "/etc/localtime"):
        walls += ["--ro-bind-try", path, path]
    for path in installation.files():
        walls += ["--ro-bind", str(path), str(path)]
    for link, path in installation.links().items():
        walls += ["--symlink", str(path), str(link)]
    for name, value in (ENVIRONMENT | _search_paths()).items():
        walls += ["--setenv", name, value]
    return [*walls, "--chdir", "/"]


def _search_paths() -> dict[str, str]:
    """The variables by which Python finds this very package, and what its user has installed."""
    ours = {"PYTHONPATH": installation.search_path()} if installation.search_path() else {}
    return ours | ({"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {})


def _without_frameworks() -> list[str]:
    """Empty folders in the place of frameworks, other Pythons' packages, and all in this one that solves exercises."""
    ours = installation.package()
    hidden = [folder / name for folder in installation.packages() for name in FRAMEWORKS if (folder / name).is_dir()]
    hidden += installation.other_packages()
    walls = [argument for path in (*hidden, ours) for argument in ("--tmpfs", str(path))]
    walls += [argument for name in _AGENT for argument in ("--ro-bind", *2 * (str(ours / name),))]
    # Every kernel sees these folders: nothing may be left in them for the next.
    return walls + [argument for path in (*hidden, ours) for argument in ("--remount-ro", str(path))]
