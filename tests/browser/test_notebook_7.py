"""Chapter 01, solved, in plain Jupyter Notebook 7, from a folder whose name has spaces and letters of many kinds."""

import nbformat
import pytest
from playwright.sync_api import expect

from tests.support.classroom import solved
from tests.support.servers import lab

pytestmark = [pytest.mark.needs("chromium"), pytest.mark.slow]

CHAPTER = "01_perceptron"
# Notebook 7.6 says so of its own shortcuts while it starts: https://github.com/jupyter/notebook/issues/7862
OF_NOTEBOOK_ITSELF = "Cannot read properties of undefined (reading 'schema')"


@pytest.fixture(scope="module")
def student(page, tmp_path_factory):
    course = lab.make_course(tmp_path_factory.mktemp("notebook") / "mein Kurs – 딥러닝 ü", CHAPTER)
    nbformat.write(solved(), course / "notebooks" / CHAPTER / f"{CHAPTER}.ipynb")
    with lab.notebook_7(course) as address:
        lab.open_notebook(page, address, f"{CHAPTER}/{CHAPTER}.ipynb", view="notebooks")
        yield page


def test_every_cell_runs(student, pictures):
    lab.choose(student, "Run", "Run All Cells")
    lab.wait_for_the_last_cell(student)
    assert lab.outputs(student, "error") == 0
    check = lab.go_to(student, "check-softmax")
    expect(check).to_contain_text("✓")
    expect(check).not_to_contain_text("✗")
    student.screenshot(path=pictures / "notebook-7.png")


def test_a_slider_moves_and_the_picture_with_it(student):
    cell = lab.go_to_cell(student, "cell.model.sharedModel.source.startsWith('from dlcourse.plots.perceptron.softmax')")
    picture = cell.locator("img").first
    before = picture.get_attribute("src")
    cell.locator(".noUi-base").first.click(position={"x": 5, "y": 2})
    expect(picture).not_to_have_attribute("src", before)


def test_the_browser_saw_no_error(student):
    assert not [problem for problem in student.problems if problem != OF_NOTEBOOK_ITSELF]
    assert not student.strangers
