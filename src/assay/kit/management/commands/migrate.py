"""Django's `migrate`, which makes an empty database at once: from the recorded tables, not step by step."""

from typing import Any  # Options of a command are what its parser makes of them.

from django.core.checks import Tags
from django.core.management.commands import migrate
from django.db import connections

from assay.kit.baseline import is_empty, restore


class Command(migrate.Command):
    """Steps that came after the recording follow as they always do."""

    # What is wrong with addresses and templates whoever serves them will say.
    requires_system_checks = (Tags.database,)

    def handle(self, *args: Any, **options: Any) -> None:
        """Only where everything is asked for: whoever names an app wants its steps."""
        asked_for_part = (
            options["app_label"] or options["plan"] or options["check_unapplied"] or options["fake"]
        )
        connection = connections[options["database"]]
        if not asked_for_part and is_empty(connection):
            restore(connection)
        super().handle(*args, **options)
