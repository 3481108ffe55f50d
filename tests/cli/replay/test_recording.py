"""What is read from a file, and the one sentence that says why it was not."""

from pathlib import Path

import pytest

from assay.cli.outcome import ExitCode, Failed
from assay.cli.replay.recording import BadRow, Judgment, Recording, read_recording, read_truth

GOOD = "item,worker,label\nphone,ana,yes\nphone,ade,no\ncase,ana,yes\n"


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "judgments.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def read(tmp_path: Path, text: str | bytes, overlap: int | None = None) -> Recording:
    return read_recording(written(tmp_path, text), overlap=overlap)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(Failed) as refused:
        read(tmp_path, text)
    assert refused.value.exit_code == ExitCode.USAGE
    return refused.value.sentence.replace(f"{tmp_path}/", "")


def test_every_judgment_is_read_in_order(tmp_path: Path) -> None:
    recording = read(tmp_path, GOOD)

    assert recording.judgments == [
        Judgment("phone", "ana", "yes"),
        Judgment("phone", "ade", "no"),
        Judgment("case", "ana", "yes"),
    ]
    assert (recording.items, recording.workers, recording.labels) == (
        ["phone", "case"],
        ["ana", "ade"],
        ["no", "yes"],
    )
    assert (recording.overlap, recording.n_repeats, recording.n_bad_rows) == (2, 0, 0)


def test_the_first_row_of_a_repeated_pair_counts(tmp_path: Path) -> None:
    recording = read(tmp_path, GOOD + "phone,ana,no\nphone,ana,yes\n")

    assert len(recording.judgments) == 3
    assert recording.judgments[0].label == "yes"
    assert recording.n_repeats == 2


def test_with_an_overlap_the_first_so_many_judgments_of_an_item_count(tmp_path: Path) -> None:
    recording = read(tmp_path, GOOD, overlap=1)

    assert [(each.item, each.worker) for each in recording.judgments] == [("phone", "ana"), ("case", "ana")]
    assert recording.n_beyond_overlap == 1


def test_columns_may_stand_anywhere_and_seconds_are_kept(tmp_path: Path) -> None:
    recording = read(tmp_path, "\ufeffseconds,label,seq,Worker,item\n2.5,yes,1,ana,phone\n,no,2,ade,phone\n")

    assert recording.judgments == [Judgment("phone", "ana", "yes", 2.5), Judgment("phone", "ade", "no", 0.0)]


def test_quoted_cells_may_go_over_lines(tmp_path: Path) -> None:
    recording = read(tmp_path, 'item,worker,label\n"a ""b"",\nc",ana,yes\n,ana,yes\n')

    assert recording.judgments[0].item == 'a "b",\nc'
    assert recording.bad_rows == [BadRow(4, "item is empty")]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",ana,yes", "item is empty"),
        ("phone, ,yes", "worker is empty"),
        ("phone,ana,", "label is empty"),
        ("phone,ana", "it has 2 cells, and the first line 3"),
        ("phone,ana,yes,more", "it has 4 cells, and the first line 3"),
        (f"{'p' * 201},ana,yes", "item has more than 200 characters"),
    ],
)
def test_a_bad_row_is_reported_with_line_and_reason(tmp_path: Path, row: str, reason: str) -> None:
    recording = read(tmp_path, f"{GOOD}{row}\ncase,ade,no\n")

    assert recording.bad_rows == [BadRow(5, reason)]
    assert len(recording.judgments) == 4


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "86401", "soon"])
def test_impossible_seconds_are_a_bad_row(tmp_path: Path, seconds: str) -> None:
    recording = read(tmp_path, f"item,worker,label,seconds\np,ana,yes,{seconds}\np,ade,no,1\n")

    assert recording.bad_rows == [BadRow(2, f"seconds is '{seconds}', not a number from 0 to 86400")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "item,label\nphone,yes\n",
            (
                "judgments.csv: The column worker is missing: "
                "the first line must name item,worker,label, and has item, label."
            ),
        ),
        (
            "",
            (
                "judgments.csv: The column item is missing: "
                "the first line must name item,worker,label, and has nothing."
            ),
        ),
        ("item,worker,label,item\n", "judgments.csv: The first line names a column twice."),
        ("item,worker,label\n", "judgments.csv has no usable judgment."),
        ("item,worker,label\n,ana,yes\n", "judgments.csv has no usable judgment: line 2: item is empty."),
        (GOOD.encode("utf-16"), "judgments.csv: The file is UTF-16: save it as UTF-8."),
        (
            "item,worker,label\ncafé,ana,yes\n".encode("latin-1"),
            "judgments.csv: Line 2 is not UTF-8: save the file in that encoding.",
        ),
        (GOOD + "a\0b,ana,yes\n", "judgments.csv: Line 5 has zero bytes in it: is this a CSV file?"),
        ('item,worker,label\n"phone,ana,yes\n', "judgments.csv: Line 2 is not CSV: unexpected end of data."),
    ],
)
def test_a_file_that_cannot_be_played_is_one_sentence(
    tmp_path: Path, text: str | bytes, sentence: str
) -> None:
    assert refusal(tmp_path, text) == sentence


def test_a_line_of_100_mb_is_one_sentence(tmp_path: Path) -> None:
    text = GOOD.encode() + b"x" * 100_000_000

    assert (
        refusal(tmp_path, text) == "judgments.csv: Line 5 is longer than 2,097,152 bytes: is this a CSV file?"
    )


def test_a_missing_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Failed, match=r"judgments\.csv cannot be read \(No such file or directory\)\."):
        read_recording(tmp_path / "judgments.csv")


def test_numbers_are_not_categories(tmp_path: Path) -> None:
    text = "item,worker,label\n" + "".join(f"i,w{n},{n / 2}\n" for n in range(26))

    assert refusal(tmp_path, text).startswith("judgments.csv has 26 different numbers as labels: ")


def test_labels_that_are_numbers_are_in_their_order(tmp_path: Path) -> None:
    text = "item,worker,label\n" + "".join(f"i,w{label},{label}\n" for label in ("10", "9", "-1", "x", "2.5"))

    assert read(tmp_path, text).labels == ["-1", "2.5", "9", "10", "x"]


def test_truth_is_read_and_the_first_row_of_an_item_counts(tmp_path: Path) -> None:
    file = written(tmp_path, "item,label\nphone,yes\nphone,no\ncase,\nbag,no,more\n")

    assert read_truth(file) == {"phone": "yes"}
