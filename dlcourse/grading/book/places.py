"""Put a finished folder into its place, which may be on another disk; remove what killed runs have left."""

import os
import shutil
from pathlib import Path


def on_the_disk_of(place: Path, folder: Path) -> Path:
    """The folder, or its copy beside `place`, if that is on another disk: from there, it can be moved as a whole."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.parent.stat().st_dev == folder.stat().st_dev:
        return folder
    copy = place.with_name(f".{place.name}.new")
    shutil.rmtree(copy, ignore_errors=True)  # of a run that was killed
    shutil.copytree(folder, copy)
    return copy


def remove_scratch_of_killed_runs(folder: Path, prefix: str) -> None:
    """Remove the scratch folders `PREFIX-PID-…` whose process has ended."""
    for scratch in folder.glob(f"{prefix}-*-*"):
        try:
            os.kill(int(scratch.name.split("-")[1]), 0)
        except ProcessLookupError:
            shutil.rmtree(scratch, ignore_errors=True)
        except (PermissionError, ValueError):
            continue


def replace(new: Path, old: Path) -> None:
    """Put a finished folder where an older one may be."""
    if old.exists():
        os.replace(old, new.with_name(f"{new.name}.old"))
    os.replace(new, old)
    shutil.rmtree(new.with_name(f"{new.name}.old"), ignore_errors=True)
