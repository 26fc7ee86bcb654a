"""Stand-ins for what the student defined: calling one runs in the student's kernel, and plain data comes back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dlcourse.agent.function_source import FunctionSource
from dlcourse.agent.operations import REFLECTED, SPECIAL_METHODS
from dlcourse.checks.core.remote_answer import RemoteAnswer

if TYPE_CHECKING:
    from dlcourse.grading.examiner.session import KernelSession


class Proxy(RemoteAnswer):
    """A function, class or object that lives in the student's kernel."""

    def __init__(self, session: "KernelSession", identity: int, type_name: str) -> None:
        vars(self).update(_session=session, _id=identity, _type_name=type_name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.perform("call", self._id, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._session.perform("getattr", None, (self, name), {})

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.perform("setattr", None, (self, name, value), {})

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise TypeError(f"{self!r} is no array")

    def _remote_type_name(self) -> str:
        return self._type_name

    def _remote_function(self, source: FunctionSource) -> Callable:
        return self._session.perform("getattr", None, (source, "__call__"), {})

    def __repr__(self) -> str:
        return f"<{self._type_name} in the student's kernel>"


def _operation(do: str, swap: bool = False) -> Callable:
    def operate(self: Proxy, *others: Any) -> Any:
        return self._session.perform(do, None, (*others, self) if swap else (self, *others), {})

    return operate


for _name in SPECIAL_METHODS:
    setattr(Proxy, f"__{_name}__", _operation(_name))
for _name in REFLECTED:
    setattr(Proxy, f"__r{_name}__", _operation(_name, swap=True))
