"""Malay: the day counted to 24 hours, since Django calls every hour after noon the night."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
