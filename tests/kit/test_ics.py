"""The iCalendar file itself: escaping, folding, days and moments; and that equal events are equal bytes."""

from datetime import UTC, date, datetime

import pytest

from assay.kit.ics import Event, calendar, etag, fold, text

CHANGED = datetime(2026, 3, 2, 9, 0, 30, tzinfo=UTC)


def test_a_day_and_a_moment_as_the_standard_writes_them() -> None:
    day = Event("a@x", date(2026, 12, 31), "Pilot", CHANGED, sequence=2, link="https://a.example/p/")
    moment = Event(
        "b@x", datetime.fromisoformat("2026-03-29T03:30+02:00"), "Answers", CHANGED, is_cancelled=True
    )

    lines = calendar("Search", [day, moment]).decode().split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[9:21] == [
        *(
            "BEGIN:VEVENT",
            "UID:a@x",
            "DTSTAMP:20260302T090030Z",
            "LAST-MODIFIED:20260302T090030Z",
            "SEQUENCE:2",
        ),
        *("DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Pilot"),
        *("URL:https://a.example/p/", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT"),
    ]
    assert lines[26:28] == ["DTSTART:20260329T013000Z", "SUMMARY:Answers"]
    assert "STATUS:CANCELLED" in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("a;b,c\\d", "a\\;b\\,c\\\\d"),
        ("two\r\nlines\rand\nmore", "two\\nlines\\nand\\nmore"),
        ("x\r\nEND:VEVENT\r\nBEGIN:VALARM", "x\\nEND:VEVENT\\nBEGIN:VALARM"),
        ("bell\x07 and nul\0", "bell and nul"),
        ("two\u2028lines", "twolines"),
        ("عربي 日本\u3000語 می\u200cروم", "عربي 日本\u3000語 می\u200cروم"),
    ],
)
def test_what_somebody_wrote_stays_one_value(words: str, written: str) -> None:
    assert text(words) == written


@pytest.mark.parametrize("sign", ["x", "é", "日", "😀"])
def test_long_lines_are_folded_between_letters(sign: str) -> None:
    line = "SUMMARY:" + sign * 200

    folded = list(fold(line))

    assert max(len(part.encode()) for part in folded) <= 75
    assert folded[0] + "".join(part[1:] for part in folded[1:]) == line
    assert all(part.startswith(" ") for part in folded[1:])


def test_the_tag_changes_with_what_is_said_and_only_then() -> None:
    event = Event("a@x", date(2026, 3, 2), "Pilot", CHANGED)
    other = Event("a@x", date(2026, 3, 3), "Pilot", CHANGED)

    tags = [etag(calendar("A", [each])) for each in (event, event, other)]

    assert tags[0] == tags[1] != tags[2]
