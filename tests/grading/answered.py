"""Whole notebooks in which answers of tests/answers stand, as a student would have saved them."""

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import determine_grade
from traitlets.config import Config

from dlcourse.chapters import CHECK
from dlcourse.grading.examiner.examiner import Examine
from dlcourse.grading.examiner.rounds.rounds import Rounds
from dlcourse.grading.examiner.rounds.run_plan import everything
from tests.conftest import REPOSITORY
from tests.support.answers import Answer, answers, does_not_train, judge


def reference(chapter: str) -> nbformat.NotebookNode:
    """The chapter's solution, with its outputs."""
    return nbformat.read(REPOSITORY / "solutions" / chapter / f"{chapter}.ipynb", as_version=4)


def untouched(chapter: str) -> nbformat.NotebookNode:
    """The chapter as students get it."""
    return nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)


def name_of(cell: nbformat.NotebookNode) -> str:
    """The exercise of a cell, or of a check with the prefix of checks; nothing for other cells."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def with_answers(notebook: nbformat.NotebookNode, chosen: list[Answer]) -> nbformat.NotebookNode:
    """The notebook with these answers, and with the tables that their checks show."""
    answered = nbformat.from_dict(notebook)
    cells = {name_of(cell): cell for cell in answered.cells}
    for answer in chosen:
        name = answer.exercise.partition(".")[2]
        check = cells[f"{CHECK}{name}"]
        with tempfile.TemporaryDirectory() as scratch:
            report = judge(answer, Path(scratch), seed=0)
        report.points = check.metadata.nbgrader.points
        cells[name].source = answer.code
        check.outputs = [nbformat.v4.new_output("display_data", data=report._repr_mimebundle_())]
    return answered


def full(chapter: str) -> Iterator[nbformat.NotebookNode]:
    """Notebooks that together hold every answer to the exercises of a chapter that train no model.

    In each, every other exercise has a wrong answer and the rest have right ones. What trains a model is as students get
    it: that takes long.
    """
    of_chapter = [
        answer for answer in answers() if answer.exercise.startswith(f"{chapter}.") and does_not_train(answer)
    ]
    kinds = [list(alike) for _, alike in groupby(of_chapter, key=lambda answer: answer.exercise)]
    longest = max(
        len([answer for answer in alike if answer.right is right]) for alike in kinds for right in (True, False)
    )
    for number in range(2 * longest):
        chosen = []
        for place, alike in enumerate(kinds):
            same = [answer for answer in alike if answer.right == bool((place + number) % 2)]
            chosen.append(same[number // 2 % len(same)])
        yield with_answers(untouched(chapter), chosen)


def points_of(
    notebook: nbformat.NotebookNode, chapter: str, place: Path, *, everything_run: bool = False
) -> dict[str, float]:
    """Check → points, as the examiner gives them. The notebook stays as it is.

    Args:
        place: a folder for the course, which may be there already.
        everything_run: run every cell from the top to the bottom, whether it counts or not.
    """
    course = place / "course"
    for path, work in {"release": untouched(chapter), "submitted/ada": notebook}.items():
        (course / path / chapter).mkdir(parents=True, exist_ok=True)
        nbformat.write(work, course / path / chapter / f"{chapter}.ipynb")
    graded = nbformat.from_dict(notebook)
    for cell in graded.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    resources = {"nbgrader": {"student": "ada", "assignment": chapter, "notebook": chapter}}
    with tempfile.TemporaryDirectory(dir=place) as work, pytest.MonkeyPatch.context() as patch:
        if everything_run:
            patch.setattr(Rounds, "runs", lambda rounds: rounds._run(everything(rounds._notebook, set())))
        examine = Examine(config=Config({"CourseDirectory": {"root": str(course)}}))
        graded, _ = examine.preprocess(graded, resources | {"metadata": {"path": work}})
    return {name_of(cell): determine_grade(cell)[0] for cell in graded.cells if name_of(cell).startswith(CHECK)}
