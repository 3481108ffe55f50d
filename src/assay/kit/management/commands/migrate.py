"""Django's `migrate`, which makes an empty database at once: from the recorded tables, not step by step."""

from typing import Any  # Options of a command are what its parser makes of them.

from django.core.checks import Tags
from django.core.management.commands import migrate
from django.db import connections

from assay.kit.baseline import begin


class Command(migrate.Command):
    """Steps that came after the recording follow as they always do."""

    # What else may be wrong, with addresses or templates, `make check` finds.
    requires_system_checks = (Tags.database,)

    def handle(self, *args: Any, **options: Any) -> None:
        """Only where everything is asked for: whoever names an app wants its steps."""
        is_part = options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"]
        if not is_part:
            begin(connections[options["database"]])
        super().handle(*args, **options)
