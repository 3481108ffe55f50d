"""One markdown document becomes a title and sections."""

from assay.cli.guidelines import Guideline, Section, parted


def test_headings_become_sections() -> None:
    text = "# Relevance\n\nRead this.\n\n## The basics\n\nJudge.\n\n### Detail\n\nMore.\n\n## Ünclear *cases*\nSkip.\n"

    assert parted(text) == Guideline(
        "Relevance",
        (
            Section("introduction", "Introduction", "Read this."),
            Section("the-basics", "The basics", "Judge.\n\n### Detail\n\nMore."),
            Section("unclear-cases", "Ünclear cases", "Skip."),
        ),
    )


def test_a_sign_inside_a_code_block_is_no_heading() -> None:
    assert parted("## One\n\n```\n# not a heading\n```\n") == Guideline(
        "", (Section("one", "One", "```\n# not a heading\n```"),)
    )


def test_several_headings_of_the_first_level_are_sections() -> None:
    assert parted("# One\na\n# Two\nb\n") == Guideline(
        "", (Section("one", "One", "a"), Section("two", "Two", "b"))
    )


def test_equal_and_other_scripts_titles_get_ids_of_their_own() -> None:
    sections = parted("## 基础\na\n## أساسيات\nb\n## Notes\nc\n## Notes\nd\n").sections

    assert [section.id for section in sections] == ["section", "section-2", "notes", "notes-2"]


def test_text_without_headings_is_one_section() -> None:
    assert parted("Judge the query.\n") == Guideline(
        "", (Section("introduction", "Introduction", "Judge the query."),)
    )


def test_nothing_gives_no_section() -> None:
    assert parted("\n \n") == Guideline("", ())


def test_underlined_headings_count() -> None:
    assert parted("Title\n=====\n\nPart\n----\n\ntext\n") == Guideline(
        "Title", (Section("part", "Part", "text"),)
    )
