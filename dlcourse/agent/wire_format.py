"""Plain data on its way between the examiner and the student's kernel: JSON, with arrays as raw bytes.

What comes from the student's side is hostile until it has passed `decode`: only the exact built-in types and arrays of
plain dtypes are ever made from it, and nothing is unpickled, evaluated or imported. The module imports nothing of
ours, because its text also runs in the student's kernel.
"""

import base64
import json
import re
from collections.abc import Callable
from itertools import islice
from typing import Any

import numpy as np

REPLY_MIME = "application/vnd.dlcourse.reply+json"  # of a reply, in the message that ends a conversation
MAX_DEPTH = 40
MAX_ITEMS = 1_000_000  # lists, tuples and dicts of one message, all together
MAX_SIGNS = 4 * MAX_ITEMS  # brackets, commas and colons of one message: JSON of 3 bytes becomes a list of 80
MAX_KEYS = 2_000  # that are no text, in the dicts of one message, all together
MAX_BYTES = 64 * 1024 * 1024  # one array
MAX_AS_ARRAY = 2**28  # the longest text's characters times all items: in an array of texts, each has the longest's size
_SIGN_OR_TEXT = re.compile(r'[\[{,:]|"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_DTYPE = re.compile(r"[<>|][biufcSU][1-9][0-9]{0,5}")


class NotPlainError(Exception):
    """Something that is no plain data, or too much of it."""


class TooManyValuesError(ValueError):
    """A JSON text of so many values that they would fill the memory."""


def parse(text: str | bytes) -> Any:
    """What a JSON text says. Raises ValueError, also where it would fill far more memory than the text does."""
    text = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    if sum(map(text.count, "[{,:")) > MAX_SIGNS:  # most of them may stand inside of texts, which cost nothing
        signs = sum(1 for _ in islice(_SIGN_OR_TEXT.finditer(text), MAX_SIGNS + 1))
        if signs > MAX_SIGNS:
            raise TooManyValuesError(f"JSON with more than {MAX_SIGNS} brackets, commas and colons")
    return json.loads(text)


def encode(value: Any, other: Callable[[Any], Any] | None = None, depth: int = 0) -> Any:
    """The JSON form of a value. `other(value)` gives that of anything which is not plain, or raises NotPlainError."""
    if depth > MAX_DEPTH:
        raise NotPlainError("data nested too deeply")
    kind = type(value)
    if value is None or kind in (bool, str):
        return [kind.__name__, value]
    if kind is int:
        return ["int", hex(value)]
    if kind is float:
        return ["float", value.hex()]
    if kind is complex:
        return ["complex", [value.real.hex(), value.imag.hex()]]
    if kind is bytes:
        return ["bytes", base64.b64encode(value).decode()]
    if kind in (list, tuple):
        return [kind.__name__, [encode(item, other, depth + 1) for item in value]]
    if kind is dict:
        pairs = [[encode(key, None, depth + 1), encode(item, other, depth + 1)] for key, item in value.items()]
        return ["dict", pairs]
    if isinstance(value, np.generic | np.ndarray) and _DTYPE.fullmatch(value.dtype.str):
        array = np.ascontiguousarray(value)
        content = base64.b64encode(array.tobytes()).decode()
        return [
            "scalar" if isinstance(value, np.generic) else "array",
            [array.dtype.str, list(np.shape(value)), content],
        ]
    if other is None:
        raise NotPlainError(f"{kind.__name__} is no plain data")
    return other(value)


def decode(form: Any, other: Callable[[str, Any], Any] | None = None) -> Any:
    """The value of a JSON form. `other(kind, content)` makes what is not plain. Raises NotPlainError."""
    left = [MAX_ITEMS, MAX_KEYS, 0]
    value = _decode(form, other, 0, left)
    if left[2] * (MAX_ITEMS - left[0]) > MAX_AS_ARRAY:
        raise NotPlainError("a very long text among many values")
    return value


def _decode(form: Any, other: Callable[[str, Any], Any] | None, depth: int, left: list[int]) -> Any:
    """As `decode`; `left` holds how many items and odd keys may still come, and how long the longest text was."""
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0:
        raise NotPlainError("data nested too deeply or too long")
    if type(form) is not list or len(form) != 2 or type(form[0]) is not str:
        raise NotPlainError("a malformed reply")
    kind, content = form
    simple = {"NoneType": type(None), "bool": bool, "str": str}
    if kind in ("str", "bytes") and type(content) is str:
        left[2] = max(left[2], len(content))
    if kind in simple and type(content) is simple[kind]:
        return content
    try:
        if kind == "int" and len(content) < 10_000:
            return int(content, 16)
        if kind == "float":
            return float.fromhex(content)
        if kind == "complex":
            return complex(*map(float.fromhex, content))
        if kind == "bytes":
            return base64.b64decode(content, validate=True)
        if kind in ("array", "scalar"):
            array = _array(kind, *content)
            left[0] -= array.size if array.dtype.kind in "SU" else 0  # a text takes as long to look at as an item
            if left[0] < 0:
                raise NotPlainError("an array of too many texts")
            return array
    except NotPlainError:
        raise
    except Exception:
        raise NotPlainError(f"a malformed {kind}") from None
    if kind in ("list", "tuple") and type(content) is list:
        items = [_decode(item, other, depth + 1, left) for item in content]
        return items if kind == "list" else tuple(items)
    if kind == "dict" and type(content) is list and all(type(pair) is list and len(pair) == 2 for pair in content):
        pairs = [(_decode(key, None, depth + 1, left), _decode(item, other, depth + 1, left)) for key, item in content]
        if not all(_is_key(key) for key, _ in pairs):
            raise NotPlainError("a dict with odd keys")
        left[1] -= sum(not _is_text(key) for key, _ in pairs)
        if left[1] < 0:
            raise NotPlainError(f"dicts with more than {MAX_KEYS} keys that are no text")
        return dict(pairs)
    if other is None:
        raise NotPlainError("a malformed reply")
    return other(kind, content)


def _is_key(key: Any) -> bool:
    """Whether a dict may have this key: no nan, and no number that is too large."""
    if type(key) is tuple:
        return all(map(_is_key, key))
    if type(key) in (int, float):
        return abs(key) < 2**61
    return type(key) in (str, bool, type(None))


def _is_text(key: object) -> bool:
    """A text, or a tuple of texts: only their hashes cannot be foreseen. Many keys of one hash take minutes to tell."""
    return type(key) is str or (type(key) is tuple and key != () and all(map(_is_text, key)))


def _array(kind: str, code: str, shape: list, content: str) -> np.ndarray | np.generic:
    if not _DTYPE.fullmatch(code):
        raise NotPlainError("an array of an odd dtype")
    dtype = np.dtype(code)
    if len(shape) > 32 or not all(type(length) is int and 0 <= length <= MAX_BYTES for length in shape):
        raise NotPlainError("an array of an odd shape")
    raw = base64.b64decode(content, validate=True)
    # No axis without items may hide large ones beside it: a sum over it would have their size.
    size, extent = dtype.itemsize, dtype.itemsize
    for length in shape:
        size, extent = size * length, extent * max(1, length)
    if size != len(raw) or extent > MAX_BYTES or (kind == "scalar" and shape):
        raise NotPlainError("an array whose shape does not fit its bytes")
    array = np.frombuffer(raw, dtype=dtype).reshape(shape).copy()
    return array if kind == "array" else array[()]
