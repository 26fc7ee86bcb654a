"""Reading Python source, whatever else goes on."""

import ast
import gc

import pytest

from dlcourse.syntax import parse

TEXT = "\n".join(f"value_{number} = [{number}, ({number}, {number})]" for number in range(300))


@pytest.fixture
def collecting():
    """The collector runs all the time, and each time something deeper is parsed, as a destructor may do."""

    def deeper(depth: int = 20) -> None:
        ast.parse("1 + 1") if depth == 0 else deeper(depth - 1)

    def called(phase: str, _) -> None:
        if phase == "stop":
            deeper()

    before = gc.get_threshold()
    gc.callbacks.append(called)
    gc.set_threshold(50)
    yield
    gc.set_threshold(*before)
    gc.callbacks.remove(called)


def test_the_collector_does_not_come_between(collecting):
    assert ast.dump(parse(TEXT)) and gc.isenabled()


def test_what_is_no_python_is_still_an_error_and_the_collector_goes_on():
    with pytest.raises(SyntaxError):
        parse("x = (")
    assert gc.isenabled()
    assert isinstance(parse("1 + 1", mode="eval"), ast.Expression)
