"""An answer gets the same verdict from the examiner as in the student's own notebook, criterion by criterion."""

import pytest

from dlcourse.checks.judge import find_exercise
from tests.answers.test_answers import SEEDS, TRAINS, answers, does_not_train, judge
from tests.support.quick import cases


def chosen():
    """Every answer; of those that train a model, the first right one of each exercise."""
    seen = set()
    for answer in answers():
        if find_exercise(answer.exercise).seconds <= TRAINS or (answer.right and answer.exercise not in seen):
            yield answer
        if answer.right:
            seen.add(answer.exercise)


def is_first_of_its_kind(answer) -> bool:
    """The first right answer of an exercise that does not train, and its first wrong one."""
    alike = [other for other in answers() if (other.exercise, other.right) == (answer.exercise, answer.right)]
    return answer is alike[0] and does_not_train(answer)


@pytest.mark.parametrize("answer", cases(chosen(), is_first_of_its_kind))
def test_the_examiner_and_the_notebook_agree(answer, shared_student, tmp_path, monkeypatch):
    check = find_exercise(answer.exercise)
    seed = 5 if check.seconds <= TRAINS else SEEDS[0]  # training needs luck: the one that is known to be good
    if answer.right:
        monkeypatch.setattr(check, "seconds", 10 * check.seconds)  # a busy machine is no reason to disagree
    there = shared_student.examined(check, answer.code, seed)
    if answer.right:  # in the notebook it has full points: see test_answers
        assert there.passed, there
        return
    here = judge(answer, tmp_path, seed)
    assert there.score == here.score, there
    if any(result.decisive and not result.passed for result in here.criteria):
        return  # what is not built by hand does not even run there
    assert [(result.name, result.passed) for result in there.criteria] == [
        (result.name, result.passed) for result in here.criteria
    ], there
