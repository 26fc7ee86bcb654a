"""A time means the same wherever it is written, and however its zone is spelled."""

import sqlite3
import subprocess
from datetime import datetime

import pytest

from dlcourse.grading.times import FORMS, TIMESTAMP, TimeError, read_time, submission_time
from dlcourse.notebooks import UnreadableError
from tests.conftest import REPOSITORY
from tests.support.commands import nbgrader

SEOUL = datetime(2027, 3, 12, 14, 59)  # in UTC, what a clock in Seoul shows as 23:59
SPELLINGS = ["KST", "+0900", "+09:00", "+09", "Asia/Seoul", "JST", "Asia/Tokyo", "Japan", " KST"]


@pytest.mark.parametrize("zone", SPELLINGS)
@pytest.mark.parametrize("time", ["2027-03-12 23:59", "2027-03-12T23:59:00", "2027-03-12 23:59:00.000000"])
def test_a_zone_may_be_spelled_in_many_ways(time, zone):
    assert read_time(f"{time} {zone}") == SEOUL
    if zone.startswith("+"):
        assert read_time(time + zone) == SEOUL


@pytest.mark.parametrize(
    "text", ["2027-03-12 14:59", "2027-03-12 14:59:00 UTC", "2027-03-12T14:59Z", " 2027-03-12 14:59:00 GMT\n"]
)
def test_without_a_zone_a_time_is_in_utc(text):
    assert read_time(text) == SEOUL


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2027-01-10 12:00 EST", datetime(2027, 1, 10, 17)),
        ("2027-07-10 12:00 EDT", datetime(2027, 7, 10, 16)),
        ("2027-07-10 12:00 America/New_York", datetime(2027, 7, 10, 16)),
        ("2027-07-10 12:00 CEST", datetime(2027, 7, 10, 10)),
        ("2027-03-12 12:00:00 -0330", datetime(2027, 3, 12, 15, 30)),
        ("2027-03-12 12:00 +05:45", datetime(2027, 3, 12, 6, 15)),
    ],
)
def test_west_and_summer_and_parts_of_an_hour(text, utc):
    assert read_time(text) == utc


@pytest.mark.parametrize("zone", ["CST", "IST", "PST"])
def test_an_abbreviation_of_two_places_is_refused(zone):
    with pytest.raises(TimeError, match=f"“{zone}” means different times in different places"):
        read_time(f"2027-03-12 12:00 {zone}")


@pytest.mark.parametrize(
    "text",
    ["", "tomorrow", "2027-03-12", "12.03.2027 23:59", "2027-02-30 23:59", "2027-03-12 25:00", "0001-01-01 00:00 +09:00",
     "2027-03-12 23:59 XYZ", "2027-03-12 23:59 Asia/Pusan", "2027-03-12 23:59 Asia/../UTC", "2027-03-12 23:59 +25:00",
     "2027-03-12 23:59 +09:75", "2027-03-12 23:59 900"],
)  # fmt: skip
def test_what_is_no_time_is_not_guessed(text):
    with pytest.raises(TimeError):
        read_time(text)


def test_the_time_of_a_submission_is_read_in_the_same_way(tmp_path):
    (tmp_path / TIMESTAMP).write_text("2027-03-12 23:59:00.000000 KST")
    assert submission_time(tmp_path) == SEOUL
    (tmp_path / TIMESTAMP).write_text("2027-03-12 23:59:00 CST")
    with pytest.raises(UnreadableError, match=r"CST.*not known whether this was late"):
        submission_time(tmp_path)


def test_a_due_date_is_read_in_the_same_way_by_nbgrader(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text((REPOSITORY / "nbgrader_config.py").read_text(encoding="utf-8"))

    def add(when: str) -> subprocess.CompletedProcess:
        return nbgrader(tmp_path, "db", "assignment", "add", "01_perceptron", f"--duedate={when}")

    assert add("2027-03-12 23:59:00 +0900").returncode == 0
    with sqlite3.connect(tmp_path / "gradebook.db") as gradebook:
        assert gradebook.execute("select duedate from assignment").fetchone() == ("2027-03-12 14:59:00.000000",)
    refused = add("2027-03-12 23:59:00 CST")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert f"“CST” means different times in different places. {FORMS}" in refused.stderr
