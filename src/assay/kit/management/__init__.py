"""What Assay changes of Django's commands."""
