"""Plain data survives the way there and back; anything else does not get through."""

import base64
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dlcourse.agent import wire_format
from dlcourse.agent.wire_format import (
    MAX_DEPTH,
    MAX_ITEMS,
    MAX_KEYS,
    NotPlainError,
    TooManyValuesError,
    decode,
    encode,
    parse,
)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
KEYS = st.text() | st.integers(1 - 2**61, 2**61 - 1)
PLAIN = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(KEYS, inner),
    max_leaves=20,
)


def there_and_back(value):
    return decode(json.loads(json.dumps(encode(value))))


def same(a, b) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return a == b


@given(PLAIN)
def test_plain_values_come_back_with_their_types(value):
    assert same(there_and_back(value), value)


@given(
    hnp.arrays(hnp.scalar_dtypes().filter(lambda d: d.kind in "biufcSU" and d.itemsize), hnp.array_shapes(min_dims=0))
)
def test_arrays_come_back_with_dtype_and_shape(array):
    back = there_and_back(array)
    assert back.dtype == array.dtype
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.0, 1e-310, 2**200, 1 + 2j])
def test_odd_numbers_come_back(value):
    assert repr(there_and_back(value)) == repr(value)


def test_an_array_that_comes_back_can_be_written_to():
    back = there_and_back(np.arange(3))
    back[0] = 7
    assert back[0] == 7


def form_of(dtype, shape, raw):
    return ["array", [dtype, shape, base64.b64encode(raw).decode()]]


MALFORMED = {
    "nothing": None,
    "no pair": ["int"],
    "an unknown kind": ["pickle", "gASVAAAAAAAAAC4="],
    "a truth value that is none": ["bool", 1],
    "a text that is none": ["str", 5],
    "an integer that is none": ["int", "ten"],
    "an integer without end": ["int", "f" * 10_000],
    "objects": form_of("|O", [1], b"12345678"),
    "a structured dtype": form_of("[('a', '<f8')]", [1], b"12345678"),
    "items without size": form_of("<U0", [10**9], b""),
    "too few bytes": form_of("<f8", [10**6], b"12345678"),
    "a negative length": form_of("<f8", [-1, -1], b"12345678"),
    "a fractional length": form_of("<f8", [1.0], b"12345678"),
    "very many axes": form_of("<f8", [1] * 33, b"12345678"),
    "lengths that overflow": form_of("<f8", [2**40, 2**40], b""),
    "no base64": ["array", ["<f8", [1], "!!!"]],
    "no bytes of an enormous shape": form_of("<f8", [15_000, 15_000, 0], b""),
    "a list that is none": ["list", {"a": 1}],
    "a dict with odd keys": ["dict", [[["list", []], ["int", "0x1"]]]],
    "a dict with nan for a key": ["dict", [[["float", "nan"], ["int", "0x1"]]]],
    "a dict with a key too large": ["dict", [[["int", hex(2**61)], ["int", "0x1"]]]],
    "a dict of very many numbers": ["dict", [[["int", hex(i)], ["int", "0x1"]] for i in range(MAX_KEYS + 1)]],
    "many dicts of numbers": ["list", [["dict", [[["int", hex(i)], ["int", "0x1"]] for i in range(500)]]] * 5],
    "a dict of very many tuples of numbers": [
        "dict",
        [[["tuple", [["int", hex(i)], ["str", "a"]]], ["int", "0x1"]] for i in range(MAX_KEYS + 1)],
    ],
    "a very long text among many values": ["list", [["str", "x" * 10_000_000], *[["str", "x"]] * 100]],
    "very long bytes in many lists": ["list", [["bytes", "AAAA" * 2_500_000], *[["list", [["int", "0x1"]]]] * 50]],
    "a handle nobody asked for": ["handle", [1, "function", "f"]],
}


@pytest.mark.parametrize("form", MALFORMED.values(), ids=MALFORMED.keys())
def test_malformed_forms_are_refused(form):
    with pytest.raises(NotPlainError):
        decode(form)


@pytest.mark.parametrize("key", [lambda i: f"word {i}", lambda i: ("a", (f"word {i}", "b"))], ids=["text", "tuple"])
def test_a_dict_may_have_very_many_texts_for_keys(key):
    counts = {key(i): i for i in range(2 * MAX_KEYS)}
    assert there_and_back(counts) == counts


MANY = {
    "lists": "[" + "[]," * 600 + "0]",
    "dicts": "[" + "{}," * 600 + "0]",
    "numbers": "[" + "1," * 1200 + "1]",
    "texts": "[" + '"a",' * 1200 + "0]",
    "keys": "{" + '"a":0,' * 600 + '"b":0}',
    "texts that end in a quotation mark": "[" + '"\\\\\\"",' * 1200 + "0]",
    "a text without an end": "[" + "[]," * 600 + '"' + '\\"' * 1200,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY.keys())
def test_json_that_would_fill_the_memory_is_not_parsed(text, monkeypatch):
    monkeypatch.setattr(wire_format, "MAX_SIGNS", 1000)
    for form in (text, text.encode()):
        with pytest.raises(TooManyValuesError):
            parse(form)


@pytest.mark.parametrize("text", ["[1, 2]," * 1000, '\\"{' * 1000])
def test_signs_in_a_text_do_not_count(text, monkeypatch):
    monkeypatch.setattr(wire_format, "MAX_SIGNS", 1000)
    assert parse(json.dumps({"said": text})) == {"said": text}


def test_an_array_of_more_texts_than_items_is_refused():
    with pytest.raises(NotPlainError):
        there_and_back(np.full(MAX_ITEMS + 1, b"1"))
    assert there_and_back(np.full(100_000, "word")).shape == (100_000,)


def test_a_long_text_may_come_alone_and_many_short_ones_together():
    assert there_and_back("x" * 30_000_000) == "x" * 30_000_000
    assert there_and_back(["word"] * 900_000) == ["word"] * 900_000


def test_what_is_too_deep_is_refused_both_ways():
    form, value = ["none", None], None
    for _ in range(MAX_DEPTH + 2):
        form, value = ["list", [form]], [value]
    with pytest.raises(NotPlainError):
        decode(form)
    with pytest.raises(NotPlainError):
        encode(value)


def test_objects_are_not_plain():
    for value in (object(), print, np.array([None]), {1, 2}, type):
        with pytest.raises(NotPlainError):
            encode(value)
