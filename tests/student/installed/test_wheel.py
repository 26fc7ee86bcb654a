"""The contents of the wheel that students get."""

import json
import re
import tarfile
import zipfile

import nbformat
import pytest

from dlcourse.chapters import CHAPTERS
from tests.conftest import REPOSITORY
from tests.support.wheel import build, sources

pytestmark = pytest.mark.slow

REGION = re.compile(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END (?:SOLUTION|HIDDEN TESTS)", re.DOTALL)
RELEASED = sorted(path.relative_to(REPOSITORY).as_posix() for path in REPOSITORY.glob("notebooks/*/*.ipynb"))


@pytest.fixture(scope="module")
def contents(wheel):
    """Every file in the wheel, as bytes."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(name, content):
    """The lines of a file, or of a notebook's cells, without indentation."""
    text = content.decode("utf-8")
    if name.endswith(".ipynb"):
        text = "\n".join("".join(cell["source"]) for cell in json.loads(text)["cells"])
    return bare(text)


def bare(text):
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def secrets():
    """The parts of the solutions that students must not see: the body of each answer, and each hidden test."""
    for path in REPOSITORY.glob("solutions/*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for region in REGION.findall(cell.source):
                yield f"{path.stem}, {cell.id}", bare(region)


def test_it_contains_the_notebooks_and_the_data_as_released(contents):
    for name in [*RELEASED, "data/reviews_en.tsv", "data/reviews_ko.tsv", "data/README.md"]:
        assert contents[f"dlcourse/shipped/{name}"] == (REPOSITORY / name).read_bytes()
    assert len(RELEASED) == len(CHAPTERS)
    assert "dlcourse/plots/reinforcement/curves.csv" in contents  # which a figure of chapter 15 reads


def test_it_contains_only_the_package(contents):
    places = {name.split("/")[0] for name in contents if ".dist-info/" not in name}
    assert places == {"dlcourse"}
    rooms = {name.split("/")[1] for name in contents if name.startswith("dlcourse/")}
    assert "checks" in rooms
    assert not rooms & {"authoring", "solutions", "tests", "answers"}


def test_no_solution_and_no_hidden_test_is_in_any_file(contents):
    known = list(secrets())
    assert len(known) > 200
    for name, content in contents.items():
        text = text_of(name, content)
        assert not re.search("BEGIN SOLUTION|HIDDEN TESTS|MARK SCHEME", text), name
        assert not [where for where, secret in known if secret in text], name


def test_the_search_for_solutions_finds_them_in_a_solved_notebook():
    path = REPOSITORY / "solutions" / "01_perceptron" / "01_perceptron.ipynb"
    text = text_of(path.name, path.read_bytes())
    assert [where for where, secret in secrets() if secret in text]


def change(notebook, way):
    """Change a released notebook as an instructor might do by mistake."""
    content = json.loads(notebook.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        if way == "an answer" and cell["id"] == "mse":
            cell["source"] = ["def mse(y_true, y_pred):\n", "    return ((y_true - y_pred) ** 2).mean()\n"]
        if way == "a written answer" and cell["id"].startswith("written-answer"):
            cell["source"] = ["Because it bends space."]
        if way == "an output" and cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["1"]}]
    notebook.write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("way", ["an answer", "a written answer", "an output"])
def test_a_notebook_with_answers_or_outputs_is_not_shipped(way, tmp_path):
    folder = sources(tmp_path)
    change(folder / "notebooks" / "01_perceptron" / "01_perceptron.ipynb", way)
    run = build(folder, tmp_path / "dist")
    assert run.returncode != 0
    assert "notebooks/01_perceptron/01_perceptron.ipynb is not as released" in run.stderr
    assert not list((tmp_path / "dist").glob("*.whl"))


def test_other_files_beside_the_notebooks_and_older_builds_are_left_out(tmp_path):
    folder = sources(tmp_path)
    for place in ("notebooks/01_perceptron/mine.ipynb", "notebooks/99_mine/notes.txt", "data/class.csv",
                  "build/lib/dlcourse/solutions.py", "notebooks/01_perceptron/.ipynb_checkpoints/a.ipynb"):  # fmt: skip
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text("{}")
    run = build(folder, tmp_path / "dist", "--wheel", "--sdist")
    assert run.returncode == 0, run.stderr
    (path,) = (tmp_path / "dist").glob("*.whl")
    (source,) = (tmp_path / "dist").glob("*.tar.gz")
    names = zipfile.ZipFile(path).namelist()
    with tarfile.open(source) as archive:
        names += archive.getnames()
    assert not [name for name in names if re.search(r"[/_]mine|class\.csv|solutions|checkpoints|authoring", name)]
    assert len([name for name in names if name.endswith("_perceptron.ipynb")]) == 2
