"""Daily demand of many articles that do not exist, and the calendar that moves it."""

from dlcourse.data.makers.demand.articles import new_demand
from dlcourse.data.makers.demand.features import demand_windows
from dlcourse.data.makers.demand.holidays import holidays

__all__ = ["demand_windows", "holidays", "new_demand"]
