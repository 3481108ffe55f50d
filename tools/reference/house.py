"""States, reasons and roles: the tables that the code itself decides by."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import assay
from assay.kit.reasons import DECLARED
from assay.kit.transitions import Transitions
from assay.people.rules.roles import ROLES, SENTENCES
from tools.reference.layout import table

REASONS = """# Reasons

Whatever Assay refuses, it refuses with a code and a sentence: the same on the page, in the API (`reasons[].code` of the
problem document) and on the command line. Words in braces are filled in.
"""
STATES = """# States

Drawn from the tables that the code decides by.
"""
ROLES_TEXT = """# Roles

A role is granted in the whole organisation, or narrowed to a project, vendor, site, team or to markets. What lies
outside is not found; what lies inside and is not ticked here is refused.
"""


def pages() -> dict[str, str]:
    modules = list(declaring())
    return {"states.md": states(modules), "reasons.md": reasons(), "roles.md": roles()}


def declaring() -> Iterator[ModuleType]:
    """Every module that declares reasons or states; importing it registers them."""
    top = Path(assay.__file__).parent
    for found in sorted(pkgutil.walk_packages([str(top)], "assay."), key=lambda each: each.name):
        source = top.parent / Path(*found.name.split("."))
        file = source / "__init__.py" if found.ispkg else source.with_suffix(".py")
        text = file.read_text(encoding="utf-8")
        if "declare(" in text or "Transitions(" in text:
            yield importlib.import_module(found.name)


def reasons() -> str:
    rows = [[f"`{each.code}`", each.status, each.template] for _, each in sorted(DECLARED.items())]
    return f"{REASONS}\n{table(['Code', 'Status', 'Sentence'], rows)}"


def states(modules: list[ModuleType]) -> str:
    tables = [each for module in modules for each in vars(module).values() if isinstance(each, Transitions)]
    parts = [f"\n## {each.thing}\n\n```mermaid\n{each.diagram()}\n```" for each in tables]
    return "\n".join([STATES, *parts])


def roles() -> str:
    people = [[label(role), text.sentence] for role, text in ROLES.items()]
    rows = [
        [sentence, *("✓" if permission in text.permissions else "" for text in ROLES.values())]
        for permission, sentence in SENTENCES.items()
    ]
    allowed = table(["May", *(label(role) for role in ROLES)], rows)
    return f"{ROLES_TEXT}\n{table(['Role', 'Who it is'], people)}\n\n## What each may do\n\n{allowed}"


def label(role: str) -> str:
    from assay.people.enums import Role

    return str(Role(role).label)
