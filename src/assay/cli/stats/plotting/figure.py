"""Curves, points and bands over two axes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assay.cli.stats.plotting.axes import Axis
from assay.cli.stats.plotting.writing import LETTER, document, rule, text

WIDTH, HEIGHT = 720, 400
TOP, BOTTOM, RIGHT = 60, 62, 18


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points; `kind` is main, second or limit, `is_stepped` holds each value around its x."""

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    kind: str = "main"
    dash: str = ""
    is_stepped: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Points; those of `flagged` (counted from 0) are drawn as red diamonds with their name."""

    x: Sequence[float]
    y: Sequence[float]
    label: str = ""
    flagged: frozenset[int] = frozenset()
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """The room between two curves: an interval."""

    x: Sequence[float]
    low: Sequence[float]
    high: Sequence[float]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across, upright (`at` on x) or level (`at` on y), with a word."""

    at: float
    label: str
    is_upright: bool = True


Layer = Curve | Dots | Band | Mark


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with two axes; `description` says in words what it shows."""

    title: str
    description: str
    x: Axis
    y: Axis
    x_label: str
    y_label: str
    layers: Sequence[Layer] = field(default=())

    def svg(self) -> str:
        left = 26 + LETTER * max([4, *(len(self.y.written(tick)) for tick in self.y.ticks())])
        room = _Room(self.x, self.y, left + 8)
        drawn = [part for layer in self.layers for part in DRAWERS[type(layer)](layer, room)]
        parts = [*_axes(self, room), *drawn, *_legend(self.layers, room)]
        return document(self.title, self.description, size=(WIDTH, HEIGHT), parts=parts)


@dataclass(frozen=True, slots=True)
class _Room:
    x: Axis
    y: Axis
    left: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        across = self.left + self.x.place(x) * (WIDTH - RIGHT - self.left)
        return across, HEIGHT - BOTTOM - self.y.place(y) * (HEIGHT - TOP - BOTTOM)


def _axes(figure: Figure, room: _Room) -> list[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for tick in figure.y.ticks():
        _, y = room.at(figure.x.low, tick)
        parts.append(rule((room.left, y), (right, y), "grid"))
        parts.append(text(room.left - 8, y + 4, figure.y.written(tick), kind="quiet", anchor="end"))
    for tick in figure.x.ticks(8):
        x, _ = room.at(tick, figure.y.low)
        parts.append(rule((x, bottom), (x, bottom + 4), "frame"))
        parts.append(text(x, bottom + 18, figure.x.written(tick), kind="quiet", anchor="middle"))
    parts.append(rule((room.left, bottom), (right, bottom), "frame"))
    parts.append(text((room.left + right) / 2, bottom + 36, figure.x_label, anchor="middle"))
    parts.append(text(18, (TOP + bottom) / 2, figure.y_label, anchor="middle", turned=True))
    return parts


def _curve(layer: Curve, room: _Room) -> list[str]:
    x, y = _steps(layer) if layer.is_stepped else (layer.x, layer.y)
    path = " ".join(f"{a:.1f},{b:.1f}" for a, b in (room.at(*point) for point in zip(x, y, strict=True)))
    kind = f"{layer.kind} {layer.dash}".strip()
    return [f'<polyline class="{kind}" points="{path}"/>']


def _steps(layer: Curve) -> tuple[list[float], list[float]]:
    """Each value held from half way to the point before until half way to the one after."""
    middles = [(a + b) / 2 for a, b in pairwise(layer.x)]
    edges = [layer.x[0], *middles, layer.x[-1]]
    x = [edge for pair in pairwise(edges) for edge in pair]
    return x, [value for value in layer.y for _ in range(2)]


def _dots(layer: Dots, room: _Room) -> list[str]:
    parts = []
    for nth, (x, y) in enumerate(zip(layer.x, layer.y, strict=True)):
        across, up = room.at(x, y)
        if nth not in layer.flagged:
            parts.append(f'<circle class="dot" cx="{across:.1f}" cy="{up:.1f}" r="3"/>')
            continue
        shape = f"M{across:.1f} {up - 7:.1f}l7 7l-7 7l-7 -7z"
        parts.append(f'<path class="alarm" d="{shape}"/>')
        if layer.names:
            lift = -11 if up > TOP + 20 else 19
            parts.append(text(across, up + lift, layer.names[nth], anchor="middle"))
    return parts


def _band(layer: Band, room: _Room) -> list[str]:
    there = [room.at(*point) for point in zip(layer.x, layer.high, strict=True)]
    back = [room.at(*point) for point in zip(layer.x, layer.low, strict=True)][::-1]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*there, *back])
    return [f'<polygon class="band" points="{path}"/>']


def _mark(layer: Mark, room: _Room) -> list[str]:
    if layer.is_upright:
        x, _ = room.at(layer.at, room.y.low)
        half = LETTER * len(layer.label) / 2
        middle = min(max(x, room.left + half), WIDTH - RIGHT - half)
        words = text(middle, TOP - 8, layer.label, kind="quiet", anchor="middle")
        return [rule((x, TOP), (x, HEIGHT - BOTTOM), "limit dashed"), words]
    _, y = room.at(room.x.low, layer.at)
    words = text(WIDTH - RIGHT - 4, y - 5, layer.label, kind="quiet", anchor="end")
    return [rule((room.left, y), (WIDTH - RIGHT, y), "limit dashed"), words]


def _legend(layers: Sequence[Layer], room: _Room) -> list[str]:
    """One line below the axis: a sample of each named layer, and its name."""
    parts, x, y = [], room.left, HEIGHT - 10.0
    for layer in layers:
        if isinstance(layer, Mark) or not layer.label:
            continue
        parts.append(_sample(layer, x, y - 4))
        parts.append(text(x + 28, y, layer.label, kind="quiet"))
        x += 44 + LETTER * len(layer.label)
    return parts


def _sample(layer: Curve | Dots | Band, x: float, y: float) -> str:
    if isinstance(layer, Curve):
        return rule((x, y), (x + 22, y), f"{layer.kind} {layer.dash}".strip())
    if isinstance(layer, Band):
        return f'<rect class="band" x="{x:.1f}" y="{y - 6:.1f}" width="22" height="12"/>'
    return f'<circle class="dot" cx="{x + 11:.1f}" cy="{y:.1f}" r="3"/>'


# The drawers take the layer of their key; a table of functions of different layers has no narrower type.
DRAWERS: dict[type, Callable[..., list[str]]] = {Curve: _curve, Dots: _dots, Band: _band, Mark: _mark}
