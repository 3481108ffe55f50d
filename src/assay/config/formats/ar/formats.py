"""Arabic: the day before the month, the day counted to 24 hours, figures in threes."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y، H:i"
MONTH_DAY_FORMAT = "j F"
THOUSAND_SEPARATOR = "."
NUMBER_GROUPING = 3
