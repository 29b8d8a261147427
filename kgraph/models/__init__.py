"""What was learned: networks, weights and counts, each with the command that makes it in its README."""

from __future__ import annotations

from pathlib import Path

__all__ = ["DEFAULT"]

DEFAULT = Path(__file__).parent / "default"
