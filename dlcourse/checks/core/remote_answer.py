"""The seam between a check and an answer that lives in another process."""

from abc import ABC, abstractmethod
from collections.abc import Callable

from dlcourse.agent.function_source import FunctionSource


class RemoteAnswer(ABC):
    """Base class of what stands for a function, class or object in the student's kernel.

    Calls, operators and attributes go to the kernel. What is known here has names that begin with `_remote_`, so that
    no attribute of an answer is hidden by them.
    """

    @abstractmethod
    def _remote_type_name(self) -> str:
        """The name of its class, as the kernel says it."""

    @abstractmethod
    def _remote_function(self, source: FunctionSource) -> Callable:
        """A function of the check's own, made in the kernel: there it can be given this very answer."""


def function_beside(thing: object, source: FunctionSource) -> Callable:
    """The function that a source describes, made where a thing lives: in this process, or in the student's kernel."""
    return thing._remote_function(source) if isinstance(thing, RemoteAnswer) else source.function()


def type_name(thing: object) -> str:
    """The name of a thing's class, wherever it lives."""
    return thing._remote_type_name() if isinstance(thing, RemoteAnswer) else type(thing).__name__
