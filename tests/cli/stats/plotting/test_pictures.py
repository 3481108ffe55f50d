"""Pictures are well-formed, need nothing else, and say in words what they show."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assay.cli.outcome import Failed
from assay.cli.stats.plotting import Axis, Band, Curve, Dots, Figure, IntervalRow, Intervals, Mark, save

SVG = "{http://www.w3.org/2000/svg}"


def figure(**changed: object) -> Figure:
    layers = [
        Band([1, 2, 3], [0.1, 0.2, 0.2], [0.3, 0.5, 0.6], "interval"),
        Curve([1, 2, 3], [0.2, 0.3, 0.4], "limit", kind="limit", is_stepped=True),
        Dots([1, 2, 3], [0.2, 0.9, 0.4], "week", flagged=frozenset({1}), names=["a", "b <&>", "c"]),
        Mark(2.0, "new guideline"),
        Mark(0.5, "target", is_upright=False),
    ]
    parts = {
        "title": "Errors & weeks",
        "description": "Week 2 is out.",
        "x": Axis(1, 3),
        "y": Axis(0, 1),
    } | changed
    return Figure(**parts, x_label="week", y_label="share", layers=layers)  # type: ignore[arg-type]  # Few keys.


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def words(svg: str) -> list[str]:
    return [each.text or "" for each in drawn(svg).iter(f"{SVG}text")]


def test_a_figure_can_be_read_without_seeing_it() -> None:
    root = drawn(figure().svg())

    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "picture-title picture-description"
    assert root.findtext(f"{SVG}title") == "Errors & weeks"
    assert root.findtext(f"{SVG}desc") == "Week 2 is out."


def test_a_figure_needs_nothing_else() -> None:
    svg = figure().svg()

    assert re.findall(r"https?://[^\"' ]+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"<script|@import|url\(|href", svg)


def test_a_flagged_point_differs_in_shape_and_has_its_name() -> None:
    root = drawn(figure().svg())

    assert len(list(root.iter(f"{SVG}path"))) == 1
    # Two plain points, and the sample of the legend.
    assert len(list(root.iter(f"{SVG}circle"))) == 3
    assert "b <&>" in words(figure().svg())
    assert "new guideline" in words(figure().svg())


def test_everything_lies_within_the_picture() -> None:
    root = drawn(figure(x=Axis(1.5, 2.5), y=Axis(0.25, 0.5)).svg())
    points = [
        float(n) for line in root.iter(f"{SVG}polyline") for n in re.split("[ ,]", line.get("points", ""))
    ]

    assert all(0 <= x <= 720 for x in points[::2])
    assert all(0 <= y <= 400 for y in points[1::2])


def test_intervals_show_the_undefined_as_a_word() -> None:
    rows = [
        IntervalRow("alpha", 0.7, 0.5, 0.8),
        IntervalRow("kappa", None),
        IntervalRow("alone", 0.2, is_flagged=True),
    ]

    svg = Intervals(
        "Agreement", "Alpha is 0.7.", Axis(-1, 1), "beyond chance", rows, marks=[(0.8, "reliable")]
    ).svg()

    assert {"undefined", "0.700", "0.200", "reliable", "alpha", "−0.5"} <= set(words(svg))


@pytest.mark.parametrize(
    ("axis", "ticks"),
    [
        (Axis(0, 1, is_share=True), ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
        (Axis(100, 10_000, is_log=True), ["100", "200", "500", "1,000", "2,000", "5,000", "10,000"]),
        (Axis(1, 1e6, is_log=True), ["1", "10", "100", "1,000", "10,000", "100,000", "1,000,000"]),
        (Axis(-0.3, 0.3), ["−0.3", "−0.2", "−0.1", "0", "0.1", "0.2", "0.3"]),
    ],
)
def test_ticks_are_round_numbers(axis: Axis, ticks: list[str]) -> None:
    assert [axis.written(tick) for tick in axis.ticks()] == ticks


def test_a_picture_is_written_to_a_file_that_says_so(tmp_path: Path) -> None:
    save(tmp_path / "weeks.svg", figure())

    assert drawn((tmp_path / "weeks.svg").read_text()).findtext(f"{SVG}title") == "Errors & weeks"
    with pytest.raises(Failed, match=r"name it weeks\.svg"):
        save(tmp_path / "weeks.png", figure())
    with pytest.raises(Failed, match="cannot be written"):
        save(tmp_path / "nowhere" / "weeks.svg", figure())
