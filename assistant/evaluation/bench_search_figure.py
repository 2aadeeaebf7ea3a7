"""The cost of a search against the number of passages, drawn as SVG."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

GOALS_MS = {5_000: 10.0, 100_000: 25.0, 1_000_000: 80.0}
"""What 95 of 100 searches may take at most, by passages; promised in decision 0019."""

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 170, 50, 60
_COLOURS = ("#1d4e89", "#5b8fc9", "#b3541e", "#6b6b6b")


@dataclass(frozen=True, slots=True)
class Curve:
    """Milliseconds by number of passages."""

    name: str
    points: tuple[tuple[int, float], ...]


def draw(curves: Sequence[Curve], title: str) -> str:
    """The figure: both axes logarithmic, each curve named at its end, the goals as crosses."""
    known = [point for curve in curves for point in curve.points] + list(GOALS_MS.items())
    scale = _Scale.around(known)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'font-family="sans-serif" font-size="13" fill="#222"><title>{escape(title)}</title>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        f'<text x="{_LEFT}" y="26" font-size="16">{escape(title)}</text>',
        *_grid(scale),
    ]
    for colour, curve in zip(_COLOURS, curves, strict=False):
        parts += _curve(scale, curve, colour)
    parts += [_goal(scale, passages, limit) for passages, limit in GOALS_MS.items()]
    return "\n".join([*parts, "</svg>", ""])


@dataclass(frozen=True, slots=True)
class _Scale:
    """Whole decades around the points."""

    low_x: int
    high_x: int
    low_y: int
    high_y: int

    @classmethod
    def around(cls, points: Sequence[tuple[int, float]]) -> _Scale:
        xs = [math.log10(x) for x, _ in points]
        ys = [math.log10(max(y, 0.1)) for _, y in points]
        return cls(math.floor(min(xs)), math.ceil(max(xs)), math.floor(min(ys)), math.ceil(max(ys)))

    def x(self, passages: float) -> float:
        share = (math.log10(passages) - self.low_x) / max(1, self.high_x - self.low_x)
        return round(_LEFT + share * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, ms: float) -> float:
        share = (math.log10(max(ms, 0.1)) - self.low_y) / max(1, self.high_y - self.low_y)
        return round(_HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM), 1)


def _grid(scale: _Scale) -> list[str]:
    parts = []
    for power in range(scale.low_x, scale.high_x + 1):
        x = scale.x(10**power)
        parts.append(f'<path d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{10**power:,}</text>')
    for power in range(scale.low_y, scale.high_y + 1):
        y = scale.y(10.0**power)
        parts.append(f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} ms</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - 14}" text-anchor="middle">passages</text>')
    return parts


def _curve(scale: _Scale, curve: Curve, colour: str) -> list[str]:
    if not curve.points:
        return []
    places = [(scale.x(passages), scale.y(ms)) for passages, ms in sorted(curve.points)]
    path = "L".join(f"{x} {y}" for x, y in places)
    dots = [f'<circle cx="{x}" cy="{y}" r="4" fill="{colour}"/>' for x, y in places]
    last_x, last_y = places[-1]
    name = f'<text x="{last_x + 10}" y="{last_y + 4}" fill="{colour}">{escape(curve.name)}</text>'
    return [f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>', *dots, name]


def _goal(scale: _Scale, passages: int, limit: float) -> str:
    x, y = scale.x(passages), scale.y(limit)
    return (
        f'<path d="M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}" stroke="#a00" '
        f'stroke-width="2"><title>at most {limit:g} ms for 95 of 100 searches</title></path>'
    )
