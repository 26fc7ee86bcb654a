"""Chapters that keep the stricter rules: claims, numbers that are shown, honest minutes, first hints, requirements."""

RAISED: tuple[str, ...] = ()
