"""A stored file as an answer over HTTP: streamed, named, with its digest; or the part that was asked for."""

import re
from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from assay.kit.files import opened, read_chunks
from assay.kit.models import StoredFile

# No file has more bytes than twenty digits can count.
_RANGE = re.compile(r"bytes=([0-9]{0,20})-([0-9]{0,20})")
_CHUNK = 1 << 20


def download_of(file: StoredFile) -> StreamingHttpResponse:
    """The file as a download; whether the person may have it was checked by the caller."""
    response = StreamingHttpResponse(_chunks(file), content_type=file.media_type)
    response.headers["Content-Disposition"] = _named(file.name)
    response.headers["Content-Length"] = str(file.n_bytes)
    response.headers["ETag"] = f'"{file.sha256}"'
    return response


def _named(name: str) -> str:
    """As HTTP writes names: what ends a line would end the header, too."""
    plain = "".join(each for each in name if each.isprintable())
    return content_disposition_header(as_attachment=True, filename=plain) or "attachment"


def part_of(file: StoredFile, asked: str) -> HttpResponseBase:
    """The part that a Range header asks for, as players do to jump; the whole file where it asks for none."""
    found = _RANGE.fullmatch(asked.strip())
    if found is None or found.groups() == ("", ""):
        response = download_of(file)
        response.headers["Accept-Ranges"] = "bytes"
        return response
    first, last = _limits(found, file.n_bytes)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.n_bytes}"})
    part = StreamingHttpResponse(
        _chunks(file, first, last - first + 1), status=206, content_type=file.media_type
    )
    part.headers["Content-Range"] = f"bytes {first}-{last}/{file.n_bytes}"
    part.headers["Content-Length"] = str(last - first + 1)
    part.headers["Accept-Ranges"] = "bytes"
    part.headers["ETag"] = f'"{file.sha256}"'
    return part


def _limits(found: "re.Match[str]", n_bytes: int) -> tuple[int, int]:
    """First and last byte; without a first one the last so many are meant."""
    first, last = found.groups()
    if not first:
        return max(0, n_bytes - int(last)), n_bytes - 1
    return int(first), min(int(last), n_bytes - 1) if last else n_bytes - 1


def _chunks(file: StoredFile, first: int = 0, n_bytes: int | None = None) -> Iterator[bytes]:
    with opened(file) as source:
        source.seek(first)
        if n_bytes is None:
            yield from read_chunks(source)
            return
        while n_bytes > 0 and (chunk := source.read(min(_CHUNK, n_bytes))):
            n_bytes -= len(chunk)
            yield chunk
