"""Dates and numbers by language, where Django's own are not what readers of that language write."""
