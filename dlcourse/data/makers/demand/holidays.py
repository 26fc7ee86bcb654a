"""Holidays that move: Seollal and Chuseok from a table, Easter by a formula.

Seollal (설날) is the first day of the first month of the Korean lunar calendar, Chuseok (추석) the fifteenth day of the
eighth. Where new moon falls near midnight, the Korean date differs from the Chinese one by a day, as for Seollal in
1997 and 2028.

Source of the table: the lunar calendar of the Korea Astronomy and Space Science Institute (KASI), as the package
korean-lunar-calendar has it; `tests/data/test_holidays.py` compares all years.
"""

import numpy as np

FIRST, LAST = 1990, 2040  # years of the table
_SEOLLAL = """
    01-27 02-15 02-04 01-23 02-10 01-31 02-19 02-08 01-28 02-16
    02-05 01-24 02-12 02-01 01-22 02-09 01-29 02-18 02-07 01-26
    02-14 02-03 01-23 02-10 01-31 02-19 02-08 01-28 02-16 02-05
    01-25 02-12 02-01 01-22 02-10 01-29 02-17 02-07 01-27 02-13
    02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04 01-24
    02-12
""".split()
_CHUSEOK = """
    10-03 09-22 09-11 09-30 09-20 09-09 09-27 09-16 10-05 09-24
    09-12 10-01 09-21 09-11 09-28 09-18 10-06 09-25 09-14 10-03
    09-22 09-12 09-30 09-19 09-08 09-27 09-15 10-04 09-24 09-13
    10-01 09-21 09-10 09-29 09-17 10-06 09-25 09-15 10-03 09-22
    09-12 10-01 09-19 09-08 09-27 09-16 10-04 09-24 09-13 10-02
    09-21
""".split()
NAMES = ("Seollal", "Chuseok", "Easter")


def easter(year: int) -> np.datetime64:
    """Easter Sunday of the western churches (Meeus, Jones and Butcher's form of the Gregorian rule), for any year.

    >>> easter(2026)
    np.datetime64('2026-04-05')
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    leap, lost = divmod(century, 4)
    moon_shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - moon_shift + 15) % 30
    weekday = (32 + 2 * lost + 2 * (rest // 4) - epact - rest % 4) % 7
    correction = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return np.datetime64(f"{year}-{month:02d}-{day + 1:02d}")


def holidays(first: int, last: int) -> dict[str, np.ndarray]:
    """The days of Seollal, Chuseok and Easter from the year `first` to `last`, both included: an array of dates each.

    Raises ValueError for years before 1990 or after 2040, of which the table knows nothing.

    >>> holidays(2026, 2026)["Chuseok"]
    array(['2026-09-25'], dtype='datetime64[D]')
    """
    if not FIRST <= first <= last <= LAST:
        raise ValueError(f"there are holidays from {FIRST} to {LAST}; {first} to {last} was asked for.")
    years = range(first, last + 1)
    days = {
        "Seollal": [f"{year}-{_SEOLLAL[year - FIRST]}" for year in years],
        "Chuseok": [f"{year}-{_CHUSEOK[year - FIRST]}" for year in years],
        "Easter": [easter(year) for year in years],
    }
    return {name: np.array(dates, dtype="datetime64[D]") for name, dates in days.items()}


def days_until(dates: np.ndarray, days: np.ndarray) -> np.ndarray:
    """From each date the days to the nearest of some holidays, negative after it, (dates,)."""
    gaps = (days[None, :] - dates[:, None]).astype(int)
    return gaps[np.arange(len(dates)), np.abs(gaps).argmin(axis=1)]
