"""Testing: what the answers to an exam say about its questions."""

from assay.stats.testing.items import ItemStatistics, item_statistics

__all__ = ["ItemStatistics", "item_statistics"]
