"""What a submission shows is no verdict, and is kept as plain as what a kernel sends."""

import math

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from dlcourse.checks.core.report import MIME, Report, Result
from dlcourse.grading.examiner.output_limits import OutputLimits
from dlcourse.grading.examiner.rounds.handed_in import HandedIn


@pytest.fixture
def handed_in(tmp_path):
    """One cell with these outputs, as it was handed in, and its notebook beside one that was released."""

    def read(*outputs, given: str = ""):
        cell = new_code_cell("x = 1", id="one", outputs=list(outputs))
        nbformat.write(new_notebook(cells=[cell]), tmp_path / "work.ipynb")
        nbformat.write(new_notebook(cells=[new_code_cell(given)]), tmp_path / "release.ipynb")
        return cell, HandedIn(tmp_path / "work.ipynb", tmp_path / "release.ipynb")

    return read


def table(*weights: float):
    criteria = [Result(f"criterion {place}", place == 0, weight=weight) for place, weight in enumerate(weights)]
    data = Report("mse", points=2, criteria=[]).as_data() | {"criteria": [vars(result) for result in criteria]}
    return new_output("display_data", data={MIME: data})


@pytest.mark.parametrize(
    ("outputs", "points"),
    [((), None), ((table(1, 1),), 1), ((table(1), table(1, 3)), 0.5), ((table(1, -1),), math.inf)],
    ids=["no table", "half of the points", "the last table counts", "weights that no check gives"],
)
def test_the_points_of_a_table_are_read_and_forged_ones_do_no_harm(outputs, points, handed_in):
    cell, before = handed_in(*outputs)
    assert before.points_shown(cell) == points


def test_outputs_are_kept_plain_and_within_the_limits(handed_in):
    script = {"text/plain": "a picture", MIME: {"forged": True}}
    shown = new_output(
        "display_data", data=script, metadata={"image/png": {"width": 3, "onload": "run()"}, "tags": ["x"]}
    )
    cell, before = handed_in(shown, *(new_output("stream", name="stdout", text="x" * 400) for _ in range(3)))
    first, *others = before.kept_outputs(cell, 0, OutputLimits(1500, 10_000, 100))
    assert first.data == {"text/plain": "a picture"}
    assert first.metadata == {"image/png": {"width": 3}}
    assert len(others) == 2


def test_a_cell_is_changed_where_no_released_one_has_its_text(handed_in):
    _, before = handed_in(given="x = 1")
    assert (before.is_changed("x = 1"), before.is_changed("x = 2")) == (False, True)
    assert HandedIn(None, None).is_changed("x = 1")
