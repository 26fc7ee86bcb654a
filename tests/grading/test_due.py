"""What makes a submission due again: only what can change its verdict."""

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from dlcourse.chapters import CHAPTERS
from dlcourse.checks.check_file import exercises_of
from dlcourse.grading.due import (
    CHANGED,
    FORCED,
    NEW,
    OLDER,
    exercise_modules,
    graded_with,
    lines,
    what_changed,
    why_due,
)
from dlcourse.grading.record import NAME, GradedWith, Record, read_record, write_record
from tests.conftest import REPOSITORY

NAMES = [chapter.name for chapter in CHAPTERS]
SOFTMAX = "checks/perceptron/softmax.py"
LINE = ("\n\n\n", "\n\n\nSIZE = 3\n\n\n")  # of code, put between two others


@pytest.fixture
def package(tmp_path) -> Path:
    """A folder with a copy of this package."""
    ours = shutil.ignore_patterns("__pycache__")
    shutil.copytree(REPOSITORY / "dlcourse", tmp_path / "dlcourse", ignore=ours)
    return tmp_path


def edit(package: Path, name: str, old: str, new: str) -> None:
    file = package / "dlcourse" / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def changes(package: Path) -> dict[str, str]:
    """What has changed between this package and the copy, by chapter; nothing of chapters for which that is nothing."""
    found = {name: what_changed(graded_with(name, ""), graded_with(name, "", package)) for name in NAMES}
    return {name: changed for name, changed in found.items() if changed}


IDLE = {
    "nothing": (SOFTMAX, "", ""),
    "a comment": (SOFTMAX, "import numpy", "# NumPy alone\nimport numpy"),
    "a docstring": (SOFTMAX, "The check of", "What is asked of"),
    "a hint": (SOFTMAX, "Divide by the sum over the last axis only", "Over which axis do you sum?"),
    "a figure": ("plots/perceptron/softmax.py", *LINE),
    "what makes pages": ("grading/pages/sanitize.py", *LINE),
    "a template": ("grading/pages/nbconvert/templates/feedback/cells.html.j2", "", "<br>"),
    "the title of a chapter": ("chapters.py", "Optimisation", "Optimizers"),
    "the one who writes the gradebook": ("grading/batch.py", *LINE),
}


@pytest.mark.parametrize(("name", "old", "new"), IDLE.values(), ids=IDLE.keys())
def test_nothing_is_due_for_what_changes_no_verdict(package, name, old, new):
    edit(package, name, old, new)
    assert changes(package) == {}


def test_a_changed_check_makes_its_own_chapter_due_and_is_named(package):
    edit(package, SOFTMAX, "scale=2.0", "scale=3.0")
    version = graded_with("01_perceptron", "").version
    assert changes(package) == {"01_perceptron": f"check softmax changed since {version}"}


def test_what_a_check_imports_makes_the_chapters_due_that_use_it(package):
    edit(package, "nn/callbacks/early_stopping.py", *LINE)
    found = changes(package)
    assert "EarlyStopping" in found["05_dnn"]
    assert "01_perceptron" not in found


def test_the_engine_makes_everything_due(package):
    edit(package, "checks/core/compare.py", *LINE)
    version = graded_with("01_perceptron", "").version
    assert changes(package) == dict.fromkeys(NAMES, f"the grading engine changed since {version}")


def test_every_exercise_is_known_with_its_module():
    for chapter in NAMES:
        expected = {name: exercise.check.__module__ for name, exercise in exercises_of(chapter).items()}
        assert exercise_modules(chapter) == expected


def test_an_assignment_that_is_no_chapter_has_no_checks_of_ours():
    assert graded_with("tps", "").checks == graded_with("99_nothing", "").checks == {}


EXERCISES = dict.fromkeys(("gates", "mse", "softmax", "xor"), "hash")
NOW = GradedWith("2026.2", "engine", "cells", EXERCISES, {"numpy": "2.4.0", "keras": "3.12.1"})
BEFORE = replace(NOW, version="2026.1")
REASONS = {
    "the version alone": (BEFORE, ""),
    "the check cells": (replace(BEFORE, cells="other"), "the chapter's check cells changed since 2026.1"),
    "many checks": (
        replace(BEFORE, checks=dict.fromkeys(EXERCISES, "other")),
        "checks gates, mse, softmax and 1 more changed since 2026.1",
    ),
    "a new check": (replace(BEFORE, checks={"gone": ""} | NOW.checks), "check gone changed since 2026.1"),
    "a package": (replace(BEFORE, packages=NOW.packages | {"keras": "3.11.0"}), "keras 3.11.0 → 3.12.1"),
    "all at once": (
        replace(BEFORE, engine="", cells="", packages={"keras": "3.12.1"}),
        "the grading engine and the chapter's check cells changed since 2026.1; numpy none → 2.4.0",
    ),
}


@pytest.mark.parametrize(("before", "says"), REASONS.values(), ids=REASONS.keys())
def test_the_reason_says_what_has_changed(before, says):
    assert why_due(Record("ada", "hash", before), "hash", NOW) == says


def test_where_only_the_version_differs_verdicts_are_the_same():
    assert BEFORE == NOW


def test_a_submission_without_a_record_is_new_and_another_one_has_changed():
    assert why_due(None, "hash", NOW) == NEW
    assert why_due(Record("ada", "hash", NOW), "another", NOW) == CHANGED


def test_a_record_is_read_as_it_was_written(tmp_path):
    record = Record("ada", "hash", NOW, points={"mse": 1.0})
    write_record(tmp_path, record)
    assert read_record(tmp_path) == record
    assert read_record(tmp_path).graded_with.version == "2026.2"


OTHER_FORMS = {
    "of before": lambda found: found | {"checks_hash": "hash"},
    "that came later": lambda found: found | {"graded_with": {"everything": "hash"}, "mood": "good"},
    "altered": lambda found: found | {"graded_with": ["hash"]},
}


@pytest.mark.parametrize("form", OTHER_FORMS.values(), ids=OTHER_FORMS.keys())
def test_a_record_of_another_form_is_read_and_due(tmp_path, form):
    found = asdict(Record("ada", "hash", points={"mse": 1.0}))
    del found["graded_with"]
    (tmp_path / NAME).write_text(json.dumps(form(found)), encoding="utf-8")
    record = read_record(tmp_path)
    assert (record.student, record.points) == ("ada", {"mse": 1.0})
    assert why_due(record, "hash", NOW) == OLDER


@pytest.mark.parametrize("text", ["", "[]", "{}", "3", '{"student": "ada"}'])
def test_what_is_no_record_is_none(tmp_path, text):
    (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert read_record(tmp_path) is None


def test_there_is_one_line_for_each_reason():
    assert lines([NEW, "keras 3.0 → 3.1", NEW, CHANGED, "keras 3.0 → 3.1", FORCED]) == [
        "1 submission has changed",
        "2 submissions are due again: keras 3.0 → 3.1",
        "2 submissions are new",
        "1 submission is due again: you asked for it with --force",
    ]
