"""Right answers get full points; each wrong one fails on the criterion, and with the hint, meant for it.

An answer file holds several answers, one a cell: `# %% right: NAME` or `# %% wrong: CRITERION | WORDS OF THE HINT`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from dlcourse.checks.judge import exercises_of, find_exercise
from tests.support.quick import cases


ANSWERS = Path(__file__).parent
SEEDS = (0, 20_261_121)  # and the examiner's tests take another one
TRAINS = 20  # an exercise that is given more seconds than this trains a model
SEEDED = "import keras\n\nkeras.utils.set_random_seed(1)\n"  # as a chapter's first cell: the same luck each time


@dataclass(frozen=True)
class Answer:
    exercise: str
    right: bool
    about: str  # for a wrong one: "criterion | words of the hint"
    code: str
    number: int

    @property
    def criterion(self) -> str:
        return self.about.partition("|")[0].strip()

    @property
    def hint(self) -> str:
        return self.about.partition("|")[2].strip()

    def __str__(self) -> str:
        return f"{self.exercise}-{self.number}-{'right' if self.right else 'wrong'}"


@cache
def answers() -> list[Answer]:
    found = []
    for path in sorted(ANSWERS.glob("*/*.py")):
        cells = re.split(r"^# %% (right|wrong): (.*)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
        for number, (verdict, about, code) in enumerate(zip(*[iter(cells)] * 3, strict=True), start=1):
            exercise = f"{path.parent.name}.{path.stem}"
            before = SEEDED if find_exercise(exercise).seconds > TRAINS else ""
            found.append(Answer(exercise, verdict == "right", about, before + code, number))
    return found


def seeds_of(answer: Answer) -> tuple[int, ...]:
    """One seed is enough where an answer trains a model: `benchmarks/seeds_*.py` try twenty.

    Of a wrong answer the last is tried, as the examiner's tests try it with another one.
    """
    return SEEDS[:1] if find_exercise(answer.exercise).seconds > TRAINS else SEEDS


def does_not_train(answer: Answer) -> bool:
    return find_exercise(answer.exercise).seconds <= TRAINS


def judge(answer: Answer, folder: Path, seed: int):
    """Run the answer as a module of its own and judge what it defines."""
    path = folder / "answer.py"
    path.write_text(answer.code, encoding="utf-8")
    namespace = {"__name__": f"answer_{abs(hash(str(answer)))}", "__file__": str(path)}
    exec(compile(answer.code, str(path), "exec"), namespace)
    check = find_exercise(answer.exercise)
    return check.judge(*(namespace[name] for name in check.names), seed=seed)


@pytest.mark.parametrize("answer", cases((answer for answer in answers() if answer.right), does_not_train))
def test_a_right_answer_gets_full_points(answer, tmp_path):
    for seed in seeds_of(answer):
        report = judge(answer, tmp_path, seed)
        assert report.score == 1, report
    never_failed = {result.name for result in report.criteria} - failed_by_wrong_answers(answer.exercise)
    assert never_failed <= {"built by hand"}, "a criterion that no wrong answer fails tells no one anything"


def failed_by_wrong_answers(exercise: str) -> set[str]:
    return {answer.criterion for answer in answers() if answer.exercise == exercise and not answer.right}


@pytest.mark.parametrize("answer", cases((answer for answer in answers() if not answer.right), does_not_train))
def test_a_wrong_answer_fails_on_the_criterion_and_with_the_hint_meant_for_it(answer, tmp_path):
    report = judge(answer, tmp_path, seeds_of(answer)[-1])
    failed = {result.name: result for result in report.criteria if not result.passed}
    assert report.score < 1
    assert answer.criterion in failed, report
    assert answer.hint in failed[answer.criterion].hint
    assert failed[answer.criterion].message


def test_every_exercise_has_two_right_and_four_wrong_answers():
    chapters = sorted(path.name for path in ANSWERS.iterdir() if path.is_dir() and path.name[0].isdigit())
    assert chapters
    for chapter in chapters:
        for name in exercises_of(f"dlcourse.checks.{chapter.partition('_')[2]}"):
            own = [answer for answer in answers() if answer.exercise == f"{chapter}.{name}"]
            assert sum(answer.right for answer in own) >= 2, f"{chapter}.{name} needs two right answers"
            assert sum(not answer.right for answer in own) >= 4, f"{chapter}.{name} needs four wrong answers"


@pytest.mark.parametrize("value", [None, 0, 1, 0.5, [], "1", ..., np.zeros((4, 5))], ids=repr)
def test_an_answer_that_does_nothing_earns_nothing(value):
    for exercise in {answer.exercise for answer in answers()}:
        check = find_exercise(exercise)
        report = check.judge(*[lambda *_, **__: value] * len(check.names))
        assert report.score == 0, report


def _overwrite(value, number: float) -> None:
    """Fill every array in a nest of lists, tuples and dicts."""
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        value[...] = number
    elif isinstance(value, list | tuple | dict):
        for item in value.values() if isinstance(value, dict) else value:
            _overwrite(item, number)


GIVES_BACK = {
    "the first": lambda given: given[0],
    "the second": lambda given: given[1],
    "the last": lambda given: given[-1],
    "all": tuple,
    "the first, twice": lambda given: (given[0], given[0]),
}
# What such an answer may earn: it is right where nothing has to be done.
LITTLE = 0.35


@pytest.mark.parametrize("number", [None, 0.0, np.nan], ids=["as it is", "as zeros", "as nan"])
@pytest.mark.parametrize("choose", GIVES_BACK.values(), ids=GIVES_BACK)
def test_an_answer_that_gives_back_what_it_was_given_earns_next_to_nothing(choose, number):
    def answer(*given, **_):
        if number is not None:
            _overwrite(given, number)
        return choose(given)

    for exercise in {answer.exercise for answer in answers()}:
        check = find_exercise(exercise)
        if check.seconds <= TRAINS:
            report = check.judge(*[answer] * len(check.names))
            assert report.score < LITTLE, report
