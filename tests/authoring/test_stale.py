"""A chapter is stale for what its own notebook is made of, and another version alone makes nothing run."""

import shutil
from pathlib import Path

import nbformat
import pytest

from dlcourse.authoring import build
from dlcourse.authoring.build import build_chapter, chapters_of, fingerprint
from dlcourse.authoring.source import AuthorError
from tests.conftest import REPOSITORY

CHAPTERS = chapters_of(REPOSITORY)
LINE = ("\n\n\n", "\n\n\nSIZE = 3\n\n\n")  # of code, put between two others
STALE = {
    "a figure of chapter 06": ("plots/cnn/convolution.py", *LINE, ["06_cnn"]),
    "a check of chapter 01": ("checks/perceptron/softmax.py", "scale=2.0", "scale=3.0", ["01_perceptron"]),
    "what every figure uses": ("plots/style.py", *LINE, CHAPTERS),
    "a docstring": ("plots/style.py", '"""', '"""Once more: ', []),
    "how notebooks are built": ("authoring/build.py", *LINE, []),
    "how they are graded": ("grading/batch.py", *LINE, []),
}


@pytest.mark.parametrize(("name", "old", "new", "stale"), STALE.values(), ids=STALE.keys())
def test_a_chapter_is_stale_for_what_it_imports(tmp_path, name, old, new, stale):
    shutil.copytree(REPOSITORY / "dlcourse", tmp_path / "dlcourse", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "dlcourse" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    changed = [name for name in CHAPTERS if fingerprint(REPOSITORY, name) != fingerprint(REPOSITORY, name, tmp_path)]
    assert changed == stale


def small(course: Path, source: str) -> None:
    """A course with one chapter: this source."""
    folder = course / "solutions" / "01_perceptron"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "01_perceptron.py").write_text(source, encoding="utf-8")


def test_every_word_of_the_source_counts(tmp_path):
    small(tmp_path, "# %%\nprint(1)  # one\n")
    before = fingerprint(tmp_path, "01_perceptron")
    small(tmp_path, "# %%\nprint(1)  # One\n")
    assert fingerprint(tmp_path, "01_perceptron") != before


def test_a_source_that_is_no_python_is_named_with_the_line(tmp_path):
    small(tmp_path, "# %%\nprint(1\n")
    with pytest.raises(AuthorError, match=r"01_perceptron\.py, line 2: not valid Python: '\(' was never closed"):
        fingerprint(tmp_path, "01_perceptron")


def test_another_version_is_noted_without_running_anything(tmp_path, monkeypatch):
    for name in ("solutions", "notebooks"):
        shutil.copytree(REPOSITORY / name / "01_perceptron", tmp_path / name / "01_perceptron")
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    paths = [tmp_path / name / "01_perceptron" / "01_perceptron.ipynb" for name in ("solutions", "notebooks")]
    before = [path.read_text(encoding="utf-8") for path in paths]
    assert build_chapter(tmp_path, "01_perceptron") == ""
    monkeypatch.setattr(build, "VERSION", "2030.1")
    assert build_chapter(tmp_path, "01_perceptron") == "version 2030.1 noted"  # to run it would take half a minute
    for path, text in zip(paths, before, strict=True):
        old = nbformat.reads(text, as_version=4).metadata.dlcourse.version
        assert path.read_text(encoding="utf-8") == text.replace(f'"version": "{old}"', '"version": "2030.1"')
    assert build_chapter(tmp_path, "01_perceptron") == ""
