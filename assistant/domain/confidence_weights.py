"""Placeholder until the first training."""

BIAS = 0.0
CENTRES: dict[str, float] = {}
SCALES: dict[str, float] = {}
WEIGHTS: dict[str, float] = {}
