"""What the guide shows can be published as it stands."""

import json
import re
from pathlib import Path

from assay.projects.rules.label_schema import problems_of
from assay.projects.rules.schema_parts import CONTENT_KINDS, QUESTION_KINDS
from assay.projects.rules.schema_reading import RESERVED_KEYS

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "write-a-label-schema.md"
TEXT = GUIDE.read_text(encoding="utf-8")


def test_its_document_is_good_and_its_conditions_fit_questions() -> None:
    document, conditions = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL))
    options = [{"id": "unclear", "label": "Unclear"}, {"id": "buy", "label": "Buy"}]
    before = [
        document["questions"][0],
        {"id": "grade", "kind": "scale", "label": "Grade", "min": 0, "max": 3},
        {"id": "intent", "kind": "choice", "label": "Intent", "options": options},
    ]
    after = {"id": "after", "kind": "text", "label": "After", "when": conditions}

    assert problems_of(document) == []
    assert problems_of({**document, "questions": [*before, after]}) == []


def test_it_names_every_kind_and_every_key_of_the_workbench() -> None:
    named = set(re.findall(r"`([a-z_]+)`", TEXT))
    [keys] = re.findall(r"1, 2, 3 and so on\. (.*?) belong to the workbench", TEXT)

    assert {*CONTENT_KINDS, *QUESTION_KINDS} <= named
    assert {key.lower() for key in re.findall(r"\b[A-Z]\b", keys)} == set(RESERVED_KEYS)
