"""What every way out of Assay says when a message did not leave."""


class NotCarried(Exception):
    """It did not leave; `is_final` where another try would not help."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final
