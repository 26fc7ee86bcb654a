"""Fifty things that honest people write: a notebook, `dlcourse check` and `dlcourse grade` give all their points.

A file in `oddities` is one person's notebook of chapter 01. Its parts are headed by

    %%%% EXERCISE: WHAT IS ODD             the answer to an exercise
    %%%% before EXERCISE: WHAT IS ODD      a cell of one's own above it
    %%%% beside FILE: WHAT IS ODD          a file beside the notebook
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

import nbformat
import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import find_exercise
from dlcourse.checks.core.context import changed
from dlcourse.notebooks import client, run
from dlcourse.student.scorecard import saved_scorecard
from tests.support.classroom import CHAPTER, make_course, notebook, short, solutions
from tests.support.commands import dlcourse

ODDITIES = Path(__file__).with_name("oddities")
HEADING = re.compile(r"^%%%% (?:(before|beside) )?(\S+): (.+)$", re.MULTILINE)
POINTS = 18  # of all checks
WRITTEN = "written-answer-1"


class Part(NamedTuple):
    where: str  # "before" an exercise, "beside" the notebook, or empty for an answer
    name: str
    text: str


def parts(person: str) -> list[Part]:
    """The parts of one person's file."""
    text = (ODDITIES / f"{person}.txt").read_text(encoding="utf-8")
    found = list(HEADING.finditer(text))
    ends = [heading.start() for heading in found[1:]] + [len(text)]
    return [Part(one[1] or "", one[2], text[one.end() : end].strip()) for one, end in zip(found, ends, strict=True)]


def written_by(person: str) -> nbformat.NotebookNode:
    """The notebook that a person has filled in, with cells of their own."""
    found = parts(person)
    work = short(notebook(**{part.name: part.text for part in found if not part.where}))
    for part in found:
        if part.where == "before":
            (place,) = [i for i, cell in enumerate(work.cells) if cell.id == part.name]
            work.cells.insert(place, nbformat.v4.new_code_cell(part.text))
    return work


def put_beside(person: str, folder: Path) -> None:
    for part in parts(person):
        if part.where == "beside":
            (folder / part.name).parent.mkdir(parents=True, exist_ok=True)
            (folder / part.name).write_text(part.text, encoding="utf-8")


PEOPLE = sorted(path.stem for path in ODDITIES.glob("*.txt"))


def test_there_are_fifty_of_them_and_each_person_solves_every_exercise():
    assert sum(len(parts(person)) for person in PEOPLE) >= 50
    for person in PEOPLE:
        assert {part.name for part in parts(person) if not part.where} == set(solutions()) - {WRITTEN}


def of_the_notebook(path: Path) -> tuple[float, list[str]]:
    """The points of all checks after the notebook has run as in JupyterLab, and what was found wrong."""
    work = nbformat.read(path, as_version=4)
    run(client(work, path.parent, allow_errors=True))
    nbformat.write(work, path)
    lines = [line for line in saved_scorecard(path) if not line.read_by_a_person]
    return sum(line.earned for line in lines), [line.remark for line in lines if line.remark]


def of_the_command(path: Path) -> tuple[float, list[str]]:
    found = json.loads(dlcourse(path.parent, "check", path.name, "--json").stdout)
    lines = [line for line in found["exercises"] if not line["read_by_a_person"]]
    return sum(line["earned"] for line in lines), [line["remark"] for line in lines if line["remark"]]


def of_grading(course: Path) -> tuple[float, list[str]]:
    graded = dlcourse(course, "grade", CHAPTER, "--workers", "1")
    assert graded.returncode == 0, graded.stdout + graded.stderr
    (path,) = (course / "autograded").rglob("*.ipynb")
    lines = [line for line in saved_scorecard(path) if not line.read_by_a_person]
    return sum(line.earned for line in lines), [line.remark for line in lines if line.remark]


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("person", PEOPLE)
def test_a_notebook_its_check_and_its_grade_give_all_points(person, tmp_path):
    course = make_course(tmp_path / "course", {person: written_by(person)})
    handed_in = course / "submitted" / person / CHAPTER
    put_beside(person, handed_in)
    at_home = tmp_path / "home"
    at_home.mkdir()
    put_beside(person, at_home)
    path = at_home / f"{CHAPTER}.ipynb"
    nbformat.write(written_by(person), path)
    assert of_the_notebook(path) == (POINTS, [])
    assert of_the_command(path) == (POINTS, [])
    assert of_grading(course) == (POINTS, [])


def test_what_breaks_a_rule_is_said_in_the_words_of_the_check(tmp_path):
    code = StudentCode(["import pandas as pd\ndef softmax(z): return pd.DataFrame(z)"])
    with changed(dependencies=code.dependencies):
        report = find_exercise(f"{CHAPTER}.softmax").judge(lambda z: z, points=2)
    work = notebook()
    (cell,) = [cell for cell in work.cells if cell.id == "check-softmax"]
    shown = nbformat.v4.new_output("display_data", data=report._repr_mimebundle_())
    cell.outputs = [shown, nbformat.v4.new_output("execute_result", data={"text/plain": "0"}, execution_count=1)]
    nbformat.write(work, tmp_path / "work.ipynb")
    (line,) = [line for line in saved_scorecard(tmp_path / "work.ipynb") if line.name == "softmax"]
    assert line.remark == "built by hand: your code uses pandas.DataFrame."
