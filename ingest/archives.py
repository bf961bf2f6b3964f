"""Zipped documents (DOCX, ODT, EPUB …) and XML checked before any reader unpacks them.

Refused are archives that would unpack to more than a limit (bombs, also ones that lie of their sizes or whose members
share bytes: D. Fifield, "A better zip bomb", WOOT 2019), names that lead out of the archive, and XML that declares
entities which expand or point elsewhere. This file doesn't know what the members mean.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

from ingest.errors import LimitError, PasswordError, UnreadableError

_XML_SUFFIXES = (".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels", ".svg", ".smil")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCAL = struct.Struct("<4s5H3I2H")  # a local file header
_CHUNK = 1 << 16
_LONGEST_ENTITY = 200


@dataclass(frozen=True, slots=True)
class ArchiveLimits:
    """What an archive may hold: bytes after unpacking, members, and times its own size (counted from 10 MB on)."""

    bytes: int = 1024**3
    members: int = 20_000
    ratio: float = 250.0


def check_archive(path: Path, limits: ArchiveLimits | None = None) -> None:
    """Check a zipped document without unpacking it anywhere.

    Raises:
        LimitError: it would unpack to too much.
        PasswordError: it is encrypted.
        UnreadableError: it is no archive, damaged, leads out of itself or declares XML entities.
    """
    limits = limits or ArchiveLimits()
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            _check_members(path.name, members, limits)
            left = limits.bytes
            for member in members:
                left -= _check_member(path.name, file, archive, member, left)
                unpacked = limits.bytes - left
                if unpacked > 10 * 1024**2 and unpacked > limits.ratio * path.stat().st_size:
                    raise LimitError(f"{path.name} unpacks to more than {limits.ratio:g} times its size.")
    except zipfile.BadZipFile as error:
        if _starts_with(path, _OLE):
            raise PasswordError(
                f"{path.name} is encrypted, or a document of an old Office version: save it anew without a password."
            ) from error
        raise UnreadableError(
            f"{path.name} is not what its name says: it is damaged or not a zipped document."
        ) from error
    except (OSError, EOFError, zlib.error, struct.error, NotImplementedError, ValueError, OverflowError) as error:
        raise UnreadableError(f"{path.name} is damaged: its archive can't be unpacked.") from error


def check_xml(path: Path) -> None:
    """Check that an XML file declares no entity that expands or points elsewhere.

    Raises:
        UnreadableError: it does, or can't be opened.
    """
    try:
        with path.open("rb") as file:
            _check_entities(path.name, iter(lambda: file.read(_CHUNK), b""))
    except OSError as error:
        raise UnreadableError(f"{path.name} can't be opened: {error.strerror or error}.") from error


def _starts_with(path: Path, magic: bytes) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(magic)) == magic
    except OSError:
        return False


def _check_members(name: str, members: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    if len(members) > limits.members:
        raise LimitError(f"{name} holds {len(members):,} files, more than the limit of {limits.members:,}.")
    if sum(member.file_size for member in members) > limits.bytes:
        raise LimitError(f"{name} unpacks to more than the limit of {limits.bytes // 1024**2:,} MB.")
    for member in members:
        inner = member.orig_filename
        parts = PurePosixPath(inner.replace("\\", "/")).parts
        if ".." in parts or inner.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", inner) or "\x00" in inner:
            raise UnreadableError(f"{name} was not read: it holds a file whose name leads out of the archive.")
        if member.flag_bits & 1:
            raise PasswordError(f"{name} is encrypted: save it without a password.")
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            raise UnreadableError(f"{name} was not read: it holds a link to another file.")
    by_place = sorted(members, key=lambda member: member.header_offset)
    for one, two in pairwise(by_place):
        if one.header_offset + 30 + one.compress_size > two.header_offset:
            raise UnreadableError(f"{name} was not read: files in its archive overlap, as in a zip bomb.")


def _check_member(name: str, file: BinaryIO, archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int) -> int:
    """Inflate a member and forget it; its true size, at most `left`."""
    if member.is_dir():
        return 0
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        with archive.open(member) as stream:
            return sum(len(chunk) for chunk in iter(lambda: stream.read(_CHUNK), b""))
    size = 0
    for chunk in _inflated(file, member):
        size += len(chunk)
        if size > left:
            raise LimitError(f"{name} unpacks to more than the limit of memory for one document.")
    if member.filename.lower().endswith(_XML_SUFFIXES):
        _check_entities(name, _inflated(file, member))
    return size


def _inflated(file: BinaryIO, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's bytes as they really are, whatever size its header tells."""
    file.seek(member.header_offset)
    header = _LOCAL.unpack(file.read(_LOCAL.size))
    file.seek(member.header_offset + _LOCAL.size + header[9] + header[10])
    left = member.compress_size
    inflater = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        data = file.read(min(_CHUNK, left))
        if not data:
            return
        left -= len(data)
        if inflater is None:
            yield data
            continue
        while data:
            yield inflater.decompress(data, _CHUNK * 4)
            data = inflater.unconsumed_tail


class _PrologEnded(Exception):
    """Raised to stop a parser that has seen enough."""


def _check_entities(name: str, chunks: Iterator[bytes]) -> None:
    """Parse up to the root element, refusing entities that expand or point elsewhere."""
    parser = expat.ParserCreate()

    def declared(
        entity: str, parameter: bool, value: str | None, base: str | None, system: str | None, public: str | None,
        notation: str | None,
    ) -> None:  # fmt: skip
        if parameter or value is None or "&" in value or "%" in value or len(value) > _LONGEST_ENTITY:
            raise UnreadableError(f"{name} was not read: its XML declares entities that expand or point elsewhere.")

    def began(*_: object) -> None:
        raise _PrologEnded

    parser.EntityDeclHandler = declared
    parser.StartElementHandler = began
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
    except _PrologEnded:
        return
    except expat.ExpatError:
        return  # not well formed: the reader's own business
    except (LookupError, ValueError):
        return  # an encoding that the parser doesn't know
