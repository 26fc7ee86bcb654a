"""Find what is wrong with an installation, and how to fix it: the findings of `dlcourse doctor`."""

import shutil
import sys
import webbrowser
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.requirements import Requirement

GIB = 1024**3
DISK, MEMORY = 2 * GIB, 2 * GIB  # for a data set and its cache; for JupyterLab and one notebook that trains
PYTHONS = ((3, 11), (3, 12), (3, 13))


@dataclass(frozen=True)
class Finding:
    """The result for one part of the installation. `remedy` is empty when it is right.

    Students can work without a part that is `optional`.
    """

    what: str
    seen: str
    remedy: str = ""
    optional: bool = False


def examine(folder: Path, lock: Path | None = None) -> Iterator[Finding]:
    """Examine everything that working in this folder needs. A checkout has a lock, an installation has none."""
    yield python_version(sys.version_info[:3])
    yield packages(lock) if lock else installed_packages(metadata.requires("dlcourse") or [])
    yield kernel()
    yield jupyter_server()
    yield disk(shutil.disk_usage(folder).free)
    yield memory(available_memory())
    yield browser()
    yield isolation()


def python_version(version: tuple[int, int, int]) -> Finding:
    """Python has a version that the course supports."""
    seen = ".".join(map(str, version))
    remedy = "" if version[:2] in PYTHONS else "Install Python 3.11, 3.12 or 3.13 and run `make lab` again."
    return Finding("Python", seen, remedy)


def packages(lock: Path) -> Finding:
    """Every package has the version that requirements.txt names."""
    from packaging.requirements import InvalidRequirement

    remedy = "Run `rm .venv/.ready` and `make lab`: it installs the right versions."
    try:
        lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        return _compare(lines, "as locked", remedy)
    except (OSError, UnicodeDecodeError, InvalidRequirement) as problem:
        remedy = "Run `git restore requirements.txt`: it restores this file and changes no other."
        return Finding("packages", f"requirements.txt cannot be read: {problem}", remedy)


def installed_packages(requirements: list[str]) -> Finding:
    """Every package is installed, in a version that the course supports."""
    remedy = "Install the course again, as its start page says. This does not change your notebooks."
    return _compare(requirements, "as the course needs", remedy)


def _compare(lines: list[str], right: str, remedy: str) -> Finding:
    """Compare the installed packages with requirements, one per line. Raises InvalidRequirement."""
    from packaging.requirements import Requirement

    requirements = [Requirement(line) for line in lines]
    needed = [package for package in requirements if package.marker is None or package.marker.evaluate({"extra": ""})]
    wrong = [f"{package.name} {version}" for package in needed if (version := _wrong_version(package))]
    if wrong:
        more = f" and {len(wrong) - 3} more" if len(wrong) > 3 else ""
        return Finding("packages", f"not {right}: {', '.join(wrong[:3])}{more}", remedy)
    return Finding("packages", f"all {len(needed)} {right}")


def _wrong_version(package: "Requirement") -> str:
    """The installed version if it does not fit the requirement, or "is missing"; empty when it fits."""
    try:
        found = metadata.version(package.name)
    except metadata.PackageNotFoundError:
        return "is missing"
    return "" if package.specifier.contains(found, prereleases=True) else found


def kernel() -> Finding:
    """The kernel `python3` is this environment's own."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    remedy = f"Run `{sys.executable} -m ipykernel install --sys-prefix`."
    try:
        program = Path(KernelSpecManager().get_kernel_spec("python3").argv[0])
    except NoSuchKernel:
        return Finding("kernel", "there is no kernel python3", remedy)
    # Jupyter replaces a bare "python" by the environment's own.
    own = program.name == str(program) or program.parent == Path(sys.executable).parent
    return Finding("kernel", "python3") if own else Finding("kernel", f"python3 is another Python: {program}", remedy)


def jupyter_server() -> Finding:
    """nbgrader's server extension is enabled: the Validate button and Formgrader need it."""
    from jupyter_core.paths import jupyter_config_path

    found = any(
        (Path(folder) / "jupyter_server_config.d" / "nbgrader.json").exists() for folder in jupyter_config_path()
    )
    remedy = "" if found else f"Run `{sys.executable} -m jupyter server extension enable --sys-prefix nbgrader`."
    return Finding("JupyterLab", "with nbgrader" if found else "without nbgrader's buttons", remedy)


def disk(free: int) -> Finding:
    """There is enough disk space for data sets and saved models."""
    remedy = "" if free >= DISK else f"Delete some files: {DISK // GIB} GB of free space are enough."
    return Finding("disk", f"{free / GIB:.1f} GB free", remedy)


def memory(available: int | None) -> Finding:
    """There is enough memory for a notebook that trains. None: this system does not tell."""
    if available is None:
        return Finding("memory", "not known on this system")
    remedy = "" if available >= MEMORY else f"Close other programs: a notebook that trains needs {MEMORY // GIB} GB."
    return Finding("memory", f"{available / GIB:.1f} GB available", remedy)


def available_memory() -> int | None:
    """Bytes of memory that programs can still get; None where the system does not tell (it does on Linux)."""
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
    """Submissions can be graded on this machine; students do not need this."""
    from dlcourse.grading.jail.bubblewrap import why_unavailable

    reason = why_unavailable()
    if reason:
        return Finding("isolation", "not available", f"{reason} Only instructors need this.", optional=True)
    return Finding("isolation", "bubblewrap works")
