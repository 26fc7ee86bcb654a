"""Checks of chapter 11, autoencoders.

A VAE is judged by its bound on digits that were held back; a detector by its alarms in a town that is made anew.
"""

from dlcourse.checks.autoencoders.anomaly_threshold import anomaly_threshold
from dlcourse.checks.autoencoders.bernoulli_log_likelihood import bernoulli_log_likelihood
from dlcourse.checks.autoencoders.corrupt import corrupt
from dlcourse.checks.autoencoders.detect_anomalies import detect_anomalies
from dlcourse.checks.autoencoders.elbo import elbo
from dlcourse.checks.autoencoders.gaussian_kl import gaussian_kl
from dlcourse.checks.autoencoders.interpolate import interpolate
from dlcourse.checks.autoencoders.pca import pca
from dlcourse.checks.autoencoders.reconstruction_error import reconstruction_error
from dlcourse.checks.autoencoders.reparameterize import reparameterize
from dlcourse.checks.autoencoders.train_vae import train_vae

# In the order of the chapter.
EXERCISES = (
    reconstruction_error,
    pca,
    corrupt,
    anomaly_threshold,
    detect_anomalies,
    bernoulli_log_likelihood,
    gaussian_kl,
    reparameterize,
    elbo,
    train_vae,
    interpolate,
)
