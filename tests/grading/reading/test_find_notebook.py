"""The one notebook with the chapter's cells is graded, whatever its name and place; a note says which, and why."""

import json
import time
import unicodedata

import nbformat
import pytest

from dlcourse.notebooks import UnreadableError, read_notebook
from dlcourse.notebooks.finding import find_notebook
from tests.conftest import REPOSITORY
from tests.grading.reading.odd_notebooks import NAME, PAGE, answered, text
from tests.support.classroom import CHAPTER, RELEASE, make_course, notebook, scores, short, solutions
from tests.support.commands import dlcourse, nbgrader
from tests.support.quick import cases

ANSWERED = text(answered())
MORE = text(short(notebook(softmax=solutions()["softmax"], mse=solutions()["mse"])))  # 3 points
UNTOUCHED = RELEASE.read_text(encoding="utf-8")
OTHER = (REPOSITORY / "notebooks/02_backpropagation/02_backpropagation.ipynb").read_text(encoding="utf-8")
HELPER = text(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("factor = 2")]))
MISSING = f"counts, not {NAME}: it is missing"


def bare() -> str:
    """The notebook after a program has taken all metadata away."""
    work = answered()
    for place, cell in enumerate(work.cells):
        cell.metadata, cell.id = {}, f"new-{place}"
    return text(work)


# What lies in the folder; the points; the notebook's path in it; words of each note, or of the problem.
PLACES = {
    "as-it-should": ({NAME: ANSWERED}, 2, NAME, []),
    "downloaded-twice": ({f"{CHAPTER} (1).ipynb": ANSWERED}, 2, f"{CHAPTER} (1).ipynb", [MISSING]),
    "text-file": ({f"{NAME}.txt": ANSWERED}, 2, f"{NAME}.txt", [MISSING]),
    "json-file": ({f"{CHAPTER}.json": ANSWERED}, 2, f"{CHAPTER}.json", [MISSING]),
    "half-renamed": ({f"{NAME}.crdownload": ANSWERED}, 2, f"{NAME}.crdownload", [MISSING]),
    "no-ending": ({CHAPTER: ANSWERED}, 2, CHAPTER, [MISSING]),
    "korean": ({"과제1.ipynb": ANSWERED}, 2, "과제1.ipynb", [f"과제1.ipynb {MISSING}"]),
    "capitals": ({"01_Perceptron.IPYNB": ANSWERED}, 2, "01_Perceptron.IPYNB", [MISSING]),
    "folder-inside": ({f"{CHAPTER}/{NAME}": ANSWERED}, 2, f"{CHAPTER}/{NAME}", [MISSING]),
    "two-folders": ({"my work/homework/hw.ipynb": ANSWERED}, 2, "my work/homework/hw.ipynb", [MISSING]),
    "copy": ({NAME: UNTOUCHED, f"{CHAPTER}-Copy1.ipynb": ANSWERED}, 2, f"{CHAPTER}-Copy1.ipynb", ["it has no answers"]),
    "copy-untouched": ({NAME: ANSWERED, f"{CHAPTER}-Copy1.ipynb": UNTOUCHED}, 2, NAME, []),
    "copy-same": ({NAME: ANSWERED, f"{CHAPTER}-Copy1.ipynb": ANSWERED}, 2, NAME, []),
    "both": (
        {NAME: ANSWERED, f"{CHAPTER}-Copy1.ipynb": MORE}, 2, NAME,
        [f"the usual name; with other answers there are: {CHAPTER}-Copy1.ipynb. Choose with --notebook"],
    ),
    "two-others": (
        {"a.ipynb": ANSWERED, "b.ipynb": MORE}, 3, "b.ipynb", [MISSING, "the most answers; with other answers"],
    ),
    "wrong-chapter": ({NAME: OTHER, "hw.ipynb": ANSWERED}, 2, "hw.ipynb", ["its cells are not this chapter's"]),
    "broken": ({NAME: ANSWERED[:3000], "hw.ipynb": ANSWERED}, 2, "hw.ipynb", [f"not {NAME}: not a notebook"]),
    "with-a-page": ({NAME: PAGE.decode(), "hw.ipynb": ANSWERED}, 2, "hw.ipynb", [f"not {NAME}: a web page"]),
    "with-a-helper": ({"a_helper.ipynb": HELPER, "hw.ipynb": ANSWERED}, 2, "hw.ipynb", [MISSING]),
    "no-metadata": ({"hw.ipynb": bare()}, 2, "hw.ipynb", [MISSING]),
    "a-checkpoint": ({f".ipynb_checkpoints/{CHAPTER}-checkpoint.ipynb": ANSWERED}, 0, None, "the folder holds no file"),
    "of-a-mac": ({f"__MACOSX/._{NAME}": ANSWERED, "._hw.ipynb": ANSWERED}, 0, None, "the folder holds no file"),
    "nothing-fits": ({"notes.txt": "{", "helper.ipynb": HELPER}, 0, None, "there are: helper.ipynb, notes.txt"),
    "another-chapter": ({NAME: OTHER}, 0, NAME, [f"the cells of {NAME} are not this chapter's"]),
    "empty": ({}, 0, None, "the folder holds no file"),
    "sound": ({"글.ipynb": HELPER, "a\x1b[31m.txt": "x"}, 0, None, "there are: a\ufffd[31m.txt, 글.ipynb"),
}  # fmt: skip


def lay(folder, files):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture(scope="module")
def released():
    return read_notebook(RELEASE, outputs=False)


@pytest.mark.parametrize("case", PLACES)
def test_it_is_found_and_the_note_says_why(tmp_path, released, case):
    files, _, path, notes = PLACES[case]
    lay(tmp_path, files)
    if path is None:
        with pytest.raises(UnreadableError) as error:
            find_notebook(tmp_path, CHAPTER, released)
        assert notes in str(error.value)
    else:
        found = find_notebook(tmp_path, CHAPTER, released)
        assert found.path == tmp_path / path
        assert len(found.notes) == len(notes)
        assert all(words in note for words, note in zip(notes, found.notes, strict=True))


def test_the_instructor_chooses_by_name_or_by_path_in_either_form_of_hangul(tmp_path, released):
    lay(tmp_path, {NAME: ANSWERED, "과제.ipynb": MORE, "old/a.ipynb": ANSWERED, "new/a.ipynb": MORE})
    for name in ("과제.ipynb", unicodedata.normalize("NFD", "과제.ipynb")):
        assert find_notebook(tmp_path, CHAPTER, released, name).path == tmp_path / "과제.ipynb"
    assert find_notebook(tmp_path, CHAPTER, released, "new/a.ipynb").path == tmp_path / "new" / "a.ipynb"
    with pytest.raises(
        UnreadableError, match=r"there are 2 files named a\.ipynb; there are: new/a\.ipynb, old/a\.ipynb"
    ):
        find_notebook(tmp_path, CHAPTER, released, "a.ipynb")
    with pytest.raises(UnreadableError, match=r"there is no \.\./a\.ipynb"):
        find_notebook(tmp_path, CHAPTER, released, "../a.ipynb")


def test_no_link_is_followed(tmp_path, released):
    lay(tmp_path / "elsewhere", {"hw.ipynb": ANSWERED})
    folder = tmp_path / "submitted"
    folder.mkdir()
    (folder / "inside").symlink_to(tmp_path / "elsewhere")
    (folder / "hw.ipynb").symlink_to(tmp_path / "elsewhere" / "hw.ipynb")
    with pytest.raises(UnreadableError, match="the folder holds no file"):
        find_notebook(folder, CHAPTER, released)
    with pytest.raises(UnreadableError, match=r"there is no hw\.ipynb"):
        find_notebook(folder, CHAPTER, released, "hw.ipynb")


def test_what_is_too_large_is_not_read(tmp_path, released):
    lay(tmp_path, {"hw.ipynb": ANSWERED})
    for number in range(3):
        with (tmp_path / f"a{number}.ipynb").open("wb") as file:
            file.truncate(2**40)
    with (tmp_path / NAME).open("wb") as file:
        file.truncate(2**40)
    found = find_notebook(tmp_path, CHAPTER, released)
    assert found.path.name == "hw.ipynb"
    assert found.notes == [f"hw.ipynb counts, not {NAME}: not a file that can be read"]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = make_course(tmp_path_factory.mktemp("places"), {})
    for case, (files, *_) in PLACES.items():
        lay(course / "submitted" / case / CHAPTER, files)
    run = dlcourse(course, "grade", CHAPTER)
    assert run.returncode == 0, run.stdout + run.stderr
    (course / "run.txt").write_text(run.stdout + run.stderr)
    assert nbgrader(course, "export").returncode == 0
    return course


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_each_has_its_points_and_its_note(course):
    assert scores(course) == {case: points for case, (_, points, *_) in PLACES.items()}
    report = json.loads(dlcourse(course, "report", CHAPTER, "--format", "json").stdout)
    for record in report["students"]:
        _, _, path, notes = PLACES[record["student"]]
        said = record["problem"] if path is None else "; ".join(record["notes"])
        assert all(words in said for words in ([notes] if path is None else notes))
        assert [found.name for found in (course / "autograded" / record["student"]).rglob("*.ipynb")] == [NAME]
    assert "\x1b" not in (course / "run.txt").read_text()


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_nbgrader_itself_finds_the_same(tmp_path):
    some = ("text-file", "korean", "folder-inside", "copy", "nothing-fits", "empty")
    course = make_course(tmp_path, {})
    for case in some:
        lay(course / "submitted" / case / CHAPTER, PLACES[case][0])
    run = nbgrader(course, "autograde", CHAPTER)
    assert run.returncode == 0, run.stderr
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {case: PLACES[case][1] for case in some}
    assert "there are: helper.ipynb, notes.txt" in run.stderr
    assert f"korean: 과제1.ipynb counts, not {NAME}: it is missing" in run.stderr


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_the_chosen_notebook_is_graded_and_stays_chosen(tmp_path):
    course = make_course(tmp_path, {})
    folder = course / "submitted" / "ada" / CHAPTER
    lay(folder, {NAME: ANSWERED, "more.ipynb": MORE, "less.ipynb": UNTOUCHED})
    lay(course / "submitted" / "bob" / CHAPTER, {NAME: ANSWERED})

    def points():
        assert nbgrader(course, "export").returncode == 0
        return scores(course)

    assert dlcourse(course, "grade", "01").returncode == 0
    assert points() == {"ada": 2, "bob": 2}
    run = dlcourse(course, "grade", CHAPTER, "--notebook", "more.ipynb")  # bob, who has no such file, keeps his
    assert "1 submission is due again: you chose more.ipynb." in run.stdout
    assert "ada: more.ipynb counts, as chosen" in run.stderr + run.stdout
    assert points() == {"ada": 3, "bob": 2}
    assert "graded 0, unchanged 2" in dlcourse(course, "grade", CHAPTER).stdout
    assert dlcourse(course, "grade", f"{CHAPTER}/", "--force").returncode == 0
    assert points() == {"ada": 3, "bob": 2}
    less = ["--student", "ada", "--notebook", "less.ipynb"]
    assert dlcourse(course, "grade", CHAPTER, *less).returncode == 0  # fewer points: as chosen
    assert points() == {"ada": 0, "bob": 2}
    wrong = dlcourse(course, "grade", CHAPTER, "--student", "bob", "--notebook", "more.ipynb")
    assert wrong.returncode == 2
    assert "bob handed in no file more.ipynb" in wrong.stderr
    (folder / "less.ipynb").unlink()  # handed in again, without the file that was chosen
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert points() == {"ada": 2, "bob": 2}


@pytest.mark.slow
@pytest.mark.needs("bubblewrap")
def test_files_beside_a_notebook_in_a_folder_inside_are_beside_it_when_it_runs(tmp_path):
    answer = (
        "from factors import factor\n\ndef mse(y_true, y_pred):\n    return factor * np.mean((y_true - y_pred) ** 2)"
    )
    work, files = answered(mse=answer), {"mine/factors.py": "factor = 1", "factors.py": "factor = 7"}
    course = make_course(tmp_path, {})
    lay(course / "submitted" / "ada" / CHAPTER, {f"mine/{NAME}": text(work)} | files)
    assert dlcourse(course, "grade", CHAPTER).returncode == 0
    assert nbgrader(course, "export").returncode == 0
    assert scores(course) == {"ada": 3}


@pytest.mark.parametrize("old", cases([False, True], lambda old: not old, {False: "version 4", True: "version 3"}.get))
def test_a_notebook_of_very_many_cells_is_refused_at_once(tmp_path, old):
    cells = [{"cell_type": "code", "metadata": {}, "source": "x = 1"}] * 100_000
    work = {"nbformat": 3, "worksheets": [{"cells": cells}]} if old else {"nbformat": 4, "cells": cells}
    for number in range(8):
        (tmp_path / f"{number}.ipynb").write_text(json.dumps(work))
    (tmp_path / NAME).write_text(json.dumps(work))
    started = time.process_time()
    with pytest.raises(UnreadableError, match="more than 2,000 cells"):
        find_notebook(tmp_path, CHAPTER, read_notebook(RELEASE))
    assert time.process_time() - started < 60  # reading them took minutes
