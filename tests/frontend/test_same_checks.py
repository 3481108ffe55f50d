"""The workbench and the server find the same problems in the same answers, whatever these are."""

import copy
import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any  # Answers are JSON.

import pytest

from assay.projects.rules.answers import validate
from assay.projects.rules.gallery import gallery
from assay.projects.rules.label_schema import parse

ROOT = Path(__file__).resolve().parents[2]
FRONTEND = ROOT / "frontend"
TABLE = json.loads(
    (ROOT / "tests" / "projects" / "rules" / "answer_vectors.json").read_text(encoding="utf-8")
)
Case = tuple[Any, Any, Any]
SPAN = {"start": 0, "end": 3, "label": "person"}
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, 1, 2.5, -3, 1e13, "", "a", "yes", "no", "shop", "tie", "r1", " x ", "🙂", "\x07"),
    *([], {}, ["a"], ["yes", "no"], ["r1", "r1"], [1], {"r1": 1}, {"t1": "no"}, {"better": "a", "left": "b"}),
    *(
        [SPAN],
        [SPAN, SPAN],
        [{**SPAN, "end": 99}],
        [{**SPAN, "start": -1}],
        [{"start": 0}],
        ["violence"],
        ["harm"],
    ),
)


def good() -> list[Case]:
    """Answers of the table, and of the gallery's examples."""
    table = [(TABLE["schemas"][name], given, TABLE["contents"][name]) for name, given, _ in TABLE["vectors"]]
    examples = [
        (dict(each.schema), example.answers, example.content)
        for each in gallery()
        for example in each.examples
    ]
    return [*table, *examples]


def changed(case: Case, chance: random.Random) -> Case:
    """The same with something strange at a few places."""
    schema, given, content = copy.deepcopy(case)
    if not isinstance(given, dict):
        return schema, given, content
    for _ in range(chance.randint(0, 2)):
        question = chance.choice(schema["questions"])
        value = copy.deepcopy(chance.choice(STRANGE))
        held = given.get(question["id"])
        if isinstance(held, dict) and held and chance.random() < 0.5:
            held[chance.choice(list(held))] = value
        else:
            given[question["id"]] = value
    return schema, given, content


def found_by_the_workbench(cases: list[Case], folder: Path) -> list[list[list[str]]]:
    npx = shutil.which("npx")
    if npx is None or not (FRONTEND / "node_modules").is_dir():
        pytest.skip("The front end's packages are not installed: run `make setup`.")
    file = folder / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    command = [npx, "vitest", "run", "test/validating.test.ts"]
    environment = {**os.environ, "ASSAY_CASES": str(file)}
    ran = subprocess.run(command, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    found: list[list[list[str]]] = json.loads(Path(f"{file}.found").read_text(encoding="utf-8"))
    return found


def test_both_find_the_same_problems_in_thousands_of_answers(tmp_path: Path) -> None:
    chance = random.Random(20260302)
    cases = [changed(case, chance) for case in good() for _ in range(25)]

    there = found_by_the_workbench(cases, tmp_path)

    here = [
        [[each.field, each.code] for each in validate(parse(schema), given, content)]
        for schema, given, content in cases
    ]
    differing = [
        (case[1], mine, its) for case, mine, its in zip(cases, here, there, strict=True) if mine != its
    ]
    assert differing[:3] == []
    assert len(cases) > 2000
    assert sum(not problems for problems in here) > 100
