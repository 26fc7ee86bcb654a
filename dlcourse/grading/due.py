"""What a submission is graded with, and why one that was graded before is due again.

A submission is due when it is new, when it was changed, or when it could get another verdict now, as one of these
changed: the check of one of its exercises, the code that runs and judges any answer, the chapter's check cells with
their hidden tests, or a package that answers are computed with. `dlcourse.fingerprints` says what counts as a change of
code: no comment, no docstring, no hint. Another chapter's checks, figures and pages do not count.
"""

import ast
import hashlib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from dlcourse.chapters import checks_of
from dlcourse.fingerprints import ROOT, hash_of, imports, modules_in, source_of, with_imports
from dlcourse.grading.record import GradedWith, Record
from dlcourse.syntax import parse

PACKAGES = ("numpy", "keras", "tensorflow")
# What runs and judges any answer. Settings and kernels name some of these, so that imports alone do not find them.
ENGINE = ("dlcourse.agent", "dlcourse.checks.analysis", "dlcourse.checks.core", "dlcourse.grading.examiner",
          "dlcourse.grading.jail", "dlcourse.grading.jupyter", "dlcourse.grading.restore",
          "dlcourse.grading.submission")  # fmt: skip
# The engine imports these, but they change no verdict: names and titles of chapters, and the format of a record.
NO_VERDICT = {"dlcourse.chapters", "dlcourse.grading.record"}

NEW = "new"
CHANGED = "changed"
OLDER = "graded by an older dlcourse"
FORCED = "you asked for it with --force"
MOST_NAMES = 3


@cache
def graded_with(chapter: str, cells: str, root: Path = ROOT) -> GradedWith:
    """What the submissions of a chapter are graded with now; `cells` is the result of `hash_of_cells`."""
    engine = engine_modules(root)
    checks = {
        exercise: hash_of(with_imports([module], root) - engine, root)
        for exercise, module in exercise_modules(chapter, root).items()
    }
    packages = {name: metadata.version(name) for name in PACKAGES}
    return GradedWith(metadata.version("dlcourse"), hash_of(engine, root), cells, checks, packages)


def hash_of_cells(sources: Iterable[str]) -> str:
    """A hash over a chapter's check cells."""
    return hashlib.sha256("\0".join(sources).encode()).hexdigest()


def engine_modules(root: Path = ROOT) -> set[str]:
    """The modules that run and judge any answer, and what they import."""
    return with_imports((module for name in ENGINE for module in modules_in(name, root)), root) - NO_VERDICT


def exercise_modules(chapter: str, root: Path = ROOT) -> dict[str, str]:
    """Each exercise of a chapter, and the module with its check. Empty for an assignment that is not a chapter.

    Read from the source of the chapter's checks: importing some of them imports TensorFlow, which takes seconds.
    """
    checks = checks_of(chapter)
    try:
        text = source_of(checks, root)
    except ModuleNotFoundError:
        return {}
    homes = {name.rpartition(".")[2]: module for name, module in imports(text, checks, root).items()}
    names = [name for node in parse(text).body for name in _exercises(node)]
    return {name: homes.get(name, checks) for name in names}


def _exercises(node: ast.stmt) -> list[str]:
    """The names in `EXERCISES = [...]`; none for another statement."""
    match node:
        case ast.Assign(targets=[ast.Name("EXERCISES")], value=ast.List(elts=items) | ast.Tuple(elts=items)):
            return [item.id for item in items if isinstance(item, ast.Name)]
    return []


def why_due(record: Record | None, submission_hash: str, now: GradedWith) -> str:
    """The reason, in words, why a submission with this record is due; empty where it is not."""
    if record is None:
        return NEW
    if record.submission_hash != submission_hash:
        return CHANGED
    if record.graded_with is None:
        return OLDER
    return what_changed(record.graded_with, now)


def what_changed(before: GradedWith, now: GradedWith) -> str:
    """In words, what has changed that can change a verdict; empty where nothing has."""
    names = sorted(name for name, _ in before.checks.items() ^ now.checks.items())
    changed = [_checks(list(dict.fromkeys(names)))] if names else []
    changed += ["the grading engine"] * (before.engine != now.engine)
    changed += ["the chapter's check cells"] * (before.cells != now.cells)
    reasons = [f"{_joined(changed)} changed since {before.version}"] if changed else []
    for name, version in now.packages.items():
        if (old := before.packages.get(name, "none")) != version:
            reasons.append(f"{name} {old} → {version}")
    return "; ".join(reasons)


def lines(reasons: Iterable[str]) -> list[str]:
    """One sentence for each reason, with the number of its submissions."""
    return [_sentence(reason, count) for reason, count in sorted(Counter(reasons).items())]


def _sentence(reason: str, count: int) -> str:
    who, are, have = ("1 submission", "is", "has") if count == 1 else (f"{count} submissions", "are", "have")
    if reason == NEW:
        return f"{who} {are} new"
    if reason == CHANGED:
        return f"{who} {have} changed"
    return f"{who} {are} due again: {reason}"


def _checks(names: list[str]) -> str:
    shown = names[:MOST_NAMES] + ([f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else [])
    return f"check{'s' * (len(names) > 1)} {_joined(shown)}"


def _joined(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
