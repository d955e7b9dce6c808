"""A chat model proposes statements; what it says passes the same gate as everything else.

The one module that knows the chat-model library. Any model that LangChain's init_chat_model can
name will do; the letters it is shown are data, and it is told so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.runnables import Runnable, RunnableSequence
from langsmith.run_helpers import tracing_context

from assistant.errors import ModelUnavailable
from assistant.question import Question
from assistant.results import Proposal
from assistant.writers.bounded import TookTooLong, within
from assistant.writers.failures import explained, first_line
from assistant.writers.prompt import prompt
from assistant.writers.providers import Place, extra_of, options_of, place_of
from assistant.writers.reply import ProposedStatement, Reply, UnusableReply, reply_schema
from assistant.writers.rewriting import proposed
from vectorstore.records import Evidence

PASSAGES = 8  # shown to the model


class ChatWriter:
    place: Place

    def __init__(
        self,
        model: str,
        *,
        url: str | None,
        key: str | None,
        timeout: float,
        passages: int = PASSAGES,
        temperature: float = 0.0,
    ) -> None:
        """Raises ModelUnavailable where LangChain cannot make such a model.

        Args:
            key: for the server; without one the provider's own variable is read, but for a
                `url`, which gets none: OPENAI_API_KEY is not for a server of one's own.
            timeout: seconds to wait for a whole reply.
            passages: how many it is shown; a small model reads few.
            temperature: above 0 the same question may get another answer.
        """
        self.name = model
        self.place = place_of(model, url)
        self._key = key
        self._timeout = timeout
        self._passages = passages
        self._by_function = False
        try:
            options = options_of(model, url=url, key=key, timeout=timeout, temperature=temperature)
            self._model: BaseChatModel = init_chat_model(model, **options)
        except ImportError as error:
            raise ModelUnavailable(
                f"The chat model {model} needs a package that is not installed. Run "
                f'pip install -c constraints.txt -e ".[{extra_of(model)}]", then ask again.'
            ) from error
        except Exception as error:  # each provider's package raises its own
            raise ModelUnavailable(
                f"The chat model {model} cannot be set up ({first_line(error, key)}). "
                "Check its name, its package and its key."
            ) from error

    def write(self, question: Question, evidence: Sequence[Evidence]) -> Iterator[Proposal]:
        """Give each statement as soon as the model has ended it.

        Raises ModelUnavailable, also after some statements were given.
        """
        shown = evidence[: self._passages]
        messages = prompt(question.text, shown)
        numbered = {number: each.passage_id for number, each in enumerate(shown, 1)}
        try:
            for statement in within(self._timeout, lambda: self._statements(messages, len(shown))):
                yield Proposal(
                    text=statement.sentence,
                    quotes=tuple(
                        (numbered.get(quote.passage, ""), quote.words) for quote in statement.quotes
                    ),
                )
        except TookTooLong as error:
            raise self._unusable(f"it took longer than {self._timeout:g} seconds") from error
        except UnusableReply as error:
            raise self._unusable(str(error)) from error
        except Exception as error:  # providers raise their own
            raise self._unusable(explained(error, self._key, self._timeout)) from error

    def rewrite(self, text: str, earlier: Sequence[str]) -> str | None:
        """Propose a follow-up put in full; None where the model gives nothing of use."""
        return proposed(self._model, text, earlier)

    def _statements(
        self, messages: Sequence[tuple[str, str]], passages: int
    ) -> Iterator[ProposedStatement]:
        reply = Reply()
        # What the library would send to its makers' service, where a variable asks for it.
        with tracing_context(enabled=False):
            for piece in self._pieces(messages, passages):
                yield from reply.add(piece)
                if reply.full:
                    break
        reply.close()

    def _pieces(self, messages: Sequence[tuple[str, str]], passages: int) -> Iterator[str]:
        """The reply's text as it comes; some servers know shapes only as functions to be called."""
        begun = False
        try:
            for message in self._asked(passages).stream([*messages]):
                begun = True
                yield _text(message)
        except Exception as error:
            if begun or self._by_function or getattr(error, "status_code", None) not in (400, 422):
                raise
            self._by_function = True
            yield from self._pieces(messages, passages)

    def _asked(self, passages: int) -> Runnable[Any, BaseMessage]:
        """The model, told the shape of its reply; without the reader that waits for its end."""
        method: dict[str, Any] = {"method": "function_calling"} if self._by_function else {}
        told = self._model.with_structured_output(reply_schema(passages), **method)
        return told.first if isinstance(told, RunnableSequence) else self._model

    def _unusable(self, why: str) -> ModelUnavailable:
        return ModelUnavailable(f"The chat model {self.name} gave no usable answer: {why}.")


def _text(message: BaseMessage) -> str:
    if isinstance(message, AIMessageChunk) and message.tool_call_chunks:
        return "".join(call["args"] or "" for call in message.tool_call_chunks)
    if isinstance(message, AIMessage) and message.tool_calls:
        return json.dumps(message.tool_calls[0]["args"])
    return str(message.text)
