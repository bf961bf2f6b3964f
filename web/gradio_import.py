"""Gradio imported without writing its stubs.

At every start Gradio parses the source of each of its sixty components to write down the signatures of their events
(.pyi files beside its own code), for editors: a third of its import. Nothing here reads them.
This file doesn't know what is built with Gradio.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import Any

_WRITER = "gradio.component_meta"
_FUNCTION = "create_or_modify_pyi"


class _Stubless(Loader):
    """The module as it is, but for the function that writes stubs, which does nothing."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        if hasattr(module, _FUNCTION):
            setattr(module, _FUNCTION, lambda *_, **__: None)


class _Finder(MetaPathFinder):
    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != _WRITER:
            return None
        sys.meta_path.remove(self)
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = _Stubless(spec.loader)
        return spec


def import_gradio() -> Any:
    """The module `gradio`."""
    if _WRITER not in sys.modules and not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    import gradio

    return gradio


__all__ = ["import_gradio"]
