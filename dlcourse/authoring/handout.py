"""The folder that an instructor gives to students: `make handout`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from dlcourse.authoring.source import AuthorError

# Published as a repository of its own, the folder opens in Codespaces and on Binder.
PUBLISHED = ("binder/Dockerfile", ".devcontainer/devcontainer.json", ".dockerignore")


def write_handout(course: Path, target: Path) -> None:
    """Write the wheel, the versions that were tested, and a page that says how to start, into the folder `target`.

    The new folder is made beside `target` and then replaces it in one step. Raises AuthorError if the wheel cannot be
    built.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".handout-") as scratch:
        folder = Path(scratch, "handout")
        wheel = _build_wheel(course, folder)
        shutil.copyfile(course / "requirements.txt", folder / "constraints.txt")
        page = (course / "deploy" / "student" / "start.html").read_text(encoding="utf-8")
        python = f"{sys.version_info.major}.{sys.version_info.minor}"  # the Python of this environment
        for name, value in (("wheel", wheel), ("python", python)):
            page = page.replace(f"{{{name}}}", value)
        (folder / "START.html").write_text(page, encoding="utf-8")
        for name in PUBLISHED:
            (folder / name).parent.mkdir(exist_ok=True)
            shutil.copyfile(course / name, folder / name)
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)


def _build_wheel(course: Path, folder: Path) -> str:
    """Build the wheel into a new folder; returns its name."""
    command = [sys.executable, "-m", "uv", "build", "--wheel", "--no-build-isolation"]
    command += ["--python", sys.executable, "--out-dir", str(folder), str(course)]
    run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if run.returncode:
        reason = next((line for line in run.stderr.splitlines() if line.startswith("error: ")), run.stderr.strip())
        raise AuthorError(reason.removeprefix("error: "))
    (folder / ".gitignore").unlink(missing_ok=True)  # from uv: git would ignore the wheel
    (wheel,) = folder.glob("*.whl")
    return wheel.name


if __name__ == "__main__":
    try:
        write_handout(Path.cwd(), Path(sys.argv[1]).absolute())
    except AuthorError as problem:
        sys.exit(f"dlcourse: {problem}")
    print(f"{sys.argv[1]} is ready: give your students the whole folder. They begin with START.html.")
