"""A notebook gets the same points as if everything in it was run, whatever answers stand in it.

Whole notebooks are run, so this is done for one answer to each exercise of the chapters that train no model.
`benchmarks/same_points.py` does it for all answers of all chapters.
"""

import pytest

from tests.grading.answered import full, points_of

CHAPTERS = ("01_perceptron", "02_backpropagation", "03_optimizers")


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_is_not_run_changes_no_points(chapter, tmp_path):
    notebook = next(full(chapter))
    assert points_of(notebook, chapter, tmp_path) == points_of(notebook, chapter, tmp_path, everything_run=True)
