"""The student's notebook, made by nbgrader's own generate_assignment."""

import logging
from pathlib import Path

import nbformat
from traitlets.config import Config, PyFileConfigLoader

from dlcourse.authoring.source import AuthorError


def release(course: Path, chapter: str, solution: nbformat.NotebookNode, scratch: Path) -> str:
    """The text of the student notebook for an executed solution. Works in `scratch`; touches no gradebook."""
    # nbgrader takes a second to import, and only this step needs it.
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    source = scratch / "solutions" / chapter / f"{chapter}.ipynb"
    source.parent.mkdir(parents=True)
    nbformat.write(solution, source)

    config = load_config(course)
    config.CourseDirectory.root = str(scratch)
    config.SaveCells.enabled = False
    converter = GenerateAssignment(
        coursedir=CourseDirectory(config=config, assignment_id=chapter), config=config, no_database=True
    )
    converter.log = logging.getLogger("dlcourse.release")
    try:
        converter.start()
    except (NbGraderException, SystemExit) as error:
        raise AuthorError(f"{chapter}: nbgrader could not make the student notebook: {error}") from None
    return (scratch / "notebooks" / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8")


def load_config(course: Path) -> Config:
    """The course as nbgrader sees it: `nbgrader_config.py` at its top."""
    if not (course / "nbgrader_config.py").exists():
        raise AuthorError(f"{course} is not the course's folder: it has no nbgrader_config.py.")
    return PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()
