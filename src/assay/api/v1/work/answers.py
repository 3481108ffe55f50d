"""Answers, checked against the schema version they were made with, before the database sees them."""

from functools import lru_cache
from uuid import UUID

import msgspec

from assay.api.v1.work.messages import Answer
from assay.kit.reasons import Refused
from assay.projects.queries.schemas import schema_of
from assay.projects.rules import answers as rules
from assay.projects.rules.interactions import unmet
from assay.work.actions.claiming import Submission
from assay.work.facts import Worker
from assay.work.queries.content import content_of_claim, require_version

_encode = msgspec.json.Encoder(order="deterministic").encode


def checked(worker: Worker, claim: UUID, answer: Answer) -> Submission:
    """The submission, as the statement wants it; refused with every problem of the answers."""
    _, schema = schema_of(answer.schema_version)
    content = content_of_claim(worker, claim) if schema.needs_content else None
    problems = rules.validate(schema, answer.answers, content)
    problems += unmet(schema, answer.interactions)
    if problems:
        require_version(worker, claim, answer.schema_version)
        raise Refused(*problems)
    answers_json = rules.canonical(schema, answer.answers)
    if refused := rules.too_large(answers_json.encode()):
        raise Refused(refused)
    seen = {name: each for name, each in answer.interactions.items() if schema.block(name) is not None}
    return Submission(
        *(claim, answer.client_key, answer.schema_version, answers_json, answer.handling_seconds),
        interactions_json=_encode(seen).decode(),
    )


@lru_cache(maxsize=256)
def markdown_fields(version: UUID) -> tuple[str, ...]:
    """The content fields of a schema version that are shown as markdown, or whose turns are."""
    _, schema = schema_of(version)
    return tuple(block.field for block in schema.content if block.is_markdown)
