"""Small helps for wiring Gradio without importing it at import time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def injected(function: F, **annotations: Any) -> F:
    """`function` with these parameters annotated as real types, so that Gradio passes its event or request there.

    Gradio looks annotations up in the module's own names, where a late import isn't found.
    """
    function.__annotations__.update(annotations)
    return function
