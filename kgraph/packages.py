"""Files that other packages carry, without importing these: that takes longer than all the rest of a small build."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

__all__ = ["folder_of"]


def folder_of(package: str) -> Path:
    """Where a package lies.

    >>> folder_of("click").name
    'click'
    """
    found = find_spec(package)
    if not found or not found.origin:
        raise ModuleNotFoundError(package)
    return Path(found.origin).parent
