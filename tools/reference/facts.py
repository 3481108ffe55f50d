"""The columns of the facts."""

from assay.insight.enums import FactSource
from assay.insight.rules.columns import COLUMNS, PARTITIONS
from tools.reference.layout import table

INTRODUCTION = """# Facts

Judgments, retractions, restorations and labels as Parquet below `ASSAY_FACTS`, for analysis that never touches the
tables that route work. `assay facts snapshot` writes what is new, `assay facts verify` compares files and counts with
the database. Files never change; columns are only ever added. A judgment counts unless there is a retraction of it that
was not restored:

    SELECT month, count(*) FROM read_parquet('facts/judgments/**/*.parquet', hive_partitioning = true)
    WHERE judgment NOT IN (SELECT judgment FROM read_parquet('facts/retractions/**/*.parquet')
        ANTI JOIN read_parquet('facts/restorations/**/*.parquet') USING (judgment, retracted_at)) GROUP BY month

Before the first restoration there is no such file: leave the line of it out.

`json` is text that holds JSON; `moment` is a time in UTC.
"""


def pages() -> dict[str, str]:
    return {"facts.md": "\n".join([INTRODUCTION, *(part(source) for source in FactSource)])}


def part(source: FactSource) -> str:
    partition, sentence = PARTITIONS[source]
    rows = [[f"`{partition}`", "text", f"{sentence} Stands in the path: `{source.value}/{partition}=…/`."]]
    rows += [[f"`{each.name}`", each.kind, each.sentence] for each in COLUMNS[source]]
    return f"\n## {source.label}\n\n{table(['Column', 'Kind', 'Meaning'], rows)}"
