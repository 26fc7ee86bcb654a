"""What may be wrong with an installation, and how to mend it: the findings behind `dlcourse doctor`."""

import shutil
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

GIB = 1024**3
DISK, MEMORY = 2 * GIB, 2 * GIB  # a data set and its cache; one notebook that trains, and JupyterLab beside it
PYTHONS = ((3, 11), (3, 12), (3, 13))


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. `remedy` is empty when all is well; students can do without what is `optional`."""

    what: str
    seen: str
    remedy: str = ""
    optional: bool = False


def examine(folder: Path, lock: Path | None = None) -> Iterator[Finding]:
    """Look at everything that work in this folder needs. A checkout has a lock, an installation has none."""
    yield python_version(sys.version_info[:3])
    yield packages(lock) if lock else installed_packages(metadata.requires("dlcourse") or [])
    yield kernel()
    yield jupyter_server()
    yield disk(shutil.disk_usage(folder).free)
    yield memory(available_memory())
    yield browser()
    yield isolation()


def python_version(version: tuple[int, int, int]) -> Finding:
    """A Python for which the course is made."""
    seen = ".".join(map(str, version))
    remedy = "" if version[:2] in PYTHONS else "Install Python 3.11, 3.12 or 3.13 and run `make lab` again."
    return Finding("Python", seen, remedy)


def packages(lock: Path) -> Finding:
    """Every package stands at the version that requirements.txt names."""
    from packaging.requirements import InvalidRequirement

    mend = "Run `rm .venv/.ready` and `make lab`: it installs what is missing."
    try:
        lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        return _compared(lines, "as locked", mend)
    except (OSError, UnicodeDecodeError, InvalidRequirement) as problem:
        remedy = "Run `git restore requirements.txt`: it brings back this one file and touches no other."
        return Finding("packages", f"requirements.txt cannot be read: {problem}", remedy)


def installed_packages(wanted: list[str]) -> Finding:
    """Every package is there, in a version that the installed course can work with."""
    mend = "Install the course again, as its start page says. Your notebooks are not touched by this."
    return _compared(wanted, "as the course needs", mend)


def _compared(wanted: list[str], well: str, mend: str) -> Finding:
    """What is installed beside what these lines ask for. Raises InvalidRequirement."""
    from packaging.requirements import Requirement

    asked = [Requirement(line) for line in wanted]
    needed = [package for package in asked if package.marker is None or package.marker.evaluate({"extra": ""})]
    others = [f"{package.name} {found}" for package in needed if (found := _other_version(package))]
    if others:
        more = f" and {len(others) - 3} more" if len(others) > 3 else ""
        return Finding("packages", f"not {well}: {', '.join(others[:3])}{more}", mend)
    return Finding("packages", f"all {len(needed)} {well}")


def _other_version(package) -> str:
    """The version that is there in place of a wanted one; empty when it is a wanted one."""
    try:
        found = metadata.version(package.name)
    except metadata.PackageNotFoundError:
        return "is missing"
    return "" if package.specifier.contains(found, prereleases=True) else found


def kernel() -> Finding:
    """The kernel `python3` is this environment's own."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    mend = f"Run `{sys.executable} -m ipykernel install --sys-prefix`."
    try:
        program = Path(KernelSpecManager().get_kernel_spec("python3").argv[0])
    except NoSuchKernel:
        return Finding("kernel", "there is no kernel python3", mend)
    # Jupyter replaces a bare "python" by the environment's own.
    own = program.name == str(program) or program.parent == Path(sys.executable).parent
    return Finding("kernel", "python3") if own else Finding("kernel", f"python3 is another Python: {program}", mend)


def jupyter_server() -> Finding:
    """nbgrader's part of the server is switched on: without it there is no Validate button and no Formgrader."""
    from jupyter_core.paths import jupyter_config_path

    found = any(
        (Path(folder) / "jupyter_server_config.d" / "nbgrader.json").exists() for folder in jupyter_config_path()
    )
    remedy = "" if found else f"Run `{sys.executable} -m jupyter server extension enable --sys-prefix nbgrader`."
    return Finding("JupyterLab", "with nbgrader" if found else "without nbgrader's buttons", remedy)


def disk(free: int) -> Finding:
    """Room for data sets and saved models."""
    remedy = "" if free >= DISK else f"Make room: {DISK // GIB} GB are enough."
    return Finding("disk", f"{free / GIB:.1f} GB free", remedy)


def memory(available: int | None) -> Finding:
    """Memory for a notebook that trains. None: this system does not tell."""
    if available is None:
        return Finding("memory", "not known on this system")
    remedy = "" if available >= MEMORY else f"Close other programs: a notebook that trains wants {MEMORY // GIB} GB."
    return Finding("memory", f"{available / GIB:.1f} GB available", remedy)


def available_memory() -> int | None:
    """Bytes of memory that programs can still get, where the system says so (Linux)."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    kilobytes = {name: int(rest.split()[0]) for name, rest in (line.split(":") for line in lines)}
    return 1024 * kilobytes["MemAvailable"]


def browser() -> Finding:
    """JupyterLab opens in a browser."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        remedy = "Open the address that JupyterLab prints when it starts in a browser of your choice."
        return Finding("browser", "none found", remedy, optional=True)
    return Finding("browser", "found")


def isolation() -> Finding:
    """Whether submissions can be graded here; students do not need it."""
    from dlcourse.grading.kernels.sandbox import why_not

    reason = why_not()
    if reason:
        return Finding("isolation", "not to be had", f"{reason} Only instructors need this.", optional=True)
    return Finding("isolation", "bubblewrap works")
