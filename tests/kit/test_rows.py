"""Files from anywhere: a row report or one sentence, never a crash and never half a row."""

import gzip
import io
import tracemalloc

import pytest

from assay.kit.rows import LONGEST_LINE, Row, Unreadable, csv_rows, json_rows


def of_csv(content: bytes) -> list[Row]:
    return list(csv_rows(io.BytesIO(content), needed=("external_id",)))


def of_json(content: bytes) -> list[Row]:
    return list(json_rows(io.BytesIO(content)))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The column external_id is missing"),
        (b"\xff\xfee\x00", "The file is UTF-16"),
        (b"\xfe\xff\x00e", "The file is UTF-16"),
        ("external_id\n1".encode("utf-16-le"), "zero bytes"),
        ("external_id,text\n1,Grüße".encode("latin-1"), "Line 2 is not UTF-8"),
        (gzip.compress(b"external_id\n1\n", mtime=0), "is not UTF-8"),
        (b"external_id,external_id\n1,2\n", "names a column twice"),
        (b"id,text\n1,2\n", "The column external_id is missing"),
        (b'external_id\n"1"2\n', "is not CSV"),
        (b'external_id\n"1\n', "is not CSV"),
        (b"external_id\n1\x002\n", "zero bytes"),
        (b"external_id\n" + b"x" * (LONGEST_LINE + 1), "Line 2 is longer"),
        (b'external_id\n"' + b"x\n" * LONGEST_LINE + b'"\n', "is not CSV"),
    ],
)
def test_a_csv_file_that_is_none_is_one_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        of_csv(content)


def test_sound_csv_files_of_every_make_are_read() -> None:
    assert of_csv(b"external_id\n") == []
    assert of_csv(b"\xef\xbb\xbfexternal_id\r\n1\r\n") == [Row(2, {"external_id": "1"})]
    assert of_csv(b'external_id,text\n1,"a\nb"\n\n2,c\n') == [
        Row(2, {"external_id": "1", "text": "a\nb"}),
        Row(5, {"external_id": "2", "text": "c"}),
    ]


def test_ten_thousand_columns_and_a_short_row_are_told_apart() -> None:
    header = b"external_id," + b",".join(b"c%d" % nth for nth in range(10_000))

    [whole, short] = of_csv(header + b"\n" + b"," * 10_000 + b"\nonly\n")

    assert (len(whole.cells), whole.fault) == (10_001, "")
    assert short.fault == "it has 1 cells, and the first line 10001"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"[1]", "it is not a JSON object"),
        (b"{", "it is not a JSON object"),
        (b"nonsense", "it is not a JSON object"),
        (b'{"a": NaN}', "it is not a JSON object"),
        (b'{"a": 1e999}', "it is not a JSON object"),
        (b'{"a": "\\ud800"}', "it is not a JSON object"),
        (b'{"a": "\xff"}', "it is not a JSON object"),
        (b'{"a": "\\u0000"}', "it contains a zero character"),
        (b'{"a": "\x00"}', "it contains a zero character"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "it is not a JSON object"),
        (b'{"a": "' + b"x" * LONGEST_LINE + b'"}', "it is longer than"),
    ],
)
def test_a_line_that_is_no_object_is_a_row_with_its_fault(line: bytes, fault: str) -> None:
    [first, broken, last] = of_json(b'{"a": 1}\n' + line + b'\n{"a": 2}\n')

    assert (first.cells, last.cells) == ({"a": 1}, {"a": 2})
    assert (broken.line, last.line) == (2, 3)
    assert broken.fault.startswith(fault)


def test_a_line_of_100_megabytes_never_stands_in_memory() -> None:
    class Endless(io.RawIOBase):
        left = 100_000_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]  # A buffer is what readinto gets.
            n = min(len(view), self.left)
            view[:n] = b"x" * n
            self.left -= n
            return n

    tracemalloc.start()
    [row] = json_rows(io.BufferedReader(Endless(), 1 << 16))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert row.fault.startswith("it is longer than")
    assert peak < 20_000_000
