"""A function given as text, for checks that need it to run beside the answer: where TensorFlow can follow it."""

import ast
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

PACKAGES = {"tf": "tensorflow", "keras": "keras", "np": "numpy"}


@dataclass(frozen=True)
class FunctionSource:
    """A Python expression for a function, such as `lambda x: x**2`; `tf`, `keras` and `np` may be used in it.

    In a notebook it is called as it is. The examiner sends the text to the student's kernel instead of calling back.
    """

    text: str

    def function(self) -> Callable:
        """The function itself, made in this process, with the packages that its text names."""
        return _made_of(self.text)

    def __call__(self, *args: Any) -> Any:
        return self.function()(*args)


@cache  # a model given as text is called thousands of times
def _made_of(text: str) -> Callable:
    named = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return eval(text, {name: import_module(package) for name, package in PACKAGES.items() if name in named})
