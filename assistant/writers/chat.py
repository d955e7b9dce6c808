"""A chat model proposes statements; what it says passes the same gate as everything else.

The one module that knows the chat-model library. Any model that LangChain's init_chat_model can
name will do; the letters it is shown are data, and it is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from pydantic import BaseModel, Field

from assistant.errors import ModelUnavailable
from assistant.question import Question
from assistant.results import Proposal
from assistant.wording import framing
from assistant.writers.rewriting import proposed
from vectorstore.records import Evidence

MOST_TOKENS = 1200


class ProposedQuote(BaseModel):
    passage: int = Field(description="number of the passage, as listed")
    words: str = Field(description="words copied from that passage, exactly")


class ProposedStatement(BaseModel):
    sentence: str = Field(description="one sentence that answers, saying no more than the words")
    quotes: list[ProposedQuote]


class ProposedAnswer(BaseModel):
    """Statements that answer the question, each resting on words copied from the passages."""

    statements: list[ProposedStatement]


class ChatWriter:
    def __init__(self, model: str, *, url: str | None, key: str | None, timeout: float) -> None:
        """Raises ModelUnavailable where LangChain cannot make such a model.

        Args:
            key: for the server; without one the provider's own variable is read, but for a
                `url`, which gets none: OPENAI_API_KEY is not for a server of one's own.
            timeout: seconds to wait for a reply.
        """
        self.name = model
        options: dict[str, Any] = {
            "temperature": 0,
            "timeout": timeout,
            "max_retries": 1,
            "max_tokens": MOST_TOKENS,
        }
        if url:
            options["base_url"] = url
            options["api_key"] = "none"  # the client insists on one
        if key:
            options["api_key"] = key
        try:
            self._model: BaseChatModel = init_chat_model(model, **options)
        except Exception as error:  # each provider's package raises its own
            raise ModelUnavailable(
                f"The chat model {model} cannot be set up ({_first_line(error)}). "
                "Check its name, its package and its key."
            ) from error

    def write(self, question: Question, evidence: Sequence[Evidence]) -> list[Proposal]:
        try:
            reply = self._structured.invoke(_messages(question, evidence))
        except Exception as error:  # providers and parsers raise their own
            raise ModelUnavailable(
                f"The chat model {self.name} gave no usable answer ({_first_line(error)})."
            ) from error
        if not isinstance(reply, ProposedAnswer):
            raise ModelUnavailable(f"The chat model {self.name} gave no usable answer.")
        numbered = {number: each.passage_id for number, each in enumerate(evidence, 1)}
        return [
            Proposal(
                text=statement.sentence,
                quotes=tuple(
                    (numbered.get(quote.passage, ""), quote.words) for quote in statement.quotes
                ),
            )
            for statement in reply.statements
        ]

    def rewrite(self, text: str, earlier: Sequence[str]) -> str | None:
        """Propose a follow-up put in full; None where the model gives nothing of use."""
        return proposed(self._model, text, earlier)

    @cached_property
    def _structured(self) -> Any:
        return self._model.with_structured_output(ProposedAnswer)


def _messages(question: Question, evidence: Sequence[Evidence]) -> list[tuple[str, str]]:
    instructions = (files("assistant") / "data" / "prompt.txt").read_text("utf-8")
    passages = "\n\n".join(
        f"[{number}] {framing(each)}:\n<passage>\n{each.text}\n</passage>"
        for number, each in enumerate(evidence, 1)
    )
    return [
        ("system", instructions),
        ("human", f"Passages:\n\n{passages}\n\nQuestion: {question.text}"),
    ]


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines() or [type(error).__name__]
    return lines[0][:160]
