"""Which items never stop early: a share, drawn by a hash of the item, so that everybody draws the same."""

from hashlib import blake2b


def is_audited(item: str, *, share: float, seed: int = 0) -> bool:
    """Whether the item belongs to the audited share.

    It depends on the item's name and the seed alone: not on the order of work, not on other items, not on the machine.
    A larger share keeps every item of a smaller one.

    Examples
    --------
    >>> is_audited("task-1", share=0.0), is_audited("task-1", share=1.0)
    (False, True)
    """
    digest = blake2b(item.encode(), digest_size=8, salt=seed.to_bytes(8, "little")).digest()
    return int.from_bytes(digest, "little") < share * 2.0**64
