"""What students get: exactly what a fresh build gives, without a line of a solution or a hidden test."""

import json
import re
import shutil

import nbformat
import pytest

from dlcourse.authoring.build import chapters_of, to_notebook
from dlcourse.authoring.claims import without_claims
from dlcourse.authoring.release import release
from dlcourse.authoring.roles import assign_roles
from dlcourse.authoring.source import read_source
from dlcourse.student.scorecard import saved_scorecard, scorecard
from tests.conftest import REPOSITORY

CHAPTERS = chapters_of(REPOSITORY)
REGION = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", re.DOTALL)


def cells(kind, chapter):
    return nbformat.read(REPOSITORY / kind / chapter / f"{chapter}.ipynb", as_version=4).cells


def test_there_are_chapters():
    assert "01_perceptron" in CHAPTERS


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_release_is_exactly_what_a_fresh_build_gives(chapter, tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    source = read_source(REPOSITORY / "solutions" / chapter / f"{chapter}.py")
    assign_roles(source, chapter)
    # Not executed: nbval runs what is committed and compares the outputs.
    solution = without_claims(to_notebook(source))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    fresh = {"notebooks": release(tmp_path, chapter, solution, scratch), "solutions": nbformat.writes(solution)}
    for kind, text in fresh.items():
        committed = (REPOSITORY / kind / chapter / f"{chapter}.ipynb").read_text(encoding="utf-8")
        same = _without_outputs(committed) == _without_outputs(text)
        assert same, f"{kind}/{chapter} is stale: run `make build` and commit the result."


def _without_outputs(text):
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)
    return notebook


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_solution_earns_every_point(chapter):
    lines = saved_scorecard(REPOSITORY / "solutions" / chapter / f"{chapter}.ipynb")
    assert [line.name for line in lines if line.earned not in (line.points, None)] == []
    assert sum(line.points for line in lines) == 20


@pytest.mark.slow
@pytest.mark.parametrize("chapter", CHAPTERS)
def test_an_untouched_notebook_earns_nothing(chapter, tmp_path):
    released = nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)
    released.cells = [cell for cell in released.cells if _is_of_an_exercise(cell)]
    nbformat.write(released, tmp_path / "untouched.ipynb")
    lines = scorecard(tmp_path / "untouched.ipynb")
    assert [line.name for line in lines if line.earned != 0] == []
    assert [line for line in lines if "NameError" in line.remark] == []  # nothing a check needs was left out


def _is_of_an_exercise(cell) -> bool:
    """Exercises, checks, and what imports or defines something: no demonstrations, which train for minutes."""
    return "nbgrader" in cell.metadata or re.search(r"^( *import|def|class) ", cell.source, re.MULTILINE) is not None


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_line_of_a_solution_or_a_hidden_test_is_released(chapter):
    source = "\n".join(cell.source for cell in cells("solutions", chapter))
    public = {line.strip() for line in REGION.sub("", source).splitlines()}
    secret = {line.strip() for region in REGION.findall(source) for line in region.splitlines()} - public
    assert secret, "a chapter without solutions?"
    released = "\n".join(cell.source for cell in cells("notebooks", chapter))
    assert not secret & {line.strip() for line in released.splitlines()}
    assert not re.search(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)", released)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_release_folder_holds_the_notebook_alone_and_no_output(chapter):
    assert [path.name for path in (REPOSITORY / "notebooks" / chapter).glob("[!.]*")] == [f"{chapter}.ipynb"]
    assert not any(cell.get("outputs") for cell in cells("notebooks", chapter))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_figure_has_alt_text_and_is_small(chapter):
    pictures = animations = 0
    for cell in cells("solutions", chapter):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/png" in data:
                pictures += 1
                assert len(output.metadata["image/png"]["alt"]) > 40, cell.source
                assert len(data["image/png"]) * 3 / 4 < 150_000, cell.source
            if "<img" in data.get("text/html", ""):
                animations += 1
                assert 'alt="' in data["text/html"], cell.source
                assert len(data["text/html"]) < 2_000_000, cell.source
    assert pictures > 0
    assert animations > 0


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_code_cell_is_long_or_wide(chapter):
    for cell in cells("solutions", chapter):
        if cell.cell_type == "code":
            shown = REGION.sub("", cell.source)  # what a student reads; a class may need more lines to be written
            assert len(shown.splitlines()) <= 25, cell.source
            assert len(cell.source.splitlines()) <= 45, cell.source
            assert max(map(len, cell.source.splitlines()), default=0) <= 96, cell.source


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_parts_in_order(chapter):
    text = "\n".join(cell.source for cell in cells("notebooks", chapter))
    parts = ["you will be able to", "**Time:**", "Exercise 1", "Capstone", "## Summary", "self-check", "Go further"]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)
    assert text.count("<details>") == 5


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_nothing_in_a_notebook_needs_the_network_to_be_seen(chapter):
    for cell in cells("solutions", chapter):
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", html), cell.source
