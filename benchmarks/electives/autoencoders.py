"""The two trained exercises of chapter 11 over twenty seeds, beside simple rivals.

    python benchmarks/electives/autoencoders.py [--seeds 20] [--first 0] [--only WORD …]

`detect_anomalies`: each seed makes a new town. `train_vae`: each seed draws which digits are held back. An answer
passes where it reaches the bars of the check. Prints the lowest, mean and highest of what is measured, how often it
passes, and the CPU seconds of one answer. `--only` takes the answers whose names hold one of the words.
"""

import argparse
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "seeds"))

import numpy as np
from chapter import functions

from dlcourse.checks.autoencoders import detect_anomalies as detector
from dlcourse.checks.autoencoders import train_vae as vae
from dlcourse.compat.silence_stderr import quietly

with quietly():
    import keras
    import tensorflow as tf

CHAPTER, KEPT, RATE = "11_autoencoders", 200, 0.01


def threshold(errors: np.ndarray) -> float:
    return float(np.quantile(errors, 1 - RATE, method="inverted_cdf"))


def alarms(score, normal: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Days of the series whose score is above that of all but 1 % of the last 200 normal days."""
    days, later = normal.reshape(-1, 48), series.reshape(-1, 48)
    score = score(days[:-KEPT])
    return score(later) > threshold(score(days[-KEPT:]))


def moving_z_score(normal: np.ndarray, series: np.ndarray) -> np.ndarray:
    """The largest distance of a day's half hours from their mean over the four weeks before, in standard deviations."""
    every = np.concatenate([normal, series]).reshape(-1, 48)
    before = np.lib.stride_tricks.sliding_window_view(every, 28, axis=0)[:-1]
    scores = (np.abs(every[28:] - before.mean(axis=-1)) / before.std(axis=-1)).max(axis=1)
    later = len(series) // 48
    return scores[-later:] > threshold(scores[: len(scores) - later][-KEPT:])


def principal(k: int):
    """Reconstruction by k principal components."""

    def fitted(days: np.ndarray):
        mean = days.mean(axis=0)
        components = np.linalg.svd(days - mean, full_matrices=False)[2][:k]
        return lambda x: ((x - mean - (x - mean) @ components.T @ components) ** 2).mean(axis=1)

    return lambda normal, series: alarms(fitted, normal, series)


def nearest_day(normal: np.ndarray, series: np.ndarray) -> np.ndarray:
    """Distance from the most similar normal day."""
    return alarms(
        lambda days: lambda x: np.array([((days - row) ** 2).mean(axis=1).min() for row in x]), normal, series
    )


def lowest_peaks(normal: np.ndarray, series: np.ndarray) -> np.ndarray:
    """How low the evening is: all kinds of wrong days but one have a low evening."""
    return alarms(lambda days: lambda x: x.min(axis=1) - x[:, 24:].max(axis=1), normal, series)


def two_bells(normal: np.ndarray, series: np.ndarray) -> np.ndarray:
    """What is left of a day beside a base and two bell curves: it knows how days are made."""
    hours = np.arange(48) / 2

    def left(days: np.ndarray, widths: tuple[float, float]) -> np.ndarray:
        errors = np.full(len(days), np.inf)
        for morning in np.arange(5.5, 11.25, 0.25):
            for evening in np.arange(15.75, 21.75, 0.25):
                bells = [np.exp(-0.5 * ((hours - h) / w) ** 2) for h, w in zip((morning, evening), widths, strict=True)]
                shapes = np.linalg.qr(np.stack([np.ones(48), *bells], axis=1))[0]
                errors = np.minimum(errors, np.square(days - days @ shapes @ shapes.T).mean(axis=1))
        return errors

    def fitted(days: np.ndarray):
        tried = [(a, b) for a in (0.8, 0.9, 1.0) for b in (0.9, 1.0, 1.1)]
        widths = min(tried, key=lambda pair: left(days[:60], pair).mean())
        return lambda x: left(x, widths)

    return alarms(fitted, normal, series)


def trained(hidden: list, outputs: list, epochs: int = 80, beta: float = 1.0, latents: int = 8, rate: float = 0.005):
    """An answer to `train_vae` with these hidden layers on both sides."""

    def answer(x_train):
        layers = keras.layers
        encoder = keras.Sequential([keras.Input((64,)), *[make() for make in hidden], layers.Dense(2 * latents)])
        decoder = keras.Sequential([keras.Input((latents,)), *[make() for make in outputs], layers.Dense(64)])
        model = functions(CHAPTER, "VAE", keras=keras, tf=tf)["VAE"](encoder, decoder, beta)
        fading = keras.optimizers.schedules.CosineDecay(rate, epochs * len(x_train) // 64)
        model.compile(keras.optimizers.Adam(fading), jit_compile=False)
        model.fit(x_train, epochs=epochs, batch_size=64, verbose=0)
        return encoder, decoder

    return answer


def pixels_alone(x_train):
    """How often each pixel is ink: the best that a decoder can do that does not listen."""
    encoder = keras.Sequential([keras.Input((64,)), keras.layers.Dense(2, kernel_initializer="zeros")])
    decoder = keras.Sequential([keras.Input((1,)), keras.layers.Dense(64, kernel_initializer="zeros")])
    share = (x_train.sum(axis=0) + 1) / (len(x_train) + 2)
    decoder.layers[0].bias.assign(np.log(share / (1 - share)))
    return encoder, decoder


def wide() -> keras.layers.Layer:
    return keras.layers.Dense(256, "relu")


def detectors() -> dict:
    names = "reconstruction_error", "anomaly_threshold", "detect_anomalies"
    reference = functions(CHAPTER, *names, np=np, keras=keras)["detect_anomalies"]
    return {
        "reference": reference,
        "moving z-score": moving_z_score,
        **{f"PCA, {k} components": principal(k) for k in (4, 8, 10, 12, 16)},
        "nearest normal day": nearest_day,
        "a low evening": lowest_peaks,
        "two bells": two_bells,
    }


def makers_of_digits() -> dict:
    return {
        "reference": functions(CHAPTER, "VAE", "train_vae", np=np, keras=keras, tf=tf)["train_vae"],
        "pixels alone": pixels_alone,
        "linear VAE, 16 latents": trained([], [], epochs=100, latents=16, rate=0.02),
        "2 latents": trained([wide], [wide], latents=2),
        "beta 2": trained([wide], [wide], beta=2.0),
        "10 epochs": trained([wide], [wide], epochs=10),
    }


def run_detector(answer, seed: int) -> tuple[tuple[float, float], bool]:
    normal, series, wrong = detector_module.new_town(np.random.default_rng(seed))
    f1, false = detector_module.measured(np.asarray(answer(normal, series)).astype(bool), wrong)
    return (f1, false), f1 >= detector_module.LEAST_F1 and false <= detector_module.MOST_FALSE


def run_vae(answer, seed: int) -> tuple[tuple[float, float], bool]:
    rng = np.random.default_rng(seed)
    x_train, x_test = vae_module.new_digits(rng)
    bound, kl = vae_module.measured(*answer(x_train), x_test, rng)
    return (bound, kl), bound >= vae_module.LEAST_ELBO and kl >= vae_module.LEAST_KL


detector_module, vae_module = (sys.modules[exercise.check.__module__] for exercise in (detector, vae))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=[""])
    options = parser.parse_args()
    tables = (
        ("detect_anomalies | F1 | False alarms", detectors, run_detector),
        ("train_vae | ELBO | KL divergence", makers_of_digits, run_vae),
    )
    for title, answers, run in tables:
        print(f"| {title} | Pass | CPU s |\n|---|---|---|--:|--:|")
        for name, answer in answers().items():
            if not any(word in f"{run.__name__} {name}" for word in options.only):
                continue
            found, passed, start = [], 0, time.process_time()
            for seed in range(options.first, options.first + options.seeds):
                keras.utils.set_random_seed(seed)
                numbers, good = run(answer, seed)
                found.append(numbers)
                passed += good
            seconds = (time.process_time() - start) / options.seeds
            spans = " | ".join(f"{min(c):.3f} … {np.mean(c):.3f} … {max(c):.3f}" for c in zip(*found, strict=True))
            print(f"| {name} | {spans} | {passed} of {options.seeds} | {seconds:.1f} |", flush=True)


if __name__ == "__main__":
    main()
