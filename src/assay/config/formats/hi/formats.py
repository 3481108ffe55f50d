"""Hindi: the day before the month, the day counted to 24 hours, figures in lakh and crore."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
SHORT_DATETIME_FORMAT = "d-m-Y H:i"
NUMBER_GROUPING = (3, 2, 0)
