"""Sound as a figure: samples above, the spectrum over time below."""

from collections.abc import Sequence

import numpy as np

from dlcourse.plots.style import BLUE, label, new_figure, show


def waves_and_spectra(sounds: np.ndarray, spectra: np.ndarray, names: Sequence[str], rate: int, top: float) -> None:
    """Sounds `(n, samples)` and their log spectra `(n, frames, bands)`; `top` is the highest frequency in Hz."""
    figure, axes = new_figure(len(sounds), 2, width=9.4, height=4.2, sharey="row", height_ratios=[1, 1.6])
    seconds = sounds.shape[1] / rate
    for column, (sound, spectrum, name) in enumerate(zip(sounds, spectra, names, strict=True)):
        above, below = axes[:, column]
        above.plot(np.linspace(0, seconds, len(sound)), sound / 32768, color=BLUE, lw=0.3)
        label(above, name, "", "sample, at most 1" if column == 0 else "")
        below.imshow(spectrum.T, origin="lower", aspect="auto", cmap="cividis", extent=(0, seconds, 0, top / 1000))
        label(below, "", "seconds", "frequency (kHz)" if column == 0 else "")
    figure.suptitle("Hard to see in the samples; the spectra show which tone comes when", fontsize=11)
    show(
        figure,
        f"{len(names)} sounds, {', '.join(names)}. Above, the samples: three swellings each. Below, the spectra over "
        "time: three bright bars at three heights, in an order that differs from word to word, and fainter ones above.",
    )
