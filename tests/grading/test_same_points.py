"""A notebook gets the same points as if everything in it was run, whatever answers stand in it.

No cell has outputs. With a table, a check that earns less than the table shows has everything run in any case: what is
the same without tables is the same with honest ones.

Each chapter's first notebook of `full` is tried, with one answer to each exercise that trains no model, by turns a wrong
one and the reference's. `benchmarks/same_points.py` does it for all answers. From chapter 04 on, demonstrations are short
where everything is run (`shortened.py`).
"""

import pytest

from dlcourse.chapters import CHAPTERS
from tests.grading.answered import examined, full, points_of

QUICK = ("01_perceptron", "02_backpropagation", "03_optimizers")  # run as they are


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("chapter", [chapter.name for chapter in CHAPTERS])
def test_what_is_not_run_changes_no_points(chapter, tmp_path):
    notebook = next(full(chapter))
    part = points_of(examined(notebook, chapter, tmp_path))
    whole = examined(notebook, chapter, tmp_path, everything_run=True, short=chapter not in QUICK)
    assert part == points_of(whole)
    if chapter in QUICK:
        assert part == points_of(examined(whole, chapter, tmp_path)), "with the tables that the student saw"
