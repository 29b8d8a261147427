"""Documents drawn from the code's own words, through the whole way: `python -m benchmarks.fuzz --minutes 20`.

Prints how many documents were read and, where one fails, the smallest that still does. Exit code 1 where one failed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings

from tests.fuzzing.documents import documents
from tests.fuzzing.test_reading_stage import faults

ROUND = 1000  # examples of one seed


def main() -> int:
    """Rounds of examples, each under a new seed, until the time is up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=0, help="of the first round")
    options = parser.parse_args()
    began, read, failed = time.monotonic(), 0, 0
    number = options.seed
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - began < options.minutes * 60:
            done, fault = _round(number, Path(folder))
            read, failed, number = read + done, failed + bool(fault), number + 1
            if fault:
                print(f"seed {number - 1}: {fault}")
    print(f"{read} documents, {failed} failing rounds, {(time.monotonic() - began) / 60:.1f} minutes")
    return int(failed > 0)


def _round(number: int, folder: Path) -> tuple[int, str]:
    """How many documents were read under a seed, and the smallest failure if any."""
    done: list[tuple[str, bytes]] = []

    @seed(number)
    @settings(max_examples=ROUND, database=None, deadline=None, suppress_health_check=[*HealthCheck])
    @given(document=documents())
    def look(document: tuple[str, bytes]) -> None:
        done.append(document)
        found = faults(folder, document)
        if found:
            raise ValueError(f"{document!r}: {found[:3]}")

    try:
        look()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        return len(done), f"{type(error).__name__}: {error} on {done[-1]!r}"
    return len(done), ""


if __name__ == "__main__":
    raise SystemExit(main())
