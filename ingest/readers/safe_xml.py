"""XML of unknown make: parsed only where it declares no entities, so that none can grow or fetch anything.

This file doesn't know what the XML says.
"""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from typing import NoReturn
from xml.parsers import expat


class EntitiesError(ValueError):
    """The document declares entities of its own."""


class _Root(Exception):
    """The root element is reached: declarations can only stand before it."""


def _declared(*_: object) -> NoReturn:
    raise EntitiesError("entities are declared")


def _root(*_: object) -> NoReturn:
    raise _Root


def _check_prolog(data: bytes) -> None:
    """The declarations are looked for by the parser itself, whatever the encoding and however long the prolog."""
    prolog = expat.ParserCreate()
    prolog.EntityDeclHandler = _declared
    prolog.StartElementHandler = _root
    try:
        prolog.Parse(data, True)
    except _Root:
        pass
    except expat.ExpatError as error:
        raise ET.ParseError(str(error)) from error


def parse_untrusted(data: bytes) -> ET.Element:
    """The root element. Raises EntitiesError, ET.ParseError, or LookupError or ValueError for an unknown encoding."""
    _check_prolog(data)
    return ET.fromstring(data)  # noqa: S314  # nosec B314


def parse_as_written(data: bytes) -> ET.Element:
    """The root element, with names and prefixes as the file writes them, so that it can be written out again.

    Entities that HTML names ("&nbsp;"), which a DTD elsewhere declares, are their characters. Raises as
    `parse_untrusted` does.
    """
    _check_prolog(data)
    builder = ET.TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data

    def named(name: str, is_parameter: bool) -> None:
        text = html.unescape(f"&{name};")
        if not is_parameter and text.startswith("&") and name != "amp":
            raise ET.ParseError(f"undefined entity &{name};")
        builder.data("" if is_parameter else text)

    parser.SkippedEntityHandler = named
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ET.ParseError(str(error)) from error
    return builder.close()
