"""Two pictures of a confidence, as SVG: does it mean what it says, and what would slip through at which coverage."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from assistant.evaluation.reliability import Reliability
from assistant.evaluation.risk_coverage import RiskCoverage

_WIDTH, _HEIGHT = 720, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 40, 70, 60
_INK, _PALE, _BLUE, _RUST = "#222", "#ddd", "#1d4e89", "#b3541e"
_DRAWN = 200
"""Points of a curve that are drawn: more cannot be told apart at this width."""


def reliability_diagram(measured: Reliability, title: str) -> str:
    """What was said against what was right, each group with its 95 % interval; the diagonal is perfect."""
    frame = _Frame(1.0, 1.0)
    n = sum(one.n for one in measured.bins)
    about = (
        f"{n:,} answers in {len(measured.bins)} equal groups · ECE {measured.ece:.3f} · "
        f"Brier {measured.brier:.3f} · AUROC {measured.auroc:.3f}"
    )
    parts = frame.opened(title, about, "confidence said", "share that was right")
    parts.append(
        f'<path d="M{frame.x(0)} {frame.y(0)}L{frame.x(1)} {frame.y(1)}" stroke="{_RUST}" stroke-dasharray="5 5"/>'
    )
    parts.append(frame.note(0.78, 0.86, "said = right", _RUST))
    path = "L".join(f"{frame.x(one.said)} {frame.y(one.right)}" for one in measured.bins)
    parts.append(f'<path d="M{path}" fill="none" stroke="{_BLUE}" stroke-width="2"/>')
    for one in measured.bins:
        x, y = frame.x(one.said), frame.y(one.right)
        parts.append(f'<path d="M{x} {frame.y(one.low)}V{frame.y(one.high)}" stroke="{_BLUE}"/>')
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="4" fill="{_BLUE}"><title>{one.n} answers: said {one.said:.2f}, '
            f"right {one.right:.2f}</title></circle>"
        )
    return _closed(parts)


def risk_coverage_curve(measured: RiskCoverage, limit: float, title: str) -> str:
    """Risk against coverage, both as read by C-13, and how much could be answered within the risk limit."""
    top = min(1.0, max(0.1, *(round(risk + 0.05, 1) for risk in measured.risk), limit))
    frame = _Frame(1.0, top)
    within = measured.coverage_at(limit)
    about = (
        f"{len(measured.coverage):,} answers · AUGRC {measured.augrc:.3f} · AURC {measured.aurc:.3f} "
        f"(perfect order: {measured.aurc - measured.excess_aurc:.3f}) · coverage {within:.2f} at {limit:.0%} risk"
    )
    parts = frame.opened(title, about, "share answered, surest first", "share wrong")
    generalised = [risk * covered for covered, risk in zip(measured.coverage, measured.risk, strict=True)]
    parts.append(frame.curve(measured.coverage, measured.risk, _BLUE))
    parts.append(frame.curve(measured.coverage, generalised, _RUST))
    parts.append(frame.note(1.0, measured.risk[-1] + top / 24, "wrong among the answered", _BLUE, "end"))
    parts.append(frame.note(0.98, generalised[-1] * 0.45, "wrong and answered, among all", _RUST, "end"))
    y = frame.y(limit)
    parts.append(f'<path d="M{_LEFT} {y}H{frame.x(1)}" stroke="{_INK}" stroke-dasharray="5 5"/>')
    if within:
        parts.append(f'<circle cx="{frame.x(within)}" cy="{y}" r="4" fill="{_INK}"/>')
    return _closed(parts)


class _Frame:
    """Axes from zero to the given ends, with a grid in tenths or twentieths."""

    def __init__(self, end_x: float, end_y: float) -> None:
        self._end_x, self._end_y = end_x, end_y

    def x(self, value: float) -> float:
        return round(_LEFT + value / self._end_x * (_WIDTH - _LEFT - _RIGHT), 1)

    def y(self, value: float) -> float:
        return round(_HEIGHT - _BOTTOM - value / self._end_y * (_HEIGHT - _TOP - _BOTTOM), 1)

    def opened(self, title: str, about: str, name_x: str, name_y: str) -> list[str]:
        """Everything before the data."""
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            f'font-family="sans-serif" font-size="13" fill="{_INK}"><title>{escape(title)}</title>'
            f"<desc>{escape(about)}</desc>",
            f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
            f'<text x="{_LEFT}" y="26" font-size="16">{escape(title)}</text>',
            f'<text x="{_LEFT}" y="48" fill="#555">{escape(about)}</text>',
        ]
        for step in range(6):
            value = self._end_x * step / 5
            x = self.x(value)
            parts.append(f'<path d="M{x} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="{_PALE}"/>')
            parts.append(f'<text x="{x}" y="{_HEIGHT - _BOTTOM + 20}" text-anchor="middle">{value:g}</text>')
            value = round(self._end_y * step / 5, 3)
            y = self.y(value)
            parts.append(f'<path d="M{_LEFT} {y}H{_WIDTH - _RIGHT}" stroke="{_PALE}"/>')
            parts.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{value:g}</text>')
        middle_x, middle_y = (_LEFT + _WIDTH - _RIGHT) / 2, (_TOP + _HEIGHT - _BOTTOM) / 2
        parts.append(f'<text x="{middle_x}" y="{_HEIGHT - 14}" text-anchor="middle">{escape(name_x)}</text>')
        parts.append(
            f'<text x="20" y="{middle_y}" text-anchor="middle" transform="rotate(-90 20 {middle_y})">'
            f"{escape(name_y)}</text>"
        )
        return parts

    def curve(self, xs: Sequence[float], ys: Sequence[float], colour: str) -> str:
        """A line through at most so many of the points, the last one among them."""
        every = max(1, len(xs) // _DRAWN)
        places = sorted({*range(0, len(xs), every), len(xs) - 1})
        path = "L".join(f"{self.x(xs[place])} {self.y(min(ys[place], self._end_y))}" for place in places)
        return f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>'

    def note(self, x: float, y: float, text: str, colour: str, anchor: str = "start") -> str:
        """Words beside a line."""
        return (
            f'<text x="{self.x(x)}" y="{self.y(min(y, self._end_y))}" fill="{colour}" '
            f'text-anchor="{anchor}">{escape(text)}</text>'
        )


def _closed(parts: Sequence[str]) -> str:
    return "\n".join([*parts, "</svg>", ""])
