"""A report's data is read back as it was; what a student may have put in its place is no report."""

import json

import nbformat
import pytest
from IPython.core.formatters import DisplayFormatter

from dlcourse.checks.core.report import MIME, Report, Result
from dlcourse.checks.core.report_data import MAX_CHARACTERS, MAX_CRITERIA, read_report, reports_in

REPORT = Report(
    "softmax",
    points=2,
    seed=5,
    criteria=[Result("right shape", True), Result("rows sum to one", False, "Which axis?", "the sum is 4.", 2.0, True)],
)
DATA = REPORT.as_data()


def test_a_report_that_is_shown_can_be_read_from_the_output():
    shown, _ = DisplayFormatter().format(REPORT)
    assert set(shown) == {"text/plain", "text/html", MIME}
    output = nbformat.from_dict(json.loads(json.dumps({"output_type": "display_data", "data": shown, "metadata": {}})))
    assert reports_in([output]) == [REPORT]
    assert (shown[MIME]["points"], shown[MIME]["earned"]) == (2, 0)
    assert REPORT.failed == ["rows sum to one"]


def test_the_data_of_a_passed_report_is_the_same_whatever_the_seed():
    first, second = (Report("f", seed=seed, criteria=[Result("a", True)]).as_data() for seed in (1, 2))
    assert first == second


def test_outputs_without_data_of_a_report_have_none():
    text = nbformat.v4.new_output("display_data", data={"text/plain": repr(REPORT)})
    stream = nbformat.v4.new_output("stream", text="  ✗ forged")
    assert reports_in([text, stream]) == []


ONE = DATA["criteria"][0]
ODD = {
    "nothing": None,
    "a text": json.dumps(DATA),
    "a list": [DATA],
    "a part missing": {name: value for name, value in DATA.items() if name != "criteria"},
    "a part too many": DATA | {"more": 1},
    "a name that is no text": DATA | {"exercise": 7},
    "points without end": DATA | {"points": float("inf")},
    "points of a truth value": DATA | {"points": True},
    "an enormous number": DATA | {"points": 10**400},
    "criteria that are no list": DATA | {"criteria": {"0": ONE}},
    "very many criteria": DATA | {"criteria": [ONE] * (MAX_CRITERIA + 1)},
    "a criterion that is none": DATA | {"criteria": ["rows sum to one"]},
    "a criterion with less": DATA | {"criteria": [{"name": "a", "passed": False}]},
    "a criterion neither passed nor failed": DATA | {"criteria": [ONE | {"passed": "no"}]},
    "a very long name": DATA | {"criteria": [ONE | {"name": "x" * (MAX_CHARACTERS + 1)}]},
}


@pytest.mark.parametrize("data", ODD.values(), ids=ODD.keys())
def test_what_has_not_the_form_of_a_report_is_none(data):
    assert read_report(DATA) == REPORT
    assert read_report(data) is None
