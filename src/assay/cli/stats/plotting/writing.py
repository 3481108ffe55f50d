"""The frame of every picture: title, description, colours for light and dark."""

from pathlib import Path
from typing import Protocol
from xml.sax.saxutils import escape

from assay.cli.outcome import unusable

# One ink per theme; what matters differs in shape too, never in colour alone. Each passes 4.5:1 on its paper.
STYLE = """
    .paper{fill:#ffffff} .grid{stroke:#d8dee4} .frame{stroke:#8c959f} text{fill:#24292f} .quiet{fill:#57606a}
    .main{stroke:#0b5cad} .dot{fill:#0b5cad} .limit{stroke:#57606a} .alarm{fill:#b3261e;stroke:#b3261e}
    .band{fill:#0b5cad;fill-opacity:.14} .second{stroke:#8a4b00} .second-dot{fill:#8a4b00}
    @media (prefers-color-scheme:dark){
      .paper{fill:#0d1117} .grid{stroke:#2b323b} .frame{stroke:#6e7681} text{fill:#e6edf3} .quiet{fill:#9aa4af}
      .main{stroke:#6cb0ff} .dot{fill:#6cb0ff} .limit{stroke:#9aa4af} .alarm{fill:#ff8a80;stroke:#ff8a80}
      .band{fill:#6cb0ff;fill-opacity:.2} .second{stroke:#f0a95b} .second-dot{fill:#f0a95b}
    }
    text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-size:12px}
    .title{font-size:15px;font-weight:600}
    .main,.second{fill:none;stroke-width:2;stroke-linejoin:round} .limit{fill:none;stroke-width:1.5}
    .grid,.frame{stroke-width:1} .dashed{stroke-dasharray:6 4} .dotted{stroke-dasharray:2 4}
"""
LETTER = 6.6


class Picture(Protocol):
    """Anything that can be drawn."""

    def svg(self) -> str:
        """The whole document."""
        ...


def document(title: str, description: str, *, size: tuple[int, int], parts: list[str]) -> str:
    """The SVG: a reader who does not see it hears the title and the description."""
    width, height = size
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="picture-title picture-description">'
    )
    lines = [
        head,
        f'<title id="picture-title">{escape(title)}</title>',
        f'<desc id="picture-description">{escape(description)}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect class="paper" width="{width}" height="{height}" rx="6"/>',
        '<g aria-hidden="true">',
        text(16, 26, shortened(title, int((width - 32) / 8)), kind="title"),
        *parts,
        "</g>",
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def text(
    x: float, y: float, content: str, *, kind: str = "", anchor: str = "start", turned: bool = False
) -> str:
    named = f' class="{kind}"' if kind else ""
    turn = f' transform="rotate(-90 {x:.1f} {y:.1f})"' if turned else ""
    where = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text{named} x="{x:.1f}" y="{y:.1f}"{where}{turn}>{escape(content)}</text>'


def rule(start: tuple[float, float], end: tuple[float, float], kind: str) -> str:
    return (
        f'<line class="{kind}" x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"/>'
    )


def shortened(content: str, most: int) -> str:
    return content if len(content) <= most else f"{content[: max(1, most - 1)].rstrip()}…"


def save(path: Path, picture: Picture) -> None:
    """Write the picture; its file says what it is by its name."""
    if path.suffix.lower() != ".svg":
        raise unusable(f"A picture is written as SVG: name it {path.with_suffix('.svg').name}.")
    try:
        path.write_text(picture.svg(), encoding="utf-8")
    except OSError as problem:
        raise unusable(f"{path} cannot be written: {problem.strerror}.") from problem
