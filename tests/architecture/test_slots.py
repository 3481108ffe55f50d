"""Every domain has the same slots, so that a newcomer knows where to look."""

from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, files

DOMAINS = (
    "people", "projects", "work", "quality", "delivery", "training", "recruiting", "wellbeing", "support",
    "money", "labelers", "intake", "planning", "partners", "insight",
)  # fmt: skip
FILES = {"__init__", "apps", "enums", "facts", "jobs", "listeners", "validators"}
FOLDERS = {"rules", "models", "queries", "actions", "validators", "migrations", "facts", "jobs", "locale"}


@pytest.mark.parametrize("domain", DOMAINS)
def test_a_domain_has_nothing_but_the_slots(domain: str) -> None:
    top = ROOT / "src" / "assay" / domain
    inside = [path.relative_to(top) for path in files() if top in path.parents]

    strangers = {path.parts[0] for path in inside if not belongs(path)}

    assert strangers == set()


def belongs(path: Path) -> bool:
    if len(path.parts) > 1:
        return path.parts[0] in FOLDERS
    return path.suffix == ".py" and path.stem in FILES
