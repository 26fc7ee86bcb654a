"""Written answers are never lost in silence: wherever the text stands, a person is asked to read it."""

import json
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_raw_cell

from dlcourse.notebooks import read_notebook
from dlcourse.notebooks.written import give_back_marks
from tests.grading.reading.odd_notebooks import WRITTEN, answered, place_of
from tests.support.classroom import CHAPTER, RELEASE, make_course, notebook, scores, short
from tests.support.commands import dlcourse, nbgrader

NAME = "written-answer-1"


def in_its_cell():
    return answered(**{NAME: WRITTEN})


def untouched():
    return answered()


def edited(change):
    """The notebook after `change(cells, place of the written answer)`."""
    work = answered()
    change(work.cells, place_of(work, NAME))
    return work


def instead(*cells):
    return edited(lambda found, place: found.__setitem__(slice(place, place + 1), cells))


def below(*cells):
    return edited(lambda found, place: found.__setitem__(slice(place + 1, place + 1), cells))


def copied(*texts):
    """The answer's cell several times, with these texts."""
    work = answered()
    place = place_of(work, NAME)
    cells = [
        nbformat.from_dict(work.cells[place] | {"source": text, "id": f"copy-{n}"}) for n, text in enumerate(texts)
    ]
    work.cells[place : place + 1] = cells
    return work


def continued():
    """The answer begins in its cell and goes on in an own cell below."""
    work = in_its_cell()
    work.cells.insert(place_of(work, NAME) + 1, new_markdown_cell("And this is the rest of it."))
    return work


def bare(**answers):
    """After a program has taken all metadata away."""
    work = answered(**answers)
    for place, cell in enumerate(work.cells):
        cell.metadata, cell.id = {}, f"new-{place}"
    return work


def in_the_question():
    def write(cells, place):
        cells[place - 1].source += f"\n\n{WRITTEN}"

    return edited(write)


def far_away():
    """The answer's cell is gone; text stands at the top."""

    def move(cells, place):
        del cells[place]
        cells.insert(2, new_markdown_cell(WRITTEN))

    return edited(move)


def of_another_type(kind):
    work = answered(**{NAME: WRITTEN})
    cell = work.cells[place_of(work, NAME)]
    make = {"code": new_code_cell, "raw": new_raw_cell}[kind]
    work.cells[place_of(work, NAME)] = make(cell.source, id=cell.id, metadata=cell.metadata)
    return work


STUB = "*Your answer here.*"
# The notebook; whether somebody must read it; words of the note; which text the marked cell holds.
CASES = {
    "in-its-cell": (in_its_cell(), True, "", WRITTEN),
    "untouched": (untouched(), False, "", STUB),
    "deleted": (instead(), False, "", None),
    "instead": (instead(new_markdown_cell(WRITTEN)), True, "is not in its own cell: cell", WRITTEN),
    "instead-raw": (instead(new_raw_cell(WRITTEN)), True, "is not in its own cell: cell", WRITTEN),
    "instead-another-id": (
        instead(new_markdown_cell(WRITTEN, metadata={"nbgrader": {"grade_id": "cell-1", "grade": False}})),
        True,
        "is not in its own cell: cell",
        WRITTEN,
    ),
    "instead-code": (instead(new_code_cell(WRITTEN)), True, "is not in its own cell: cell", WRITTEN),
    "instead-comment": (instead(new_code_cell(f"# {WRITTEN}")), True, "is not in its own cell", f"# {WRITTEN}"),
    "below": (below(new_markdown_cell(WRITTEN)), True, "is not in its own cell: cell", WRITTEN),
    "below-code": (below(new_code_cell("x = 1")), False, "", STUB),
    "in-the-question": (in_the_question(), True, "is not in its own cell: cell", None),
    "far-away": (far_away(), True, "was missing: own text stands in cell 3 and is to be read", None),
    "empty-copy-below": (copied(WRITTEN, STUB), True, "stands in 2 cells", WRITTEN),
    "empty-copy-above": (copied(STUB, WRITTEN), True, "stands in 2 cells", WRITTEN),
    "blank-copy-below": (copied(WRITTEN, " "), True, "stands in 2 cells", WRITTEN),
    "two-answers": (copied("First.", WRITTEN), True, "and more text in cell", WRITTEN),
    "continued": (continued(), True, "more text beside written-answer-1 in cell", WRITTEN),
    "empty-twice": (copied(STUB, STUB), False, "", STUB),
    "bare": (bare(**{NAME: WRITTEN}), True, "is not in its own cell: cell", WRITTEN),
    "bare-untouched": (bare(), False, "", None),
    "as-code": (of_another_type("code"), True, "", WRITTEN),
    "as-raw": (of_another_type("raw"), True, "", WRITTEN),
}


@pytest.mark.parametrize("case", CASES)
def test_the_mark_is_on_the_text(case):
    work, to_read, note, text = CASES[case]
    work = nbformat.from_dict(work)
    notes = give_back_marks(work, read_notebook(RELEASE, outputs=False))
    assert len(notes) == bool(note)
    assert note in "".join(notes)
    marked = [cell.source for cell in work.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME]
    if text:
        assert text in marked
    assert bool(set(marked) - {STUB}) == to_read


def test_a_check_that_lost_its_mark_is_known_by_its_text():
    work = bare()
    give_back_marks(work, read_notebook(RELEASE, outputs=False))
    released = [cell for cell in nbformat.read(RELEASE, as_version=4).cells if "nbgrader" in cell.metadata]
    checks = {cell.metadata.nbgrader.grade_id for cell in released if not cell.metadata.nbgrader.solution}
    assert checks == {cell.metadata.nbgrader.grade_id for cell in work.cells if "nbgrader" in cell.metadata} - {NAME}


def test_long_cells_of_code_in_great_number_are_not_all_parsed():
    work = nbformat.v4.new_notebook(cells=[new_code_cell("x=1\n" * 1200, id=f"cell-{n}") for n in range(2000)])
    started = time.process_time()
    give_back_marks(work, read_notebook(RELEASE, outputs=False))
    assert time.process_time() - started < 5  # it took half a minute


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("written"), {case: work for case, (work, *_) in CASES.items()})
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stdout + run.stderr
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.fixture(scope="module")
def records(course):
    run = dlcourse(course, "report", CHAPTER, "--format", "json")
    return {record["student"]: record for record in json.loads(run.stdout)["students"]}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("case", CASES)
def test_it_waits_for_a_reader_and_a_note_says_where_it_stands(course, records, case):
    _, to_read, note, _ = CASES[case]
    graded = nbformat.read(course / "autograded" / case / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    (cell,) = [cell for cell in graded.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME]
    assert cell.cell_type == "markdown"
    assert (cell.source != STUB) == to_read
    assert scores(course)[case] == 2
    assert note in "; ".join(records[case]["notes"])
    assert records[case]["problem"] == ""


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_report_counts_them(course):
    overall = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    assert overall["to_read"] == sum(to_read for _, to_read, *_ in CASES.values())


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nbgrader_itself_asks_for_the_same(tmp_path):
    some = ("untouched", "instead", "empty-copy-below", "bare")
    course = make_course(tmp_path, {case: CASES[case][0] for case in some})
    assert nbgrader(course, "autograde", CHAPTER).returncode == 0
    for case in some:
        graded = nbformat.read(course / "autograded" / case / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
        (cell,) = [cell for cell in graded.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == NAME]
        assert (cell.source != STUB) == CASES[case][1]


@pytest.mark.slow
def test_a_student_sees_that_the_answer_will_be_read(tmp_path):
    path = tmp_path / f"{CHAPTER}.ipynb"
    nbformat.write(short(notebook()), path)
    for work, remark in ((CASES["instead"][0], "read by your instructor"), (CASES["untouched"][0], "no answer yet")):
        nbformat.write(work, path)
        found = json.loads(dlcourse(tmp_path, "check", path.name, "--json").stdout)
        assert found["exercises"][-1]["remark"] == remark
