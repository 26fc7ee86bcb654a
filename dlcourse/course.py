"""The course's folder: where it is, and how nbgrader sees it."""

from pathlib import Path

from traitlets.config import Config, PyFileConfigLoader

CONFIGURATION = "nbgrader_config.py"


class NoCourse(Exception):
    """A folder is not the course's."""


def is_course(folder: Path) -> bool:
    """Whether this folder holds the whole course, as a checkout does."""
    return (folder / CONFIGURATION).exists() and (folder / "notebooks").is_dir()


def find_course(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds the course. Raises NoCourse."""
    for folder in (start, *start.parents):
        if is_course(folder):
            return folder
    raise NoCourse(f"this is not the course's folder: go to where {CONFIGURATION} is and run the command again.")


def load_config(course: Path) -> Config:
    """The settings in the course's nbgrader_config.py. Raises NoCourse when there is none."""
    if not (course / CONFIGURATION).exists():
        raise NoCourse(f"{course} is not the course's folder: it has no {CONFIGURATION}.")
    config = PyFileConfigLoader(CONFIGURATION, path=str(course)).load_config()
    config.CourseDirectory.root = str(course)  # the settings may name another folder, where the course was copied from
    return config
