"""Files of runs and verdicts: what is read of a good one, and which line of a bad one is told."""

from io import BytesIO

import pytest

from assay.insight.rules.run_files import (
    BadLines,
    RunCounts,
    VerdictLine,
    check_run,
    check_verdicts,
    read_run,
    read_verdicts,
)

VERDICTS = "external_id,verdict,weight\n"


def told(text: str | bytes, *, is_csv: bool = False) -> list[str]:
    source = BytesIO(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BadLines) as found:
        check_run(source, is_csv=is_csv)
    return [each.text for each in found.value.reasons]


def test_a_run_of_trec_and_the_same_as_csv() -> None:
    trec = b"red%20shoe Q0 d%201 7 2.5 mine\nred%20shoe\tQ0\td2 1 1e1 mine\n\nboot Q0 d2 1 0 mine\n"
    csv = b"\xef\xbb\xbfquery,document,score,note\nred shoe,d 1,2.5,x\nred shoe,d2,10,\nboot,d2,0,\n"

    found = read_run(BytesIO(trec), is_csv=False)

    assert found == {"red%20shoe": {"d%201": 2.5, "d2": 10.0}, "boot": {"d2": 0.0}}
    assert read_run(BytesIO(csv), is_csv=True) == found
    assert check_run(BytesIO(trec), is_csv=False) == RunCounts(2, 3)


def test_only_what_a_measure_looks_at_is_kept() -> None:
    text = "".join(f"q Q0 d{nth:03} 1 {nth} t\n" for nth in range(150))

    found = read_run(BytesIO(text.encode()), is_csv=False)

    assert sorted(found["q"]) == [f"d{nth:03}" for nth in range(50, 150)]


def test_wrong_lines_are_told_by_their_numbers() -> None:
    first = ["q1 Q0 a 1 3.5 t", "q1 Q0 a 2 2 t", "q1 Q0 b 3 nan t", "q1 Q0 c 4 1_0 t"]
    text = "\n".join([*first, "q2 Q0 a 1 1", "q2 Q0 a 1 1 t", "q1 Q0 d 5 1 t"])

    assert told(text) == [
        "Line 2: a is there for the second time in q1.",
        "Line 3: its score is no number: 'nan'.",
        "Line 4: its score is no number: '1_0'.",
        "Line 5: it has 5 fields, and a line of a run six: query Q0 document rank score tag.",
        "Line 7: q1 comes again: lines of one query stand together.",
    ]


def test_hostile_files_are_refused_in_a_sentence() -> None:
    assert told("") == ["There is not one line in the file."]
    assert told(b"q Q0 \x00 1 1 t\n") == [
        "The file cannot be read: Line 1 has zero bytes in it: is this a run file?"
    ]
    assert told(b"q Q0 \xff\xfe 1 1 t\n") == [
        "The file cannot be read: Line 1 is not UTF-8: save the file in that encoding."
    ]
    assert told(f"{'q' * 700} Q0 a 1 1 t\n") == [
        "Line 1: a query and a document have an id, of 200 letters at most."
    ]
    missing = "The file cannot be read: The column score is missing: the first line must name "
    assert told("query,document\na,b\n", is_csv=True) == [
        f"{missing}query,document,score, and has query, document."
    ]
    # Of many wrong lines the first are enough.
    assert len(told("wrong\n" * 100_000)) == 5
    deep = "".join(f"q Q0 d{nth} 1 1 t\n" for nth in range(10_001))
    assert told(deep) == ["Line 10001: q has more than 10,000 results."]


def test_verdicts_with_their_weights() -> None:
    good = VERDICTS.strip() + ",stratum\na,spam,2,high\nb,ham,10.5,\n"
    bad = VERDICTS + "a,spam,2\na,ham,1\nb,,1\nc,spam,0.5\nd,spam,inf\n"

    assert list(read_verdicts(BytesIO(good.encode()))) == [
        VerdictLine(2, "a", "spam", 2.0, "high"),
        VerdictLine(3, "b", "ham", 10.5),
    ]
    with pytest.raises(BadLines) as found:
        check_verdicts(BytesIO(bad.encode()))
    assert [each.text for each in found.value.reasons] == [
        "Line 3: a has a verdict already.",
        "Line 4: an item has an external id and a verdict, of 200 letters at most.",
        "Line 5: its weight is one over the chance with which it was drawn: 1 or more.",
        "Line 6: its weight is one over the chance with which it was drawn: 1 or more.",
    ]
