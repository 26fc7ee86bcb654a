"""Checks of chapter 07, recurrent neural networks.

Cells and states are compared with Keras' `SimpleRNN` and, where only NumPy is needed, with closed forms and numerical
gradients. Forecasters are judged on new weather and new seas, made for each check.
"""

from dlcourse.checks.rnn.build_forecaster import build_forecaster
from dlcourse.checks.rnn.chronological_split import chronological_split
from dlcourse.checks.rnn.clip_by_global_norm import clip_by_global_norm
from dlcourse.checks.rnn.forecast_interval import forecast_interval
from dlcourse.checks.rnn.make_windows import make_windows
from dlcourse.checks.rnn.naive_forecasts import naive_forecasts
from dlcourse.checks.rnn.rnn_backward import rnn_backward
from dlcourse.checks.rnn.rnn_cell import rnn_cell
from dlcourse.checks.rnn.rnn_forward import rnn_forward
from dlcourse.checks.rnn.sample import sample

# In the order of the chapter.
EXERCISES = (
    make_windows,
    chronological_split,
    naive_forecasts,
    rnn_cell,
    rnn_forward,
    rnn_backward,
    clip_by_global_norm,
    build_forecaster,
    sample,
    forecast_interval,
)
