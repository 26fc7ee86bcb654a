"""An answer gets the same verdict from the examiner as in the student's own notebook, criterion by criterion.

What must be built by hand gets its verdict without frameworks, where only the statements run that it needs. That verdict
is the same, too; so nothing is lost where grading runs no more than that.
"""

from pathlib import Path

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.checks.check_file import find_exercise
from dlcourse.checks.core.context import changed
from dlcourse.checks.core.engine import Exercise
from dlcourse.checks.core.report import Report
from dlcourse.grading.examiner.framework_free_check import FrameworkFreeKernel, is_due
from dlcourse.grading.examiner.session import KernelSession
from tests.support.answers import SEEDS, Answer, answers, does_not_train, is_first, is_first_of_its_kind, judge
from tests.support.quick import cases
from tests.support.student_cells import FORGET

RESET = "get_ipython().run_line_magic('reset', '-sf')"

# These checks ask a thousand times, which takes seconds where each question goes to a kernel.
ASK_OFTEN = {
    "05_dnn.compare",
    "07_rnn.sample",
    "11_autoencoders.corrupt",
    "15_reinforcement.epsilon_greedy",
    "15_reinforcement.replay_buffer",
}


def chosen():
    """Every answer; of those that train a model, the first right one of each exercise."""
    for answer in answers():
        if does_not_train(answer) or (answer.right and is_first(answer)):
            yield answer


def is_by_hand(answer) -> bool:
    return is_due(find_exercise(answer.exercise).forbidden_packages)


def is_first_and_may_use_a_framework(answer) -> bool:
    return is_first_of_its_kind(answer) and not is_by_hand(answer)


def is_first_and_is_asked_little(answer) -> bool:
    return is_first_of_its_kind(answer) and answer.exercise not in ASK_OFTEN


def through_the_students_kernel():
    """What must be built by hand is settled without frameworks, so of these a few do."""
    return [answer for answer in chosen() if not is_by_hand(answer) or is_first_of_its_kind(answer)]


@pytest.mark.parametrize("answer", cases(through_the_students_kernel(), is_first_and_may_use_a_framework))
def test_the_examiner_and_the_notebook_agree(answer, shared_student, tmp_path, monkeypatch):
    check = find_exercise(answer.exercise)
    seed = 5 if does_not_train(answer) else SEEDS[0]  # training needs luck: the one that is known to be good
    if answer.right:
        monkeypatch.setattr(check, "seconds", 10 * check.seconds)  # a busy machine is no reason to disagree
    there = shared_student.examined(check, answer.code, seed)
    if answer.right:  # in the notebook it has full points: see test_answers, and the committed solutions
        assert there.passed, there
        return
    here = judge(answer, tmp_path, seed)
    assert there.score == here.score, there
    if any(result.required and not result.passed for result in here.criteria):
        return  # what is not built by hand does not even run there
    assert [(result.name, result.passed) for result in there.criteria] == [
        (result.name, result.passed) for result in here.criteria
    ], there


class WithoutFrameworks:
    """Answers in a kernel without frameworks: one kernel for those to the same exercise that one worker tries."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.kernel, self.exercise = folder, None, ""

    def judge(self, answer: Answer, check: Exercise) -> Report:
        code = StudentCode([answer.code])
        kernel = self.empty_kernel(answer.exercise)
        kernel.code = code
        kernel.define(list(check.defines), 1)
        found = kernel.session.find(list(check.defines))
        with changed(dependencies=code.dependencies):
            return check.judge(*(found.get(name) for name in check.defines), seed=5)

    def empty_kernel(self, exercise: str) -> FrameworkFreeKernel:
        if self.kernel and (exercise != self.exercise or self.kernel.session.kernel.dead):
            self.stop()
        if self.kernel is None:
            self.kernel, self.exercise = FrameworkFreeKernel(StudentCode([]), "bubblewrap", self.folder), exercise
        self.kernel.session = KernelSession(self.kernel.session.kernel)
        self.kernel.session.define([FORGET, RESET])
        return self.kernel

    def stop(self) -> None:
        if self.kernel:
            self.kernel.stop()
            self.kernel = None


@pytest.fixture(scope="module")
def without_frameworks(tmp_path_factory):
    there = WithoutFrameworks(tmp_path_factory.mktemp("bare"))
    yield there
    there.stop()


@pytest.mark.needs("bubblewrap")
@pytest.mark.parametrize("answer", cases(filter(is_by_hand, chosen()), is_first_and_is_asked_little))
def test_without_frameworks_and_with_what_it_needs_the_verdict_is_the_same(
    answer, without_frameworks, tmp_path, monkeypatch
):
    check = find_exercise(answer.exercise)
    monkeypatch.setattr(check, "seconds", 10 * check.seconds if answer.right else check.seconds)
    there = without_frameworks.judge(answer, check)
    assert there.score == (1 if answer.right else judge(answer, tmp_path, 5).score), there


@pytest.mark.needs("bubblewrap")
def test_an_answer_finds_nothing_of_the_one_before(without_frameworks):
    names = []
    for statement in ("left = 1", ""):
        session = without_frameworks.empty_kernel("01_perceptron.mse").session
        session.define([statement])
        names.append(list(session.find(["left"])))
    assert names == [["left"], []]
