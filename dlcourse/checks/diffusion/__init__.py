"""Checks of chapter 12, diffusion.

Steps are counted from 0, and before step 0 the data are clean. A formula is judged by what it must do (a step of DDIM
leads to where the forward process would have been), or by another form of it. A trained network is judged by samples
that the check draws with it, on a ring of blobs that is turned and scaled for each check.
"""

from dlcourse.checks.diffusion.cosine_schedule import cosine_schedule
from dlcourse.checks.diffusion.ddim_step import ddim_step
from dlcourse.checks.diffusion.ddpm_step import ddpm_step
from dlcourse.checks.diffusion.diffusion_loss import diffusion_loss
from dlcourse.checks.diffusion.guided_noise import guided_noise
from dlcourse.checks.diffusion.noisy import noisy
from dlcourse.checks.diffusion.posterior import posterior
from dlcourse.checks.diffusion.signal_to_noise import signal_to_noise
from dlcourse.checks.diffusion.time_embedding import time_embedding
from dlcourse.checks.diffusion.train_denoiser import train_denoiser
from dlcourse.checks.diffusion.x0_from_noise import x0_from_noise

# In the order of the chapter.
EXERCISES = (
    cosine_schedule,
    noisy,
    signal_to_noise,
    x0_from_noise,
    posterior,
    ddpm_step,
    ddim_step,
    time_embedding,
    diffusion_loss,
    train_denoiser,
    guided_noise,
)
