"""Reading Python source."""

import ast
import gc
from typing import Any


def parse(text: str | bytes, mode: str = "exec") -> Any:
    """The syntax tree of a text, as `ast.parse` gives it, which raises SyntaxError, ValueError and RecursionError.

    Meanwhile nothing is collected. Python counts how deep it is in the tree, for the whole process: where the collector
    ran a destructor that parsed something, too (to print an error with its line, say), the outer count would be wrong,
    and Python 3.11 to 3.13 raise SystemError (python/cpython#106905).
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(text, mode=mode)
    finally:
        if collecting:
            gc.enable()
