"""Functions, classes, objects, iterators, callbacks and Keras models, used from outside of the kernel they live in."""

import threading

import numpy as np
import pytest

from dlcourse.checks import criterion, exercise, forbid_imports
from dlcourse.checks.answer_error import AnswerError
from dlcourse.checks.shelter import unsheltered
from dlcourse.grading.examiner.examine import examine

CELL = """
import numpy as np

def double(x, *, times=2):
    return times * x

def write(x, box):
    x[:] = 7
    box.append(1)

def step_in_place(params, grads):
    for p, g in zip(params, grads):
        p -= 0.1 * g

def step_that_replaces(params, grads):
    for i, g in enumerate(grads):
        params[i] = params[i] - 0.1 * g

def batches(X, size):
    for start in range(0, len(X), size):
        yield X[start : start + size]

def apply(f, x):
    return f(x) + f(2 * x)

def draw(rng):
    return rng.normal(size=3)

def fail():
    values = [1, 2]
    return values[7]

def endless():
    while True:
        pass

class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0
    def __add__(self, other):
        return Value(self.data + (other.data if isinstance(other, Value) else other))
    __radd__ = __add__
    def __mul__(self, other):
        return Value(self.data * other.data)
    def __pow__(self, n):
        return Value(self.data**n)
    def backward(self):
        self.grad = 1.0

class Momentum:
    def __init__(self, learning_rate):
        self.learning_rate, self.v = learning_rate, 0.0
    def step(self, params, grads):
        self.v = 0.9 * self.v - self.learning_rate * grads[0]
        params[0] += self.v

number, table = 3.5, {"a": [1, 2]}
"""
WRITER = """
class Writer:
    def __new__(cls, x, box):
        write(x, box)
        return super().__new__(cls)
    def write(self, x, box):
        write(x, box)
    __call__ = write
method = Writer(np.zeros(1), []).write
callable_object = Writer(np.zeros(1), [])
"""


@pytest.fixture(scope="module")
def found(shared_student):
    line = shared_student.run(CELL)
    names = "double write step_in_place step_that_replaces batches apply draw fail endless Value Momentum number table missing".split()
    yield line.find(names)
    line.kernel.close()


def test_data_arrives_as_it_is_and_what_is_missing_does_not(found):
    assert found["number"] == 3.5
    assert found["table"] == {"a": [1, 2]}
    assert "missing" not in found


def test_a_function_takes_arguments_and_keywords(found):
    assert found["double"](4) == 8
    assert found["double"](4, times=3) == 12
    assert np.array_equal(found["double"](np.arange(3)), [0, 2, 4])


def test_what_an_answer_writes_into_its_arguments_is_seen(found):
    x, box = np.zeros(3), []
    with unsheltered():
        assert found["write"](x, box) is None
    assert x.tolist() == [7, 7, 7]
    assert box == [1]


def test_an_array_in_a_list_that_is_written_into_is_told_from_one_that_is_replaced(found):
    w, g = np.ones(2), np.ones(2)
    params = [w]
    with unsheltered():
        found["step_in_place"](params, [g])
    assert w.tolist() == [0.9, 0.9]
    assert params[0] is w
    with unsheltered():
        found["step_that_replaces"](params, [g])
    assert w.tolist() == [0.9, 0.9]
    assert np.allclose(params[0], 0.8)
    assert g.tolist() == [1, 1]


def test_a_generator_is_iterated(found):
    parts = list(found["batches"](np.arange(5), 2))
    assert [part.tolist() for part in parts] == [[0, 1], [2, 3], [4]]


def test_a_function_of_the_checks_own_is_called_back(found):
    seen = []
    assert found["apply"](lambda x: seen.append(x) or x**2, 3) == 9 + 36
    assert seen == [3, 6]


def test_a_callback_that_fails_fails_in_the_answer(found):
    with pytest.raises(AnswerError, match="ZeroDivisionError"):
        found["apply"](lambda x: 1 / 0, 3)


def test_a_generator_of_random_numbers_is_the_same_on_both_sides(found):
    drawn = found["draw"](np.random.default_rng(3))
    assert np.array_equal(drawn, np.random.default_rng(3).normal(size=3))


def test_an_error_names_the_students_line(found):
    with pytest.raises(AnswerError) as caught:
        found["fail"]()
    assert "IndexError: list index out of range" in str(caught.value)
    assert "return values[7]" in str(caught.value)


def test_objects_have_operators_attributes_and_methods(found):
    Value = found["Value"]
    a, b = Value(2.0), Value(3.0)
    assert (a + b).data == 5.0
    assert (1 + a).data == 3.0
    assert (a * b).data == 6.0
    assert (a**3).data == 8.0
    a.backward()
    assert a.grad == 1.0
    a.data = 9.0
    assert a.data == 9.0
    with pytest.raises(AnswerError, match="AttributeError"):
        _ = a.nothing


def test_an_optimizer_changes_the_parameters_it_is_given(found):
    optimizer, params = found["Momentum"](0.1), [np.array([1.0])]
    with unsheltered():
        optimizer.step(params, [np.array([2.0])])
        optimizer.step(params, [np.array([2.0])])
    assert np.allclose(params[0], 1.0 - 0.2 - 0.38)


def test_an_endless_answer_is_stopped_and_the_next_one_is_served(found):
    @exercise(seconds=1)
    def endless(answer, rng):
        with criterion("comes back", hint=""):
            answer()

    reports = []  # off the main thread, as the examiner works: there the kernel is interrupted, not the examiner
    thread = threading.Thread(target=lambda: reports.append(endless.judge(found["endless"])))
    thread.start()
    thread.join()
    (report,) = reports
    assert "Is there a loop that never ends?" in report.criteria[0].message
    assert found["double"](1) == 2


def test_a_keras_model_answers_through_its_predictions_and_counts(student):
    cell = "import keras\nmodel = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2, name='last')])"
    line = student.run(cell)
    model = line.find(["model"])["model"]
    assert model.count_params() == 8
    assert model.layers[0].name == "last"
    weights = [np.ones((3, 2), dtype="float32"), np.zeros(2, dtype="float32")]
    model.set_weights(weights)
    assert np.array_equal(model.get_weights()[0], weights[0])
    prediction = model.predict(np.ones((1, 3), dtype="float32"), verbose=0)
    assert prediction.tolist() == [[3.0, 3.0]]
    line.kernel.close()


def test_a_check_cell_is_examined_with_its_value_as_points(shared_student):
    line = shared_student.run("def f(x): return x + 1")
    (result,) = examine("assert f(1) == 2\n1.5", None, line)
    assert result.data["text/plain"] == "1.5"
    (error,) = examine("assert f(1) == 3", None, line)
    assert error.ename == "AssertionError"
    (error,) = examine("g(1)", None, line)
    assert "name 'g' is not defined" in error.evalue
    line.kernel.close()


def test_an_error_in_the_kernel_always_has_a_text(shared_student):
    cell = """
    class E(Exception):
        __qualname__, __traceback__ = "", None

    def f(x):
        raise E
    """
    line = shared_student.run("if True:" + cell)
    with pytest.raises(AnswerError, match="an error without text"):
        line.find(["f"])["f"](1)
    line.kernel.close()


@pytest.mark.parametrize("reply", ['{"error": ""}', '{"result": ["odd", 1]}'])
def test_a_kernel_that_will_not_say_what_an_answer_reaches_does_not_get_round_a_rule(student, reply):
    @exercise(rules=[forbid_imports("scipy")])
    def softmax(answer, rng):
        with criterion("one", hint=""):
            assert answer(0.0) == 1

    cell = f"""
    from scipy.special import softmax
    from dlcourse.grading.examiner import agent
    honest = agent.serve
    agent.serve = lambda request, shell: {reply} if request["do"] == "reach" else honest(request, shell)
    agent._guard.__enter__ = agent._guard.__exit__ = lambda *_: None
    """
    line = student.run("if True:" + cell)
    report = softmax.judge(line.find(["softmax"])["softmax"])
    assert report.score == 0
    assert "scipy" in report.criteria[0].message
    line.kernel.close()


@pytest.mark.parametrize("name", ["write", "Writer", "method", "callable_object"])
def test_what_any_kind_of_answer_writes_is_not_seen_where_the_check_does_not_ask(shared_student, name):
    line = shared_student.run(CELL, WRITER)
    x, box = np.zeros(3), []
    line.find([name])[name](x, box)
    assert x.tolist() == [0, 0, 0]
    assert box == []
    line.kernel.close()


@pytest.mark.parametrize(
    "given", ["np.ones((20_000, 1, 1), 'int8')", "np.ones((20_000, 0))", "[0] * 20_000", "'x' * 20_000", "object()"]
)
def test_a_function_of_the_checks_own_is_not_called_with_too_much_nor_with_what_is_no_data(shared_student, given):
    line = shared_student.run(f"import numpy as np\ndef ask(f): return f({given})")
    seen = []
    with pytest.raises(AnswerError, match="NotPlain"):
        line.find(["ask"])["ask"](seen.append)
    assert seen == []
    assert line.malformed == 0
    line.kernel.close()


KINDS = """
import enum
from collections import deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

class Gate(NamedTuple):
    w: list
    b: float

class Bit(enum.IntEnum):
    OFF = 0
    ON = 1

class Rate(float):
    pass

class Measured(float):
    def __init__(self, number):
        self.unit = "m"

class Steps:
    def __init__(self, n):
        self.n = n
    def __iter__(self):
        return self
    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n

gate = Gate([1.0, 1.0], -1.5)
pairs = [namedtuple("Pair", "x y")(np.ones(1), 2)]
bit, rate, third, tenth = Bit.ON, Rate(0.5), Fraction(1, 4), Decimal("0.1")
errors = deque([3, 2])
numbers = np.array([1, Fraction(1, 2)], dtype=object)
measured, words, steps = Measured(2), np.array(["a", None], dtype=object), Steps(3)

def items():
    return iter([1, 2])
"""


@pytest.fixture(scope="module")
def kinds(shared_student):
    line = shared_student.run("import numpy as np", KINDS)
    names = "gate pairs bit rate third tenth errors numbers measured words steps items".split()
    yield line.find(names)
    line.kernel.close()


def test_kinds_of_numbers_and_tuples_that_python_knows_arrive_as_plain_ones(kinds):
    assert kinds["gate"] == ([1.0, 1.0], -1.5)
    assert kinds["pairs"] == [(np.ones(1), 2)]
    plain = {"bit": 1, "rate": 0.5, "third": 0.25, "tenth": 0.1, "errors": [3, 2]}
    assert {name: kinds[name] for name in plain} == plain
    assert {type(kinds[name]) for name in plain} == {int, float, list}
    assert kinds["numbers"].dtype == float
    assert kinds["numbers"].tolist() == [1, 0.5]


def test_a_number_that_is_more_than_a_number_stays_where_it_is(kinds):
    assert kinds["measured"].unit == "m"
    assert "in the student's kernel" in repr(kinds["words"])


def test_an_iterator_of_any_kind_is_iterated(kinds):
    assert list(kinds["items"]()) == [1, 2]
    assert list(kinds["steps"]) == [2, 1, 0]


def test_an_attribute_that_is_not_there_is_missing_for_numpy_too(kinds):
    assert not hasattr(kinds["measured"], "shape")
    with pytest.raises(AnswerError, match="shape"):
        _ = kinds["measured"].shape
