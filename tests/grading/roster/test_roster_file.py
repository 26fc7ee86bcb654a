"""A list of students is read as spreadsheets save it, or refused in one line that says where."""

import unicodedata

import pytest

from dlcourse.grading import NotReadyError
from dlcourse.grading.roster.roster_file import read_roster

TEXT = "id,first_name,last_name,email,section\nada,에이다,러브레이스,ada@example.org,A\n20270001,민준,김,,B\n"
STUDENTS = {
    "ada": {"first_name": "에이다", "last_name": "러브레이스", "email": "ada@example.org", "section": "A"},
    "20270001": {"first_name": "민준", "last_name": "김", "email": "", "section": "B"},
}
FORMS = {
    "UTF-8": TEXT.encode(),
    "UTF-8 with a mark": TEXT.encode("utf-8-sig"),
    "Korean Windows": TEXT.encode("cp949"),
    "UTF-16, as Excel's Unicode text": TEXT.replace(",", "\t").encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + TEXT.encode("utf-16-be"),
    "semicolons": TEXT.replace(",", ";").encode("utf-8-sig"),
    "tabs": TEXT.replace(",", "\t").encode(),
    "lines of Windows": TEXT.replace("\n", "\r\n").encode(),
    "blanks around values": TEXT.replace(",", " , ").replace("\n", " \n ").encode(),
    "a blank line, and lines of separators": ("\n" + TEXT.replace("\n", "\n\n") + ",,,,\n").encode(),
    "Excel's line about the separator": b"sep=;\r\n" + TEXT.replace(",", ";").encode(),
    "quotes": TEXT.replace("김", '"김"').encode(),
    "empty cells at the end": TEXT.replace("\n", ",,\n").encode(),
    "other spellings of the columns": TEXT.replace("id,first_name", "ID,First name").encode(),
    "Korean names of the columns": TEXT.replace(
        "id,first_name,last_name,email,section", "학번,이름,성,이메일,분반"
    ).encode(),
    "decomposed letters": unicodedata.normalize("NFD", TEXT).encode(),
}


@pytest.mark.parametrize("content", FORMS.values(), ids=FORMS.keys())
def test_a_list_is_read_in_every_usual_form(tmp_path, content):
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    found = read_roster(path)
    assert found.students == STUDENTS
    assert found.encoding == ("cp949" if content == FORMS["Korean Windows"] else found.encoding)


def test_a_comma_may_stand_in_a_value_and_unknown_columns_are_named(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text('id,last_name,phone\nada,"Lovelace, Countess",1\n')
    found = read_roster(path)
    assert found.students == {"ada": {"last_name": "Lovelace, Countess"}}
    assert found.unknown == ["phone"]


WRONG = {
    "nothing": (b" \n", "is empty"),
    "names of columns alone": (b"id,email\n", "names no student"),
    "no column id": (b"name,email\nada,a@b\n", "has no column .id.: its first line is .name,email."),
    "an id that is missing": (b"id,email\nada,a\n,b\n", "row 3: the id is missing"),
    "an id twice": (b"id\nada\n ada \n", "row 3: the id ada is there twice"),
    "a number that Excel has shortened": (b"id\n2.027E+09\n", "row 2: Excel has shortened the id to 2.027E.09"),
    "a path": (b"id\n../ada\n", "row 2: the id .../ada. cannot be the name of a folder"),
    "a pattern": (b"id\nada*\n", "cannot be the name of a folder"),
    "too many values": (b"id,email\nada,a,b\n", "row 2: more values than columns"),
    "a workbook": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00", "save it in Excel as .CSV UTF-8., not as .xlsx"),
    "Western Windows": ("id,last_name\nada,Müller\n".encode("cp1252"), "is not text in UTF-8 or in Korean Windows'"),
    "too long": (b"id,email\nada," + b"a" * 200 + b"\n", "row 2: .email. is longer than 128 signs"),
    "withdrawn perhaps": (b"id,withdrawn\nada,perhaps\n", "row 2: .withdrawn. must be yes or no"),
    "two columns of one name": (b"id,email,Email\nada,a,b\n", "more than one column .email."),
}


@pytest.mark.parametrize(("content", "says"), WRONG.values(), ids=WRONG.keys())
def test_what_is_no_list_is_refused_with_the_place(tmp_path, content, says):
    path = tmp_path / "class.csv"
    path.write_bytes(content)
    with pytest.raises(NotReadyError, match=says):
        read_roster(path)


def test_a_list_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NotReadyError, match=r"class\.csv: no such file"):
        read_roster(tmp_path / "class.csv")
