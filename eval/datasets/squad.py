"""SQuAD 2.0 (Rajpurkar, Jia and Liang 2018) and sets in its format: JaQuAD (So et al. 2022), in Japanese.

CC BY-SA 4.0 and 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.datasets.files import DatasetError, find, read_json
from eval.datasets.records import LabelledQuestion


def questions(value: Any, name: str) -> Iterator[LabelledQuestion]:
    """The questions of a parsed SQuAD file (version 1.1 or 2.0). Raises DatasetError where it isn't one."""
    try:
        for article in value["data"]:
            for paragraph in article["paragraphs"]:
                for question in paragraph["qas"]:
                    yield _question(question, paragraph["context"], str(article.get("title") or "untitled"))
    except (KeyError, TypeError) as error:
        raise DatasetError(f"{name!r} is not in the format of SQuAD: {error!r} is missing or misplaced.") from error


def _question(question: dict[str, Any], context: str, title: str) -> LabelledQuestion:
    answers = [] if question.get("is_impossible") else question.get("answers") or []
    place = None
    if answers:
        start, text = int(answers[0]["answer_start"]), str(answers[0]["text"])
        place = (start, start + len(text)) if context[start : start + len(text)] == text else None
    texts = tuple(dict.fromkeys(str(answer["text"]) for answer in answers))
    return LabelledQuestion(str(question["id"]), question["question"].strip(), context, texts, title, place)


def load_squad2(folder: Path) -> Iterator[LabelledQuestion]:
    """The development questions; about half are unanswerable."""
    path = find(folder, "squad2", "data", "dev-v2.0.json")
    yield from questions(read_json(path), str(path))


def load_jaquad(folder: Path) -> Iterator[LabelledQuestion]:
    """The development questions, all answerable."""
    for path in sorted(find(folder, "jaquad", "data", "dev").glob("*.json")):
        yield from questions(read_json(path), str(path))
