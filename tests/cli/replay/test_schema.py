import pytest

from assay.cli.replay import schema
from assay.projects.rules.label_schema import parse


@pytest.mark.parametrize(
    "labels",
    [
        ["0", "1"],
        ["-1", "0", "1"],
        ["good", "very good", "väldigt"],
        ["option-2", "a b"],
        ["only"],
        ["other"],
    ],
)
def test_every_label_becomes_an_option_of_a_valid_schema(labels: list[str]) -> None:
    ids = schema.option_ids(labels)

    parsed = parse(schema.document(ids))

    shown = {option.id: option.label for option in parsed.questions[0].options}
    assert len(set(ids.values())) == len(labels)
    assert {label: shown[option] for label, option in ids.items()} == {label: label for label in labels}


def test_labels_that_may_be_ids_stay_what_they_are() -> None:
    assert schema.option_ids(["G", "2.5", "very good"]) == {"G": "G", "2.5": "2.5", "very good": "option-3"}
