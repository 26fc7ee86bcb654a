"""The student's side: finds names, calls functions, and answers with plain data.

This module is imported in the student's kernel. A student who takes it over gains nothing: all it can do is send data,
which any answer may do.
"""

import contextlib
import itertools
import json
import sys
import time
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from numbers import Real
from types import FrameType
from typing import Any

import numpy as np
import zmq
from IPython import get_ipython

from dlcourse.agent.code_location import PACKAGE, below, code_of, resolved
from dlcourse.agent.function_source import FunctionSource
from dlcourse.agent.operations import OPERATIONS
from dlcourse.agent.student_traceback import blame
from dlcourse.agent.wire_format import REPLY_MIME, NotPlainError, decode, encode

MAX_ITERATIONS = 100_000
# Of this package, what carries arguments and results, and what keeps an import quiet, is no help with an exercise.
_CARRIERS = below([f"{PACKAGE}/agent", f"{PACKAGE}/compat", f"{PACKAGE}/grading"])

# What a value of a subclass is sent as: of the first of these that it is.
_PLAIN: tuple[type[Any], ...] = (bool, int, float, str, list, tuple, dict)
_things: dict[int, Any] = {}  # handles: what the examiner may refer to


def serve(request: dict, shell: Any) -> dict:
    """Carry out one request of the examiner's and give the reply."""
    try:
        return _perform(request, shell)
    except NotPlainError as problem:
        return {"error": str(problem), "type": "NotPlainError"}
    except BaseException as error:
        return {"error": blame(error)[:2000], "type": type(error).__name__}


def _perform(request: dict, shell: Any) -> dict:
    if request["do"] == "find":
        names = {name: shell.user_ns[name] for name in request["names"] if name in shell.user_ns}
        return {"result": ["dict", [[["str", name], _pack(thing)] for name, thing in names.items()]]}
    if request["do"] == "define":
        for statement in request["statements"]:
            _define(statement, shell)
        return {"result": ["NoneType", None]}
    arguments = decode(request["args"], lambda kind, content: _unpack(kind, content, shell))
    keywords = decode(request["kwargs"], lambda kind, content: _unpack(kind, content, shell))
    before = [_pack(argument) for argument in arguments]
    given = [_same_things(argument) for argument in arguments]
    with _guard(request.get("forbidden", [])):
        if request["do"] == "call":
            result = _things[request["target"]](*arguments, **keywords)
        else:  # an operator or a built-in on handles and data: getattr, setattr, add, getitem, len, …
            result = OPERATIONS[request["do"]](*arguments)
        packed = _pack(result)
    # For each argument that is no longer what it was: what the given things hold now, and what it holds now.
    inside, after = [[_pack(thing) for thing in things] for things in (given, arguments)]
    forms = zip(before, inside, after, strict=True)
    changed = {str(i): [here, now] for i, (old, here, now) in enumerate(forms) if not old == here == now}
    return {"result": packed, "changed": changed}


def _define(statement: str, shell: Any) -> None:
    """Run a statement of a cell. Where it fails, the answer misses what it would have made."""
    with contextlib.suppress(Exception, SystemExit):
        # IPython's own compiler: it remembers what was imported from __future__, and the text, for error messages.
        exec(shell.compile(statement, shell.compile.cache(statement), "exec"), shell.user_ns)


def _same_things(value: Any) -> list:
    """The same arrays and objects in new lists: an answer may write into the former and put others into its lists."""
    return type(value)(map(_same_things, value)) if type(value) in (list, tuple) else value


def _pack(value: Any) -> Any:
    """The JSON form of a result: data where it is plain, tensors as arrays, iterators as lists, else a handle."""

    def other(value: Any) -> Any:
        if isinstance(value, np.ndarray) and value.dtype != object:
            return encode(np.asarray(value))
        if isinstance(value, np.ndarray) and all(isinstance(item, Real | Decimal) for item in value.flat):
            return encode(value.astype(float))
        if _is_a_number(value):
            return encode(int(value) if isinstance(value, int) else float(value))
        if isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple
            return encode(tuple(value), other)
        for plain in _PLAIN:
            if isinstance(value, plain) and type(value).__module__ not in ("builtins", "__main__"):
                return encode(plain(value), other)
        if (array := _as_array(value)) is not None:
            return encode(array)
        if isinstance(value, range | deque):
            return encode(list(value), other)
        if isinstance(value, Iterator) and type(value).__module__ != "__main__":
            items = list(itertools.islice(value, MAX_ITERATIONS + 1))
            if len(items) > MAX_ITERATIONS:
                raise NotPlainError(f"an iterator with more than {MAX_ITERATIONS} items")
            return ["iterator", [encode(item, other) for item in items]]
        _things[id(value)] = value
        return ["handle", [id(value), str(type(value).__name__)]]

    return encode(value, other)


def _as_array(value: Any) -> np.ndarray | None:
    """A tensor, a variable or a table of pandas as an array; None for anything else.

    Only what an object itself makes an array counts. NumPy would look for numbers in what it holds, for ever.
    """
    for name in ("numpy", "to_numpy"):
        convert = getattr(value, name, None)
        if callable(convert) and isinstance(made := convert(), np.ndarray | np.generic | bytes):
            array = np.asarray(made)
            return None if array.dtype == object else array
    return None


def _is_a_number(value: object) -> bool:
    """Whether a value is a number of a kind that messages do not know, and nothing more."""
    if isinstance(value, int | float) and not isinstance(value, IntEnum):
        return getattr(value, "__dict__", None) == {}  # a class of the student's, without attributes
    return isinstance(value, IntEnum | Fraction | Decimal)


def _unpack(kind: str, content: Any, shell: Any) -> Any:
    """What an argument stands for that is no plain data."""
    if kind == "handle":
        return _things[content]
    if kind == "generator":
        generator = np.random.default_rng()
        generator.bit_generator.state = decode(content)
        return generator
    if kind == "function source":
        return FunctionSource(content).function()
    if kind == "callback":
        return lambda *args, **kwargs: _call_back(content, args, kwargs, shell)
    raise NotPlainError(f"an argument of kind {kind}")


def _call_back(callback: int, args: tuple, kwargs: dict, shell: Any) -> Any:
    """Ask the examiner to call a function of the check's own, through the kernel's standard input."""
    reply = json.loads(_ask(shell, {"callback": callback, "args": _pack(list(args)), "kwargs": _pack(kwargs)}))
    if "error" in reply:
        raise RuntimeError(reply["error"])
    return decode(reply["result"])


class _guard:
    """While an answer runs, the forbidden packages cannot be imported, and no Python code of theirs may run."""

    def __init__(self, packages: list[str]) -> None:
        self.packages = tuple(packages)
        self.code = code_of(self.packages)

    def __enter__(self) -> None:
        self.away = {package: sys.modules[package] for package in self.packages if package in sys.modules}
        if self.packages:
            for package in self.packages:
                sys.modules[package] = None  # type: ignore[assignment]  # typeshed omits this: the module is not there
            sys.setprofile(lambda frame, event, _: self._look(frame) if event == "call" else None)

    def __exit__(self, *_: object) -> None:
        if self.packages:
            sys.setprofile(None)
            for package in self.packages:
                sys.modules.pop(package, None)
            sys.modules.update(self.away)

    def _look(self, frame: FrameType) -> None:
        file = resolved(frame.f_code.co_filename)
        if file.startswith(self.code) and not file.startswith(_CARRIERS):
            sys.setprofile(None)
            raise RuntimeError(
                f"this exercise is built by hand, but the answer calls {frame.f_globals.get('__name__')}"
            )


class Reply:
    """What the kernel sends back for one request: IPython formats it as JSON beside the execution's own reply."""

    def __init__(self, text: str) -> None:
        self.text = text

    def _repr_mimebundle_(self, **_: Any) -> dict:
        return {REPLY_MIME: self.text, "text/plain": "reply"}


def converse(text: str) -> Reply:
    """Carry out requests, given and answered as JSON text, until there is none; gives the reply that was not yet sent.

    A reply goes out as a question for input, and what is put in is the next request.
    """
    shell = get_ipython()
    while text:
        reply = serve(json.loads(text), shell)
        if reply.get("type") == "KeyboardInterrupt":
            return Reply(json.dumps(reply))
        text = _ask(shell, {"reply": reply})
    return Reply("{}")


def _ask(shell: Any, question: dict) -> str:
    """Ask the examiner for input. If it is not connected yet, ask again: the question would be lost."""
    shell.kernel.stdin_socket.setsockopt(zmq.ROUTER_MANDATORY, 1)  # an error in place of a loss
    while True:
        try:
            return shell.kernel.raw_input(json.dumps(question))
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
            time.sleep(0.001)
