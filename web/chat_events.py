"""What each event of the chat puts into its components: the rows [thread, status, talks].

What happens stands in desk.py, where a page stands in visit.py; chat_tab.py wires the two to the page.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.errors import PinciteError
from web.at_work import Run, follow
from web.choice_html import choice_html
from web.conversations import Conversation, ConversationNotFoundError, new_conversation
from web.desk import MOVED, ChatDesk, thread_html
from web.markup import attrs, esc
from web.talk import UNFORESEEN, Scope
from web.visit import Visit, visit_of

Row = list[Any]


def status_html(words: str, *, told: bool = False, stage: bool = False) -> str:
    """A line that screen readers are told (composer.js); `told`: everyone sees it; `stage`: it can wait. No two are the
    same, so that the page hears of each."""
    kind = "told" if told and words else None
    return f"<p{attrs(class_=kind, data_stage=stage, data_at=secrets.token_hex(4))}>{esc(words)}</p>"


def skip() -> Any:
    """The output that leaves a component as it is."""
    import gradio as gr

    return gr.skip()


def keep() -> Row:
    """The row that changes nothing."""
    return [skip(), skip(), skip()]


def told(words: str) -> Row:
    """The row when nothing is done but to say why."""
    return [skip(), status_html(words, told=True), skip()]


@dataclass(frozen=True, slots=True)
class ChatEvents:
    """The events of one app's chat."""

    desk: ChatDesk

    def settled(
        self,
        talk: Conversation,
        who: str,
        words: str = "",
        *,
        fresh: bool = False,
        tell: bool = False,
        search: str = "",
    ) -> Row:
        """The row when nothing is being answered."""
        welcome = "" if talk.exchanges else self.desk.welcome()
        return [
            thread_html(talk, welcome=welcome, fresh=fresh),
            status_html(words, told=tell),
            self.desk.talks(who, talk.id, search=search),
        ]

    def followed(self, run: Run, visit: Visit) -> Iterator[Row]:
        """The rows while a question is answered, for the page that last asked for them."""
        words, latest, talk, me = "", None, None, object()
        for step in follow(run, me):
            talk = talk or step.conversation
            words, latest = step.words, step.conversation
            if step.markup and not run.away and run.halted is None:
                yield [step.markup, status_html(words, stage=True), skip()]
        if run.follower is not me or talk is None or latest is None:
            return  # the page has been loaded again, and follows anew
        if run.halted is not None:
            if not run.superseded and not run.away:  # a step may have been shown after the stop was
                yield self.settled(run.halted, visit.owner)
        elif run.done is None:  # it could be kept nowhere
            yield self.settled(talk, visit.owner, UNFORESEEN, tell=True)
        elif run.away:
            yield [skip(), skip(), self.desk.talks(visit.owner, run.away)]
        else:
            moved = bool(talk.exchanges) and latest.id != talk.id
            yield self.settled(latest, visit.owner, MOVED if moved else words, fresh=True, tell=moved)
        # Gradio sends the last row once more when the generator ends: it must not write over a later question.
        yield keep()

    def run(self, text: str, visit: Visit, scope: Scope, at: int | None = None) -> Iterator[Row]:
        """The rows while a question is answered, at the conversation's end or in place of exchange `at`."""
        text = text.strip()
        try:
            talk = self.desk.shown(visit)
        except PinciteError as error:
            yield told(str(error))
            return
        if why := self.desk.refusal(visit, text):
            yield told(why)
            return
        yield from self.followed(self.desk.answering(text, talk, scope, visit, at), visit)

    def attend(self, said: str) -> Iterator[Row]:
        """The rows of a question that is under way in the conversation which a page, loaded again or come back to,
        shows."""
        visit = visit_of(said)
        run = self.desk.under_way(visit)
        if run is None or run.away:
            yield keep()
        else:
            yield from self.followed(run, visit)

    def submit(self, said: str, model: str, event: Any) -> Iterator[Row]:
        """A question from its field."""
        at, visit = int(event.at), visit_of(said)
        yield from self.run(str(event.text), visit, self.desk.scope(visit, model), at if at >= 0 else None)

    def act(self, said: str, model: str, event: Any) -> Iterator[Row]:
        """A button of the conversation."""
        what, turn, visit = str(event.act), int(event.turn), visit_of(said)
        try:
            talk = self.desk.shown(visit)
            known = 0 <= turn < len(talk.exchanges)
            if what == "suggest":
                yield from self.run(str(event.text), visit, self.desk.scope(visit, model))
            elif what == "retry" and known:
                yield from self.run(talk.exchanges[turn].question, visit, self.desk.scope(visit, model), turn)
            elif what == "switch" and known:
                yield self.settled(self.desk.store.switch(visit.owner, talk.id, turn), visit.owner)
            else:
                yield keep()
        except PinciteError as error:
            yield told(str(error))

    def halt(self, said: str) -> Row:
        """Stop."""
        visit = visit_of(said)
        try:
            talk = self.desk.shown(visit)
        except PinciteError:
            talk = new_conversation()
        return self.settled(self.desk.halt("", talk, visit.owner, tab=visit.tab), visit.owner, "Stopped.")

    def _opened(self, visit: Visit, search: str = "") -> Row:
        """The row of the conversation that the page is to show, with the question that is under way in it."""
        run = self.desk.under_way(visit)
        if run is not None and run.step is not None and run.step.markup:
            talks = self.desk.talks(visit.owner, run.conversation, search=search)
            return [run.step.markup, status_html(run.step.words, stage=True), talks]
        return self.settled(self.desk.store.load(visit.owner, visit.conversation), visit.owner, search=search)

    def pick(self, said: str, gone: Conversation | None, event: Any) -> Row:
        """A button of the list of conversations: the row, and the conversation that can be brought back."""
        what, name, search, visit = str(event.what), str(event.id), str(event.search), visit_of(said)
        who, here = visit.owner, visit.conversation
        row, to = [*keep(), gone], here
        try:
            if what == "new":
                talk = new_conversation()
                row[:-1], to = self.settled(talk, who, search=search), talk.id
            elif what == "open":
                row[:-1], to = self._opened(Visit(who, visit.tab, name), search), name
            elif what == "search":
                row[-2] = self.desk.talks(who, here, search=search)
            elif what == "rename" and str(event.text).strip():
                self.desk.store.rename(who, name, str(event.text))
                row[-2] = self.desk.talks(who, here, search=search)
            elif what == "delete":
                row[-1] = self.desk.store.delete(who, name)
                if name == here:
                    talk = new_conversation()
                    row[:-1], to = self.settled(talk, who), talk.id
                row[-2] = self.desk.talks(who, to, search=search, undo=row[-1].title)
            elif what == "undo":
                if gone is None:
                    raise ConversationNotFoundError("This can't be taken back any more.")
                row, to = [*self.settled(self.desk.store.save(who, gone), who, search=search), None], gone.id
        except PinciteError as error:
            row = [skip(), status_html(str(error), told=True), self.desk.talks(who, here), gone]
        if to != here:
            self.desk.leave(here, to, tab=visit.tab)
        return row

    def begin(self, said: str) -> Row:
        """A page is loaded: the row, the choice of documents and the model."""
        visit = visit_of(said)
        scope = [choice_html(self.desk.document_choices()), skip() if visit.model is None else visit.model]
        try:
            if visit.conversation:
                return [*self._opened(visit), *scope]
        except PinciteError:
            words = "The conversation of this address isn't here any more." if visit.owner else ""
            return [*self.settled(new_conversation(), visit.owner, words, tell=True), *scope]
        markup = thread_html(new_conversation(), welcome=self.desk.welcome(visit.documents))
        return [markup, skip(), self.desk.talks(visit.owner, ""), *scope]

    def freshened(self, said: str) -> Any:
        """An empty conversation's welcome, anew: documents may have come, gone or been chosen."""
        visit = visit_of(said)
        if visit.turns or not visit.conversation or self.desk.shown(visit).exchanges:  # it may be about to be shown
            return skip()
        if self.desk.under_way(visit) is not None:
            return skip()
        return thread_html(Conversation(visit.conversation), welcome=self.desk.welcome(visit.documents))
