"""Submit and collect through a shared folder: work is private, belongs to its owner, and links are not followed."""

import os
import pwd
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from dlcourse.grading.lms.exchange import CollectFromOwners, PrivateSubmit, ReleaseFetchableFeedback

ME = pwd.getpwuid(os.getuid()).pw_name
LATER = "2099-01-01 00:00:00.000000 UTC"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """An empty gradebook, made once for all tests, because making it is slow."""
    address = f"sqlite:///{tmp_path_factory.mktemp('gradebook')}/gradebook.db"
    with pytest.MonkeyPatch.context() as patch:  # nbgrader calls the `alembic` program by its name
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        Gradebook(address, "dlcourse").close()
    return address


@pytest.fixture
def course(tmp_path, monkeypatch, gradebook):
    """A fetched assignment, in a course where the student and the instructor are this account."""
    for folder in ("exchange/dlcourse/outbound/one", "exchange/dlcourse/inbound", "home/one"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    (tmp_path / "home/one/one.ipynb").write_text("mine")
    (tmp_path / "secret.txt").write_text("the solution")
    (tmp_path / "gradebook.txt").write_text(gradebook)
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path


def tool(kind, course):
    """A class of nbgrader's exchange, set up for this course."""
    config = Config()
    config.CourseDirectory.root, config.CourseDirectory.course_id = str(course), "dlcourse"
    config.CourseDirectory.assignment_id = "one"
    config.CourseDirectory.db_url = (course / "gradebook.txt").read_text()
    config.Exchange.root, config.Exchange.cache = str(course / "exchange"), str(course / "cache")
    config.ExchangeCollect.update = True
    return kind(coursedir=CourseDirectory(config=config), authenticator=Authenticator(config=config), config=config)


def inbound(course):
    return course / "exchange/dlcourse/inbound"


def collected(course):
    """path → text of all collected files."""
    submitted = course / "submitted"
    return {str(path.relative_to(submitted)): path.read_text() for path in submitted.rglob("*") if path.is_file()}


def test_a_submission_is_private_and_collected_completely(course):
    tool(PrivateSubmit, course).start()
    (folder,) = inbound(course).iterdir()
    assert folder.stat().st_mode & 0o777 == 0o750
    tool(CollectFromOwners, course).start()
    assert set(collected(course)) == {
        f"{ME}/one/{name}" for name in ("one.ipynb", "timestamp.txt", "submission_secret.txt")
    }
    assert collected(course)[f"{ME}/one/one.ipynb"] == "mine"


@pytest.mark.parametrize("name", [f"nobody+one+{LATER}+x", f"no-such-account+one+{LATER}+x", f"{ME}+one+whenever+x"])
def test_a_folder_in_the_name_of_another_is_left_out_and_the_others_are_collected(course, name):
    tool(PrivateSubmit, course).start()
    (inbound(course) / name).mkdir()
    (inbound(course) / name / "one.ipynb").write_text("forged")
    tool(CollectFromOwners, course).start()
    assert collected(course)[f"{ME}/one/one.ipynb"] == "mine"
    assert "forged" not in collected(course).values()


def test_a_link_in_place_of_a_file_or_of_the_folder_is_not_followed(course):
    folder = inbound(course) / f"{ME}+one+{LATER}+x"
    folder.mkdir()
    (folder / "one.ipynb").symlink_to(course / "secret.txt")
    (folder / "deeper").symlink_to(course)
    (folder / "notes.txt").write_text("mine")
    tool(CollectFromOwners, course).start()
    assert collected(course) == {f"{ME}/one/notes.txt": "mine"}
    (inbound(course) / f"{ME}+one+{LATER.replace('2099', '2100')}+y").symlink_to(course)
    tool(CollectFromOwners, course).start()
    assert collected(course) == {f"{ME}/one/notes.txt": "mine"}


def test_a_pipe_does_not_block_collecting(course):
    folder = inbound(course) / f"{ME}+one+{LATER}+x"
    folder.mkdir()
    os.mkfifo(folder / "one.ipynb")
    tool(CollectFromOwners, course).start()
    assert collected(course) == {}


def test_a_submission_that_is_too_large_is_left_out_without_an_error(course):
    tool(PrivateSubmit, course).start()
    (folder,) = inbound(course).iterdir()
    with (folder / "large.bin").open("wb") as file:
        file.truncate(200_000_000)
    tool(CollectFromOwners, course).start()  # logs an error, and does not raise one
    assert collected(course) == {}


@pytest.mark.parametrize("unusable", ["timestamp.txt", "submission_secret.txt", b"\xff"])
def test_a_page_that_the_student_cannot_fetch_is_reported_and_the_others_are_released(course, unusable, caplog):
    """Work that was copied to its folder by hand has no secret, and a student can delete or damage a secret."""
    (course / "exchange/dlcourse/feedback").mkdir()
    for student in ("ada", "zoe", "mallory"):
        page = course / "feedback" / student / "one" / "one.html"
        page.parent.mkdir(parents=True)
        page.write_text(f"for {student}")
        (page.parent / "timestamp.txt").write_text(LATER)
        (page.parent / "submission_secret.txt").write_text(f"secret of {student}")
    mallory = course / "feedback/mallory/one"
    if isinstance(unusable, bytes):
        (mallory / "submission_secret.txt").write_bytes(unusable)
    else:
        (mallory / unusable).unlink()
    release = tool(ReleaseFetchableFeedback, course)
    release.log.propagate = True
    release.start()
    released = {path.read_text() for path in (course / "exchange/dlcourse/feedback").iterdir()}
    assert released == {"for ada", "for zoe"}
    assert f"{mallory} is not released" in caplog.text
