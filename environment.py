"""Make the environment in `.venv`, update it, or make it again. `make` runs this before every other command.

It runs with every Python that pyproject.toml allows, and needs no packages. `.venv/.ready` records what the environment
was made for. It is written last: an environment without it is incomplete, and never used.
"""

import errno
import fcntl
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

COURSE = Path(__file__).resolve().parent
ENVIRONMENT, OLD = Path(".venv"), Path(".venv.old")
READY = ENVIRONMENT / ".ready"
VERSION = "{}.{}".format(*sys.version_info)
WHY = {
    "folder": "The course's folder has moved, and the environment contains its old path in many files",
    "python": "The environment was made with another Python",
}
NO_NETWORK = re.compile(
    r"failed to fetch|error sending request|dns error|client error|connection|could not find a version", re.IGNORECASE
)
LARGE = re.compile(r"Downloading .*\(\d{2,}\.\dMiB\)")


class SetupError(Exception):
    """Set-up cannot continue; the message says why, and what to do, in one line."""


def main() -> None:
    """Make or update the environment if it does not fit this folder, this Python and the lock."""
    os.chdir(COURSE)
    lock_file = os.open(".", os.O_RDONLY)
    fcntl.flock(lock_file, fcntl.LOCK_EX)  # a second `make` in this folder waits for the first
    found, needed = made_for(), current()
    changed = [key for key in needed if found.get(key) != needed[key]]
    if not changed:
        return
    if changed == ["lock"]:
        say("The list of packages has changed: the environment in .venv is updated.")
        READY.unlink()
        install(find_uv() or get_uv())
    else:
        if ENVIRONMENT.exists():
            why = WHY[changed[0]] if found else "The environment in .venv is not complete"
            say(f"{why}: it is made again.")
        make_again()
    READY.write_text(json.dumps(needed), encoding="utf-8")


def current() -> dict[str, str]:
    """What an environment must be made for: this folder, this Python and these packages."""
    packages = b"".join(Path(name).read_bytes() for name in ("requirements.txt", "pyproject.toml"))
    lock = hashlib.sha256(packages).hexdigest()
    return {"folder": str(COURSE), "python": f"{VERSION} in {sys.base_prefix}", "lock": lock}


def made_for() -> dict[str, str]:
    """What the present environment was made for; empty where there is none, or an incomplete one."""
    try:
        return json.loads(READY.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def make_again() -> None:
    """Make the environment; if this fails, restore the old one."""
    if not importlib.util.find_spec("ensurepip"):
        raise SetupError(
            f"This Python {VERSION} cannot make environments, because its module ensurepip is missing. "
            f"Install it with `apt-get install python{VERSION}-venv`, and run make again."
        )
    remove(OLD)
    if os.path.lexists(ENVIRONMENT):
        ENVIRONMENT.rename(OLD)
    say(f"Setting up Python {VERSION} in .venv. On first use this downloads about 1 GB and takes a minute or two.")
    try:
        python = sys._base_executable  # type: ignore[attr-defined]  # typeshed omits it
        run([python, "-m", "venv", str(ENVIRONMENT)])
        install(find_uv() or get_uv())
    except BaseException:
        remove(ENVIRONMENT)
        if os.path.lexists(OLD):
            OLD.rename(ENVIRONMENT)
        raise
    remove(OLD)


def remove(folder: Path) -> None:
    """Remove a folder, or a link to one, if it exists."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def find_uv() -> str | None:
    """A working uv: on PATH, in the environment, or in the old environment."""
    for program in ("uv", ENVIRONMENT / "bin" / "uv", OLD / "bin" / "uv"):
        found = shutil.which(program)
        if found and subprocess.run([found, "--version"], capture_output=True, check=False).returncode == 0:
            return found
    return None


def get_uv() -> str:
    """Install uv in the environment, at the lock's version."""
    pin = re.search(r"^uv==[^\s;]+", Path("requirements.txt").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert pin is not None, "the lock names uv"
    run([ENVIRONMENT / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", pin.group()])
    return str(ENVIRONMENT / "bin" / "uv")


def install(uv: str) -> None:
    """Install the packages of the lock, and the course itself.

    Bytecode is compiled here, unless UV_COMPILE_BYTECODE is 0: in the jail and on a server, the environment is
    read-only, and each start would compile. The uv that pip installed is installed again by uv, so that uv's cache
    contains it.
    """
    os.environ.setdefault("UV_COMPILE_BYTECODE", "1")
    command = [uv, "pip", "install", "--python", ENVIRONMENT / "bin" / "python", "--no-deps"]
    command += ["--requirement", "requirements.txt", "--build-constraints", "requirements.txt", "--editable", "."]
    command += ["--reinstall-package", "uv"]
    try:
        run([*command, "--offline"])  # if all has been downloaded before, no network is needed
    except SetupError:
        run(command)


def run(command: list) -> None:
    """Run a program of the set-up, and print large downloads. Raises SetupError with the reason if it fails."""
    output = []
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        assert process.stdout is not None  # it is a pipe
        for line in process.stdout:
            output.append(line.strip())
            if LARGE.match(line):
                say(f"  {line.strip()}")
    if process.returncode != 0:
        raise SetupError(advice("\n".join(output)))


def advice(output: str) -> str:
    """Why a program failed and what to do, from its output, in one line."""
    if "No space left" in output or "os error 28" in output:
        return full_disk()
    error = re.search(r"error:.*", output, flags=re.IGNORECASE | re.DOTALL)
    reason = " ".join((error.group() if error else output).split())[:400]
    if NO_NETWORK.search(output):
        return (
            "The packages cannot be downloaded. Connect this machine to the network and run make again; behind a "
            f"proxy, set HTTPS_PROXY first. The reason: {reason}"
        )
    return f"Set-up failed: {reason}"


def full_disk() -> str:
    """What to do when the disk is full."""
    free = shutil.disk_usage(COURSE).free / 1e9
    return (
        f"The disk is full: {free:.1f} GB are free in {COURSE}. The environment needs 3 GB, and the downloads 4 GB in "
        "the home folder (or in UV_CACHE_DIR). Delete some files and run make again."
    )


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    try:
        main()
    except SetupError as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(full_disk() if problem.errno == errno.ENOSPC else f"Set-up failed: {problem}")
    except KeyboardInterrupt:
        sys.exit("Set-up was stopped. Run make again to finish it.")
