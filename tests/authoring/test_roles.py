"""A mistake in a chapter's source raises an error that names the file, the cell and what to do."""

import re
from pathlib import Path

import pytest

from dlcourse.authoring.roles import assign_roles
from dlcourse.authoring.source import AuthorError, read_source

GOOD = """\
# %% [markdown]
# # A chapter

# %% tags=["exercise"]
def mse(y_true, y_pred):
    ### BEGIN SOLUTION
    return ((y_true - y_pred) ** 2).mean()
    ### END SOLUTION

# %% tags=["check"] points=18
check.mse(mse, points=18)
### BEGIN HIDDEN TESTS
check.mse(mse, points=18, random_seed=True)
### END HIDDEN TESTS

# %% [markdown] tags=["answer"] points=2
# Why?
# ### BEGIN SOLUTION
# Because.
# ### END SOLUTION
"""
EXERCISE, CHECK = GOOD.split("\n\n")[1], GOOD.split("\n\n")[2]


def assigned(source: str, folder: Path):
    path = folder / "01_perceptron.py"
    path.write_text(source, encoding="utf-8")
    cells = read_source(path)
    assign_roles(cells, "01_perceptron")
    return cells


def test_roles_become_nbgraders_metadata(tmp_path):
    _, exercise, check, answer = (cell.node.metadata.get("nbgrader") for cell in assigned(GOOD, tmp_path))
    assert exercise == {"schema_version": 3, "grade_id": "mse", "grade": False, "solution": True, "locked": False,
                        "task": False}  # fmt: skip
    assert check == {"schema_version": 3, "grade_id": "check-mse", "grade": True, "solution": False, "locked": True,
                     "task": False, "points": 18}  # fmt: skip
    assert (answer["grade_id"], answer["grade"], answer["solution"], answer["points"]) == (
        "written-answer-1",
        True,
        True,
        2,
    )


MISTAKES = {
    "an exercise without a check": (GOOD.replace(CHECK + "\n\n", ""), "cell 2 (line 4): this exercise has no check"),
    "two exercises, one check": (GOOD.replace(CHECK, EXERCISE + "\n\n" + CHECK), "cell 2 (line 4): this exercise has no"),
    "a check without points": (GOOD.replace('["check"] points=18', '["check"]'), "cell 3 (line 10): no points"),
    "points that are no number": (GOOD.replace('"] points=18', '"] points="many"'), "points must be a number above 0"),
    "no points at all": (GOOD.replace('"] points=18', '"] points=0'), "points must be a number above 0, not 0"),
    "points that differ from the call": (GOOD.replace("(mse, points=18)", "(mse, points=2)"), "must say points=18 too"),
    "points on an exercise": (GOOD.replace('"exercise"]', '"exercise"] points=2'), "belong on the check"),
    "points without a role": (GOOD.replace("# %% [markdown]\n", "# %% [markdown] points=2\n", 1), "points, but no role"),
    "points that do not add up": (GOOD.replace('["answer"] points=2', '["answer"] points=3'), "add up to 21"),
    "duplicate names": (GOOD.replace(CHECK, CHECK + "\n\n" + EXERCISE + "\n\n" + CHECK), "mse is already the name of cell 2"),
    "missing END SOLUTION": (GOOD.replace("    ### END SOLUTION\n", ""), "cell 2 (line 4): `### END SOLUTION` is missing"),
    "missing BEGIN SOLUTION": (GOOD.replace("    ### BEGIN SOLUTION\n", ""), "`### BEGIN SOLUTION` is missing"),
    "an exercise without a solution": (re.sub(r" +### (BEGIN|END) SOLUTION\n", "", GOOD), "an exercise needs"),
    "missing END HIDDEN TESTS": (GOOD.replace("### END HIDDEN TESTS\n", ""), "`### END HIDDEN TESTS` is missing"),
    "a hidden test outside a check": (
        GOOD.replace("# # A chapter\n", "# # A chapter\n\n# %%\n### BEGIN HIDDEN TESTS\n1\n### END HIDDEN TESTS\n"),
        "cell 2 (line 4): HIDDEN TESTS belongs in check cells",
    ),
    "a solution outside an exercise": (
        GOOD.replace("# # A chapter\n", "# # A chapter\n\n# %%\n### BEGIN SOLUTION\n1\n### END SOLUTION\n"),
        "SOLUTION belongs in exercise or answer cells",
    ),
    "a misspelt mark": (GOOD.replace("    ### END SOLUTION", "    # END SOLUTION"), "on a line of its own"),
    "a misspelt tag": (GOOD.replace('["exercise"]', '["excercise"]'), "unknown tag excercise"),
    "two roles": (GOOD.replace('["check"]', '["check", "exercise"]'), "one role"),
    "an answer in code": (GOOD.replace('[markdown] tags=["answer"]', 'tags=["answer"]'), "belongs on a markdown cell"),
    "an unknown exercise": (GOOD.replace("check.mse(mse", "check.rmse(mse"), "there is no exercise rmse"),
    "a check that calls nothing": (re.sub(r"check\.mse\(.*\)", "pass", GOOD), "calls no check"),
    "a check before its exercise": (GOOD.replace(EXERCISE + "\n\n", ""), "no exercise stands before it"),
    "a check that is not Python": (GOOD.replace("check.mse(mse, points=18)", "check.mse(mse, points=18"), "not valid Python"),
    "text before the first cell": ("import numpy\n" + GOOD, "must start with a `# %%` line"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_named(source, says, tmp_path):
    with pytest.raises(AuthorError) as caught:
        assigned(source, tmp_path)
    assert says in str(caught.value)
    assert str(caught.value).startswith("01_perceptron.py")


def test_a_missing_or_unreadable_source_is_named(tmp_path):
    with pytest.raises(AuthorError, match="does not exist"):
        read_source(tmp_path / "nowhere.py")
    (tmp_path / "latin.py").write_bytes("# %% [markdown]\n# Müll".encode("latin-1"))
    with pytest.raises(AuthorError, match="not UTF-8"):
        read_source(tmp_path / "latin.py")
