"""Words are selected in the text of a panel as a hand with a mouse would, for any script that listens."""

from contextlib import suppress

from playwright.sync_api import Page, expect

TEXT = ".passage-text"
SELECT = """(box, [words, number]) => {
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    let from = -1;
    for (let i = 0; i < number; i++) from = box.textContent.indexOf(words, from + 1);
    const at = unit => {
        for (const node of nodes) {
            if (unit <= node.length) return [node, unit];
            unit -= node.length;
        }
    };
    const range = document.createRange();
    range.setStart(...at(from));
    range.setEnd(...at(from + words.length));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def select(page: Page, words: str, number: int = 1) -> None:
    """Select the words where they stand for the so-manieth time, and wait until the page says so.

    Scripts of the form that run late draw the text anew, and a selection goes with what was drawn before.
    """
    chosen, said = page.locator("[data-chosen]"), f"已选“{words.strip()}”"
    expect(page.locator(TEXT)).to_contain_text(words)
    page.wait_for_load_state("networkidle")
    for _attempt in range(3):
        page.locator(TEXT).evaluate(SELECT, [words, number])
        with suppress(AssertionError):
            expect(chosen).to_contain_text(said, timeout=2_000)
            return
    expect(chosen).to_contain_text(said)
