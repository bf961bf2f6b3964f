"""An EPUB's package: its pages in reading order as one page, its links made good, and what its package states.

Nothing is unpacked to disk, so no name in the archive can point out of it. This file doesn't know pandoc.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from ingest.errors import LimitError, UnreadableError
from ingest.readers.decoding import decode
from ingest.readers.markup import clean_page, joined
from ingest.readers.safe_xml import EntitiesError, parse_untrusted

_MOST_BYTES = 256 * 1024**2  # of text unpacked from one book
_START_TAG = re.compile(r"<[a-z][^<>]*>")
_ATTRIBUTE = re.compile(r'(\s)(id|href)="([^"]*)"')
_LINK = re.compile(r'\shref="([^"#][^"]*)"')
_PAGE_MEDIA = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document")


def parse_xml(data: bytes, name: str, part: str) -> ET.Element:
    """The XML in `data`; entities of its own are refused, so that none can grow or fetch anything."""
    try:
        return parse_untrusted(data)
    except EntitiesError as error:
        raise UnreadableError(f"{name!r} can't be read: {part} defines XML entities, which is not allowed.") from error
    except (ET.ParseError, LookupError, ValueError) as error:  # an encoding that nobody knows is no ParseError
        raise UnreadableError(f"{name!r} is damaged: {part} is not well-formed XML.") from error


def open_archive(path: Path, kind: str) -> zipfile.ZipFile:
    """The ZIP archive at `path`."""
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnreadableError(
            f"{path.name!r} is not a {kind} file or is damaged: it is no whole ZIP archive."
        ) from error


def member(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The bytes of one part of the archive."""
    try:
        info = archive.getinfo(part)
        if info.file_size > _MOST_BYTES:
            raise LimitError(f"{name!r} is not read: its part {part!r} is larger than {_MOST_BYTES // 1024**2} MB.")
        with archive.open(info) as file:
            return file.read(_MOST_BYTES)
    except KeyError as error:
        raise UnreadableError(f"{name!r} is damaged: its part {part!r} is missing.") from error
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise UnreadableError(f"{name!r} is damaged or encrypted: its part {part!r} can't be unpacked.") from error
    except Exception as error:  # zlib.error and lzma's have no common parent
        raise UnreadableError(f"{name!r} is damaged: its part {part!r} can't be unpacked.") from error


def local(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _package(archive: zipfile.ZipFile, name: str) -> tuple[str, ET.Element]:
    container = parse_xml(member(archive, "META-INF/container.xml", name), name, "its container")
    for element in container.iter():
        if local(element) == "rootfile" and element.get("full-path"):
            path = unquote(element.get("full-path", ""))
            return posixpath.dirname(path), parse_xml(member(archive, path, name), name, "its package document")
    raise UnreadableError(f"{name!r} is damaged: its container names no package.")


def _refuse_protected(archive: zipfile.ZipFile, name: str) -> None:
    """DRM shows as a list of encrypted parts; obfuscated fonts alone are harmless."""
    if "META-INF/encryption.xml" not in archive.namelist():
        return
    listed = parse_xml(member(archive, "META-INF/encryption.xml", name), name, "its list of encrypted parts")
    parts = [element.get("URI", "") for element in listed.iter() if local(element) == "CipherReference"]
    if any(re.search(r"\.(?:x?html?|opf|ncx)$", part, re.IGNORECASE) for part in parts):
        raise UnreadableError(f"{name!r} can't be read: its text is encrypted (DRM).")


def package_metadata(package: ET.Element) -> dict[str, tuple[str, ...]]:
    """What an OPF package states (EPUB 3.3, section 5.5; EPUB 2's opf: attributes), under our names."""
    roles: dict[str, str] = {}
    main_title = ""
    for element in package.iter():
        if local(element) == "meta" and element.get("refines") and element.text:
            if element.get("property") == "role":
                roles[element.get("refines", "").lstrip("#")] = element.text.strip()
            elif element.get("property") == "title-type" and element.text.strip() == "main":
                main_title = element.get("refines", "").lstrip("#")
    found: dict[str, list[str]] = {"type": ["book"]}
    for element in package.iter():
        tag, text = local(element), " ".join((element.text or "").split())
        if not text or "purl.org/dc" not in str(element.tag):
            continue
        if tag == "title":
            titles = found.setdefault("title", [])
            titles.insert(0, text) if element.get("id") == main_title and main_title else titles.append(text)
        elif tag in ("creator", "contributor"):
            role = (
                roles.get(element.get("id", "")) or _attribute(element, "role") or ("aut" if tag == "creator" else "")
            )
            if role in ("aut", "edt"):
                found.setdefault("author" if role == "aut" else "editor", []).append(text)
        elif tag == "identifier":
            if re.search(r"\b10\.\d{4,9}/", text):
                found.setdefault("doi", []).append(text)
            elif re.search(
                r"(?:97[89][-\s]?)(?:\d[-\s]?){9}\d|isbn", text + _attribute(element, "scheme"), re.IGNORECASE
            ):
                found.setdefault("isbn", []).append(text)
        elif tag == "date":
            event = _attribute(element, "event")
            dates = found.setdefault("date", [])
            dates.insert(0, text) if event == "publication" else dates.append(text)
        elif tag in ("publisher", "language"):
            found.setdefault(tag, []).append(text)
        elif tag == "rights":
            found.setdefault("licence", []).append(text)
    return {name: tuple(values[:1] if name in ("title", "date") else values) for name, values in found.items()}


def _relinked(body: str, own: str, numbers: dict[str, int]) -> str:
    """Ids made unique over the book, and links made to lead to them."""
    prefix = f"p{numbers[own]}--"

    def moved(match: re.Match[str]) -> str:
        opening, attribute, value = match.groups()
        if attribute == "id":
            return f'{opening}id="{prefix}{value}"'
        target, _, anchor = value.partition("#")
        if re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
            return match.group()
        path = posixpath.normpath(posixpath.join(posixpath.dirname(own), unquote(target))) if target else own
        return f'{opening}href="#p{numbers[path]}--{anchor}"' if path in numbers else match.group()

    return _START_TAG.sub(lambda tag: _ATTRIBUTE.sub(moved, tag.group()), body)


def _apart(items: Iterable[ET.Element], folder: str, parts: dict[str, int]) -> list[str]:
    """The pages that are listed, but not in the reading order."""
    listed = [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in items
        if item.get("media-type", "") in _PAGE_MEDIA and "nav" not in item.get("properties", "").split()
    ]
    return [part for part in dict.fromkeys(listed) if part not in parts]


def _led_to(pages: dict[str, str]) -> set[str]:
    """The paths that links in these pages lead to."""
    return {
        posixpath.normpath(posixpath.join(posixpath.dirname(part), unquote(link.partition("#")[0])))
        for part, body in pages.items()
        for link in _LINK.findall(body)
    }


def read_package(path: Path) -> tuple[str, dict[str, tuple[str, ...]]]:
    """The book as one cleaned page, and its package's metadata. Raises `UnreadableError` or `LimitError`."""
    name = path.name
    with open_archive(path, "EPUB") as archive:
        _refuse_protected(archive, name)
        folder, package = _package(archive, name)
        items = {element.get("id", ""): element for element in package.iter() if local(element) == "item"}
        order = [
            items[element.get("idref", "")]
            for element in package.iter()
            if local(element) == "itemref" and element.get("idref", "") in items
        ]
        parts: dict[str, int] = {}
        for item in order:
            part = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
            if item.get("media-type", "") in _PAGE_MEDIA and "nav" not in item.get("properties", "").split():
                parts.setdefault(part, len(parts))
        pages: dict[str, str] = {}
        size = 0
        waiting = [part for part in parts if part in archive.namelist()]
        apart = _apart(items.values(), folder, parts)
        while waiting:
            part = waiting.pop(0)
            data = member(archive, part, name)
            size += len(data)
            if size > _MOST_BYTES:
                raise LimitError(f"{name!r} is not read: its text is larger than {_MOST_BYTES // 1024**2} MB.")
            pages[part] = clean_page(decode(data, name), drop_furniture=False).body
            if not waiting:  # pages out of the reading order that its pages lead to: notes, plates
                linked = [path for path in apart if path in _led_to(pages) and path in archive.namelist()]
                apart = [path for path in apart if path not in linked]
                parts |= {path: len(parts) + index for index, path in enumerate(linked)}
                waiting += linked
        bodies = [f'<div id="p{parts[part]}--"></div>\n{_relinked(body, part, parts)}' for part, body in pages.items()]
    if not bodies:
        raise UnreadableError(f"{name!r} holds no pages.")
    return joined(bodies), package_metadata(package)


__all__ = ["local", "member", "open_archive", "package_metadata", "parse_xml", "read_package"]
