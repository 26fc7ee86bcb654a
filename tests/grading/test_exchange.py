"""Handing in through a shared folder: it is private, it is one's own, and links lead nowhere."""

import os
import pwd
import sys
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.auth import Authenticator
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from dlcourse.grading.exchange import OwnCollect, PrivateSubmit, ReleaseWhatIsFetched

ME = pwd.getpwuid(os.getuid()).pw_name
LATER = "2099-01-01 00:00:00.000000 UTC"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory):
    """An empty gradebook: making one takes longer than all the rest."""
    address = f"sqlite:///{tmp_path_factory.mktemp('gradebook')}/gradebook.db"
    with pytest.MonkeyPatch.context() as patch:  # nbgrader calls the `alembic` program by its name
        patch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        Gradebook(address, "dlcourse").close()
    return address


@pytest.fixture
def course(tmp_path, monkeypatch, gradebook):
    """A released assignment that I fetched, in a course whose exchange and teacher are mine too."""
    for folder in ("exchange/dlcourse/outbound/one", "exchange/dlcourse/inbound", "home/one"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exchange").chmod(0o777)
    (tmp_path / "home/one/one.ipynb").write_text("mine")
    (tmp_path / "secret.txt").write_text("the solution")
    (tmp_path / "gradebook.txt").write_text(gradebook)
    monkeypatch.chdir(tmp_path / "home")
    return tmp_path


def tool(kind, course):
    """A part of nbgrader's exchange, set up for this course."""
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
    """path → text of all that was collected."""
    submitted = course / "submitted"
    return {str(path.relative_to(submitted)): path.read_text() for path in submitted.rglob("*") if path.is_file()}


def test_what_is_handed_in_is_closed_to_others_and_collected_whole(course):
    tool(PrivateSubmit, course).start()
    (folder,) = inbound(course).iterdir()
    assert folder.stat().st_mode & 0o777 == 0o750
    tool(OwnCollect, course).start()
    assert set(collected(course)) == {
        f"{ME}/one/{name}" for name in ("one.ipynb", "timestamp.txt", "submission_secret.txt")
    }
    assert collected(course)[f"{ME}/one/one.ipynb"] == "mine"


@pytest.mark.parametrize("name", [f"nobody+one+{LATER}+x", f"no-such-account+one+{LATER}+x", f"{ME}+one+whenever+x"])
def test_a_folder_that_is_not_its_owners_is_left_out_and_stops_nothing(course, name):
    tool(PrivateSubmit, course).start()
    (inbound(course) / name).mkdir()
    (inbound(course) / name / "one.ipynb").write_text("forged")
    tool(OwnCollect, course).start()
    assert collected(course)[f"{ME}/one/one.ipynb"] == "mine"
    assert "forged" not in collected(course).values()


def test_a_link_in_place_of_a_file_or_of_the_folder_is_not_followed(course):
    folder = inbound(course) / f"{ME}+one+{LATER}+x"
    folder.mkdir()
    (folder / "one.ipynb").symlink_to(course / "secret.txt")
    (folder / "deeper").symlink_to(course)
    (folder / "notes.txt").write_text("mine")
    tool(OwnCollect, course).start()
    assert collected(course) == {f"{ME}/one/notes.txt": "mine"}
    (inbound(course) / f"{ME}+one+{LATER.replace('2099', '2100')}+y").symlink_to(course)
    tool(OwnCollect, course).start()
    assert collected(course) == {f"{ME}/one/notes.txt": "mine"}


def test_a_pipe_does_not_hang_the_collecting(course):
    folder = inbound(course) / f"{ME}+one+{LATER}+x"
    folder.mkdir()
    os.mkfifo(folder / "one.ipynb")
    tool(OwnCollect, course).start()
    assert collected(course) == {}


def test_one_that_is_too_large_is_left_out_and_stops_nothing(course):
    tool(PrivateSubmit, course).start()
    (folder,) = inbound(course).iterdir()
    with (folder / "large.bin").open("wb") as file:
        file.truncate(200_000_000)
    tool(OwnCollect, course).start()  # says so, and does not raise
    assert collected(course) == {}


@pytest.mark.parametrize("unusable", ["timestamp.txt", "submission_secret.txt", b"\xff"])
def test_a_page_that_nobody_could_fetch_is_named_and_does_not_stop_the_others(course, unusable, caplog):
    """Work that was put into its folder by hand has no secret; of their own, a student can spoil it."""
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
    release = tool(ReleaseWhatIsFetched, course)
    release.log.propagate = True
    release.start()
    released = {path.read_text() for path in (course / "exchange/dlcourse/feedback").iterdir()}
    assert released == {"for ada", "for zoe"}
    assert f"{mallory} is not released" in caplog.text
