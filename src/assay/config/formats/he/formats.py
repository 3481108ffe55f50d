"""Hebrew: figures in threes."""

NUMBER_GROUPING = 3
