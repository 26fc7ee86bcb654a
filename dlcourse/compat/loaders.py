"""Another loader for one module of another package, so that its import changes something."""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType
from typing import Any


def load_with(loader: type[SourceFileLoader], name: str) -> None:
    """Have this loader import a module, where Python finds it. May be called repeatedly."""
    if not any(isinstance(finder, _Finder) and finder.name == name for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder(loader, name))


class _Finder(MetaPathFinder):
    """Finds one module only, and gives it the loader."""

    def __init__(self, loader: type[SourceFileLoader], name: str) -> None:
        self.loader, self.name = loader, name

    def find_spec(self, name: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == self.name else None
        if spec and isinstance(spec.loader, SourceFileLoader):
            spec.loader = self.loader(spec.loader.name, spec.loader.path)
        return spec
