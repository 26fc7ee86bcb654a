"""Read a Dockerfile as a list of instructions, and run its shell commands without Docker."""

import os
import re
import subprocess
from pathlib import Path


def instructions(dockerfile: Path) -> list[tuple[str, str]]:
    """Each instruction's word and the rest of its line; continued lines are joined, comments left out."""
    text = re.sub(r"^#.*\n", "", dockerfile.read_text(encoding="utf-8"), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", " ", text).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def stages(dockerfile: Path) -> list[list[tuple[str, str]]]:
    """The instructions of each stage, from its FROM on."""
    found: list[list[tuple[str, str]]] = []
    for word, rest in instructions(dockerfile):
        if word == "FROM":
            found.append([])
        found[-1].append((word, rest))
    return found


def run(command: str, places: dict[str, Path], programs: Path, folder: Path) -> str:
    """Run a RUN line with other folders instead of the image's; returns what it prints."""
    for inside, outside in places.items():
        command = re.sub(rf"(?<![\w/]){re.escape(inside)}(?![\w])", str(outside), command)
    environment = os.environ | {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "PIP_NO_BUILD_ISOLATION": "0",  # means: no build isolation; the environment has setuptools
    }
    done = subprocess.run(
        ["sh", "-ec", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout
