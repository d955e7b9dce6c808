"""What can go wrong when a question is answered or a letter drafted.

AssistantError
├── QuestionRefused    an empty or over-long question
├── ReportWithoutItems nothing in the report asks for a response
├── DraftIncomplete    a letter to be approved that still lacks something
├── DraftUnreadable    a kept draft that this version of the product cannot read
├── EditRefused        a change to a draft that names nothing in it, or says nothing
├── NotPublished       a file that is to be the published letter and is not one
├── TemplateRefused    an office's own Word file that no letter can be written in
├── WorksheetRefused   an item that the worksheet does not have, or one without words
├── JudgementsRefused  a file of judged questions that cannot be read
├── SettingsRefused    a setting that makes no sense
└── ModelUnavailable   the chat model could not be reached or named
"""

from __future__ import annotations


class AssistantError(Exception):
    """Base of every error of this package; its message is one sentence with the next step."""


class QuestionRefused(AssistantError):
    pass


class ReportWithoutItems(AssistantError):
    pass


class DraftIncomplete(AssistantError):
    pass


class DraftUnreadable(AssistantError):
    pass


class EditRefused(AssistantError):
    pass


class NotPublished(AssistantError):
    pass


class TemplateRefused(AssistantError):
    pass


class WorksheetRefused(AssistantError):
    pass


class JudgementsRefused(AssistantError):
    pass


class SettingsRefused(AssistantError):
    pass


class ModelUnavailable(AssistantError):
    pass
