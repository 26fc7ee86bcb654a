"""Holidays that move: the table against a lunar calendar, the formula against dateutil."""

from datetime import date

import numpy as np
import pytest
from dateutil.easter import easter as by_dateutil
from korean_lunar_calendar import KoreanLunarCalendar

from dlcourse.data.makers.demand import holidays
from dlcourse.data.makers.demand.holidays import FIRST, LAST, NAMES, days_until, easter

YEARS = range(FIRST, LAST + 1)


@pytest.mark.parametrize(("name", "month", "day"), [("Seollal", 1, 1), ("Chuseok", 8, 15)])
def test_the_table_is_that_of_the_lunar_calendar(name, month, day):
    for year, found in zip(YEARS, holidays(FIRST, LAST)[name], strict=True):
        calendar = KoreanLunarCalendar()
        assert calendar.setLunarDate(year, month, day, False)
        assert str(found) == calendar.SolarIsoFormat(), year


def test_easter_is_that_of_dateutil():
    for year in range(1600, 2400):
        assert easter(year).item() == by_dateutil(year), year


@pytest.mark.parametrize(
    ("year", "name", "month", "day"),
    [(1997, "Seollal", 2, 8), (2024, "Seollal", 2, 10), (2025, "Chuseok", 10, 6), (2028, "Seollal", 1, 27),
     (2000, "Easter", 4, 23), (2038, "Easter", 4, 25)],
)  # fmt: skip
def test_days_known_from_printed_calendars(year, name, month, day):
    assert holidays(year, year)[name][0].item() == date(year, month, day)


def test_there_is_a_date_for_each_year_and_name():
    found = holidays(2001, 2010)
    assert tuple(found) == NAMES
    for days in found.values():
        assert [day.astype(object).year for day in days] == list(range(2001, 2011))


@pytest.mark.parametrize(("first", "last"), [(1989, 2000), (2030, 2041), (2005, 2004)])
def test_years_without_a_table_are_refused(first, last):
    with pytest.raises(ValueError, match="from 1990 to 2040"):
        holidays(first, last)


def test_days_until_the_nearest_holiday():
    dates = np.arange(np.datetime64("2024-02-08"), np.datetime64("2024-02-13"))
    np.testing.assert_array_equal(days_until(dates, holidays(2023, 2025)["Seollal"]), [2, 1, 0, -1, -2])
