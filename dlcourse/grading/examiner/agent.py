"""The student's side: finds names, calls functions, and answers with plain data.

The text of this module is run in the student's kernel, together with `plain_data`. A student who takes it over gains
nothing: all it can do is send data, which any answer may do.
"""

import builtins
import contextlib
import itertools
import json
import operator
import sys
import time
from collections import deque
from collections.abc import Iterator
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from numbers import Real

import numpy as np
import zmq
from IPython import get_ipython

from dlcourse.checks.blame import blame
from dlcourse.checks.origin import PACKAGE, below, code_of, resolved
from dlcourse.checks.reach import reach
from dlcourse.checks.snippet import Snippet
from dlcourse.grading.examiner.plain_data import NotPlain, decode, encode

MAX_ITERATIONS = 100_000
MIME = "application/vnd.dlcourse.reply+json"
# Of this package, what carries an answer's arguments and results is no help with an exercise.
_CARRIERS = (*below([f"{PACKAGE}/grading"]), resolved(f"{PACKAGE}/checks/snippet.py"))

_things: dict[int, object] = {}  # handles: what the examiner may refer to


def serve(request: dict, shell) -> dict:
    """Carry out one request of the examiner's and give the reply."""
    try:
        return _perform(request, shell)
    except NotPlain as problem:
        return {"error": str(problem), "type": "NotPlain"}
    except BaseException as error:
        return {"error": blame(error)[:2000], "type": type(error).__name__}


def _perform(request: dict, shell) -> dict:
    if request["do"] == "find":
        names = {name: shell.user_ns[name] for name in request["names"] if name in shell.user_ns}
        return {"result": ["dict", [[["str", name], _pack(thing)] for name, thing in names.items()]]}
    if request["do"] == "define":
        for statement in request["statements"]:
            _define(statement, shell)
        return {"result": ["NoneType", None]}
    if request["do"] == "reach":
        found = reach(_things[request["target"]])
        return {"result": encode({"names": sorted(found.names), "modules": sorted(found.modules)})}
    arguments = decode(request["args"], lambda kind, content: _unpack(kind, content, shell))
    keywords = decode(request["kwargs"], lambda kind, content: _unpack(kind, content, shell))
    before = [_pack(argument) for argument in arguments]
    given = [_same_things(argument) for argument in arguments]
    with _guard(request.get("forbidden", [])):
        if request["do"] == "call":
            result = _things[request["target"]](*arguments, **keywords)
        else:  # an operator or a built-in on handles and data: getattr, setattr, add, getitem, len, …
            result = _OPERATIONS[request["do"]](*arguments)
        packed = _pack(result)
    # For each argument that is no longer what it was: what the given things hold now, and what it holds now.
    inside, after = [[_pack(thing) for thing in things] for things in (given, arguments)]
    forms = zip(before, inside, after, strict=True)
    changed = {str(i): [here, now] for i, (old, here, now) in enumerate(forms) if not old == here == now}
    return {"result": packed, "changed": changed}


def _define(statement: str, shell) -> None:
    """Run a statement of a cell. Where it fails, the answer misses what it would have made."""
    with contextlib.suppress(Exception, SystemExit):
        # IPython's own compiler: it remembers what was imported from __future__, and the text, for error messages.
        exec(shell.compile(statement, shell.compile.cache(statement), "exec"), shell.user_ns)


def _same_things(value):
    """The same arrays and objects in new lists: an answer may write into the former and put others into its lists."""
    return type(value)(map(_same_things, value)) if type(value) in (list, tuple) else value


_OPERATORS = [
    "add",
    "sub",
    "mul",
    "truediv",
    "pow",
    "matmul",
    "neg",
    "lt",
    "le",
    "gt",
    "ge",
    "getitem",
    "setitem",
    "contains",
]
_BUILTINS = ["getattr", "setattr", "len", "float", "int", "abs", "bool"]
_OPERATIONS = {name: getattr(operator, name) for name in _OPERATORS} | {
    name: getattr(builtins, name) for name in _BUILTINS
}
_OPERATIONS["iter"] = itertools.chain  # whatever kind of iterator it makes, this one is sent item by item


def _pack(value):
    """The JSON form of a result: data where it is plain, tensors as arrays, iterators as lists, else a handle."""

    def other(value):
        if isinstance(value, np.ndarray) and value.dtype != object:
            return encode(np.asarray(value))
        if isinstance(value, np.ndarray) and all(isinstance(item, Real | Decimal) for item in value.flat):
            return encode(value.astype(float))
        if _is_a_number(value):
            return encode(int(value) if isinstance(value, int) else float(value))
        if isinstance(value, tuple) and hasattr(value, "_fields"):  # a named tuple
            return encode(tuple(value), other)
        for plain in (bool, int, float, str, list, tuple, dict):
            if isinstance(value, plain) and type(value).__module__ not in ("builtins", "__main__"):
                return encode(plain(value), other)
        if callable(getattr(value, "numpy", None)):  # a tensor or a variable
            return encode(np.asarray(value.numpy()))
        if isinstance(value, range | deque):
            return encode(list(value), other)
        if isinstance(value, Iterator) and type(value).__module__ != "__main__":
            items = list(itertools.islice(value, MAX_ITERATIONS + 1))
            if len(items) > MAX_ITERATIONS:
                raise NotPlain(f"an iterator with more than {MAX_ITERATIONS} items")
            return ["iterator", [encode(item, other) for item in items]]
        _things[id(value)] = value
        return ["handle", [id(value), str(type(value).__name__)]]

    return encode(value, other)


def _is_a_number(value) -> bool:
    """Whether a value is a number of a kind that messages do not know, and nothing more."""
    if isinstance(value, int | float) and not isinstance(value, IntEnum):
        return getattr(value, "__dict__", None) == {}  # a class of the student's, without attributes
    return isinstance(value, IntEnum | Fraction | Decimal)


def _unpack(kind: str, content, shell):
    """What an argument stands for that is no plain data."""
    if kind == "handle":
        return _things[content]
    if kind == "generator":
        generator = np.random.default_rng()
        generator.bit_generator.state = decode(content)
        return generator
    if kind == "snippet":
        return Snippet(content).function()
    if kind == "callback":
        return lambda *args, **kwargs: _call_back(content, args, kwargs, shell)
    raise NotPlain(f"an argument of kind {kind}")


def _call_back(callback: int, args: tuple, kwargs: dict, shell):
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
            sys.modules.update(dict.fromkeys(self.packages))  # None: the module is not there
            sys.setprofile(lambda frame, event, _: self._look(frame) if event == "call" else None)

    def __exit__(self, *_) -> None:
        if self.packages:
            sys.setprofile(None)
            for package in self.packages:
                sys.modules.pop(package, None)
            sys.modules.update(self.away)

    def _look(self, frame) -> None:
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

    def _repr_mimebundle_(self, **_) -> dict:
        return {MIME: self.text, "text/plain": "reply"}


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


def _ask(shell, question: dict) -> str:
    """Ask the examiner for input. Where its line is not up yet, the question would be lost without a word."""
    shell.kernel.stdin_socket.setsockopt(zmq.ROUTER_MANDATORY, 1)  # an error in place of a loss
    while True:
        try:
            return shell.kernel.raw_input(json.dumps(question))
        except zmq.ZMQError as error:
            if error.errno != zmq.EHOSTUNREACH:
                raise
            time.sleep(0.001)
