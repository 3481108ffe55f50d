"""What a demo may be filled with, in tests. Models are imported inside: only there Django is set up."""

import os
import sys
import urllib.error
import urllib.request


def tell_whether_it_answers() -> None:
    """Nobody may be let in while the database is being filled."""
    try:
        urllib.request.urlopen(os.environ["TEST_URL"], timeout=5).close()
        answer = "somebody was let in"
    except urllib.error.URLError as error:
        answer = type(error.reason).__name__
    from assay.people.models import User

    print(f"While filling: {answer}, {User.objects.count()} users", file=sys.stderr, flush=True)


def break_down() -> None:
    raise RuntimeError("The example data are broken.")
