"""What is broken, nested or hostile in a download stops nobody else's work, and is told."""

import gzip
import io
import stat
import tarfile
import zipfile

import pytest

from tests.grading.lms.downloads import NOW, Unmarked, archive, make_course, taken, text_of, work
from tests.support.classroom import CHAPTER
from tests.support.commands import dlcourse
from tests.support.quick import cases

FILE = f"{CHAPTER}.ipynb"
ADA, GRACE, MINSU = (
    f"{name}_{number}_assignsubmission_file_/"
    for number, name in enumerate(("Ada Lovelace", "Grace Hopper", "김 민수"))
)
JOSE = "José García López_9_assignsubmission_file_/"


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


def collect(course, content, code):
    (course / "class.zip").write_bytes(content)
    done = dlcourse(course, "collect", CHAPTER, "class.zip", "--from", "moodle")
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return " ".join((done.stdout + done.stderr).split())


def tar(members: dict[str, bytes], mode="w:gz") -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as written:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            written.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.ipynb")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        written.addfile(link)
    return file.getvalue()


def damaged(members: dict, name: str) -> bytes:
    """An archive in which one file's bytes are not those of its checksum."""
    content = bytearray(archive(members))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as read:
        info = read.getinfo(name)
    at = info.header_offset + 30 + len(name.encode()) + 50
    content[at : at + 20] = bytes(20)
    return bytes(content)


def test_archives_in_the_download_are_opened(course):
    inner = archive({f"과제/{FILE}": work("mse"), "과제/helper.py": b"x = 1"}, encoding="cp949")
    members = {
        f"{ADA}work.zip": inner,
        f"{GRACE}work.tar.gz": tar({f"a/{FILE}": work()}),
        f"{MINSU}outer.zip": archive({"inner.zip": archive({FILE: work("softmax")})}),
        f"{JOSE}work.egg": b"an archive of another kind",
    }
    said = collect(course, archive(members), 1)
    assert taken(course) == {"ada": {FILE, "helper.py"}, "grace": {FILE}, "minsu": {FILE}}
    assert text_of(course, "ada") == work("mse") and text_of(course, "minsu") == work("softmax")
    assert "link.ipynb: it is a link or a device (left out)" in said
    assert "not taken: no notebook: work.egg: an archive of this kind is not opened" in said


def test_a_damaged_file_costs_only_its_own_student(course):
    members = {
        ADA + FILE: work(),
        f"{GRACE}work.zip": archive({FILE: work()})[:-40],
        f"{MINSU}work.zip": b"no archive",
        MINSU + FILE: work("mse"),
    }
    said = collect(course, damaged(members, ADA + FILE), 1)
    assert taken(course) == {"minsu": {FILE}}
    assert f"not taken: {FILE} is damaged in the download" in said
    assert "not taken: no notebook: work.zip: it is damaged" in said
    assert not list(course.glob("submitted/.*"))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<!DOCTYPE html>", "is no .zip archive, or not a complete one"),
        (archive({ADA + FILE: work()})[:-30], "is no .zip archive, or not a complete one"),
        (b"", "is no .zip archive, or not a complete one"),
    ],
    ids=["a page", "cut off", "empty"],
)
def test_a_download_that_is_no_archive_changes_nothing(course, content, told):
    said = collect(course, content, 2)
    assert told in said and "Download it again" in said
    assert not (course / "submitted").exists()


HOSTILE = {
    "../../../ada.ipynb": "leads out of the archive",
    "..\\..\\ada.ipynb": "leads out of the archive",
    "/etc/ada.ipynb": "is an absolute path",
    "C:\\ada.ipynb": "is an absolute path",
    f"{ADA}NUL.ipynb": "a device on Windows",
    f"{ADA}com1": "a device on Windows",
    f"{ADA}a\x1b[2J.ipynb": "a sign that cannot be shown",
    ADA + "a/" * 30 + FILE: "too deep in folders",
    ADA + "a" * 300: "too long",
}


def test_names_that_harm_are_refused_and_told(course):
    said = collect(course, archive({**dict.fromkeys(HOSTILE, b"x"), ADA + FILE: work()}), 1)
    assert set(taken(course)) == {"ada"}
    assert [name for name, told in HOSTILE.items() if told not in said] == []
    assert "\x1b" not in said
    assert {path.name for path in course.iterdir()} >= {"submitted", "downloaded"}
    assert not [path for path in course.parent.rglob("*") if path.name in ("ada.ipynb", "NUL.ipynb")]


def test_links_passwords_and_a_students_own_timestamp_are_left_out(course):
    file = io.BytesIO(archive({ADA + FILE: work(), f"{ADA}timestamp.txt": b"2020-01-01 00:00:00 UTC"}))
    with zipfile.ZipFile(file, "a") as written:
        link = zipfile.ZipInfo(GRACE + FILE, NOW.timetuple()[:6])
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(link, "/etc/passwd")
        locked = zipfile.ZipInfo(MINSU + FILE, NOW.timetuple()[:6])
        written.writestr(locked, work())
        locked.flag_bits |= 1
    said = collect(course, file.getvalue(), 1)
    assert taken(course) == {"ada": {FILE}}
    assert "it is a link or a device" in said and "it has a password" in said


@pytest.mark.parametrize(
    "name", cases(["bomb.zip", "bomb.tar.gz", "data.bin"], quick=lambda name: name == "bomb.tar.gz")
)
def test_a_bomb_is_stopped_and_costs_nobody_else(course, name):
    endless = bytes(300 * 1024 * 1024)
    bomb = {
        "bomb.zip": lambda: archive({FILE: endless}),
        "bomb.tar.gz": lambda: gzip.compress(endless, 1),
        "data.bin": lambda: endless,
    }[name]()
    said = collect(course, archive({ADA + name: bomb, ADA + FILE: work(), GRACE + FILE: work()}), 1)
    assert taken(course) == {"grace": {FILE}}
    assert "not taken: its files hold more than 256 MiB together" in said


def test_many_files_and_deep_archives_are_stopped(course):
    deep = archive({FILE: work()})
    for _ in range(4):
        deep = archive({"deeper.zip": deep})
    many = archive({f"{number}.txt": b"" for number in range(1100)})
    said = collect(course, archive({f"{ADA}deep.zip": deep, f"{GRACE}many.zip": many, MINSU + FILE: work()}), 1)
    assert taken(course) == {"minsu": {FILE}}
    assert "this deep in archives is not opened" in said and "it holds more than 1,000 files" in said


def test_two_files_of_one_name_are_one(course):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written, pytest.warns(UserWarning, match="Duplicate"):
        for content in (work(), work("mse")):
            info = Unmarked(ADA + FILE, NOW.timetuple()[:6])
            info.encoding = "utf-8"
            written.writestr(info, content)
    said = collect(course, file.getvalue(), 0)
    assert text_of(course, "ada") == work()
    assert "another file has this name" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("99_nothing", "class.zip", "--from", "moodle"),
            "there is no chapter 99_nothing in notebooks/, only 01_perceptron.",
        ),
        (("../../elsewhere", "class.zip", "--from", "moodle"), "there is no chapter"),
        ((CHAPTER, "missing.zip", "--from", "moodle"), "No such file"),
        ((CHAPTER, "class.zip", "--from", "moodle", "--zone", "CST"), "--zone: “CST” means different times"),
        ((CHAPTER, "class.zip", "--from", "moodle", "--roster", "missing.csv"), "missing.csv: no such file"),
        ((CHAPTER, "class.zip", "--from", "moodle", "--roster", "class.zip"), "is not text in UTF-8"),
    ],
)
def test_what_cannot_begin_ends_in_one_line(course, arguments, told):
    (course / "class.zip").write_bytes(archive({ADA + FILE: work()}))
    done = dlcourse(course, "collect", *arguments)
    assert done.returncode == 2, done.stdout
    assert told in done.stderr and done.stderr.count("\n") == 1
    assert not (course / "submitted").exists()


def test_a_download_of_another_platform_is_recognised(course):
    said = collect(course, archive({f"lovelaceada_1_2_{FILE}": work()}), 2)
    assert "holds nothing that is a name of Moodle. It looks like --from canvas." in said


def test_what_a_killed_run_left_is_removed(course):
    left = course / "submitted" / ".collecting-99999999-x" / "0"
    left.mkdir(parents=True)
    collect(course, archive({ADA + FILE: work(), GRACE + FILE: work()}), 0)
    assert {path.name for path in (course / "submitted").iterdir()} == {"ada", "grace"}


# Platform → the work of somebody unknown, or of ada, under a file name that looks like minsu's.
AS_ANOTHER = {
    "moodle": f"Nobody_5_assignsubmission_file_/김 민수_2_assignsubmission_file_/{FILE}",
    "blackboard": f"Week_1_ada_attempt_2027-03-11-10-00-00_minsu_attempt_2099-01-01-00-00-00_{FILE}",
    "canvas": f"nobodyx_5_6_김민수_7_8_{FILE}",
    "folder": f"class/nobody/minsu/minsu_{FILE}",
}


@pytest.mark.parametrize("platform", AS_ANOTHER)
def test_a_file_name_is_not_taken_for_another_student(course, platform):
    others = {"folder": f"class/grace/{FILE}"}.get(platform, "x.txt")
    (course / "class.zip").write_bytes(archive({AS_ANOTHER[platform]: work(), others: work()}))
    dlcourse(course, "collect", CHAPTER, "class.zip", "--from", platform)
    assert set(taken(course)) == {"blackboard": {"ada"}, "folder": {"grace"}}.get(platform, set())
