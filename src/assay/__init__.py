"""Assay: the open platform on which an organisation runs its data labeling operation."""

__version__ = "0.1.0"
