"""What a file is by its first bytes: only kinds that browsers show without running anything; names say nothing."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from assay.kit.reasons import Refused, declare

NOT_SHOWN = declare(
    "file.not_shown",
    "This is no picture, sound or video that can be shown: PNG, JPEG, GIF, WebP, AVIF, MP3, M4A, Ogg, WAV, "
    "FLAC, MP4 and WebM are.",
    status=422,
)
TOO_MANY_PIXELS = declare(
    "file.too_many_pixels", "The picture has more than {most} pixels: make it smaller.", status=422
)
IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif")
SOUNDS = ("audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac")
VIDEOS = ("video/mp4", "video/webm")
KINDS = (*IMAGES, *SOUNDS, *VIDEOS)
MOST_BYTES = {"image": 20 * 1024**2, "audio": 200 * 1024**2, "video": 1024**3}
MOST_PIXELS = 100_000_000
HEAD = 64
_MARKS: tuple[tuple[re.Pattern[bytes], str], ...] = tuple(
    (re.compile(mark, re.DOTALL), kind)
    for mark, kind in (
        (rb"\x89PNG\r\n\x1a\n", "image/png"),
        (rb"\xff\xd8\xff", "image/jpeg"),
        (rb"GIF8[79]a", "image/gif"),
        (rb"RIFF....WEBP", "image/webp"),
        (rb"....ftypavi[fs]", "image/avif"),
        (rb"....ftypM4A", "audio/mp4"),
        (rb"....ftyp(isom|iso[2-6]|mp4[12]|avc1|M4V |dash)", "video/mp4"),
        (rb"\x1a\x45\xdf\xa3.{0,50}webm", "video/webm"),
        (rb"OggS.{24,36}(OpusHead|vorbis|\x7fFLAC|Speex)", "audio/ogg"),
        (rb"RIFF....WAVE", "audio/wav"),
        (rb"fLaC", "audio/flac"),
        (rb"ID3[\x02-\x04]|\xff[\xfb\xf3\xf2]", "audio/mpeg"),
    )
)


def sniffed(chunks: Iterable[bytes]) -> tuple[str, Iterator[bytes]]:
    """The media type, and all the bytes. Raises Refused for what is none of the kinds that can be shown."""
    source = iter(chunks)
    first = b""
    for chunk in source:
        first += chunk
        if len(first) >= HEAD:
            break
    kind = media_type(first[:HEAD])
    _refuse_pixels(kind, first[:HEAD])
    return kind, chain([first], source)


def media_type(head: bytes) -> str:
    """By the marks at the beginning. Raises Refused."""
    for mark, kind in _MARKS:
        if mark.match(head):
            return kind
    raise Refused(NOT_SHOWN(field="file"))


def most_bytes(kind: str) -> int:
    return MOST_BYTES[kind.split("/", maxsplit=1)[0]]


def _refuse_pixels(kind: str, head: bytes) -> None:
    """A few hundred bytes can ask a browser for gigabytes of pixels."""
    sides = (0, 0)
    if kind == "image/png":
        sides = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    if kind == "image/gif":
        sides = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    if sides[0] * sides[1] > MOST_PIXELS:
        raise Refused(TOO_MANY_PIXELS(field="file", most=MOST_PIXELS))
