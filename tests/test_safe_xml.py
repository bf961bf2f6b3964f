"""XML of unknown make: no entity is ever declared, whatever the encoding and however late."""

from xml.etree import ElementTree as ET

import pytest

from ingest.readers.safe_xml import EntitiesError, parse_untrusted

DECLARED = '<!DOCTYPE a [<!ENTITY x "ha">]><a>&x;</a>'


@pytest.mark.parametrize(
    "data",
    [
        DECLARED.encode(),
        DECLARED.encode("utf-16"),
        f"<!--{'-=' * 100_000}-->{DECLARED}".encode(),
        b'<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>',
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
    ],
)
def test_declared_entities_are_refused(data: bytes) -> None:
    with pytest.raises(EntitiesError):
        parse_untrusted(data)


def test_other_xml_is_parsed() -> None:
    plain = b'<?xml version="1.0"?><!DOCTYPE a PUBLIC "-//x" "x.dtd"><a b="&amp;"><!-- <!ENTITY --></a>'
    assert parse_untrusted(plain).get("b") == "&"
    for broken in (b"", b"<a>", b"<a></b>", b"nothing"):
        with pytest.raises(ET.ParseError):
            parse_untrusted(broken)
