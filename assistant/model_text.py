"""What a language model writes, as plain sentences: without its thinking, its template's marks, and markup.

This file doesn't know what was asked, nor whether any of it is true.
"""

from __future__ import annotations

import re

SENTENCE_END = re.compile(
    r"(?<=[.!?。！？])(?P<closing>[”\"’')\]]*)\s+(?=[\"“‘(\[]?[A-Z0-9À-ÝĀ-Ž\u3040-\u9fff])"
    r"|(?<=[。！？])(?P<then>[”\"’')\]」』）]*)"
)
ENDED = re.compile(r"[.!?。！？][”\"’')\]*_]*$")
ABBREVIATION = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|vs?|cf|pp?|no|vol|ed|eds|e\.g|i\.e|U\.S|U\.N)|\b[A-Z])\.$")
COUNTING = re.compile(r"\b(?:nn?|nos?|vols?|ch|figs?|arts?|sec|paras?)\.$", re.I)  # abbreviated before a number
MARKER = re.compile(r"\s*(?:\[(?:\d+|passage \d+)(?:\s*,\s*\d+)*\]|\[\^\w+\]|【[^】\n]{0,60}】)", re.I)
BULLET = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")
NUMBERING = re.compile(r"\(?\d{1,2}[.)]")  # of a list's item, parted from it by its own full stop
MARKUP = re.compile(r"\*\*(.+?)\*\*|__(.+?)__|^#+\s*")

# Reasoning that a server left in the text: in tags, in a template's channels, or before a closing tag whose opening
# one the template had put into the prompt.
_NAMES = r"(?:think(?:ing)?|thoughts?|reasoning|reflection|analysis|scratchpad)"
OPENS = rf"(?:<\s*(?i:{_NAMES})\s*>|\[THINK\]|◁think▷)"
CLOSES = rf"(?:<\s*/\s*(?i:{_NAMES})\s*>|\[/THINK\]|◁/think▷)"
_SURELY = r"(?:<\s*(?i:think(?:ing)?)\s*>|\[THINK\]|◁think▷)"  # others are words that a text may have in brackets
THINKING = re.compile(rf"{OPENS}.*?{CLOSES}|{_SURELY}.*$|\A\s*{OPENS}.*$", re.S)
CLOSED = re.compile(CLOSES)
CHANNEL = "<|channel|>"
FINAL = re.compile(
    r"<\|channel\|>\s*final\b[^<]*(?:<\|[^|<>]*\|>[^<]*?)*?<\|message\|>(.*?)(?:<\|(?:end|return|start)\|>|$)", re.S
)
TOKEN = re.compile(
    r"<[|｜][^|｜<>]{1,40}[|｜]>|</?s>|<(?:bos|eos|pad)>|<(?:start|end)_of_turn>(?:model|user)?|\[/?INST\]"
)
# What steers a terminal or turns the direction of what follows.
STEERING = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
HALF_A_MARK = re.compile(r"(?:<[^<>]{0,40}|\[/?[A-Z]{0,5}|◁[^▷]{0,8})$")  # which more may still make one

FENCE = re.compile(r"\s*(?:```|~~~)")
RULE = re.compile(r"\s*(?:[-*_]\s*){3,}")
TABLE_RULE = re.compile(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+(?:\s*:?-{2,}:?\s*)?|\s*\|\s*:?-{2,}:?\s*")
ROW = re.compile(r"\s*\|(.+)\|\s*")
HEADING = re.compile(r"\s*#{1,6}\s+(?P<hashed>.*)|\s*(\*\*|__)(?P<bold>[^*_]+)\2:?\s*")
_ADDRESS = r"\((?:[^()\n]|\([^()\n]*\))*\)"
IMAGE, LINK = re.compile(rf"!\[[^\]\n]*\]{_ADDRESS}"), re.compile(rf"\[([^\]\n]+)\]{_ADDRESS}")
UNSHOWN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|$)", re.I | re.S)
TAG = re.compile(
    r"</?(?:a|b|blockquote|body|br|code|div|em|h[1-6]|hr|html|i|img|li|ol|p|pre|span|strong|sub|sup|table|tbody|td|th"
    r"|thead|tr|u|ul)\b[^<>]*>",
    re.I,
)


def spoken(text: str, *, whole: bool = True) -> str:
    """What a model says, without its thinking and its template's marks; where it isn't `whole`, also without what may
    become such a mark."""
    if CHANNEL in text:
        text = "\n".join(FINAL.findall(text))
    text = STEERING.sub("", TOKEN.sub("", CLOSED.split(THINKING.sub("", text))[-1]))
    return text if whole else HALF_A_MARK.sub("", text)


def _unmarked(piece: str) -> str:
    return MARKUP.sub(lambda m: m.group(1) or m.group(2) or "", piece)


def _lines(text: str, *, headings: bool) -> list[str]:
    """The lines that say something: no fences, rules and heads of tables; a table's row as its cells."""
    found: list[str] = []
    for line in text.split("\n"):
        heading = HEADING.fullmatch(line)
        if TABLE_RULE.fullmatch(line) and "|" in line:
            found = found[:-1]  # the heads of its columns
        elif FENCE.match(line) or RULE.fullmatch(line):
            continue
        elif row := ROW.fullmatch(line):
            found.append("; ".join(cell.strip() for cell in row[1].split("|") if cell.strip()))
        elif heading and not headings:
            said = (heading["hashed"] or heading["bold"] or "").strip()
            found += [said] if ENDED.search(said) else []
        else:
            found.append(line)
    return found


def _without_markup(text: str) -> str:
    text = TAG.sub("", UNSHOWN.sub("", text)) if "<" in text else text
    text = LINK.sub(r"\1", IMAGE.sub("", text))
    lines = _lines(text, headings=False)
    return "\n".join(lines if any(map(str.strip, lines)) else _lines(text, headings=True))


def split_answer(text: str, *, complete: bool = True) -> list[str]:
    """A model's text as plain sentences without markers, markup, headings, thinking, repetition or a torn last
    sentence."""
    text = MARKER.sub("", _without_markup(spoken(text))).strip()
    found: list[str] = []
    carried = ""
    parts = SENTENCE_END.sub(lambda m: (m["closing"] or m["then"] or "") + "\n", text).split("\n")
    pieces = [piece for part in parts if (piece := part.strip())]
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=False):
        if not carried:
            if NUMBERING.fullmatch(piece):
                continue
            piece = BULLET.sub("", piece)
        piece = _unmarked(piece)
        carried = f"{carried} {piece}".strip()
        if not (ABBREVIATION.search(carried) or (following[:1].isdigit() and COUNTING.search(carried))):
            found.append(carried)
            carried = ""
    if carried:
        found.append(carried)
    if not complete and found and not ENDED.search(found[-1]):
        found.pop()
    return list(dict.fromkeys(found))


def plain(text: str) -> str:
    """A model's short word, as "NO ANSWER", without what it may be dressed in."""
    return _unmarked(spoken(text)).strip(" .*\"'“”\n")
