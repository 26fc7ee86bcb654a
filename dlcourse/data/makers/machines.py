"""`machines`: a table about machines in a factory, with a number to predict and a rare fault to find.

Both depend on the columns by curves and products, so a linear model explains only a part of them.
"""

from typing import Any

import numpy as np

from dlcourse.data.dataset import Dataset

SEED, TRAIN, TEST = 31, 4_000, 2_000
NOISE = 1.2  # kWh a day that no column explains
LUCK = 0.45  # of the machines in greatest danger, this share breaks down within the week
COLUMNS = {  # name: (mean, standard deviation)
    "load (%)": (55, 11),
    "speed (rpm)": (1500, 250),
    "oil temperature (°C)": (70, 8),
    "oil pressure (bar)": (4, 0.6),
    "vibration (mm/s)": (4.5, 1.0),
    "hours since service": (1400, 320),
    "room humidity (%)": (50, 11),
    "age (years)": (14, 3),
}
FAULTS = ("runs on", "breaks down within a week")


def machines() -> Dataset:
    """6,000 machines: y is the energy that a machine uses, in kWh a day; `extra` says which machines break down."""
    made: dict[str, Any] = make(TRAIN, TEST, SEED)
    faults = {part: made.pop(f"fault_{part}") for part in ("train", "test")}
    return Dataset(
        name="machines",
        title="machines in a factory: energy, and who breaks down",
        kind="made",
        task="regression",
        about="Eight measurements of one machine; y is its energy in kWh a day, extra['fault_train'] whether it breaks "
        "down within a week (1) or runs on (0).",
        source="made by dlcourse/data/makers/machines.py",
        licence="CC0 1.0",
        features=tuple(COLUMNS),
        extra={"fault_train": faults["train"], "fault_test": faults["test"], "faults": FAULTS},
        **made,
    )


def make(train: int = TRAIN, test: int = TEST, seed: int = SEED) -> dict[str, np.ndarray]:
    """Rows `x` (machines, 8), energies `y` (machines,) and `fault` (machines,), as `…_train` and `…_test`."""
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(train + test, len(COLUMNS)))
    z[:, 2] = 0.5 * z[:, 0] + np.sqrt(1 - 0.5**2) * z[:, 2]  # oil is hot where the load is high
    z[:, 4] = 0.4 * z[:, 7] + np.sqrt(1 - 0.4**2) * z[:, 4]  # old machines shake
    energy = energy_of(z) + rng.normal(0, NOISE, len(z))
    chance = LUCK / (1 + np.exp(-4 * danger_of(z)))
    fault = (rng.random(len(z)) < chance).astype(np.int64)
    mean, spread = np.array(list(COLUMNS.values())).T
    made = {"x": mean + spread * z, "y": energy, "fault": fault}
    parts = {"train": slice(train), "test": slice(train, None)}
    return {f"{name}_{part}": values[rows] for name, values in made.items() for part, rows in parts.items()}


def energy_of(z: np.ndarray) -> np.ndarray:
    """Energy in kWh a day from standardised columns (machines, 8): a valley in speed, and products."""
    load, speed, heat, pressure, shake, hours, damp, _ = z.T
    return (
        40
        + 2.0 * load
        + 1.6 * (speed - 0.5 * load) ** 2
        + 2.2 * load * pressure
        + 2.0 * np.sin(1.5 * heat)
        + 1.0 * np.maximum(hours, 0) * shake
        + 0.5 * damp
    )


def danger_of(z: np.ndarray) -> np.ndarray:
    """How far a machine is in danger (above 0): too fast or too slow for its load, or hot oil at low pressure.

    Takes standardised columns (machines, 8). Cold oil at high pressure is too thick, and as dangerous.
    """
    load, speed, heat, pressure = z.T[:4]
    return 2.0 * np.abs(speed - 0.5 * load) - 1.7 * heat * pressure - 3.4
