"""Every public name is in the catalogue, every statistic of it is complete, and examples say the truth."""

import doctest
import importlib
import inspect
import pkgutil
from types import ModuleType

import pytest

import assay.stats
from assay.stats.catalogue import PACKAGES, catalogue
from assay.stats.catalogue_rows import ROWS

# What prepares or only passes on, and computes no figure of its own.
NO_FIGURE = {
    *("counts_of", "paired_rows", "patterns_of", "ratings_of", "table_of"),
    *("all_from_codes", "answers_of", "costs_of", "encode", "from_codes"),
    *("drawn_order", "read_recorded", "unjudged", "views"),
}
# Their examples are run by tests of their own.
OWN_EXAMPLES = {"truth"}


def test_every_public_name_is_in_the_catalogue() -> None:
    there = {(entry.package, entry.name) for entry in catalogue()}

    for package in {entry.package for entry in catalogue()}:
        module = importlib.import_module(f"assay.stats.{package}")
        assert {(package, name) for name in module.__all__} == {each for each in there if each[0] == package}


def test_every_package_is_in_the_catalogue() -> None:
    packages = {found.name for found in pkgutil.iter_modules(assay.stats.__path__) if found.ispkg}

    assert packages <= set(PACKAGES)


def test_every_function_has_its_formula_range_unit_and_undefined_outcome() -> None:
    missing = [
        f"{entry.package}.{entry.name}"
        for entry in catalogue()
        if inspect.isfunction(getattr(importlib.import_module(f"assay.stats.{entry.package}"), entry.name))
        and entry.kind != "statistic"
    ]

    assert {name.split(".")[1] for name in missing} == NO_FIGURE


def test_every_estimator_is_a_statistic() -> None:
    estimators = {
        entry.name: entry.kind
        for entry in catalogue()
        if hasattr(getattr(importlib.import_module(f"assay.stats.{entry.package}"), entry.name), "fit")
    }

    assert len(estimators) > 10
    assert set(estimators.values()) == {"statistic"}


def test_every_row_is_whole_and_names_something() -> None:
    statistics = [entry for entry in catalogue() if entry.kind == "statistic"]

    assert all(e.formula and e.range and e.unit and e.undefined and e.sentence for e in statistics)
    written = sum(len(text.replace("\n  |", " |").strip().splitlines()) for text in ROWS.values())
    assert written == len(statistics), "a row of the catalogue names nothing that is public"


def modules() -> list[str]:
    found = pkgutil.walk_packages(assay.stats.__path__, "assay.stats.")
    return [each.name for each in found if each.name.split(".")[2] not in OWN_EXAMPLES and not each.ispkg]


@pytest.mark.parametrize("name", modules())
def test_examples_are_true(name: str) -> None:
    module: ModuleType = importlib.import_module(name)

    found = doctest.testmod(module, extraglobs={"np": importlib.import_module("numpy")})

    assert found.failed == 0, f"an example of {name} is not what comes out"
