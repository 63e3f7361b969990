"""Pictures of the page over the product's own documents, for the README: ``make screenshots``.

python -m bench.screenshots http://127.0.0.1:8000 docs
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, sync_playwright

QUESTION = "Hvilke temaer dækker skolefravær?"
PAGES = {
    "themes": "temaer?query=plejefamilier",
    "theme": "temaer?query=skolefravær",
    "map": "temakort",
    "timeline": "tidsplan",
    "compare": "sammenlign?topic=forebyggelse",
    "drafts": "udkast",
    "documents": "dokumenter",
}
SUBJECT = "skolefravær"
SIZES = ((1280, 800), (390, 844))


def shoot(browser: Browser, url: str, folder: Path, size: tuple[int, int]) -> None:
    """The front page, an answer and its sources, the place a mark opens, the pages, a draft."""
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="light",
        device_scale_factor=1,
        locale="da-DK",
    )
    page.goto(url)
    box = page.get_by_role("textbox").first
    box.wait_for()
    page.locator(".starter").first.wait_for()
    page.wait_for_timeout(500)
    page.screenshot(path=folder / f"start-{width}.png")
    box.fill(QUESTION)
    box.press("Enter")
    mark = page.get_by_role("link", name="[1]").first
    mark.wait_for()
    page.wait_for_timeout(800)
    if width > 1000:
        mark.hover()
        page.get_by_role("tooltip").wait_for()
    page.screenshot(path=folder / f"answer-{width}.png")
    page.goto(urljoin(f"{url}/", str(mark.get_attribute("href"))))
    page.screenshot(path=folder / f"place-{width}.png")
    for name, address in PAGES.items():
        page.goto(f"{url}/{address}")
        if name == "theme":
            page.locator(".hits .theme a").first.click()
        page.screenshot(path=folder / f"{name}-{width}.png")
    page.goto(f"{url}/udkast")
    page.locator("[name=subject]").fill(SUBJECT)
    page.get_by_role("button", name="Skriv udkast").click()
    page.get_by_role("link", name="Ret teksten").wait_for()
    page.screenshot(path=folder / f"draft-{width}.png")
    page.get_by_role("link", name="Ret teksten").click()
    page.get_by_role("button", name="Gem og tjek").wait_for()
    page.screenshot(path=folder / f"edit-{width}.png")
    page.close()


def main(url: str, folder: Path) -> None:
    """Write the pictures."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for size in SIZES:
            shoot(browser, url, folder, size)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), Path(sys.argv[2]))
