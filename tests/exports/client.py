"""A user of the API who has read its OpenAPI document and nothing else: `python client.py https://…/api/v1/openapi.json`.

Only the standard library, only the operations and keys that the document names.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import urljoin
from urllib.request import urlopen

BEIJING = timezone(timedelta(hours=8))
OPEN = ("open", "closing")


class Client:
    """The API as its OpenAPI document describes it, at whatever address the document lies."""

    def __init__(self, address: str) -> None:
        self.address = address
        document = json.loads(self._read(address))
        self.root = urljoin(address, document["servers"][0]["url"] + "/")
        self.paths = {item["get"]["operationId"]: path for path, item in document["paths"].items()}

    def get(self, operation: str, **parameters: str) -> Any:
        """What the operation gives, as JSON."""
        return json.loads(self._read(self._url(operation, parameters)))

    def lines(self, operation: str) -> Iterator[Any]:
        """What the operation gives, as JSON Lines."""
        for line in self._read(self._url(operation, {})).split("\n"):
            if line:
                yield json.loads(line)

    def _url(self, operation: str, parameters: dict[str, str]) -> str:
        path = self.paths[operation]
        for name, value in parameters.items():
            path = path.replace(f"{{{name}}}", value)
        return urljoin(self.root, path.lstrip("/"))

    def _read(self, address: str) -> str:
        with urlopen(address) as answer:
            text: str = answer.read().decode("utf-8")
            return text


def status_on(record: Any, day: str) -> str:
    """The record's state at the beginning of a day, by its timeline."""
    moment = datetime.fromisoformat(f"{day}T00:00:00+08:00")
    held = ""
    for phase in record["status"]["timeline"]:
        if phase["since"] is None or datetime.fromisoformat(phase["since"]) <= moment:
            held = phase["status"]
    return held


def last_day(moment: str) -> str:
    """The last day before a moment that ends something."""
    return str((datetime.fromisoformat(moment).astimezone(BEIJING) - timedelta(seconds=1)).date())


def closing_calls(client: Client, domain: str, month: str, day: str) -> list[tuple[str, str]]:
    """Challenges of a domain that are open on a day and close for solvers in a month, with the day."""
    names = {row["name"]["zh"]: row["id"] for row in client.get("listDomains")["items"]}
    found = []
    for row in client.get("getDomain", id=names[domain])["items"]:
        if row["kind"] == "challenge":
            record = client.get("getChallenge", id=row["id"])
            ends = [last_day(d["moment"]) for d in record.get("deadlines", ()) if d["audience"] == "solver"]
            if status_on(record, day) in OPEN and any(end.startswith(month) for end in ends):
                found.append((record["id"], min(ends)))
    return sorted(found)


def support_offered(client: Client) -> dict[tuple[str, int], int]:
    """Yuan of support that challenges offer as a fixed sum, by programme and year; only exact figures are added."""
    total: dict[tuple[str, int], int] = defaultdict(int)
    for record in client.lines("getChallengesAsLines"):
        support = record.get("support", {})
        amount = support.get("amount")
        if amount and amount["exact"] and support.get("mode") == "fixed" and "programme" in record:
            total[(record["programme"]["id"], record["year"])] += amount["low"]
    return dict(total)


def awards_by_unit(client: Client) -> dict[str, int]:
    """How many awards each recorded organisation leads or takes part in."""
    found: Counter[str] = Counter()
    for record in client.lines("getWinnersAsLines"):
        parties = [*([record["lead"]] if "lead" in record else []), *record.get("members", ())]
        found.update({party["organisation"]["id"] for party in parties if "organisation" in party})
    return dict(found)


def outcomes_by_list(client: Client) -> dict[str, tuple[int, int]]:
    """Of each list's challenges: how many are recorded, and how many of these have an award or a result."""
    found: dict[str, list[bool]] = defaultdict(list)
    for row in client.get("listChallenges")["items"]:
        record = client.get("getChallenge", id=row["id"])
        if "list" in record:
            roles = {(other["kind"], other["role"]) for other in record.get("linked_from", ())}
            found[record["list"]["id"]].append(bool(roles & {("winner", "challenge"), ("success", "challenge")}))
    return {key: (len(known), sum(known)) for key, known in found.items()}


def objections_in(client: Client, year: str) -> list[tuple[str, str, str]]:
    """Lists whose public notice ends in a year, with the last day for objections and the region."""
    lists = (client.get("getList", id=row["id"]) for row in client.get("listLists")["items"])
    ends = ((record, record["objections_until"]["to"]) for record in lists if "objections_until" in record)
    return sorted(
        (record["id"], end, record["regions"][0]["name"]["zh"]) for record, end in ends if end.startswith(year)
    )


if __name__ == "__main__":
    api = Client(sys.argv[1])
    today = datetime.now(BEIJING).date()
    answers = {
        f"open challenges in 新材料 that close in {today:%Y-%m}": closing_calls(
            api, "新材料", f"{today:%Y-%m}", str(today)
        ),
        "support offered, in yuan": {f"{key} {year}": yuan for (key, year), yuan in support_offered(api).items()},
        "awards by unit": awards_by_unit(api),
        "challenges recorded and with an outcome, by list": outcomes_by_list(api),
        f"public notices that end in {today:%Y}": objections_in(api, f"{today:%Y}"),
    }
    for question, answer in answers.items():
        sys.stdout.write(f"{question}: {json.dumps(answer, ensure_ascii=False)}\n")
