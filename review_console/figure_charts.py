"""Tables of figures drawn: one form for each kind of table, in colours that differ in lightness as well."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import altair

from review_console import figure_words
from review_console.labels import label
from review_console.labels_figures import COLUMNS, MEASURES
from review_console.language import _
from review_console.wire_figures import Cell, Table

DARK, LIGHT, WARNING = "#1f5f8b", "#8fb8d6", "#b3541e"
ROW_PX = 46
"""A row of a chart: two lines of a long department name."""

Record = dict[str, Cell]
PERCENT = altair.Axis(format="%")
AGES = ("0-1", "1-3", "3-7", "7-30", "30+")
SHADES = ("#c6dbea", "#8fb8d6", "#5c8fb5", "#1f5f8b", "#12344d")


def chart(table: Table) -> altair.LayerChart | None:
    """The table drawn; None where nothing in it can be, because it is empty or all of it is hidden."""
    draw = _FORMS[table.name]
    return draw(_named(table))


def _named(table: Table) -> list[Record]:
    """The rows, with `row` for what they are called on the chart."""
    found = []
    for record in table.records():
        keys = [name for name in ("department", "priority", "phase", "group") if name in record]
        called = " · ".join(figure_words.cell(name, record[name]) for name in keys)
        found.append({**record, "row": called})
    return found


def _data(records: list[Record]) -> altair.InlineData:
    return altair.InlineData(values=records)


def _row() -> altair.Y:
    return altair.Y("row:N", title=None, sort=None, axis=altair.Axis(labelLimit=260))


def _height(records: list[Record]) -> int:
    return ROW_PX * (len({record["row"] for record in records}) + 1)


def _days(records: list[Record]) -> altair.LayerChart | None:
    names = {name: label(COLUMNS, name) for name in ("opened", "ended")}
    values: list[Record] = [
        {"day": one["day"], "count": one[name], "line": said}
        for one in records
        for name, said in names.items()
    ]
    said = list(names.values())
    colour = altair.Color("line:N", title=None, scale=altair.Scale(domain=said, range=[DARK, WARNING]))
    dash = altair.StrokeDash("line:N", title=None, scale=altair.Scale(domain=said, range=[[1, 0], [6, 3]]))
    lines = altair.Chart(_data(values)).mark_line(point=True)
    drawn = lines.encode(
        x=altair.X("day:T", title=None, axis=altair.Axis(format="%m-%d")),
        y=altair.Y("count:Q", title=_("Cases"), axis=altair.Axis(tickMinStep=1, format="d")),
        color=colour,
        strokeDash=dash,
    )
    return altair.LayerChart(layer=[drawn], height=280)


def _open(records: list[Record]) -> altair.LayerChart | None:
    if not records:
        return None
    colour = altair.Color(
        "age:N", title=label(COLUMNS, "age"), scale=altair.Scale(domain=list(AGES), range=list(SHADES))
    )
    order = [{**one, "place": AGES.index(str(one["age"]))} for one in records]
    count = altair.X("count:Q", title=_("Cases"), axis=altair.Axis(tickMinStep=1, format="d"))
    bars = altair.Chart(_data(order)).mark_bar()
    drawn = bars.encode(x=count, y=_row(), color=colour, order=altair.Order("place:Q"))
    return altair.LayerChart(layer=[drawn], height=_height(records))


def _waiting(records: list[Record]) -> altair.LayerChart | None:
    shown = [one for one in records if one["median_hours"] is not None]
    if not shown:
        return None
    base = altair.Chart(_data(shown)).encode(y=_row())
    most = base.mark_bar(color=LIGHT, height=22).encode(x=altair.X("p90_hours:Q", title=_("Hours")))
    half = base.mark_bar(color=DARK, height=10).encode(x="median_hours:Q")
    return altair.LayerChart(layer=[most, half], height=_height(shown))


def _shares(records: list[Record]) -> altair.LayerChart | None:
    """A dot with its interval for each row; a mark where there is a floor."""
    shown = [one for one in records if one["share"] is not None]
    if not shown:
        return None
    base = altair.Chart(_data(shown)).encode(y=_row())
    whole = altair.Scale(domain=[0, 1])
    low = altair.X("low:Q", title=label(COLUMNS, "share"), scale=whole, axis=PERCENT)
    layers = [
        base.mark_rule(color=LIGHT, strokeWidth=5).encode(x=low, x2="high:Q"),
        base.mark_circle(color=DARK, size=130, opacity=1).encode(x=altair.X("share:Q", scale=whole)),
    ]
    if any(one.get("floor") is not None for one in shown):
        floor = base.mark_tick(color=WARNING, thickness=4, size=26)
        layers.append(floor.encode(x=altair.X("floor:Q", scale=whole)))
    return altair.LayerChart(layer=layers, height=_height(shown))


def _fairness(records: list[Record]) -> altair.LayerChart | None:
    """How far each group lies from the rest; what is an alarm is filled and coloured."""
    values: list[Record] = []
    for one in records:
        share, rest = one["share"], one["rest_share"]
        if isinstance(share, float) and isinstance(rest, float):
            verdict = _("Alarm") if one["alarm"] else _("No alarm")
            measure = label(MEASURES, str(one["measure"]))
            values.append({"row": one["row"], "gap": share - rest, "measure": measure, "told": verdict})
    if not values:
        return None
    told = altair.Color(
        "told:N",
        title=None,
        scale=altair.Scale(domain=[_("No alarm"), _("Alarm")], range=[DARK, WARNING]),
    )
    points = altair.Chart(_data(values)).mark_point(size=110, filled=True, opacity=1)
    gap = altair.X("gap:Q", title=_("Share above or below all other cases"), axis=altair.Axis(format="+.0%"))
    shape = altair.Shape("measure:N", title=label(COLUMNS, "measure"), legend=altair.Legend(labelLimit=260))
    middle = altair.Chart(_data([{"gap": 0}])).mark_rule(color="#8a949e").encode(x="gap:Q")
    dots = points.encode(x=gap, y=_row(), color=told, shape=shape)
    return altair.LayerChart(layer=[middle, dots], height=_height(values))


def _bar_of(column: str) -> Callable[[list[Record]], altair.LayerChart | None]:
    def draw(records: list[Record]) -> altair.LayerChart | None:
        shown = [one for one in records if one[column] is not None]
        if not shown:
            return None
        whole = altair.Scale(domain=[0, 1])
        share = altair.X(f"{column}:Q", title=label(COLUMNS, column), scale=whole, axis=PERCENT)
        bars = altair.Chart(_data(shown)).mark_bar(color=DARK, height=20).encode(x=share, y=_row())
        return altair.LayerChart(layer=[bars], height=_height(shown))

    return draw


_FORMS: Mapping[str, Callable[[list[Record]], altair.LayerChart | None]] = {
    "cases_per_day": _days,
    "open_cases": _open,
    "waiting": _waiting,
    "promises": _shares,
    "routing": _shares,
    "human_contact": _shares,
    "fairness": _fairness,
    "service": _bar_of("completion"),
    "benefit": _bar_of("no_model_call_share"),
}
