"""Archives and XML that mean harm are refused before a reader sees them; ordinary ones pass."""

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.archives import ArchiveLimits, check_archive, check_xml
from ingest.errors import IngestError, LimitError, PasswordError, UnreadableError
from ingest.readers import read

XML = '<?xml version="1.0"?>{}<doc>text</doc>'
LAUGHS = '<!DOCTYPE doc [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE doc [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
HARMLESS = '<!DOCTYPE doc PUBLIC "-//NLM//DTD JATS" "JATS.dtd" [<!ENTITY nbsp "&#160;">]>'


def archive(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in members.items():
            out.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def test_an_ordinary_archive_passes(tmp_path: Path) -> None:
    check_archive(archive(tmp_path / "a.docx", word__document_dot_xml=XML.format(""), image=b"\x89PNG" * 5000))


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil", "C:/evil", "a/../../evil", "..\\evil"])
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableError, match=r"a\.epub .* leads out"):
        check_archive(archive(tmp_path / "a.epub", **{name: "x"}))


def test_links_are_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.epub", "w") as out:
        out.writestr(info, "/etc/passwd")
    with pytest.raises(UnreadableError, match="link"):
        check_archive(tmp_path / "a.epub")


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.docx", big=b"0" * 30_000_000)
    with pytest.raises(LimitError, match=r"bomb\.docx"):
        check_archive(bomb)
    with pytest.raises(LimitError, match=r"bomb\.docx"):
        check_archive(bomb, ArchiveLimits(bytes=1000))
    many = archive(tmp_path / "many.docx", **{f"f{n}": "" for n in range(50)})
    with pytest.raises(LimitError, match="files"):
        check_archive(many, ArchiveLimits(members=40))


def test_a_bomb_that_lies_of_its_size_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "liar.docx", big=b"0" * 30_000_000)
    data = path.read_bytes().replace(struct.pack("<I", 30_000_000), struct.pack("<I", 10))
    path.write_bytes(data)
    with pytest.raises(LimitError, match=r"liar\.docx"):
        check_archive(path)


def test_members_that_share_bytes_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "shared.docx", one=b"x" * 5000, two=b"y" * 5000)
    data = bytearray(path.read_bytes())
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 4)
    path.write_bytes(bytes(data))
    with pytest.raises(UnreadableError, match=r"shared\.docx"):
        check_archive(path)


@pytest.mark.parametrize("prolog", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path: Path, prolog: str, encoding: str) -> None:
    text = XML.format(prolog).replace("?>", f' encoding="{encoding}"?>', 1).encode(encoding)
    with pytest.raises(UnreadableError, match=r"a\.docx .* entities"):
        check_archive(archive(tmp_path / "a.docx", word__document_dot_xml=text))
    (tmp_path / "a.xml").write_bytes(text)
    with pytest.raises(UnreadableError, match=r"a\.xml .* entities"):
        check_xml(tmp_path / "a.xml")


def test_a_reader_never_sees_them(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.docx", big=b"0" * 30_000_000)
    with pytest.raises(LimitError, match="unpacks"):
        read(bomb)
    (tmp_path / "a.xml").write_text(XML.format(LAUGHS))
    with pytest.raises(UnreadableError, match="entities"):
        read(tmp_path / "a.xml")


def test_a_plain_doctype_passes(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(XML.format(HARMLESS))
    check_xml(tmp_path / "a.xml")


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"not a zip at all")
    with pytest.raises(UnreadableError, match=r"a\.docx"):
        check_archive(tmp_path / "a.docx")
    (tmp_path / "b.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(PasswordError, match=r"b\.docx"):
        check_archive(tmp_path / "b.docx")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_is_never_more_than_one_named_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("damage") / "a.docx"
    raw = bytearray(archive(path, word__document_dot_xml=XML.format("") * 20, other="x" * 300).read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(1, len(raw)))])
    try:
        check_archive(path)
    except IngestError as error:
        assert "a.docx" in str(error)
