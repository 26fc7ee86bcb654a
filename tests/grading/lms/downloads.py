"""Downloads as Canvas, Moodle and Blackboard make them, and a course that takes them in."""

import atexit
import io
import shutil
import tempfile
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from tests.conftest import REPOSITORY
from tests.support.classroom import CHAPTER, RELEASE, notebook, solutions

STUDENTS = {
    "ada": ("Ada", "Lovelace", "ada@example.org"),
    "minsu": ("민수", "김", "minsu@example.org"),
    "jose": ("José", "García López", "jose@example.org"),
    "grace": ("Grace", "Hopper", "grace@example.org"),
    "kim1": ("지우", "이", "jiwoo1@example.org"),
    "kim2": ("지우", "이", "jiwoo2@example.org"),
}
NOW = datetime(2027, 3, 13, 9, 0)  # of the download
Content = bytes | tuple[bytes, datetime]


@cache
def work(answer: str = "neuron") -> bytes:
    """A notebook with one exercise answered."""
    return nbformat.writes(notebook(**{answer: solutions()[answer]})).encode()


def untouched() -> bytes:
    return RELEASE.read_bytes()


class Unmarked(zipfile.ZipInfo):
    """An entry whose name is in an encoding that nothing in the archive says."""

    __slots__ = ("encoding",)

    def _encodeFilenameFlags(self):
        return (self.filename.encode(self.encoding), 0) if self.encoding else super()._encodeFilenameFlags()


def archive(members: dict[str, Content], encoding: str = "") -> bytes:
    """A .zip. A content may come with its time. With an encoding, names have no mark, as older programs write them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            data, time = content if isinstance(content, tuple) else (content, NOW)
            info = Unmarked(name, time.timetuple()[:6])
            info.encoding = encoding
            info.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(info, data)
    return file.getvalue()


def make_course(course: Path) -> Path:
    """A course of one chapter with these students, and nothing handed in."""
    shutil.copytree(_course(), course)
    return course


@cache
def _course() -> Path:
    course = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, course)
    (course / "notebooks").mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    shutil.copytree(RELEASE.parent, course / "notebooks" / CHAPTER)
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "dlcourse") as gradebook:
        for student, (first, last, email) in STUDENTS.items():
            gradebook.add_student(student, first_name=first, last_name=last, email=email)
    return course


def taken(course: Path) -> dict[str, set[str]]:
    """Student → the files in the submission's folder."""
    return {
        folder.parent.name: {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        for folder in (course / "submitted").glob(f"*/{CHAPTER}")
    }


def text_of(course: Path, student: str, name: str = f"{CHAPTER}.ipynb") -> bytes:
    return (course / "submitted" / student / CHAPTER / name).read_bytes()
