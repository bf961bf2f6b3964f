"""XML of unknown make: parsed only where it declares no entities, so that none can grow or fetch anything.

This file doesn't know what the XML says.
"""

from __future__ import annotations

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


def parse_untrusted(data: bytes) -> ET.Element:
    """The root element. Raises EntitiesError, ET.ParseError, or LookupError or ValueError for an unknown encoding.

    The declarations are looked for by the parser itself, whatever the encoding and however long the prolog.
    """
    prolog = expat.ParserCreate()
    prolog.EntityDeclHandler = _declared
    prolog.StartElementHandler = _root
    try:
        prolog.Parse(data, True)
    except _Root:
        pass
    except expat.ExpatError as error:
        raise ET.ParseError(str(error)) from error
    return ET.fromstring(data)  # noqa: S314  # nosec B314
