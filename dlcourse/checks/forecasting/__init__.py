"""Checks of chapter 14, forecasting many series.

A layer is compared with Keras', a likelihood with SciPy's, a score with the integral that it stands for. A forecaster
is judged on articles and days that it has not seen, beside the seasonal-naive forecast of the same windows.
"""

from dlcourse.checks.forecasting.causal_conv1d import causal_conv1d
from dlcourse.checks.forecasting.causal_conv1d_backward import causal_conv1d_backward
from dlcourse.checks.forecasting.coverage import coverage
from dlcourse.checks.forecasting.crps_from_samples import crps_from_samples
from dlcourse.checks.forecasting.fit_additive_model import fit_additive_model
from dlcourse.checks.forecasting.fourier_features import fourier_features
from dlcourse.checks.forecasting.negative_binomial_nll import negative_binomial_nll
from dlcourse.checks.forecasting.piecewise_trend import piecewise_trend
from dlcourse.checks.forecasting.pinball_loss import pinball_loss
from dlcourse.checks.forecasting.receptive_field import receptive_field
from dlcourse.checks.forecasting.rolling_origin import rolling_origin
from dlcourse.checks.forecasting.sample_paths import sample_paths
from dlcourse.checks.forecasting.train_global_forecaster import train_global_forecaster

# In the order of the chapter.
EXERCISES = (
    rolling_origin,
    pinball_loss,
    coverage,
    crps_from_samples,
    fourier_features,
    piecewise_trend,
    fit_additive_model,
    causal_conv1d,
    causal_conv1d_backward,
    receptive_field,
    negative_binomial_nll,
    sample_paths,
    train_global_forecaster,
)
