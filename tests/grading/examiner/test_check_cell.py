"""A check cell, run by the examiner."""

import pytest

from dlcourse.checks.analysis import StudentCode
from dlcourse.grading.examiner.check_cell import examine


def test_a_check_cell_is_examined_with_its_value_as_points(shared_student):
    session = shared_student.run("def f(x): return x + 1")
    (result,) = examine("assert f(1) == 2\n1.5", None, session, StudentCode([]), 0).outputs
    assert result.data["text/plain"] == "1.5"
    (error,) = examine("assert f(1) == 3", None, session, StudentCode([]), 0).outputs
    assert error.ename == "AssertionError"
    (error,) = examine("g(1)", None, session, StudentCode([]), 0).outputs
    assert "name 'g' is not defined" in error.evalue
    with pytest.raises(KeyboardInterrupt):
        examine("raise KeyboardInterrupt", None, session, StudentCode([]), 0)
    session.kernel.close()
