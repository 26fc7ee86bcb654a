"""`dlcourse collect` takes what each platform's download holds: from whom, when, and which of several."""

from datetime import datetime
from unicodedata import normalize

import pytest

from tests.grading.lms.downloads import NOW, archive, make_course, taken, text_of, untouched, work
from tests.support.classroom import CHAPTER
from tests.support.commands import dlcourse

FILE = f"{CHAPTER}.ipynb"
PLAIN = {FILE}


@pytest.fixture
def course(tmp_path):
    return make_course(tmp_path / "course")


def collect(course, platform, members, *options, code=0, encoding=""):
    (course / "class.zip").write_bytes(members if isinstance(members, bytes) else archive(members, encoding))
    done = dlcourse(course, "collect", CHAPTER, "class.zip", "--from", platform, *options)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return " ".join((done.stdout + done.stderr).split())


CANVAS_LIST = (
    "Student,ID,SIS User ID,SIS Login ID,Section,01_perceptron (77)\n"
    "    Points Possible,,,,,20\n"
    '"Lovelace, Ada",12345,s1,ada,A,\n'
    '"김, 민수",23456,minsu,minsu@univ.example,A,\n'
    '"이, 지우",34567,kim1,j1,A,\n'
    '"이, 지우",45678,kim2,j2,A,\n'
    '"Gone, Long",99999,x9,gone,A,\n'
)


def test_canvas_names_are_found_in_its_own_list(course):
    (course / "grades.csv").write_text(CANVAS_LIST, encoding="utf-8-sig")
    said = collect(
        course,
        "canvas",
        {
            f"lovelaceada_LATE_12345_67890_{CHAPTER}-1.ipynb": work(),
            f"김민수_23456_67891_{FILE}": work("softmax"),
            f"이지우_34567_67892_{FILE}": work("mse"),
            f"gonelong_99999_67893_{FILE}": work(),
            "hoppergrace_11111_text.html": b"<p>typed</p>",
        },
        *("--roster", "grades.csv"),
        code=1,
    )
    assert taken(course) == {"ada": PLAIN, "minsu": PLAIN, "kim1": PLAIN}
    assert text_of(course, "ada") == work()
    assert "Canvas says LATE, but not by how much" in said
    assert "gonelong_99999_67893 │ │ not taken: not in the gradebook, by gone, x9" in said
    assert "hoppergrace_11111 │ │ not taken: not in the platform's list" in said
    assert "Nothing from 3 students: grace, jose, kim2." in said


def test_canvas_names_without_the_list_are_compared_with_the_gradebook(course):
    members = {
        f"garcíalópezjosé_1_2_{FILE}": work(),
        f"lovelaceada_3_4_{FILE}": work(),
        f"이지우_5_6_{FILE}": work(),
        f"studenttest_7_8_{FILE}": work(),
    }
    said = collect(course, "canvas", members, code=1)
    assert taken(course) == {"jose": PLAIN, "ada": PLAIN}
    assert "kim1, kim2 have this name: give the list with --roster" in said
    assert "no student of the gradebook has this name" in said


def test_of_several_canvas_files_the_answered_notebook_counts_then_the_latest(course):
    members = {
        f"lovelaceada_1_20_{CHAPTER}-1.ipynb": work("mse"),
        f"lovelaceada_1_3_{FILE}": work("softmax"),
        "lovelaceada_1_21_helper.py": b"x = 1",
        f"hoppergrace_2_30_{CHAPTER}-Copy1.ipynb": work(),
        f"hoppergrace_2_31_{FILE}": untouched(),
    }
    said = collect(course, "canvas", members)
    assert taken(course)["ada"] == {FILE, f"{CHAPTER} (other).ipynb", "helper.py"}
    assert text_of(course, "ada") == work("mse")
    assert text_of(course, "grace") == work()
    assert f"of 2 notebooks, {CHAPTER}-Copy1.ipynb" in said


MOODLE = {
    f"Ada Lovelace_123456_assignsubmission_file_/{FILE}": work(),
    f"김 민수_123457_assignsubmission_file/과제/{FILE}": work("softmax"),
    "Grace Hopper_123458_assignsubmission_onlinetext_/onlinetext.html": b"typed",
    f"Nobody Else_123459_assignsubmission_file_/{FILE}": work(),
}


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_moodle_folders_are_found_by_name(course, form):
    said = collect(course, "moodle", {normalize(form, name): data for name, data in MOODLE.items()}, code=1)
    assert taken(course) == {"ada": PLAIN, "minsu": PLAIN}
    assert "Grace Hopper_123458_assignsubmission_onlinetext │ │ not taken: text typed into the platform" in said
    assert "Nobody Else_123459_assignsubmission_file │ │ not taken: no student of the gradebook" in said


@pytest.mark.parametrize("encoding", ["utf-8", "cp949"])
def test_names_without_a_mark_of_their_encoding_are_read(course, encoding):
    collect(course, "moodle", {f"김 민수_123457_assignsubmission_file_/{FILE}": work()}, encoding=encoding)
    assert set(taken(course)) == {"minsu"}


def test_european_names_without_a_mark_are_read(course):
    collect(course, "moodle", {f"José García López_5_assignsubmission_file_/{FILE}": work()}, encoding="cp437")
    assert set(taken(course)) == {"jose"}


def test_two_people_of_one_name_are_told_apart_by_moodles_grading_worksheet(course):
    members = {
        f"지우 이_71_assignsubmission_file_/{FILE}": work(),
        f"지우 이_72_assignsubmission_file_{FILE}": work("softmax"),  # downloaded without folders
    }
    said = collect(course, "moodle", members, code=1)
    assert taken(course) == {}
    assert "kim1, kim2 have this name" in said
    (course / "worksheet.csv").write_text(
        "Identifier,Full name,Email address,Status,Grade,Last modified (submission),Feedback comments\n"
        'Participant 71,지우 이,jiwoo2@example.org,Submitted,,"Thursday, 11 March 2027, 11:58 PM",\n'
        'Participant 72,지우 이,jiwoo1@example.org,Submitted,,"2027년 3월 12일 금요일 오전 12:05",\n',
        encoding="utf-8",
    )
    collect(course, "moodle", members, "--roster", "worksheet.csv", "--zone", "Asia/Seoul")
    assert text_of(course, "kim2") == work() and text_of(course, "kim1") == work("softmax")
    assert text_of(course, "kim2", "timestamp.txt") == b"2027-03-11 14:58:00 UTC"
    assert text_of(course, "kim1", "timestamp.txt") == b"2027-03-11 15:05:00 UTC"


@pytest.mark.parametrize(("encoding", "form"), [("cp949", "NFC"), ("utf-8-sig", "NFD"), ("utf-16", "NFC")])
def test_moodles_participants_give_names_that_the_gradebook_does_not_have(course, encoding, form):
    table = normalize(form, "이름;성;이메일 주소;그룹\n에이다;러브레이스;ada@example.org;\n")
    (course / "people.csv").write_bytes(table.encode(encoding))
    members = {f"에이다 러브레이스_1_assignsubmission_file_/{FILE}": work()}
    collect(course, "moodle", members, "--roster", "people.csv")
    assert set(taken(course)) == {"ada"}


def test_two_senders_that_could_be_one_student_are_not_mixed(course):
    members = {f"Ada Lovelace_{number}_assignsubmission_file_/{FILE}": work() for number in (1, 2)}
    assert "2 senders could be ada" in collect(course, "moodle", members, code=1)
    assert taken(course) == {}


BLACKBOARD_TEXT = (
    "Name: Ada Lovelace (ada)\nAssignment: Week_1\n"
    "Date Submitted: Thursday, 11 March 2027 23:58:10 o'clock KST\nCurrent Grade: Needs Grading\n\n"
    "Submission Field:\nThere is no student submission text data for this assignment.\n"
)


def test_blackboards_latest_attempt_counts_with_the_time_in_its_name(course):
    members = {
        f"Week_1_ada_attempt_2027-03-10-08-00-00_{FILE}": work("mse"),
        f"Week_1_ada_attempt_2027-03-11-23-58-10_{FILE}": work(),
        "Week_1_ada_attempt_2027-03-11-23-58-10.txt": BLACKBOARD_TEXT.encode(),
        f"Week_1_minsu_attempt_2027-03-11-23-58-11_{FILE}": work("softmax"),
        f"Week_1_zoe_attempt_2027-03-11-23-58-12_{FILE}": work("softmax"),
    }
    said = collect(course, "blackboard", members, "--zone", "UTC", code=1)
    assert taken(course) == {name: {FILE, "timestamp.txt"} for name in ("ada", "minsu")}
    assert text_of(course, "ada") == work()
    assert text_of(course, "ada", "timestamp.txt") == b"2027-03-11 14:58:10 UTC"  # as Blackboard's own text says
    assert text_of(course, "minsu", "timestamp.txt") == b"2027-03-11 23:58:11 UTC"
    assert "1 earlier attempt in the download" in said and "Times were read as those of UTC" in said


def test_a_folder_for_each_student(course):
    members = {
        f"class/ada/{FILE}": (work(), datetime(2027, 3, 11, 10, 0)),
        f"class/minsu/{CHAPTER}/{FILE}": (work("softmax"), datetime(2027, 3, 12, 11, 30)),
        f"class/grace_31415_{FILE}": work("mse"),
        f"class/ghost/{FILE}": work(),
    }
    collect(course, "folder", members, "--zone", "+09:00", code=1)
    assert set(taken(course)) == {"ada", "minsu", "grace"}
    assert text_of(course, "ada", "timestamp.txt") == b"2027-03-11 01:00:00 UTC"
    assert text_of(course, "minsu", "timestamp.txt") == b"2027-03-12 02:30:00 UTC"


def test_the_time_of_the_download_is_not_the_time_of_handing_in(course):
    members = {f"lovelaceada_1_2_{FILE}": work(), f"hoppergrace_3_4_{FILE}": (work(), NOW.replace(minute=4))}
    said = collect(course, "canvas", members)
    assert taken(course) == {"ada": PLAIN, "grace": PLAIN}
    assert "this download holds no times of handing in" in said


def test_an_unpacked_download_is_taken_as_well(course):
    for name in (f"Ada Lovelace_1_assignsubmission_file_/{FILE}", f"__MACOSX/._{FILE}", ".DS_Store"):
        (course / "unpacked" / name).parent.mkdir(parents=True, exist_ok=True)
        (course / "unpacked" / name).write_bytes(work())
    done = dlcourse(course, "collect", CHAPTER, "unpacked", "--from", "moodle")
    assert done.returncode == 0, done.stdout
    assert taken(course)["ada"] >= PLAIN


def test_running_it_twice_changes_nothing_and_a_resubmission_keeps_the_earlier_work(course):
    name = f"Ada Lovelace_123456_assignsubmission_file_/{FILE}"
    collect(course, "moodle", {name: work()})
    first = (course / "submitted" / "ada" / CHAPTER / FILE).stat().st_mtime_ns
    assert "│ unchanged" in collect(course, "moodle", {name: work()})
    assert (course / "submitted" / "ada" / CHAPTER / FILE).stat().st_mtime_ns == first
    said = collect(course, "moodle", {name: work("mse")})
    assert "the one before is in downloaded/01_perceptron/earlier/ada/1" in said
    assert text_of(course, "ada") == work("mse")
    assert (course / "downloaded" / CHAPTER / "earlier" / "ada" / "1" / FILE).read_bytes() == work()


def test_a_time_that_the_instructor_wrote_stays(course):
    members = {f"lovelaceada_LATE_1_2_{FILE}": work(), f"hoppergrace_3_4_{FILE}": work()}
    collect(course, "canvas", members)
    (course / "submitted" / "ada" / CHAPTER / "timestamp.txt").write_text("2027-03-13 01:20 Asia/Seoul")
    assert "unchanged; Canvas says LATE" in collect(course, "canvas", members)
    assert text_of(course, "ada", "timestamp.txt") == b"2027-03-13 01:20 Asia/Seoul"


def test_an_older_download_does_not_replace_later_work(course):
    name = "A_ada_attempt_2027-03-{}-10-00-00_" + FILE
    collect(course, "blackboard", {name.format(12): work("mse")})
    said = collect(course, "blackboard", {name.format(11): work()}, code=1)
    assert "not taken: the one that is there is later" in said
    assert text_of(course, "ada") == work("mse")
    assert not list(course.glob("submitted/.*"))


def test_a_name_with_an_impossible_date_is_not_blackboards_and_stops_nobody(course):
    members = {
        f"Assignment_ada_attempt_2027-13-41-23-58-10_{FILE}": work(),
        f"Assignment_grace_attempt_2027-03-11-23-58-10_{FILE}": work(),
    }
    said = collect(course, "blackboard", members, "--zone", "UTC", code=1)
    assert taken(course) == {"grace": {FILE, "timestamp.txt"}}
    assert "not taken: this is not a name of Blackboard" in said


def test_a_notebook_with_another_ending_is_known_by_its_cells(course):
    members = {
        "ada/과제.txt": work(),
        "grace/01_perceptron": work(),
        "jose/notes.txt": b"{}",
        "minsu/a.json": b'{"a": 1}',
    }
    said = collect(course, "folder", members, code=1)
    assert taken(course) == {"ada": PLAIN, "grace": PLAIN}
    assert text_of(course, "ada") == work()
    assert "not taken: no notebook: notes.txt" in said
