"""The Chromium that tests and benchmarks drive."""

from __future__ import annotations

import shutil

ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_chromium() -> str | None:
    """The path of any Chromium on this machine."""
    return next(filter(None, map(shutil.which, NAMES)), None)
