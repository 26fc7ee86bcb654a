"""A claim holds when a chapter is built and when its solution is tested, quotes its text, and is in no notebook."""

import shutil
import subprocess
import sys

import nbformat
import pytest

from dlcourse.authoring.build import build_chapter
from dlcourse.authoring.source import AuthorError
from tests.conftest import REPOSITORY
from tests.support.chapters.small import CHAPTER
from tests.support.chapters.small import SOURCE as SMALL
from tests.support.commands import program

SOURCE = f"""\
{SMALL}
# %%
errors = [3, 5]
secret = "unchanged"

# %% [markdown]
# ## Who wins?
# The network makes **fewer
# mistakes** than the line.

# %% tags=["claim"]
# > The network makes fewer mistakes
# > than the line.
secret = "gone"
assert errors[0] < errors[1]

# %%
print(secret)
"""


@pytest.fixture
def course(tmp_path):
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    (tmp_path / "solutions" / CHAPTER).mkdir(parents=True)
    return tmp_path


def built(course, source):
    (course / "solutions" / CHAPTER / f"{CHAPTER}.py").write_text(source, encoding="utf-8")
    return build_chapter(course, CHAPTER)


def notebook(course, kind):
    return nbformat.read(course / kind / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)


def test_claims_are_in_no_notebook_and_leave_nothing_behind(course):
    built(course, SOURCE)
    for kind in ("solutions", "notebooks"):
        assert not [cell for cell in notebook(course, kind).cells if "claim" in cell.source or "assert" in cell.source]
    assert notebook(course, "solutions").cells[-1].outputs[0].text == "unchanged\n"


MISTAKES = {
    "it does not hold": (
        "errors[0] <",
        "errors[0] >",
        "the text says “The network makes fewer mistakes than the line.”",
    ),
    "it stops": ("assert errors[0]", "assert errors[7]", "and that does not hold: IndexError"),
    "the text has changed": ("makes **fewer", "makes **more", "does not say “The network makes fewer mistakes"),
    "it quotes nothing": ("# > ", "# ", "a claim begins with the words"),
    "it is a text": ('# %% tags=["claim"]', '# %% [markdown] tags=["claim"]', "belongs on a code cell"),
}


@pytest.mark.parametrize(("old", "new", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_claim_that_cannot_be_trusted_stops_the_build(course, old, new, says):
    with pytest.raises(AuthorError, match=r"cell 7 \(line 28\): ") as error:
        built(course, SOURCE.replace(old, new))
    assert says in str(error.value)
    assert not (course / "notebooks").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("said", "fails"), [("errors[0] <", 0), ("errors[0] >", 1)], ids=["true", "false"])
def test_claims_are_run_with_the_committed_solution(course, said, fails):
    built(course, SOURCE)
    path = course / "solutions" / CHAPTER / f"{CHAPTER}.py"
    path.write_text(SOURCE.replace("errors[0] <", said), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-n0",
        "--nbval",
        "-c",
        f"{REPOSITORY}/pyproject.toml",
    ]
    run = subprocess.run(
        [*command, f"--rootdir={REPOSITORY}", "--confcutdir=/", "-p", "conftest", f"solutions/{CHAPTER}"],
        cwd=course, env={"PYTHONPATH": str(REPOSITORY), "PATH": str(program("dlcourse").parent)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert f"{7 - fails} passed" in run.stdout, run.stdout
    assert run.returncode == fails
