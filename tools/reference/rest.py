"""The API, from its OpenAPI document."""

import json
from collections import defaultdict
from typing import Any  # An OpenAPI document is nested JSON.

from tools.reference.layout import table

METHODS = ("get", "post", "put", "patch", "delete")
INTRODUCTION = """# The API

Below `/api/v1`. The whole document with every field and example is [openapi.json](openapi.json); a running server shows
it at `/api/v1/docs`.
"""


def pages() -> dict[str, str]:
    document = published()
    description = document["info"]["description"].strip()
    groups = {tag["name"]: tag["description"] for tag in document["tags"]}
    found = grouped(document)
    names = [*groups, *sorted(found.keys() - groups)]
    parts = [section(name, groups.get(name, ""), found[name]) for name in names]
    return {
        "api.md": "\n".join([INTRODUCTION, description, *parts]),
        "openapi.json": json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False),
    }


def published() -> dict[str, Any]:
    from django.core.serializers.json import DjangoJSONEncoder

    from assay.api.v1.api import api

    document: dict[str, Any] = json.loads(
        json.dumps(api.get_openapi_schema(path_prefix="/api/v1/"), cls=DjangoJSONEncoder)
    )
    return document


def grouped(document: dict[str, Any]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = defaultdict(list)
    for path, methods in sorted(document["paths"].items()):
        for method in METHODS:
            if method in methods:
                operation = methods[method]
                text = operation.get("description") or operation.get("summary", "")
                row = [f"`{method.upper()} {path.removeprefix('/api/v1')}`", operation["operationId"], text]
                found[operation.get("tags", ["other"])[0]].append(row)
    return found


def section(name: str, description: str, rows: list[list[str]]) -> str:
    return f"\n## {name}\n\n{description}\n\n{table(['Request', 'Operation', 'What it does'], rows)}"
