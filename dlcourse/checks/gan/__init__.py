"""Checks of chapter 09, generative adversarial networks.

A training step is judged by the weights before and after it: they are compared with weights that the formula gives.
A trained generator is judged by its samples, on a ring of blobs that is rotated for each check.
"""

from dlcourse.checks.gan.condition import condition
from dlcourse.checks.gan.gan_losses import gan_losses
from dlcourse.checks.gan.gan_networks import gan_networks
from dlcourse.checks.gan.gan_train_step import gan_train_step
from dlcourse.checks.gan.interpolate import interpolate
from dlcourse.checks.gan.mode_coverage import mode_coverage
from dlcourse.checks.gan.optimal_discriminator import optimal_discriminator
from dlcourse.checks.gan.saturating_gradient import saturating_gradient
from dlcourse.checks.gan.train_ring_gan import train_ring_gan
from dlcourse.checks.gan.transpose_output_size import transpose_output_size

# In the order of the chapter.
EXERCISES = (
    gan_losses,
    optimal_discriminator,
    saturating_gradient,
    gan_train_step,
    mode_coverage,
    train_ring_gan,
    transpose_output_size,
    gan_networks,
    condition,
    interpolate,
)
