"""What goes wrong while pages are open: a page with a watch on it that writes down every fault."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Dialog, Error, Page, Request, Response

ABORTED = "net::ERR_ABORTED"
"""The browser itself gave a request up, such as an icon it need not have; what the policy stops it tells as such."""

REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
  console.error(`refused by the policy: ${event.effectiveDirective} ${event.blockedURI}`), true)"""

MARKER = "zbHostile"
"""The window's property that hostile texts set when they run as script."""


class Watch:
    """Faults of a page since the last look: refusals, errors, dialogs, and requests that fail or leave `home`."""

    def __init__(self, page: Page, home: str) -> None:
        self.page, self.home = page, home
        self.faults: list[str] = []
        self.asked: set[Request] = set()
        page.add_init_script(REPORT_VIOLATIONS)
        page.on("console", self._on_console)
        page.on("pageerror", self._on_error)
        page.on("request", self._on_request)
        page.on("requestfailed", self._on_failure)
        page.on("response", self._on_response)
        page.on("dialog", self._on_dialog)

    def open(self, address: str) -> list[str]:
        """The faults of a page as it loads."""
        self.faults.clear()
        self.asked.clear()  # what the page before had asked for is given up now, and that is no fault
        self.page.goto(address, wait_until="load")
        return self.look()

    def look(self) -> list[str]:
        """The faults so far, once everything that the page has sent has arrived; scripts that ran are among them."""
        ran = self.page.evaluate(f"() => window.{MARKER}")
        return [*self.faults, *([f"a hostile text ran as script: {ran}"] if ran is not None else [])]

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console: {message.text}")

    def _on_error(self, error: Error) -> None:
        self.faults.append(f"page error: {error.message}")

    def _on_request(self, request: Request) -> None:
        self.asked.add(request)
        if not request.url.startswith(self.home):
            self.faults.append(f"request to another origin: {request.url}")

    def _on_failure(self, request: Request) -> None:
        if request in self.asked and request.failure != ABORTED:
            self.faults.append(f"failed request: {request.url} {request.failure}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"failed request: {response.url} {response.status}")

    def _on_dialog(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()
