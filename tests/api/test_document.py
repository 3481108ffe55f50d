"""The API's document: what generated clients are built from."""

from typing import Any  # Parts of an OpenAPI document.

from ninja.openapi.schema import OpenAPISchema

from assay.api.v1.api import api


class Noting(OpenAPISchema):
    """Keeps every definition of a name; ninja itself lets the last one win."""

    def __init__(self) -> None:
        self.defined: dict[str, list[dict[str, Any]]] = {}
        super().__init__(api, path_prefix="")

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        for name, schema in definitions.items():
            if schema not in self.defined.setdefault(name, []):
                self.defined[name].append(schema)
        super().add_schema_definitions(definitions)


def test_no_two_schemas_share_a_name() -> None:
    document = Noting()

    document.add_schema_definitions(api.more_schemas)

    assert {"ShareOut", "PartyOut", "StepAnswer"} <= document.defined.keys()
    assert {name: found for name, found in document.defined.items() if len(found) > 1} == {}
