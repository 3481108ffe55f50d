"""The train/test split: fixed per item, whatever else happens to it."""

import hashlib
from uuid import UUID


def is_test_item(project: UUID, external_id: str, test_share: float) -> bool:
    """Whether an item is kept for testing: a hash of project and external id against the share (0 to 1).

    The same item always lands on the same side, and raising the share only adds test items.
    """
    digest = hashlib.sha256(project.bytes + external_id.encode()).digest()
    return int.from_bytes(digest[:8], "big") < test_share * 2**64
