"""New tables of a domain, and changes of those that exist: all of them in one operation.

Django renders its models anew for every operation of a migration, which costs time with every model there is. Here
they are rendered once: new ones alone, changed ones with all that refer to them.
"""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from django.db.models import Model


class _AtOnce(Operation):
    """Several operations in one."""

    serialization_expand_args: ClassVar = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations


class TablesAtOnce(_AtOnce):
    """Creates the tables that `operations` (of makemigrations, all of them about tables that are new) describe."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Adds the models to the state; where it is rendered, each new one is rendered once, and no other."""
        apps, had = state.__dict__.pop("apps", None), set(state.models)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is not None:
            apps.render_multiple([model for key, model in state.models.items() if key not in had])
            state.__dict__["apps"] = apps

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Creates every table as the last of the operations leaves it."""
        for model in _new(app_label, from_state, to_state):
            schema_editor.create_model(model)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drops them, the last one first."""
        for model in reversed(_new(app_label, to_state, from_state)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        """The sentence that `migrate --plan` shows."""
        return "Create all tables at once"


class ChangesAtOnce(_AtOnce):
    """Changes tables that exist as `operations` (of makemigrations, none of which needs another one) say."""

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Changes the models of the state; where it is rendered, all that changed are rendered once."""
        apps = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if apps is not None:
            state.__dict__["apps"] = apps
            changed = {(app_label, _changed_by(each)) for each in self.operations}
            state.reload_models(sorted(changed), delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Every change in its order, from what was to what will be in the end."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Takes them back, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """The sentence that `migrate --plan` shows."""
        return "Change tables at once: " + ", ".join(each.describe() for each in self.operations)


def _changed_by(operation: Operation) -> str:
    """The model that an operation about a model, a field, an index or a constraint is about."""
    name = getattr(operation, "model_name", None) or getattr(operation, "name", "")
    return str(name).lower()


def _new(app_label: str, before: ProjectState, after: ProjectState) -> list[type[Model]]:
    """The tables of the domain that `after` has and `before` has not."""
    models = after.apps.get_app_config(app_label).get_models()
    had = {name for label, name in before.models if label == app_label}
    return [each for each in models if each._meta.managed and each._meta.model_name not in had]


def steps_are_whole(*, databases: Sequence[str] | None = None, **_: object) -> list[CheckMessage]:
    """Of a database that took some of the steps that became one, Django would pass over the others' columns."""
    return [error for using in databases or () for error in _half_way(connections[using])]


def _half_way(connection: BaseDatabaseWrapper) -> Iterator[Error]:
    taken = set(MigrationRecorder(connection).applied_migrations())
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        missing = [step for step in migration.replaces if step not in taken]
        if missing and len(missing) < len(migration.replaces) and (app, name) not in taken:
            yield Error(
                f"This database stopped before {'.'.join(missing[0])}, which is a part of {app}.{name}.",
                hint="Bring it up to date with the version of Assay it belongs to, then with this one.",
                id="kit.E001",
            )
