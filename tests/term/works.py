"""What the class of the term hands in: its list, Moodle's downloads of chapter 01, folders for chapter 02.

POINTS are those of the checks; a written answer is read by a person.
"""

import io
import unicodedata
import zipfile
from datetime import datetime
from functools import cache

import nbformat

from tests.conftest import REPOSITORY

FIRST, SECOND = "01_perceptron", "02_backpropagation"
WRITTEN = "written-answer-1"
MINSU = "김민수"
CLASS = f"""id;first_name;last_name;email;section
ada;Ada;Lovelace;ada@example.org;A
ben;Ben;Burger;ben@example.org;A
{MINSU};민수;김;minsu@example.org;A
cleo;Cleo;Cho;cleo@example.org;B
dora;Dora;Diaz;dora@example.org;B
finn;Finn;Fox;finn@example.org;B
"""
SENDERS = {  # name in Moodle → number
    "Ada Lovelace": 101,
    "Ben Burger": 102,
    "민수 김": 103,
    "Cleo Cho": 104,
    "Dora Diaz": 105,
    "Finn Fox": 106,
    "Zoe Zander": 107,  # not on the list
}
TIMES = {  # of handing in chapter 01, in Korea
    "Ada Lovelace": "Friday, 12 March 2027, 10:15 PM",
    "Ben Burger": "Saturday, 13 March 2027, 1:20 AM",  # 1 hour 21 minutes late
    "민수 김": "Friday, 12 March 2027, 11:58 PM",
    "Cleo Cho": "Friday, 12 March 2027, 9:00 AM",
    "Dora Diaz": "Friday, 12 March 2027, 8:00 PM",
    "Finn Fox": "Thursday, 11 March 2027, 8:00 PM",
    "Zoe Zander": "Friday, 12 March 2027, 8:00 PM",
}
TIMES_LATER = TIMES | {
    "Cleo Cho": "Friday, 12 March 2027, 11:40 PM",
    "Dora Diaz": "Sunday, 14 March 2027, 8:00 PM",  # with two days more, in time
}
ODD_MSE = """def mse(y_true, y_pred):
    strange_sum = 0.0  # all of the squares that I found so far, one after the other
    for here, there in zip(y_true.flat, y_pred.flat):
        strange_sum = strange_sum + (here - there) ** 2
    return strange_sum / (y_true.size + 1)"""
NO_OVERFLOW_GUARD = "def softmax(z):\n    e = np.exp(z)\n    return e / e.sum(axis=-1, keepdims=True)"
CORNERS = (
    "Draw the four corners of the square: the two ones sit at opposite corners, so every straight line that I try "
    "leaves one of them on the wrong side of it."
)
ADAS = "One unit draws one line, and no line parts XOR. The hidden layer moves the points; it needs f, or it is linear."
MINSUS = "XOR는 직선 하나로 나눌 수 없다."


@cache
def solutions(chapter: str) -> dict[str, str]:
    """What the solution writes into each exercise, by name; without the written answer."""
    solved = nbformat.read(REPOSITORY / "solutions" / chapter / f"{chapter}.ipynb", as_version=4)
    marked = [cell for cell in solved.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in marked if cell.cell_type == "code"}


def work(chapter: str, *solved: str, **answers: str) -> str:
    """The released notebook with these exercises solved, and with these answers; `written` is the written one."""
    notebook = nbformat.read(REPOSITORY / "notebooks" / chapter / f"{chapter}.ipynb", as_version=4)
    answers = {name: solutions(chapter)[name] for name in solved} | answers
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").replace(WRITTEN, "written")
        cell.source = answers.pop(name, cell.source)
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader") or _is_needed(cell)]
    assert not answers, "the chapter has no such exercise"
    return nbformat.writes(notebook)


def _is_needed(cell: nbformat.NotebookNode) -> bool:
    """Whether answers need the cell; the others only draw or try things out."""
    return "import numpy" in cell.source or cell.source.startswith(("def ", "class "))


def first_works() -> dict[str, dict[str, bytes]]:
    """Sender → files, of chapter 01 on the day that it is due."""
    everything = work(FIRST, *solutions(FIRST), written=ADAS)
    lines = everything.splitlines()
    lines[10:10] = ["<<<<<<< HEAD", ' "metadata": {},', "=======", ' "metadata": {"a": 1},', ">>>>>>> main"]
    bens = work(FIRST, "neuron", "gates", softmax=NO_OVERFLOW_GUARD, mse=ODD_MSE, written=CORNERS)
    minsus = work(FIRST, "neuron", "gates", "mse", "one_hot", written=MINSUS)
    return {
        "Ada Lovelace": {f"{FIRST}.ipynb": everything.encode()},
        "Ben Burger": {f"{FIRST} (1).ipynb": bens.encode()},
        "민수 김": {"과제1.ipynb": minsus.encode("utf-16")},
        "Cleo Cho": {f"{FIRST}.ipynb": work(FIRST, "neuron").encode()},
        "Dora Diaz": {f"{FIRST}.ipynb": "\n".join(lines).encode()},
        "Finn Fox": {f"{FIRST}.ipynb": everything.encode()},
        "Zoe Zander": {f"{FIRST}.ipynb": everything.encode()},
    }


def later_works() -> dict[str, dict[str, bytes]]:
    """The same after two of them have handed in again: cleo has now what ben has, under other names."""
    mse = ODD_MSE.replace("strange_sum", "total").replace("here", "p")  # and `there` becomes `tp`
    cleos = work(FIRST, "neuron", "gates", "one_hot", mse=mse, written=f"I think: {CORNERS}")
    return first_works() | {
        "Cleo Cho": {f"{FIRST}.ipynb": cleos.encode()},
        "Dora Diaz": {f"{FIRST}.ipynb": work(FIRST, "neuron", "gates").encode()},
    }


def moodle(works: dict[str, dict[str, bytes]]) -> bytes:
    """Moodle's download: a folder for each student, and all files with the time of the download."""
    members = {
        f"{sender}_{SENDERS[sender]}_assignsubmission_file_/{name}": (content, datetime(2027, 3, 15, 9, 0))
        for sender, files in works.items()
        for name, content in files.items()
    }
    return _archive(members)


def worksheet(times: dict[str, str]) -> str:
    """Moodle's grading worksheet, which has the times of handing in."""
    head = "Identifier,Full name,Email address,Status,Grade,Last modified (submission),Feedback comments\n"
    rows = [f'Participant {SENDERS[name]},{name},,Submitted,,"{time}",\n' for name, time in times.items()]
    return head + "".join(rows)


def second_works() -> bytes:
    """Folders with chapter 02; a file's time is that of handing in, in Korea."""
    some, more = ("central_difference", "d_exp_3x2"), ("dense_backward", "softmax_crossentropy_gradient")
    everything = work(SECOND, *solutions(SECOND), written="It multiplies slopes that are known.")
    works = {
        "ada": (everything, datetime(2027, 3, 26, 20, 0)),
        "ben": (work(SECOND, *some, *more, written="It computes slopes."), datetime(2027, 3, 28, 1, 0)),
        "cleo": (work(SECOND, *some), datetime(2027, 3, 27, 10, 0)),
        "finn": (work(SECOND, *some), datetime(2027, 3, 26, 10, 0)),
        "zoe": (work(SECOND, *some), datetime(2027, 3, 26, 10, 0)),
        unicodedata.normalize("NFD", MINSU): (
            work(SECOND, "central_difference", *more),
            datetime(2027, 3, 26, 23, 0),
        ),
    }
    return _archive({f"class/{name}/{SECOND}.ipynb": (text.encode(), time) for name, (text, time) in works.items()})


def _archive(members: dict[str, tuple[bytes, datetime]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, (content, time) in members.items():
            written.writestr(zipfile.ZipInfo(name, time.timetuple()[:6]), content)
    return file.getvalue()
