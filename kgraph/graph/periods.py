"""Dates as the tables hold them, and the days they cover."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

__all__ = ["Dated", "dated", "days", "span"]

_DATE = re.compile(r"(?<!\d)(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?!\d)")


def days(text: str) -> tuple[str, str] | None:
    """The first and the last day of what a text of ISO dates names; None where it names no day that there is.

    >>> days("2025-02"), days("2025-08-01/2025-08-15"), days("近日")
    (('2025-02-01', '2025-02-28'), ('2025-08-01', '2025-08-15'), None)
    """
    found = [period for period in map(_period, _DATE.findall(text)) if period]
    return span(found)


def span(periods: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """From the first day of the earliest period to the last day of the latest."""
    found = list(periods)
    if not found:
        return None
    return min(start for start, _ in found), max(end for _, end in found)


def _period(parts: tuple[str, str, str]) -> tuple[str, str] | None:
    year, month, day = int(parts[0]), int(parts[1] or 0), int(parts[2] or 0)
    if not year or (parts[1] and not 1 <= month <= 12):
        return None
    first, last = (month, month) if month else (1, 12)
    length = calendar.monthrange(year, last)[1]
    if parts[2] and not 1 <= day <= length:
        return None
    return f"{year:04}-{first:02}-{day or 1:02}", f"{year:04}-{last:02}-{day or length:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """When something held: the first and the last day, and how exactly that is said."""

    first: date | None = None
    last: date | None = None
    precision: str = ""


def dated(text: str) -> Dated:
    """The days of a qualifier `date`, and its precision: day, month, year or period; nothing where it names none.

    >>> dated("2025-02").last, dated("2025-02").precision, dated("1998/2003").precision, dated("近日").first
    (datetime.date(2025, 2, 28), 'month', 'period', None)
    """
    found = days(text)
    if not found:
        return Dated()
    first, last = (date.fromisoformat(each) for each in found)
    said = _DATE.findall(text)
    precision = ("year", "month", "day")[sum(bool(part) for part in said[0]) - 1] if len(set(said)) == 1 else "period"
    return Dated(first=first, last=last, precision=precision)
