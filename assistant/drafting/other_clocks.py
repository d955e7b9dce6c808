"""The clocks beside that of section 55 that a report runs under, each in a sentence."""

from __future__ import annotations

from datetime import timedelta

from assistant.drafting import worksheet_wording as wording
from assistant.drafting.legal import Rule, legal
from ingest.model import Item, Report


def other_clocks(report: Report) -> tuple[str, ...]:
    """Name the clocks that a report seems to be under by its words, and its own deadlines."""
    named = [_sentence(rule, report) for rule in legal("other_clock") if _is_under(report, rule)]
    days = sorted(item.deadline for item in report.items if item.deadline)
    if days:
        named.append(wording.own_deadlines(len(days), days[0], days[-1]))
    return tuple(named)


def _is_under(report: Report, rule: Rule) -> bool:
    if rule.get("only_in") == "publisher and items":
        sought = [report.publisher or "", report.title, *(item.text for item in report.items)]
    else:
        sought = [report.title, report.opening]
    said = " ".join(" ".join(sought).casefold().split())
    return any(words in said for words in rule["words"])


def _sentence(rule: Rule, report: Report) -> str:
    if rule["name"] == "child_protection":
        weeks = timedelta(weeks=rule["weeks"])
        due = report.published + weeks if report.published else None
        return wording.child_protection_clock(rule["weeks"], due)
    if rule["name"] == "super_complaint":
        days = sorted(
            {item.deadline for item in report.items if item.deadline and _asks_reply(item, rule)}
        )
        return wording.super_complaint_clock(days)
    return wording.iopc_clock(rule["days"])


def _asks_reply(item: Item, rule: Rule) -> bool:
    said = item.text.casefold()
    return any(words in said for words in rule["reply"])
