"""Texts in old encodings: the letters and signs that a person wrote are read."""

from __future__ import annotations

import unicodedata

import pytest

from ingest.readers.decoding import decode

PLAIN = "It was a plain house of grey stone with a slate roof. The road ran past it to the market and the mill. "
SIGNS = "The “ferry” — built in 1802 — cost €40. It’s gone. "
NAMES = (
    "The café by the ferry was kept by Mr Müller from 1802. It served bread and beer to carters, clerks and travellers "
    "on their way to the fair. Its sign, a blue horse, was painted by his daughter Zoë. "
)
MANY = (
    "The ferry’s rolls were read by José García, by Søren Müller and by François Lefèvre – in that order. None of the "
    "three, said Åse Strand, had seen the ledger that João Muñoz kept. "
)
ITALIAN = (
    "Il traghetto non partì mai: è probabile che più di uno lo sapesse. La città non pagò, e così il libro sparì. "
)
PORTUGUESE = "A balsa não voltou. Há razão para duvidar da contagem; porém, após a guerra, ninguém soube mais de João. "
SWEDISH = "Färjan öppnades år 1802. Väktaren förde bok över varje avgift. Många körde förbi på natten utan att betala. "
POLISH = "Prom otwarto w 1802 roku. Strażnik prowadził księgę, w której zapisywał każdą opłatę. Łódź zaginęła. "
CZECH = "Přívoz byl otevřen roku 1802. Strážce vedl knihu, do níž zapisoval každý poplatek. Kniha se ztratila. "
HUNGARIAN = "A kompot 1802-ben nyitották meg. Az őr könyvet vezetett, amelybe minden vámot feljegyzett, és eltűnt. "
TURKISH = "Vapur 1802 yılında açıldı. Bekçi her geçiş ücretini bir deftere yazdı. Sonra ev bir değirmenciye satıldı. "
GERMAN = "Die Fähre wurde 1802 eröffnet. Der Zöllner führte ein Buch, in dem er jeden Groschen für Größeres vermerkte. "
RUSSIAN = "Паром открыли в 1802 году. Сторож вёл книгу, в которую записывал каждую пошлину. Позже дом продали. "
GREEK = "Η γέφυρα άνοιξε το 1802. Ο φύλακας κρατούσε ένα βιβλίο όπου σημείωνε κάθε διόδιο. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIGNS * 3, "cp1252"),
        (NAMES, "cp1252"),
        (MANY, "cp1252"),
        (PLAIN * 30 + NAMES + PLAIN * 30, "cp1252"),
        (ITALIAN, "cp1252"),
        (PORTUGUESE, "cp1252"),
        (SWEDISH, "latin-1"),
        (PLAIN * 30 + SIGNS.replace("€", "£") + PLAIN * 30, "mac_roman"),
        (POLISH, "iso8859-2"),
    ],
)
def test_letters_that_no_language_has_are_put_right(text: str, encoding: str) -> None:
    assert unicodedata.normalize("NFC", decode(text.encode(encoding), "old.txt")) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (POLISH, "cp1250"),
        (CZECH, "cp1250"),
        (CZECH, "iso8859-2"),
        (HUNGARIAN, "cp1250"),
        (TURKISH, "cp1254"),
        (GERMAN, "cp850"),
        (GERMAN, "mac_roman"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN.replace("ё", "е"), "koi8-r"),
        (GREEK, "cp1253"),
    ],
)
def test_other_encodings_than_the_commonest_stay(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "old.txt") == text
