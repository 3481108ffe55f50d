"""What ninja cannot know of the document: problems, keys of repeatable requests, whole examples."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar  # An OpenAPI document is nested JSON.

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from assay.api.frame.creating import HEADER
from assay.api.frame.documents import SCHEMES
from assay.api.frame.problems import MEDIA_TYPE

Json = dict[str, Any]
METHODS = ("get", "post", "put", "patch", "delete")
EXAMPLES_BY_FORMAT = {
    "uuid": "01936f2e-7d4a-7c31-9b5e-0c4f6a1d2e3b",
    "date-time": "2026-03-02T09:00:00Z",
    "date": "2026-03-02",
    "binary": "item,text\n1,A phone case\n",
}
EXAMPLES_BY_TYPE: Mapping[str, Any] = {
    "string": "text",
    "integer": 1,
    "number": 0.5,
    "boolean": True,
    "null": None,
}
PROBLEM_SCHEMA: Json = {
    "title": "Problem",
    "description": "RFC 9457, with every reason that stands against the request.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "reasons"],
    "properties": {
        "type": {"type": "string", "examples": ["urn:assay:problem:work.lease_ended"]},
        "title": {"type": "string", "examples": ["Conflict"]},
        "status": {"type": "integer", "examples": [409]},
        "code": {"type": "string", "examples": ["work.lease_ended"]},
        "detail": {
            "type": "string",
            "examples": ["Your time for this task ended at 2026-03-02T09:30:00+00:00."],
        },
        "reasons": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "text", "field", "params"],
                "properties": {
                    "code": {"type": "string", "examples": ["work.lease_ended"]},
                    "text": {"type": "string", "examples": ["Your time for this task ended."]},
                    "field": {"type": ["string", "null"], "examples": [None]},
                    "params": {"type": "object", "examples": [{"at": "2026-03-02T09:30:00+00:00"}]},
                },
            },
        },
    },
}
KEY_PARAMETER: Json = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "Sent again with the same key, the request has no second effect and gets the same answer.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 100, "examples": ["5f0c9d1e-import-monday"]},
}


class DocumentedAPI(NinjaAPI):
    """A NinjaAPI whose document is complete; the document is made once per process."""

    _document: OpenAPISchema | None = None
    more_schemas: ClassVar[Json] = {}

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Json | None = None
    ) -> OpenAPISchema:
        if self._document is None:
            document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
            document["components"].setdefault("schemas", {}).update(self.more_schemas)
            complete(document, self)
            self._document = document
        return self._document


def complete(document: Json, api: NinjaAPI) -> None:
    components = document["components"]
    components["schemas"]["Problem"] = PROBLEM_SCHEMA
    components["securitySchemes"] = SCHEMES
    repeatable = _repeatable(api)
    for operation in operations(document):
        operation["responses"]["default"] = {
            "description": "A problem, with its reasons.",
            "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        if operation["operationId"] in repeatable:
            operation.setdefault("parameters", []).append(KEY_PARAMETER)
        for parameter in operation.get("parameters", []):
            parameter.pop("examples", None)  # ninja copies a list where OpenAPI wants a map.
        for media in _media(operation):
            if "schema" in media and "example" not in media:
                media["example"] = example(media["schema"], components["schemas"])


def operations(document: Json) -> Iterator[Json]:
    for path in document["paths"].values():
        for method in METHODS:
            if method in path:
                yield path[method]


def example(schema: Json, schemas: Json) -> Any:
    """A value that fits the schema, put together from the examples of its fields."""
    for name in ("example", "const", "default"):
        if schema.get(name) is not None:
            return schema[name]
    if schema.get("examples"):
        return schema["examples"][0]
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    for choice in ("allOf", "anyOf", "oneOf"):
        if choice in schema:
            return example(schema[choice][0], schemas)
    if schema.get("enum"):
        return schema["enum"][0]
    return _by_type(schema, schemas)


def _by_type(schema: Json, schemas: Json) -> Any:
    if "properties" in schema:
        return {name: example(each, schemas) for name, each in schema["properties"].items()}
    if schema.get("type") == "array":
        return [example(schema["items"], schemas)] if schema.get("items") else []
    if schema.get("type") == "object":
        return {}
    if schema.get("format") in EXAMPLES_BY_FORMAT:
        return EXAMPLES_BY_FORMAT[schema["format"]]
    return EXAMPLES_BY_TYPE.get(str(schema.get("type")))


def _media(operation: Json) -> Iterator[Json]:
    yield from operation.get("requestBody", {}).get("content", {}).values()
    for response in operation["responses"].values():
        yield from response.get("content", {}).values()


def _repeatable(api: NinjaAPI) -> set[str]:
    return {
        operation.operation_id or api.get_openapi_operation_id(operation)
        for router in api._get_bound_routers()
        for path in router.path_operations.values()
        for operation in path.operations
        if getattr(operation.view_func, "is_repeatable", False)
    }
