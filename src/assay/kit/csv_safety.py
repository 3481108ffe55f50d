"""A spreadsheet takes cells that begin with = + - @ for formulas: exports guard them."""

# The last four are full-width forms, which some spreadsheets read as the plain ones.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def guard(cell: str) -> str:
    """A cell no spreadsheet runs: a risky one (or one that begins with ') gets a ' before it."""
    if cell.startswith(_RISKY) or cell.startswith("'"):
        return "'" + cell
    return cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") else cell
