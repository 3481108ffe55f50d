"""`python -m assay.config.supervisor.call module:function`: call one function of ours with Django set up."""

import importlib
import sys

import django


def main(target: str) -> None:
    django.setup()
    module, _, name = target.partition(":")
    getattr(importlib.import_module(module), name)()


if __name__ == "__main__":
    main(sys.argv[1])
