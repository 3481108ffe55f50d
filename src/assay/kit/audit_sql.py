"""How a table joins the audit trail: used by the migrations of every domain."""

from collections.abc import Sequence


def attach(
    table: str, *, hidden: Sequence[str] = (), masked: Sequence[str] = (), only: Sequence[str] = ()
) -> str:
    """SQL that audits a table.

    `hidden` columns are never recorded (secrets, bulk); of `masked` (personal) ones only a digest under the person's
    erasable key is; `only` limits updates to those columns (counters change without a trace).
    """
    columns = f" OF {', '.join(only)}" if only else ""
    return f"""
CREATE TRIGGER audit_rows AFTER INSERT OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION kit_audit('{",".join(hidden)}', '{",".join(masked)}');
CREATE TRIGGER audit_changes AFTER UPDATE{columns} ON {table}
FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION kit_audit('{",".join(hidden)}', '{",".join(masked)}');
"""


def detach(table: str) -> str:
    return f"DROP TRIGGER audit_changes ON {table}; DROP TRIGGER audit_rows ON {table};"
