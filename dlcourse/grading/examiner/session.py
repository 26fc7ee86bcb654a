"""A session with a student's kernel: names are found, functions called, and what comes back is made into values."""

import contextlib
import copy
from typing import Any

import numpy as np

from dlcourse.agent.answer_error import AnswerError
from dlcourse.agent.function_source import FunctionSource
from dlcourse.agent.wire_format import NotPlainError, decode, encode
from dlcourse.checks.core.context import TooSlowError, current
from dlcourse.checks.core.time_limit import TimeLimit, own_processor_seconds
from dlcourse.grading.examiner.callbacks import Callbacks
from dlcourse.grading.examiner.kernel_client import NoAnswerError, StudentKernel
from dlcourse.grading.examiner.proxy import Proxy
from dlcourse.grading.examiner.write_back import write_back

MAX_MALFORMED = 10  # replies
SECONDS_TO_DEFINE = 60


class NoAttributeError(AnswerError, AttributeError):
    """What the answer gave has no such attribute: NumPy asks for some, and goes on without."""


class WrongTypeError(AnswerError, TypeError):
    """What the answer gave cannot do this: `list` asks for a length, and goes on without."""


_KINDS_OF_ERROR = {"AttributeError": NoAttributeError, "TypeError": WrongTypeError}


class KernelSession:
    """What all proxies of one kernel share: the kernel, and how well it has answered so far."""

    def __init__(self, kernel: StudentKernel) -> None:
        self.kernel = kernel
        self.unanswered = self.malformed = 0

    def clock(self) -> float:
        """The seconds that processors have worked for the kernel, and for the functions that it calls here."""
        return self.kernel.clock() + own_processor_seconds()

    def remarks(self) -> list[str]:
        """What an instructor should know about how the kernel answered."""
        counts = {"too late": self.unanswered, "not what an answer looks like": self.malformed}
        return [f"the kernel's replies were {count} times {what}" for what, count in counts.items() if count]

    def find(self, names: list[str]) -> dict:
        """What the student's kernel has under these names: data as it is, everything else as a proxy."""
        return self._result(self._ask({"do": "find", "names": names}))

    def define(self, statements: list[str], seconds: float = SECONDS_TO_DEFINE) -> None:
        """Run statements of the student's, each by itself, whether or not the one before it fails."""
        with contextlib.suppress(NoAnswerError, TimeoutError):  # what is missing then, the check will say
            self.kernel.ask({"do": "define", "statements": statements}, TimeLimit(seconds, self.kernel.clock))

    def perform(self, do: str, target: int | None, args: tuple, kwargs: dict) -> Any:
        """Have the student's kernel call or operate, and give the result. Raises AnswerError and TooSlowError.

        What the answer wrote into its arguments is written into them here, too, but only where the check asks for that
        (see `dlcourse.checks.core.argument_copies`).
        """
        callbacks = Callbacks()

        def refer(value: Any) -> Any:
            if isinstance(value, Proxy):
                return ["handle", value._id]
            if isinstance(value, np.random.Generator):
                return ["generator", encode(copy.deepcopy(value.bit_generator.state))]
            if isinstance(value, FunctionSource):
                return ["function source", value.text]
            if callable(value):
                return ["callback", callbacks.add(value)]
            raise NotPlainError(f"{type(value).__name__} cannot be sent to the student's kernel")

        request = {"do": do, "target": target, "args": encode(list(args), refer), "kwargs": encode(kwargs, refer)}
        reply = self._ask(request | {"forbidden": sorted(current().forbidden_packages)}, callbacks)
        result = self._result(reply)
        changed = reply.get("changed") if current().shared_arguments else None
        for position, form in changed.items() if isinstance(changed, dict) else ():
            if position.isdecimal() and int(position) < len(args) and type(form) is list and len(form) == 2:
                write_back(args[int(position)], *map(self._decode, form))
        return result

    def _ask(self, request: dict, callbacks: Callbacks | None = None) -> dict:
        try:
            reply = self.kernel.ask(request, current().time_left(), callbacks or Callbacks())
        except TimeoutError:
            self.unanswered += 1
            raise TooSlowError from None
        except NoAnswerError as problem:
            self._count_malformed()
            raise AnswerError(str(problem)) from None
        if "error" in reply:
            raise _KINDS_OF_ERROR.get(str(reply.get("type")), AnswerError)(str(reply["error"])[:4000])
        return reply

    def _result(self, reply: dict) -> Any:
        return self._decode(reply.get("result"))

    def _decode(self, form: Any) -> Any:
        try:
            return decode(form, self._make)
        except NotPlainError as problem:
            self._count_malformed()
            raise AnswerError(f"What came back is no plain data: {problem}.") from None

    def _make(self, kind: str, content: Any) -> Any:
        if kind == "iterator" and type(content) is list:
            return iter([self._decode(item) for item in content])
        if kind == "handle" and type(content) is list and len(content) == 2 and type(content[0]) is int:
            return Proxy(self, content[0], str(content[1]))
        raise NotPlainError("a malformed reply")

    def _count_malformed(self) -> None:
        """Only a kernel that was tampered with replies like this: after some patience it is not asked any more."""
        self.malformed += 1
        if self.malformed >= MAX_MALFORMED:
            self.kernel.dead = "The kernel's replies are not what an answer looks like; it was not asked again."
