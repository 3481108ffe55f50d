"""What templates need of the built front end: its files and its icons."""

import json
from functools import lru_cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

register = template.Library()
BUNDLE = Path(__file__).resolve().parent.parent / "static" / "bundle"


class NotBuilt(Exception):
    """The front end was not built."""


@register.simple_tag
def bundle_css() -> SafeString:
    """The one stylesheet, mirrored for languages that read from right to left."""
    name = "style-rtl" if get_language_bidi() else "style"
    return format_html('<link rel="stylesheet" href="{}">', bundled(f"src/{name}.css"))


@register.simple_tag
def bundle_js(name: str) -> SafeString:
    """An entry point of the front end, as a module."""
    return format_html('<script type="module" src="{}"></script>', bundled(f"src/{name}.ts"))


@register.simple_tag
def theme_js() -> SafeString:
    """Light or dark, decided before the page is painted: hence no module."""
    return format_html('<script src="{}"></script>', bundled("src/theme.ts"))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; without a label it is decoration."""
    spoken = [("role", "img"), ("aria-label", label)] if label else [("aria-hidden", "true")]
    attributes = format_html_join("", ' {}="{}"', spoken)
    address = f"{bundled('icons.svg')}#{name}"
    return format_html('<svg class="icon"{}><use href="{}"></use></svg>', attributes, address)


@register.simple_tag
def icons_address() -> str:
    """Where the sprite lies, for scripts."""
    return bundled("icons.svg")


def bundled(source: str) -> str:
    """The address of a built file by the name of its source."""
    return static(f"bundle/{manifest(BUNDLE, settings.DEBUG and _built_at())[source]['file']}")


@lru_cache(maxsize=2)
def manifest(folder: Path, _built_at: float) -> dict[str, dict[str, str]]:
    """What Vite wrote down; read again after a build while developing."""
    path = folder / "manifest.json"
    if not path.exists():
        raise NotBuilt("The front end is not built: run `make setup`.")
    found: dict[str, dict[str, str]] = json.loads(path.read_text())
    return found


def _built_at() -> float:
    path = BUNDLE / "manifest.json"
    return path.stat().st_mtime if path.exists() else 0.0
