"""The examples in the docstrings run."""

import doctest
import pkgutil
from importlib import import_module

import pytest

import assay.stats.truth

MODULES = [module.name for module in pkgutil.iter_modules(assay.stats.truth.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name: str) -> None:
    module = import_module(f"assay.stats.truth.{name}")

    found = doctest.testmod(module, extraglobs=vars(assay.stats.truth))

    assert found.failed == 0
