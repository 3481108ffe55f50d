"""A stored file as an answer over HTTP: streamed, named, with the digest of its bytes."""

from collections.abc import Iterator

from django.http import StreamingHttpResponse

from assay.kit.files import opened, read_chunks
from assay.kit.models import StoredFile


def download_of(file: StoredFile) -> StreamingHttpResponse:
    """The file as a download; whether the person may have it was checked by the caller."""
    response = StreamingHttpResponse(_chunks(file), content_type=file.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response.headers["Content-Length"] = str(file.n_bytes)
    response.headers["ETag"] = f'"{file.sha256}"'
    return response


def _chunks(file: StoredFile) -> Iterator[bytes]:
    with opened(file) as source:
        yield from read_chunks(source)
