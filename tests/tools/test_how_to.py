"""The how-to of the statistics runs as it stands, and its outputs and pictures are what comes out."""

from tools import how_to


def test_the_how_to_of_the_statistics_is_true() -> None:
    page = how_to.PAGE.read_text(encoding="utf-8")

    text, pictures = how_to.replayed(page)

    assert text == page, "run python tools/how_to.py, and commit what it writes"
    there = {path.name: path.read_text(encoding="utf-8") for path in how_to.IMAGES.glob("statistics-*.svg")}
    assert pictures == there, "run python tools/how_to.py, and commit what it writes"
    assert all(f"../images/{name}" in page for name in pictures)
