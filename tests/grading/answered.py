"""Whole notebooks in which answers of tests/answers stand, as a student would have saved them."""

import tempfile
from collections.abc import Iterator
from itertools import groupby, zip_longest
from pathlib import Path

import nbformat
import pytest
from nbgrader.utils import determine_grade
from traitlets.config import Config

from dlcourse.chapters import CHECK
from dlcourse.checks.core import engine
from dlcourse.grading.examiner.check_cell import is_check
from dlcourse.grading.examiner.examiner import Examine
from dlcourse.grading.examiner.rounds.rounds import Rounds
from dlcourse.grading.examiner.rounds.run_plan import everything
from dlcourse.grading.examiner.submission_run import SubmissionRun
from tests.conftest import REPOSITORY
from tests.grading.shortened import shorten
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


def exercise_of(answer: Answer) -> str:
    """Its name, without the chapter's."""
    return answer.exercise.partition(".")[2]


def with_answers(notebook: nbformat.NotebookNode, chosen: list[Answer]) -> nbformat.NotebookNode:
    """The notebook with these answers, and with the tables that their checks show."""
    answered = nbformat.from_dict(notebook)
    cells = {name_of(cell): cell for cell in answered.cells}
    for answer in chosen:
        name = exercise_of(answer)
        check = cells[f"{CHECK}{name}"]
        with tempfile.TemporaryDirectory() as scratch:
            report = judge(answer, Path(scratch), seed=0)
        report.points = check.metadata.nbgrader.points
        cells[name].source = answer.code
        check.outputs = [nbformat.v4.new_output("display_data", data=report._repr_mimebundle_())]
    return answered


def full(chapter: str) -> Iterator[nbformat.NotebookNode]:
    """Notebooks that together hold every answer to the exercises of a chapter that train no model, the reference's too.

    In the first two, every other exercise has a wrong answer, and the rest have the reference's, which needs names of
    the chapter's own cells. What trains a model has the reference's answer and no check: that takes long. No cell has
    outputs, as if they had been cleared.
    """
    of_chapter = [answer for answer in answers() if answer.exercise.startswith(f"{chapter}.")]
    solved = {name_of(cell): cell.source for cell in reference(chapter).cells if name_of(cell)}
    trained = {exercise_of(answer) for answer in of_chapter if not does_not_train(answer)}
    kinds = {
        name: alternating(list(alike), solved[name])
        for name, alike in groupby(of_chapter, key=exercise_of)
        if name not in trained
    }
    for number in range(max(map(len, kinds.values()))):
        codes = {name: solved[name] for name in trained}
        codes |= {name: alike[(number + place) % len(alike)] for place, (name, alike) in enumerate(kinds.items())}
        notebook = untouched(chapter)
        notebook.cells = [
            cell for cell in notebook.cells if name_of(cell).removeprefix(CHECK) not in trained or not is_check(cell)
        ]
        for cell in notebook.cells:
            cell.source = codes.get(name_of(cell), cell.source)
        yield notebook


def alternating(alike: list[Answer], solved: str) -> list[str]:
    """The answers to one exercise: wrong and right ones by turns, then those that are left; first the reference's."""
    wrong, right = ([answer.code for answer in alike if answer.right is which] for which in (False, True))
    return [code for pair in zip_longest(wrong, [solved, *right]) for code in pair if code]


def examined(
    notebook: nbformat.NotebookNode, chapter: str, place: Path, *, everything_run: bool = False, short: bool = False
) -> nbformat.NotebookNode:
    """The notebook as the examiner leaves it, always after the same hidden tests. What was handed in stays as it is.

    Args:
        place: a folder for the course, which may be there already.
        everything_run: run every cell from the top to the bottom, whether it counts or not.
        short: with short demonstrations then.
    """
    course = place / "course"
    for path, work in {"release": untouched(chapter), "submitted/ada": notebook}.items():
        (course / path / chapter).mkdir(parents=True, exist_ok=True)
        nbformat.write(work, course / path / chapter / f"{chapter}.ipynb")
    graded = nbformat.from_dict(notebook)
    for cell in graded.cells:
        if cell.cell_type == "code":
            cell.outputs = []

    def all_in_one(rounds: Rounds) -> Iterator[SubmissionRun]:
        if short:
            written = {index for index, text in enumerate(rounds._own) if text.strip()}
            shorten(rounds._notebook, chapter, written - rounds._changed)
        return rounds._run(everything(rounds._notebook, set()))

    resources = {"nbgrader": {"student": "ada", "assignment": chapter, "notebook": chapter}}
    with tempfile.TemporaryDirectory(dir=place) as work, pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine.secrets, "randbits", lambda bits: 20_261_201)
        if everything_run:
            patch.setattr(Rounds, "runs", all_in_one)
        examine = Examine(config=Config({"CourseDirectory": {"root": str(course)}}), timeout=600)
        return examine.preprocess(graded, resources | {"metadata": {"path": work}})[0]


def points_of(graded: nbformat.NotebookNode) -> dict[str, float]:
    """Check → points."""
    return {name_of(cell): determine_grade(cell)[0] for cell in graded.cells if name_of(cell).startswith(CHECK)}
