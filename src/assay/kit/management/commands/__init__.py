"""Commands, one file each: Django finds them by their names."""
