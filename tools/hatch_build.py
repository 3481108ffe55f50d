"""Puts the built front end and the compiled catalogues into the wheel: what is installed from it needs no Node."""

import sys
from pathlib import Path
from typing import Any  # hatchling's build data are an untyped dictionary.

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent.parent


class Built(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """An editable installation uses what `make setup` builds in the checkout."""
        if version == "editable":
            return
        sys.path.insert(0, str(ROOT))
        from tools import catalogues, set_up

        set_up.build_front_end()
        catalogues.compile_all()
