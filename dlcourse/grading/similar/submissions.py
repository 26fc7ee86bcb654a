"""The answers of a class, exercise by exercise, as what can agree: read from the graded notebooks."""

from dataclasses import dataclass, field
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.coursedir import CourseDirectory

from dlcourse.course import load_config
from dlcourse.grading.report.class_results import Work, read_graded, squeezed, works
from dlcourse.grading.report.class_summary import Row
from dlcourse.grading.similar.fingerprints import FAILS, Feature, code_features, text_features
from dlcourse.grading.similar.pairs import Features

OWN_CELLS = "own cells"


@dataclass
class Submissions:
    """A class's answers as text, by student and exercise, and as features; those of the release and of the solution."""

    texts: dict[str, dict[str, str]] = field(default_factory=dict)
    features: dict[str, Features] = field(default_factory=dict)
    released: Features = field(default_factory=dict)
    reference: Features = field(default_factory=dict)


def submissions(course: Path, chapter: str, rows: list[Row]) -> Submissions:
    """Those of a chapter that could be read."""
    coursedir = CourseDirectory(config=load_config(course))
    name = f"{chapter}.ipynb"
    release = read_graded(Path(coursedir.format_path(coursedir.release_directory, ".", chapter), name))
    solution = read_graded(Path(coursedir.format_path(coursedir.source_directory, ".", chapter), name))
    shipped = {squeezed(cell.source) for cell in release.cells} if release else set()
    found = Submissions()
    found.released, _ = answers_of(release, set())
    found.reference, _ = answers_of(solution, shipped)
    judged: dict[str, list[Work]] = {}
    for work in works(course, chapter, rows):
        judged.setdefault(work.student, []).append(work)
    for student, judgements in judged.items():
        path = Path(coursedir.format_path(coursedir.autograded_directory, student, chapter), name)
        features, found.texts[student] = answers_of(read_graded(path), shipped)
        for work in judgements:
            if work.exercise in features:
                features[work.exercise] |= _failures(work)
        found.features[student] = features
    return found


def answers_of(notebook: NotebookNode | None, shipped: set[str]) -> tuple[Features, dict[str, str]]:
    """The answers of a notebook, and what its author wrote into cells that are not `shipped`, as one more."""
    features: Features = {}
    texts: dict[str, str] = {}
    own = []
    for cell in notebook.cells if notebook else ():
        marks = cell.metadata.get("nbgrader", {})
        if marks.get("solution"):
            name = marks["grade_id"]
            texts[name] = cell.source
            if squeezed(cell.source) not in shipped:
                features[name] = _features(cell)
        elif not marks and squeezed(cell.source) not in shipped:
            own.append(cell)
    if own:
        texts[OWN_CELLS] = "\n\n".join(cell.source for cell in own)
        features[OWN_CELLS] = frozenset().union(*map(_features, own))
    return features, texts


def _features(cell: NotebookNode) -> frozenset[Feature]:
    return code_features(cell.source) if cell.cell_type == "code" else text_features(cell.source)


def _failures(work: Work) -> frozenset[Feature]:
    return frozenset((FAILS, result.name) for result in work.criteria if not result.passed)
