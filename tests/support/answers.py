"""The answers in `tests/answers`: right ones, and wrong ones that are written as changes of a right one.

An answer file holds several answers, one a cell. What stands above its first heading stands above each of them.

    # %% right: NAME
    # %% wrong: CRITERION | WORDS OF THE HINT

A wrong answer is code, or else comments of which at least one is a change. The file's first right answer is changed, or
the one that `# from: NAME` names. Changes are made one after the other:

    # replace: OLD -> NEW
    # remove: OLD
    # insert before: OLD -> LINE
    # insert after: OLD -> LINE

OLD is (a part of) one line, and must occur. It counts as whole words (`log` is not found in `log2`), and wherever it
occurs it is changed. A line of which nothing remains is removed. LINE is indented like the line with OLD, and further
by what spaces follow the one behind the arrow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import find_exercise
from dlcourse.checks.core.context import CheckContext, changed
from dlcourse.checks.core.report import Result

ANSWERS = Path(__file__).parents[1] / "answers"
SEEDS = (0, 20_261_121)  # and the examiner's tests take another one
TRAINS = 20  # an exercise that is given more seconds than this trains a model
SEEDED = "import keras\n\nkeras.utils.set_random_seed(1)\n"  # as a chapter's first cell: the same luck each time

ARROW = " -> "
HEADING = re.compile(r"^# %% (right|wrong): (.*)$", re.MULTILINE)
FROM = re.compile(r"^# from: (.*)$", re.MULTILINE)
CODE = re.compile(r"^[^#\s]", re.MULTILINE)
CHANGE = re.compile(r"^# (replace|remove|insert before|insert after): (.*)$", re.MULTILINE)


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
    """Every answer to every exercise."""
    found = []
    for path in sorted(ANSWERS.glob("*/*.py")):
        exercise = f"{path.parent.name}.{path.stem}"
        trains = find_exercise(exercise).seconds > TRAINS
        for number, (right, about, code) in enumerate(read(path), start=1):
            before = SEEDED if trains or "import keras" in code else ""  # a model has the same weights each time
            found.append(Answer(exercise, right, about, before + code, number))
    return found


def read(path: Path) -> Iterator[tuple[bool, str, str]]:
    """For each answer of a file: whether it is right, what its heading says, and its code.

    Raises:
        ValueError: if a wrong answer is neither code nor changes, or both, or if a change does not fit. It names the
            file and the line.
    """
    text = path.read_text(encoding="utf-8")
    headings = list(HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    above = text[: headings[0].start()] if headings else ""
    rights: dict[str, str] = {}
    for heading, end in zip(headings, ends, strict=True):
        right, about = heading[1] == "right", heading[2].strip()
        code = above + text[heading.end() : end]
        if right:
            rights[about] = code
        else:
            code = _changed(text, heading.end(), end, rights, path) or code
        yield right, about, code


def _changed(text: str, start: int, end: int, rights: dict[str, str], path: Path) -> str:
    """The right answer that is meant, with the changes in this part of a file's text; nothing if that is code."""

    def error(place: int, problem: str) -> ValueError:
        return ValueError(f"{path}:{text.count(chr(10), 0, place) + 1}: {problem}")

    changes, line = list(CHANGE.finditer(text, start, end)), CODE.search(text, start, end)
    if bool(changes) == bool(line):
        raise error(line.start() if line else start, "a wrong answer is either code or changes, and this is not")
    if line:
        return ""
    named = FROM.search(text, start, end)
    name = named[1].strip() if named else next(iter(rights), "")
    if name not in rights:
        raise error(named.start() if named else start, f"no right answer called {name!r} stands above")
    code = rights[name]
    for change in changes:
        verb, what = change.groups()
        if verb != "remove" and ARROW not in what:
            raise error(change.start(), f"`{verb}` needs {ARROW!r} between old and new; to take out, write `remove`")
        code, found = _change(code, verb, what)
        if not found:
            raise error(change.start(), f"this does not occur in the right answer {name!r}: {what}")
    return code


def _change(code: str, verb: str, text: str) -> tuple[str, int]:
    """Code with one change made wherever it can be, and at how many places that was."""
    old, _, new = (text, "", "") if verb == "remove" else text.partition(ARROW)
    words = rf"(?:\b|(?=\W)){re.escape(old.strip())}(?:\b|(?<=\W))"
    pattern, replacement = {
        "replace": (words, lambda found: new),
        "remove": (rf"^[ \t]*{words}[ \t]*\n|{words}", lambda found: ""),
        "insert before": (rf"^([ \t]*)(?=.*{words})", lambda found: f"{found[1]}{new}\n{found[1]}"),
        "insert after": (rf"^([ \t]*).*{words}.*$", lambda found: f"{found[0]}\n{found[1]}{new}"),
    }[verb]
    return re.subn(pattern, replacement, code, flags=re.MULTILINE)


def seeds_of(answer: Answer) -> tuple[int, ...]:
    """One seed is enough where an answer trains a model: `benchmarks/seeds/` tries twenty.

    Of a wrong answer the last is tried, as the examiner's tests try it with another one.
    """
    return SEEDS[:1] if find_exercise(answer.exercise).seconds > TRAINS else SEEDS


def does_not_train(answer: Answer) -> bool:
    return find_exercise(answer.exercise).seconds <= TRAINS


def is_first_of_its_kind(answer: Answer) -> bool:
    """The first right answer of an exercise that does not train, and its first wrong one."""
    return is_first(answer) and does_not_train(answer)


def is_first(answer: Answer) -> bool:
    """The first right answer of an exercise, or its first wrong one."""
    return answer is _firsts()[answer.exercise, answer.right]


@cache
def _firsts() -> dict[tuple[str, bool], Answer]:
    """The first right answer of each exercise, and its first wrong one."""
    return {(answer.exercise, answer.right): answer for answer in reversed(answers())}


def is_quick(answer: Answer) -> bool:
    """An answer that trains no model; of those that build one with Keras, which takes a second or more, the first two."""
    return does_not_train(answer) and ("keras" not in answer.code or is_first_of_its_kind(answer))


class FirstFailure(KeyboardInterrupt):
    """Ends a check at its first criterion that fails. (A check catches everything else that is raised.)"""

    def __init__(self, result: Result) -> None:
        super().__init__(result.name)
        self.result = result


def first_failure(answer: Answer, folder: Path, seed: int) -> Result | None:
    """The first criterion that an answer fails, whose hint a student reads first; what stands behind it is not run."""

    add = CheckContext.record

    def record(context: CheckContext, result: Result) -> None:
        add(context, result)
        if not result.passed:
            raise FirstFailure(result)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CheckContext, "record", record)
        try:
            judge(answer, folder, seed)
        except FirstFailure as failure:
            return failure.result
    return None


def judge(answer: Answer, folder: Path, seed: int):
    """Run the answer as a module of its own and judge what it defines."""
    path = folder / "answer.py"
    path.write_text(answer.code, encoding="utf-8")
    namespace = {"__name__": f"answer_{abs(hash(str(answer)))}", "__file__": str(path)}
    exec(compile(answer.code, str(path), "exec"), namespace)
    check = find_exercise(answer.exercise)
    with changed(dependencies=StudentCode([answer.code]).dependencies):
        return check.judge(*(namespace[name] for name in check.defines), seed=seed)
