"""Stand-ins for what the student defined: calling one runs in the student's kernel, and plain data comes back."""

import contextlib
import copy
import math
from collections.abc import Callable

import numpy as np

from dlcourse.checks.answer_error import AnswerError
from dlcourse.checks.engine import TooSlow, seconds_left
from dlcourse.checks.reach import Reach
from dlcourse.checks.shelter import is_open
from dlcourse.checks.snippet import Snippet
from dlcourse.grading.examiner.kernel import NoAnswer, StudentKernel
from dlcourse.grading.examiner.plain_data import NotPlain, decode, encode

MAX_CALLBACKS = 1_000_000
MAX_GIVEN = 10_000  # numbers and the like, to one callback
MAX_MALFORMED = 10  # replies
SECONDS_TO_DEFINE = 60


class NoAttribute(AnswerError, AttributeError):
    """What the answer gave has no such attribute: NumPy asks for some, and goes on without."""


class WrongType(AnswerError, TypeError):
    """What the answer gave cannot do this: `list` asks for a length, and goes on without."""


class Line:
    """What all the proxies of one submission share: the kernel, the student's text, and the callbacks of a call."""

    def __init__(self, kernel: StudentKernel, static_reach: Callable[[str], Reach]) -> None:
        self.kernel, self.static_reach = kernel, static_reach
        self.forbidden: list[str] = []  # packages that may not run while an answer does
        self.unanswered = self.malformed = 0

    def remarks(self) -> list[str]:
        """What an instructor should know about how the kernel answered."""
        counts = {"too late": self.unanswered, "not what an answer looks like": self.malformed}
        return [f"the kernel's replies were {count} times {what}" for what, count in counts.items() if count]

    def find(self, names: list[str]) -> dict:
        """What the student's kernel has under these names: data as it is, everything else as a proxy."""
        self.forbidden = []
        reply = self._ask({"do": "find", "names": names}, {})
        found = self._result(reply)
        for name, thing in found.items():
            if isinstance(thing, Proxy):
                object.__setattr__(thing, "_name", name)
        return found

    def define(self, statements: list[str], seconds: float = SECONDS_TO_DEFINE) -> None:
        """Run statements of the student's, each by itself, whether or not the one before it fails."""
        with contextlib.suppress(NoAnswer, TimeoutError):  # what is missing then, the check will say
            self.kernel.ask({"do": "define", "statements": statements}, seconds)

    def reach(self, proxy: "Proxy") -> Reach:
        """What an answer reaches, by its text; and the modules that the kernel itself admits to, if it says any."""
        found = self.static_reach(proxy._name)
        with contextlib.suppress(AnswerError):  # what the text shows counts, whatever the kernel replies
            told = self._result(self._ask({"do": "reach", "target": proxy._id}, {}))
            if isinstance(told, dict) and isinstance(told.get("modules"), list):
                found.modules |= {module for module in told["modules"] if isinstance(module, str)}
        return found

    def perform(self, do: str, target: int | None, args: tuple, kwargs: dict):
        """Have the student's kernel call or operate, and give the result. Raises AnswerError and TooSlow.

        What the answer wrote into its arguments is written into them here, too, but only where the check asks for that
        (see `dlcourse.checks.shelter`).
        """
        callbacks: dict[int, Callable] = {}

        def refer(value):
            if isinstance(value, Proxy):
                return ["handle", value._id]
            if isinstance(value, np.random.Generator):
                return ["generator", encode(copy.deepcopy(value.bit_generator.state))]
            if isinstance(value, Snippet):
                return ["snippet", value.text]
            if callable(value):
                callbacks[len(callbacks)] = value
                return ["callback", len(callbacks) - 1]
            raise NotPlain(f"{type(value).__name__} cannot be sent to the student's kernel")

        request = {"do": do, "target": target, "args": encode(list(args), refer), "kwargs": encode(kwargs, refer)}
        reply = self._ask(request | {"forbidden": self.forbidden}, callbacks)
        result = self._result(reply)
        changed = reply.get("changed") if is_open() else None
        for position, form in changed.items() if isinstance(changed, dict) else ():
            if position.isdecimal() and int(position) < len(args) and type(form) is list and len(form) == 2:
                _write_into(args[int(position)], *map(self._decode, form))
        return result

    def _ask(self, request: dict, callbacks: dict[int, Callable]) -> dict:
        left = [MAX_CALLBACKS]

        def serve(content: dict) -> dict:
            import json

            try:
                left[0] -= 1
                question = json.loads(content["prompt"])
                function = callbacks[question["callback"]] if left[0] > 0 else None
                args, kwargs = decode(question["args"]), decode(question["kwargs"])  # plain data, and no proxies
                if _count([args, kwargs]) > MAX_GIVEN:
                    raise NotPlain(f"more than {MAX_GIVEN} numbers for a function of the check's own")
                result = function(*args, **kwargs)
                return {"result": encode(result)}
            except Exception as error:
                return {"error": f"{type(error).__name__}: {error}"}

        try:
            reply = self.kernel.ask(request, seconds_left(), serve)
        except TimeoutError:
            self.unanswered += 1
            raise TooSlow from None
        except NoAnswer as problem:
            self._count_malformed()
            raise AnswerError(str(problem)) from None
        if "error" in reply:
            kind = {"AttributeError": NoAttribute, "TypeError": WrongType}.get(str(reply.get("type")), AnswerError)
            raise kind(str(reply["error"])[:4000])
        return reply

    def _result(self, reply: dict):
        return self._decode(reply.get("result"))

    def _decode(self, form):
        try:
            return decode(form, self._make)
        except NotPlain as problem:
            self._count_malformed()
            raise AnswerError(f"What came back is no plain data: {problem}.") from None

    def _count_malformed(self) -> None:
        """Only a kernel that was tampered with replies like this: after some patience it is not asked any more."""
        self.malformed += 1
        if self.malformed >= MAX_MALFORMED:
            self.kernel.dead = "The kernel's replies are not what an answer looks like; it was not asked again."

    def _make(self, kind: str, content):
        if kind == "iterator" and type(content) is list:
            return iter([self._decode(item) for item in content])
        if kind == "handle" and type(content) is list and len(content) == 2 and type(content[0]) is int:
            return Proxy(self, content[0], str(content[1]))
        raise NotPlain("a malformed reply")


def _count(value) -> int:
    """How many single things a nest of lists, tuples, dicts, texts and arrays holds; an empty one counts too."""
    if isinstance(value, list | tuple):
        return 1 + sum(map(_count, value))
    if isinstance(value, dict):
        return 1 + _count(list(value.keys())) + _count(list(value.values()))
    if isinstance(value, str | bytes):
        return 1 + len(value)
    return math.prod(max(1, length) for length in np.shape(value)) if isinstance(value, np.ndarray) else 1


def _write_into(old, inside, after) -> None:
    """Make a mutable argument hold what its copy in the student's kernel holds after the call.

    `inside` is what the things that were handed over hold now, `after` what the argument holds now: they differ where
    an item of a list was replaced, not written into.
    """
    if isinstance(old, np.ndarray) and isinstance(inside, np.ndarray) and old.shape == inside.shape:
        old[...] = inside
    elif isinstance(old, list | tuple) and isinstance(inside, list | tuple) and isinstance(after, list | tuple):
        for here, written, now in zip(old, inside, after, strict=False):
            _write_into(here, written, now)
        if isinstance(old, list):
            kept = [
                now if _is_another(written, now) else here
                for here, written, now in zip(old, inside, after, strict=False)
            ]
            old[:] = kept + list(after[len(kept) :])
    elif isinstance(old, dict) and isinstance(after, dict):
        old.clear()
        old.update(after)


def _is_another(written, now) -> bool:
    """Whether an item of a list was replaced."""
    if isinstance(written, np.ndarray) and isinstance(now, np.ndarray):
        return not np.array_equal(written, now)
    if isinstance(written, list | tuple) and type(written) is type(now):
        return False  # its own items tell
    return not isinstance(written, Proxy) and (type(written) is not type(now) or written != now)


class Proxy:
    """A function, class or object that lives in the student's kernel."""

    def __init__(self, line: Line, identity: int, type_name: str) -> None:
        vars(self).update(_line=line, _id=identity, _type_name=type_name, _name="")

    def __call__(self, *args, **kwargs):
        return self._line.perform("call", self._id, args, kwargs)

    def __getattr__(self, name: str):
        if name.startswith("__"):
            raise AttributeError(name)
        return self._line.perform("getattr", None, (self, name), {})

    def __setattr__(self, name: str, value) -> None:
        self._line.perform("setattr", None, (self, name, value), {})

    def __array__(self, *_, **__):
        raise TypeError(f"{self!r} is no array")

    def __forbid__(self, packages: tuple[str, ...]) -> None:
        self._line.forbidden = list(packages)

    def __reach__(self) -> Reach:
        return self._line.reach(self)

    def __repr__(self) -> str:
        return f"<{self._type_name} in the student's kernel>"


def _operation(do: str, swap: bool = False) -> Callable:
    def operate(self, *others):
        return self._line.perform(do, None, (*others, self) if swap else (self, *others), {})

    return operate


for _name in ["add", "sub", "mul", "truediv", "pow", "matmul"]:
    setattr(Proxy, f"__{_name}__", _operation(_name))
    setattr(Proxy, f"__r{_name}__", _operation(_name, swap=True))
for _name in ["neg", "getitem", "setitem", "contains", "lt", "le", "gt", "ge", "len", "float", "int", "abs", "iter"]:
    setattr(Proxy, f"__{_name}__", _operation(_name))
