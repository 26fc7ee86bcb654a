"""Checks of chapter 08, long short-term memory.

Cells, layers and gradients are compared with Keras in double precision. A network for the adding problem is judged on
new sequences, made for each check. Forecasts are judged on series that follow a linear rule, so that their future is
known; forecasters that return what they were trained on show leaks. The capstone's forecasts are judged on air that is
made for each check.
"""

from dlcourse.checks.lstm.adding_problem import adding_problem
from dlcourse.checks.lstm.build_stacked import build_stacked
from dlcourse.checks.lstm.forecast_direct import forecast_direct
from dlcourse.checks.lstm.forecast_recursive import forecast_recursive
from dlcourse.checks.lstm.forecast_year import forecast_year
from dlcourse.checks.lstm.gru_cell import gru_cell
from dlcourse.checks.lstm.lstm_backward import lstm_backward
from dlcourse.checks.lstm.lstm_cell import lstm_cell
from dlcourse.checks.lstm.lstm_forward import lstm_forward
from dlcourse.checks.lstm.lstm_parameters import lstm_parameters
from dlcourse.checks.lstm.random_walk_baseline import random_walk_baseline
from dlcourse.checks.lstm.solve_adding import solve_adding

# In the order of the chapter.
EXERCISES = (
    adding_problem,
    lstm_cell,
    lstm_forward,
    lstm_parameters,
    lstm_backward,
    solve_adding,
    gru_cell,
    build_stacked,
    forecast_recursive,
    forecast_direct,
    random_walk_baseline,
    forecast_year,
)
