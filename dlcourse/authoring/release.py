"""The student's notebook, made by nbgrader's `generate_assignment`."""

import logging
from pathlib import Path

import nbformat

from dlcourse.authoring.source import AuthorError
from dlcourse.course import load_config


def release(course: Path, chapter: str, solution: nbformat.NotebookNode, scratch: Path) -> str:
    """The student's notebook for an executed solution, as text. Uses the folder `scratch`, and no gradebook.

    Raises AuthorError if nbgrader cannot make it.
    """
    # The import of nbgrader takes a second, and only this step needs it.
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
