"""Run the zygote inside bubblewrap, where it sees only Python and the packages, read-only."""

import os
import shutil
import site
import subprocess
import sys
from functools import cache
from pathlib import Path

from dlcourse.grading import GradingError
from dlcourse.grading.jail import installation
from dlcourse.grading.jail.unprivileged import as_user_of_kernels, user_of_kernels

# The environment variables of every kernel. It gets none of the grader's own.
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

# The parts of this package that a bare kernel needs. It examines answers that may not use a framework.
_NEEDED_BY_BARE_KERNELS = ("__init__.py", "agent", "compat", "grading/__init__.py", "grading/jail", "grading/jupyter")

# What a bare kernel sees of the packages, and nothing else: Jupyter's kernel, NumPy, and what an honest answer may draw
# or print with. `NAME.libs` and `NAME.py` belong to NAME.
PACKAGES_OF_BARE_KERNELS = set(
    "IPython PIL asttokens colorama comm contourpy cycler dateutil decorator executing fontTools ipykernel "
    "ipython_pygments_lexers ipywidgets jedi jupyter_client jupyter_core kiwisolver matplotlib matplotlib_inline "
    "mpl_toolkits msgpack nest_asyncio nest_asyncio2 numpy packaging pandas parso pexpect pillow platformdirs "
    "prompt_toolkit psutil ptyprocess pure_eval pygments pylab pyparsing pyseccomp pytz pyzmq six stack_data tornado "
    "tqdm traitlets typing_extensions tzdata wcwidth zmq".split()
)

# Folders that each jail has for itself. So is /tmp, but there Python and its packages stay visible.
_PRIVATE_FOLDERS = ("dev", "kernel", "private", "proc")


class IsolationError(GradingError):
    """Submissions cannot be isolated on this machine; the message gives the reason and the remedy."""


def chosen_isolation(setting: str, course: Path | None = None) -> str:
    """The isolation that "auto", "bubblewrap" or "none" means on this machine: "bubblewrap" or "none".

    Raises IsolationError where bubblewrap cannot be used, or where submissions would see the folder `course`.
    """
    if setting == "none":
        return "none"
    reason = why_unavailable()
    if not reason and course and installation.is_visible(course):
        reason = f"submissions would see {course}: it lies where Python or its packages do. Move it elsewhere."
    if reason:
        raise IsolationError(f"{reason} Or accept the risk: isolation none runs submissions with your own rights.")
    return "bubblewrap"


@cache
def why_unavailable() -> str | None:
    """Why bubblewrap cannot be used on this machine, and what to do about it; None when it can."""
    if sys.platform != "linux":
        return f"isolation needs Linux, and this is {sys.platform}. Grade on a Linux machine, or in a virtual one."
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed. Install it: `apt-get install bubblewrap`, or your system's package."
    for path in installation.files():
        if path.parts[1] in _PRIVATE_FOLDERS:
            return f"Python or a package lies in {path}, but each submission has its own /{path.parts[1]}. Move it."
    probe = subprocess.run(
        [*bwrap_arguments(), *as_user_of_kernels(["/usr/bin/true"])], capture_output=True, text=True, check=False
    )
    if probe.returncode != 0:
        reason = (probe.stderr.strip().splitlines() or ["no reason given"])[-1]
        return f"bubblewrap does not work here ({reason}). Allow unprivileged user namespaces on this machine."
    return None


def command(arguments: list[str], *, bare: bool) -> list[str]:
    """The command that runs Python with these arguments inside the sandbox; a bare sandbox has no frameworks in it."""
    python = as_user_of_kernels([str(installation.program()), "-P", *arguments])
    return [*bwrap_arguments(), *(_hide_packages() if bare else []), *python]


def bwrap_arguments() -> list[str]:
    """The command line of bubblewrap, up to the program that it runs."""
    bwrap = ["bwrap", *_namespaces(), "--new-session", "--clearenv"]
    bwrap += ["--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]
    bwrap += ["--dir", "/kernel", "--dir", "/private"]
    for folder in ("/bin", "/lib", "/lib64", "/sbin"):
        if os.path.islink(folder):
            bwrap += ["--symlink", os.readlink(folder), folder]
        elif os.path.isdir(folder):
            bwrap += ["--ro-bind", folder, folder]
    etc = [Path("/etc/ld.so.cache"), Path("/etc/localtime")]
    bwrap += _open_folders([*etc, *installation.files(), *installation.links()])
    for file in map(str, etc):
        bwrap += ["--ro-bind-try", file, file]
    for path in installation.files():
        bwrap += ["--ro-bind", str(path), str(path)]
    for link, path in installation.links().items():
        bwrap += ["--symlink", str(path), str(link)]
    for name, value in (ENVIRONMENT | _search_paths()).items():
        bwrap += ["--setenv", name, value]
    return [*bwrap, "--chdir", "/"]


def _namespaces() -> list[str]:
    """Root makes no user namespace: in one, it could not become another user. See `unprivileged.py`."""
    if user_of_kernels() is None:
        return ["--unshare-all", "--cap-drop", "ALL", "--uid", "1000", "--gid", "1000"]
    namespaces = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    return [*namespaces, "--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]


def _open_folders(paths: list[Path]) -> list[str]:
    """Make the folders above these paths so that every user can enter them, also where only root can outside."""
    folders = sorted({folder for path in paths for folder in path.parents} - {Path("/"), Path("/tmp")})
    return [argument for folder in folders for argument in ("--perms", "0755", "--dir", str(folder))]


def _search_paths() -> dict[str, str]:
    """The variables by which Python finds this package, and the packages that its user has installed."""
    dlcourse = {"PYTHONPATH": installation.search_path()} if installation.search_path() else {}
    return dlcourse | ({"PYTHONUSERBASE": site.getuserbase()} if site.ENABLE_USER_SITE else {})


def _hide_packages() -> list[str]:
    """Mount an empty folder over each folder of packages, and in it what a bare kernel needs."""
    dlcourse = installation.package()
    own = installation.packages()
    hidden = [*installation.other_parts_of_system(), *installation.other_packages(), *own, dlcourse]
    needed = [path for folder in own for path in sorted(folder.iterdir()) if _is_needed(path)]
    needed += [dlcourse / name for name in _NEEDED_BY_BARE_KERNELS]
    mounts = [argument for path in hidden for argument in ("--perms", "0755", "--tmpfs", str(path))]
    mounts += _open_folders([path for path in needed if path.is_relative_to(dlcourse)])
    for path in needed:
        mounts += ["--ro-bind", str(path), str(path)]
    # All kernels share these folders: read-only, so that no kernel can leave files in them for the next.
    return mounts + [argument for path in hidden for argument in ("--remount-ro", str(path))]


def _is_needed(path: Path) -> bool:
    """Whether this file or folder, in a folder of packages, is one that a bare kernel needs, or says its version."""
    name = path.name.split(".")[0].split("-")[0]
    return name.lower() in {name.lower() for name in PACKAGES_OF_BARE_KERNELS}
