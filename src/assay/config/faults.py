"""What stops Assay from starting: one sentence that says what to do, and an exit code."""

import os


class CannotStart(Exception):
    """Shown to a person as it is: no traceback, nothing else."""

    def __init__(self, sentence: str, *, exit_code: int = os.EX_UNAVAILABLE) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = exit_code
