"""Submissions that are not notebooks: a grade of 0 with the reason, and the batch goes on."""

from pathlib import Path

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode


class Unreadable(Exception):
    """A file is not a notebook that can be run; the message says why, in one line."""


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of any version as version 4. Raises Unreadable."""
    try:
        text = path.read_text(encoding="utf-8")
        if not text.strip():
            raise Unreadable("the file is empty")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        raise Unreadable(f"{error.strerror}".lower()) from None
    except UnicodeDecodeError:
        raise Unreadable("not a text file") from None
    except nbformat.ValidationError as error:
        raise Unreadable(f"not a valid notebook: {error.message.splitlines()[0][:120]}") from None
    except Unreadable:
        raise
    except Exception as error:  # nbformat raises what it meets: KeyError, AttributeError, NotJSONError, …
        raise Unreadable(f"not a notebook ({type(error).__name__})") from None
    if not notebook.cells:
        raise Unreadable("the notebook has no cells")
    return notebook


class ForgivingExporter(NotebookExporter):
    """Puts the untouched release, with the reason on top, in the place of a submission that cannot be read.

    The release scores 0, so the student's grade is 0, and the instructor and the student see why.
    """

    def from_filename(self, filename: str, resources: dict | None = None, **kwargs):
        try:
            read_notebook(Path(filename))
        except Unreadable as problem:
            self.log.error("%s cannot be graded and scores 0: %s.", filename, problem)
            stand_in = self._release(resources)
            note = f"**This submission could not be read: {problem}.** It was graded as an empty notebook: 0 points."
            stand_in.cells.insert(0, nbformat.v4.new_markdown_cell(note, id="unreadable"))
            return self.from_notebook_node(stand_in, resources=resources, **kwargs)
        return super().from_filename(filename, resources=resources, **kwargs)

    def _release(self, resources: dict) -> NotebookNode:
        course, ids = self.parent.coursedir, resources["nbgrader"]
        folder = course.format_path(course.release_directory, ".", ids["assignment"])
        return read_notebook(Path(folder) / f"{ids['notebook']}.ipynb")
