"""Vietnamese: figures in threes, and dates as pages write them."""

DATE_FORMAT = r"j \t\h\á\n\g n, Y"
DATETIME_FORMAT = r"H:i, j \t\h\á\n\g n, Y"
NUMBER_GROUPING = 3
