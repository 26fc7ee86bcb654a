"""Find the course's folder, and load its nbgrader settings."""

from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

CONFIGURATION = "nbgrader_config.py"


class NoCourseError(Exception):
    """A folder is not the course's folder, and no folder above it is."""


def is_course(folder: Path) -> bool:
    """Whether this folder holds the whole course, as a checkout does."""
    return (folder / CONFIGURATION).exists() and (folder / "notebooks").is_dir()


def find_course(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds the course. Raises NoCourseError."""
    for folder in (start, *start.parents):
        if is_course(folder):
            return folder
    raise NoCourseError(
        f"{start} is not the course's folder: go to the folder with {CONFIGURATION} and run the command again."
    )


def load_config(course: Path) -> Config:
    """The settings in the course's nbgrader_config.py. Raises NoCourseError when there is none."""
    if not (course / CONFIGURATION).exists():
        raise NoCourseError(f"{course} is not the course's folder: it has no {CONFIGURATION}.")
    config = PyFileConfigLoader(CONFIGURATION, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)  # a copied course's settings may name the folder of the original
    return config
