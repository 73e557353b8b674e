"""Rows of forms that fold: opened as a hand does, by their lines."""

from playwright.sync_api import Page, expect


def open_group(page: Page, prefix: str) -> None:
    """The rows of an inline that is folded as a whole."""
    expect(page.locator(f"#{prefix}-group")).to_be_attached()  # what counts does not wait
    closed = page.locator(f"#{prefix}-group > fieldset > details:not([open]) > summary")
    if closed.count():
        closed.click()


def open_row(page: Page, row: str) -> None:
    """The row `codings-0` of an inline, which is folded to a line."""
    open_group(page, row.rpartition("-")[0])
    closed = page.locator(f"#{row} > details:not([open]) > summary")
    if closed.count():
        closed.click()
